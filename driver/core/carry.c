// SPDX-License-Identifier: GPL-2.0-only
/*
 * Each output keeps its own level. When a sound server switches outputs, it sets the
 * level of the old one on the new one, which is live by then, and the new one's own
 * level after that; PulseAudio not before what it has buffered was played, up to 2 s
 * later, and not at all if it hears of its first change meanwhile. So the first is
 * refused.
 */
#include <linux/jiffies.h>
#include "core.h"
#include "state.h"

#define SWITCHING	msecs_to_jiffies(250)

void snd_dongle_switched(struct snd_dongle *dongle)
{
	lockdep_assert_held(&dongle->lock);
	dongle->switching = get_jiffies_64() + SWITCHING;
	dongle->untouched = BIT(DONGLE_OUTPUTS) - 1;
}

/* Servers set one channel after the other, each to the nearest step. */
static bool is_carried_over(const struct snd_dongle *dongle, unsigned int out,
			    const s16 set[DONGLE_CHANNELS])
{
	const struct dongle_output_info *info = &dongle->info.output[out];
	const s16 *own = dongle->state.output[out].volume;
	const s16 *other = dongle->state.output[!out].volume;
	bool carried = false;
	unsigned int ch;

	if (dongle->info.flags & USB_DONGLE_SHARED_LEVEL)
		return false;
	for (ch = 0; ch < DONGLE_CHANNELS; ch++) {
		if (set[ch] == own[ch])
			continue;
		if (abs(set[ch] - clamp(other[ch], info->volume_min, info->volume_max)) >=
		    info->volume_step)
			return false;
		carried = true;
	}
	return carried;
}

int snd_dongle_set_volume(struct snd_dongle *dongle, unsigned int out,
			  const struct dongle_state *set)
{
	u32 field = USB_DONGLE_F_VOLUME(out);
	int err;

	mutex_lock(&dongle->lock);
	if (dongle->untouched & BIT(out) &&
	    time_before64(get_jiffies_64(), dongle->switching) &&
	    is_carried_over(dongle, out, set->output[out].volume)) {
		/* who asked may remember it as set */
		if (dongle->card)
			snd_dongle_ctl_notify(dongle, field, 0);
		err = -EBUSY;
	} else {
		dongle->untouched &= ~BIT(out);
		err = snd_dongle_write_locked(dongle, field, set, field);
	}
	mutex_unlock(&dongle->lock);
	return err;
}
