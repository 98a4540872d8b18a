// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <jansson.h>
#include <math.h>

#include "advise.h"
#include "json.h"
#include "loudness.h"
#include "names.h"

/* To the thousandth: more digits would only pretend. */
static json_t *number(double value)
{
	return json_real(round(value * 1000) / 1000);
}

static json_t *string_or_null(const char *text)
{
	return *text ? json_string(text) : json_null();
}

static json_t *number_or_null(double value)
{
	return value ? number(value) : json_null();
}

static json_t *headphones_object(const struct advise *advise)
{
	const struct advice *advice = &advise->advice;
	json_t *object = json_object();

	json_object_set_new(object, "name", string_or_null(advise->headphones));
	json_object_set_new(object, "source", string_or_null(advise->headphones_source));
	json_object_set_new(object, "impedance_ohm", number(advice->impedance));
	json_object_set_new(object, "measured_ohm", number_or_null(advise->measured));
	json_object_set_new(object, "db_spl_per_v", number(advice->per_volt));
	json_object_set_new(object, "db_spl_per_mw",
			    number(loudness_per_mw(advice->per_volt, advice->impedance)));
	return object;
}

static json_t *dongle_object(const struct advise *advise)
{
	json_t *object = json_object();

	json_object_set_new(object, "name", json_string(advise->dongle));
	json_object_set_new(object, "source", string_or_null(advise->dongle_source));
	return object;
}

static json_t *needed_object(const struct advice *advice)
{
	json_t *object = json_object();

	json_object_set_new(object, "voltage_mv", number(advice->volts * 1000));
	json_object_set_new(object, "current_ma", number(advice->milliamps));
	json_object_set_new(object, "power_mw", number(advice->milliwatts));
	return object;
}

static json_t *against_array(const struct advice_row *row)
{
	json_t *array = json_array();

	if (row->against & ADVICE_SOFT)
		json_array_append_new(array, json_string("soft"));
	if (row->against & ADVICE_NOISE)
		json_array_append_new(array, json_string("noise"));
	if (row->against & ADVICE_RATIO)
		json_array_append_new(array, json_string("impedance-ratio"));
	return array;
}

static json_t *row_object(const struct advice *advice, const struct advice_row *row)
{
	json_t *object = json_object();

	json_object_set_new(object, "output", json_string(dongle_output_names[row->output].key));
	json_object_set_new(object, "gain", advice->info->gains ?
			    json_string(dongle_gain_names[row->gain].key) : json_null());
	json_object_set_new(object, "full_scale_mv", number(row->full_scale * 1000));
	json_object_set_new(object, "source_impedance_mohm", number_or_null(row->source * 1000));
	json_object_set_new(object, "reach_db_spl", number(row->reach));
	json_object_set_new(object, "headroom_db", number(row->headroom));
	json_object_set_new(object, "impedance_ratio", number_or_null(row->ratio));
	json_object_set_new(object, "against", against_array(row));
	return object;
}

static json_t *lines_array(char *lines)
{
	json_t *array = json_array();
	char *line;

	while ((line = strsep(&lines, "\n")))
		if (*line)
			json_array_append_new(array, json_string(line));
	return array;
}

static void add_words(json_t *document, const struct advise *advise)
{
	char buf[ADVISE_TEXT_MAX] = "";
	struct text text = { buf, sizeof(buf), 0 };

	advise_answer(&text, advise, " dB");
	json_object_set_new(document, "answer", json_string(buf));
	*buf = '\0';
	text.len = 0;
	advise_notes(&text, advise, " dB");
	json_object_set_new(document, "notes", lines_array(buf));
}

int advise_json(FILE *out, const struct advise *advise)
{
	const struct advice *advice = &advise->advice;
	json_t *document = json_pack("{s:i}", "schema", JSON_SCHEMA), *rows = json_array();
	int i, err = -ENOMEM;

	for (i = 0; i < advice->rows; i++)
		json_array_append_new(rows, row_object(advice, &advice->row[i]));
	add_words(document, advise);
	json_object_set_new(document, "headphones", headphones_object(advise));
	json_object_set_new(document, "dongle", dongle_object(advise));
	json_object_set_new(document, "target_db_spl", number(advice->target));
	json_object_set_new(document, "needed", needed_object(advice));
	json_object_set_new(document, "advised", advice->best < 0 ? json_null() :
			    row_object(advice, &advice->row[advice->best]));
	json_object_set_new(document, "choices", rows);
	if (document)
		err = json_dumpf(document, out, JSON_INDENT(2) | JSON_REAL_PRECISION(9)) ? -EIO : 0;
	if (!err && fputc('\n', out) == EOF)
		err = -EIO;
	json_decref(document);
	return err;
}
