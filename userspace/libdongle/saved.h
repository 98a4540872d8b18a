/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The settings of a dongle kept in a file of config_state_dir(), one file a
 * dongle, to be found again by config_read().
 *
 * A file is named for what identifies the dongle: VVVV-PPPP+SERIAL.conf, or
 * VVVV-PPPP@PATH.conf for one without a serial number, or both,
 * VVVV-PPPP+SERIAL@PATH.conf, for one whose serial number another of the same
 * model has too. Bytes of SERIAL other than letters, digits, '.' and '-' are
 * written _HH; one that gets too long is cut, and _ and its hash follow.
 */
#ifndef LIBDONGLE_SAVED_H
#define LIBDONGLE_SAVED_H

#include "bus.h"

#define SAVED_NAME_MAX	256	/* bytes of a file name */
#define SAVED_LOCK	".lock"	/* stays in the folder; of no meaning to who reads */

/**
 * saved_by - what tells a dongle from all others that are there
 * @bus: where to look; nothing is opened
 * @id: the dongle
 *
 * Return: mask of DONGLE_BY_*, or -errno.
 */
int saved_by(struct dongle_bus *bus, const struct dongle_id *id);

/**
 * saved_name - the file for a dongle
 * @name: result
 * @id: the dongle
 * @by: mask of DONGLE_BY_*
 */
void saved_name(char name[SAVED_NAME_MAX], const struct dongle_id *id, int by);

/**
 * saved_write - keep the settings of a dongle: all that can be set, limits only
 *		 where there is one
 * @dongle: the dongle
 * @state: its settings
 * @by: how it shall be recognised; a file that would count more is removed
 *
 * Headphones that the old file names stay. The file has either its old content or all of
 * the new one at any moment.
 *
 * Return: 0 or -errno, and then the old file is as it was; where the disk fails at the very
 * end it may be the new one.
 */
int saved_write(const struct dongle *dongle, const struct dongle_state *state, int by);

/**
 * saved_keep - dongle_save(), by this user
 * @dongle: device
 *
 * Return: see there.
 */
int saved_keep(struct dongle *dongle);

/**
 * saved_remove - dongle_forget(), by this user
 * @dongle: device
 *
 * Return: see there.
 */
int saved_remove(struct dongle *dongle);

#endif /* LIBDONGLE_SAVED_H */
