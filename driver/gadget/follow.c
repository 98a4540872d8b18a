// SPDX-License-Identifier: GPL-2.0-only
/*
 * Others move the codec's controls too, and its card comes with levels of its own. ALSA's
 * core tells of both inside its locks, so a work item looks.
 */
#include <sound/control.h>
#include "f_dongle.h"

/* The card is in the table of cards a little after we hear of it. */
#define CAME_DELAY	(HZ / 20)
#define CAME_TRIES	10

static LIST_HEAD(followers);
static DEFINE_SPINLOCK(followers_lock); /* protects followers and writing ->level */

static bool has_level_on(const struct f_dongle *dongle, const struct snd_card *card,
			 const char *control)
{
	unsigned int out;

	for (out = 0; out < DONGLE_OUTPUTS; out++)
		if (f_dongle_level_is_of(&dongle->level[out], card, control))
			return true;
	return false;
}

static void moved(struct snd_card *card, unsigned int mask, struct snd_kcontrol *kctl,
		  unsigned int ioff)
{
	struct f_dongle *dongle;
	unsigned long flags;

	if (mask == SNDRV_CTL_EVENT_MASK_REMOVE || !(mask & SNDRV_CTL_EVENT_MASK_VALUE))
		return;
	spin_lock_irqsave(&followers_lock, flags);
	list_for_each_entry(dongle, &followers, followers_node)
		if (has_level_on(dongle, card, kctl->id.name))
			mod_delayed_work(system_highpri_wq, &dongle->moved_work, 0);
	spin_unlock_irqrestore(&followers_lock, flags);
}

/* A card that comes may have no id yet. */
static bool may_be_on(const struct f_dongle *dongle, const struct snd_card *card)
{
	unsigned int out;

	for (out = 0; out < DONGLE_OUTPUTS; out++)
		if (dongle->level[out].control[0] && !dongle->level[out].card)
			return true;
	return has_level_on(dongle, card, NULL);
}

void f_dongle_settle_soon(struct f_dongle *dongle)
{
	atomic_set(&dongle->came_tries, CAME_TRIES);
	mod_delayed_work(system_highpri_wq, &dongle->came_work, CAME_DELAY);
}

static void came(struct snd_card *card)
{
	struct f_dongle *dongle;
	unsigned long flags;

	spin_lock_irqsave(&followers_lock, flags);
	list_for_each_entry(dongle, &followers, followers_node) {
		if (may_be_on(dongle, card))
			f_dongle_settle_soon(dongle);
	}
	spin_unlock_irqrestore(&followers_lock, flags);
}

static void went(struct snd_card *card)
{
}

static struct snd_ctl_layer_ops follow_layer = {
	.module_name = "usb_f_dongle",
	.lregister = came,
	.ldisconnect = went, /* called without asking whether it is there */
	.lnotify = moved,
};

static void moved_work(struct work_struct *work)
{
	struct f_dongle *dongle = container_of(work, struct f_dongle, moved_work.work);
	int err;

	/* it has its own levels still, and gets ours */
	if (delayed_work_pending(&dongle->came_work))
		return;
	mutex_lock(&dongle->core.lock);
	err = f_dongle_levels_moved(dongle);
	mutex_unlock(&dongle->core.lock);
	if (err == -ENOMEM)
		queue_delayed_work(system_highpri_wq, &dongle->moved_work, CAME_DELAY);
}

static void came_work(struct work_struct *work)
{
	struct f_dongle *dongle = container_of(work, struct f_dongle, came_work.work);
	int err;

	mutex_lock(&dongle->core.lock);
	err = f_dongle_settle(dongle);
	mutex_unlock(&dongle->core.lock);
	if (err && atomic_dec_if_positive(&dongle->came_tries) > 0)
		queue_delayed_work(system_highpri_wq, &dongle->came_work, CAME_DELAY);
}

void f_dongle_follow(struct f_dongle *dongle, unsigned int out, const struct f_dongle_level *level)
{
	lockdep_assert_held(&dongle->core.lock);
	spin_lock_irq(&followers_lock);
	dongle->level[out] = *level;
	spin_unlock_irq(&followers_lock);
	dongle->unset &= ~BIT(out);
}

void f_dongle_follow_add(struct f_dongle *dongle)
{
	INIT_DELAYED_WORK(&dongle->moved_work, moved_work);
	INIT_DELAYED_WORK(&dongle->came_work, came_work);
	spin_lock_irq(&followers_lock);
	list_add_tail(&dongle->followers_node, &followers);
	spin_unlock_irq(&followers_lock);
}

void f_dongle_follow_remove(struct f_dongle *dongle)
{
	spin_lock_irq(&followers_lock);
	list_del(&dongle->followers_node);
	spin_unlock_irq(&followers_lock);
	cancel_delayed_work_sync(&dongle->moved_work);
	cancel_delayed_work_sync(&dongle->came_work);
}

void f_dongle_follow_init(void)
{
	snd_ctl_register_layer(&follow_layer);
}

void f_dongle_follow_exit(void)
{
	snd_ctl_disconnect_layer(&follow_layer);
}
