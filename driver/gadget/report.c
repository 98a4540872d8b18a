// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reports: at most one is on its way, what changes meanwhile is merged into the
 * next one.
 */
#include <linux/delay.h>
#include <linux/slab.h>
#include "f_dongle.h"
#include "../core/codec.h"

/* Called with dongle->lock held. */
static bool can_send(const struct f_dongle_reports *reports)
{
	return reports->pending && reports->enabled && !reports->queued && !reports->suspended;
}

/* Called with dongle->lock held. */
static void build(struct f_dongle_reports *reports)
{
	reports->next.sequence++;
	reports->req->length = dongle_codec_build_report(reports->req->buf, &reports->next);
	reports->next.cause = 0;
	reports->pending = false;
	reports->queued = true;
}

static void send(struct f_dongle *dongle)
{
	struct f_dongle_reports *reports = &dongle->reports;
	unsigned long flags;
	bool wake;
	int err;

	spin_lock_irqsave(&dongle->lock, flags);
	wake = reports->pending && reports->suspended;
	if (can_send(reports)) {
		build(reports);
		spin_unlock_irqrestore(&dongle->lock, flags);
		/* may complete at once, which sends what was merged meanwhile */
		err = usb_ep_queue(reports->ep, reports->req, GFP_ATOMIC);
		spin_lock_irqsave(&dongle->lock, flags);
		/* the host notices the gap in the numbers */
		if (err)
			reports->queued = false;
	}
	spin_unlock_irqrestore(&dongle->lock, flags);
	/* fails where the host did not allow it; then the report waits */
	if (wake)
		usb_gadget_wakeup(dongle->func.config->cdev->gadget);
}

static void send_complete(struct usb_ep *ep, struct usb_request *req)
{
	struct f_dongle *dongle = req->context;
	unsigned long flags;

	spin_lock_irqsave(&dongle->lock, flags);
	dongle->reports.queued = false;
	spin_unlock_irqrestore(&dongle->lock, flags);
	if (!req->status)
		send(dongle);
}

int f_dongle_report_init(struct f_dongle *dongle)
{
	struct usb_request *req = usb_ep_alloc_request(dongle->reports.ep, GFP_KERNEL);

	if (!req)
		return -ENOMEM;
	req->buf = kmalloc(USB_DONGLE_MSG_MAX, GFP_KERNEL);
	if (!req->buf) {
		usb_ep_free_request(dongle->reports.ep, req);
		return -ENOMEM;
	}
	req->complete = send_complete;
	req->context = dongle;
	dongle->reports.req = req;
	return 0;
}

void f_dongle_report_free(struct f_dongle *dongle)
{
	struct f_dongle_reports *reports = &dongle->reports;

	/*
	 * A send that was under way while the endpoint was disabled may have put
	 * its request on the dead endpoint, or be about to.
	 */
	while (READ_ONCE(reports->queued)) {
		usb_ep_dequeue(reports->ep, reports->req);
		usleep_range(1000, 2000);
	}
	kfree(reports->req->buf);
	usb_ep_free_request(reports->ep, reports->req);
}

int f_dongle_report_enable(struct f_dongle *dongle)
{
	struct f_dongle_reports *reports = &dongle->reports;
	unsigned long flags;
	int err;

	err = config_ep_by_speed(dongle->func.config->cdev->gadget, &dongle->func, reports->ep);
	if (!err)
		err = usb_ep_enable(reports->ep);
	if (err)
		return err;
	spin_lock_irqsave(&dongle->lock, flags);
	reports->enabled = true;
	reports->suspended = false;
	reports->pending = false;
	reports->next.cause = 0;
	spin_unlock_irqrestore(&dongle->lock, flags);
	return 0;
}

void f_dongle_report_disable(struct f_dongle *dongle)
{
	unsigned long flags;

	spin_lock_irqsave(&dongle->lock, flags);
	dongle->reports.enabled = false;
	dongle->reports.pending = false;
	spin_unlock_irqrestore(&dongle->lock, flags);
	usb_ep_disable(dongle->reports.ep);
}

void f_dongle_report_suspend(struct f_dongle *dongle, bool suspended)
{
	unsigned long flags;

	spin_lock_irqsave(&dongle->lock, flags);
	dongle->reports.suspended = suspended;
	spin_unlock_irqrestore(&dongle->lock, flags);
	send(dongle);
}

void f_dongle_report(struct f_dongle *dongle, u32 cause, const struct dongle_state *state)
{
	struct f_dongle_reports *reports = &dongle->reports;
	unsigned long flags;

	lockdep_assert_held(&dongle->core.lock);
	spin_lock_irqsave(&dongle->lock, flags);
	reports->next.state = *state;
	reports->next.cause |= cause;
	reports->pending = reports->enabled;
	spin_unlock_irqrestore(&dongle->lock, flags);
	send(dongle);
}

void f_dongle_report_result(struct f_dongle *dongle, u8 result, u16 tag)
{
	unsigned long flags;

	lockdep_assert_held(&dongle->core.lock);
	spin_lock_irqsave(&dongle->lock, flags);
	dongle->reports.next.result = result;
	if (tag)
		dongle->reports.next.tag = tag;
	spin_unlock_irqrestore(&dongle->lock, flags);
}

void f_dongle_report_read(struct f_dongle *dongle, struct dongle_report *report)
{
	unsigned long flags;

	lockdep_assert_held(&dongle->core.lock);
	spin_lock_irqsave(&dongle->lock, flags);
	*report = dongle->reports.next;
	spin_unlock_irqrestore(&dongle->lock, flags);
	report->cause = 0;
	report->state = dongle->core.state;
}
