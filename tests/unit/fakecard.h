/* SPDX-License-Identifier: GPL-2.0-only */
/* A sound card in place of the kernel's: link with --wrap=open and --wrap=ioctl. */
#ifndef TEST_FAKECARD_H
#define TEST_FAKECARD_H

#include <stdbool.h>

#define FAKE_CARD	7	/* its number */
#define FAKE_CARD_LOG	256

/**
 * struct fake_control - one control of the mixer
 * @name: as ALSA has it
 * @ours: it can be told to look again
 * @value: its value, item or switch; of the left channel, where it has two
 * @right: of the right one
 * @max: the highest; the lowest is 0
 * @tlv: what its values mean, all 0: nobody knows
 */
struct fake_control {
	const char *name;
	bool ours;
	long value;
	long right;
	long max;
	unsigned int tlv[4];
};

/**
 * struct fake_card - the card
 * @control: its controls, numid 1 and on
 * @count: how many
 * @err: of each write, an errno
 * @read_err: of everything that is read, an errno
 * @events: what is opened, to read events from; 0: none ever come
 * @log: "NUMID=VALUE " of each write, "again " of each command
 */
struct fake_card {
	struct fake_control *control;
	unsigned int count;
	int err;
	int read_err;
	int events;
	char log[FAKE_CARD_LOG];
};

extern struct fake_card fake_card;

#endif /* TEST_FAKECARD_H */
