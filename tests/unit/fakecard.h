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
 * @value: its only value, item or switch
 */
struct fake_control {
	const char *name;
	bool ours;
	long value;
};

/**
 * struct fake_card - the card
 * @control: its controls, numid 1 and on
 * @count: how many
 * @err: of each write, an errno
 * @log: "NUMID=VALUE " of each write, "again " of each command
 */
struct fake_card {
	struct fake_control *control;
	unsigned int count;
	int err;
	char log[FAKE_CARD_LOG];
};

extern struct fake_card fake_card;

#endif /* TEST_FAKECARD_H */
