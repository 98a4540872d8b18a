// SPDX-License-Identifier: GPL-2.0-only
#include <argp.h>

#include "options.h"

const char *argp_program_version = "dongle-ctl " VERSION " (USB dongle protocol 1.0)";

enum key {
	KEY_JSON = 'j',
	KEY_QUIET = 'q',
	KEY_DEVICE = 0x100,
	KEY_SERIAL,
	KEY_PATH,
	KEY_ID,
	KEY_SETTING = 0x200,	/* + enum setting */
};

#define SETTING(option, setting, arg, doc) \
	{ option, KEY_SETTING + (setting), arg, 0, doc, 2 }

static const struct argp_option option_table[] = {
	{ NULL, 0, NULL, 0, "Which device; all that are given must match:", 1 },
	{ "device", KEY_DEVICE, "X", 0, "The device whose serial, path or id is X", 1 },
	{ "serial", KEY_SERIAL, "S", 0, "The device with the serial number S", 1 },
	{ "path", KEY_PATH, "PATH", 0, "The device at this place of the bus (1-1.2)", 1 },
	{ "id", KEY_ID, "VVVV:PPPP", 0, "The device with this vendor and product id, in hex", 1 },
	{ NULL, 0, NULL, 0, "Settings (all that are given are made in one step, or none is):", 2 },
	SETTING("mode", SET_MODE, "MODE",
		"Output in use: single-ended, balanced, or auto (follows the plugs)"),
	SETTING("gain", SET_GAIN, "GAIN", "Gain of the amplifier: low, medium or high"),
	SETTING("keep-level", SET_KEEP_LEVEL, NULL,
		"With --gain: move the levels so that the loudness stays, or is a little less"),
	SETTING("filter", SET_FILTER, "NAME",
		"Filter of the DAC: its name or its number as status shows it"),
	SETTING("se-volume", SET_VOLUME + TARGET_SE, "V", "Level of the single-ended output"),
	SETTING("balanced-volume", SET_VOLUME + TARGET_BALANCED, "V",
		"Level of the balanced output"),
	SETTING("volume", SET_VOLUME + TARGET_SHARED, "V",
		"Level of a device that has only one"),
	SETTING("se-mute", SET_MUTE + TARGET_SE, "MUTE",
		"Mute the single-ended output: on, off or toggle"),
	SETTING("balanced-mute", SET_MUTE + TARGET_BALANCED, "MUTE",
		"Mute the balanced output: on, off or toggle"),
	SETTING("mute", SET_MUTE + TARGET_SHARED, "MUTE",
		"Mute a device that has only one mute: on, off or toggle"),
	{ NULL, 0, NULL, 0, "What is written:", 3 },
	{ "json", KEY_JSON, NULL, 0, "Write JSON; errors stay text on standard error", 3 },
	{ "quiet", KEY_QUIET, NULL, 0, "Write nothing but errors", 3 },
	{ NULL, 0, NULL, 0, "About the program:", -1 },
	{ }
};

static const char doc[] =
	"Show and change USB dongle DACs: their outputs, levels, gain and filter.\n"
	"\vCommands:\n"
	"  status   show a device (also what is done with no command and no setting)\n"
	"  list     show all devices, also those that cannot be opened\n"
	"\n"
	"Levels (V), in dB below full scale, to the nearest step of the device:\n"
	"  -20dB  -20           absolute\n"
	"  +3dB  +3  3dB+  3+   louder by 3 dB, at most to the highest level\n"
	"  3dB-  3-             softer by 3 dB, at most to the lowest level\n"
	"  50%                  percent of the range from lowest to highest level\n"
	"  +5%  5%+  5%-        percent points louder or softer, at least one step\n"
	"  L,R                  left and right separately, each in a form above\n"
	"The highest level is the limit where one is set. An absolute level out of\n"
	"range is an error.\n"
	"\n"
	"Filters (NAME), those that the device has:\n"
	"  fast-low-latency, fast-phase-compensated, slow-low-latency,\n"
	"  slow-phase-compensated, non-oversampling, fast-linear-phase,\n"
	"  slow-linear-phase, fast-minimum-phase, slow-minimum-phase,\n"
	"  apodizing, hybrid, brick-wall; or a number from 1 to 8\n"
	"\n"
	"Exit codes:\n"
	"  0  done, or all was as asked already\n"
	"  1  the device failed or refused\n"
	"  2  the command line is wrong, or asks for what the device does not have\n"
	"  3  no device\n"
	"  4  more than one device matches\n"
	"  5  no permission to open the device\n";

static void parse_setting(struct argp_state *state, struct options *options, enum setting setting,
			  const char *value)
{
	char error[ERROR_TEXT_MAX];

	options->command = COMMAND_SET;
	if (!request_set(&options->request, setting, value, error))
		argp_error(state, "%s", error);
}

static void parse_command(struct argp_state *state, struct options *options, const char *word)
{
	if (state->arg_num)
		argp_error(state, "'%s' is one command too many; allowed: one of list, status",
			   word);
	else if (!strcmp(word, "list"))
		options->command = COMMAND_LIST;
	else if (strcmp(word, "status"))
		argp_error(state, "'%s' is no command; allowed: list, status", word);
}

static void parse_selector(struct argp_state *state, const char **selector, const char *option,
			   const char *value, bool good, const char *allowed)
{
	*selector = value;
	if (!good)
		argp_error(state, "%s: '%s' is not possible; allowed: %s", option, value, allowed);
}

static void check_all(struct argp_state *state, const struct options *options)
{
	char error[ERROR_TEXT_MAX];

	if (state->arg_num && options->request.given)
		argp_error(state, "list and status change nothing: give a command or settings");
	if (!request_check(&options->request, error))
		argp_error(state, "%s", error);
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	struct selector *selector = &options->selector;

	switch (key) {
	case KEY_JSON:
		options->json = true;
		return 0;
	case KEY_QUIET:
		options->quiet = true;
		return 0;
	case KEY_DEVICE:
		parse_selector(state, &selector->device, "--device", arg, *arg,
			       "a serial number, a path such as 1-1.2 or an id such as 1234:abcd");
		return 0;
	case KEY_SERIAL:
		parse_selector(state, &selector->serial, "--serial", arg, *arg,
			       "a serial number as list shows it");
		return 0;
	case KEY_PATH:
		parse_selector(state, &selector->path, "--path", arg, select_is_path(arg),
			       "a path as list shows it, such as 1-1.2");
		return 0;
	case KEY_ID:
		parse_selector(state, &selector->id, "--id", arg, select_is_id(arg),
			       "VVVV:PPPP, four hex digits each, such as 1234:abcd");
		return 0;
	case ARGP_KEY_ARG:
		parse_command(state, options, arg);
		return 0;
	case ARGP_KEY_END:
		check_all(state, options);
		return 0;
	}
	if (key < KEY_SETTING || key >= KEY_SETTING + (int)SETTINGS)
		return ARGP_ERR_UNKNOWN;
	parse_setting(state, options, key - KEY_SETTING, arg);
	return 0;
}

void options_parse(struct options *options, int argc, char **argv)
{
	static const struct argp argp = {
		.options = option_table,
		.parser = parse_option,
		.args_doc = "[list|status]",
		.doc = doc,
	};

	memset(options, 0, sizeof(*options));
	argp_err_exit_status = EXIT_USAGE;
	argp_parse(&argp, argc, argv, 0, NULL, options);
}
