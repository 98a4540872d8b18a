/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where the listening dose is kept: $XDG_STATE_HOME/dongle/dose, a line a day, readable by
 * its owner alone. Whoever adds holds a lock; whoever reads finds all of an old or a new file.
 */
#ifndef DONGLE_CTL_DOSEFILE_H
#define DONGLE_CTL_DOSEFILE_H

#include <stdbool.h>
#include <stdio.h>

#include "dose.h"

#define DOSEFILE_ERROR_MAX	512

/**
 * dosefile_open - open the folder, and make it where it is missing
 * @make: make it
 *
 * Return: a file descriptor or -errno; -ENOENT also where no home is known.
 */
int dosefile_open(bool make);

/**
 * dosefile_read - read the days
 * @folder: of dosefile_open()
 * @dose: result; empty where there are none
 * @why: result, where it is broken: file, line and what is wrong
 *
 * Return: 0, -EBADMSG where it is broken, or another -errno.
 */
int dosefile_read(int folder, struct dose *dose, char why[DOSEFILE_ERROR_MAX]);

/**
 * dosefile_add - add to one day; a broken file is put aside and a new one begun
 * @folder: of dosefile_open()
 * @more: day, exposure and seconds
 * @dose: result: all days
 * @why: result: what was wrong with a file put aside, else empty
 *
 * Return: 0 or -errno, and then nothing was added.
 */
int dosefile_add(int folder, const struct dose_day *more, struct dose *dose,
		 char why[DOSEFILE_ERROR_MAX]);

/**
 * dosefile_forget - remove all that is kept, and what was put aside
 * @folder: of dosefile_open()
 *
 * Return: how many files there were, or -errno.
 */
int dosefile_forget(int folder);

/**
 * dosefile_count_alone - let one program count what comes out of a dongle
 * @lock: of dosefile_lock()
 * @number: of the dongle, the same for all programs
 * @mine: take it, or leave it to others
 *
 * Return: whether it is this one.
 */
bool dosefile_count_alone(int lock, unsigned int number, bool mine);

/**
 * dosefile_lock - open the file of the locks
 * @folder: of dosefile_open()
 *
 * Return: a file descriptor or -errno.
 */
int dosefile_lock(int folder);

#endif /* DONGLE_CTL_DOSEFILE_H */
