/* SPDX-License-Identifier: GPL-2.0-only */
/* Devices and states as text for a person. */
#ifndef DONGLE_CTL_SHOW_H
#define DONGLE_CTL_SHOW_H

#include <stdio.h>

#include "select.h"

#define SHOW_PROTOCOL	16	/* those that an option sets, and those that none does */
#define SHOW_FIELDS	(SHOW_PROTOCOL + DONGLE_OPTIONS)
#define SHOW_LINE_MAX	256

/* Some of them. */
enum show_number {
	SHOW_MODE,
	SHOW_GAIN,
	SHOW_FILTER,
};

/**
 * show_field - the fields of a state, one by one
 * @n: below SHOW_FIELDS
 * @info: device
 * @name: result: the option without its dashes
 *
 * Return: USB_DONGLE_F_*, DONGLE_F_OPTION(), or 0 where the device has no such thing.
 */
u32 show_field(unsigned int n, const struct dongle_info *info, const char **name);

/**
 * show_change - one field that changed, with no line end
 * @line: result
 * @n: below SHOW_FIELDS
 * @info: device
 * @mask: fields that changed
 * @before: state before
 * @after: state after
 * @plain: in words, to be read aloud
 *
 * Return: false where this field is not in @mask.
 */
bool show_change(char line[SHOW_LINE_MAX], unsigned int n, const struct dongle_info *info,
		 u32 mask, const struct dongle_state *before, const struct dongle_state *after,
		 bool plain);

/**
 * show_list - one line per device
 * @out: where to
 * @found: devices
 * @n: how many
 */
void show_list(FILE *out, const struct candidate *found, int n);

/**
 * show_id - which device, with no line end
 * @out: where to
 * @id: device
 */
void show_id(FILE *out, const struct dongle_id *id);

/**
 * show_value - one field
 * @value: result
 * @n: below SHOW_FIELDS
 * @info: device
 * @state: its state
 */
void show_value(char value[SHOW_LINE_MAX], unsigned int n, const struct dongle_info *info,
		const struct dongle_state *state);

/**
 * show_changes - one line per field that changed
 * @out: where to
 * @info: device
 * @mask: fields to look at
 * @before: state before
 * @after: state after
 * @plain: in words, to be read aloud
 */
void show_changes(FILE *out, const struct dongle_info *info, u32 mask,
		  const struct dongle_state *before, const struct dongle_state *after,
		  bool plain);

#endif /* DONGLE_CTL_SHOW_H */
