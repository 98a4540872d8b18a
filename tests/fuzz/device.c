// SPDX-License-Identifier: GPL-2.0-only
/*
 * Devices and states that are made up, and what <linux/usb/dongle.h> says of any,
 * written once more: nothing here calls the code that is judged by it.
 */
#include "fuzz.h"

#define LEVEL_CAPS	(USB_DONGLE_CAP_VOLUME | USB_DONGLE_CAP_MUTE | USB_DONGLE_CAP_LIMIT)

static void make_levels(struct fuzz *fuzz, struct dongle_output_info *out)
{
	unsigned int room;

	out->volume_min = -(int)fuzz_below(fuzz, 32769);
	out->volume_step = 1 + fuzz_below(fuzz, 1024);
	room = (32767 - out->volume_min) / out->volume_step;
	out->volume_max = out->volume_min + fuzz_below(fuzz, room + 1) * out->volume_step;
}

static void make_output(struct fuzz *fuzz, struct dongle_output_info *out, bool level)
{
	unsigned int i;

	out->connector = fuzz_byte(fuzz);
	out->caps = fuzz_byte(fuzz) & 0x3f;
	if (!level)
		out->caps &= ~LEVEL_CAPS;
	if (!out->connector)
		out->caps = 0;
	if (!(out->caps & USB_DONGLE_CAP_VOLUME))
		out->caps &= ~USB_DONGLE_CAP_LIMIT;
	if (!(out->caps & USB_DONGLE_CAP_DETECT))
		out->caps &= ~(USB_DONGLE_CAP_SHORT | USB_DONGLE_CAP_IMPEDANCE);
	if (out->caps & USB_DONGLE_CAP_VOLUME)
		make_levels(fuzz, out);
	for (i = 0; i < USB_DONGLE_GAINS; i++)
		out->full_scale[i] = fuzz_below(fuzz, 65536);
	out->source_impedance = fuzz_below(fuzz, 65536);
}

static void make_choices(struct fuzz *fuzz, struct dongle_info *info)
{
	unsigned int i, n = fuzz_below(fuzz, USB_DONGLE_FILTERS + 1);

	info->modes = fuzz_byte(fuzz) & 7;
	info->gains = fuzz_byte(fuzz) & 7;
	for (i = 0; i < USB_DONGLE_GAINS; i++)
		info->gain_level[i] = -(int)fuzz_below(fuzz, 32769);
	for (i = 0; i < n; i++)
		info->filters[i] = fuzz_byte(fuzz);
}

void fuzz_info(struct fuzz *fuzz, struct dongle_info *info)
{
	struct dongle_output_info *o = info->output;

	memset(info, 0, sizeof(*info));
	info->version = USB_DONGLE_VERSION;
	info->flags = fuzz_byte(fuzz) & 7;
	make_choices(fuzz, info);
	make_output(fuzz, &o[0], true);
	make_output(fuzz, &o[1], !(info->flags & 1));
	if (!o[0].connector && !o[1].connector)
		o[0].connector = USB_DONGLE_CONNECTOR_TRS_35;
	info->modes &= ~((!o[0].connector << 0) | (!o[1].connector << 1));
	if (!((o[0].caps | o[1].caps) & USB_DONGLE_CAP_DETECT))
		info->modes &= ~(1 << USB_DONGLE_MODE_AUTO);
	if (info->flags & 1 || !(o[0].caps & o[1].caps & USB_DONGLE_CAP_VOLUME))
		info->flags &= ~2;
	if (!((o[0].caps | o[1].caps) & USB_DONGLE_CAP_LIMIT) || !(info->gains & (info->gains - 1)))
		info->flags &= ~4;
}

int fuzz_top(const struct dongle_info *info, const struct dongle_state *state, unsigned int out)
{
	const struct dongle_output_info *o = &info->output[out];
	int limit = state->output[out].limit, level = o->volume_min, max = o->volume_max;

	if (!(o->caps & USB_DONGLE_CAP_LIMIT))
		return o->volume_max;
	if (!state->limit_gain)
		return limit;
	limit -= info->gain_level[state->gain] - info->gain_level[state->limit_gain - 1];
	while (level + o->volume_step <= min(limit, max))
		level += o->volume_step;
	return level;
}

/* dB of the balanced level above that which is as loud as that of SE. */
int fuzz_apart(const struct dongle_info *info, const struct dongle_state *state, unsigned int ch)
{
	unsigned int gain = state->gain;

	if (!(info->gains & (info->gains - 1)))
		gain = info->gains & 4 ? 2 : info->gains & 2 ? 1 : 0;
	return state->output[1].volume[ch] - state->output[0].volume[ch] - state->match[gain];
}

bool fuzz_is_matched(const struct dongle_info *info, const struct dongle_state *state)
{
	const struct dongle_output_info *se = &info->output[0], *balanced = &info->output[1];
	unsigned int ch;
	int apart;

	for (ch = 0; ch < DONGLE_CHANNELS && state->matched; ch++) {
		apart = fuzz_apart(info, state, ch);
		if (apart <= -balanced->volume_step &&
		    state->output[0].volume[ch] != se->volume_min)
			return false;
		if (apart >= se->volume_step &&
		    state->output[1].volume[ch] != balanced->volume_min)
			return false;
	}
	return true;
}

/* One of the bits that are set; 0 where there is none to choose from. */
static u8 choose(struct fuzz *fuzz, u8 bits)
{
	u8 n = fuzz_below(fuzz, 8);

	if (!(bits & (bits - 1)))
		return 0;
	while (!(bits >> n & 1))
		n = (n + 1) % 8;
	return n;
}

static s16 choose_level(struct fuzz *fuzz, const struct dongle_output_info *info)
{
	unsigned int n = (info->volume_max - info->volume_min) / info->volume_step;

	return info->volume_min + fuzz_below(fuzz, n + 1) * info->volume_step;
}

static void make_output_state(struct fuzz *fuzz, const struct dongle_output_info *info,
			      struct dongle_output_state *o)
{
	unsigned int ch;

	for (ch = 0; ch < DONGLE_CHANNELS && info->caps & USB_DONGLE_CAP_VOLUME; ch++)
		o->volume[ch] = choose_level(fuzz, info);
	if (info->caps & USB_DONGLE_CAP_LIMIT)
		o->limit = choose_level(fuzz, info);
	if (info->caps & USB_DONGLE_CAP_MUTE)
		o->mute = fuzz_byte(fuzz) & 1;
	if (info->caps & USB_DONGLE_CAP_DETECT)
		o->plug = fuzz_below(fuzz, info->caps & USB_DONGLE_CAP_SHORT ? 3 : 2);
	if (info->caps & USB_DONGLE_CAP_IMPEDANCE)
		o->impedance = fuzz_below(fuzz, 65536);
}

static unsigned int filters(const struct dongle_info *info)
{
	return strnlen((const char *)info->filters, USB_DONGLE_FILTERS);
}

static void make_extras(struct fuzz *fuzz, const struct dongle_info *info,
			struct dongle_state *state)
{
	unsigned int i;

	if (info->flags & USB_DONGLE_MATCH)
		state->matched = fuzz_byte(fuzz) & 1;
	for (i = 0; i < USB_DONGLE_GAINS && info->flags & USB_DONGLE_MATCH; i++)
		state->match[i] = fuzz_byte(fuzz) & 1 ? (int)fuzz_below(fuzz, 4096) - 2048 :
							(int)fuzz_below(fuzz, 65536) - 32768;
	if (info->flags & USB_DONGLE_LIMIT_GAIN && fuzz_byte(fuzz) & 1)
		state->limit_gain = 1 + choose(fuzz, info->gains);
}

void fuzz_state(struct fuzz *fuzz, const struct dongle_info *info, struct dongle_state *state)
{
	unsigned int i;

	memset(state, 0, sizeof(*state));
	state->mode = choose(fuzz, info->modes);
	state->gain = choose(fuzz, info->gains);
	if (filters(info))
		state->filter = fuzz_below(fuzz, filters(info));
	for (i = 0; i < DONGLE_OPTIONS; i++)
		if (info->options[i].count)
			state->option[i] = fuzz_below(fuzz, info->options[i].count);
	for (i = 0; i < DONGLE_OUTPUTS; i++) {
		make_output_state(fuzz, &info->output[i], &state->output[i]);
		if (info->output[i].connector)
			state->active |= (fuzz_byte(fuzz) & 1) << i;
		if (state->output[i].plug == USB_DONGLE_PLUG_SHORTED)
			state->active &= ~(1 << i);
	}
	if (info->mono)
		state->output[0].volume[1] = state->output[0].volume[0];
	make_extras(fuzz, info, state);
	for (i = 0; i < 2 * DONGLE_OUTPUTS; i++)
		if (info->output[i / 2].caps & USB_DONGLE_CAP_LIMIT)
			state->output[i / 2].volume[i % 2] =
				min((int)state->output[i / 2].volume[i % 2],
				    fuzz_top(info, state, i / 2));
}

static bool sensible_output(const struct dongle_output_info *out)
{
	bool volume = out->caps & USB_DONGLE_CAP_VOLUME, limit = out->caps & USB_DONGLE_CAP_LIMIT;
	bool detect = out->caps & USB_DONGLE_CAP_DETECT;
	int level = out->volume_min;

	if (out->connector == USB_DONGLE_CONNECTOR_NONE)
		return !out->caps;
	if ((limit && !volume) ||
	    (out->caps & (USB_DONGLE_CAP_SHORT | USB_DONGLE_CAP_IMPEDANCE) && !detect))
		return false;
	if (!volume)
		return true;
	while (out->volume_step && level < out->volume_max)
		level += out->volume_step;
	return out->volume_step && out->volume_min <= 0 && level == out->volume_max;
}

bool fuzz_sensible(const struct dongle_info *info)
{
	const struct dongle_output_info *se = &info->output[0], *balanced = &info->output[1];

	if (!sensible_output(se) || !sensible_output(balanced) ||
	    (!se->connector && !balanced->connector))
		return false;
	if ((info->modes & 1 && !se->connector) || (info->modes & 2 && !balanced->connector))
		return false;
	if (info->modes & 4 && !((se->caps | balanced->caps) & USB_DONGLE_CAP_DETECT))
		return false;
	if (info->flags & 2 && !(se->caps & balanced->caps & USB_DONGLE_CAP_VOLUME))
		return false;
	if (info->flags & 4 && (!((se->caps | balanced->caps) & USB_DONGLE_CAP_LIMIT) ||
				!(info->gains & (info->gains - 1))))
		return false;
	return info->modes < 8 && info->gains < 8 && info->flags < 8 &&
	       !(info->flags & 1 && balanced->caps & LEVEL_CAPS);
}

static bool has_level(const struct dongle_output_info *info, bool exists, int level)
{
	int i = info->volume_min;

	if (!exists)
		return !level;
	while (i < info->volume_max && i != level)
		i += info->volume_step;
	return i == level;
}

static bool has_output(const struct dongle_output_info *info, const struct dongle_output_state *o)
{
	u8 plugs = !(info->caps & USB_DONGLE_CAP_DETECT) ? 0 :
		   info->caps & USB_DONGLE_CAP_SHORT ? 2 : 1;
	bool volume = info->caps & USB_DONGLE_CAP_VOLUME;

	return has_level(info, volume, o->volume[0]) && has_level(info, volume, o->volume[1]) &&
	       has_level(info, info->caps & USB_DONGLE_CAP_LIMIT, o->limit) &&
	       o->mute <= !!(info->caps & USB_DONGLE_CAP_MUTE) && o->plug <= plugs &&
	       (info->caps & USB_DONGLE_CAP_IMPEDANCE || !o->impedance);
}

/* @value is 0 where there is nothing to choose from. */
static bool has_choice(u8 bits, u8 value)
{
	if (!(bits & (bits - 1)))
		return !value;
	return value < 8 && bits >> value & 1;
}

bool fuzz_has(const struct dongle_info *info, const struct dongle_state *state)
{
	unsigned int i;

	if (!has_choice(info->modes, state->mode) || !has_choice(info->gains, state->gain) ||
	    state->filter >= filters(info) + !filters(info) || state->active > 3)
		return false;
	for (i = 0; i < DONGLE_OUTPUTS; i++)
		if (!has_output(&info->output[i], &state->output[i]) ||
		    (state->active >> i & 1 && !info->output[i].connector))
			return false;
	if (state->matched > !!(info->flags & 2) || state->limit_gain > 3 ||
	    (state->limit_gain &&
	     !(info->flags & 4 && info->gains >> (state->limit_gain - 1) & 1)))
		return false;
	for (i = 0; i < USB_DONGLE_GAINS; i++)
		if (state->match[i] && !(info->flags & 2))
			return false;
	for (i = 0; i < DONGLE_OPTIONS; i++)
		if (state->option[i] >= info->options[i].count + !info->options[i].count)
			return false;
	return true;
}

bool fuzz_obeys(const struct dongle_info *info, const struct dongle_state *state)
{
	const struct dongle_output_state *o = state->output;
	unsigned int i;

	for (i = 0; i < DONGLE_OUTPUTS; i++)
		if (info->output[i].caps & USB_DONGLE_CAP_LIMIT &&
		    (o[i].volume[0] > fuzz_top(info, state, i) ||
		     o[i].volume[1] > fuzz_top(info, state, i)))
			return false;
	return true;
}

bool fuzz_above(const struct dongle_state *a, const struct dongle_state *b)
{
	unsigned int out, ch;

	for (out = 0; out < DONGLE_OUTPUTS; out++)
		for (ch = 0; ch < DONGLE_CHANNELS; ch++)
			if (a->output[out].volume[ch] > b->output[out].volume[ch])
				return true;
	return false;
}
