/* SPDX-License-Identifier: GPL-2.0-only */
/* From what was asked and what is there to one SET_STATE, or to why not. */
#ifndef LIBDONGLE_PLAN_H
#define LIBDONGLE_PLAN_H

#include "request.h"

/**
 * struct plan - what to send
 * @mask: USB_DONGLE_F_* for SET_STATE; 0: all is as asked already
 * @follows: fields that change with them: levels that a limit lowers
 * @counted: limits of @mask that come from dB SPL
 * @state: values
 * @error: why it cannot be done, where plan_make() says so
 */
struct plan {
	u32 mask;
	u32 follows;
	u32 counted;
	struct dongle_state state;
	char error[ERROR_TEXT_MAX];
};

/**
 * plan_make - work out what to send
 * @plan: result
 * @info: device
 * @cur: its state
 * @request: what was asked; of files, only what differs is sent
 *
 * Return: false with @plan->error written.
 */
bool plan_make(struct plan *plan, const struct dongle_info *info, const struct dongle_state *cur,
	       const struct request *request);

/**
 * plan_one_level - is there one level only, so that it needs no output's name
 * @info: device
 * @out: result: the output that carries it
 *
 * Return: whether there is.
 */
bool plan_one_level(const struct dongle_info *info, unsigned int *out);

/**
 * plan_field - the field that a setting is of
 * @info: device
 * @setting: which
 *
 * Return: USB_DONGLE_F_*, or 0 where the device has no such thing.
 */
u32 plan_field(const struct dongle_info *info, enum setting setting);

#endif /* LIBDONGLE_PLAN_H */
