/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A dongle in host byte order: what it is and how it is. The meaning of every
 * field is in <linux/usb/dongle.h>, whose USB_DONGLE_* values are used here.
 */
#ifndef DONGLE_MODEL_H
#define DONGLE_MODEL_H

#include "pure.h"
#include <linux/usb/dongle.h>

#define DONGLE_OUTPUTS		USB_DONGLE_OUTPUTS
#define DONGLE_CHANNELS		2
#define DONGLE_OPTIONS		4

/* Fields of a state beyond those of the protocol, for bought dongles. */
#define DONGLE_F_OPTION(n)	(1U << (24 + (n)))

/* A gain whose difference to the highest nobody has published or measured. */
#define DONGLE_LEVEL_UNKNOWN	(-0x8000)

struct dongle_name;

/**
 * struct dongle_option - something to choose that the protocol does not know
 * @name: as ALSA shows the control
 * @key: as the command line spells it
 * @values: what to choose from; NULL for off and on, and for numbers
 * @count: how much there is to choose from
 * @min: the first number
 */
struct dongle_option {
	const char *name;
	const char *key;
	const struct dongle_name *values;
	u8 count;
	s16 min;
};

/**
 * struct dongle_output_info - one output, as GET_INFO describes it
 * @connector: USB_DONGLE_CONNECTOR_*
 * @caps: mask of USB_DONGLE_CAP_*
 * @volume_min: 1/256 dB
 * @volume_max: 1/256 dB
 * @volume_step: 1/256 dB
 * @full_scale: mVrms at 0 dB, for each gain
 * @source_impedance: milliohm
 */
struct dongle_output_info {
	u8 connector;
	u8 caps;
	s16 volume_min;
	s16 volume_max;
	u16 volume_step;
	u16 full_scale[USB_DONGLE_GAINS];
	u16 source_impedance;
};

/**
 * struct dongle_info - a device, as GET_INFO describes it
 * @version: of the protocol, BCD
 * @flags: USB_DONGLE_SHARED_LEVEL and so on
 * @modes: mask of 1 << USB_DONGLE_MODE_*
 * @gains: mask of 1 << USB_DONGLE_GAIN_*
 * @gain_level: 1/256 dB, relative to the highest, or DONGLE_LEVEL_UNKNOWN
 * @filters: USB_DONGLE_FILTER_*, 0 ends the list
 * @output: SE, balanced
 * @mono: both channels have one level
 * @options: what else there is to choose, up to an empty row
 */
struct dongle_info {
	u16 version;
	u8 flags;
	u8 modes;
	u8 gains;
	s16 gain_level[USB_DONGLE_GAINS];
	u8 filters[USB_DONGLE_FILTERS];
	struct dongle_output_info output[DONGLE_OUTPUTS];
	bool mono;
	struct dongle_option options[DONGLE_OPTIONS];
};

/**
 * struct dongle_output_state - how one output is
 * @volume: 1/256 dB, left and right
 * @limit: 1/256 dB
 * @mute: 0, or 1 mutes
 * @plug: USB_DONGLE_PLUG_*
 * @impedance: ohm, 0 unknown
 */
struct dongle_output_state {
	s16 volume[DONGLE_CHANNELS];
	s16 limit;
	u8 mute;
	u8 plug;
	u16 impedance;
};

/**
 * struct dongle_state - how a device is
 * @mode: USB_DONGLE_MODE_*
 * @active: mask of 1 << output
 * @gain: USB_DONGLE_GAIN_*
 * @filter: index into dongle_info.filters
 * @output: SE, balanced
 * @matched: 1: both outputs are kept equally loud
 * @limit_gain: 0, or 1 + the gain that limits are meant at
 * @match: 1/256 dB, balanced minus SE where they are, for each gain
 * @option: index into the values of each of dongle_info.options
 */
struct dongle_state {
	u8 mode;
	u8 active;
	u8 gain;
	u8 filter;
	struct dongle_output_state output[DONGLE_OUTPUTS];
	u8 matched;
	u8 limit_gain;
	s16 match[USB_DONGLE_GAINS];
	u8 option[DONGLE_OPTIONS];
};

/**
 * struct dongle_report - a report or the answer to GET_STATE
 * @sequence: number of the report
 * @tag: of the last SET_STATE that carried one
 * @result: USB_DONGLE_RESULT_* of the last SET_STATE
 * @cause: mask of USB_DONGLE_F_*
 * @state: the whole state
 */
struct dongle_report {
	u16 sequence;
	u16 tag;
	u8 result;
	u32 cause;
	struct dongle_state state;
};

/**
 * struct dongle_set - a SET_STATE
 * @tag: 0 from a program that does not own the interface
 * @mask: USB_DONGLE_F_* to set
 * @state: their values
 */
struct dongle_set {
	u16 tag;
	u32 mask;
	struct dongle_state state;
};

#endif /* DONGLE_MODEL_H */
