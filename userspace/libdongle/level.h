/* SPDX-License-Identifier: GPL-2.0-only */
/* Levels as a person writes them, on the grid of a device. */
#ifndef LIBDONGLE_LEVEL_H
#define LIBDONGLE_LEVEL_H

#include "model.h"

#define LEVEL_TEXT_MAX	24

/**
 * struct level_change - what to do with one channel
 * @percent: @amount is in percent, otherwise in dB
 * @relative: @amount is added, otherwise it replaces
 * @amount: in billionths of the unit
 */
struct level_change {
	bool percent;
	bool relative;
	s64 amount;
};

/**
 * struct level_range - the levels that an output accepts now
 * @min: 1/256 dB
 * @max: 1/256 dB; the limit where there is one
 * @step: 1/256 dB
 */
struct level_range {
	int min;
	int max;
	int step;
};

/**
 * level_parse - read "-20dB", "+3", "3dB-", "50%", "5%+" or two of them, "L,R"
 * @change: result, left and right
 * @text: what was written
 *
 * Return: false when it is none of those.
 */
bool level_parse(struct level_change change[DONGLE_CHANNELS], const char *text);

/**
 * level_parse_spl - read "100dBSPL", "100.5 dB SPL"
 * @spl: result, dB SPL, 40 to 140; untouched on error
 * @text: what was written
 *
 * Return: false when it is none of those.
 */
bool level_parse_spl(double *spl, const char *text);

/**
 * level_range_of - the levels an output accepts
 * @info: device
 * @state: its state
 * @out: output that has a volume
 *
 * Return: their range.
 */
struct level_range level_range_of(const struct dongle_info *info, const struct dongle_state *state,
				  unsigned int out);

/**
 * level_apply - do what was asked, to the nearest step, between two the lower
 * @range: levels that are accepted; a relative change stops at its ends
 * @change: what was asked; a percent step is at least one step of the grid
 * @level: 1/256 dB, before and after; untouched on error
 *
 * Return: false when an absolute level is out of range.
 */
bool level_apply(const struct level_range *range, const struct level_change *change, s16 *level);

/**
 * level_floor - the highest step that is not above an absolute level
 * @range: levels that are accepted
 * @change: what was asked; 100% is the highest
 * @level: 1/256 dB, result; untouched on error
 *
 * Return: false when it is out of range.
 */
bool level_floor(const struct level_range *range, const struct level_change *change, s16 *level);

/**
 * level_add - add dB, down to the grid
 * @range: levels that are accepted; the result stops at @range->max
 * @delta: 1/256 dB
 * @level: 1/256 dB, before and after; untouched on error
 *
 * Return: false when the result is below @range->min.
 */
bool level_add(const struct level_range *range, int delta, s16 *level);

/**
 * level_format - write a level exactly, with no unit: "-20.0", "-0.50390625"
 * @text: result
 * @level: 1/256 dB
 *
 * Return: @text.
 */
const char *level_format(char text[LEVEL_TEXT_MAX], int level);

#endif /* LIBDONGLE_LEVEL_H */
