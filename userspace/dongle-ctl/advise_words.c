// SPDX-License-Identifier: GPL-2.0-only
/* What is said of it in every form. */
#include <ctype.h>
#include <math.h>

#include "advise.h"
#include "loudness.h"
#include "names.h"

#define UNLIKE		1.5	/* measured and nominal impedance of one headphone */

/* Whole dB; below one a tenth. */
static void add_db(struct text *text, double decibel, const char *db)
{
	text_add(text, "%.*f%s", decibel < 1, decibel, db);
}

static void add_name(struct text *text, const struct advice *advice,
		     const struct advice_row *row, bool start)
{
	char name[ADVICE_NAME_MAX];

	advice_name(name, advice, row);
	if (start)
		*name = toupper((unsigned char)*name);
	text_add(text, "%s", name);
}

/* Return: the loudest of an output, or NULL. */
static const struct advice_row *loudest_of(const struct advice *advice, unsigned int output)
{
	const struct advice_row *row, *loudest = NULL;

	for (row = advice->row; row < advice->row + advice->rows; row++)
		if (row->output == output && (!loudest || row->reach > loudest->reach))
			loudest = row;
	return loudest;
}

static void add_other_output(struct text *text, const struct advice *advice, const char *db)
{
	const struct advice_row *best = &advice->row[advice->best];
	const struct advice_row *se = loudest_of(advice, USB_DONGLE_SE);

	if (best->output == USB_DONGLE_SE && loudest_of(advice, USB_DONGLE_BALANCED))
		text_add(text, " Balanced is not needed.");
	if (best->output != USB_DONGLE_BALANCED || !se)
		return;
	if (se->against & ADVICE_SOFT)
		text_add(text, " Single-ended does not do: it reaches %.0f%s SPL.", se->reach, db);
	else
		text_add(text, " Single-ended does, too.");
}

/* Three digits, or whole. */
static void add_number(struct text *text, double number, const char *unit)
{
	if (number < 999.5)
		text_add(text, "%.3g%s", number, unit);
	else
		text_add(text, "%.0f%s", number, unit);
}

void advise_needed(struct text *text, const struct advice *advice, const char *volt,
		   const char *milliamp, const char *milliwatt)
{
	add_number(text, advice->volts, volt);
	text_add(text, ", ");
	add_number(text, advice->milliamps, milliamp);
	text_add(text, ", ");
	add_number(text, advice->milliwatts, milliwatt);
	text_add(text, ".");
}

void advise_answer(struct text *text, const struct advise *advise, const char *db)
{
	const struct advice *advice = &advise->advice;
	const struct advice_row *row;

	if (advice->best < 0) {
		row = &advice->row[advice->loudest];
		text_add(text, "Nothing here reaches %.4g%s SPL: ", advice->target, db);
		add_name(text, advice, row, false);
		text_add(text, " comes closest, ");
		add_db(text, -row->headroom, db);
		text_add(text, " short.");
		return;
	}
	row = &advice->row[advice->best];
	add_name(text, advice, row, true);
	text_add(text, " is enough: ");
	add_db(text, row->headroom, db);
	text_add(text, " to spare.");
	add_other_output(text, advice, db);
}

static void note_row(struct text *text, const struct advice *advice,
		     const struct advice_row *row, const char *db)
{
	if (row->against & ADVICE_NOISE) {
		add_name(text, advice, row, true);
		text_add(text, " has %.0f%s more than is needed: its noise may be heard.\n",
			 row->headroom, db);
	}
	if (row->against & ADVICE_RATIO) {
		add_name(text, advice, row, true);
		text_add(text, " has a source impedance of %.4g ohm, more than an eighth of ",
			 row->source);
		text_add(text, "the load: where that doubles, it is %.1f%s louder.\n",
			 loudness_tilt(row->source, advice->impedance, 2 * advice->impedance), db);
	}
}

static void note_unknown(struct text *text, const struct advice *advice, unsigned int output)
{
	struct advice_row row = { .output = output };
	bool source = false;
	int i;

	for (row.gain = 0; row.gain < USB_DONGLE_GAINS; row.gain++) {
		if (!(advice->unknown[output] & BIT(row.gain)))
			continue;
		text_add(text, "Not known: the full scale of ");
		add_name(text, advice, &row, false);
		text_add(text, ".\n");
	}
	for (i = 0; i < advice->rows; i++)
		source |= advice->row[i].output == output && !advice->row[i].source;
	if (source)
		text_add(text, "Not known: the source impedance of %s; taken as none.\n",
			 advice_output(output));
}

static void note_measured(struct text *text, const struct advise *advise)
{
	double nominal = advise->figures.impedance, ratio = advise->measured / nominal;

	if (advise->is_measured)
		text_add(text, "The impedance is what the dongle measured.\n");
	else if (advise->measured && (ratio > UNLIKE || ratio < 1 / UNLIKE))
		text_add(text,
			 "The dongle measured %.4g ohm, not %.4g: are these the headphones?\n",
			 advise->measured, nominal);
}

void advise_notes(struct text *text, const struct advise *advise, const char *db)
{
	const struct advice *advice = &advise->advice;
	unsigned int output;
	int i;

	for (i = 0; i < advice->rows; i++)
		note_row(text, advice, &advice->row[i], db);
	for (output = 0; output < DONGLE_OUTPUTS; output++)
		note_unknown(text, advice, output);
	note_measured(text, advise);
}
