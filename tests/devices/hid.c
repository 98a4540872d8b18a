// SPDX-License-Identifier: GPL-2.0-only
/* Interface 2. Only the sizes of the reports are documented, not the keys. */
#include <endian.h>
#include <string.h>

#include "hid.h"

#define GET_REPORT	0x01
#define SET_REPORT	0x09
#define SET_IDLE	0x0a
#define REPORT_INPUT	0x0100	/* wValue */
#define REPORT_OUTPUT	0x0200
#define DT_HID		0x21
#define DT_REPORT	0x22
#define ENDPOINT	2
#define INPUT		8	/* bytes */

static const uint8_t report_descriptor[] = {
	0x05, 0x0c, 0x09, 0x01, 0xa1, 0x01,	/* consumer control */
	0x15, 0x00, 0x25, 0x01, 0x75, 0x01, 0x95, 0x06,
	0x09, 0xe9, 0x09, 0xea, 0x09, 0xcd, 0x09, 0xb5, 0x09, 0xb6, 0x09, 0xb7,
	0x81, 0x02,
	0x95, 0x02, 0x81, 0x03,
	0x06, 0x00, 0xff, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, 0x07,	/* vendor */
	0x09, 0x01, 0x81, 0x02,
	0x09, 0x02, 0x91, 0x02,
	0xc0,
};

static const uint8_t descriptors[] = {
	9, USB_DT_INTERFACE, 2, 0, 1, USB_CLASS_HID, 0, 0, 0,
	9, DT_HID, 0x11, 0x01, 0, 1, DT_REPORT, sizeof(report_descriptor), 0,
	7, USB_DT_ENDPOINT, USB_DIR_IN | ENDPOINT, USB_ENDPOINT_XFER_INT, INPUT, 0, 4,
};

static const struct hid_ops *hid_ops;

static int control(struct usb_device *dev, const struct usb_ctrlrequest *req, uint8_t *data)
{
	unsigned int value = le16toh(req->wValue);
	int result;

	if (req->bRequestType == (USB_DIR_IN | USB_TYPE_STANDARD | USB_RECIP_INTERFACE)) {
		if (value != DT_REPORT << 8)
			return USBDEV_STALL;
		memcpy(data, report_descriptor, sizeof(report_descriptor));
		return sizeof(report_descriptor);
	}
	switch (req->bRequest) {
	case GET_REPORT:
		if (value != REPORT_INPUT)
			break;
		/* the reply begins where the keys are */
		result = hid_ops->get_report(dev, req, data);
		return result == INPUT - 1 ? INPUT : result;
	case SET_REPORT:
		if (value != REPORT_OUTPUT)
			break;
		return hid_ops->set_report(dev, req, data);
	case SET_IDLE:
		return 0;
	}
	return USBDEV_STALL;
}

/* No key is ever pressed. */
static void submit(struct usb_device *dev, struct urb *urb)
{
	(void)dev;
	(void)urb;
}

const struct usb_function hid_function = {
	.descriptors = descriptors,
	.length = sizeof(descriptors),
	.interfaces = 1,
	.endpoints = 1 << ENDPOINT,
	.control = control,
	.submit = submit,
};

void hid_init(const struct hid_ops *ops)
{
	hid_ops = ops;
}
