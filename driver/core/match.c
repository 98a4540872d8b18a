// SPDX-License-Identifier: GPL-2.0-only
/*
 * What holds at every gain: limits that are meant at one of them, and outputs that are
 * kept equally loud.
 */
#include "state.h"

#define LEVELS		(USB_DONGLE_F_VOLUME(0) | USB_DONGLE_F_VOLUME(1))

/* What moves a level, or what the other one has to be. */
#define MATCHES_ANEW	(LEVELS | USB_DONGLE_F_GAIN | USB_DONGLE_F_MATCH | \
			 USB_DONGLE_F_LIMIT_GAIN | \
			 USB_DONGLE_F_LIMIT(0) | USB_DONGLE_F_LIMIT(1))

int dongle_state_on_grid(const struct dongle_output_info *out, int level)
{
	int steps = (level - out->volume_min) / out->volume_step;

	return out->volume_min + max(steps, 0) * out->volume_step;
}
EXPORT_SYMBOL_GPL(dongle_state_on_grid);

s16 dongle_state_top(const struct dongle_info *info, const struct dongle_state *state,
		     unsigned int out)
{
	const struct dongle_output_info *output = &info->output[out];
	int limit = state->output[out].limit, highest = output->volume_max;

	if (!(output->caps & USB_DONGLE_CAP_LIMIT))
		return highest;
	if (!(info->flags & USB_DONGLE_LIMIT_GAIN) || !state->limit_gain)
		return limit;
	limit -= info->gain_level[state->gain] - info->gain_level[state->limit_gain - 1];
	return min(dongle_state_on_grid(output, limit), highest);
}
EXPORT_SYMBOL_GPL(dongle_state_top);

u8 dongle_state_extras(const struct dongle_info *info)
{
	u8 any = info->output[USB_DONGLE_SE].caps | info->output[USB_DONGLE_BALANCED].caps;
	u8 both = info->output[USB_DONGLE_SE].caps & info->output[USB_DONGLE_BALANCED].caps;
	u8 extras = 0;

	if (both & USB_DONGLE_CAP_VOLUME && !(info->flags & USB_DONGLE_SHARED_LEVEL))
		extras |= USB_DONGLE_MATCH;
	if (any & USB_DONGLE_CAP_LIMIT && info->gains & (info->gains - 1))
		extras |= USB_DONGLE_LIMIT_GAIN;
	return extras;
}
EXPORT_SYMBOL_GPL(dongle_state_extras);

/* The level of the other output that is as loud as that of @out, on no grid. */
static int equal(const struct dongle_info *info, const struct dongle_state *state,
		 unsigned int out, unsigned int ch)
{
	int match = state->match[dongle_state_gain(info, state)];

	return state->output[out].volume[ch] + (out == USB_DONGLE_SE ? match : -match);
}

static bool follows(const struct dongle_info *info, const struct dongle_state *state,
		    unsigned int out, unsigned int ch)
{
	return state->output[out].volume[ch] ==
	       dongle_state_on_grid(&info->output[out], equal(info, state, !out, ch));
}

static unsigned int leader(const struct dongle_info *info, u32 mask,
			   const struct dongle_state *state, unsigned int ch)
{
	unsigned int out;

	for (out = 0; out < DONGLE_OUTPUTS; out++)
		if ((mask & LEVELS) == USB_DONGLE_F_VOLUME(out))
			return out;
	if (mask & LEVELS) /* the quieter */
		return equal(info, state, USB_DONGLE_SE, ch) >
		       state->output[USB_DONGLE_BALANCED].volume[ch];
	return state->active == BIT(USB_DONGLE_BALANCED);
}

static u8 match_channel(const struct dongle_info *info, u32 mask, struct dongle_state *state,
			unsigned int ch)
{
	unsigned int lead = leader(info, mask, state, ch);
	const struct dongle_output_info *other = &info->output[!lead];
	s16 *level = &state->output[lead].volume[ch], *follower = &state->output[!lead].volume[ch];
	int want = equal(info, state, lead, ch);
	s16 top = dongle_state_top(info, state, !lead);

	if (follows(info, state, lead, ch) || follows(info, state, !lead, ch))
		return USB_DONGLE_RESULT_OK;
	/* the next step of the grid above the top is too much */
	if (want < top + other->volume_step) {
		*follower = dongle_state_on_grid(other, want);
		return USB_DONGLE_RESULT_OK;
	}
	if (mask & LEVELS && *level > info->output[lead].volume_min)
		return USB_DONGLE_RESULT_LIMIT;
	*follower = top;
	*level = dongle_state_on_grid(&info->output[lead], equal(info, state, !lead, ch));
	return USB_DONGLE_RESULT_OK;
}

u8 dongle_state_match(const struct dongle_info *info, u32 mask, struct dongle_state *state)
{
	u8 result = USB_DONGLE_RESULT_OK;
	unsigned int ch;

	if (!(info->flags & USB_DONGLE_MATCH) || !state->matched || !(mask & MATCHES_ANEW))
		return result;
	for (ch = 0; ch < DONGLE_CHANNELS && result == USB_DONGLE_RESULT_OK; ch++)
		result = match_channel(info, mask, state, ch);
	return result;
}
