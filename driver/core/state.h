/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rules by which a state may change. Nothing here keeps anything: each
 * function maps states to states.
 */
#ifndef DONGLE_STATE_H
#define DONGLE_STATE_H

#include "model.h"

/* At most: mute, lower, raise, unmute. */
#define DONGLE_STEPS_MAX	4

/* Which output is live when both are plugged in Auto mode. */
enum dongle_priority {
	DONGLE_PRIORITY_BALANCED,	/* balanced first */
	DONGLE_PRIORITY_FIRST,		/* first come */
	DONGLE_PRIORITY_LAST,		/* last come */
	DONGLE_PRIORITIES
};

/**
 * dongle_state_fields - the fields that exist on a device
 * @info: the device
 *
 * Return: mask of USB_DONGLE_F_*, read-only ones included.
 */
u32 dongle_state_fields(const struct dongle_info *info);

/**
 * dongle_state_writable - the fields that SET_STATE may name
 * @info: the device
 *
 * Return: mask of USB_DONGLE_F_*.
 */
u32 dongle_state_writable(const struct dongle_info *info);

/**
 * dongle_state_filters - how many filters a device has
 * @info: the device
 *
 * Return: number of leading entries of @info->filters.
 */
unsigned int dongle_state_filters(const struct dongle_info *info);

/**
 * dongle_state_gain - the gain in use, also where there is nothing to select
 * @info: the device
 * @state: its state
 *
 * Return: USB_DONGLE_GAIN_*.
 */
u8 dongle_state_gain(const struct dongle_info *info, const struct dongle_state *state);

/**
 * dongle_state_mode - the mode in use, also where there is nothing to select
 * @info: the device; @info->modes is not 0
 * @state: its state
 *
 * Return: USB_DONGLE_MODE_*.
 */
u8 dongle_state_mode(const struct dongle_info *info, const struct dongle_state *state);

/**
 * dongle_state_valid - does the device have every value of a state
 * @info: the device
 * @mask: fields to look at
 * @state: their values
 *
 * Return: whether it has.
 */
bool dongle_state_valid(const struct dongle_info *info, u32 mask, const struct dongle_state *state);

/**
 * dongle_state_top - the highest level that an output may have now: its effective limit
 * @info: the device
 * @state: its gain and limits
 * @out: output, one with a volume
 *
 * Return: 1/256 dB, on the grid.
 */
s16 dongle_state_top(const struct dongle_info *info, const struct dongle_state *state,
		     unsigned int out);

/**
 * dongle_state_on_grid - a level, rounded down to one that an output could have
 * @out: output, one with a volume
 * @level: 1/256 dB
 *
 * Return: 1/256 dB, at least @out->volume_min; above @out->volume_max the grid goes on.
 */
int dongle_state_on_grid(const struct dongle_output_info *out, int level);

/**
 * dongle_state_extras - what else a device can do that has the rest of a description
 * @info: the device
 *
 * Return: mask of USB_DONGLE_MATCH and USB_DONGLE_LIMIT_GAIN.
 */
u8 dongle_state_extras(const struct dongle_info *info);

/**
 * dongle_state_match - make both outputs equally loud, where they are matched
 * @info: the device
 * @mask: fields that were set
 * @state: with those, all levels within their limits; @state->active as before
 *
 * Return: USB_DONGLE_RESULT_OK, or RESULT_LIMIT: an output would have to pass its limit.
 */
u8 dongle_state_match(const struct dongle_info *info, u32 mask, struct dongle_state *state);

/**
 * dongle_state_within_limits - is every level at most its limit
 * @info: the device
 * @state: all of it
 *
 * Return: whether it is.
 */
bool dongle_state_within_limits(const struct dongle_info *info, const struct dongle_state *state);

/**
 * dongle_state_init - the state of a device that has none stored
 * @info: the device
 * @state: result: lowest gain, quietest sensible level, nothing plugged
 */
void dongle_state_init(const struct dongle_info *info, struct dongle_state *state);

/**
 * dongle_state_apply - what a SET_STATE makes of a state, all or nothing
 * @info: the device
 * @cur: state before
 * @mask: fields to set
 * @set: their values
 * @next: result, written on success only; may be @cur. @next->active is not
 *        decided here: see dongle_state_route().
 *
 * Return: USB_DONGLE_RESULT_*.
 */
u8 dongle_state_apply(const struct dongle_info *info, const struct dongle_state *cur, u32 mask,
		      const struct dongle_state *set, struct dongle_state *next);

/**
 * dongle_state_copy - copy some fields, with no checks
 * @state: copied to
 * @mask: fields to copy
 * @from: copied from
 */
void dongle_state_copy(struct dongle_state *state, u32 mask, const struct dongle_state *from);

/**
 * dongle_state_diff - which fields differ
 * @a: one state
 * @b: another
 *
 * Return: mask of USB_DONGLE_F_*.
 */
u32 dongle_state_diff(const struct dongle_state *a, const struct dongle_state *b);

/**
 * dongle_state_route - which outputs are live
 * @info: the device
 * @state: mode and plugs
 * @priority: who wins when both are plugged in Auto mode
 * @last: the output that was plugged last
 *
 * Return: mask of 1 << output; 0 or one bit.
 */
u8 dongle_state_route(const struct dongle_info *info, const struct dongle_state *state,
		      enum dongle_priority priority, unsigned int last);

/**
 * dongle_state_steps - the way from one state to another that is never louder
 *			than both ends
 * @info: the device
 * @cur: state before
 * @next: state after
 * @steps: result, the states to go through in order, the last is @next
 *
 * Return: number of steps, 0 when nothing differs.
 */
unsigned int dongle_state_steps(const struct dongle_info *info, const struct dongle_state *cur,
				const struct dongle_state *next,
				struct dongle_state steps[DONGLE_STEPS_MAX]);

/**
 * dongle_state_item - which one of the choices that exist a choice is
 * @choices: mask of 1 << choice
 * @choice: one of them
 *
 * Return: its number among them, from 0.
 */
unsigned int dongle_state_item(u8 choices, u8 choice);

/**
 * dongle_state_choice - the reverse of dongle_state_item()
 * @choices: mask of 1 << choice
 * @item: number among them
 * @choice: result; as it was where there is none
 *
 * Return: 0, or -EINVAL: there are not so many.
 */
int dongle_state_choice(u8 choices, unsigned int item, u8 *choice);

/**
 * dongle_state_level_output - whose volume, limit and mute an output obeys
 * @info: the device
 * @out: output
 *
 * Return: @out, or 0 where one attenuator serves both.
 */
unsigned int dongle_state_level_output(const struct dongle_info *info, unsigned int out);

/**
 * dongle_state_errno - a result as an errno
 * @result: USB_DONGLE_RESULT_*
 *
 * Return: 0 or a negative errno, one for each result.
 */
int dongle_state_errno(u8 result);

/**
 * dongle_state_result - an errno as a result
 * @err: 0 or a negative errno
 *
 * Return: USB_DONGLE_RESULT_*; RESULT_DEVICE for any that is not ours.
 */
u8 dongle_state_result(int err);

#endif /* DONGLE_STATE_H */
