// SPDX-License-Identifier: GPL-2.0-only
#include <endian.h>
#include <errno.h>
#include <string.h>

#include "hid.h"
#include "script.h"

#define GET_REPORT	0x01
#define SET_REPORT	0x09
#define SET_IDLE	0x0a
#define REPORT_INPUT	0x0100	/* wValue */
#define REPORT_OUTPUT	0x0200
#define DT_HID		0x21
#define DT_REPORT	0x22
#define INTERFACE	2
#define ENDPOINT	2	/* both directions */
#define INTERVAL	4	/* 1 ms */
#define WAITING		16	/* input reports that fit */

struct report {
	uint64_t due;
	size_t length;
	uint8_t data[HID_MAX_REPORT];
};

static const struct hid *hid;
static struct report waiting[WAITING];
static unsigned int count;

static int get_descriptor(unsigned int value, uint8_t *data)
{
	if (value != DT_REPORT << 8)
		return USBDEV_STALL;
	memcpy(data, hid->report_descriptor, hid->descriptor_length);
	return hid->descriptor_length;
}

static int control(struct usb_device *dev, const struct usb_ctrlrequest *req, uint8_t *data)
{
	unsigned int value = le16toh(req->wValue);

	if (req->bRequestType == (USB_DIR_IN | USB_TYPE_STANDARD | USB_RECIP_INTERFACE))
		return get_descriptor(value, data);
	switch (req->bRequest) {
	case GET_REPORT:
		if (value != (REPORT_INPUT | hid->number) || !hid->get_report)
			break;
		return hid->get_report(dev, req, data);
	case SET_REPORT:
		if (value != (REPORT_OUTPUT | hid->number))
			break;
		return hid->set_report(dev, req, data, le16toh(req->wLength));
	case SET_IDLE:
		return 0;
	}
	return USBDEV_STALL;
}

static bool reads(const struct urb *urb)
{
	return urb->endpoint == ENDPOINT && urb->in;
}

/* Each transfer that reads falls due with its report. */
static void pair(struct usb_device *dev)
{
	struct urb *urb = dev->vhci.urbs;
	unsigned int i;

	for (i = 0; urb && i < count; urb = urb->next)
		if (reads(urb) && !urb->decided)
			urb->due = waiting[i++].due;
}

static void take_output(struct usb_device *dev, struct urb *urb)
{
	int result = hid->set_report(dev, NULL, urb->data, urb->length);
	uint8_t data[USBDEV_MAX_DATA] = {};

	if (result == USBDEV_SILENT) {
		log_bytes("silent", urb->data, urb->length);
		return;
	}
	if (result < 0)
		log_bytes("stall", urb->data, urb->length);
	usbdev_answer(dev, urb, "out", data, result < 0 ? result : (int)urb->length);
}

static void submit(struct usb_device *dev, struct urb *urb)
{
	if (!urb->in)
		take_output(dev, urb);
	else if (!usbdev_storms(dev, urb))
		pair(dev);
}

static void expire(struct usb_device *dev, struct urb *urb)
{
	uint8_t data[USBDEV_MAX_DATA] = {};
	size_t length = waiting[0].length;

	urb->due = 0;
	if (usbdev_storms(dev, urb) || !count)
		return;
	if (length > urb->length)
		length = urb->length;
	memcpy(data, waiting[0].data, length);
	memmove(waiting, waiting + 1, --count * sizeof(*waiting));
	log_bytes("in", data, length);
	usbdev_answer(dev, urb, "report", data, length);
	pair(dev);
}

void hid_send(struct usb_device *dev, const uint8_t *data, size_t length, uint64_t due)
{
	struct report *report = waiting + count;

	if (count == WAITING)
		return;
	for (; report > waiting && report[-1].due > due; report--)
		*report = report[-1];
	report->due = due;
	report->length = length;
	memcpy(report->data, data, length);
	count++;
	pair(dev);
}

const struct usb_function *hid_function(const struct hid *description)
{
	static uint8_t descriptors[] = {
		9, USB_DT_INTERFACE, INTERFACE, 0, 1, USB_CLASS_HID, 0, 0, 0,
		9, DT_HID, 0x11, 0x01, 0, 1, DT_REPORT, 0, 0,
		7, USB_DT_ENDPOINT, USB_DIR_OUT | ENDPOINT, USB_ENDPOINT_XFER_INT, 0, 0, INTERVAL,
		7, USB_DT_ENDPOINT, USB_DIR_IN | ENDPOINT, USB_ENDPOINT_XFER_INT, 0, 0, INTERVAL,
	};
	static struct usb_function function = {
		.descriptors = descriptors,
		.length = sizeof(descriptors),
		.interfaces = 1,
		.endpoints = 1 << ENDPOINT,
		.control = control,
		.submit = submit,
		.expire = expire,
	};

	hid = description;
	descriptors[16] = hid->descriptor_length;
	descriptors[22] = hid->output;
	descriptors[29] = hid->input;
	if (hid->output) {
		descriptors[4] = 2;
	} else {
		memmove(descriptors + 18, descriptors + 25, 7);
		function.length -= 7;
	}
	return &function;
}
