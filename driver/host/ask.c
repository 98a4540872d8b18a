// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the device is and how it is, when it comes; and whatever could not be asked is asked
 * again, here. Until it has said what it is, its interface is bound and has no controls.
 */
#include "again.h"
#include "host.h"

static int read_all(struct usb_dongle *dongle)
{
	struct dongle_report report;
	int err;

	err = usb_dongle_get_info(dongle);
	if (!err)
		err = usb_dongle_get_state(dongle, &report);
	if (err)
		return err;
	dongle->core.state = report.state;
	dongle->sequence = report.sequence;
	dongle->tag = report.tag;
	dongle->seen = true;
	return 0;
}

static int introduce(struct usb_dongle *dongle)
{
	int err = read_all(dongle);

	if (err)
		return err;
	dongle->known = true;
	dongle->intf->needs_remote_wakeup = 1; /* a plug is worth waking up for */
	snd_dongle_register(&dongle->core);
	/* what changed since the read waits in the endpoint */
	usb_dongle_report_start(dongle);
	return 0;
}

static void give_up(struct usb_dongle *dongle, int err)
{
	const char *why = "its description is bad";

	if (err == -ENODEV) /* a stranger with our interface class */
		return;
	if (dongle->udev->state == USB_STATE_NOTATTACHED)
		return;
	if (err == -ETIMEDOUT || err == -ENOMEM)
		why = "it does not answer";
	dev_err(&dongle->intf->dev, "no dongle controls, %s: %d\n", why, err);
}

bool usb_dongle_ask_later(struct usb_dongle *dongle, int err)
{
	unsigned long flags, delay;

	spin_lock_irqsave(&dongle->report_lock, flags);
	delay = again_delay(&dongle->tries, err);
	spin_unlock_irqrestore(&dongle->report_lock, flags);
	/* not while the computer sleeps */
	if (delay)
		queue_delayed_work(system_freezable_wq, &dongle->ask_work, delay);
	else
		cancel_delayed_work(&dongle->ask_work);
	return delay;
}

static void ask_work(struct work_struct *work)
{
	struct usb_dongle *dongle = container_of(work, struct usb_dongle, ask_work.work);
	int err;

	if (dongle->known) {
		usb_dongle_report_read(dongle);
		return;
	}
	err = introduce(dongle);
	if (usb_dongle_ask_later(dongle, err))
		return;
	if (err)
		give_up(dongle, err);
	dongle->awaited = false;
	usb_autopm_put_interface(dongle->intf);
}

/* One that sleeps could not be asked. */
static void await(struct usb_dongle *dongle)
{
	if (!dongle->awaited)
		usb_autopm_get_interface_no_resume(dongle->intf);
	dongle->awaited = true;
}

int usb_dongle_ask(struct usb_dongle *dongle)
{
	int err = introduce(dongle);

	if (usb_dongle_ask_later(dongle, err)) {
		dev_info(&dongle->intf->dev, "no answer yet: %d\n", err);
		await(dongle);
		return 0;
	}
	if (err)
		give_up(dongle, err);
	return err;
}

void usb_dongle_ask_init(struct usb_dongle *dongle)
{
	INIT_DELAYED_WORK(&dongle->ask_work, ask_work);
}

void usb_dongle_ask_anew(struct usb_dongle *dongle)
{
	await(dongle);
	usb_dongle_ask_later(dongle, 0);
	queue_delayed_work(system_freezable_wq, &dongle->ask_work, AGAIN_DELAY);
}

void usb_dongle_ask_stop(struct usb_dongle *dongle)
{
	cancel_delayed_work_sync(&dongle->ask_work);
}

void usb_dongle_ask_end(struct usb_dongle *dongle)
{
	usb_dongle_ask_stop(dongle);
	if (dongle->awaited)
		usb_autopm_put_interface_no_suspend(dongle->intf);
}
