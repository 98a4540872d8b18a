/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TEST_STEPS_H
#define TEST_STEPS_H

/**
 * steps_check - go many random ways with dongle_state_steps()
 * @seed: of the random numbers
 * @rounds: how many ways
 *
 * Return: 0, or 1 after a line that says which way was wrong.
 */
int steps_check(unsigned int seed, unsigned int rounds);

#endif /* TEST_STEPS_H */
