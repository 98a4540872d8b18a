// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bought dongles, by their row in models.h. Whatever fails here, audio goes on.
 *
 * Nothing is written to a device but questions and what a user sets.
 *
 * Lock order: the USB device, bought_lock; channel, core.lock.
 */
#include <linux/slab.h>
#include <linux/suspend.h>
#include "bought.h"
#include "../core/state.h"

static LIST_HEAD(bought);
static DEFINE_MUTEX(bought_lock); /* protects bought */

/* An answer that is awaited is not waited for: what is set then is sent after it. */
static int bought_write(struct snd_dongle *core, u32 mask, struct dongle_state *next)
{
	struct bought_dongle *dongle = container_of(core, struct bought_dongle, core);
	int err;

	if (!mutex_trylock(&dongle->channel)) {
		dongle->unsent |= mask;
		return 0;
	}
	err = bought_set(dongle, &core->state, next);
	mutex_unlock(&dongle->channel);
	/* it may have been heard or not */
	if (err)
		queue_work(system_long_wq, &dongle->read_work);
	return err;
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
};

/* What the device says, except where a user has asked for something else meanwhile. */
static void take(struct bought_dongle *dongle, const struct dongle_state *heard)
{
	struct snd_dongle *core = &dongle->core;
	struct dongle_state wanted = *heard;
	int err = 0;

	lockdep_assert_held(&core->lock);
	dongle_state_copy(&wanted, dongle->unsent, &core->state);
	if (dongle->unsent)
		err = bought_set(dongle, heard, &wanted);
	dongle->unsent = 0;
	snd_dongle_update(core, err ? heard : &wanted);
}

static void first_answer(struct bought_dongle *dongle, int err)
{
	if (err) {
		dev_warn(&dongle->udev->dev, "%s: no controls, it does not answer: %d\n",
			 dongle->model->name, err);
		return;
	}
	dongle->registered = true;
	snd_dongle_register(&dongle->core);
}

static void read_work(struct work_struct *work)
{
	struct bought_dongle *dongle = container_of(work, struct bought_dongle, read_work);
	struct snd_dongle *core = &dongle->core;
	struct dongle_state heard;
	int err;

	mutex_lock(&dongle->channel);
	mutex_lock(&core->lock);
	heard = core->state;
	mutex_unlock(&core->lock);
	err = bought_ask(dongle, &heard);

	/* unheard, it is as it was before: nothing is sent meanwhile */
	mutex_lock(&core->lock);
	if (dongle->registered)
		take(dongle, &heard);
	else if (!err)
		core->state = heard;
	mutex_unlock(&dongle->channel);
	mutex_unlock(&core->lock);
	if (!dongle->registered)
		first_answer(dongle, err);
}

static void add(struct usb_device *udev)
{
	const struct dongle_model *model;
	struct bought_dongle *dongle;

	model = dongle_model_find(le16_to_cpu(udev->descriptor.idVendor),
				  le16_to_cpu(udev->descriptor.idProduct));
	if (!model || !udev->actconfig || !udev->actconfig->interface[0])
		return;
	dongle = kzalloc(sizeof(*dongle), GFP_KERNEL);
	if (!dongle)
		return;
	dongle->model = model;
	dongle->udev = usb_get_dev(udev);
	dongle->intf = usb_get_intf(udev->actconfig->interface[0]);
	mutex_init(&dongle->channel);
	INIT_WORK(&dongle->read_work, read_work);
	dongle_model_info(model, &dongle->core.info);
	dongle_state_init(&dongle->core.info, &dongle->core.state);
	dongle->core.state.active = dongle_state_route(&dongle->core.info, &dongle->core.state,
						       DONGLE_PRIORITY_BALANCED, 0);
	dongle->core.dev = &udev->dev;
	dongle->core.card_dev = &udev->dev;
	dongle->core.ops = &bought_ops;
	snd_dongle_init(&dongle->core);
	mutex_lock(&bought_lock);
	list_add_tail(&dongle->node, &bought);
	mutex_unlock(&bought_lock);
	queue_work(system_long_wq, &dongle->read_work);
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
	cancel_work_sync(&dongle->read_work);
	if (dongle->registered)
		snd_dongle_unregister(&dongle->core);
	/* a write that failed on the way may have asked again */
	cancel_work_sync(&dongle->read_work);
	usb_put_intf(dongle->intf);
	usb_put_dev(dongle->udev);
	kfree(dongle);
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
		queue_work(system_long_wq, &dongle->read_work);
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
