/* SPDX-License-Identifier: GPL-2.0-only */
/* Devices and states as JSON for a program, schema 1. */
#ifndef DONGLE_CTL_JSON_H
#define DONGLE_CTL_JSON_H

#include <stdio.h>

#include "doseshow.h"
#include "estimate.h"
#include "select.h"
#include "stage.h"

#define JSON_SCHEMA	1

/**
 * json_list - devices
 * @out: where to
 * @found: devices
 * @n: how many
 *
 * Return: 0 or -errno.
 */
int json_list(FILE *out, const struct candidate *found, int n);

/**
 * json_show - a device and how it is
 * @out: where to
 * @dongle: device
 * @state: its state
 * @stage: of its sound card
 * @estimate: how loud it is
 * @dose: what was heard so far
 *
 * Return: 0 or -errno.
 */
int json_show(FILE *out, const struct dongle *dongle, const struct dongle_state *state,
	      const struct stage *stage, const struct estimate *estimate,
	      const struct doseshow *dose);

/**
 * json_changes - json_show() and what changed
 * @out: where to
 * @dongle: device
 * @mask: fields to look at
 * @before: state before
 * @after: state after
 * @dry_run: only what would be
 *
 * Return: 0 or -errno.
 */
int json_changes(FILE *out, const struct dongle *dongle, u32 mask,
		 const struct dongle_state *before, const struct dongle_state *after, bool dry_run);

/**
 * json_match - write how outputs are matched
 * @out: where to
 * @dongle: device
 * @state: its state after it
 * @match: 1/256 dB, balanced minus SE, for each gain
 * @ohm: of the load, 0 unknown
 * @kept: the device keeps them matched
 * @dry_run: nothing was sent
 *
 * Return: 0 or -errno.
 */
int json_match(FILE *out, const struct dongle *dongle, const struct dongle_state *state,
	       const s16 match[USB_DONGLE_GAINS], double ohm, bool kept, bool dry_run);

/**
 * json_presence - a device that appeared, with its state, or is gone; one line
 * @out: where to
 * @event: event
 *
 * Return: 0 or -errno.
 */
int json_presence(FILE *out, const struct dongle_event *event);

/**
 * json_all - devices and how they are
 * @out: where to
 * @found: devices
 * @reports: of those that are open
 * @stages: of their sound cards
 * @estimates: how loud they are
 * @n: how many
 * @dose: what was heard so far, or NULL
 *
 * Return: 0 or -errno.
 */
int json_all(FILE *out, const struct candidate *found, const struct dongle_report *reports,
	     const struct stage *stages, const struct estimate *estimates, int n,
	     const struct doseshow *dose);

#endif /* DONGLE_CTL_JSON_H */
