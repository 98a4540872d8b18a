/* SPDX-License-Identifier: GPL-2.0-only */
/* What hits of a blind test say: binomial arithmetic, no more. */
#ifndef DONGLE_CTL_ABX_SCORE_H
#define DONGLE_CTL_ABX_SCORE_H

#define ABX_TRIALS_MAX		500
#define ABX_SIGNIFICANT		0.05
#define ABX_CONFIDENCE		0.95

/**
 * abx_tail - how likely so many hits or more are
 * @trials: 0 to ABX_TRIALS_MAX
 * @hits: 0 to @trials
 * @rate: probability of each hit, above 0 and below 1
 *
 * Return: P(X >= @hits).
 */
double abx_tail(unsigned int trials, unsigned int hits, double rate);

/**
 * abx_guessed - the same for one who guesses: the one-sided p-value
 * @trials: 0 to ABX_TRIALS_MAX
 * @hits: 0 to @trials
 *
 * Return: P(X >= @hits | 1/2).
 */
double abx_guessed(unsigned int trials, unsigned int hits);

/**
 * abx_missed - how likely so few hits are for one who guesses
 * @trials: 0 to ABX_TRIALS_MAX
 * @hits: 0 to @trials
 *
 * Return: P(X <= @hits | 1/2).
 */
double abx_missed(unsigned int trials, unsigned int hits);

/**
 * abx_interval - the hit rates that the hits do not speak against, after Clopper and
 *	Pearson: ABX_CONFIDENCE, both sides
 * @trials: 1 to ABX_TRIALS_MAX
 * @hits: 0 to @trials
 * @low: result
 * @high: result
 */
void abx_interval(unsigned int trials, unsigned int hits, double *low, double *high);

/**
 * abx_needed - how many hits it takes to show a difference
 * @trials: 1 to ABX_TRIALS_MAX
 *
 * Return: the fewest with abx_guessed() of at most ABX_SIGNIFICANT; @trials + 1 where
 * there are none.
 */
unsigned int abx_needed(unsigned int trials);

#endif /* DONGLE_CTL_ABX_SCORE_H */
