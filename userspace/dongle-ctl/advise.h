/* SPDX-License-Identifier: GPL-2.0-only */
/* dongle-ctl advise: what it found out, and the forms in which it says so. */
#ifndef DONGLE_CTL_ADVISE_H
#define DONGLE_CTL_ADVISE_H

#include <stdio.h>

#include "advice.h"
#include "catalog.h"
#include "glance.h"
#include "verb.h"

#define ADVISE_TEXT_MAX		4096

/**
 * struct advise - all there is to say
 * @figures: of headphones and dongle, wherever they are from
 * @info: dongle
 * @dongle: its name
 * @dongle_source: who says what it gives
 * @headphones: their name, or empty
 * @headphones_source: who says what they need, or empty
 * @measured: their impedance as the dongle measured it, ohm; 0: it did not
 * @is_measured: the impedance of @figures is that one
 * @advice: what to use
 */
struct advise {
	struct figures figures;
	struct dongle_info info;
	char dongle[DONGLE_STRING_MAX];
	char dongle_source[CATALOG_SOURCE_MAX];
	char headphones[CATALOG_NAME_MAX];
	char headphones_source[CATALOG_SOURCE_MAX];
	double measured;
	bool is_measured;
	struct advice advice;
};

/**
 * advise_catalog - all dongles that have a name: those of the files and of the models
 * @catalog: result, for catalog_free(); a model with no figures has none there, too
 * @err: where to name what is broken
 *
 * Return: 0 or -ENOMEM.
 */
int advise_catalog(struct catalog *catalog, FILE *err);

/**
 * advise_headphones - look the headphones of the command line up, if any are named
 * @run: this run
 * @advise: result
 *
 * Return: EXIT_OK, or why not.
 */
enum exit_code advise_headphones(struct run *run, struct advise *advise);

/**
 * advise_take - take over what a file says of headphones
 * @advise: result; figures that were given come first
 * @entry: of the file
 */
void advise_take(struct advise *advise, const struct catalog_entry *entry);

/**
 * advise_dongle - take over what a connected dongle is, or its maker publishes
 * @run: this run
 * @advise: result
 * @dongle: device
 * @state: its state
 *
 * Return: EXIT_OK, or why not.
 */
enum exit_code advise_dongle(struct run *run, struct advise *advise, const struct dongle *dongle,
			     const struct dongle_state *state);

/**
 * advise_answer - what to use, in a sentence or two
 * @text: where to
 * @advise: all
 * @db: how decibel is written, " dB" or " decibels"
 */
void advise_answer(struct text *text, const struct advise *advise, const char *db);

/**
 * advise_needed - what the headphones need, as the end of a sentence
 * @text: where to
 * @advice: what to use
 * @volt: how the unit is written, with a blank in front
 * @milliamp: the same
 * @milliwatt: the same
 */
void advise_needed(struct text *text, const struct advice *advice, const char *volt,
		   const char *milliamp, const char *milliwatt);

/**
 * advise_notes - what speaks against something, and what is not known, a line each
 * @text: where to
 * @advise: all
 * @db: how decibel is written
 */
void advise_notes(struct text *text, const struct advise *advise, const char *db);

/**
 * advise_text - sentence, figures and bars
 * @out: where to
 * @advise: all
 * @style: what the terminal can do
 */
void advise_text(FILE *out, const struct advise *advise, const struct style *style);

/**
 * advise_plain - sentences
 * @out: where to
 * @advise: all
 */
void advise_plain(FILE *out, const struct advise *advise);

/**
 * advise_json - a document
 * @out: where to
 * @advise: all
 *
 * Return: 0 or -errno.
 */
int advise_json(FILE *out, const struct advise *advise);

/**
 * advise_svg - a chart; the file has its old content or all of the new one at any moment
 * @path: of the file
 * @advise: all
 *
 * Return: 0 or -errno, and then the old file is as it was.
 */
int advise_svg(const char *path, const struct advise *advise);

#endif /* DONGLE_CTL_ADVISE_H */
