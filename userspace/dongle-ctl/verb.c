// SPDX-License-Identifier: GPL-2.0-only
#include "verb.h"

#define TAKES_DEVICE	(BIT(OPTION_DEVICE) | BIT(OPTION_SERIAL) | BIT(OPTION_PATH) | \
			 BIT(OPTION_ID))
#define TAKES_OUTPUT	(BIT(OPTION_JSON) | BIT(OPTION_QUIET))

const struct verb verbs[VERBS] = {
	[VERB_STATUS] = {
		"status", "show a device (also what is done with no word and no setting)",
		status_run, TAKES_DEVICE | TAKES_OUTPUT,
	},
	[VERB_LIST] = {
		"list", "show all devices, also those that cannot be opened",
		list_run, TAKES_DEVICE | TAKES_OUTPUT,
	},
	[VERB_SET] = {
		"set", "make the settings that are given (the word may be left out)",
		set_run, TAKES_DEVICE | TAKES_OUTPUT | BIT(OPTION_SETTINGS),
	},
};

enum exit_code verb_failed(struct run *run, const struct dongle *dongle, const char *what,
			   int error)
{
	fprintf(run->err, "dongle-ctl: cannot %s the device at %s: %s\n", what, dongle->id.path,
		dongle_strerror(error));
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

enum exit_code verb_with_one(struct run *run,
			     enum exit_code (*act)(struct run *run, struct dongle *dongle))
{
	struct dongle *dongle;
	enum exit_code code;

	code = select_one(run->bus, &run->options->selector, &dongle, run->err);
	if (code != EXIT_OK)
		return code;
	code = act(run, dongle);
	dongle_close(dongle);
	return code;
}
