/* SPDX-License-Identifier: GPL-2.0-only */
/* What the hostile programs share: numbers that can be had again, and a card as it is. */
#ifndef HOSTILE_H
#define HOSTILE_H

#include <linux/types.h>
#include <sound/asound.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define OUTPUTS		2
#define CHANNELS	2

/**
 * struct state - the default dongle as its card shows it
 * @mode: item of "Output Mode"
 * @gain: item of "Headphone Gain"
 * @filter: item of "DAC Filter"
 * @output: of each
 * @output.volume: steps of 0.5 dB above the lowest
 * @output.limit: the highest of them that is allowed
 * @output.on: the switch
 */
struct state {
	long mode, gain, filter;
	struct {
		long volume[CHANNELS];
		long limit;
		long on;
	} output[OUTPUTS];
};

/* Numbers below @n, the same for the same seed. */
struct dice {
	__u64 seed;
};

__u32 roll(struct dice *dice, __u32 n);

#define ARRAY_SIZE(table)	(sizeof(table) / sizeof((table)[0]))
#define PICK(dice, table)	((table)[roll(dice, ARRAY_SIZE(table))])

/* The control device of card @number, or exit. */
int open_card(const char *number);

/* Ask the card. Return: false if one of the controls is not there. */
bool read_state(int card, struct state *state);

void print_state(FILE *file, const struct state *state);

#endif /* HOSTILE_H */
