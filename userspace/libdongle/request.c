// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>

#include "names.h"
#include "request.h"
#include "text.h"

#define LEVEL_FORMS	"-20dB or -20 (absolute), +3dB, 3dB+ or 3dB- (relative), " \
			"50% of the range, +5%, 5%+ or 5%- (relative), " \
			"or two of these as LEFT,RIGHT"

/* One kind of argument: how it is read and what to say when it cannot be. */
struct kind {
	bool (*parse)(struct request *request, unsigned int target, const char *value);
	const char *what;
	const char *allowed;		/* NULL: the keys of @names */
	const struct dongle_name *names;
	unsigned int first, count;
};

static const struct dongle_name mute_names[] = {
	[MUTE_OFF]	= { "Off",	"off" },
	[MUTE_ON]	= { "On",	"on" },
	[MUTE_TOGGLE]	= { "Toggle",	"toggle" },
};

static int find_key(const struct dongle_name *names, unsigned int first, unsigned int count,
		    const char *key)
{
	unsigned int i;

	for (i = first; i < count; i++)
		if (!strcmp(names[i].key, key))
			return i;
	return -1;
}

static bool parse_mode(struct request *request, unsigned int target, const char *value)
{
	int mode = find_key(dongle_mode_names, 0, DONGLE_MODE_NAMES, value);

	(void)target;
	request->mode = mode;
	return mode >= 0;
}

static bool parse_gain(struct request *request, unsigned int target, const char *value)
{
	int gain = find_key(dongle_gain_names, 0, USB_DONGLE_GAINS, value);

	(void)target;
	request->gain = gain;
	return gain >= 0;
}

static bool parse_filter(struct request *request, unsigned int target, const char *value)
{
	int filter = find_key(dongle_filter_names, 1, DONGLE_FILTER_NAMES, value);

	(void)target;
	request->filter = filter > 0 ? filter : USB_DONGLE_FILTER_NONE;
	request->filter_number = 0;
	if (filter > 0)
		return true;
	if (strlen(value) != 1 || *value < '1' || *value > '0' + USB_DONGLE_FILTERS)
		return false;
	request->filter_number = *value - '0';
	return true;
}

static bool parse_keep_level(struct request *request, unsigned int target, const char *value)
{
	(void)request;
	(void)target;
	(void)value;
	return true;
}

static bool parse_volume(struct request *request, unsigned int target, const char *value)
{
	return level_parse(request->volume[target], value);
}

static bool parse_mute(struct request *request, unsigned int target, const char *value)
{
	int mute = find_key(mute_names, 0, MUTES, value);

	request->mute[target] = mute;
	return mute >= 0;
}

static const struct kind mode = {
	.parse = parse_mode, .what = "mode",
	.names = dongle_mode_names, .count = DONGLE_MODE_NAMES,
};

static const struct kind gain = {
	.parse = parse_gain, .what = "gain",
	.names = dongle_gain_names, .count = USB_DONGLE_GAINS,
};

static const struct kind filter = {
	.parse = parse_filter, .what = "filter",
	.names = dongle_filter_names, .first = 1, .count = DONGLE_FILTER_NAMES,
};

static const struct kind keep_level = {
	.parse = parse_keep_level,
};

static const struct kind volume = {
	.parse = parse_volume, .what = "level",
	.allowed = LEVEL_FORMS,
};

static const struct kind mute = {
	.parse = parse_mute, .what = "mute",
	.names = mute_names, .count = MUTES,
};

static const struct {
	const char *name;
	const struct kind *kind;
	unsigned int target;
} settings[] = {
	[SET_MODE]			= { "--mode",		&mode, 0 },
	[SET_GAIN]			= { "--gain",		&gain, 0 },
	[SET_FILTER]			= { "--filter",		&filter, 0 },
	[SET_KEEP_LEVEL]		= { "--keep-level",	&keep_level, 0 },
	[SET_VOLUME + TARGET_SE]	= { "--se-volume",	&volume, TARGET_SE },
	[SET_VOLUME + TARGET_BALANCED]	= { "--balanced-volume", &volume, TARGET_BALANCED },
	[SET_VOLUME + TARGET_SHARED]	= { "--volume",		&volume, TARGET_SHARED },
	[SET_MUTE + TARGET_SE]		= { "--se-mute",	&mute, TARGET_SE },
	[SET_MUTE + TARGET_BALANCED]	= { "--balanced-mute",	&mute, TARGET_BALANCED },
	[SET_MUTE + TARGET_SHARED]	= { "--mute",		&mute, TARGET_SHARED },
};

const char *setting_name(enum setting setting)
{
	return settings[setting].name;
}

bool request_has(const struct request *request, enum setting setting)
{
	return request->given & BIT(setting);
}

static void describe(char error[ERROR_TEXT_MAX], enum setting setting, const char *value)
{
	const struct kind *kind = settings[setting].kind;
	struct text text = { error, ERROR_TEXT_MAX, 0 };
	unsigned int i;

	text_add(&text, "%s: '%.80s' is no %s; allowed: ", setting_name(setting), value,
		 kind->what);
	if (kind->allowed)
		text_add(&text, "%s", kind->allowed);
	for (i = kind->first; i < kind->count; i++)
		text_add(&text, "%s%s", i > kind->first ? ", " : "", kind->names[i].key);
	if (setting == SET_FILTER)
		text_add(&text, ", or its number as status shows it, 1 to %d", USB_DONGLE_FILTERS);
}

bool request_set(struct request *request, enum setting setting, const char *value,
		 char error[ERROR_TEXT_MAX])
{
	if (!settings[setting].kind->parse(request, settings[setting].target, value)) {
		describe(error, setting, value);
		return false;
	}
	request->given |= BIT(setting);
	request->text[setting] = value;
	return true;
}

bool request_check(const struct request *request, char error[ERROR_TEXT_MAX])
{
	if (request_has(request, SET_KEEP_LEVEL) && !request_has(request, SET_GAIN)) {
		snprintf(error, ERROR_TEXT_MAX,
			 "--keep-level says how to change the gain: give --gain too");
		return false;
	}
	return true;
}
