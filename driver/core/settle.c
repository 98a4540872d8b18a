// SPDX-License-Identifier: GPL-2.0-only
/*
 * A level that rises right after the outputs were switched waits a moment, and
 * is forgotten if another one follows. Sound servers set the level of the old
 * output on the new one, which is live by then, and its own right after.
 */
#include "core.h"
#include "state.h"

#define SETTLE	msecs_to_jiffies(250)

void snd_dongle_switched(struct snd_dongle *dongle)
{
	lockdep_assert_held(&dongle->lock);
	dongle->settled = jiffies + SETTLE;
}

void snd_dongle_forget(struct snd_dongle *dongle, u32 fields)
{
	lockdep_assert_held(&dongle->lock);
	dongle->waiting &= ~fields;
}

const struct dongle_output_state *snd_dongle_asked(const struct snd_dongle *dongle,
						   unsigned int out)
{
	const struct dongle_state *state =
		dongle->waiting & USB_DONGLE_F_VOLUME(out) ? &dongle->asked : &dongle->state;

	return &state->output[out];
}

/* Of each channel the lower one, which is what may be set now. Return: is it less than asked? */
static bool lower(struct dongle_output_state *now, const struct dongle_output_state *state)
{
	bool less = false;
	unsigned int ch;

	for (ch = 0; ch < DONGLE_CHANNELS; ch++) {
		if (now->volume[ch] <= state->volume[ch])
			continue;
		now->volume[ch] = state->volume[ch];
		less = true;
	}
	return less;
}

int snd_dongle_set_volume(struct snd_dongle *dongle, unsigned int out,
			  const struct dongle_state *set)
{
	u32 field = USB_DONGLE_F_VOLUME(out);
	struct dongle_state now = *set;
	bool differs, wait = false;
	int err;

	mutex_lock(&dongle->lock);
	differs = memcmp(snd_dongle_asked(dongle, out)->volume, set->output[out].volume,
			 sizeof(set->output[out].volume));
	if (time_before(jiffies, dongle->settled))
		wait = lower(&now.output[out], &dongle->state.output[out]);
	snd_dongle_forget(dongle, field);
	err = snd_dongle_write_locked(dongle, field, &now, field);
	if (err >= 0 && wait) {
		memcpy(dongle->asked.output[out].volume, set->output[out].volume,
		       sizeof(set->output[out].volume));
		dongle->waiting |= field;
		mod_delayed_work(system_long_wq, &dongle->settle_work, SETTLE);
	}
	mutex_unlock(&dongle->lock);
	return err < 0 ? err : differs;
}

void snd_dongle_settle_work(struct work_struct *work)
{
	struct snd_dongle *dongle = container_of(work, struct snd_dongle, settle_work.work);
	u32 fields;
	int err;

	mutex_lock(&dongle->lock);
	fields = dongle->waiting;
	snd_dongle_forget(dongle, fields);
	err = snd_dongle_write_locked(dongle, fields, &dongle->asked, fields);
	/* who asked was told that it is done */
	if (err < 0 && dongle->card)
		snd_dongle_ctl_notify(dongle, fields);
	mutex_unlock(&dongle->lock);
}
