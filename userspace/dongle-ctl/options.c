// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <strings.h>

#include "abx.h"
#include "abx_score.h"
#include "options.h"
#include "text.h"

#define HELP_MAX	8192
#define WAIT_MAX	86400	/* a day */
#define OPTION_ANY_DEVICE	(BIT(OPTION_DEVICE) | BIT(OPTION_SERIAL) | BIT(OPTION_PATH) | \
				 BIT(OPTION_ID) | BIT(OPTION_WAIT) | BIT(OPTION_DIRECT))
#define ROW_DOC_MAX	160

const char *argp_program_version = "dongle-ctl " VERSION " (USB dongle protocol 1.1)";

#define OPTION(option, number, arg, doc, group) \
	{ option, KEY_OPTION + (number), arg, 0, doc, group }
#define SETTING(option, setting, arg, doc) \
	{ option, KEY_SETTING + (setting), arg, 0, doc, 2 }

static const struct argp_option fixed_rows[] = {
	{ NULL, 0, NULL, 0, "Which device; all that are given must match:", 1 },
	OPTION("device", OPTION_DEVICE, "X", "The device whose serial, path or id is X", 1),
	OPTION("serial", OPTION_SERIAL, "S", "The device with the serial number S", 1),
	OPTION("path", OPTION_PATH, "PATH", "The device at this place of the bus (1-1.2)", 1),
	OPTION("id", OPTION_ID, "VVVV:PPPP", "The device with this vendor and product id, in hex",
	       1),
	{ "wait", KEY_OPTION + OPTION_WAIT, "SECONDS", OPTION_ARG_OPTIONAL,
	  "Wait for a device that matches, for so many seconds or without end", 1 },
	OPTION("direct", OPTION_DIRECT, NULL,
	       "Past the controls of the sound card; only bought dongles use these", 1),
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
	SETTING("se-limit", SET_LIMIT + TARGET_SE, "LIMIT",
		"No level of the single-ended output above this one, whoever sets it"),
	SETTING("balanced-limit", SET_LIMIT + TARGET_BALANCED, "LIMIT",
		"No level of the balanced output above this one"),
	SETTING("limit", SET_LIMIT + TARGET_SHARED, "LIMIT",
		"No level above this one, on a device that has only one"),
	{ }
};

static const struct argp_option last_rows[] = {
	{ NULL, 0, NULL, 0, "Headphones and dongles, for advise (dongle-ctl-advise(1)):", 3 },
	OPTION("headphones", OPTION_HEADPHONES, "NAME",
	       "Headphones whose figures are in a file; for status, monitor and limits, too", 3),
	OPTION("impedance", OPTION_FIGURES + FIGURE_IMPEDANCE, "OHM", "Their impedance", 3),
	OPTION("sensitivity", OPTION_FIGURES + FIGURE_SENSITIVITY, "DB/UNIT",
	       "Their sensitivity, as their maker says it: 104dB/mW or 104dB/V", 3),
	OPTION("target", OPTION_FIGURES + FIGURE_TARGET, "DB",
	       "How loud peaks shall be, dB SPL (110)", 3),
	OPTION("full-scale", OPTION_FIGURES + FIGURE_FULL_SCALE, "SE[,BALANCED]",
	       "What a dongle gives at most, mV", 3),
	OPTION("source-impedance", OPTION_FIGURES + FIGURE_SOURCE_IMPEDANCE, "SE[,BALANCED]",
	       "Its source impedance, ohm", 3),
	{ NULL, 0, NULL, 0, "What is written:", 4 },
	OPTION("dry-run", OPTION_DRY_RUN, NULL, "Only show what set or apply would change", 4),
	OPTION("json", OPTION_JSON, NULL, "Write JSON; errors stay text on standard error", 4),
	{ NULL, 'j', NULL, OPTION_ALIAS, NULL, 4 },
	OPTION("plain", OPTION_PLAIN, NULL,
	       "Write words and sentences, good to hear from a screen reader", 4),
	OPTION("svg", OPTION_SVG, "FILE", "Write the chart of advise to a file, too", 4),
	OPTION("dose", OPTION_DOSE, NULL,
	       "What monitor counted of the listening dose: forget", 4),
	OPTION("all", OPTION_ALL, NULL,
	       "All devices that match, also one or none: save, apply, status --json", 4),
	OPTION("quiet", OPTION_QUIET, NULL, "Write nothing but errors", 4),
	{ NULL, 'q', NULL, OPTION_ALIAS, NULL, 4 },
	{ NULL, 0, NULL, 0, "A blind test, for abx (dongle-ctl-abx(1)):", 5 },
	OPTION("a", OPTION_A, "KEY=VALUE,...", "Settings of A: mode, gain or filter, as above", 5),
	OPTION("b", OPTION_B, "KEY=VALUE,...", "Settings of B, with the same keys", 5),
	OPTION("trials", OPTION_TRIALS, "N", "How many answers, fixed before the first (16)", 5),
	OPTION("unmatched", OPTION_UNMATCHED, NULL,
	       "Also where the levels of A and B cannot be made the same", 5),
	OPTION("log", OPTION_LOG, "FILE", "Where each answer is noted", 5),
	{ NULL, 0, NULL, 0, "About the program:", -1 },
};

/* Behind the settings that are always there, those that some bought dongles have. */
static struct argp_option rows[ARRAY_SIZE(fixed_rows) + OPTION_KEYS_MAX + ARRAY_SIZE(last_rows)];
static char row_docs[OPTION_KEYS_MAX][ROW_DOC_MAX];

const struct argp_option *option_rows(void)
{
	struct argp_option *row = rows + ARRAY_SIZE(fixed_rows) - 1;
	unsigned int n;

	if (rows->doc)
		return rows;
	memcpy(rows, fixed_rows, sizeof(fixed_rows));
	for (n = 0; n < option_count(); n++) {
		struct text doc = { row_docs[n], ROW_DOC_MAX, 0 };

		text_add(&doc, "%s, where the dongle has it: ", option_any(n)->name);
		option_describe(&doc, n);
		*row++ = (struct argp_option)
			SETTING(option_name(n) + strlen("--"), SET_OPTION + n, "VALUE", doc.buf);
	}
	memcpy(row, last_rows, sizeof(last_rows));
	return rows;
}

static const char doc[] =
	"Show and change USB dongle DACs: their outputs, levels, gain and filter.\n"
	"\vLevels (V), in dB below full scale, to the nearest step of the device:\n"
	"  -20dB  -20           absolute\n"
	"  +3dB  +3  3dB+  3+   louder by 3 dB, at most to the highest level\n"
	"  3dB-  3-             softer by 3 dB, at most to the lowest level\n"
	"  50%                  percent of the range from lowest to highest level\n"
	"  +5%  5%+  5%-        percent points louder or softer, at least one step\n"
	"  L,R                  left and right separately, each in a form above\n"
	"The highest level is the limit where one is set. An absolute level out of\n"
	"range is an error.\n"
	"\n"
	"Limits (LIMIT): -20dB or -20, down to a step of the device; 100dBSPL, how\n"
	"loud the headphones of --headphones or of dongle.conf(5) may get; or none,\n"
	"the highest level it has. A level above a new limit is lowered to it.\n"
	"\n"
	"Filters (NAME), those that the device has:\n"
	"  fast-low-latency, fast-phase-compensated, slow-low-latency,\n"
	"  slow-phase-compensated, non-oversampling, fast-linear-phase,\n"
	"  slow-linear-phase, fast-minimum-phase, slow-minimum-phase,\n"
	"  apodizing, hybrid, brick-wall, sharp, slow; or a number from 1 to 8\n"
	"\n"
	"Exit codes:\n"
	"  0  done, or all was as asked already\n"
	"  1  the device failed or refused\n"
	"  2  the command line is wrong, or asks for what the device does not have\n"
	"  3  no device\n"
	"  4  more than one device matches\n"
	"  5  no permission to open the device\n"
	"  6  a file of settings is broken, does not fit the device, or cannot be used\n";

/* The words are written by their own table. */
static char *filter_help(int key, const char *text, void *input)
{
	static const char header[] = "Commands:\n";
	struct text all = { NULL, HELP_MAX, 0 };
	unsigned int i;

	(void)input;
	if (key != ARGP_KEY_HELP_POST_DOC)
		return (char *)text;
	all.buf = malloc(all.size);
	if (!all.buf)
		return (char *)text;
	text_add(&all, "%s", header);
	for (i = 0; i < VERBS; i++)
		text_add(&all, "  %-8s %s\n", verbs[i].word, verbs[i].what);
	text_add(&all, "\n%s", text);
	return all.buf;
}

static void name_verbs(struct text *text, u32 takes)
{
	const char *separator = "";
	unsigned int i;

	for (i = 0; i < VERBS; i++) {
		if ((verbs[i].takes & takes) != takes)
			continue;
		text_add(text, "%s%s", separator, verbs[i].word);
		separator = ", ";
	}
}

static void parse_verb(struct argp_state *state, struct options *options, const char *word)
{
	char buf[ERROR_TEXT_MAX] = "";
	struct text text = { buf, sizeof(buf), 0 };
	unsigned int i;

	if (options->verb == &verbs[VERB_MATCH] && !strcmp(word, "off")) {
		options->off = true;
		return;
	}
	name_verbs(&text, 0);
	if (options->verb)
		argp_error(state, "'%s' is one command too many; allowed: one of %s", word, buf);
	for (i = 0; i < VERBS && strcmp(word, verbs[i].word); i++)
		;
	if (i == VERBS)
		argp_error(state, "'%s' is no command; allowed: %s", word, buf);
	else
		options->verb = &verbs[i];
}

static void parse_setting(struct argp_state *state, struct options *options, enum setting setting,
			  const char *value)
{
	char error[ERROR_TEXT_MAX];

	options->given |= BIT(OPTION_SETTINGS);
	if (!request_set(&options->request, setting, value, error))
		argp_error(state, "%s", error);
}

static void parse_selector(struct argp_state *state, const char **selector, const char *option,
			   const char *value, bool good, const char *allowed)
{
	*selector = value;
	if (!good)
		argp_error(state, "%s: '%s' is not possible; allowed: %s", option, value, allowed);
}

static void parse_wait(struct argp_state *state, struct options *options, const char *seconds)
{
	char *end;
	long n;

	options->wait_ms = -1;
	if (!seconds)
		return;
	errno = 0;
	n = strtol(seconds, &end, 10);
	if (end == seconds || *end || errno || n < 0 || n > WAIT_MAX)
		argp_error(state, "--wait: '%s' is not possible; allowed: %s 0 to %d seconds",
			   seconds, "--wait alone, or", WAIT_MAX);
	else
		options->wait_ms = n * 1000;
}

static const char *name_of(const struct options *options, enum option_number option)
{
	const struct argp_option *row = option_rows();

	if (option == OPTION_SETTINGS)
		return setting_name(ffs(options->request.given) - 1) + 2;
	while (row->key != KEY_OPTION + (int)option)
		row++;
	return row->name;
}

static void check_taken(struct argp_state *state, const struct options *options)
{
	u32 wrong = options->given & ~options->verb->takes;
	char buf[ERROR_TEXT_MAX] = "";
	struct text text = { buf, sizeof(buf), 0 };

	if (!wrong)
		return;
	wrong = ffs(wrong) - 1;
	name_verbs(&text, BIT(wrong));
	argp_error(state, "--%s does not go with '%s', only with: %s",
		   name_of(options, wrong), options->verb->word, buf);
}

static void check_all(struct argp_state *state, struct options *options)
{
	char error[ERROR_TEXT_MAX];

	if (!options->verb)
		options->verb = &verbs[options->given & BIT(OPTION_SETTINGS) ? VERB_SET :
									       VERB_STATUS];
	check_taken(state, options);
	if (options->verb == &verbs[VERB_SET] && !options->request.given)
		argp_error(state, "set: no setting is given, such as --mode=auto");
	if (options->verb == &verbs[VERB_SET] && options->headphones &&
	    request_wants_spl(&options->request) == SETTINGS)
		argp_error(state, "--headphones: set needs them for a limit in dB SPL only, %s",
			   "such as --limit=100dBSPL");
	if (options->verb == &verbs[VERB_ABX] &&
	    (!options->abx[ABX_A].given || !options->abx[ABX_B].given))
		argp_error(state, "abx: between what? %s",
			   "give both --a and --b, such as --a=gain=low --b=gain=high");
	if (options->given & BIT(OPTION_DOSE) && options->given & OPTION_ANY_DEVICE)
		argp_error(state, "forget: --dose is of no device, so none can be given");
	if (options->json && options->plain)
		argp_error(state, "--json and --plain do not go together");
	if (!request_check(&options->request, error))
		argp_error(state, "%s", error);
}

static void parse_figure(struct argp_state *state, struct options *options, enum figure figure,
			 const char *value)
{
	char error[ERROR_TEXT_MAX] = "";
	struct text why = { error, sizeof(error), 0 };

	if (!figures_set(&options->figures, figure, value, &why))
		argp_error(state, "--%s: %s", name_of(options, OPTION_FIGURES + figure), error);
}

static void parse_headphones(struct argp_state *state, struct options *options, const char *name)
{
	options->headphones = name;
	if (!*name)
		argp_error(state, "--headphones: '' is not possible; allowed: a name, %s",
			   "or how one of its words begins, such as hd600");
}

/* The copy is cut into pieces, which the request keeps. */
static void parse_side(struct argp_state *state, struct options *options, unsigned int side,
		       const char *value)
{
	const char *option = side == ABX_A ? "--a" : "--b";
	char error[ERROR_TEXT_MAX] = "";
	struct text why = { error, sizeof(error), 0 };
	char *pieces = options->abx_pieces[side];

	if (options->abx_text[side])
		argp_error(state, "%s is there twice; give it once, with commas in it", option);
	else if (strlen(value) >= ABX_PIECES_MAX)
		argp_error(state, "%s: it is too long; allowed: %d bytes", option,
			   ABX_PIECES_MAX - 1);
	else if (!abx_side_parse(&options->abx[side], option, strcpy(pieces, value), &why))
		argp_error(state, "%s", error);
	options->abx_text[side] = value;
}

static void parse_trials(struct argp_state *state, struct options *options, const char *value)
{
	char *end;
	long n = strtol(value, &end, 10);

	if (*value < '0' || *value > '9' || *end || n < 1 || n > ABX_TRIALS_MAX)
		argp_error(state, "--trials: '%s' is not possible; allowed: 1 to %d", value,
			   ABX_TRIALS_MAX);
	options->trials = n;
}

static const char *parse_file(struct argp_state *state, const char *name, const char *arg)
{
	if (!*arg)
		argp_error(state, "%s: '' is not possible; allowed: the name of a file", name);
	return arg;
}

static void parse_own(struct argp_state *state, struct options *options, enum option_number option,
		      const char *arg)
{
	struct selector *selector = &options->selector;

	options->given |= BIT(option);
	switch (option) {
	case OPTION_DEVICE:
		parse_selector(state, &selector->device, "--device", arg, *arg,
			       "a serial number, a path such as 1-1.2 or an id such as 1234:abcd");
		break;
	case OPTION_SERIAL:
		parse_selector(state, &selector->serial, "--serial", arg, *arg,
			       "a serial number as list shows it");
		break;
	case OPTION_PATH:
		parse_selector(state, &selector->path, "--path", arg, select_is_path(arg),
			       "a path as list shows it, such as 1-1.2");
		break;
	case OPTION_ID:
		parse_selector(state, &selector->id, "--id", arg, select_is_id(arg),
			       "VVVV:PPPP, four hex digits each, such as 1234:abcd");
		break;
	case OPTION_JSON:
		options->json = true;
		break;
	case OPTION_QUIET:
		options->quiet = true;
		break;
	case OPTION_PLAIN:
		options->plain = true;
		break;
	case OPTION_WAIT:
		parse_wait(state, options, arg);
		break;
	case OPTION_HEADPHONES:
		parse_headphones(state, options, arg);
		break;
	case OPTION_SVG:
		options->svg = parse_file(state, "--svg", arg);
		break;
	case OPTION_A:
	case OPTION_B:
		parse_side(state, options, option - OPTION_A, arg);
		break;
	case OPTION_TRIALS:
		parse_trials(state, options, arg);
		break;
	case OPTION_LOG:
		options->log = parse_file(state, "--log", arg);
		break;
	case OPTION_FIGURES ... OPTION_LAST_FIGURE:
		parse_figure(state, options, option - OPTION_FIGURES, arg);
		break;
	case OPTION_UNMATCHED:
	case OPTION_DIRECT:
	case OPTION_DOSE:
	case OPTION_ALL:
	case OPTION_DRY_RUN:
	case OPTION_SETTINGS:
	case OPTIONS:
		break;
	}
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case 'j':
		parse_own(state, options, OPTION_JSON, arg);
		return 0;
	case 'q':
		parse_own(state, options, OPTION_QUIET, arg);
		return 0;
	case ARGP_KEY_ARG:
		parse_verb(state, options, arg);
		return 0;
	case ARGP_KEY_END:
		check_all(state, options);
		return 0;
	}
	if (key >= KEY_OPTION && key < KEY_OPTION + (int)OPTIONS)
		parse_own(state, options, key - KEY_OPTION, arg);
	else if (key >= KEY_SETTING && key < KEY_SETTING + (int)SETTINGS)
		parse_setting(state, options, key - KEY_SETTING, arg);
	else
		return ARGP_ERR_UNKNOWN;
	return 0;
}

void options_parse(struct options *options, int argc, char **argv)
{
	const struct argp argp = {
		.options = option_rows(),
		.parser = parse_option,
		.args_doc = "[COMMAND]",
		.doc = doc,
		.help_filter = filter_help,
	};

	memset(options, 0, sizeof(*options));
	argp_err_exit_status = EXIT_USAGE;
	argp_parse(&argp, argc, argv, 0, NULL, options);
}
