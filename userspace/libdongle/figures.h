/* SPDX-License-Identifier: GPL-2.0-only */
/* Figures of headphones and dongles as a person writes them. */
#ifndef LIBDONGLE_FIGURES_H
#define LIBDONGLE_FIGURES_H

#include "model.h"
#include "text.h"

#define FIGURES_TARGET	110.0	/* dB SPL, where none is given */
#define FIGURES_PEAKS	20.0	/* dB from the average of music to its peaks */

enum figure {
	FIGURE_IMPEDANCE,
	FIGURE_SENSITIVITY,
	FIGURE_TARGET,
	FIGURE_FULL_SCALE,
	FIGURE_SOURCE_IMPEDANCE,
	FIGURES
};

/**
 * struct figures - what is known, or was given
 * @given: mask of 1 << enum figure
 * @impedance: of the headphones, ohm
 * @sensitivity: dB SPL at 1 V or at 1 mW
 * @per_mw: at 1 mW
 * @target: dB SPL of the peaks
 * @full_scale: of each output at the highest gain, mV; 0: not given
 * @source_impedance: of each output, ohm; 0: not given
 */
struct figures {
	u32 given;
	double impedance;
	double sensitivity;
	bool per_mw;
	double target;
	double full_scale[DONGLE_OUTPUTS];
	double source_impedance[DONGLE_OUTPUTS];
};

/**
 * figures_set - read one
 * @figures: result; of the same figure the last one counts
 * @figure: which
 * @value: as it was written
 * @why: result: what is wrong and what is allowed
 *
 * Return: false with @why written.
 */
bool figures_set(struct figures *figures, enum figure figure, const char *value,
		 struct text *why);

/**
 * figures_merge - take what is not given from elsewhere
 * @figures: comes first
 * @other: what else is known
 */
void figures_merge(struct figures *figures, const struct figures *other);

/**
 * figures_per_volt - sensitivity at 1 V
 * @figures: with a sensitivity, and with an impedance where that is at 1 mW
 *
 * Return: dB SPL.
 */
double figures_per_volt(const struct figures *figures);

#endif /* LIBDONGLE_FIGURES_H */
