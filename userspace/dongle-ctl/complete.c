// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a shell offers comes from the tables and devices that the program itself
 * goes by, so the two cannot differ.
 */
#include <stdlib.h>

#include "advise.h"
#include "complete.h"
#include "names.h"
#include "option.h"
#include "options.h"
#include "state.h"
#include "text.h"

#define WHAT_MAX	(2 * DONGLE_STRING_MAX + 64)

/* The command line so far, and where the answer goes. */
struct typed {
	struct dongle_bus *bus;
	FILE *out;
	struct selector selector;
	const struct verb *verb;
	u32 given;		/* 1 << enum option_number */
	unsigned long long rows;		/* 1 << row of option_rows() */
	const char *prefix;	/* what stands in front of a value in its word, "--gain=" */
	int prefix_len;
	u32 offered;		/* 1 << value */
};

typedef void (*values_fn)(struct typed *typed, const struct dongle_info *info,
			  const struct dongle_state *state, enum target target);

static void offer(const struct typed *typed, const char *word, const char *what)
{
	fprintf(typed->out, "%.*s%s\t%s\n", typed->prefix_len, typed->prefix, word, what);
}

/* Several devices may have it: once is enough. */
static void offer_name(struct typed *typed, const struct dongle_name *names, unsigned int value,
		       bool now)
{
	char what[WHAT_MAX];

	if (typed->offered & BIT(value))
		return;
	typed->offered |= BIT(value);
	snprintf(what, sizeof(what), "%s%s", names[value].label, now ? ", now" : "");
	offer(typed, names[value].key, what);
}

static void mode_values(struct typed *typed, const struct dongle_info *info,
			const struct dongle_state *state, enum target target)
{
	unsigned int i;

	(void)target;
	for (i = 0; i < DONGLE_MODE_NAMES; i++)
		if (!info || info->modes & BIT(i))
			offer_name(typed, dongle_mode_names, i,
				   info && dongle_state_mode(info, state) == i);
}

static void gain_values(struct typed *typed, const struct dongle_info *info,
			const struct dongle_state *state, enum target target)
{
	unsigned int i;

	(void)target;
	for (i = 0; i < USB_DONGLE_GAINS; i++)
		if (!info || info->gains & BIT(i))
			offer_name(typed, dongle_gain_names, i,
				   info && dongle_state_gain(info, state) == i);
}

static void filter_values(struct typed *typed, const struct dongle_info *info,
			  const struct dongle_state *state, enum target target)
{
	unsigned int i, n = info ? dongle_state_filters(info) : DONGLE_FILTER_NAMES - 1;
	u8 filter;

	(void)target;
	for (i = 0; i < n; i++) {
		filter = info ? info->filters[i] : i + 1;
		if (filter != USB_DONGLE_FILTER_NONE && filter < DONGLE_FILTER_NAMES)
			offer_name(typed, dongle_filter_names, filter, info && state->filter == i);
	}
}

/* Return: whether the device has it, and so levels and mutes of this name. */
static bool has_target(const struct dongle_info *info, enum target target, u8 cap)
{
	bool shared = info->flags & USB_DONGLE_SHARED_LEVEL;
	bool only = target == TARGET_SHARED;

	return shared == only && info->output[only ? 0 : target].caps & cap;
}

static void offer_level(struct typed *typed, const struct dongle_info *info,
			const struct dongle_state *state, enum target target)
{
	const s16 *volume = state->output[target == TARGET_SHARED ? 0 : target].volume;
	char left[LEVEL_TEXT_MAX], right[LEVEL_TEXT_MAX], word[2 * LEVEL_TEXT_MAX + 8];

	if (!has_target(info, target, USB_DONGLE_CAP_VOLUME))
		return;
	level_format(left, volume[0]);
	level_format(right, volume[1]);
	if (volume[0] == volume[1])
		snprintf(word, sizeof(word), "%sdB", left);
	else
		snprintf(word, sizeof(word), "%sdB,%sdB", left, right);
	offer(typed, word, "the level now");
}

static void volume_values(struct typed *typed, const struct dongle_info *info,
			  const struct dongle_state *state, enum target target)
{
	if (!info || !has_target(info, target, USB_DONGLE_CAP_VOLUME))
		return;
	offer_level(typed, info, state, target);
	offer(typed, "3dB-", "softer by 3 dB");
	offer(typed, "3dB+", "louder by 3 dB");
}

static void mute_values(struct typed *typed, const struct dongle_info *info,
			const struct dongle_state *state, enum target target)
{
	bool muted;

	if (info && !has_target(info, target, USB_DONGLE_CAP_MUTE))
		return;
	muted = info && state->output[target == TARGET_SHARED ? 0 : target].mute;
	offer(typed, "on", muted ? "mute, now" : "mute");
	offer(typed, "off", info && !muted ? "let it sound, now" : "let it sound");
	offer(typed, "toggle", "the other of the two");
}

static void limit_values(struct typed *typed, const struct dongle_info *info,
			 const struct dongle_state *state, enum target target)
{
	const struct dongle_output_state *o;

	if (!info || !has_target(info, target, USB_DONGLE_CAP_LIMIT))
		return;
	/* a limit is one level */
	o = &state->output[target == TARGET_SHARED ? 0 : target];
	if (o->volume[0] == o->volume[1])
		offer_level(typed, info, state, target);
	offer(typed, "110dBSPL", "how loud headphones may get, with --headphones");
	offer(typed, "none", "the highest level there is");
}

/* Choices have a name each, numbers only the one that is now. */
static void offer_option(struct typed *typed, const struct dongle_option *option, int now)
{
	bool named = option->values || option_is_switch(option);
	char word[OPTION_TEXT_MAX];
	unsigned int i;

	for (i = 0; i < option->count; i++) {
		struct text text = { word, sizeof(word), 0 };

		if (typed->offered & BIT(i) || (!named && now != (int)i))
			continue;
		typed->offered |= BIT(i);
		option_format(&text, option, i);
		offer(typed, word, now == (int)i ? "now" : option->name);
	}
}

static void option_values_of(struct typed *typed, const struct dongle_info *info,
			     const struct dongle_state *state, enum target target)
{
	unsigned int n = info ? option_of(info, target) : DONGLE_OPTIONS;

	if (n < DONGLE_OPTIONS)
		offer_option(typed, &info->options[n], state->option[n]);
	else if (!info)
		offer_option(typed, option_any(target), -1);
}

static const struct {
	enum setting first, last;
	values_fn values;
} settings[] = {
	{ SET_MODE,	SET_MODE,			mode_values },
	{ SET_GAIN,	SET_GAIN,			gain_values },
	{ SET_FILTER,	SET_FILTER,			filter_values },
	{ SET_VOLUME,	SET_VOLUME + TARGET_SHARED,	volume_values },
	{ SET_MUTE,	SET_MUTE + TARGET_SHARED,	mute_values },
	{ SET_LIMIT,	SET_LIMIT + TARGET_SHARED,	limit_values },
	{ SET_OPTION,	SETTINGS - 1,			option_values_of },
};

/* Those of all devices that are meant; all there could be where none can be asked. */
static void ask_devices(struct typed *typed, values_fn values, enum target target)
{
	struct dongle_report report;
	struct candidate *found;
	int i, n = select_find(typed->bus, &typed->selector, &found), asked = 0;

	for (i = 0; i < n; i++) {
		if (found[i].err || dongle_get(found[i].dongle, &report))
			continue;
		values(typed, &found[i].dongle->info, &report.state, target);
		asked++;
	}
	if (!asked)
		values(typed, NULL, NULL, target);
	if (n >= 0)
		select_free(found, n);
}

static const char *device_word(const struct dongle_id *id, int option, char buf[WHAT_MAX])
{
	if (option == OPTION_ID)
		snprintf(buf, WHAT_MAX, "%04x:%04x", id->vendor_id, id->product_id);
	else if (option == OPTION_PATH || (option == OPTION_DEVICE && !*id->serial))
		return id->path;
	else
		return id->serial;
	return buf;
}

static void offer_devices(struct typed *typed, int option)
{
	char buf[WHAT_MAX], what[WHAT_MAX];
	struct dongle_id *ids = NULL;
	int i, n = dongle_list(typed->bus, &ids);
	const char *word;

	for (i = 0; i < n; i++) {
		word = device_word(&ids[i], option, buf);
		if (!*word || !select_matches(&typed->selector, &ids[i]))
			continue;
		snprintf(what, sizeof(what), "%s at %s%s%s",
			 *ids[i].product ? ids[i].product : "Dongle", ids[i].path,
			 *ids[i].serial ? ", serial " : "", ids[i].serial);
		offer(typed, word, what);
	}
	free(ids);
}

static void offer_entries(const struct typed *typed, struct catalog *catalog)
{
	const struct catalog_entry *entry;
	unsigned int i;
	char what[64];

	for (i = 0; i < catalog->n; i++) {
		entry = &catalog->entry[i];
		if (entry->broken)
			continue;
		if (entry->figures.given & BIT(FIGURE_SENSITIVITY))
			snprintf(what, sizeof(what), "%.4g ohm, %.4g dB/%s",
				 entry->figures.impedance, entry->figures.sensitivity,
				 entry->figures.per_mw ? "mW" : "V");
		else
			snprintf(what, sizeof(what), "model; none need be connected");
		offer(typed, entry->name, what);
	}
	catalog_free(catalog);
}

/* A broken file is not what a user asks about here. */
static void offer_catalog(const struct typed *typed, enum catalog_kind kind)
{
	FILE *err = fopen("/dev/null", "w");
	struct catalog catalog;
	int error;

	if (!err)
		return;
	error = kind == CATALOG_DONGLES ? advise_catalog(&catalog, err) :
					  catalog_read(&catalog, kind, err);
	if (!error)
		offer_entries(typed, &catalog);
	fclose(err);
}

/* Settings within the value of an option: each with its key in front. */
static void offer_sides(struct typed *typed)
{
	static const enum setting compared[] = { SET_MODE, SET_GAIN, SET_FILTER };
	const char *outer = typed->prefix;
	int outer_len = typed->prefix_len;
	char prefix[WHAT_MAX];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(compared); i++) {
		snprintf(prefix, sizeof(prefix), "%.*s%s=", outer_len, outer,
			 setting_key(compared[i]));
		typed->prefix = prefix;
		typed->prefix_len = strlen(prefix);
		typed->offered = 0;
		ask_devices(typed, settings[compared[i]].values, 0);
	}
}

static void offer_values(struct typed *typed, const struct argp_option *row)
{
	int setting = row->key - KEY_SETTING, option = row->key - KEY_OPTION;
	unsigned int i;

	if (setting < 0 && option <= OPTION_ID)
		offer_devices(typed, option);
	if (option == OPTION_DEVICE && typed->verb == &verbs[VERB_ADVISE])
		offer_catalog(typed, CATALOG_DONGLES);
	if (setting < 0 && (option == OPTION_A || option == OPTION_B))
		offer_sides(typed);
	if (option == OPTION_HEADPHONES)
		offer_catalog(typed, CATALOG_HEADPHONES);
	for (i = 0; i < ARRAY_SIZE(settings); i++)
		if (setting >= (int)settings[i].first && setting <= (int)settings[i].last)
			ask_devices(typed, settings[i].values, setting - settings[i].first);
}

static u32 row_bit(const struct argp_option *row)
{
	return BIT(row->key >= KEY_SETTING ? OPTION_SETTINGS : row->key - KEY_OPTION);
}

/* Return: whether the verb, or one that could come, takes all of these. */
static bool is_taken(const struct typed *typed, u32 options)
{
	unsigned int i;

	for (i = 0; i < VERBS; i++)
		if ((!typed->verb || typed->verb == &verbs[i]) &&
		    (verbs[i].takes & options) == options)
			return true;
	return false;
}

static void offer_options(const struct typed *typed)
{
	const struct argp_option *row;
	char word[WHAT_MAX];
	bool value;

	for (row = option_rows(); row->name || row->key || row->doc; row++) {
		if (!row->name || typed->rows & 1ULL << (row - option_rows()) ||
		    !is_taken(typed, typed->given | row_bit(row)))
			continue;
		value = row->arg && !(row->flags & OPTION_ARG_OPTIONAL);
		snprintf(word, sizeof(word), "--%s%s", row->name, value ? "=" : "");
		offer(typed, word, row->doc);
	}
	offer(typed, "--help", "Give this help list");
	offer(typed, "--version", "Print program version");
}

static void offer_verbs(const struct typed *typed)
{
	unsigned int i;

	for (i = 0; i < VERBS; i++)
		if ((verbs[i].takes & typed->given) == typed->given)
			offer(typed, verbs[i].word, verbs[i].what);
}

static const struct argp_option *find_row(const char *word)
{
	size_t len = strcspn(word, "=");
	const struct argp_option *row;

	for (row = option_rows(); row->name || row->key || row->doc; row++)
		if (row->name && strlen(row->name) == len && !strncmp(row->name, word, len))
			return row;
	return NULL;
}

static void note_option(struct typed *typed, const struct argp_option *row, const char *value)
{
	const char **const selectors[] = {
		[OPTION_DEVICE] = &typed->selector.device,
		[OPTION_SERIAL] = &typed->selector.serial,
		[OPTION_PATH] = &typed->selector.path,
		[OPTION_ID] = &typed->selector.id,
	};

	typed->given |= row_bit(row);
	typed->rows |= 1ULL << (row - option_rows());
	if (row->key < KEY_OPTION + (int)ARRAY_SIZE(selectors))
		*selectors[row->key - KEY_OPTION] = value;
}

static void note_verb(struct typed *typed, const char *word)
{
	unsigned int i;

	for (i = 0; i < VERBS; i++)
		if (!strcmp(verbs[i].word, word))
			typed->verb = &verbs[i];
}

/* Return: the option whose value comes next, or NULL. */
static const struct argp_option *read_words(struct typed *typed, char **words, int n)
{
	const struct argp_option *row;
	const char *value;
	int i;

	for (i = 0; i < n; i++) {
		row = strncmp(words[i], "--", 2) ? NULL : find_row(words[i] + 2);
		if (!row && *words[i] != '-')
			note_verb(typed, words[i]);
		if (!row)
			continue;
		value = strchr(words[i], '=');
		if (value)
			value++;
		else if (row->arg && !(row->flags & OPTION_ARG_OPTIONAL))
			value = ++i < n ? words[i] : NULL;
		if (i == n)
			return row;
		note_option(typed, row, value);
	}
	return NULL;
}

enum exit_code complete_run(struct dongle_bus *bus, FILE *out, char **words, int n)
{
	struct typed typed = { .bus = bus, .out = out, .prefix = "" };
	const char *last = n ? words[n - 1] : "", *value = strchr(last, '=');
	const struct argp_option *row = n ? read_words(&typed, words, n - 1) : NULL;

	if (!row && value && !strncmp(last, "--", 2)) {
		row = find_row(last + 2);
		typed.prefix = last;
		typed.prefix_len = value + 1 - last;
		if (!row)
			return EXIT_OK;
	}
	if (row)
		offer_values(&typed, row);
	else if (*last != '-' && !typed.verb)
		offer_verbs(&typed);
	if (!row && (*last == '-' || typed.verb || typed.given))
		offer_options(&typed);
	return ferror(out) ? EXIT_DEVICE : EXIT_OK;
}
