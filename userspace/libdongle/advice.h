/* SPDX-License-Identifier: GPL-2.0-only */
/* Which output and gain do for headphones: pure, of figures and what a dongle is. */
#ifndef LIBDONGLE_ADVICE_H
#define LIBDONGLE_ADVICE_H

#include "figures.h"

#define ADVICE_ROWS	(DONGLE_OUTPUTS * USB_DONGLE_GAINS)
#define ADVICE_NAME_MAX	48

/* What speaks against a row. */
#define ADVICE_SOFT	BIT(0)	/* it does not reach the target */
#define ADVICE_NOISE	BIT(1)	/* it has LOUDNESS_EXCESS more than is needed */
#define ADVICE_RATIO	BIT(2)	/* its source impedance is not small against the load */

/**
 * struct advice_row - an output at a gain
 * @output: USB_DONGLE_SE or USB_DONGLE_BALANCED
 * @gain: USB_DONGLE_GAIN_*
 * @full_scale: V without a load, at the highest level
 * @source: impedance, ohm; 0: not known, and taken as none
 * @reach: dB SPL
 * @headroom: dB above the target
 * @ratio: of load to source impedance; 0: not known
 * @against: mask of ADVICE_*
 */
struct advice_row {
	unsigned int output;
	u8 gain;
	double full_scale;
	double source;
	double reach;
	double headroom;
	double ratio;
	u8 against;
};

/**
 * struct advice - what to use
 * @info: dongle
 * @impedance: of the headphones, ohm
 * @per_volt: their sensitivity, dB SPL at 1 V
 * @target: dB SPL
 * @volts: that they need for it
 * @milliamps: the same
 * @milliwatts: the same
 * @row: what is there and known, SE first, low gain first
 * @rows: how many
 * @best: the least row that does; -1: none
 * @loudest: the row that reaches most
 * @unknown: for each output a mask of 1 << gain whose full scale nobody knows
 */
struct advice {
	const struct dongle_info *info;
	double impedance;
	double per_volt;
	double target;
	double volts, milliamps, milliwatts;
	struct advice_row row[ADVICE_ROWS];
	int rows;
	int best;
	int loudest;
	u8 unknown[DONGLE_OUTPUTS];
};

/**
 * advice_make - work it out
 * @advice: result; keeps @info
 * @info: dongle
 * @figures: with impedance and sensitivity; a full scale or source impedance of theirs
 *	comes before that of @info
 *
 * Return: whether anything is known of any output.
 */
bool advice_make(struct advice *advice, const struct dongle_info *info,
		 const struct figures *figures);

/**
 * advice_has_full_scale - does a dongle say itself what comes out of it
 * @info: dongle
 *
 * Return: whether it does, of one output and gain at least.
 */
bool advice_has_full_scale(const struct dongle_info *info);

/**
 * advice_output - an output in words
 * @output: which
 *
 * Return: "single-ended" or "balanced".
 */
const char *advice_output(unsigned int output);

/**
 * advice_name - a row in words
 * @name: result: "balanced, low gain"
 * @advice: whose
 * @row: which
 *
 * Return: @name.
 */
const char *advice_name(char name[ADVICE_NAME_MAX], const struct advice *advice,
			const struct advice_row *row);

#endif /* LIBDONGLE_ADVICE_H */
