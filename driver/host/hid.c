// SPDX-License-Identifier: GPL-2.0-only
/*
 * Dongles that are spoken to in HID reports. The interface has the media keys, too:
 * the HID core goes on with them as it would without us.
 *
 * A link lives as long as the HID device is bound, and while it is spoken through.
 */
#include <linux/hid.h>
#include <linux/hidraw.h>
#include <linux/kref.h>
#include <linux/slab.h>
#include <linux/usb.h>
#include "bought.h"

#define TIMEOUT_MS	500
#define SET_OUTPUT(id)	(0x0200 | (id))
#define NO_QUESTION	DIALECT_QUESTIONS

/**
 * struct bought_hid_link - a HID interface that takes commands
 * @kref: one for the HID device while it is bound, one for who speaks
 * @node: in links; protected by links_lock
 * @udev: the device, referenced
 * @intf: the interface, referenced
 * @out: address of its interrupt OUT endpoint; 0: there is none
 * @dialect: how the device speaks
 * @lock: protects @question, @len and @answer
 * @question: whose answer is awaited, or NO_QUESTION
 * @len: of @answer; 0: none; negative: there will be none
 * @answer: the first one
 * @answered: @len was set
 */
struct bought_hid_link {
	struct kref kref;
	struct list_head node;
	struct usb_device *udev;
	struct usb_interface *intf;
	u8 out;
	const struct dongle_dialect *dialect;
	spinlock_t lock; /* protects question, len, answer */
	unsigned int question;
	int len;
	u8 answer[DIALECT_FRAME_MAX];
	struct completion answered;
};

static LIST_HEAD(links);
static DEFINE_SPINLOCK(links_lock); /* protects links */

static void free_link(struct kref *kref)
{
	struct bought_hid_link *link = container_of(kref, struct bought_hid_link, kref);

	usb_put_intf(link->intf);
	usb_put_dev(link->udev);
	kfree(link);
}

static int hid_link_open(struct bought_dongle *dongle)
{
	struct bought_hid_link *link;

	spin_lock_irq(&links_lock);
	list_for_each_entry(link, &links, node) {
		if (link->udev != dongle->udev)
			continue;
		kref_get(&link->kref);
		dongle->hid = link;
		break;
	}
	spin_unlock_irq(&links_lock);
	return dongle->hid ? 0 : -ENOTCONN;
}

static void hid_link_close(struct bought_dongle *dongle)
{
	kref_put(&dongle->hid->kref, free_link);
	dongle->hid = NULL;
}

static void hid_link_expect(struct bought_dongle *dongle, unsigned int question)
{
	struct bought_hid_link *link = dongle->hid;

	spin_lock_irq(&link->lock);
	link->question = question;
	if (link->len >= 0) {
		link->len = 0;
		reinit_completion(&link->answered);
	}
	spin_unlock_irq(&link->lock);
}

/* usbhid would wait for 5 s. */
static int hid_link_send(struct bought_dongle *dongle, const u8 *command, size_t len)
{
	struct bought_hid_link *link = dongle->hid;
	bool numbered = bought_dialect(dongle)->numbered;
	int sent, err;
	u8 *buf;

	if (!link->out)
		return usb_control_msg_send(link->udev, 0, HID_REQ_SET_REPORT,
					    USB_DIR_OUT | USB_TYPE_CLASS | USB_RECIP_INTERFACE,
					    SET_OUTPUT(numbered ? command[0] : 0),
					    link->intf->cur_altsetting->desc.bInterfaceNumber,
					    command, len, TIMEOUT_MS, GFP_KERNEL);
	buf = kmemdup(command, len, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	err = usb_interrupt_msg(link->udev, usb_sndintpipe(link->udev, link->out), buf, len, &sent,
				TIMEOUT_MS);
	kfree(buf);
	return err;
}

static int hid_link_receive(struct bought_dongle *dongle, u8 *answer)
{
	struct bought_hid_link *link = dongle->hid;
	int len;

	wait_for_completion_timeout(&link->answered, msecs_to_jiffies(TIMEOUT_MS));
	spin_lock_irq(&link->lock);
	link->question = NO_QUESTION;
	len = link->len;
	memcpy(answer, link->answer, DIALECT_FRAME_MAX);
	spin_unlock_irq(&link->lock);
	return len ?: -EAGAIN;
}

const struct bought_link bought_hid = {
	.open = hid_link_open,
	.close = hid_link_close,
	.expect = hid_link_expect,
	.send = hid_link_send,
	.receive = hid_link_receive,
	.reads = 1,
};

static void take_answer(struct bought_hid_link *link, const u8 *data, int size)
{
	unsigned long flags;

	spin_lock_irqsave(&link->lock, flags);
	if (link->question != NO_QUESTION && size <= DIALECT_FRAME_MAX &&
	    dongle_dialect_is_answer(link->dialect, link->question, data, size)) {
		memcpy(link->answer, data, size);
		link->len = size;
		link->question = NO_QUESTION;
		complete(&link->answered);
	}
	spin_unlock_irqrestore(&link->lock, flags);
}

/*
 * An answer is no key, whoever asked. The HID core would take it for keys, or remember
 * it for the next ones, so it ends here; but programs that read hidraw may have asked.
 * Where reports are numbered, @data begins with the number.
 */
static int dongle_hid_raw_event(struct hid_device *hdev, struct hid_report *report, u8 *data,
				int size)
{
	struct bought_hid_link *link = hid_get_drvdata(hdev);

	if (!link)
		return 0;
	take_answer(link, data, size);
	if (dongle_dialect_is_key(link->dialect, data, size))
		return 0;
	if (hdev->claimed & HID_CLAIMED_HIDRAW)
		hidraw_report_event(hdev, data, size);
	return -1;
}

/* One that takes our commands, by its report descriptor. */
static bool takes_commands(struct hid_device *hdev, const struct dongle_dialect *dialect)
{
	struct hid_report_enum *output = &hdev->report_enum[HID_OUTPUT_REPORT];
	u8 id = dialect->numbered ? dialect->questions[0].ask[0] : 0;

	return output->report_id_hash[id];
}

static struct bought_hid_link *make_link(struct usb_interface *intf,
					 const struct dongle_dialect *dialect)
{
	struct usb_endpoint_descriptor *out;
	struct bought_hid_link *link;

	link = kzalloc(sizeof(*link), GFP_KERNEL);
	if (!link)
		return NULL;
	kref_init(&link->kref);
	link->udev = usb_get_dev(interface_to_usbdev(intf));
	link->intf = usb_get_intf(intf);
	link->dialect = dialect;
	link->question = NO_QUESTION;
	spin_lock_init(&link->lock);
	init_completion(&link->answered);
	if (!usb_find_int_out_endpoint(intf->cur_altsetting, &out))
		link->out = out->bEndpointAddress;
	return link;
}

static int link_up(struct hid_device *hdev, const struct dongle_dialect *dialect)
{
	struct bought_hid_link *link;
	int err;

	link = make_link(to_usb_interface(hdev->dev.parent), dialect);
	if (!link)
		return -ENOMEM;
	hid_set_drvdata(hdev, link);
	err = hid_hw_open(hdev); /* reports are wanted though nobody listens to keys */
	if (err) {
		hid_set_drvdata(hdev, NULL);
		kref_put(&link->kref, free_link);
		return err;
	}
	spin_lock_irq(&links_lock);
	list_add_tail(&link->node, &links);
	spin_unlock_irq(&links_lock);
	bought_link_changed(link->udev);
	return 0;
}

/* Whoever waits for an answer hears that there is none. */
static void link_down(struct hid_device *hdev, struct bought_hid_link *link)
{
	spin_lock_irq(&links_lock);
	list_del(&link->node);
	spin_unlock_irq(&links_lock);
	spin_lock_irq(&link->lock);
	link->question = NO_QUESTION;
	link->len = -ENODEV;
	complete_all(&link->answered);
	spin_unlock_irq(&link->lock);
	bought_link_changed(link->udev);
	hid_hw_close(hdev);
}

static const struct dongle_dialect *dialect_of(const struct hid_device *hdev)
{
	return dongle_model_find(hdev->vendor, hdev->product)->kind->dialect;
}

/*
 * Not what userspace emulates. With hid_is_usb() we would depend on usbhid, and removing
 * our module would offer to remove that, keyboards and all.
 */
static bool is_usb(const struct hid_device *hdev)
{
	const struct device *parent = hdev->dev.parent;

	return parent && parent->bus && !strcmp(parent->bus->name, "usb");
}

/* Others in the table keep hid-generic. */
static bool dongle_hid_match(struct hid_device *hdev, bool ignore_special_driver)
{
	return !ignore_special_driver && is_usb(hdev) &&
	       dialect_of(hdev)->link == DIALECT_LINK_HID;
}

static int dongle_hid_probe(struct hid_device *hdev, const struct hid_device_id *id)
{
	const struct dongle_dialect *dialect = dialect_of(hdev);
	int err;

	err = hid_parse(hdev);
	if (err)
		return err;
	err = hid_hw_start(hdev, HID_CONNECT_DEFAULT);
	if (err)
		return err;
	if (!takes_commands(hdev, dialect))
		return 0;
	err = link_up(hdev, dialect);
	if (err)
		hid_warn(hdev, "no dongle controls: %d\n", err); /* keys go on */
	return 0;
}

static void dongle_hid_remove(struct hid_device *hdev)
{
	struct bought_hid_link *link = hid_get_drvdata(hdev);

	if (link)
		link_down(hdev, link);
	hid_hw_stop(hdev);
	if (link)
		kref_put(&link->kref, free_link);
}

#define HID_ID(vendor, product, ...) \
	{ HID_USB_DEVICE(vendor, product) },

static const struct hid_device_id hid_ids[] = {
	DONGLE_MODELS(HID_ID)
	{ }
};

static struct hid_driver dongle_hid_driver = {
	.name = "snd-usb-dongle",
	.id_table = hid_ids,
	.match = dongle_hid_match,
	.probe = dongle_hid_probe,
	.remove = dongle_hid_remove,
	.raw_event = dongle_hid_raw_event,
};

int bought_hid_init(void)
{
	return hid_register_driver(&dongle_hid_driver);
}

void bought_hid_exit(void)
{
	hid_unregister_driver(&dongle_hid_driver);
}
