/* SPDX-License-Identifier: GPL-2.0-only */
/* Signals that end a program which has something to put in order first. */
#ifndef DONGLE_CTL_SIGNALS_H
#define DONGLE_CTL_SIGNALS_H

#include <signal.h>
#include <stddef.h>

/**
 * signals_hold - have signals wait, and be told of them by poll
 * @signals: which
 * @n: how many
 * @before: result: the mask to go back to
 *
 * Return: a signalfd that does not block, or -errno: they do not wait.
 */
int signals_hold(const int *signals, size_t n, sigset_t *before);

/**
 * signals_taken - the signal that came
 * @fd: of signals_hold()
 *
 * Return: its number, for raise() in the end; 0: none came.
 */
int signals_taken(int fd);

#endif /* DONGLE_CTL_SIGNALS_H */
