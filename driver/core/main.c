// SPDX-License-Identifier: GPL-2.0-only
/* snd-dongle.ko: how a change becomes visible, whoever made it. */
#include <linux/module.h>
#include "core.h"
#include "names.h"
#include "state.h"

static void warn_short(const struct snd_dongle *dongle, u32 changed)
{
	unsigned int out;

	if (!dongle->dev)
		return;
	for (out = 0; out < DONGLE_OUTPUTS; out++)
		if (changed & USB_DONGLE_F_PLUG(out) &&
		    dongle->state.output[out].plug == USB_DONGLE_PLUG_SHORTED)
			dev_warn_ratelimited(dongle->dev, "%s output shorted, muted\n",
					     dongle_output_names[out].label);
}

static void keep(struct snd_dongle *dongle, const struct dongle_state *state, u32 quiet)
{
	const u32 plugs = USB_DONGLE_F_PLUG(0) | USB_DONGLE_F_PLUG(1);
	u32 changed = dongle_state_diff(&dongle->state, state);

	lockdep_assert_held(&dongle->lock);
	dongle->state = *state;
	if (changed & (USB_DONGLE_F_MODE | USB_DONGLE_F_ACTIVE))
		snd_dongle_switched(dongle);
	if (changed & plugs) {
		warn_short(dongle, changed);
		snd_dongle_jack_report(dongle);
	}
	if (dongle->card)
		snd_dongle_ctl_notify(dongle, changed, quiet);
}

void snd_dongle_update(struct snd_dongle *dongle, const struct dongle_state *state)
{
	keep(dongle, state, 0);
}
EXPORT_SYMBOL_GPL(snd_dongle_update);

int snd_dongle_write_locked(struct snd_dongle *dongle, u32 mask, const struct dongle_state *set,
			    u32 quiet)
{
	struct dongle_state next;
	u32 changed;
	int err;

	lockdep_assert_held(&dongle->lock);
	err = dongle_state_errno(dongle_state_apply(&dongle->info, &dongle->state, mask, set,
						    &next));
	if (err)
		return err;
	changed = dongle_state_diff(&dongle->state, &next);
	if (!changed)
		return 0;
	err = dongle->ops->write(dongle, changed & mask, &next);
	if (err)
		return err;
	keep(dongle, &next, quiet);
	return 1;
}

int snd_dongle_write(struct snd_dongle *dongle, u32 mask, const struct dongle_state *set,
		     u32 quiet)
{
	int err;

	mutex_lock(&dongle->lock);
	err = snd_dongle_write_locked(dongle, mask, set, quiet);
	mutex_unlock(&dongle->lock);
	return err;
}
EXPORT_SYMBOL_GPL(snd_dongle_write);

static int __init dongle_core_init(void)
{
	snd_ctl_register_layer(&snd_dongle_layer);
	return 0;
}
module_init(dongle_core_init);

static void __exit dongle_core_exit(void)
{
	snd_ctl_disconnect_layer(&snd_dongle_layer);
}
module_exit(dongle_core_exit);

MODULE_DESCRIPTION("USB dongle DAC: ALSA controls and jacks");
MODULE_LICENSE("GPL");
