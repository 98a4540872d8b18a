/* SPDX-License-Identifier: GPL-2.0-only */
/* What the TLV data of a mixer control say of its values; pure C. */
#ifndef F_DONGLE_DECIBEL_H
#define F_DONGLE_DECIBEL_H

#include "../core/model.h"

/**
 * struct dongle_decibel - an integer control and its dB
 * @tlv: as <sound/tlv.h> has it: scale, min and max, or ranges of these, in a container or
 *	not; rising with the value
 * @min: lowest value
 * @max: highest value
 */
struct dongle_decibel {
	const unsigned int *tlv;
	int min;
	int max;
};

/**
 * dongle_decibel_range - the grid of levels that fits a control
 * @control: the control
 * @info: result: volume_min, volume_max, volume_step, in 1/256 dB. The top is the loudest
 *	value, but never above 0 dB; the step is the smallest one, rounded up.
 *
 * Return: 0, or -EINVAL: no dB, fewer than two levels below 0 dB, or more than 65536
 * values.
 */
int dongle_decibel_range(const struct dongle_decibel *control, struct dongle_output_info *info);

/**
 * dongle_decibel_value - the loudest value that is not louder than a level
 * @control: the control
 * @level: 1/256 dB
 *
 * Return: the value, @min where all are louder.
 */
int dongle_decibel_value(const struct dongle_decibel *control, s16 level);

/**
 * dongle_decibel_level - the level on a grid that is nearest to a value
 * @control: the control
 * @info: the grid
 * @value: of the control
 *
 * Return: 1/256 dB.
 */
s16 dongle_decibel_level(const struct dongle_decibel *control,
			 const struct dongle_output_info *info, int value);

#endif /* F_DONGLE_DECIBEL_H */
