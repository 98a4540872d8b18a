/* SPDX-License-Identifier: GPL-2.0-only */
/* What headphones ask of a dongle, and levels that hold them below so many dB SPL: pure. */
#ifndef LIBDONGLE_PROFILE_H
#define LIBDONGLE_PROFILE_H

#include "request.h"

/* What profile_level() found. */
enum profile_result {
	PROFILE_OK,
	PROFILE_UNKNOWN,	/* nobody knows the full scale at each gain */
	PROFILE_TOO_LOUD,	/* even the lowest level is louder */
};

/**
 * profile_known - is it known how loud anything gets
 * @info: device
 * @headphones: with impedance and sensitivity
 *
 * Return: whether it is, of one output and gain at least.
 */
bool profile_known(const struct dongle_info *info, const struct figures *headphones);

/**
 * profile_level - the highest level at which no gain makes it louder
 * @info: device
 * @headphones: with impedance and sensitivity
 * @out: output that carries a level; where outputs share it, the louder one counts
 * @spl: dB SPL of a signal at full scale
 * @level: result of PROFILE_OK, on the grid
 * @lowest: result unless unknown: dB SPL of the lowest level
 *
 * Return: PROFILE_*.
 */
enum profile_result profile_level(const struct dongle_info *info,
				  const struct figures *headphones, unsigned int out, double spl,
				  s16 *level, double *lowest);

/**
 * profile_apply - choose what a request leaves to its headphones
 * @info: device
 * @cur: its state
 * @request: with headphones that are known
 * @asked: mask of USB_DONGLE_F_* that were asked for
 * @next: state, before and after
 *
 * The mode changes only where no plug does it, the gain to the least that suffices on each
 * output that the mode leaves; levels fall by what the gain rises. A limit that was asked
 * for stays where it is the lower one.
 *
 * Return: mask of fields that were chosen.
 */
u32 profile_apply(const struct dongle_info *info, const struct dongle_state *cur,
		  const struct request *request, u32 asked, struct dongle_state *next);

#endif /* LIBDONGLE_PROFILE_H */
