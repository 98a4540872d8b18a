/* SPDX-License-Identifier: GPL-2.0-only */
/* What the program can do: one row for each word of the command line. */
#ifndef DONGLE_CTL_VERB_H
#define DONGLE_CTL_VERB_H

#include <stdio.h>

#include "request.h"
#include "select.h"

/* Options of the command line; each verb says which it takes. */
enum option_number {
	OPTION_DEVICE,
	OPTION_SERIAL,
	OPTION_PATH,
	OPTION_ID,
	OPTION_SETTINGS,	/* all of enum setting */
	OPTION_JSON,
	OPTION_QUIET,
	OPTIONS
};

enum verb_number {
	VERB_STATUS,
	VERB_LIST,
	VERB_SET,
	VERBS
};

struct run;

/**
 * struct verb - one word of the command line
 * @word: as it is written
 * @what: what it does, for the help
 * @run: does it
 * @takes: mask of 1 << enum option_number
 */
struct verb {
	const char *word;
	const char *what;
	enum exit_code (*run)(struct run *run);
	u32 takes;
};

/**
 * struct options - the command line
 * @verb: what to do
 * @given: mask of 1 << enum option_number
 * @selector: with which device
 * @request: settings
 * @json: write JSON
 * @quiet: write nothing but errors
 */
struct options {
	const struct verb *verb;
	u32 given;
	struct selector selector;
	struct request request;
	bool json;
	bool quiet;
};

/**
 * struct run - one run of the program
 * @bus: where devices are
 * @options: what to do
 * @out: for results
 * @err: for errors
 */
struct run {
	struct dongle_bus *bus;
	const struct options *options;
	FILE *out;
	FILE *err;
};

extern const struct verb verbs[VERBS];

/* One for each verb. */
enum exit_code list_run(struct run *run);
enum exit_code set_run(struct run *run);
enum exit_code status_run(struct run *run);

/**
 * verb_with_one - open the one device that is meant, do something, close it
 * @run: this run
 * @act: what to do
 *
 * Return: what @act returns, or why there is no such device.
 */
enum exit_code verb_with_one(struct run *run,
			     enum exit_code (*act)(struct run *run, struct dongle *dongle));

/**
 * verb_failed - say that a device failed
 * @run: this run
 * @dongle: device
 * @what: what could not be done: "read", "change"
 * @error: -errno
 *
 * Return: EXIT_DEVICE.
 */
enum exit_code verb_failed(struct run *run, const struct dongle *dongle, const char *what,
			   int error);

/**
 * verb_finish - end a run: what was written must have arrived
 * @run: this run
 * @error: of writing so far, 0 or -errno
 * @code: how it went otherwise
 *
 * Return: @code, or EXIT_DEVICE where the output could not be written.
 */
enum exit_code verb_finish(struct run *run, int error, enum exit_code code);

#endif /* DONGLE_CTL_VERB_H */
