// SPDX-License-Identifier: GPL-2.0-only
/* How the state changes: by the host, by the device's own controls, by a plug. */
#include "f_dongle.h"
#include "../core/codec.h"

#define CREATE_TRACE_POINTS
#include "trace.h"

int f_dongle_set_levels(struct f_dongle *dongle, const struct dongle_state *state)
{
	const struct dongle_state *cur = &dongle->core.state;
	int err, first = 0;
	unsigned int out;

	lockdep_assert_held(&dongle->core.lock);
	for (out = 0; out < DONGLE_OUTPUTS; out++) {
		if (!dongle->level[out].control[0])
			continue;
		err = f_dongle_level_set(&dongle->level[out], state->output[out].volume);
		dongle->unset = (dongle->unset & ~BIT(out)) | (err ? BIT(out) : 0);
		first = first ?: err;
	}
	/* a card that is gone plays nothing: only who sets its level hears of it */
	if (first == -ENODEV && cur != state &&
	    !(dongle_state_diff(cur, state) & (USB_DONGLE_F_VOLUME(0) | USB_DONGLE_F_VOLUME(1))))
		return 0;
	return first;
}

static int apply(struct f_dongle *dongle, const struct dongle_state *state)
{
	int err = f_dongle_set_levels(dongle, state);

	if (!err)
		err = dongle->stage ? dongle->stage->ops->apply(dongle->stage, state) : -ENODEV;
	trace_dongle_stage(dongle, state, err);
	return err;
}

int f_dongle_settle(struct f_dongle *dongle)
{
	const struct dongle_state *state = &dongle->core.state;
	int err = f_dongle_set_levels(dongle, state), stage_err;

	/* a card that is gone plays nothing */
	if (!dongle->stage || f_dongle_stage_is_virtual(dongle) || (err && err != -ENODEV))
		return err;
	stage_err = dongle->stage->ops->apply(dongle->stage, state);
	return err ?: stage_err;
}

/* @next comes back with the outputs that are live in it. */
static int change(struct f_dongle *dongle, struct dongle_state *next)
{
	const struct dongle_state *cur = &dongle->core.state;
	struct dongle_state steps[DONGLE_STEPS_MAX];
	unsigned int i, n;
	int err;

	next->active = dongle_state_route(&dongle->core.info, next, dongle->priority,
					  dongle->last);
	n = dongle_state_steps(&dongle->core.info, cur, next, steps);
	for (i = 0; i < n; i++) {
		err = apply(dongle, &steps[i]);
		if (err) {
			if (apply(dongle, cur))
				f_dongle_settle_soon(dongle);
			return err;
		}
	}
	return 0;
}

/* The device's own controls. */
static int f_dongle_write(struct snd_dongle *core, u32 mask, struct dongle_state *next)
{
	struct f_dongle *dongle = container_of(core, struct f_dongle, core);
	int err = change(dongle, next);

	if (!err)
		f_dongle_report(dongle, dongle_state_diff(&core->state, next), next);
	return err;
}

const struct snd_dongle_ops f_dongle_ops = {
	.write = f_dongle_write,
};

static bool can_sense(const struct dongle_output_info *info, u8 plug)
{
	switch (plug) {
	case USB_DONGLE_PLUG_EMPTY:
		return true;
	case USB_DONGLE_PLUG_SHORTED:
		return info->caps & USB_DONGLE_CAP_SHORT;
	default:
		return info->caps & USB_DONGLE_CAP_DETECT;
	}
}

static void set_plug(const struct f_dongle *dongle, struct dongle_state *state, unsigned int out,
		     u8 plug)
{
	struct dongle_output_state *output = &state->output[out];

	output->plug = plug;
	output->impedance = 0;
	if (plug == USB_DONGLE_PLUG_PLUGGED &&
	    dongle->core.info.output[out].caps & USB_DONGLE_CAP_IMPEDANCE)
		output->impedance = dongle->virt.impedance[out];
}

static bool drives_hardware(const struct f_dongle *dongle)
{
	return !f_dongle_stage_is_virtual(dongle) || dongle->level[USB_DONGLE_SE].control[0] ||
	       dongle->level[USB_DONGLE_BALANCED].control[0];
}

/* What is plugged now becomes part of @state. */
static void sense(struct f_dongle *dongle, struct dongle_state *state)
{
	struct f_dongle_stage *stage = dongle->stage;
	u8 plug[DONGLE_OUTPUTS] = {};
	unsigned int out;

	if (stage && stage->ops->sense) {
		stage->ops->sense(stage, plug);
		for (out = 0; out < DONGLE_OUTPUTS; out++)
			if (can_sense(&dongle->core.info.output[out], plug[out]))
				set_plug(dongle, state, out, plug[out]);
	}
	state->active = dongle_state_route(&dongle->core.info, state, dongle->priority,
					   dongle->last);
}

void f_dongle_reset(struct f_dongle *dongle)
{
	struct dongle_info *info = &dongle->core.info;
	struct dongle_state *state = &dongle->core.state;
	struct dongle_state before = *state;
	unsigned int out;

	lockdep_assert_held(&dongle->core.lock);
	/* half written: the next attribute, or none, makes it whole */
	info->flags &= USB_DONGLE_SHARED_LEVEL;
	if (dongle_codec_check_info(info))
		return;
	info->flags |= dongle_state_extras(info);
	dongle_state_init(info, state);
	/* what is plugged stays plugged */
	for (out = 0; out < DONGLE_OUTPUTS; out++)
		if (can_sense(&info->output[out], before.output[out].plug))
			set_plug(dongle, state, out, before.output[out].plug);
	sense(dongle, state);
	if (drives_hardware(dongle) && apply(dongle, state))
		f_dongle_settle_soon(dongle);
}

static void keep(struct f_dongle *dongle, const struct dongle_state *next)
{
	u32 cause = dongle_state_diff(&dongle->core.state, next);

	if (!cause)
		return;
	f_dongle_report(dongle, cause, next);
	snd_dongle_update(&dongle->core, next);
}

void f_dongle_bring_back(struct f_dongle *dongle)
{
	struct dongle_state next = dongle->core.state;

	lockdep_assert_held(&dongle->core.lock);
	sense(dongle, &next);
	if (apply(dongle, &next))
		f_dongle_settle_soon(dongle);
	keep(dongle, &next);
}

int f_dongle_levels_moved(struct f_dongle *dongle)
{
	const struct dongle_info *info = &dongle->core.info;
	struct dongle_state set = dongle->core.state, next;
	int err, first = 0;
	unsigned int out;
	u32 mask;

	lockdep_assert_held(&dongle->core.lock);
	for (out = 0; out < DONGLE_OUTPUTS; out++) {
		/* one that we could not set is not what anybody wants */
		if (!dongle->level[out].control[0] || dongle->unset & BIT(out))
			continue;
		err = f_dongle_level_get(&dongle->level[out], &info->output[out],
					 set.output[out].volume);
		first = first ?: err;
	}
	mask = dongle_state_diff(&dongle->core.state, &set);
	if (!mask)
		return first;
	/* above its limit, or out of the range; or the other output cannot follow */
	if (!dongle_state_apply(info, &dongle->core.state, mask, &set, &next) &&
	    (!dongle_state_diff(&set, &next) || !apply(dongle, &next)))
		keep(dongle, &next);
	else if (f_dongle_set_levels(dongle, &dongle->core.state))
		f_dongle_settle_soon(dongle);
	return first;
}

static int set_state(struct f_dongle *dongle, const struct dongle_set *set,
		     struct dongle_state *next)
{
	u8 result = dongle_state_apply(&dongle->core.info, &dongle->core.state, set->mask,
				       &set->state, next);

	return dongle_state_errno(result) ?: change(dongle, next);
}

void f_dongle_receive(struct f_dongle *dongle, const void *buf, unsigned int len)
{
	struct dongle_set set = {};
	struct dongle_state next;
	int err;

	mutex_lock(&dongle->core.lock);
	next = dongle->core.state;
	err = dongle_codec_parse_set(&set, buf, len);
	if (!err)
		err = set_state(dongle, &set, &next);
	if (err)
		next = dongle->core.state;
	f_dongle_report_result(dongle, dongle_state_result(err), set.tag);
	/* the host waits for one, even if nothing changed */
	f_dongle_report(dongle, dongle_state_diff(&dongle->core.state, &next), &next);
	snd_dongle_update(&dongle->core, &next);
	mutex_unlock(&dongle->core.lock);
}

int f_dongle_sense(struct f_dongle *dongle, unsigned int out, u8 plug)
{
	struct dongle_state next = dongle->core.state;
	int err;

	lockdep_assert_held(&dongle->core.lock);
	if (!can_sense(&dongle->core.info.output[out], plug))
		return -EOPNOTSUPP;
	if (plug == USB_DONGLE_PLUG_PLUGGED && next.output[out].plug != plug)
		dongle->last = out;
	set_plug(dongle, &next, out, plug);

	err = change(dongle, &next);
	if (!err)
		keep(dongle, &next);
	return err;
}
