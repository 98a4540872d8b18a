// SPDX-License-Identifier: GPL-2.0-only
/*
 * Control transfers. The output stage may sleep and the setup callback may not,
 * so a work item answers. It applies the data of one SET_STATE before it takes
 * the next request: the host waits meanwhile, and requests take effect in order.
 */
#include <linux/slab.h>
#include "f_dongle.h"
#include "../core/codec.h"

struct request {
	u8 type;
	u16 length_min;
	u16 length_max;
	size_t (*build)(struct f_dongle *dongle, void *buf); /* NULL: takes data */
};

static size_t build_info(struct f_dongle *dongle, void *buf)
{
	return dongle_codec_build_info(buf, &dongle->core.info);
}

static size_t build_state(struct f_dongle *dongle, void *buf)
{
	struct dongle_report report;

	mutex_lock(&dongle->core.lock);
	f_dongle_report_read(dongle, &report);
	mutex_unlock(&dongle->core.lock);
	return dongle_codec_build_report(buf, &report);
}

#define VENDOR_INTERFACE	(USB_TYPE_VENDOR | USB_RECIP_INTERFACE)

static const struct request requests[] = {
	[USB_DONGLE_GET_INFO] = {
		.type = USB_DIR_IN | VENDOR_INTERFACE,
		.length_max = U16_MAX,
		.build = build_info,
	},
	[USB_DONGLE_GET_STATE] = {
		.type = USB_DIR_IN | VENDOR_INTERFACE,
		.length_max = U16_MAX,
		.build = build_state,
	},
	[USB_DONGLE_SET_STATE] = {
		.type = USB_DIR_OUT | VENDOR_INTERFACE,
		.length_min = USB_DONGLE_SET_MIN,
		.length_max = USB_DONGLE_MSG_MAX,
	},
};

static bool is_valid(const struct f_dongle *dongle, const struct usb_ctrlrequest *setup)
{
	u16 length = le16_to_cpu(setup->wLength);
	const struct request *request;

	if (setup->bRequest >= ARRAY_SIZE(requests))
		return false;
	request = &requests[setup->bRequest];
	return request->type && setup->bRequestType == request->type && !setup->wValue &&
	       le16_to_cpu(setup->wIndex) == dongle->interface &&
	       length >= request->length_min && length <= request->length_max;
}

int f_dongle_ep0_setup(struct f_dongle *dongle, const struct usb_ctrlrequest *setup)
{
	struct f_dongle_ep0 *ep0 = &dongle->ep0;
	unsigned long flags;

	if (!is_valid(dongle, setup))
		return -EOPNOTSUPP;
	spin_lock_irqsave(&dongle->lock, flags);
	ep0->setup = *setup;
	ep0->asked = true;
	ep0->number++;
	spin_unlock_irqrestore(&dongle->lock, flags);
	queue_work(system_highpri_wq, &ep0->work);
	/* endpoint 0 answers NAK until the work has queued our request */
	return setup->wLength ? 0 : USB_GADGET_DELAYED_STATUS;
}

void f_dongle_ep0_disable(struct f_dongle *dongle)
{
	unsigned long flags;

	spin_lock_irqsave(&dongle->lock, flags);
	dongle->ep0.asked = false;
	dongle->ep0.number++;
	spin_unlock_irqrestore(&dongle->lock, flags);
}

static void ep0_complete(struct usb_ep *ep, struct usb_request *req)
{
	struct f_dongle *dongle = req->context;
	struct f_dongle_ep0 *ep0 = &dongle->ep0;
	unsigned long flags;

	spin_lock_irqsave(&dongle->lock, flags);
	ep0->queued = false;
	/* else what came belongs to a newer request */
	if (ep0->receiving && ep0->answered == ep0->number && !req->status) {
		memcpy(ep0->data, req->buf, req->actual);
		ep0->length = req->actual;
		ep0->received = true;
		queue_work(system_highpri_wq, &ep0->work);
	}
	spin_unlock_irqrestore(&dongle->lock, flags);
}

static void prepare(struct f_dongle *dongle, const struct usb_ctrlrequest *setup)
{
	const struct request *request = &requests[setup->bRequest];
	struct usb_request *req = dongle->ep0.req;
	unsigned int length = le16_to_cpu(setup->wLength);

	req->length = length;
	req->zero = false;
	if (!request->build)
		return;
	req->length = min_t(size_t, request->build(dongle, req->buf), length);
	req->zero = req->length < length;
}

/* Return: false if the host has given up on the request, or left. */
static bool begin_answer(struct f_dongle *dongle, const struct usb_ctrlrequest *setup,
			 unsigned int number)
{
	struct f_dongle_ep0 *ep0 = &dongle->ep0;
	bool wanted;

	spin_lock_irq(&dongle->lock);
	wanted = number == ep0->number;
	ep0->queued = wanted;
	ep0->receiving = !requests[setup->bRequest].build;
	ep0->answered = number;
	spin_unlock_irq(&dongle->lock);
	return wanted;
}

/* Return: true if that happened while its answer was being queued. */
static bool is_late(struct f_dongle *dongle)
{
	struct f_dongle_ep0 *ep0 = &dongle->ep0;
	bool late;

	spin_lock_irq(&dongle->lock);
	late = ep0->queued && ep0->answered != ep0->number;
	spin_unlock_irq(&dongle->lock);
	return late;
}

static void answer(struct f_dongle *dongle, const struct usb_ctrlrequest *setup,
		   unsigned int number)
{
	struct usb_ep *ep = dongle->func.config->cdev->gadget->ep0;
	struct f_dongle_ep0 *ep0 = &dongle->ep0;
	int err;

	/* the host gave up on the request before */
	if (READ_ONCE(ep0->queued))
		usb_ep_dequeue(ep, ep0->req);
	prepare(dongle, setup);
	if (!begin_answer(dongle, setup, number))
		return;
	err = usb_ep_queue(ep, ep0->req, GFP_KERNEL);
	if (!err) {
		if (is_late(dongle))
			usb_ep_dequeue(ep, ep0->req);
		return;
	}
	spin_lock_irq(&dongle->lock);
	ep0->queued = false;
	spin_unlock_irq(&dongle->lock);
	if (err != -ESHUTDOWN)
		usb_ep_set_halt(ep);
}

static void ep0_work(struct work_struct *work)
{
	struct f_dongle *dongle = container_of(work, struct f_dongle, ep0.work);
	struct f_dongle_ep0 *ep0 = &dongle->ep0;
	struct usb_ctrlrequest setup;
	u8 data[USB_DONGLE_MSG_MAX];
	bool asked, received;
	unsigned int length, number;

	spin_lock_irq(&dongle->lock);
	received = ep0->received;
	length = ep0->length;
	memcpy(data, ep0->data, sizeof(data));
	asked = ep0->asked;
	setup = ep0->setup;
	number = ep0->number;
	ep0->received = false;
	ep0->asked = false;
	spin_unlock_irq(&dongle->lock);

	/* sent before the request that waits */
	if (received)
		f_dongle_receive(dongle, data, length);
	if (asked)
		answer(dongle, &setup, number);
}

int f_dongle_ep0_init(struct f_dongle *dongle, struct usb_gadget *gadget)
{
	struct usb_request *req = usb_ep_alloc_request(gadget->ep0, GFP_KERNEL);

	if (!req)
		return -ENOMEM;
	req->buf = kmalloc(USB_DONGLE_MSG_MAX, GFP_KERNEL);
	if (!req->buf) {
		usb_ep_free_request(gadget->ep0, req);
		return -ENOMEM;
	}
	req->complete = ep0_complete;
	req->context = dongle;
	dongle->ep0.req = req;
	INIT_WORK(&dongle->ep0.work, ep0_work);
	return 0;
}

void f_dongle_ep0_free(struct f_dongle *dongle, struct usb_gadget *gadget)
{
	struct f_dongle_ep0 *ep0 = &dongle->ep0;

	cancel_work_sync(&ep0->work);
	usb_ep_dequeue(gadget->ep0, ep0->req);
	/* its completion may have queued the work again */
	cancel_work_sync(&ep0->work);
	kfree(ep0->req->buf);
	usb_ep_free_request(gadget->ep0, ep0->req);
	ep0->req = NULL;
	ep0->asked = false;
	ep0->received = false;
}
