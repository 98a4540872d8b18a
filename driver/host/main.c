// SPDX-License-Identifier: GPL-2.0-only
/*
 * snd-usb-dongle.ko: binds the control interface of a dongle. Audio is
 * snd-usb-audio's: whatever fails here, it goes on.
 *
 * Nothing is written to the device but what a user sets: not on attach, resume
 * or leaving. So none of them can make it louder.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include "bought.h"
#include "host.h"

static int dongle_write(struct snd_dongle *core, u32 mask, struct dongle_state *next)
{
	struct usb_dongle *dongle = container_of(core, struct usb_dongle, core);
	struct dongle_set set = { .mask = mask, .state = *next };
	int err;

	/* others wait for us */
	if (time_before64(get_jiffies_64(), dongle->mute_until))
		return -ETIMEDOUT;
	err = usb_autopm_get_interface(dongle->intf);
	if (err)
		return err;
	/* 0 is for those who do not own the interface */
	if (!++dongle->tag)
		dongle->tag++;
	set.tag = dongle->tag;
	dongle->seen = false;
	err = usb_dongle_set_state(dongle, &set);
	usb_autopm_put_interface(dongle->intf);
	/* it may have been heard or not */
	if (err)
		usb_dongle_report_resync(dongle);
	return err;
}

/*
 * The card may go only with the device lock held: its driver's probe and
 * disconnect hold it. Not usb_lock_device(): our own disconnect holds it too,
 * and waits for the caller.
 */
static int dongle_lock_card(struct snd_dongle *core)
{
	struct usb_dongle *dongle = container_of(core, struct usb_dongle, core);

	return usb_lock_device_for_reset(dongle->udev, dongle->intf);
}

static void dongle_unlock_card(struct snd_dongle *core)
{
	struct usb_dongle *dongle = container_of(core, struct usb_dongle, core);

	usb_unlock_device(dongle->udev);
}

static const struct snd_dongle_ops dongle_ops = {
	.write = dongle_write,
	.lock_card = dongle_lock_card,
	.unlock_card = dongle_unlock_card,
	.announce = true,
};

static int dongle_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct usb_endpoint_descriptor *ep;
	struct usb_dongle *dongle;
	int err;

	err = usb_find_int_in_endpoint(intf->cur_altsetting, &ep);
	if (err) {
		dev_err(&intf->dev, "no interrupt endpoint\n");
		return -ENODEV;
	}
	dongle = kzalloc(sizeof(*dongle), GFP_KERNEL);
	if (!dongle)
		return -ENOMEM;
	dongle->udev = interface_to_usbdev(intf);
	dongle->intf = intf;
	dongle->core.dev = &intf->dev;
	dongle->core.card_dev = &dongle->udev->dev;
	dongle->core.ops = &dongle_ops;
	snd_dongle_init(&dongle->core);
	usb_dongle_ask_init(dongle);
	dongle->buf = kmalloc(USB_DONGLE_MSG_MAX, GFP_KERNEL);
	if (!dongle->buf) {
		err = -ENOMEM;
		goto err_free_dongle;
	}
	err = usb_dongle_report_init(dongle, ep);
	if (err)
		goto err_free_buf;
	usb_set_intfdata(intf, dongle);
	err = usb_dongle_ask(dongle);
	if (err)
		goto err_free_report;
	return 0;

err_free_report:
	usb_dongle_report_free(dongle);
err_free_buf:
	kfree(dongle->buf);
err_free_dongle:
	kfree(dongle);
	return err;
}

static void dongle_disconnect(struct usb_interface *intf)
{
	struct usb_dongle *dongle = usb_get_intfdata(intf);

	usb_dongle_ask_stop(dongle);
	intf->needs_remote_wakeup = 0;
	if (dongle->known)
		snd_dongle_unregister(&dongle->core);
	usb_dongle_report_stop(dongle);
	usb_dongle_report_free(dongle);
	kfree(dongle->buf);
	kfree(dongle);
}

static int dongle_suspend(struct usb_interface *intf, pm_message_t message)
{
	struct usb_dongle *dongle = usb_get_intfdata(intf);

	/* what it has sent and nobody fetched would not wake us again */
	if (usb_dongle_report_stop(dongle) && PMSG_IS_AUTO(message)) {
		usb_dongle_report_retry(dongle);
		return -EBUSY;
	}
	return 0;
}

/* A device that only slept keeps its state, and its reports. */
static int dongle_resume(struct usb_interface *intf)
{
	struct usb_dongle *dongle = usb_get_intfdata(intf);

	usb_dongle_report_start(dongle);
	if (dongle->known)
		snd_dongle_rescan(&dongle->core);
	return 0;
}

static int dongle_reset_resume(struct usb_interface *intf)
{
	struct usb_dongle *dongle = usb_get_intfdata(intf);

	if (dongle->known)
		usb_dongle_report_resync(dongle);
	else
		usb_dongle_ask_anew(dongle);
	return dongle_resume(intf);
}

static int dongle_pre_reset(struct usb_interface *intf)
{
	struct usb_dongle *dongle = usb_get_intfdata(intf);

	usb_dongle_ask_stop(dongle);
	usb_dongle_report_stop(dongle);
	return 0;
}

static const struct usb_device_id dongle_ids[] = {
	{ USB_INTERFACE_INFO(USB_CLASS_VENDOR_SPEC, USB_DONGLE_SUBCLASS, USB_DONGLE_PROTOCOL) },
	{ }
};
MODULE_DEVICE_TABLE(usb, dongle_ids);

static struct usb_driver dongle_driver = {
	.name = "snd-usb-dongle",
	.probe = dongle_probe,
	.disconnect = dongle_disconnect,
	.suspend = dongle_suspend,
	.resume = dongle_resume,
	.reset_resume = dongle_reset_resume,
	.pre_reset = dongle_pre_reset,
	.post_reset = dongle_reset_resume,
	.id_table = dongle_ids,
	.supports_autosuspend = 1, /* one without it keeps the whole device awake */
};

#define MODEL_ID(vendor, product, ...) { USB_DEVICE(vendor, product) },

/* Loads us; what we bind is in dongle_ids. */
static const struct usb_device_id model_ids[] = {
	DONGLE_MODELS(MODEL_ID)
	{ }
};
MODULE_DEVICE_TABLE(usb, model_ids);

static int __init dongle_init(void)
{
	int err;

	err = usb_register(&dongle_driver);
	if (err)
		return err;
	err = bought_hid_init();
	if (err)
		goto err_deregister;
	err = bought_init();
	if (err)
		goto err_hid_exit;
	return 0;

err_hid_exit:
	bought_hid_exit();
err_deregister:
	usb_deregister(&dongle_driver);
	return err;
}
module_init(dongle_init);

static void __exit dongle_exit(void)
{
	bought_exit();
	bought_hid_exit();
	usb_deregister(&dongle_driver);
}
module_exit(dongle_exit);

MODULE_DESCRIPTION("USB dongle DAC: host driver");
MODULE_LICENSE("GPL");
