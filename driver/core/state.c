// SPDX-License-Identifier: GPL-2.0-only
#include "names.h"
#include "state.h"

/* Where each field lives. */
struct field {
	u32 mask;
	u8 offset;
	u8 size;
};

#define FIELD(m, f) { \
	.mask = (m), \
	.offset = offsetof(struct dongle_state, f), \
	.size = sizeof_field(struct dongle_state, f), \
}

static const struct field fields[] = {
	FIELD(USB_DONGLE_F_MODE, mode),
	FIELD(USB_DONGLE_F_ACTIVE, active),
	FIELD(USB_DONGLE_F_GAIN, gain),
	FIELD(USB_DONGLE_F_FILTER, filter),
	FIELD(USB_DONGLE_F_VOLUME(0), output[0].volume),
	FIELD(USB_DONGLE_F_LIMIT(0), output[0].limit),
	FIELD(USB_DONGLE_F_MUTE(0), output[0].mute),
	FIELD(USB_DONGLE_F_PLUG(0), output[0].plug),
	FIELD(USB_DONGLE_F_IMPEDANCE(0), output[0].impedance),
	FIELD(USB_DONGLE_F_VOLUME(1), output[1].volume),
	FIELD(USB_DONGLE_F_LIMIT(1), output[1].limit),
	FIELD(USB_DONGLE_F_MUTE(1), output[1].mute),
	FIELD(USB_DONGLE_F_PLUG(1), output[1].plug),
	FIELD(USB_DONGLE_F_IMPEDANCE(1), output[1].impedance),
	FIELD(USB_DONGLE_F_MATCH, matched),
	FIELD(USB_DONGLE_F_MATCH, match),
	FIELD(USB_DONGLE_F_LIMIT_GAIN, limit_gain),
	FIELD(DONGLE_F_OPTION(0), option[0]),
	FIELD(DONGLE_F_OPTION(1), option[1]),
	FIELD(DONGLE_F_OPTION(2), option[2]),
	FIELD(DONGLE_F_OPTION(3), option[3]),
};

/* Which capability of an output makes which field exist. */
static const struct {
	u8 cap;
	u32 field;
} cap_fields[] = {
	{ USB_DONGLE_CAP_VOLUME,	USB_DONGLE_F_VOLUME(0) },
	{ USB_DONGLE_CAP_MUTE,		USB_DONGLE_F_MUTE(0) },
	{ USB_DONGLE_CAP_LIMIT,		USB_DONGLE_F_LIMIT(0) },
	{ USB_DONGLE_CAP_DETECT,	USB_DONGLE_F_PLUG(0) },
	{ USB_DONGLE_CAP_IMPEDANCE,	USB_DONGLE_F_IMPEDANCE(0) },
};

#define READ_ONLY	(USB_DONGLE_F_ACTIVE | \
			 USB_DONGLE_F_PLUG(0) | USB_DONGLE_F_PLUG(1) | \
			 USB_DONGLE_F_IMPEDANCE(0) | USB_DONGLE_F_IMPEDANCE(1))

/* USB_DONGLE_RESULT_* */
static const int result_errno[] = {
	[USB_DONGLE_RESULT_OK]		= 0,
	[USB_DONGLE_RESULT_LENGTH]	= -EMSGSIZE,
	[USB_DONGLE_RESULT_MASK]	= -EOPNOTSUPP,
	[USB_DONGLE_RESULT_RANGE]	= -EINVAL,
	[USB_DONGLE_RESULT_LIMIT]	= -ERANGE,
	[USB_DONGLE_RESULT_DEVICE]	= -EIO,
};

static bool several(u8 bits)
{
	return bits & (bits - 1);
}

/* The only bit that is set: the choice of a device that offers none. */
static u8 lowest(u8 bits)
{
	u8 n = 0;

	while (bits && !(bits & BIT(n)))
		n++;
	return n;
}

u32 dongle_state_fields(const struct dongle_info *info)
{
	u32 mask = USB_DONGLE_F_ACTIVE;
	unsigned int out, i;

	if (several(info->modes))
		mask |= USB_DONGLE_F_MODE;
	if (several(info->gains))
		mask |= USB_DONGLE_F_GAIN;
	if (info->filters[0])
		mask |= USB_DONGLE_F_FILTER;
	if (info->flags & USB_DONGLE_MATCH)
		mask |= USB_DONGLE_F_MATCH;
	if (info->flags & USB_DONGLE_LIMIT_GAIN)
		mask |= USB_DONGLE_F_LIMIT_GAIN;
	for (out = 0; out < DONGLE_OUTPUTS; out++)
		for (i = 0; i < ARRAY_SIZE(cap_fields); i++)
			if (info->output[out].caps & cap_fields[i].cap)
				mask |= cap_fields[i].field << (8 * out);
	for (i = 0; i < DONGLE_OPTIONS; i++)
		if (info->options[i].count)
			mask |= DONGLE_F_OPTION(i);
	return mask;
}
EXPORT_SYMBOL_GPL(dongle_state_fields);

u32 dongle_state_writable(const struct dongle_info *info)
{
	return dongle_state_fields(info) & ~READ_ONLY;
}
EXPORT_SYMBOL_GPL(dongle_state_writable);

unsigned int dongle_state_filters(const struct dongle_info *info)
{
	unsigned int n = 0;

	while (n < USB_DONGLE_FILTERS && info->filters[n])
		n++;
	return n;
}
EXPORT_SYMBOL_GPL(dongle_state_filters);

u8 dongle_state_gain(const struct dongle_info *info, const struct dongle_state *state)
{
	return several(info->gains) ? state->gain : lowest(info->gains);
}
EXPORT_SYMBOL_GPL(dongle_state_gain);

u8 dongle_state_mode(const struct dongle_info *info, const struct dongle_state *state)
{
	return several(info->modes) ? state->mode : lowest(info->modes);
}
EXPORT_SYMBOL_GPL(dongle_state_mode);

static bool valid_level(const struct dongle_output_info *out, s16 level)
{
	return level >= out->volume_min && level <= out->volume_max &&
	       (level - out->volume_min) % out->volume_step == 0;
}

static bool valid_output(const struct dongle_output_info *info, u32 mask,
			 const struct dongle_output_state *out)
{
	u8 plugs = info->caps & USB_DONGLE_CAP_SHORT ? USB_DONGLE_PLUG_SHORTED :
						       USB_DONGLE_PLUG_PLUGGED;

	if (mask & USB_DONGLE_F_VOLUME(0) &&
	    !(valid_level(info, out->volume[0]) && valid_level(info, out->volume[1])))
		return false;
	if (mask & USB_DONGLE_F_LIMIT(0) && !valid_level(info, out->limit))
		return false;
	if (mask & USB_DONGLE_F_MUTE(0) && out->mute > 1)
		return false;
	return !(mask & USB_DONGLE_F_PLUG(0)) || out->plug <= plugs;
}

static bool valid_active(const struct dongle_info *info, u8 active)
{
	unsigned int out;

	for (out = 0; out < DONGLE_OUTPUTS; out++)
		if (info->output[out].connector == USB_DONGLE_CONNECTOR_NONE && active & BIT(out))
			return false;
	return active < BIT(DONGLE_OUTPUTS);
}

static bool has_gain(const struct dongle_info *info, u8 gain)
{
	return gain < USB_DONGLE_GAINS && info->gains & BIT(gain);
}

/* Those that are not of one output. */
static bool valid_common(const struct dongle_info *info, u32 mask, const struct dongle_state *state)
{
	if (mask & USB_DONGLE_F_MODE &&
	    (state->mode >= DONGLE_MODE_NAMES || !(info->modes & BIT(state->mode))))
		return false;
	if (mask & USB_DONGLE_F_GAIN && !has_gain(info, state->gain))
		return false;
	if (mask & USB_DONGLE_F_FILTER && state->filter >= dongle_state_filters(info))
		return false;
	if (mask & USB_DONGLE_F_MATCH && state->matched > 1)
		return false;
	return !(mask & USB_DONGLE_F_LIMIT_GAIN) || !state->limit_gain ||
	       has_gain(info, state->limit_gain - 1);
}

bool dongle_state_valid(const struct dongle_info *info, u32 mask, const struct dongle_state *state)
{
	unsigned int out, i;

	if (!valid_common(info, mask, state))
		return false;
	if (mask & USB_DONGLE_F_ACTIVE && !valid_active(info, state->active))
		return false;
	for (out = 0; out < DONGLE_OUTPUTS; out++)
		if (!valid_output(&info->output[out], mask >> (8 * out), &state->output[out]))
			return false;
	for (i = 0; i < DONGLE_OPTIONS; i++)
		if (mask & DONGLE_F_OPTION(i) && state->option[i] >= info->options[i].count)
			return false;
	return true;
}
EXPORT_SYMBOL_GPL(dongle_state_valid);

bool dongle_state_within_limits(const struct dongle_info *info, const struct dongle_state *state)
{
	const struct dongle_output_state *output;
	unsigned int out, ch;

	for (out = 0; out < DONGLE_OUTPUTS; out++) {
		output = &state->output[out];
		if (!(info->output[out].caps & USB_DONGLE_CAP_LIMIT))
			continue;
		for (ch = 0; ch < DONGLE_CHANNELS; ch++)
			if (output->volume[ch] > dongle_state_top(info, state, out))
				return false;
	}
	return true;
}

static void init_output(const struct dongle_output_info *info, struct dongle_output_state *out)
{
	int range = info->volume_max - info->volume_min;
	int level = 0;

	if (!(info->caps & USB_DONGLE_CAP_VOLUME))
		return;
	if (range > USB_DONGLE_START_LEVEL)
		level = (range - USB_DONGLE_START_LEVEL) / info->volume_step * info->volume_step;
	out->volume[0] = info->volume_min + level;
	out->volume[1] = out->volume[0];
	if (info->caps & USB_DONGLE_CAP_LIMIT)
		out->limit = info->volume_max;
}

void dongle_state_init(const struct dongle_info *info, struct dongle_state *state)
{
	unsigned int out;

	memset(state, 0, sizeof(*state));
	if (several(info->modes))
		state->mode = info->modes & BIT(USB_DONGLE_MODE_AUTO) ? USB_DONGLE_MODE_AUTO :
									lowest(info->modes);
	if (several(info->gains))
		state->gain = lowest(info->gains);
	for (out = 0; out < DONGLE_OUTPUTS; out++)
		init_output(&info->output[out], &state->output[out]);
}
EXPORT_SYMBOL_GPL(dongle_state_init);

/* A new limit or gain lowers the level, unless the same request sets that. */
static u8 apply_limit(const struct dongle_info *info, u32 mask, struct dongle_state *state,
		      unsigned int out)
{
	s16 top, *volume = state->output[out].volume;
	unsigned int ch;

	if (!(info->output[out].caps & USB_DONGLE_CAP_LIMIT))
		return USB_DONGLE_RESULT_OK;
	top = dongle_state_top(info, state, out);
	for (ch = 0; ch < DONGLE_CHANNELS; ch++) {
		if (volume[ch] <= top)
			continue;
		if (mask & USB_DONGLE_F_VOLUME(out))
			return USB_DONGLE_RESULT_LIMIT;
		volume[ch] = top;
	}
	return USB_DONGLE_RESULT_OK;
}

u8 dongle_state_apply(const struct dongle_info *info, const struct dongle_state *cur, u32 mask,
		      const struct dongle_state *set, struct dongle_state *next)
{
	struct dongle_state tmp = *cur;
	unsigned int out;
	u8 result;

	if (mask & ~dongle_state_writable(info))
		return USB_DONGLE_RESULT_MASK;
	if (!dongle_state_valid(info, mask, set))
		return USB_DONGLE_RESULT_RANGE;
	dongle_state_copy(&tmp, mask, set);
	for (out = 0; out < DONGLE_OUTPUTS; out++) {
		result = apply_limit(info, mask, &tmp, out);
		if (result != USB_DONGLE_RESULT_OK)
			return result;
	}
	result = dongle_state_match(info, mask, &tmp);
	if (result == USB_DONGLE_RESULT_OK)
		*next = tmp;
	return result;
}
EXPORT_SYMBOL_GPL(dongle_state_apply);

void dongle_state_copy(struct dongle_state *state, u32 mask, const struct dongle_state *from)
{
	const struct field *f;

	for (f = fields; f < fields + ARRAY_SIZE(fields); f++)
		if (mask & f->mask)
			memcpy((u8 *)state + f->offset, (const u8 *)from + f->offset, f->size);
}
EXPORT_SYMBOL_GPL(dongle_state_copy);

u32 dongle_state_diff(const struct dongle_state *a, const struct dongle_state *b)
{
	const struct field *f;
	u32 mask = 0;

	for (f = fields; f < fields + ARRAY_SIZE(fields); f++)
		if (memcmp((const u8 *)a + f->offset, (const u8 *)b + f->offset, f->size))
			mask |= f->mask;
	return mask;
}
EXPORT_SYMBOL_GPL(dongle_state_diff);

/* Outputs that may be live: they exist and are not shorted. */
static u8 sound_outputs(const struct dongle_info *info, const struct dongle_state *state)
{
	unsigned int out;
	u8 active = 0;

	for (out = 0; out < DONGLE_OUTPUTS; out++)
		if (info->output[out].connector != USB_DONGLE_CONNECTOR_NONE &&
		    state->output[out].plug != USB_DONGLE_PLUG_SHORTED)
			active |= BIT(out);
	return active;
}

/* Outputs that exist and cannot say whether something is plugged. */
static u8 blind_outputs(const struct dongle_info *info)
{
	unsigned int out;
	u8 blind = 0;

	for (out = 0; out < DONGLE_OUTPUTS; out++)
		if (info->output[out].connector != USB_DONGLE_CONNECTOR_NONE &&
		    !(info->output[out].caps & USB_DONGLE_CAP_DETECT))
			blind |= BIT(out);
	return blind;
}

static unsigned int preferred(const struct dongle_state *state, enum dongle_priority priority,
			      unsigned int last)
{
	bool se = state->output[USB_DONGLE_SE].plug == USB_DONGLE_PLUG_PLUGGED;
	bool balanced = state->output[USB_DONGLE_BALANCED].plug == USB_DONGLE_PLUG_PLUGGED;

	if (se != balanced)
		return se ? USB_DONGLE_SE : USB_DONGLE_BALANCED;
	switch (priority) {
	case DONGLE_PRIORITY_FIRST:
		return !last;
	case DONGLE_PRIORITY_LAST:
		return last;
	default:
		return USB_DONGLE_BALANCED;
	}
}

u8 dongle_state_route(const struct dongle_info *info, const struct dongle_state *state,
		      enum dongle_priority priority, unsigned int last)
{
	u8 sound = sound_outputs(info, state);
	unsigned int out;

	if (!info->modes)
		return sound;
	if (dongle_state_mode(info, state) != USB_DONGLE_MODE_AUTO)
		return sound & BIT(dongle_state_mode(info, state));
	out = preferred(state, priority, last);
	if (state->output[out].plug != USB_DONGLE_PLUG_PLUGGED)
		return sound & blind_outputs(info);
	return sound & BIT(out);
}
EXPORT_SYMBOL_GPL(dongle_state_route);

static void lower_output(struct dongle_output_state *out, const struct dongle_output_state *next)
{
	unsigned int ch;

	for (ch = 0; ch < DONGLE_CHANNELS; ch++)
		out->volume[ch] = min(out->volume[ch], next->volume[ch]);
	out->limit = next->limit;
}

static void lower(const struct dongle_info *info, struct dongle_state *state,
		  const struct dongle_state *next)
{
	unsigned int out;

	for (out = 0; out < DONGLE_OUTPUTS; out++)
		lower_output(&state->output[out], &next->output[out]);
	if (info->gain_level[next->gain] < info->gain_level[state->gain])
		state->gain = next->gain;
	state->filter = next->filter;
	state->limit_gain = next->limit_gain;
}

static void close_outputs(struct dongle_state *state, const struct dongle_state *next)
{
	unsigned int out;

	state->mode = next->mode;
	state->active &= next->active;
	for (out = 0; out < DONGLE_OUTPUTS; out++) {
		state->output[out].mute |= next->output[out].mute;
		state->output[out].plug = next->output[out].plug;
		state->output[out].impedance = next->output[out].impedance;
	}
}

unsigned int dongle_state_steps(const struct dongle_info *info, const struct dongle_state *cur,
				const struct dongle_state *next,
				struct dongle_state steps[DONGLE_STEPS_MAX])
{
	struct dongle_state way[DONGLE_STEPS_MAX];
	unsigned int i, n = 0;

	way[0] = *cur;
	close_outputs(&way[0], next);
	way[1] = way[0];
	lower(info, &way[1], next);
	/* raise: all of the end but what is still to be opened */
	way[2] = *next;
	way[2].active = way[1].active;
	for (i = 0; i < DONGLE_OUTPUTS; i++)
		way[2].output[i].mute = way[1].output[i].mute;
	way[3] = *next;

	for (i = 0; i < DONGLE_STEPS_MAX; i++) {
		if (!dongle_state_diff(n ? &steps[n - 1] : cur, &way[i]))
			continue;
		steps[n++] = way[i];
	}
	return n;
}
EXPORT_SYMBOL_GPL(dongle_state_steps);

unsigned int dongle_state_item(u8 choices, u8 choice)
{
	unsigned int i, n = 0;

	for (i = 0; i < choice; i++)
		n += !!(choices & BIT(i));
	return n;
}
EXPORT_SYMBOL_GPL(dongle_state_item);

int dongle_state_choice(u8 choices, unsigned int item, u8 *choice)
{
	u8 i;

	for (i = 0; i < 8; i++) {
		if (!(choices & BIT(i)) || item--)
			continue;
		*choice = i;
		return 0;
	}
	return -EINVAL;
}
EXPORT_SYMBOL_GPL(dongle_state_choice);

unsigned int dongle_state_level_output(const struct dongle_info *info, unsigned int out)
{
	return info->flags & USB_DONGLE_SHARED_LEVEL ? 0 : out;
}
EXPORT_SYMBOL_GPL(dongle_state_level_output);

int dongle_state_errno(u8 result)
{
	return result < ARRAY_SIZE(result_errno) ? result_errno[result] : -EIO;
}
EXPORT_SYMBOL_GPL(dongle_state_errno);

u8 dongle_state_result(int err)
{
	u8 result;

	for (result = 0; result < ARRAY_SIZE(result_errno); result++)
		if (result_errno[result] == err)
			return result;
	return USB_DONGLE_RESULT_DEVICE;
}
EXPORT_SYMBOL_GPL(dongle_state_result);
