/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TEST_STEPS_H
#define TEST_STEPS_H

#include "model.h"

/**
 * steps_fault - go one way with dongle_state_steps()
 * @info: the device
 * @cur: where from
 * @next: where to
 *
 * Return: what is wrong with the steps, or NULL.
 */
const char *steps_fault(const struct dongle_info *info, const struct dongle_state *cur,
			const struct dongle_state *next);

/**
 * steps_check - go many random ways with dongle_state_steps()
 * @seed: of the random numbers
 * @rounds: how many ways
 *
 * Return: 0, or 1 after a line that says which way was wrong.
 */
int steps_check(unsigned int seed, unsigned int rounds);

#endif /* TEST_STEPS_H */
