/* SPDX-License-Identifier: GPL-2.0-only */
/* What a dongle says that it has. */
#ifndef DONGLE_PROMISE_H
#define DONGLE_PROMISE_H

#include "card.h"

/* Bits of promise.output.caps, as <linux/usb/dongle.h> has them. */
#define CAP_VOLUME	0x01
#define CAP_MUTE	0x02
#define CAP_LIMIT	0x04
#define CAP_DETECT	0x08
#define CAP_SHORT	0x10
#define CAP_IMPEDANCE	0x20

/**
 * struct promise - what there is to control
 * @shared: one level serves both outputs
 * @modes: how many
 * @gains: how many
 * @filters: how many
 * @output: of SE and balanced: what it can, its levels in 1/256 dB
 */
struct promise {
	bool shared;
	unsigned int modes;
	unsigned int gains;
	unsigned int filters;
	struct {
		unsigned int caps;
		int min, max, step;
	} output[OUTPUTS];
};

/**
 * promise_read - ask the device at the other end of the cable, or see how it was made here
 * @card: of END_HOST or END_DEVICE
 * @promise: result
 *
 * Return: NULL, or what failed.
 */
const char *promise_read(const struct card *card, struct promise *promise);

#endif /* DONGLE_PROMISE_H */
