/* SPDX-License-Identifier: GPL-2.0-only */
/* Whether a sound card plays: what the kernel says, which asks the device nothing. */
#ifndef DONGLE_CTL_PLAYING_H
#define DONGLE_CTL_PLAYING_H

#include <stdbool.h>

/* A test has its own. */
extern const char *playing_folder;

/**
 * playing_now - look for a playback stream that runs
 * @card: its number
 *
 * Return: whether there is one.
 */
bool playing_now(int card);

#endif /* DONGLE_CTL_PLAYING_H */
