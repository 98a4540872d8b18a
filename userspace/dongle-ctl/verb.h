/* SPDX-License-Identifier: GPL-2.0-only */
/* What the program can do: one row for each word of the command line. */
#ifndef DONGLE_CTL_VERB_H
#define DONGLE_CTL_VERB_H

#include <stdio.h>

#include "config.h"
#include "figures.h"
#include "glance.h"
#include "request.h"
#include "select.h"

#define ABX_PIECES_MAX	256

/* Options of the command line; each verb says which it takes. */
enum option_number {
	OPTION_DEVICE,
	OPTION_SERIAL,
	OPTION_PATH,
	OPTION_ID,
	OPTION_WAIT,
	OPTION_DIRECT,
	OPTION_SETTINGS,	/* all of enum setting */
	OPTION_HEADPHONES,
	OPTION_FIGURES,
	OPTION_LAST_FIGURE = OPTION_FIGURES + FIGURES - 1,
	OPTION_SVG,
	OPTION_A,
	OPTION_B,
	OPTION_TRIALS,
	OPTION_UNMATCHED,
	OPTION_LOG,
	OPTION_DOSE,
	OPTION_DRY_RUN,
	OPTION_JSON,
	OPTION_PLAIN,
	OPTION_ALL,
	OPTION_QUIET,
	OPTIONS
};

enum verb_number {
	VERB_STATUS,
	VERB_LIST,
	VERB_SET,
	VERB_MONITOR,
	VERB_SAVE,
	VERB_APPLY,
	VERB_FORGET,
	VERB_ADVISE,
	VERB_ABX,
	VERB_MATCH,
	VERBS
};

struct advise;
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
 * @headphones: their name, for advise, or NULL
 * @figures: of headphones and dongle, for advise
 * @svg: file for a chart of advise, or NULL
 * @abx: settings that abx compares, A and B
 * @abx_text: the same as they were written
 * @abx_pieces: what @abx keeps
 * @trials: of abx, or 0
 * @log: of abx, or NULL
 * @off: for match: no more
 * @wait_ms: for a device to appear; negative: for ever
 * @json: write JSON
 * @plain: write what is good to read aloud
 * @quiet: write nothing but errors
 */
struct options {
	const struct verb *verb;
	u32 given;
	struct selector selector;
	struct request request;
	const char *headphones;
	struct figures figures;
	const char *svg;
	struct request abx[2];
	const char *abx_text[2];
	char abx_pieces[2][ABX_PIECES_MAX];
	unsigned int trials;
	const char *log;
	bool off;
	int wait_ms;
	bool json;
	bool plain;
	bool quiet;
};

/**
 * struct run - one run of the program
 * @bus: where devices are
 * @options: what to do
 * @config: files of settings, for apply; of headphones, for status and advise
 * @config_broken: they could not be read, for status
 * @advise: what is found out, for advise
 * @in: where commands come from, for abx
 * @out: for results
 * @err: for errors
 * @style: of @out, where a verb asks for it
 */
struct run {
	struct dongle_bus *bus;
	const struct options *options;
	const struct dongle_config *config;
	bool config_broken;
	struct advise *advise;
	int in;
	FILE *out;
	FILE *err;
	struct style style;
};

extern const struct verb verbs[VERBS];

/* One for each verb. */
enum exit_code abx_run(struct run *run);
enum exit_code advise_run(struct run *run);
enum exit_code apply_run(struct run *run);
enum exit_code forget_run(struct run *run);
enum exit_code list_run(struct run *run);
enum exit_code match_run(struct run *run);
enum exit_code monitor_run(struct run *run);
enum exit_code save_run(struct run *run);
enum exit_code set_run(struct run *run);
enum exit_code status_run(struct run *run);

/**
 * verb_run - do what the command line says
 * @run: this run
 *
 * Return: EXIT_*.
 */
enum exit_code verb_run(struct run *run);

/**
 * wait_run - wait for a device that matches, where --wait says so
 * @run: this run
 *
 * Return: EXIT_OK, or EXIT_NONE when time is up.
 */
enum exit_code wait_run(struct run *run);

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
 * verb_with_all - open each device that matches, do something, close it
 * @run: this run
 * @wants: with which of them; the others are not even opened
 * @act: what to do; where it fails for one, the others still get theirs
 *
 * Return: EXIT_OK, also where there is no device, or what failed first.
 */
enum exit_code verb_with_all(struct run *run,
			     bool (*wants)(struct run *run, const struct dongle_id *id),
			     enum exit_code (*act)(struct run *run, struct dongle *dongle));

/**
 * verb_say_direct - say what --direct goes past
 * @run: this run, with that option
 * @dongle: device
 */
void verb_say_direct(struct run *run, const struct dongle *dongle);

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
 * verb_set - have a device change, and say so where it does not
 * @run: this run
 * @dongle: device
 * @mask: fields to set
 * @state: their values; result: all as it is then, unless the device cannot be asked
 *
 * Return: EXIT_OK or EXIT_DEVICE.
 */
enum exit_code verb_set(struct run *run, struct dongle *dongle, u32 mask,
			struct dongle_state *state);

/**
 * verb_finish - end a run: what was written must have arrived
 * @run: this run
 * @error: of writing so far, 0 or -errno
 * @code: how it went otherwise
 *
 * Return: @code, or EXIT_DEVICE where the output could not be written.
 */
enum exit_code verb_finish(struct run *run, int error, enum exit_code code);

/**
 * set_request - make settings and show what has changed
 * @run: this run
 * @dongle: device
 * @request: settings, of the command line or of files
 *
 * Those of the command line are all sent where one of them changes something,
 * those of files only where they change something.
 *
 * Return: EXIT_*.
 */
enum exit_code set_request(struct run *run, struct dongle *dongle, const struct request *request);

#endif /* DONGLE_CTL_VERB_H */
