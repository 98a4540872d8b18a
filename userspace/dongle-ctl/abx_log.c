// SPDX-License-Identifier: GPL-2.0-only
/* A line for each thing that is over: nothing of a trial that is open. */
#include <fcntl.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "abx.h"
#include "abx_score.h"
#include "json.h"

#define TIME_MAX	32

static const char *now(char text[TIME_MAX])
{
	time_t seconds = time(NULL);
	struct tm tm;

	strftime(text, TIME_MAX, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&seconds, &tm));
	return text;
}

/* All folders of a path, for nobody else where they are new. */
static int make_folders(char *path)
{
	char *slash;
	int err = 0;

	for (slash = strchr(path + 1, '/'); slash && !err; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(path, 0700) && errno != EEXIST)
			err = -errno;
		*slash = '/';
	}
	return err;
}

static int default_path(char path[ABX_PATH_MAX])
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	bool relative = !state || *state != '/';
	char date[TIME_MAX];
	int n;

	if (relative && (!home || *home != '/'))
		return -ENOENT;
	n = snprintf(path, ABX_PATH_MAX, "%s%s/dongle/abx/%.10s.jsonl", relative ? home : state,
		     relative ? "/.local/state" : "", now(date));
	return n < ABX_PATH_MAX ? make_folders(path) : -ENAMETOOLONG;
}

int abx_log_open(struct abx *abx)
{
	const char *given = abx->run->options->log;
	int err = 0;

	if (given)
		snprintf(abx->log_path, sizeof(abx->log_path), "%s", given);
	else
		err = default_path(abx->log_path);
	if (err)
		return err;
	abx->log = open(abx->log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY,
			0600);
	return abx->log < 0 ? -errno : 0;
}

/* In one piece, so that two tests may share a file. */
static int put(const struct abx *abx, json_t *object)
{
	char *line = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(12));
	int err = line ? 0 : -ENOMEM;
	ssize_t len;

	json_decref(object);
	if (!line)
		return err;
	len = strlen(line);
	/* the final 0 is not needed any more */
	line[len++] = '\n';
	if (write(abx->log, line, len) != len)
		err = errno ? -errno : -ENOSPC;
	free(line);
	return err;
}

static json_t *entry(const char *what)
{
	json_t *object = json_object();
	char time[TIME_MAX];

	json_object_set_new(object, "time", json_string(now(time)));
	json_object_set_new(object, "abx", json_string(what));
	return object;
}

int abx_log_start(const struct abx *abx)
{
	const struct options *options = abx->run->options;
	json_t *object = entry("start");

	json_object_set_new(object, "schema", json_integer(JSON_SCHEMA));
	json_object_set_new(object, "device", json_string(abx->dongle->id.product));
	json_object_set_new(object, "serial", json_string(abx->dongle->id.serial));
	json_object_set_new(object, "a", json_string(options->abx_text[ABX_A]));
	json_object_set_new(object, "b", json_string(options->abx_text[ABX_B]));
	json_object_set_new(object, "trials", json_integer(abx->trials));
	json_object_set_new(object, "mismatch_db", abx->plan->known ?
			    json_real(abx->plan->mismatch) : json_null());
	return put(abx, object);
}

int abx_log_answer(const struct abx *abx, unsigned int answer)
{
	static const char *const sounds[ABX_SOUNDS] = { "a", "b", "x" };
	json_t *object = entry("trial"), *listened = json_object();
	unsigned int i;

	for (i = 0; i < ABX_SOUNDS; i++)
		json_object_set_new(listened, sounds[i], json_integer(abx->listened[i]));
	json_object_set_new(object, "trial", json_integer(abx->answered));
	json_object_set_new(object, "x", json_string(sounds[abx->x]));
	json_object_set_new(object, "answer", json_string(sounds[answer]));
	json_object_set_new(object, "hit", json_boolean(answer == abx->x));
	json_object_set_new(object, "listened", listened);
	return put(abx, object);
}

int abx_log_end(const struct abx *abx, enum abx_end end)
{
	json_t *object = entry("end");

	json_object_set_new(object, "end", json_string(abx_ends[end]));
	json_object_set_new(object, "hits", json_integer(abx->hits));
	json_object_set_new(object, "answers", json_integer(abx->answered));
	json_object_set_new(object, "probability", abx->answered ?
			    json_real(abx_guessed(abx->answered, abx->hits)) : json_null());
	return put(abx, object);
}
