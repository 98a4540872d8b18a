// SPDX-License-Identifier: GPL-2.0-only
#include <jansson.h>
#include <string.h>
#include <unistd.h>

#include "dosefile.h"
#include "doseshow.h"
#include "json.h"

#define METHOD		"ITU-T H.870"
#define NUMBER_MAX	16

static const struct {
	const char *key, *other;
	unsigned int days;
} spans[DOSESHOW_SPANS] = {
	[DOSESHOW_DAY] = { "day", "a day", 1 },
	[DOSESHOW_WEEK] = { "week", "a week", DOSE_WEEK },
};

void doseshow_make(struct doseshow *show, const struct dose *dose, long today)
{
	unsigned int i, ears;

	show->asked = true;
	show->known = true;
	for (i = 0; i < DOSESHOW_SPANS; i++) {
		show->sum[i] = dose_sum(dose, today, spans[i].days);
		for (ears = 0; ears < DOSE_EARS; ears++)
			show->percent[i][ears] = dose_percent(show->sum[i].exposure,
							      spans[i].days, ears);
	}
}

int doseshow_read(struct doseshow *show, FILE *out)
{
	char why[DOSEFILE_ERROR_MAX] = "";
	int folder = dosefile_open(false), err;
	struct dose dose = {};

	memset(show, 0, sizeof(*show));
	show->asked = true;
	err = folder < 0 ? folder : dosefile_read(folder, &dose, why);
	if (folder >= 0)
		close(folder);
	if (err == -ENOENT)
		err = 0;
	if (err)
		fprintf(out, "dongle-ctl: cannot read the listening dose: %s\n",
			*why ? why : strerror(-err));
	else
		doseshow_make(show, &dose, dose_date(time(NULL)));
	return err;
}

/* No more digits than are known. */
static const char *number(char buf[NUMBER_MAX], double percent)
{
	if (percent > 0 && percent < 0.5)
		return "less than 1";
	snprintf(buf, NUMBER_MAX, "%.0f", percent);
	return buf;
}

static void write_span(FILE *out, const struct doseshow *show, enum doseshow_span span,
		       const char *percent)
{
	double adult = show->percent[span][DOSE_ADULT];
	char about[NUMBER_MAX], least[NUMBER_MAX], most[NUMBER_MAX];

	fprintf(out, "about %s%s of %s (between %s and %s)", number(about, adult), percent,
		spans[span].other, number(least, dose_doubt(adult, -1)),
		number(most, dose_doubt(adult, 1)));
}

void doseshow_text(FILE *out, const char *lead, const struct doseshow *show)
{
	if (!show->asked)
		return;
	fputs(lead, out);
	if (!show->known) {
		fputs("not known\n", out);
		return;
	}
	write_span(out, show, DOSESHOW_DAY, " %");
	fputs(", ", out);
	write_span(out, show, DOSESHOW_WEEK, " %");
	fputs(" (estimate)\n", out);
}

void doseshow_plain(FILE *out, const struct doseshow *show)
{
	char day[NUMBER_MAX], week[NUMBER_MAX];

	if (!show->asked)
		return;
	if (!show->known) {
		fputs("Listening dose: not known.\n", out);
		return;
	}
	fputs("Listening dose, estimated: today ", out);
	write_span(out, show, DOSESHOW_DAY, " percent");
	fputs(", the last 7 days ", out);
	write_span(out, show, DOSESHOW_WEEK, " percent");
	fprintf(out, ".\nFor children and sensitive ears about %s and %s percent.\n",
		number(day, show->percent[DOSESHOW_DAY][DOSE_SENSITIVE]),
		number(week, show->percent[DOSESHOW_WEEK][DOSE_SENSITIVE]));
}

static json_t *span_object(const struct doseshow *show, enum doseshow_span span)
{
	double adult = show->percent[span][DOSE_ADULT];

	return json_pack("{s:f, s:f, s:f, s:f, s:f, s:f}", "exposure_pa2h",
			 show->sum[span].exposure, "seconds", show->sum[span].seconds,
			 "percent", adult, "percent_min", dose_doubt(adult, -1), "percent_max",
			 dose_doubt(adult, 1), "percent_sensitive",
			 show->percent[span][DOSE_SENSITIVE]);
}

json_t *doseshow_object(const struct doseshow *show)
{
	json_t *object;
	unsigned int i;

	if (!show || !show->known)
		return json_null();
	object = json_pack("{s:s, s:f, s:f}", "method", METHOD, "programme_db", DOSE_PROGRAMME,
			   "uncertainty_db", DOSE_DOUBT);
	for (i = 0; i < DOSESHOW_SPANS; i++)
		json_object_set_new(object, spans[i].key, span_object(show, i));
	return object;
}

int doseshow_event(FILE *out, const struct doseshow *show)
{
	json_t *document = json_pack("{s:i, s:s, s:o}", "schema", JSON_SCHEMA, "event", "dose",
				     "dose", doseshow_object(show));
	int err = -ENOMEM;

	if (document)
		err = json_dumpf(document, out, JSON_COMPACT) || fputc('\n', out) == EOF ?
		      -EIO : 0;
	json_decref(document);
	return err;
}
