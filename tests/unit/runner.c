// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runner.h"
#include "saved.h"
#include "tap.h"

const struct options runner_apply = { .verb = &verbs[VERB_APPLY] };
const struct options runner_save = { .verb = &verbs[VERB_SAVE] };
const struct options runner_forget = { .verb = &verbs[VERB_FORGET] };

static char top[] = "/tmp/dongle-XXXXXX";

const char *runner_path(const char *name)
{
	static char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", top, name);
	return path;
}

void runner_start(void)
{
	umask(022);
	if (!mkdtemp(top)) {
		printf("Bail out! cannot make %s\n", top);
		exit(1);
	}
	mkdir(runner_path("etc"), 0755);
	setenv("DONGLE_CONFIG_DIR", runner_path("etc"), 1);
	mkdir(runner_path("var"), 0755);
	setenv("DONGLE_STATE_DIR", runner_path("var"), 1);
	mkdir(runner_path("data"), 0755);
	mkdir(runner_path("data/headphones"), 0755);
	mkdir(runner_path("data/dongles"), 0755);
	setenv("DONGLE_DATA_DIR", runner_path("data"), 1);
	setenv("XDG_CONFIG_HOME", runner_path("none"), 1);
	setenv("XDG_STATE_HOME", runner_path("var"), 1);
}

/* Calls @unlink for each file, and counts. */
static int each_file(const char *name, int (*act)(const char *path))
{
	DIR *dir = opendir(runner_path(name));
	struct dirent *entry;
	char path[512];
	int n = 0;

	while (dir && (entry = readdir(dir))) {
		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..") ||
		    (!act && !strcmp(entry->d_name, SAVED_LOCK)))
			continue;
		snprintf(path, sizeof(path), "%s/%s", name, entry->d_name);
		if (act)
			act(runner_path(path));
		n++;
	}
	if (dir)
		closedir(dir);
	return n;
}

void runner_clear(void)
{
	each_file("etc", remove);
	each_file("var", remove);
	each_file("data/headphones", remove);
	each_file("data/dongles", remove);
}

void runner_end(void)
{
	runner_clear();
	remove(runner_path("data/headphones"));
	remove(runner_path("data/dongles"));
	remove(runner_path("data"));
	remove(runner_path("etc"));
	remove(runner_path("var"));
	remove(top);
}

int runner_files(const char *name)
{
	return each_file(name, NULL);
}

void runner_write(const char *name, const char *text)
{
	FILE *f = fopen(runner_path(name), "w");

	fputs(text, f);
	fclose(f);
}

char *runner_read(const char *name)
{
	FILE *f = fopen(runner_path(name), "r");
	char *text = calloc(1, 65536);

	if (!f)
		return strcpy(text, "(none)");
	text[fread(text, 1, 65535, f)] = '\0';
	fclose(f);
	return text;
}

void runner_run(struct outcome *run, struct fake_bus *fake, const struct options *options)
{
	size_t out_size, err_size;
	struct run args = { .bus = &fake->bus, .options = options };
	int i;

	for (i = 0; i < fake->count; i++)
		memset(fake->device[i].log, 0, FAKE_LOG_MAX);
	args.out = open_memstream(&run->out, &out_size);
	args.err = open_memstream(&run->err, &err_size);
	run->code = options->verb->run(&args);
	fclose(args.out);
	fclose(args.err);
	for (i = 0; i < fake->count; i++)
		if (fake->device[i].open || fake->device[i].wrong)
			tap_ok(false, "device %d: open %d times, %d wrong transfers", i,
			       fake->device[i].open, fake->device[i].wrong);
}

struct options runner_setting(enum setting setting, const char *value)
{
	struct options options = { .verb = &verbs[VERB_SET] };
	char error[ERROR_TEXT_MAX];

	request_set(&options.request, setting, value, error);
	return options;
}

void runner_free(struct outcome *run)
{
	free(run->out);
	free(run->err);
}

void runner_check(const char *name, struct fake_bus *fake, const struct options *options,
		  enum exit_code code, const char *says, const char *log)
{
	struct outcome run;

	runner_run(&run, fake, options);
	tap_int(run.code, code, "%s: exit code", name);
	if (*says && strstr(run.out, says))
		tap_has(run.out, says, "%s: says", name);
	else if (*says)
		tap_has(run.err, says, "%s: says", name);
	else
		tap_str(*run.err ? run.err : run.out, "", "%s: says nothing", name);
	tap_str(fake->device[0].log, log, "%s: transfers", name);
	runner_free(&run);
}
