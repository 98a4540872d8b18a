/* SPDX-License-Identifier: GPL-2.0-only */
/* The listening dose for a person and for a program. */
#ifndef DONGLE_CTL_DOSESHOW_H
#define DONGLE_CTL_DOSESHOW_H

#include <stdbool.h>
#include <stdio.h>

#include "dose.h"

/* Of what time. */
enum doseshow_span {
	DOSESHOW_DAY,	/* today */
	DOSESHOW_WEEK,	/* the last seven days, with today */
	DOSESHOW_SPANS
};

/**
 * struct doseshow - what there is to show
 * @asked: headphones are known, so there is something
 * @known: and it could be read
 * @sum: of each span
 * @percent: of what is held to be safe for that long, for each kind of ears
 */
struct doseshow {
	bool asked;
	bool known;
	struct dose_day sum[DOSESHOW_SPANS];
	double percent[DOSESHOW_SPANS][DOSE_EARS];
};

/**
 * doseshow_make - reckon
 * @show: result
 * @dose: days
 * @today: number of this day
 */
void doseshow_make(struct doseshow *show, const struct dose *dose, long today);

/**
 * doseshow_read - reckon what the file has
 * @show: result
 * @err: where to say what is wrong with it
 *
 * Return: 0 or -errno, which was said.
 */
int doseshow_read(struct doseshow *show, FILE *err);

/**
 * doseshow_text - a line, where somebody asked
 * @out: where to
 * @lead: what it begins with
 * @show: what
 */
void doseshow_text(FILE *out, const char *lead, const struct doseshow *show);

/**
 * doseshow_plain - sentences, where somebody asked
 * @out: where to
 * @show: what
 */
void doseshow_plain(FILE *out, const struct doseshow *show);

/**
 * doseshow_object - for a document
 * @show: what
 *
 * Return: an object; null where nobody asked, or it is not known.
 */
struct json_t *doseshow_object(const struct doseshow *show);

/**
 * doseshow_event - a document of its own, one line
 * @out: where to
 * @show: what
 *
 * Return: 0 or -errno.
 */
int doseshow_event(FILE *out, const struct doseshow *show);

#endif /* DONGLE_CTL_DOSESHOW_H */
