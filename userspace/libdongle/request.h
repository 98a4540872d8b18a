/* SPDX-License-Identifier: GPL-2.0-only */
/* What the options ask for, before any device is known. */
#ifndef LIBDONGLE_REQUEST_H
#define LIBDONGLE_REQUEST_H

#include "figures.h"
#include "level.h"
#include "option.h"

#define ERROR_TEXT_MAX	1024

#define LIMIT_AT_ANY_GAIN	0xff

/* Levels, mutes and limits: one per output, and the one that both share. */
enum target {
	TARGET_SE = USB_DONGLE_SE,
	TARGET_BALANCED = USB_DONGLE_BALANCED,
	TARGET_SHARED,
	TARGETS
};

enum setting {
	SET_MODE,
	SET_GAIN,
	SET_FILTER,
	SET_KEEP_LEVEL,
	SET_HEADPHONES,				/* in files only */
	SET_VOLUME,				/* + target */
	SET_MUTE = SET_VOLUME + TARGETS,	/* + target */
	SET_LIMIT = SET_MUTE + TARGETS,		/* + target */
	SET_OPTION = SET_LIMIT + TARGETS,	/* + option_key() */
	SETTINGS = SET_OPTION + OPTION_KEYS_MAX
};

enum mute {
	MUTE_OFF,
	MUTE_ON,
	MUTE_TOGGLE,
	MUTES
};

/* What is left to the headphones. */
#define REQUEST_LEAVES_MODE		BIT(0)
#define REQUEST_LEAVES_GAIN		BIT(1)
#define REQUEST_LEAVES_LIMIT(out)	BIT(2 + (out))

/**
 * struct request - settings to make
 * @given: mask of 1 << setting
 * @text: of each setting, as it was written
 * @where: of each setting, FILE:LINE, or NULL where it is an option
 * @mode: USB_DONGLE_MODE_*
 * @gain: USB_DONGLE_GAIN_*
 * @filter: USB_DONGLE_FILTER_*, or FILTER_NONE where @filter_number tells
 * @filter_number: from 1, in the order of the device
 * @volume: of each target
 * @mute: of each target
 * @limit: of each target, absolute
 * @spl: the same in dB SPL; 0: it is @limit
 * @headphones: figures that @spl is counted with; none are given: there are none
 * @headphones_name: theirs, or NULL
 * @leaves: mask of REQUEST_LEAVES_*: what nobody asked for, so that headphones decide
 * @limit_gain: what gain limits are meant at: 0: as it is; 1 + USB_DONGLE_GAIN_*;
 *	LIMIT_AT_ANY_GAIN: at the one that is selected
 *
 * Values of options are known with the device: until then they are @text.
 */
struct request {
	u32 given;
	const char *text[SETTINGS];
	const char *where[SETTINGS];
	u8 mode;
	u8 gain;
	u8 filter;
	u8 filter_number;
	struct level_change volume[TARGETS][DONGLE_CHANNELS];
	enum mute mute[TARGETS];
	struct level_change limit[TARGETS];
	double spl[TARGETS];
	struct figures headphones;
	const char *headphones_name;
	u8 leaves;
	u8 limit_gain;
};

/**
 * settings_count - how many settings there are
 *
 * Return: one more than the last; not all below SETTINGS need be there.
 */
unsigned int settings_count(void);

/**
 * setting_name - the option of a setting
 * @setting: which, below settings_count()
 *
 * Return: such as "--se-volume".
 */
const char *setting_name(enum setting setting);

/**
 * setting_key - a setting as a file has it
 * @setting: which
 *
 * Return: such as "se-volume".
 */
const char *setting_key(enum setting setting);

/**
 * setting_find - the reverse of setting_key()
 * @key: any text
 *
 * Return: the setting, or SETTINGS.
 */
enum setting setting_find(const char *key);

/**
 * setting_is_kept - can a file have this setting
 * @setting: which
 *
 * Return: whether it can.
 */
bool setting_is_kept(enum setting setting);

/**
 * request_has - was a setting asked for
 * @request: what was asked
 * @setting: which
 *
 * Return: whether it was.
 */
bool request_has(const struct request *request, enum setting setting);

/**
 * request_is_kept - does a request come from files
 * @request: what was asked
 *
 * Return: whether it does, all of it.
 */
bool request_is_kept(const struct request *request);

/**
 * request_wants_spl - is a limit in dB SPL, so that headphones are needed
 * @request: what was asked
 *
 * Return: the setting of the first, or SETTINGS.
 */
enum setting request_wants_spl(const struct request *request);

/**
 * request_set - note one option; of the same option the last one counts
 * @request: what was asked so far
 * @setting: which
 * @value: its argument, kept; not used for SET_KEEP_LEVEL
 * @error: names the value and what is allowed
 *
 * Return: false with @error written.
 */
bool request_set(struct request *request, enum setting setting, const char *value,
		 char error[ERROR_TEXT_MAX]);

/**
 * request_set_kept - note one setting of a file: a value that does not depend
 *		      on how the device is now
 * @request: what was asked so far
 * @setting: which, one that setting_is_kept()
 * @value: kept
 * @error: names the value and what is allowed, not the setting
 *
 * Return: false with @error written.
 */
bool request_set_kept(struct request *request, enum setting setting, const char *value,
		      char error[ERROR_TEXT_MAX]);

/**
 * request_check - do the settings go together
 * @request: all of them
 * @error: says which do not
 *
 * Return: false with @error written.
 */
bool request_check(const struct request *request, char error[ERROR_TEXT_MAX]);

#endif /* LIBDONGLE_REQUEST_H */
