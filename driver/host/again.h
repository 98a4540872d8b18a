/* SPDX-License-Identifier: GPL-2.0-only */
/* A device that is busy, or memory that is short: asked again, a few times. */
#ifndef USB_DONGLE_AGAIN_H
#define USB_DONGLE_AGAIN_H

#include <linux/errno.h>
#include <linux/jiffies.h>

#define AGAIN_TRIES	6
#define AGAIN_DELAY	(HZ / 2)

/**
 * again_delay - when to ask again, later each time
 * @tries: how often it failed in a row; counted here, 0 at the end
 * @err: how it went: 0 or a negative errno
 *
 * Return: jiffies from now, or 0: not again.
 */
static inline unsigned long again_delay(unsigned int *tries, int err)
{
	bool passes = err == -ETIMEDOUT || err == -EAGAIN || err == -ENOMEM;

	*tries = passes && *tries < AGAIN_TRIES ? *tries + 1 : 0;
	return *tries * AGAIN_DELAY;
}

#endif /* USB_DONGLE_AGAIN_H */
