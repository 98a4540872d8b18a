// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>

#include "abx_score.h"

#define GUESS		0.5
#define HALVINGS	60	/* more than a double has bits */

/* ln of n over k */
static double log_choices(unsigned int n, unsigned int k)
{
	return lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0);
}

double abx_tail(unsigned int trials, unsigned int hits, double rate)
{
	double sum = 0;
	unsigned int k;

	if (!hits)
		return 1;
	/* the smallest first, which is not always the last: it does for doubles */
	for (k = trials; k >= hits; k--)
		sum += exp(log_choices(trials, k) + k * log(rate) + (trials - k) * log1p(-rate));
	return sum < 1 ? sum : 1;
}

double abx_guessed(unsigned int trials, unsigned int hits)
{
	return abx_tail(trials, hits, GUESS);
}

/* Misses are as likely as hits. */
double abx_missed(unsigned int trials, unsigned int hits)
{
	return abx_tail(trials, trials - hits, GUESS);
}

/* Return: the rate at which abx_tail() is @wanted; it rises with the rate. */
static double rate_of(unsigned int trials, unsigned int hits, double wanted)
{
	double low = 0, high = 1, middle;
	int i;

	for (i = 0; i < HALVINGS; i++) {
		middle = (low + high) / 2;
		if (abx_tail(trials, hits, middle) < wanted)
			low = middle;
		else
			high = middle;
	}
	return low;
}

void abx_interval(unsigned int trials, unsigned int hits, double *low, double *high)
{
	double outside = (1 - ABX_CONFIDENCE) / 2;

	*low = hits ? rate_of(trials, hits, outside) : 0;
	*high = hits < trials ? rate_of(trials, hits + 1, 1 - outside) : 1;
}

unsigned int abx_needed(unsigned int trials)
{
	unsigned int hits = trials + 1;

	while (hits && abx_guessed(trials, hits - 1) <= ABX_SIGNIFICANT)
		hits--;
	return hits;
}
