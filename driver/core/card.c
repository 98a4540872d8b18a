// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finds the sound card that another driver made for the same device, whichever
 * comes first, and keeps our controls on it.
 *
 * Lock order: what ops->lock_card() takes (host: the USB device), the card's
 * controls_rwsem, dongle->lock. The layer callbacks run inside the ALSA core's
 * own locks, where a control can be neither added nor removed: they only queue
 * work. dongles_lock and the lock of the card's device are leaves.
 */
#include "core.h"
#include "names.h"
#include "state.h"

#define RETRY_DELAY	(HZ / 4)

static LIST_HEAD(dongles);
static DEFINE_SPINLOCK(dongles_lock); /* protects dongles */

struct snd_card *snd_dongle_get_card(bool (*match)(const struct snd_card *card, const void *data),
				     const void *data)
{
	struct snd_card *card;
	int i;

	for (i = 0; i < SNDRV_CARDS; i++) {
		card = snd_card_ref(i);
		if (!card)
			continue;
		/* the last unref may run the driver's code */
		if (match(card, data) && !card->shutdown && try_module_get(card->module))
			return card;
		snd_card_unref(card);
	}
	return NULL;
}
EXPORT_SYMBOL_GPL(snd_dongle_get_card);

void snd_dongle_put_card(struct snd_card *card)
{
	struct module *module = card->module;

	snd_card_unref(card);
	module_put(module);
}
EXPORT_SYMBOL_GPL(snd_dongle_put_card);

static bool is_card_of(const struct snd_card *card, const void *data)
{
	const struct snd_dongle *dongle = data;

	return card->dev && (card->dev == dongle->card_dev ||
			     card->dev->parent == dongle->card_dev);
}

/*
 * Tells udev, for whoever looked at the card before. ->shutdown is set before
 * the card's device is deleted, which waits for its lock.
 */
static void announce(const struct snd_dongle *dongle, struct snd_card *card, bool there)
{
	char *env[2] = { there ? "DONGLE_CONTROLS=1" : "DONGLE_CONTROLS=0" };

	if (!dongle->ops->announce)
		return;
	device_lock(&card->card_dev);
	if (!card->shutdown)
		kobject_uevent_env(&card->card_dev.kobj, KOBJ_CHANGE, env);
	device_unlock(&card->card_dev);
}

/* Return: 0, -ENOENT where no card is found, or why it has none of our controls. */
static int attach(struct snd_dongle *dongle)
{
	struct snd_card *card = snd_dongle_get_card(is_card_of, dongle);
	struct dongle_state before;
	int err;

	if (!card)
		return -ENOENT;
	mutex_lock(&dongle->lock);
	before = dongle->state;
	mutex_unlock(&dongle->lock);

	err = snd_dongle_ctl_add(dongle, card);
	if (err) {
		snd_dongle_put_card(card);
		return err;
	}
	mutex_lock(&dongle->lock);
	dongle->card = card;
	snd_dongle_ctl_notify(dongle, dongle_state_diff(&before, &dongle->state), 0);
	mutex_unlock(&dongle->lock);
	announce(dongle, card, true);
	dev_dbg(dongle->dev, "%u controls on card %d\n", dongle->count, card->number);
	return 0;
}

static void detach(struct snd_dongle *dongle)
{
	struct snd_card *card;

	mutex_lock(&dongle->lock);
	card = dongle->card;
	dongle->card = NULL;
	mutex_unlock(&dongle->lock);
	if (!card)
		return;
	snd_dongle_ctl_remove(dongle, card);
	announce(dongle, card, false);
	snd_dongle_put_card(card);
}

/*
 * The layer hears of a card before the ALSA core lets others find it, and nothing is
 * heard after that. Memory comes back.
 */
static void look_again(struct snd_dongle *dongle, int err)
{
	spin_lock_irq(&dongles_lock);
	if (err != -ENOENT)
		dongle->coming = NULL;
	if (dongle->coming || err == -ENOMEM)
		queue_delayed_work(system_long_wq, &dongle->attach_work, RETRY_DELAY);
	spin_unlock_irq(&dongles_lock);
}

static void attach_work(struct work_struct *work)
{
	struct snd_dongle *dongle = container_of(work, struct snd_dongle, attach_work.work);
	int err = 0;

	if (dongle->ops->lock_card)
		err = dongle->ops->lock_card(dongle);
	if (err == -EBUSY)
		queue_delayed_work(system_long_wq, &dongle->attach_work, RETRY_DELAY);
	if (err)
		return;
	/* only this work and unregister, after it, change ->card */
	if (dongle->card && dongle->card->shutdown)
		detach(dongle);
	if (!dongle->card)
		look_again(dongle, attach(dongle));
	if (dongle->ops->unlock_card)
		dongle->ops->unlock_card(dongle);
}

void snd_dongle_rescan(struct snd_dongle *dongle)
{
	mod_delayed_work(system_long_wq, &dongle->attach_work, 0);
}
EXPORT_SYMBOL_GPL(snd_dongle_rescan);

static void card_changed(struct snd_card *card, bool comes)
{
	struct snd_dongle *dongle;
	unsigned long flags;

	spin_lock_irqsave(&dongles_lock, flags);
	list_for_each_entry(dongle, &dongles, node) {
		if (!is_card_of(card, dongle))
			continue;
		if (comes)
			dongle->coming = card;
		else if (dongle->coming == card)
			dongle->coming = NULL;
		snd_dongle_rescan(dongle);
	}
	spin_unlock_irqrestore(&dongles_lock, flags);
}

static void card_comes(struct snd_card *card)
{
	card_changed(card, true);
}

static void card_leaves(struct snd_card *card)
{
	card_changed(card, false);
}

static void control_changed(struct snd_card *card, unsigned int mask, struct snd_kcontrol *kctl,
			    unsigned int ioff)
{
}

struct snd_ctl_layer_ops snd_dongle_layer = {
	.module_name = "snd-dongle",
	.lregister = card_comes,
	.ldisconnect = card_leaves,
	.lnotify = control_changed, /* called without asking whether it is there */
};

void snd_dongle_init(struct snd_dongle *dongle)
{
	mutex_init(&dongle->lock);
	INIT_DELAYED_WORK(&dongle->attach_work, attach_work);
}
EXPORT_SYMBOL_GPL(snd_dongle_init);

void snd_dongle_register(struct snd_dongle *dongle)
{
	dongle->switching = 0;
	dongle->coming = NULL;
	snd_dongle_jack_register(dongle);
	spin_lock_irq(&dongles_lock);
	list_add_tail(&dongle->node, &dongles);
	spin_unlock_irq(&dongles_lock);
	snd_dongle_rescan(dongle);
}
EXPORT_SYMBOL_GPL(snd_dongle_register);

void snd_dongle_unregister(struct snd_dongle *dongle)
{
	spin_lock_irq(&dongles_lock);
	list_del(&dongle->node);
	spin_unlock_irq(&dongles_lock);
	cancel_delayed_work_sync(&dongle->attach_work);
	detach(dongle);
	snd_dongle_jack_unregister(dongle);
}
EXPORT_SYMBOL_GPL(snd_dongle_unregister);
