/* SPDX-License-Identifier: GPL-2.0-only */
/* Devices and states as text for a person. */
#ifndef DONGLE_CTL_STATUS_H
#define DONGLE_CTL_STATUS_H

#include <stdio.h>

#include "select.h"

#define STATUS_FIELDS	7	/* that an option sets */

/**
 * status_field - the fields that an option sets, one by one
 * @n: below STATUS_FIELDS
 * @info: device
 * @name: result: the option without its dashes
 *
 * Return: USB_DONGLE_F_*.
 */
u32 status_field(unsigned int n, const struct dongle_info *info, const char **name);

/**
 * status_list - one line per device
 * @out: where to
 * @found: devices
 * @n: how many
 */
void status_list(FILE *out, const struct candidate *found, int n);

/**
 * status_show - a device and how it is
 * @out: where to
 * @dongle: device
 * @state: its state
 */
void status_show(FILE *out, const struct dongle *dongle, const struct dongle_state *state);

/**
 * status_changes - one line per field that changed
 * @out: where to
 * @info: device
 * @mask: fields to look at
 * @before: state before
 * @after: state after
 */
void status_changes(FILE *out, const struct dongle_info *info, u32 mask,
		    const struct dongle_state *before, const struct dongle_state *after);

#endif /* DONGLE_CTL_STATUS_H */
