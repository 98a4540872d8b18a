// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bought dongles, by their row in models.h. Whatever fails here, audio goes on.
 *
 * Nothing is written to a device but questions and what a user sets.
 *
 * Lock order: the USB device, bought_lock, core.lock; channel, core.lock.
 */
#include <linux/slab.h>
#include <linux/suspend.h>
#include "again.h"
#include "bought.h"
#include "../core/state.h"

static LIST_HEAD(bought);
static DEFINE_MUTEX(bought_lock); /* protects bought */

static void talk_soon(struct bought_dongle *dongle)
{
	mod_delayed_work(system_long_wq, &dongle->talk_work, 0);
}

/* Return: whether it is worth it. */
static bool ask_later(struct bought_dongle *dongle, int err)
{
	unsigned long delay = again_delay(&dongle->tries, err);

	/* unless it is to be sooner */
	if (delay)
		queue_delayed_work(system_long_wq, &dongle->talk_work, delay);
	return delay;
}

static void reread(struct bought_dongle *dongle)
{
	mutex_lock(&dongle->core.lock);
	dongle->stale = true;
	mutex_unlock(&dongle->core.lock);
	talk_soon(dongle);
}

static bool is_immediate(const struct bought_dongle *dongle)
{
	const struct dongle_dialect *dialect = bought_dialect(dongle);

	return !dongle->unsent && !dongle->stale && !dialect->pause_ms &&
	       !dongle_dialect_writes_whole(dialect);
}

/*
 * An answer that is awaited is not waited for, nor a pause: what is set then is sent
 * after it.
 */
static int bought_write(struct snd_dongle *core, u32 mask, struct dongle_state *next)
{
	struct bought_dongle *dongle = container_of(core, struct bought_dongle, core);
	int err;

	if (!is_immediate(dongle) || !mutex_trylock(&dongle->channel)) {
		dongle->unsent |= mask;
		talk_soon(dongle);
		return 0;
	}
	err = bought_set(dongle, next);
	mutex_unlock(&dongle->channel);
	if (err) { /* it may have been heard or not */
		dongle->stale = true;
		talk_soon(dongle);
	}
	return err;
}

static void bought_reread(struct snd_dongle *core)
{
	reread(container_of(core, struct bought_dongle, core));
}

static int bought_lock_card(struct snd_dongle *core)
{
	struct bought_dongle *dongle = container_of(core, struct bought_dongle, core);

	return usb_lock_device_for_reset(dongle->udev, NULL);
}

static void bought_unlock_card(struct snd_dongle *core)
{
	usb_unlock_device(container_of(core, struct bought_dongle, core)->udev);
}

static const struct snd_dongle_ops bought_ops = {
	.write = bought_write,
	.lock_card = bought_lock_card,
	.unlock_card = bought_unlock_card,
	.reread = bought_reread,
	.announce = true,
};

static void first_answer(struct bought_dongle *dongle, int err)
{
	struct snd_dongle *core = &dongle->core;

	if (err == -ENOTCONN) /* bought_link_changed() tells */
		return;
	if (err && dongle->udev->state == USB_STATE_NOTATTACHED) /* it tried once more at the end */
		return;
	if (err) {
		dev_warn(&dongle->udev->dev, "%s: no controls, it does not answer: %d\n",
			 dongle->model->name, err);
		return;
	}
	dongle_model_info(dongle->model, &core->info);
	core->state = dongle->device;
	core->state.active = dongle_state_route(&core->info, &core->state,
						DONGLE_PRIORITY_BALANCED, 0);
	dongle->device.active = core->state.active;
	dongle->registered = true;
	snd_dongle_register(core);
}

/* Return: whether there is something to do: what to ask and what to tell. */
static bool take_task(struct bought_dongle *dongle, bool *stale, u32 *unsent,
		      struct dongle_state *wanted)
{
	struct snd_dongle *core = &dongle->core;

	lockdep_assert_held(&core->lock);
	*stale = dongle->stale;
	*unsent = dongle->unsent;
	*wanted = core->state;
	dongle->stale = false;
	dongle->unsent = 0;
	return *stale || *unsent;
}

/*
 * Unheard, it is as we knew it, and can be told only what needs no more.
 *
 * Return: 0, or how asking failed.
 */
static int talk(struct bought_dongle *dongle, bool stale, u32 unsent,
		const struct dongle_state *wanted)
{
	bool whole = dongle_dialect_writes_whole(bought_dialect(dongle));
	struct dongle_state to;
	int err = 0;

	if (stale || whole)
		err = bought_ask(dongle);
	if (!unsent || (err && whole))
		return err;
	to = dongle->device;
	dongle_state_copy(&to, unsent, wanted);
	err = bought_set(dongle, &to);
	if (err || whole)
		err = bought_ask(dongle);
	if (err)
		dev_warn_ratelimited(&dongle->udev->dev, "%s: it did not hear: %d\n",
				     dongle->model->name, err);
	return err;
}

/* What the device is, except where a user has asked for something else meanwhile. */
static void show(struct bought_dongle *dongle)
{
	struct dongle_state now = dongle->device;

	lockdep_assert_held(&dongle->core.lock);
	dongle_state_copy(&now, dongle->unsent, &dongle->core.state);
	snd_dongle_update(&dongle->core, &now);
}

/* There is nothing to speak through any more, but the device is there: unbound, say. */
static void take_controls_off(struct bought_dongle *dongle)
{
	if (bought_lock_card(&dongle->core))
		return; /* it goes: remove() */
	dongle->registered = false;
	snd_dongle_unregister(&dongle->core);
	bought_unlock_card(&dongle->core);
}

static void get_to_know(struct bought_dongle *dongle)
{
	int err;

	mutex_lock(&dongle->core.lock);
	dongle->stale = false; /* before it is asked: what changes then counts */
	mutex_unlock(&dongle->core.lock);
	err = bought_ask(dongle);
	if (!ask_later(dongle, err))
		first_answer(dongle, err);
}

static void talk_work(struct work_struct *work)
{
	struct bought_dongle *dongle = container_of(work, struct bought_dongle, talk_work.work);
	struct snd_dongle *core = &dongle->core;
	struct dongle_state wanted;
	int err = 0;
	bool stale;
	u32 unsent;

	mutex_lock(&dongle->channel);
	if (!dongle->registered)
		get_to_know(dongle);
	mutex_lock(&core->lock);
	dongle->stale |= dongle->tries > 0; /* once more */
	while (dongle->registered && take_task(dongle, &stale, &unsent, &wanted)) {
		mutex_unlock(&core->lock);
		err = talk(dongle, stale, unsent, &wanted);
		mutex_lock(&core->lock);
		show(dongle);
	}
	/* the next writer finds the channel free, or us at work */
	mutex_unlock(&dongle->channel);
	mutex_unlock(&core->lock);
	if (dongle->registered)
		ask_later(dongle, err);
	if (err == -ENOTCONN)
		take_controls_off(dongle);
}

static const struct bought_link *const links[] = {
	[DIALECT_LINK_CHANNEL]	= &bought_channel,
	[DIALECT_LINK_HID]	= &bought_hid,
};

static int add_present(struct usb_device *udev, void *data);

static void find_work(struct work_struct *work)
{
	usb_for_each_dev(NULL, add_present);
}

/* For those that there was no memory for. */
static DECLARE_DELAYED_WORK(find_again, find_work);

static void add(struct usb_device *udev)
{
	const struct dongle_model *model;
	struct bought_dongle *dongle;

	model = dongle_model_find(le16_to_cpu(udev->descriptor.idVendor),
				  le16_to_cpu(udev->descriptor.idProduct));
	if (!model || !udev->actconfig || !udev->actconfig->interface[0])
		return;
	dongle = kzalloc(sizeof(*dongle), GFP_KERNEL);
	if (!dongle) {
		queue_delayed_work(system_freezable_wq, &find_again, AGAIN_DELAY);
		return;
	}
	dongle->model = model;
	dongle->udev = usb_get_dev(udev);
	dongle->intf = usb_get_intf(udev->actconfig->interface[0]);
	mutex_init(&dongle->channel);
	INIT_DELAYED_WORK(&dongle->talk_work, talk_work);
	dongle->link = links[bought_dialect(dongle)->link];
	dongle_model_info(model, &dongle->core.info);
	dongle_state_init(&dongle->core.info, &dongle->device);
	dongle->core.dev = &udev->dev;
	dongle->core.card_dev = &udev->dev;
	dongle->core.ops = &bought_ops;
	snd_dongle_init(&dongle->core);
	mutex_lock(&bought_lock);
	list_add_tail(&dongle->node, &bought);
	mutex_unlock(&bought_lock);
	talk_soon(dongle);
}

/* The USB device is locked: it neither comes nor goes meanwhile. */
static struct bought_dongle *find(const struct usb_device *udev)
{
	struct bought_dongle *dongle, *found = NULL;

	mutex_lock(&bought_lock);
	list_for_each_entry(dongle, &bought, node)
		if (dongle->udev == udev)
			found = dongle;
	mutex_unlock(&bought_lock);
	return found;
}

static void remove(struct bought_dongle *dongle)
{
	mutex_lock(&bought_lock);
	list_del(&dongle->node);
	mutex_unlock(&bought_lock);
	cancel_delayed_work_sync(&dongle->talk_work);
	if (dongle->registered)
		snd_dongle_unregister(&dongle->core);
	/* a write that failed on the way may have asked again */
	cancel_delayed_work_sync(&dongle->talk_work);
	usb_put_intf(dongle->intf);
	usb_put_dev(dongle->udev);
	kfree(dongle);
}

void bought_link_changed(const struct usb_device *udev)
{
	struct bought_dongle *dongle;

	mutex_lock(&bought_lock);
	list_for_each_entry(dongle, &bought, node)
		if (dongle->udev == udev)
			reread(dongle);
	mutex_unlock(&bought_lock);
}

static int device_changed(struct notifier_block *nb, unsigned long action, void *data)
{
	struct bought_dongle *dongle;

	if (action == USB_DEVICE_ADD) {
		add(data);
	} else if (action == USB_DEVICE_REMOVE) {
		dongle = find(data);
		if (dongle)
			remove(dongle);
	}
	return NOTIFY_OK;
}

static struct notifier_block device_nb = {
	.notifier_call = device_changed,
};

/* What a device that cannot speak first lost or kept over sleep. */
static int slept(struct notifier_block *nb, unsigned long action, void *data)
{
	struct bought_dongle *dongle;

	if (action != PM_POST_SUSPEND && action != PM_POST_HIBERNATION)
		return NOTIFY_DONE;
	mutex_lock(&bought_lock);
	list_for_each_entry(dongle, &bought, node)
		reread(dongle);
	mutex_unlock(&bought_lock);
	return NOTIFY_OK;
}

static struct notifier_block sleep_nb = {
	.notifier_call = slept,
};

static int add_present(struct usb_device *udev, void *data)
{
	usb_lock_device(udev);
	if (udev->state == USB_STATE_CONFIGURED && !find(udev))
		add(udev);
	usb_unlock_device(udev);
	return 0;
}

int bought_init(void)
{
	int err;

	err = register_pm_notifier(&sleep_nb);
	if (err)
		return err;
	usb_register_notify(&device_nb);
	usb_for_each_dev(NULL, add_present);
	return 0;
}

void bought_exit(void)
{
	struct bought_dongle *dongle;
	struct usb_device *udev;

	usb_unregister_notify(&device_nb);
	cancel_delayed_work_sync(&find_again);
	unregister_pm_notifier(&sleep_nb);
	while (!list_empty(&bought)) {
		dongle = list_first_entry(&bought, struct bought_dongle, node);
		udev = usb_get_dev(dongle->udev);
		usb_lock_device(udev);
		remove(dongle);
		usb_unlock_device(udev);
		usb_put_dev(udev);
	}
}
