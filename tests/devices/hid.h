/* SPDX-License-Identifier: GPL-2.0-only */
/* A HID function: interface 2, interrupt IN, and interrupt OUT where it has one. */
#ifndef HID_H
#define HID_H

#include "usbdev.h"

#define HID_MAX_REPORT	64

/* A byte of media keys in a report descriptor, the lowest bit is volume up. */
#define HID_KEYS \
	0x15, 0x00, 0x25, 0x01, 0x75, 0x01, 0x95, 0x06, \
	0x09, 0xe9, 0x09, 0xea, 0x09, 0xcd, 0x09, 0xb5, 0x09, 0xb6, 0x09, 0xb7, \
	0x81, 0x02, 0x95, 0x02, 0x81, 0x03

/*
 * @set_report: an output report, @req is NULL when it came by interrupt OUT
 * @get_report: puts an input report there; NULL when it has none to ask for
 * Return: as from control().
 */
struct hid {
	const uint8_t *report_descriptor;
	uint8_t descriptor_length;
	uint8_t input;		/* bytes, with the report's number */
	uint8_t output;		/* by interrupt, 0: no such endpoint */
	uint8_t number;		/* of the reports, 0: they have none */
	int (*set_report)(struct usb_device *dev, const struct usb_ctrlrequest *req,
			  const uint8_t *data, size_t length);
	int (*get_report)(struct usb_device *dev, const struct usb_ctrlrequest *req,
			  uint8_t *data);
};

/* Of the one device of this process, before it is plugged in. */
const struct usb_function *hid_function(const struct hid *hid);

/* Has an input report read, not before it is @due (us), in the order of that. */
void hid_send(struct usb_device *dev, const uint8_t *data, size_t length, uint64_t due);

#endif
