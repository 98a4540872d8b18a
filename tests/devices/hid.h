/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A HID function: media keys, and vendor bytes in the same report. Reports have
 * no numbers; input is one byte of keys and 7 of the vendor, output 7.
 */
#ifndef HID_H
#define HID_H

#include "usbdev.h"

struct hid_ops {
	int (*set_report)(struct usb_device *dev, const struct usb_ctrlrequest *req,
			  const uint8_t *data);
	int (*get_report)(struct usb_device *dev, const struct usb_ctrlrequest *req,
			  uint8_t *data);
};

extern const struct usb_function hid_function;

/* For the one device of this process, before it is plugged in. */
void hid_init(const struct hid_ops *ops);

#endif
