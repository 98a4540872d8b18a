// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "catalog.h"
#include "names.h"
#include "request.h"
#include "text.h"

#define LEVEL_FORMS	"-20dB or -20 (absolute), +3dB, 3dB+ or 3dB- (relative), " \
			"50% of the range, +5%, 5%+ or 5%- (relative), " \
			"or two of these as LEFT,RIGHT"
#define KEPT_LEVELS	"a level in dB as -20dB or -20.5, or two of these as LEFT,RIGHT"
#define LIMITS		"a level in dB as -20dB or -20.5, how loud headphones may get as " \
			"100dBSPL, 40 to 140, or none (the device's highest)"
#define HEADPHONES	"a name, or how one of its words begins, such as hd600"

/*
 * One kind of argument: how it is read and what to say when it cannot be. A file
 * has all but those that depend on how the device is.
 */
struct kind {
	bool (*parse)(struct request *request, unsigned int target, const char *value);
	bool (*depends)(const struct request *request, unsigned int target);
	const char *what;		/* NULL: has no value, and is in no file */
	const char *allowed;		/* NULL: the keys of @names */
	const char *kept;		/* in a file; NULL: the same */
	const struct dongle_name *names;
	unsigned int first, count, kept_count;
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

static bool volume_depends(const struct request *request, unsigned int target)
{
	const struct level_change *volume = request->volume[target];

	return volume[0].relative || volume[0].percent || volume[1].relative || volume[1].percent;
}

static bool parse_limit(struct request *request, unsigned int target, const char *value)
{
	struct level_change limit[DONGLE_CHANNELS];

	request->spl[target] = 0;
	if (!strcmp(value, "none") || level_parse_spl(&request->spl[target], value))
		level_parse(limit, "100%");
	else if (!level_parse(limit, value) || strchr(value, ',') || limit[0].relative ||
		 limit[0].percent)
		return false;
	request->limit[target] = limit[0];
	return true;
}

static bool parse_mute(struct request *request, unsigned int target, const char *value)
{
	int mute = find_key(mute_names, 0, MUTES, value);

	request->mute[target] = mute;
	return mute >= 0;
}

static bool mute_depends(const struct request *request, unsigned int target)
{
	return request->mute[target] == MUTE_TOGGLE;
}

/* Whether there are any of that name is for who has the files. */
static bool parse_headphones(struct request *request, unsigned int target, const char *value)
{
	(void)request;
	(void)target;
	return *value && strlen(value) < CATALOG_NAME_MAX;
}

static bool parse_option(struct request *request, unsigned int target, const char *value)
{
	(void)request;
	return option_allows(target, value);
}

static const struct kind mode = {
	.parse = parse_mode, .what = "mode",
	.names = dongle_mode_names, .count = DONGLE_MODE_NAMES, .kept_count = DONGLE_MODE_NAMES,
};

static const struct kind gain = {
	.parse = parse_gain, .what = "gain",
	.names = dongle_gain_names, .count = USB_DONGLE_GAINS, .kept_count = USB_DONGLE_GAINS,
};

static const struct kind filter = {
	.parse = parse_filter, .what = "filter",
	.names = dongle_filter_names, .first = 1, .count = DONGLE_FILTER_NAMES,
	.kept_count = DONGLE_FILTER_NAMES,
};

static const struct kind keep_level = {
	.parse = parse_keep_level,
};

static const struct kind headphones = {
	.parse = parse_headphones, .what = "name", .allowed = HEADPHONES, .kept = HEADPHONES,
};

static const struct kind volume = {
	.parse = parse_volume, .depends = volume_depends, .what = "level",
	.allowed = LEVEL_FORMS, .kept = KEPT_LEVELS,
};

static const struct kind mute = {
	.parse = parse_mute, .depends = mute_depends, .what = "mute",
	.names = mute_names, .count = MUTES, .kept_count = MUTE_TOGGLE,
};

static const struct kind limit = {
	.parse = parse_limit, .what = "limit",
	.allowed = LIMITS, .kept = LIMITS,
};

/* Its values are those of some device: the table of models knows them. */
static const struct kind option = {
	.parse = parse_option, .what = "value",
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
	[SET_HEADPHONES]		= { "--headphones",	&headphones, 0 },
	[SET_VOLUME + TARGET_SE]	= { "--se-volume",	&volume, TARGET_SE },
	[SET_VOLUME + TARGET_BALANCED]	= { "--balanced-volume", &volume, TARGET_BALANCED },
	[SET_VOLUME + TARGET_SHARED]	= { "--volume",		&volume, TARGET_SHARED },
	[SET_MUTE + TARGET_SE]		= { "--se-mute",	&mute, TARGET_SE },
	[SET_MUTE + TARGET_BALANCED]	= { "--balanced-mute",	&mute, TARGET_BALANCED },
	[SET_MUTE + TARGET_SHARED]	= { "--mute",		&mute, TARGET_SHARED },
	[SET_LIMIT + TARGET_SE]		= { "--se-limit",	&limit, TARGET_SE },
	[SET_LIMIT + TARGET_BALANCED]	= { "--balanced-limit", &limit, TARGET_BALANCED },
	[SET_LIMIT + TARGET_SHARED]	= { "--limit",		&limit, TARGET_SHARED },
};

unsigned int settings_count(void)
{
	return SET_OPTION + option_count();
}

const char *setting_name(enum setting setting)
{
	return setting < SET_OPTION ? settings[setting].name : option_name(setting - SET_OPTION);
}

enum setting setting_find(const char *key)
{
	enum setting setting = 0;

	while (setting < settings_count() && strcmp(key, setting_key(setting)))
		setting++;
	return setting < settings_count() ? setting : SETTINGS;
}

const char *setting_key(enum setting setting)
{
	return setting_name(setting) + strlen("--");
}

static const struct kind *kind_of(enum setting setting)
{
	return setting < SET_OPTION ? settings[setting].kind : &option;
}

static unsigned int target_of(enum setting setting)
{
	return setting < SET_OPTION ? settings[setting].target : setting - SET_OPTION;
}

bool setting_is_kept(enum setting setting)
{
	return kind_of(setting)->what;
}

bool request_has(const struct request *request, enum setting setting)
{
	return request->given & BIT(setting);
}

enum setting request_wants_spl(const struct request *request)
{
	enum target target;

	for (target = 0; target < TARGETS; target++)
		if (request_has(request, SET_LIMIT + target) && request->spl[target])
			return SET_LIMIT + target;
	return SETTINGS;
}

bool request_is_kept(const struct request *request)
{
	return request->given && request->where[ffs(request->given) - 1];
}

static void describe(struct text *text, enum setting setting, const char *value, bool kept)
{
	const struct kind *kind = kind_of(setting);
	const char *allowed = kept ? kind->kept : kind->allowed;
	unsigned int i, count = kept ? kind->kept_count : kind->count;

	text_add(text, "'%.80s' is no %s; allowed: ", value, kind->what);
	if (allowed)
		text_add(text, "%s", allowed);
	for (i = kind->first; i < count; i++)
		text_add(text, "%s%s", i > kind->first ? ", " : "", kind->names[i].key);
	if (setting >= SET_OPTION)
		option_describe(text, setting - SET_OPTION);
	if (setting == SET_FILTER)
		text_add(text, ", or its number as status shows it, 1 to %d", USB_DONGLE_FILTERS);
}

static void note(struct request *request, enum setting setting, const char *value)
{
	request->given |= BIT(setting);
	request->text[setting] = value;
}

bool request_set(struct request *request, enum setting setting, const char *value,
		 char error[ERROR_TEXT_MAX])
{
	struct text text = { error, ERROR_TEXT_MAX, 0 };

	if (!kind_of(setting)->parse(request, target_of(setting), value)) {
		text_add(&text, "%s: ", setting_name(setting));
		describe(&text, setting, value, false);
		return false;
	}
	note(request, setting, value);
	return true;
}

bool request_set_kept(struct request *request, enum setting setting, const char *value,
		      char error[ERROR_TEXT_MAX])
{
	const struct kind *kind = kind_of(setting);
	unsigned int target = target_of(setting);
	struct text text = { error, ERROR_TEXT_MAX, 0 };

	if (!kind->parse(request, target, value) ||
	    (kind->depends && kind->depends(request, target))) {
		describe(&text, setting, value, true);
		return false;
	}
	note(request, setting, value);
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
