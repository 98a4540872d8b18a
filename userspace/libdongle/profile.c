// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>

#include "advice.h"
#include "loudness.h"
#include "profile.h"
#include "state.h"

#define ROUNDING	0.000001	/* of 1/256 dB: what computing adds is no step */

bool profile_known(const struct dongle_info *info, const struct figures *headphones)
{
	struct advice advice;

	return advice_make(&advice, info, headphones);
}

/* A row is of the highest level, but of full scale where that is higher. */
static double level_of_rows(const struct dongle_output_info *o)
{
	return min(o->volume_max, 0) / LOUDNESS_PER_DB;
}

/* Return: false where one of the outputs of a level is not known. */
static bool find_loudest(const struct advice *advice, unsigned int out, double *reach)
{
	const struct advice_row *row;
	unsigned int i;

	*reach = -INFINITY;
	for (i = 0; i < DONGLE_OUTPUTS; i++)
		if (dongle_state_level_output(advice->info, i) == out && advice->unknown[i])
			return false;
	for (row = advice->row; row < advice->row + advice->rows; row++)
		if (dongle_state_level_output(advice->info, row->output) == out)
			*reach = fmax(*reach, row->reach);
	return *reach > -INFINITY;
}

enum profile_result profile_level(const struct dongle_info *info,
				  const struct figures *headphones, unsigned int out, double spl,
				  s16 *level, double *lowest)
{
	const struct dongle_output_info *o = &info->output[out];
	struct advice advice;
	double reach, want;

	if (!advice_make(&advice, info, headphones) || !find_loudest(&advice, out, &reach))
		return PROFILE_UNKNOWN;
	reach -= level_of_rows(o);
	*lowest = reach + o->volume_min / LOUDNESS_PER_DB;
	want = (spl - reach) * LOUDNESS_PER_DB + ROUNDING;
	if (want < o->volume_min)
		return PROFILE_TOO_LOUD;
	if (want >= o->volume_max)
		*level = o->volume_max;
	else
		*level = dongle_state_on_grid(o, floor(want));
	return PROFILE_OK;
}

/* Return: USB_DONGLE_MODE_*, or -1: the one that it has. */
static int choose_mode(const struct advice *advice)
{
	const u8 both = BIT(USB_DONGLE_MODE_SE) | BIT(USB_DONGLE_MODE_BALANCED);
	const struct dongle_info *info = advice->info;
	unsigned int i;

	for (i = 0; i < DONGLE_OUTPUTS; i++)
		if (info->output[i].connector == USB_DONGLE_CONNECTOR_NONE ||
		    info->output[i].caps & USB_DONGLE_CAP_DETECT)
			return -1;
	if ((info->modes & both) != both || advice->best < 0)
		return -1;
	return advice->row[advice->best].output == USB_DONGLE_SE ? USB_DONGLE_MODE_SE :
								   USB_DONGLE_MODE_BALANCED;
}

static bool is_served(const struct dongle_info *info, unsigned int output, u8 mode)
{
	if (!info->modes)
		return true;
	return mode == USB_DONGLE_MODE_SE ? output == USB_DONGLE_SE :
	       mode == USB_DONGLE_MODE_BALANCED ? output == USB_DONGLE_BALANCED : true;
}

/* The least that is enough everywhere, else the loudest. Return: -1: nothing is known. */
static int choose_gain(const struct advice *advice, u8 mode)
{
	const struct advice_row *row;
	unsigned int gain;
	u8 known = 0, soft = 0;

	for (row = advice->row; row < advice->row + advice->rows; row++) {
		if (!is_served(advice->info, row->output, mode))
			continue;
		known |= BIT(row->gain);
		if (row->against & ADVICE_SOFT)
			soft |= BIT(row->gain);
	}
	for (gain = 0; gain < USB_DONGLE_GAINS; gain++)
		if (known & ~soft & BIT(gain) || (known >> gain) == 1)
			return gain;
	return -1;
}

/* Return: false where the levels cannot fall by what the gain rises; then none did. */
static bool lower_levels(const struct dongle_info *info, u8 from, u8 to,
			 struct dongle_state *next, u32 *chosen)
{
	struct dongle_state lowered = *next;
	struct level_range range;
	unsigned int out, ch;
	u32 mask = 0;
	int delta;

	if (info->gain_level[from] == DONGLE_LEVEL_UNKNOWN ||
	    info->gain_level[to] == DONGLE_LEVEL_UNKNOWN)
		return false;
	delta = info->gain_level[from] - info->gain_level[to];
	for (out = 0; out < DONGLE_OUTPUTS; out++) {
		if (info->output[out].connector == USB_DONGLE_CONNECTOR_NONE ||
		    dongle_state_level_output(info, out) != out)
			continue;
		if (!(info->output[out].caps & USB_DONGLE_CAP_VOLUME))
			return false;
		range = level_range_of(info, next, out);
		for (ch = 0; ch < DONGLE_CHANNELS; ch++)
			if (!level_add(&range, delta, &lowered.output[out].volume[ch]))
				return false;
		mask |= USB_DONGLE_F_VOLUME(out);
	}
	*next = lowered;
	*chosen |= mask;
	return true;
}

static void apply_gain(const struct advice *advice, const struct dongle_state *cur,
		       struct dongle_state *next, u32 *chosen)
{
	const struct dongle_info *info = advice->info;
	u8 from = dongle_state_gain(info, cur);
	int to = choose_gain(advice, dongle_state_mode(info, next));

	if (!info->gains || to < 0 || to == from)
		return;
	if (to > from && !lower_levels(info, from, to, next, chosen))
		return;
	next->gain = to;
	*chosen |= USB_DONGLE_F_GAIN;
}

static void apply_limit(const struct dongle_info *info, const struct request *request,
			unsigned int out, bool asked, struct dongle_state *next, u32 *chosen)
{
	s16 *limit = &next->output[out].limit, level = info->output[out].volume_min;
	double lowest;

	if (profile_level(info, &request->headphones, out, FIGURES_TARGET, &level, &lowest) ==
	    PROFILE_UNKNOWN)
		return;
	*limit = asked ? min(*limit, level) : level;
	*chosen |= USB_DONGLE_F_LIMIT(out);
}

u32 profile_apply(const struct dongle_info *info, const struct dongle_state *cur,
		  const struct request *request, u32 asked, struct dongle_state *next)
{
	struct advice advice;
	unsigned int out;
	u32 chosen = 0;
	int mode;

	advice_make(&advice, info, &request->headphones);
	mode = choose_mode(&advice);
	if (request->leaves & REQUEST_LEAVES_MODE && mode >= 0) {
		next->mode = mode;
		chosen |= USB_DONGLE_F_MODE;
	}
	if (request->leaves & REQUEST_LEAVES_GAIN)
		apply_gain(&advice, cur, next, &chosen);
	for (out = 0; out < DONGLE_OUTPUTS; out++)
		if (request->leaves & REQUEST_LEAVES_LIMIT(out) &&
		    info->output[out].caps & USB_DONGLE_CAP_LIMIT)
			apply_limit(info, request, out, asked & USB_DONGLE_F_LIMIT(out), next,
				    &chosen);
	return chosen;
}
