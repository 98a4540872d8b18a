// SPDX-License-Identifier: GPL-2.0-only
/* driver/core/state.c: what a request makes of a state, and the way there. */
#include "codec.h"
#include "fuzz.h"
#include "state.h"
#include "../unit/steps.h"

#define POISON	0xa5

/* Fields of which only some bits exist, so that wild masks are not all refused at once. */
static u32 make_mask(struct fuzz *fuzz, const struct dongle_info *info)
{
	u32 mask;

	fuzz_fill(fuzz, &mask, sizeof(mask));
	return fuzz_byte(fuzz) & 7 ? mask & dongle_state_writable(info) : mask;
}

/* Values that the device has, or any at all. */
static void make_set(struct fuzz *fuzz, const struct dongle_info *info, struct dongle_state *set)
{
	if (fuzz_byte(fuzz) & 3)
		fuzz_state(fuzz, info, set);
	else
		fuzz_fill(fuzz, set, sizeof(*set));
}

#define MOVES	(VOLUMES | USB_DONGLE_F_LIMIT(0) | USB_DONGLE_F_LIMIT(1) | \
		 USB_DONGLE_F_GAIN | USB_DONGLE_F_LIMIT_GAIN | USB_DONGLE_F_MATCH)
#define VOLUMES	(USB_DONGLE_F_VOLUME(0) | USB_DONGLE_F_VOLUME(1))

/*
 * No level is above what was asked, or above what it was where nothing was. But a matched
 * one that follows may be as loud as the other: never as loud as the one that leads.
 */
static bool louder(const struct dongle_info *info, u32 mask, const struct dongle_state *cur,
		   const struct dongle_state *set, const struct dongle_state *next)
{
	bool one = (mask & VOLUMES) && (mask & VOLUMES) != VOLUMES;
	const struct dongle_state *asked;
	unsigned int out, ch, leader;
	int apart;

	leader = mask & VOLUMES ? !(mask & USB_DONGLE_F_VOLUME(0)) : cur->active == 2;
	for (out = 0; out < DONGLE_OUTPUTS; out++) {
		asked = mask & USB_DONGLE_F_VOLUME(out) ? set : cur;
		for (ch = 0; ch < DONGLE_CHANNELS; ch++) {
			if (next->output[out].volume[ch] <= asked->output[out].volume[ch])
				continue;
			if (!next->matched || out == leader || (!one && mask & VOLUMES))
				return true;
			apart = fuzz_apart(info, next, ch);
			if ((out ? apart : -apart) > 0 &&
			    next->output[out].volume[ch] != info->output[out].volume_min)
				return next->output[leader].volume[ch] !=
				       info->output[leader].volume_min &&
				       (out ? apart : -apart) >= info->output[leader].volume_step;
		}
	}
	return false;
}

/* What is asked of one output is what comes, if it is not refused. */
static bool as_asked(u32 mask, const struct dongle_state *set, const struct dongle_state *next)
{
	unsigned int out;

	for (out = 0; out < DONGLE_OUTPUTS; out++)
		if ((mask & VOLUMES) == USB_DONGLE_F_VOLUME(out) &&
		    memcmp(set->output[out].volume, next->output[out].volume,
			   sizeof(set->output[out].volume)))
			return false;
	return true;
}

/* A limit or a gain that is set may lower levels, and matched ones follow. */
static u32 may_change(u32 mask, const struct dongle_state *next)
{
	if ((next->matched && mask & MOVES) ||
	    (next->limit_gain && mask & (USB_DONGLE_F_GAIN | USB_DONGLE_F_LIMIT_GAIN)) ||
	    mask & USB_DONGLE_F_LIMIT_GAIN)
		return mask | VOLUMES;
	return mask | (mask & USB_DONGLE_F_LIMIT(0) ? USB_DONGLE_F_VOLUME(0) : 0) |
	       (mask & USB_DONGLE_F_LIMIT(1) ? USB_DONGLE_F_VOLUME(1) : 0);
}

/* Return: whether @next is the state after it. */
static bool check_apply(struct fuzz *fuzz, const struct dongle_info *info,
			const struct dongle_state *cur, struct dongle_state *next)
{
	struct dongle_state set, same = *cur;
	u32 mask = make_mask(fuzz, info);
	u8 result;

	make_set(fuzz, info, &set);
	memset(next, POISON, sizeof(*next));
	result = dongle_state_apply(info, cur, mask, &set, next);
	PROPERTY(!result || fuzz_is(next, sizeof(*next), POISON),
		 "a request that is refused changes nothing");
	PROPERTY(result <= USB_DONGLE_RESULT_LIMIT &&
		 (result == USB_DONGLE_RESULT_MASK) == !!(mask & ~dongle_state_writable(info)),
		 "a field that does not exist is refused, and called so");
	PROPERTY(dongle_state_apply(info, &same, mask, &set, &same) == result &&
		 !dongle_state_diff(&same, result ? cur : next),
		 "a state may be changed in its place");
	if (result)
		return false;
	PROPERTY(fuzz_has(info, next), "a request makes no state that the device cannot have");
	PROPERTY(!louder(info, mask, cur, &set, next), "nothing gets louder than was asked");
	PROPERTY(fuzz_obeys(info, next), "no level passes its limit");
	PROPERTY(as_asked(mask, &set, next), "what is set of one output is what it gets");
	PROPERTY(fuzz_is_matched(info, next) || !(mask & MOVES),
		 "matched outputs are equally loud within a step");
	PROPERTY(!(dongle_state_diff(cur, next) & ~may_change(mask, next)),
		 "nothing changes but what was asked, and levels below a new limit");
	return true;
}

static void check_route(struct fuzz *fuzz, const struct dongle_info *info,
			struct dongle_state *state)
{
	unsigned int priority = fuzz_below(fuzz, DONGLE_PRIORITIES), last = fuzz_below(fuzz, 2);
	u8 active = dongle_state_route(info, state, priority, last);
	unsigned int out;

	for (out = 0; out < DONGLE_OUTPUTS; out++)
		PROPERTY(!(active >> out & 1) ||
			 (info->output[out].connector && state->output[out].plug < 2),
			 "no output is live that does not exist or is shorted");
	PROPERTY(active < 4 && (!info->modes || state->mode == 2 || active != 3),
		 "one output at a time, where there is a mode that says so");
	state->active = active;
}

static void check_init(const struct dongle_info *info)
{
	struct dongle_state state;
	unsigned int out;

	dongle_state_init(info, &state);
	PROPERTY(fuzz_has(info, &state) && fuzz_obeys(info, &state),
		 "a device starts with a state that it can have");
	for (out = 0; out < DONGLE_OUTPUTS; out++) {
		const struct dongle_output_info *o = &info->output[out];

		if (o->caps & USB_DONGLE_CAP_VOLUME)
			PROPERTY(state.output[out].volume[0] == o->volume_min ||
				 state.output[out].volume[0] <= o->volume_max - 60 * 256,
				 "a device starts softly");
	}
	PROPERTY(!(info->gains & (info->gains - 1)) ||
		 !(info->gains & ((1 << state.gain) - 1)), "a device starts at its lowest gain");
}

void fuzz_start(void)
{
}

void fuzz_one(struct fuzz *fuzz)
{
	struct dongle_state cur, next;
	struct dongle_info info;
	const char *fault;

	fuzz_info(fuzz, &info);
	PROPERTY(!dongle_codec_check_info(&info), "a description that makes sense is taken");
	check_init(&info);
	fuzz_state(fuzz, &info, &cur);
	PROPERTY(dongle_state_valid(&info, ~0U & dongle_state_fields(&info), &cur),
		 "a state that the device has is valid");
	if (!check_apply(fuzz, &info, &cur, &next))
		return;
	check_route(fuzz, &info, &next);
	fault = steps_fault(&info, &cur, &next);
	if (fault)
		fprintf(stderr, "fuzz: %s\n", fault);
	PROPERTY(!fault, "on the way nothing is louder than at both ends");
}
