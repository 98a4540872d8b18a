/* SPDX-License-Identifier: GPL-2.0-only */
/* Which device is meant. */
#ifndef DONGLE_CTL_SELECT_H
#define DONGLE_CTL_SELECT_H

#include <stdio.h>

#include "bus.h"

enum exit_code {
	EXIT_OK		= 0,
	EXIT_DEVICE	= 1,
	EXIT_USAGE	= 2,
	EXIT_NONE	= 3,
	EXIT_AMBIGUOUS	= 4,
	EXIT_PERMISSION	= 5,
	EXIT_FILE	= 6,
};

/**
 * struct selector - the device options; a device must match all that are given
 * @device: path, serial or id, or NULL
 * @serial: or NULL
 * @path: or NULL
 * @id: VVVV:PPPP, or NULL
 */
struct selector {
	const char *device;
	const char *serial;
	const char *path;
	const char *id;
};

/**
 * struct candidate - a device that matches
 * @id: which one it is
 * @dongle: open, or NULL
 * @err: why it is not open, -errno
 */
struct candidate {
	struct dongle_id id;
	struct dongle *dongle;
	int err;
};

/**
 * select_is_path - is this a place on a bus
 * @text: such as "1-1.2", or an interface there, "1-1.2:1.0"
 *
 * Return: whether it is.
 */
bool select_is_path(const char *text);

/**
 * select_is_id - is this a vendor and product id
 * @text: such as "1234:abcd"
 *
 * Return: whether it is.
 */
bool select_is_id(const char *text);

/**
 * select_matches - is this device meant
 * @selector: options, already checked
 * @id: device
 *
 * Return: whether it is.
 */
bool select_matches(const struct selector *selector, const struct dongle_id *id);

/**
 * select_ids - find all candidates that match, opening none
 * @bus: where to look
 * @selector: options
 * @ids: result, free() it
 *
 * Return: how many, or -errno.
 */
int select_ids(struct dongle_bus *bus, const struct selector *selector, struct dongle_id **ids);

/**
 * select_find - open all devices that match, drop those that are no dongle
 * @bus: where to look
 * @selector: options
 * @found: result, for select_free()
 *
 * Return: how many, or -errno.
 */
int select_find(struct dongle_bus *bus, const struct selector *selector, struct candidate **found);

/**
 * select_free - close what select_find() opened
 * @found: its result or NULL
 * @n: how many
 */
void select_free(struct candidate *found, int n);

/**
 * select_say_none - say that no device is there, or that none matches
 * @selector: options
 * @err: where to
 *
 * Return: EXIT_NONE.
 */
enum exit_code select_say_none(const struct selector *selector, FILE *err);

/**
 * select_say_ambiguous - name all that match
 * @found: devices
 * @n: how many
 * @err: where to
 *
 * Return: EXIT_AMBIGUOUS.
 */
enum exit_code select_say_ambiguous(const struct candidate *found, int n, FILE *err);

/**
 * select_say_failed - say that a device cannot be opened
 * @id: device
 * @error: -errno of dongle_open()
 * @err: where to
 *
 * Return: EXIT_PERMISSION or EXIT_DEVICE.
 */
enum exit_code select_say_failed(const struct dongle_id *id, int error, FILE *err);

/**
 * select_one - open the one device that is meant
 * @bus: where to look
 * @selector: options
 * @dongle: result on EXIT_OK, for dongle_close()
 * @err: where to say why not
 *
 * Return: EXIT_*.
 */
enum exit_code select_one(struct dongle_bus *bus, const struct selector *selector,
			  struct dongle **dongle, FILE *err);

#endif /* DONGLE_CTL_SELECT_H */
