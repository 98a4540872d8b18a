// SPDX-License-Identifier: GPL-2.0-only
/* A test for a program: one object a line. */
#include <jansson.h>
#include <math.h>

#include "abx.h"
#include "abx_score.h"
#include "json.h"

#define FORMAT	(JSON_COMPACT | JSON_REAL_PRECISION(12))

static void put(const struct abx *abx, json_t *object)
{
	char *line = json_dumps(object, FORMAT);

	json_decref(object);
	if (line)
		fprintf(abx->run->out, "%s\n", line);
	free(line);
}

static json_t *number_or_null(double value)
{
	return isnan(value) ? json_null() : json_real(value);
}

/* Text of lines as an array of them. */
static json_t *lines(const char *text)
{
	json_t *array = json_array();
	size_t len;

	for (; *text; text += len + !!text[len]) {
		len = strcspn(text, "\n");
		json_array_append_new(array, json_stringn(text, len));
	}
	return array;
}

static void begin(const struct abx *abx)
{
	const struct options *options = abx->run->options;
	json_t *object = json_object(), *notes = lines(abx->plan->notes);
	json_t *hides = lines(abx_hides());

	json_array_extend(notes, hides);
	json_decref(hides);
	json_object_set_new(object, "schema", json_integer(JSON_SCHEMA));
	json_object_set_new(object, "a", json_string(options->abx_text[ABX_A]));
	json_object_set_new(object, "b", json_string(options->abx_text[ABX_B]));
	json_object_set_new(object, "trials", json_integer(abx->trials));
	json_object_set_new(object, "needed", json_integer(abx_needed(abx->trials)));
	json_object_set_new(object, "mismatch_db", number_or_null(abx->plan->mismatch));
	json_object_set_new(object, "softer_db", number_or_null(abx->plan->lowered));
	json_object_set_new(object, "notes", notes);
	json_object_set_new(object, "log", json_string(abx->log_path));
	put(abx, object);
}

static void listening(const struct abx *abx, enum abx_command sound)
{
	const char name[] = { "abx"[sound], '\0' };
	json_t *object = json_object();

	json_object_set_new(object, "listening", json_string(name));
	json_object_set_new(object, "trial", json_integer(abx->answered + 1));
	put(abx, object);
}

static void answered(const struct abx *abx, enum abx_command answer)
{
	json_t *object = json_object();

	json_object_set_new(object, "answered", json_string(answer == ABX_ANSWER_A ? "a" : "b"));
	json_object_set_new(object, "trial", json_integer(abx->answered));
	put(abx, object);
}

static void refuse(const struct abx *abx, const char *why)
{
	json_t *object = json_object();

	json_object_set_new(object, "error", json_string(why));
	put(abx, object);
}

static void help(const struct abx *abx)
{
	(void)abx;
}

static void result(const struct abx *abx, enum abx_end end)
{
	char buf[ABX_TEXT_MAX] = "";
	struct text text = { buf, sizeof(buf), 0 };
	double low = NAN, high = NAN, guessed = NAN;
	json_t *object = json_object();

	abx_says(&text, abx, end);
	if (abx->answered) {
		guessed = abx_guessed(abx->answered, abx->hits);
		abx_interval(abx->answered, abx->hits, &low, &high);
	}
	json_object_set_new(object, "hits", json_integer(abx->hits));
	json_object_set_new(object, "answers", json_integer(abx->answered));
	json_object_set_new(object, "trials", json_integer(abx->trials));
	json_object_set_new(object, "probability", number_or_null(guessed));
	json_object_set_new(object, "rate_low", number_or_null(low));
	json_object_set_new(object, "rate_high", number_or_null(high));
	json_object_set_new(object, "end", json_string(abx_ends[end]));
	json_object_set_new(object, "says", lines(buf));
	put(abx, object);
}

const struct abx_face abx_json_face = {
	.begin = begin,
	.listening = listening,
	.answered = answered,
	.refuse = refuse,
	.help = help,
	.result = result,
};
