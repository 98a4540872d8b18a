// SPDX-License-Identifier: GPL-2.0-only
#include "advise.h"
#include "loudness.h"
#include "names.h"

#define BAR_WIDTH	16	/* a line takes 78 columns */
#define BAR_ROOM	10.0	/* dB at both ends */

/* The part of the scale that the bars show. */
struct scale {
	double min, max;
};

static struct scale scale_of(const struct advice *advice)
{
	struct scale scale = { advice->target, advice->target };
	int i;

	for (i = 0; i < advice->rows; i++) {
		if (advice->row[i].reach < scale.min)
			scale.min = advice->row[i].reach;
		if (advice->row[i].reach > scale.max)
			scale.max = advice->row[i].reach;
	}
	scale.min -= BAR_ROOM;
	scale.max += BAR_ROOM;
	return scale;
}

static int cells(const struct scale *scale, double level)
{
	return (level - scale->min) / (scale->max - scale->min) * BAR_WIDTH + 0.5;
}

/* The target is a mark; what lies above the reach stays pale. */
static void put_bar(FILE *out, const struct advice *advice, const struct advice_row *row,
		    const struct style *style)
{
	struct scale scale = scale_of(advice);
	int full = cells(&scale, row->reach), target = cells(&scale, advice->target), i;

	fputs(style->utf8 ? "▕" : "[", out);
	for (i = 0; i < BAR_WIDTH; i++) {
		if (i == target)
			fputs(style->utf8 ? "┃" : "|", out);
		else if (i < full)
			fputs(style->utf8 ? "█" : "#", out);
		else
			fputs(style->utf8 ? "░" : "-", out);
	}
	fputs(style->utf8 ? "▏" : "]", out);
}

static void put_ratio(FILE *out, const struct advice_row *row)
{
	char text[24] = "-";

	if (row->ratio)
		snprintf(text, sizeof(text), "%.*f:1", row->ratio < 10, row->ratio);
	fprintf(out, "%8s", text);
}

static void put_row(FILE *out, const struct advice *advice, int i, const struct style *style)
{
	const struct advice_row *row = &advice->row[i];

	fprintf(out, "%c %-9s%-7s%6.0f mV %7.1f dB %+7.1f dB ", i == advice->best ? '*' : ' ',
		dongle_output_names[row->output].label,
		advice->info->gains ? dongle_gain_names[row->gain].key : "-",
		row->full_scale * 1000, row->reach, row->headroom);
	put_ratio(out, row);
	fputs("  ", out);
	put_bar(out, advice, row, style);
	fputc('\n', out);
}

static void put_source(FILE *out, const char *source)
{
	if (*source)
		fprintf(out, "            (%s)\n", source);
}

static void put_subject(FILE *out, const struct advise *advise)
{
	char needed[64] = "";
	struct text text = { needed, sizeof(needed), 0 };
	const struct advice *advice = &advise->advice;

	fprintf(out, "Headphones  %s%s%.4g ohm, %.1f dB SPL/V, %.1f dB SPL/mW\n",
		advise->headphones, *advise->headphones ? ": " : "", advice->impedance,
		advice->per_volt, loudness_per_mw(advice->per_volt, advice->impedance));
	put_source(out, advise->headphones_source);
	fprintf(out, "Dongle      %s\n", advise->dongle);
	put_source(out, advise->dongle_source);
	fprintf(out, "Target      peaks of %.4g dB SPL, as of music at %.4g dB SPL on average\n",
		advice->target, advice->target - FIGURES_PEAKS);
	advise_needed(&text, advice, " V", " mA", " mW");
	fprintf(out, "Needed      %s\n", needed);
}

void advise_text(FILE *out, const struct advise *advise, const struct style *style)
{
	char buf[ADVISE_TEXT_MAX] = "";
	struct text text = { buf, sizeof(buf), 0 };
	const struct advice *advice = &advise->advice;
	struct scale scale = scale_of(advice);
	int i;

	advise_answer(&text, advise, " dB");
	fprintf(out, "%s\n\n", buf);
	put_subject(out, advise);
	fprintf(out,
		"\n  Output   Gain  Full scale    Reaches   To spare   Ratio   %.0f to %.0f dB SPL\n",
		scale.min, scale.max);
	for (i = 0; i < advice->rows; i++)
		put_row(out, advice, i, style);
	*buf = '\0';
	text.len = 0;
	advise_notes(&text, advise, " dB");
	if (*buf)
		fprintf(out, "\n%s", buf);
}

/* For ears: no sign that a reader skips, nothing said by place. */
static void say_row(FILE *out, const struct advice *advice, const struct advice_row *row)
{
	char name[ADVICE_NAME_MAX];

	advice_name(name, advice, row);
	fprintf(out, "With %s the full scale is %.0f millivolts and reaches %.1f decibels SPL, ",
		name, row->full_scale * 1000, row->reach);
	if (row->against & ADVICE_SOFT)
		fprintf(out, "%.1f short of the target.\n", -row->headroom);
	else
		fprintf(out, "%.1f above the target.\n", row->headroom);
}

void advise_plain(FILE *out, const struct advise *advise)
{
	char buf[ADVISE_TEXT_MAX] = "";
	struct text text = { buf, sizeof(buf), 0 };
	const struct advice *advice = &advise->advice;
	int i;

	advise_answer(&text, advise, " decibels");
	fprintf(out, "%s\n", buf);
	fprintf(out, "Headphones: %s%s%.4g ohms, %.1f decibels SPL at 1 volt.\n",
		advise->headphones, *advise->headphones ? ", " : "", advice->impedance,
		advice->per_volt);
	fprintf(out, "Dongle: %s.\n", advise->dongle);
	fprintf(out, "Target: peaks of %.4g decibels SPL.\n", advice->target);
	*buf = '\0';
	text.len = 0;
	advise_needed(&text, advice, " volts", " milliamperes", " milliwatts");
	fprintf(out, "Needed: %s\n", buf);
	for (i = 0; i < advice->rows; i++)
		say_row(out, advice, &advice->row[i]);
	*buf = '\0';
	text.len = 0;
	advise_notes(&text, advise, " decibels");
	fputs(buf, out);
}
