// SPDX-License-Identifier: GPL-2.0-only
/*
 * The interrupt endpoint: a report holds the whole state, so only the newest
 * matters, and a missing one costs one read.
 */
#include "host.h"
#include "../core/codec.h"

#define RETRY_DELAY	(HZ / 10)
#define RETRY_DELAY_MAX	(5 * HZ)
#define DOUBT_DELAY	(HZ / 4)

/* Sequence numbers and tags wrap. */
static int distance(u16 a, u16 b)
{
	return (s16)(a - b);
}

static void receive_report(struct usb_dongle *dongle, unsigned int len)
{
	struct dongle_report report;
	unsigned long flags;
	int err, ahead;

	err = dongle_codec_parse_report(&report, &dongle->core.info, dongle->urb_buf, len);
	if (err) {
		dev_warn_ratelimited(&dongle->intf->dev, "bad report of %u bytes: %d\n", len, err);
		return;
	}
	spin_lock_irqsave(&dongle->report_lock, flags);
	ahead = distance(report.sequence, dongle->sequence);
	/* a GET_STATE may have overtaken it */
	if (ahead > 0) {
		dongle->lost |= ahead > 1;
		dongle->sequence = report.sequence;
		dongle->report = report;
		dongle->fresh = true;
		queue_work(system_freezable_wq, &dongle->report_work);
	}
	spin_unlock_irqrestore(&dongle->report_lock, flags);
}

static void retry_later(struct usb_dongle *dongle)
{
	unsigned long flags, delay;

	spin_lock_irqsave(&dongle->report_lock, flags);
	dongle->errors++;
	delay = min_t(unsigned long, dongle->errors * RETRY_DELAY, RETRY_DELAY_MAX);
	spin_unlock_irqrestore(&dongle->report_lock, flags);
	queue_delayed_work(system_wq, &dongle->retry_work, delay);
}

static bool is_stopped(int err)
{
	switch (err) {
	case -ENOENT:
	case -ECONNRESET:
	case -ESHUTDOWN:
	case -ENODEV:
	case -EPERM:
	case -EHOSTUNREACH:
		return true;
	default:
		return false;
	}
}

static void report_complete(struct urb *urb)
{
	struct usb_dongle *dongle = urb->context;
	int err = urb->status;

	/* one that is cancelled may have been answered all the same */
	if (urb->actual_length && (!err || is_stopped(err)))
		receive_report(dongle, urb->actual_length);
	if (is_stopped(err))
		return;
	if (!err) {
		dongle->errors = 0;
		usb_mark_last_busy(dongle->udev);
		err = usb_submit_urb(urb, GFP_ATOMIC);
	}
	if (err && !is_stopped(err))
		retry_later(dongle);
}

static void submit(struct usb_dongle *dongle)
{
	int err = usb_submit_urb(dongle->urb, GFP_KERNEL);

	if (!err || is_stopped(err))
		return;
	dev_warn_ratelimited(&dongle->intf->dev, "cannot listen for changes: %d\n", err);
	retry_later(dongle);
}

static void retry_work(struct work_struct *work)
{
	struct usb_dongle *dongle = container_of(work, struct usb_dongle, retry_work.work);

	if (dongle->urb->status == -EPIPE)
		usb_clear_halt(dongle->udev, dongle->urb->pipe);
	submit(dongle);
	usb_dongle_report_resync(dongle);
}

/*
 * Our own writes that the device had not seen when it built @report count more. Once it
 * has, its tag may be any: that of a program which should have sent none. Before, that
 * may have hidden ours.
 */
static void show(struct usb_dongle *dongle, const struct dongle_report *report)
{
	mutex_lock(&dongle->core.lock);
	if (report->tag == dongle->tag)
		dongle->seen = true;
	if (dongle->seen || distance(report->tag, dongle->tag) > 0)
		snd_dongle_update(&dongle->core, &report->state);
	else
		queue_delayed_work(system_freezable_wq, &dongle->doubt_work, DOUBT_DELAY);
	mutex_unlock(&dongle->core.lock);
}

static void doubt_work(struct work_struct *work)
{
	struct usb_dongle *dongle = container_of(work, struct usb_dongle, doubt_work.work);
	bool seen;

	mutex_lock(&dongle->core.lock);
	seen = dongle->seen;
	mutex_unlock(&dongle->core.lock);
	if (!seen)
		usb_dongle_report_resync(dongle);
}

static int read_state(struct usb_dongle *dongle)
{
	struct dongle_report report;
	int err;

	mutex_lock(&dongle->core.lock);
	err = usb_dongle_get_state(dongle, &report);
	if (err)
		goto out_unlock;
	spin_lock_irq(&dongle->report_lock);
	if (distance(report.sequence, dongle->sequence) >= 0)
		dongle->fresh = false;
	dongle->sequence = report.sequence;
	spin_unlock_irq(&dongle->report_lock);
	dongle->tag = report.tag;
	dongle->seen = true;
	snd_dongle_update(&dongle->core, &report.state);

out_unlock:
	mutex_unlock(&dongle->core.lock);
	return err;
}

void usb_dongle_report_read(struct usb_dongle *dongle)
{
	int err;

	err = usb_autopm_get_interface(dongle->intf);
	if (!err) {
		err = read_state(dongle);
		usb_autopm_put_interface(dongle->intf);
	}
	if (!usb_dongle_ask_later(dongle, err) && err && !is_stopped(err))
		dev_warn_ratelimited(&dongle->intf->dev, "cannot read the state: %d\n", err);
}

static void report_work(struct work_struct *work)
{
	struct usb_dongle *dongle = container_of(work, struct usb_dongle, report_work);
	struct dongle_report report;
	bool fresh, lost;

	spin_lock_irq(&dongle->report_lock);
	report = dongle->report;
	fresh = dongle->fresh;
	lost = dongle->lost;
	dongle->fresh = false;
	dongle->lost = false;
	spin_unlock_irq(&dongle->report_lock);

	if (fresh)
		show(dongle, &report);
	if (lost)
		usb_dongle_report_read(dongle);
}

void usb_dongle_report_resync(struct usb_dongle *dongle)
{
	unsigned long flags;

	spin_lock_irqsave(&dongle->report_lock, flags);
	dongle->lost = true;
	spin_unlock_irqrestore(&dongle->report_lock, flags);
	queue_work(system_freezable_wq, &dongle->report_work);
}

int usb_dongle_report_init(struct usb_dongle *dongle, const struct usb_endpoint_descriptor *ep)
{
	spin_lock_init(&dongle->report_lock);
	INIT_WORK(&dongle->report_work, report_work);
	INIT_DELAYED_WORK(&dongle->retry_work, retry_work);
	INIT_DELAYED_WORK(&dongle->doubt_work, doubt_work);
	dongle->urb_buf = kmalloc(USB_DONGLE_MSG_MAX, GFP_KERNEL);
	if (!dongle->urb_buf)
		return -ENOMEM;
	dongle->urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!dongle->urb) {
		kfree(dongle->urb_buf);
		return -ENOMEM;
	}
	usb_fill_int_urb(dongle->urb, dongle->udev,
			 usb_rcvintpipe(dongle->udev, ep->bEndpointAddress), dongle->urb_buf,
			 USB_DONGLE_MSG_MAX, report_complete, dongle, ep->bInterval);
	usb_poison_urb(dongle->urb);
	return 0;
}

void usb_dongle_report_free(struct usb_dongle *dongle)
{
	/*
	 * A write that failed may have asked for a read after the stop. What is shown may
	 * leave a doubt, and a doubt asks for a read; that one leaves none.
	 */
	cancel_work_sync(&dongle->report_work);
	cancel_delayed_work_sync(&dongle->doubt_work);
	cancel_work_sync(&dongle->report_work);
	usb_dongle_ask_end(dongle);
	usb_free_urb(dongle->urb);
	kfree(dongle->urb_buf);
}

void usb_dongle_report_start(struct usb_dongle *dongle)
{
	usb_unpoison_urb(dongle->urb);
	submit(dongle);
}

bool usb_dongle_report_stop(struct usb_dongle *dongle)
{
	usb_poison_urb(dongle->urb);
	return cancel_delayed_work_sync(&dongle->retry_work);
}

void usb_dongle_report_retry(struct usb_dongle *dongle)
{
	usb_unpoison_urb(dongle->urb);
	queue_delayed_work(system_wq, &dongle->retry_work, 0);
}
