// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "bought.h"
#include "verb.h"

#define TAKES_DEVICE	(BIT(OPTION_DEVICE) | BIT(OPTION_SERIAL) | BIT(OPTION_PATH) | \
			 BIT(OPTION_ID) | BIT(OPTION_WAIT) | BIT(OPTION_DIRECT))
#define TAKES_OUTPUT	(BIT(OPTION_JSON) | BIT(OPTION_QUIET))
#define TAKES_TEXT	(TAKES_OUTPUT | BIT(OPTION_PLAIN))
#define TAKES_FIGURES	(BIT(OPTION_HEADPHONES) | BIT(OPTION_SVG) | \
			 (BIT(FIGURES) - 1) << OPTION_FIGURES)
#define TAKES_ABX	(BIT(OPTION_A) | BIT(OPTION_B) | BIT(OPTION_TRIALS) | \
			 BIT(OPTION_UNMATCHED) | BIT(OPTION_LOG) | BIT(OPTION_HEADPHONES) | \
			 BIT(OPTION_FIGURES + FIGURE_IMPEDANCE) | \
			 BIT(OPTION_FIGURES + FIGURE_FULL_SCALE) | \
			 BIT(OPTION_FIGURES + FIGURE_SOURCE_IMPEDANCE))

const struct verb verbs[VERBS] = {
	[VERB_STATUS] = {
		"status", "show how devices are (also with no word and no setting)",
		status_run, TAKES_DEVICE | TAKES_TEXT | BIT(OPTION_ALL) | BIT(OPTION_HEADPHONES),
	},
	[VERB_LIST] = {
		"list", "show all devices, also those that cannot be opened",
		list_run, TAKES_DEVICE | TAKES_OUTPUT,
	},
	[VERB_SET] = {
		"set", "make the settings that are given (the word may be left out)",
		set_run, TAKES_DEVICE | TAKES_TEXT | BIT(OPTION_SETTINGS) | BIT(OPTION_DRY_RUN) |
		BIT(OPTION_HEADPHONES),
	},
	[VERB_MONITOR] = {
		"monitor", "tell of each change, and who comes and goes, until it is stopped",
		monitor_run, TAKES_DEVICE | TAKES_TEXT | BIT(OPTION_HEADPHONES),
	},
	[VERB_SAVE] = {
		"save", "keep the settings of a device in a file, for apply",
		save_run, TAKES_DEVICE | BIT(OPTION_ALL) | BIT(OPTION_QUIET),
	},
	[VERB_APPLY] = {
		"apply", "make the settings that files have for a device (dongle.conf(5))",
		apply_run, TAKES_DEVICE | TAKES_TEXT | BIT(OPTION_ALL) | BIT(OPTION_DRY_RUN),
	},
	[VERB_FORGET] = {
		"forget", "remove what was saved of a device",
		forget_run, TAKES_DEVICE | BIT(OPTION_QUIET) | BIT(OPTION_DOSE),
	},
	[VERB_ADVISE] = {
		"advise", "say which output and gain do for headphones (dongle-ctl-advise(1))",
		advise_run, TAKES_DEVICE | TAKES_TEXT | TAKES_FIGURES,
	},
	[VERB_ABX] = {
		"abx", "test blindly whether two settings sound different (dongle-ctl-abx(1))",
		abx_run, TAKES_DEVICE | TAKES_ABX | BIT(OPTION_JSON),
	},
	[VERB_MATCH] = {
		"match", "make both outputs equally loud, or no more: match off",
		match_run, TAKES_DEVICE | TAKES_OUTPUT | BIT(OPTION_HEADPHONES) |
			   BIT(OPTION_FIGURES + FIGURE_IMPEDANCE) | BIT(OPTION_DRY_RUN),
	},
};

enum exit_code verb_failed(struct run *run, const struct dongle *dongle, const char *what,
			   int error)
{
	fprintf(run->err, "dongle-ctl: cannot %s the device at %s: %s\n", what, dongle->id.path,
		dongle_strerror(error));
	return EXIT_DEVICE;
}

enum exit_code verb_set(struct run *run, struct dongle *dongle, u32 mask,
			struct dongle_state *state)
{
	struct dongle_report after;
	int error = dongle_set(dongle, mask, state, &after);

	if (error)
		return verb_failed(run, dongle, "change", error);
	*state = after.state;
	if (after.result == USB_DONGLE_RESULT_OK)
		return EXIT_OK;
	fprintf(run->err, "dongle-ctl: the device at %s refused, nothing is changed: %s\n",
		dongle->id.path, dongle_result_text(after.result));
	return EXIT_DEVICE;
}

enum exit_code verb_finish(struct run *run, int error, enum exit_code code)
{
	if (!error && fflush(run->out))
		error = -EIO;
	if (!error)
		return code;
	fprintf(run->err, "dongle-ctl: cannot write the output: %s\n", strerror(-error));
	return EXIT_DEVICE;
}

void verb_say_direct(struct run *run, const struct dongle *dongle)
{
	int card = bought_bypassed(dongle);

	if (run->options->quiet)
		return;
	if (card >= 0)
		fprintf(run->err,
			"dongle-ctl: --direct bypasses snd-usb-dongle and the controls of card %d: the device at %s is spoken to itself\n",
			card, dongle->id.path);
	else
		fprintf(run->err, "dongle-ctl: --direct bypasses nothing: the device at %s %s\n",
			dongle->id.path, dongle->bought ? "has no controls on a sound card" :
			"reports its changes, so it is always written directly");
}

enum exit_code verb_with_one(struct run *run,
			     enum exit_code (*act)(struct run *run, struct dongle *dongle))
{
	struct dongle *dongle;
	enum exit_code code;

	code = select_one(run->bus, &run->options->selector, &dongle, run->err);
	if (code != EXIT_OK)
		return code;
	if (run->options->given & BIT(OPTION_DIRECT))
		verb_say_direct(run, dongle);
	code = act(run, dongle);
	dongle_close(dongle);
	return code;
}

static enum exit_code with_id(struct run *run, const struct dongle_id *id,
			      enum exit_code (*act)(struct run *run, struct dongle *dongle))
{
	struct dongle *dongle;
	enum exit_code code;
	int error = dongle_open(run->bus, id, &dongle);

	if (error == -ENODEV || error == -ESHUTDOWN)
		return EXIT_OK;
	if (error)
		return select_say_failed(id, error, run->err);
	code = act(run, dongle);
	dongle_close(dongle);
	return code;
}

enum exit_code verb_with_all(struct run *run,
			     bool (*wants)(struct run *run, const struct dongle_id *id),
			     enum exit_code (*act)(struct run *run, struct dongle *dongle))
{
	enum exit_code code = EXIT_OK, one;
	struct dongle_id *ids = NULL;
	int i, n = select_ids(run->bus, &run->options->selector, &ids);

	if (n < 0) {
		fprintf(run->err, "dongle-ctl: cannot list USB devices: %s\n", strerror(-n));
		code = EXIT_DEVICE;
	}
	for (i = 0; i < n; i++) {
		one = wants(run, &ids[i]) ? with_id(run, &ids[i], act) : EXIT_OK;
		if (code == EXIT_OK)
			code = one;
	}
	free(ids);
	return code;
}

enum exit_code verb_run(struct run *run)
{
	enum exit_code code = wait_run(run);

	return code == EXIT_OK ? run->options->verb->run(run) : code;
}
