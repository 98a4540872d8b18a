/* SPDX-License-Identifier: GPL-2.0-only */
/* Devices and states as text for a person. */
#ifndef DONGLE_CTL_SHOW_H
#define DONGLE_CTL_SHOW_H

#include <stdio.h>

#include "select.h"

#define SHOW_FIELDS	9	/* that an option sets */

/**
 * show_field - the fields that an option sets, one by one
 * @n: below SHOW_FIELDS
 * @info: device
 * @name: result: the option without its dashes
 *
 * Return: USB_DONGLE_F_*.
 */
u32 show_field(unsigned int n, const struct dongle_info *info, const char **name);

/**
 * show_list - one line per device
 * @out: where to
 * @found: devices
 * @n: how many
 */
void show_list(FILE *out, const struct candidate *found, int n);

/**
 * show_status - a device and how it is
 * @out: where to
 * @dongle: device
 * @state: its state
 */
void show_status(FILE *out, const struct dongle *dongle, const struct dongle_state *state);

/**
 * show_changes - one line per field that changed
 * @out: where to
 * @info: device
 * @mask: fields to look at
 * @before: state before
 * @after: state after
 */
void show_changes(FILE *out, const struct dongle_info *info, u32 mask,
		  const struct dongle_state *before, const struct dongle_state *after);

#endif /* DONGLE_CTL_SHOW_H */
