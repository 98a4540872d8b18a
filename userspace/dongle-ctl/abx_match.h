/* SPDX-License-Identifier: GPL-2.0-only */
/* The same voltage at the load with two states of a device: pure. */
#ifndef DONGLE_CTL_ABX_MATCH_H
#define DONGLE_CTL_ABX_MATCH_H

#include "figures.h"

/**
 * abx_voltage - how much comes out of an output, for comparison
 * @info: device
 * @state: its state
 * @figures: full scale and source impedance, before those of @info, and the impedance of
 *	the load
 * @out: output
 * @ch: channel
 * @absolute: against other outputs; else only against other states of this output
 *
 * Return: dB; NAN: a figure that this takes is not known.
 */
double abx_voltage(const struct dongle_info *info, const struct dongle_state *state,
		   const struct figures *figures, unsigned int out, unsigned int ch,
		   bool absolute);

/**
 * abx_contradiction - how far apart two things are that a device says of a gain
 * @info: device
 * @out: output
 * @gain: one that exists
 *
 * Return: dB between its full scale and its level, each against the highest gain; 0 where
 * one is not known.
 */
double abx_contradiction(const struct dongle_info *info, unsigned int out, unsigned int gain);

/**
 * abx_source - source impedance of an output
 * @info: device
 * @figures: come first
 * @out: output
 *
 * Return: ohm; 0: not known.
 */
double abx_source(const struct dongle_info *info, const struct figures *figures,
		  unsigned int out);

/**
 * struct abx_fader - a level that can be lowered
 * @top: voltage now, dB
 * @level: 1/256 dB, now and, as a result, lowered
 * @min: 1/256 dB
 * @step: 1/256 dB; 0: it cannot be lowered
 */
struct abx_fader {
	double top;
	int level;
	int min;
	int step;
};

/**
 * abx_match - lower two levels until the voltages are as near as their steps allow
 * @fader: both
 * @most: voltage that neither may exceed, dB
 * @mismatch: result: dB that are left
 *
 * Return: false where that is below the lowest level of one.
 */
bool abx_match(struct abx_fader fader[2], double most, double *mismatch);

#endif /* DONGLE_CTL_ABX_MATCH_H */
