// SPDX-License-Identifier: GPL-2.0-only
/* All settings, and what their values can be. */
#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gadget.h"

#define STRING_MAX	126	/* of USB, in its own characters; so many bytes are never more */
#define RATES_MAX	10	/* of f_uac2 */
#define WORDS_MAX	16
#define BLANKS		" \t"

/* Return: the words of @text, which is cut into them; WORDS_MAX + 1 are too many. */
static unsigned int split(char *text, char *words[WORDS_MAX + 1])
{
	unsigned int n = 0;
	char *save, *word;

	for (word = strtok_r(text, BLANKS, &save); word && n <= WORDS_MAX;
	     word = strtok_r(NULL, BLANKS, &save))
		words[n++] = word;
	return n;
}

static bool to_number(const char *word, int min, int max, long *number)
{
	char *end;

	errno = 0;
	*number = strtol(word, &end, 10);
	return !errno && isdigit(*word) && !*end && *number >= min && *number <= max;
}

static bool take_text(const struct key *key, const char *value, char out[VALUE_MAX],
		      struct text *why)
{
	size_t len = strlen(value);

	(void)key;
	if (!len || len > STRING_MAX) {
		text_add(why, "has %zu bytes; allowed: 1 to %d", len, STRING_MAX);
		return false;
	}
	snprintf(out, VALUE_MAX, "%s", value);
	return true;
}

/* A folder of configfs, sysfs or the kernel's list of stages is called so. */
static bool take_name(const struct key *key, const char *value, char out[VALUE_MAX],
		      struct text *why)
{
	if (strpbrk(value, "/" BLANKS) || *value == '.') {
		text_add(why, "'%.40s' is no name; allowed: no blank, no / and no dot in front",
			 value);
		return false;
	}
	return take_text(key, value, out, why);
}

static bool take_id(const struct key *key, const char *value, char out[VALUE_MAX],
		    struct text *why)
{
	(void)key;
	if (strlen(value) != 4 || strspn(value, "0123456789abcdefABCDEF") != 4) {
		text_add(why, "'%.40s' is no id; allowed: four hex digits", value);
		return false;
	}
	snprintf(out, VALUE_MAX, "0x%s", value);
	return true;
}

static bool take_flag(const struct key *key, const char *value, char out[VALUE_MAX],
		      struct text *why)
{
	bool yes = !strcmp(value, "yes");

	(void)key;
	if (!yes && strcmp(value, "no")) {
		text_add(why, "'%.40s' is neither; allowed: yes, no", value);
		return false;
	}
	snprintf(out, VALUE_MAX, "%d", yes);
	return true;
}

static bool take_number(const struct key *key, const char *value, char out[VALUE_MAX],
			struct text *why)
{
	long number;

	if (!to_number(value, key->min, key->max, &number)) {
		text_add(why, "'%.40s' is no such number; allowed: %d to %d", value, key->min,
			 key->max);
		return false;
	}
	snprintf(out, VALUE_MAX, "%ld", number);
	return true;
}

static bool take_channels(const struct key *key, const char *value, char out[VALUE_MAX],
			  struct text *why)
{
	if (!take_number(key, value, out, why))
		return false;
	snprintf(out, VALUE_MAX, "%d", (1 << atoi(value)) - 1);
	return true;
}

/* Bits, which the kernel counts in bytes. */
static bool take_sample_size(const struct key *key, const char *value, char out[VALUE_MAX],
			     struct text *why)
{
	long bits;

	if (!to_number(value, key->min, key->max, &bits) || bits % 8) {
		text_add(why, "'%.40s' is no sample size; allowed: 16, 24, 32", value);
		return false;
	}
	snprintf(out, VALUE_MAX, "%ld", bits / 8);
	return true;
}

static bool take_rates(const struct key *key, const char *value, char out[VALUE_MAX],
		       struct text *why)
{
	char copy[VALUE_MAX], *words[WORDS_MAX + 1];
	struct text list = { out, VALUE_MAX, 0 };
	unsigned int i, n;
	long rate;

	snprintf(copy, sizeof(copy), "%s", value);
	n = split(copy, words);
	for (i = 0; i < n; i++) {
		if (!to_number(words[i], key->min, key->max, &rate)) {
			text_add(why, "'%.40s' is no rate; allowed: %d to %d", words[i], key->min,
				 key->max);
			return false;
		}
		text_add(&list, "%s%ld", i ? "," : "", rate);
	}
	if (!n || n > RATES_MAX)
		text_add(why, "has %u rates; allowed: 1 to %d", n, RATES_MAX);
	return n && n <= RATES_MAX;
}

static void add_names(const struct key *key, struct text *text)
{
	const char *const *name;

	for (name = key->names; *name; name++)
		text_add(text, "%s%s", name == key->names ? "" : ", ", *name);
}

static bool is_name(const struct key *key, const char *word)
{
	const char *const *name = key->names;

	while (*name && strcmp(*name, word))
		name++;
	return *name;
}

static bool take_word(const struct key *key, const char *value, char out[VALUE_MAX],
		      struct text *why)
{
	if (!is_name(key, value)) {
		text_add(why, "'%.40s' is none; allowed: ", value);
		add_names(key, why);
		return false;
	}
	snprintf(out, VALUE_MAX, "%s", value);
	return true;
}

static bool take_words(const struct key *key, const char *value, char out[VALUE_MAX],
		       struct text *why)
{
	char copy[VALUE_MAX], *words[WORDS_MAX + 1];
	struct text list = { out, VALUE_MAX, 0 };
	unsigned int i, n;

	snprintf(copy, sizeof(copy), "%s", value);
	n = split(copy, words);
	if (!n || n > (unsigned int)key->max) {
		text_add(why, "has %u words; allowed: 1 to %d of ", n, key->max);
		add_names(key, why);
		return false;
	}
	for (i = 0; i < n; i++) {
		if (!is_name(key, words[i]) || (n > 1 && !strcmp(words[i], "none"))) {
			text_add(why, "'%.40s' is none%s; allowed: ", words[i],
				 n > 1 && is_name(key, words[i]) ? " among others" : "");
			add_names(key, why);
			return false;
		}
		text_add(&list, "%s%s", i ? " " : "", words[i]);
	}
	return true;
}

static bool to_db(const char *word, int min, int max, long *level)
{
	size_t len = strspn(word, "+-.0123456789");
	char *end;
	double db = strtod(word, &end);

	if (!len || end != word + len || (*end && strcmp(end, "dB")) || fabs(db) > 1000)
		return false;
	*level = lround(db * 256);
	return *level >= min && *level <= max;
}

/* One, or one for each of low, medium and high gain. */
static bool take_levels(const struct key *key, const char *value, unsigned int count,
			char out[VALUE_MAX], struct text *why)
{
	char copy[VALUE_MAX], *words[WORDS_MAX + 1];
	struct text list = { out, VALUE_MAX, 0 };
	unsigned int i, n;
	long level;

	snprintf(copy, sizeof(copy), "%s", value);
	n = split(copy, words);
	for (i = 0; i < n && n == count; i++) {
		if (!to_db(words[i], key->min, key->max, &level))
			break;
		text_add(&list, "%s%ld", i ? " " : "", level);
	}
	if (n != count || i < n)
		text_add(why, "'%.40s' is no such level; allowed: %s from %g to %g dB", value,
			 count == 1 ? "one" : "three, for low, medium and high gain,",
			 key->min / 256.0, key->max / 256.0);
	return n == count && i == n;
}

static bool take_level(const struct key *key, const char *value, char out[VALUE_MAX],
		       struct text *why)
{
	return take_levels(key, value, 1, out, why);
}

static bool take_gain_levels(const struct key *key, const char *value, char out[VALUE_MAX],
			     struct text *why)
{
	return take_levels(key, value, 3, out, why);
}

static bool take_three(const struct key *key, const char *value, char out[VALUE_MAX],
		       struct text *why)
{
	char copy[VALUE_MAX], *words[WORDS_MAX + 1];
	unsigned int i, n;
	long number;

	snprintf(copy, sizeof(copy), "%s", value);
	n = split(copy, words);
	for (i = 0; n == 3 && i < n; i++)
		if (!to_number(words[i], key->min, key->max, &number))
			n = 0;
	if (n != 3) {
		text_add(why, "'%.40s' is wrong; "
			 "allowed: three, for low, medium and high gain, from %d to %d",
			 value, key->min, key->max);
		return false;
	}
	snprintf(out, VALUE_MAX, "%s %s %s", words[0], words[1], words[2]);
	return true;
}

static bool is_card(const char *card, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (!isalnum((unsigned char)card[i]) && !strchr("_-", card[i]))
			return false;
	return len && len < 16;
}

static bool take_control(const struct key *key, const char *value, char out[VALUE_MAX],
			 struct text *why)
{
	size_t len = strcspn(value, ":");

	(void)key;
	if (!is_card(value, len) || !value[len] || !value[len + 1] || strlen(value + len) > 44) {
		text_add(why, "'%.40s' is no control; "
			 "allowed: CARD:NAME, the id of a sound card and its control", value);
		return false;
	}
	snprintf(out, VALUE_MAX, "%s", value);
	return true;
}

/* hw:CARD=ID,DEV=N or hw:ID,N: the card must be known, for when it goes. */
static bool take_pcm(const struct key *key, const char *value, char out[VALUE_MAX],
		     struct text *why)
{
	const char *rest = strchr(value, ':');
	size_t len;

	(void)key;
	if (rest && (!strncmp(value, "hw:", 3) || !strncmp(value, "plughw:", 7))) {
		rest += strncmp(rest + 1, "CARD=", 5) ? 1 : 6;
		len = strcspn(rest, ",");
		if (is_card(rest, len)) {
			snprintf(out, VALUE_MAX, "%s", value);
			return true;
		}
	}
	text_add(why, "'%.40s' is no codec; allowed: hw:CARD=ID,DEV=N or plughw:CARD=ID,DEV=N",
		 value);
	return false;
}

#define FORM(name)	(&(const struct form){ take_##name })
#define WORDS(...)	.names = (const char *const[]){ __VA_ARGS__, NULL }

#define GADGET		"gadget"
#define AUDIO		"audio"
#define STAGE		"output-stage"
#define BRIDGE		"bridge"
#define UAC2		"functions/uac2.0/"
#define DONGLE		"functions/dongle.0/"

#define DB(level)	((level) * 256)
#define S16_MAX		32767
#define U16_MAX		65535

/* What describes one output. */
#define OUTPUT(section, folder, name, attribute, ...) \
	{ section, name, DONGLE folder "/" attribute, .describes = true, __VA_ARGS__ }
#define SE(name, attribute, ...) \
	OUTPUT("single-ended", "se", name, attribute, __VA_ARGS__)
#define BALANCED(name, attribute, ...) \
	OUTPUT("balanced", "balanced", name, attribute, __VA_ARGS__)

#define CONNECTOR	.form = FORM(word), WORDS("none", "3.5", "6.35", "2.5", "4.4")
#define HAS		.form = FORM(words), .max = 6, \
			WORDS("volume", "mute", "limit", "detect", "short", "impedance", "none")
#define LEVEL(lowest, highest)	.form = FORM(level), .min = (lowest), .max = (highest)
#define NUMBER(lowest, highest)	.form = FORM(number), .min = (lowest), .max = (highest)
#define FULL_SCALE	.form = FORM(three), .min = 0, .max = U16_MAX

const struct key gadget_keys[] = {
	{ GADGET, "vendor-id", "idVendor", "1d6b", .form = FORM(id) },
	{ GADGET, "product-id", "idProduct", "0104", .form = FORM(id) },
	{ GADGET, "version", "bcdDevice", .form = FORM(id) },
	{ GADGET, "manufacturer", "strings/0x409/manufacturer", .form = FORM(text) },
	{ GADGET, "product", "strings/0x409/product", "Dongle DAC", .form = FORM(text) },
	{ GADGET, KEY_SERIAL, "strings/0x409/serialnumber", .form = FORM(text) },
	{ GADGET, "max-power", "configs/c.1/MaxPower", .form = FORM(number), .min = 2, .max = 500 },
	{ GADGET, KEY_CONTROLLER, .form = FORM(name) },

	{ AUDIO, "rates", UAC2 "c_srate", "48000", .form = FORM(rates),
	  .min = 8000, .max = 768000 },
	{ AUDIO, "sample-size", UAC2 "c_ssize", "16", .form = FORM(sample_size),
	  .min = 16, .max = 32 },
	{ AUDIO, "channels", UAC2 "c_chmask", "2", .form = FORM(channels), .min = 1, .max = 8 },
	{ AUDIO, "name", UAC2 "function_name", .form = FORM(text) },
	{ AUDIO, "volume", UAC2 "c_volume_present", "no", .form = FORM(flag) },
	{ AUDIO, "mute", UAC2 "c_mute_present", "no", .form = FORM(flag) },

	{ STAGE, KEY_STAGE, DONGLE "stage", .form = FORM(name) },
	{ STAGE, "plug-priority", DONGLE "plug_priority", .form = FORM(word),
	  WORDS("balanced-first", "first-come", "last-come") },
	{ STAGE, "shared-level", DONGLE "shared_level", .describes = true, .form = FORM(flag) },
	{ STAGE, "modes", DONGLE "modes", .describes = true, .form = FORM(words), .max = 3,
	  WORDS("single-ended", "balanced", "auto", "none") },
	{ STAGE, "gains", DONGLE "gains", .describes = true, .form = FORM(words), .max = 3,
	  WORDS("low", "medium", "high", "none") },
	{ STAGE, "gain-levels", DONGLE "gain_level", .describes = true, .form = FORM(gain_levels),
	  .min = DB(-128), .max = DB(0) },
	{ STAGE, "filters", DONGLE "filters", .describes = true, .form = FORM(words), .max = 8,
	  WORDS("fast-low-latency", "fast-phase-compensated", "slow-low-latency",
		"slow-phase-compensated", "non-oversampling", "fast-linear-phase",
		"slow-linear-phase", "fast-minimum-phase", "slow-minimum-phase", "apodizing",
		"hybrid", "brick-wall", "none") },
	SE("connector", "connector", CONNECTOR),
	SE("has", "caps", HAS),
	SE("level-control", "level_control", .form = FORM(control)),
	SE("volume-min", "volume_min", LEVEL(DB(-128), 0)),
	SE("volume-max", "volume_max", LEVEL(DB(-128), S16_MAX)),
	SE("volume-step", "volume_step", LEVEL(1, U16_MAX)),
	SE("full-scale", "full_scale", FULL_SCALE),
	SE("source-impedance", "source_impedance", NUMBER(0, U16_MAX)),

	BALANCED("connector", "connector", CONNECTOR),
	BALANCED("has", "caps", HAS),
	BALANCED("level-control", "level_control", .form = FORM(control)),
	BALANCED("volume-min", "volume_min", LEVEL(DB(-128), 0)),
	BALANCED("volume-max", "volume_max", LEVEL(DB(-128), S16_MAX)),
	BALANCED("volume-step", "volume_step", LEVEL(1, U16_MAX)),
	BALANCED("full-scale", "full_scale", FULL_SCALE),
	BALANCED("source-impedance", "source_impedance", NUMBER(0, U16_MAX)),

	{ BRIDGE, KEY_CODEC, .form = FORM(pcm) },
	{ BRIDGE, KEY_LATENCY, .fallback = "100", .form = FORM(number), .min = 5, .max = 1000 },
	{ BRIDGE, KEY_PERIOD, .form = FORM(number), .min = 32, .max = 8192 },
};

const unsigned int gadget_keys_count = ARRAY_SIZE(gadget_keys);
static_assert(ARRAY_SIZE(gadget_keys) < GADGET_KEYS_MAX, "more keys than entries");
