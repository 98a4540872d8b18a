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

/* No level is above what was asked, or above what it was where nothing was. */
static bool louder(u32 mask, const struct dongle_state *cur, const struct dongle_state *set,
		   const struct dongle_state *next)
{
	const struct dongle_state *asked;
	unsigned int out, ch;

	for (out = 0; out < DONGLE_OUTPUTS; out++) {
		asked = mask & USB_DONGLE_F_VOLUME(out) ? set : cur;
		for (ch = 0; ch < DONGLE_CHANNELS; ch++)
			if (next->output[out].volume[ch] > asked->output[out].volume[ch])
				return true;
	}
	return false;
}

/* A limit that is set may lower the level beside it. */
static u32 may_change(u32 mask)
{
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
	PROPERTY(!louder(mask, cur, &set, next), "nothing gets louder than was asked");
	PROPERTY(fuzz_obeys(info, next), "no level passes its limit");
	PROPERTY(!(dongle_state_diff(cur, next) & ~may_change(mask)),
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
