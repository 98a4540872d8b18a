// SPDX-License-Identifier: GPL-2.0-only
/*
 * A dongle that speaks the protocol of driver/uapi/linux/usb/dongle.h, written from its
 * text with numbers of its own. Interface 2; a level shows itself by the bytes that were
 * written.
 */
#include <endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audio.h"
#include "device.h"

#define INTERFACE	2
#define ENDPOINT	2

#define GET_INFO	0x01
#define GET_STATE	0x02
#define SET_STATE	0x03
#define SET_MIN		32
#define MESSAGE_MAX	64
#define STATE_BYTES	24
#define REPORT_BYTES	36

/* Bytes of a report, and of SET_STATE behind its head. */
#define REPORT_STATE	12
#define SET_TAG		2
#define SET_MASK	4
#define SET_STATE_AT	8

#define MODE		(1u << 0)
#define GAIN		(1u << 1)
#define FILTER		(1u << 2)
#define ACTIVE		(1u << 3)
#define OUTPUT(n, bit)	((1u << (bit)) << (8 + 8 * (n)))
#define WRITABLE	(MODE | GAIN | FILTER | 7u << 8 | 7u << 16)

static const uint8_t info[] = {
	0x44, 0x4e, 0x47, 0x4c, 0x00, 0x01, 64, 0, 0x07, 0x07,
	0xf6, 0xf3, 0xfb, 0xf9, 0x00, 0x00, 1, 2, 3, 4, 5, 0, 0, 0,
	1, 0x3f, 0x00, 0x9c, 0x00, 0x00, 0x80, 0x00,	/* -100 .. 0 dB in steps of 0.5 dB */
	0xf4, 0x01, 0xe8, 0x03, 0xd0, 0x07, 0xf4, 0x01,
	4, 0x3f, 0x00, 0x9c, 0x00, 0x00, 0x80, 0x00,
	0xe8, 0x03, 0xd0, 0x07, 0xa0, 0x0f, 0xe8, 0x03,
	0, 0, 0, 0, 0, 0, 0, 0,
};

/* Where a field lies in a state, and its mask bit. */
struct field {
	uint32_t bit;
	uint8_t at;
	uint8_t bytes;
	bool level;
	uint8_t max;
};

static const struct field fields[] = {
	{ MODE, 0, 1, false, 2 },
	{ GAIN, 2, 1, false, 2 },
	{ FILTER, 3, 1, false, 4 },
	{ OUTPUT(0, 0), 4, 4, true },
	{ OUTPUT(0, 2), 8, 2, true },
	{ OUTPUT(0, 1), 10, 1, false, 1 },
	{ OUTPUT(1, 0), 14, 4, true },
	{ OUTPUT(1, 2), 18, 2, true },
	{ OUTPUT(1, 1), 20, 1, false, 1 },
	{ }
};

struct dongle {
	struct device device;
	uint8_t state[STATE_BYTES];
	uint8_t result;
	uint16_t sequence;
	uint16_t tag;
	uint32_t cause;		/* of the report that is not sent yet */
	bool pending;
};

static int16_t get16(const uint8_t *data)
{
	return data[0] | data[1] << 8;
}

static void put16(uint8_t *data, uint16_t value)
{
	data[0] = value;
	data[1] = value >> 8;
}

static int build_report(struct dongle *dongle, uint32_t cause, uint8_t *data)
{
	memset(data, 0, REPORT_BYTES);
	data[0] = REPORT_BYTES;
	data[1] = dongle->result;
	put16(data + 2, dongle->sequence);
	put16(data + 4, dongle->tag);
	put16(data + 8, cause);
	put16(data + 10, cause >> 16);
	memcpy(data + REPORT_STATE, dongle->state, STATE_BYTES);
	return REPORT_BYTES;
}

static void deliver(struct dongle *dongle)
{
	struct usb_device *usb = &dongle->device.usb;
	uint8_t data[USBDEV_MAX_DATA] = {};
	struct urb *urb = usb->vhci.urbs;
	int length;

	while (urb && (urb->endpoint != ENDPOINT || !urb->in || urb->decided))
		urb = urb->next;
	if (!urb || usbdev_storms(usb, urb) || !dongle->pending)
		return;
	length = build_report(dongle, dongle->cause, data);
	dongle->pending = false;
	dongle->cause = 0;
	log_bytes("in", data, length);
	usbdev_answer(usb, urb, "report", data, length);
}

/* The number is that of the report, which is merged with one that waits. */
static void changed(struct dongle *dongle, uint32_t cause)
{
	if (!dongle->pending)
		dongle->sequence++;
	dongle->pending = true;
	dongle->cause |= cause;
	deliver(dongle);
}

static bool level_fits(const uint8_t *state, const struct field *field, const uint8_t *limit)
{
	unsigned int i;

	for (i = 0; i < field->bytes; i += 2) {
		int level = get16(state + field->at + i);

		if (level < -100 * 256 || level > 0 || level % 128)
			return false;
		if (limit && level > get16(limit))
			return false;
	}
	return true;
}

/* Return: the result of a SET_STATE whose length is right. */
static int apply(struct dongle *dongle, uint32_t mask, const uint8_t *wanted)
{
	uint8_t next[STATE_BYTES];
	const struct field *field;

	if (mask & ~WRITABLE)
		return 2;
	memcpy(next, dongle->state, sizeof(next));
	for (field = fields; field->bit; field++)
		if (mask & field->bit)
			memcpy(next + field->at, wanted + field->at, field->bytes);
	for (field = fields; field->bit; field++) {
		if (field->level && !level_fits(next, field, NULL))
			return 3;
		if (!field->level && next[field->at] > field->max)
			return 3;
		if (field->bytes == 4 && !level_fits(next, field, next + field->at + 4))
			return 4;
	}
	memcpy(dongle->state, next, sizeof(next));
	return 0;
}

static int set_state(struct dongle *dongle, const uint8_t *data, unsigned int length)
{
	uint32_t mask;

	if (length < SET_MIN || length > MESSAGE_MAX)
		return USBDEV_STALL;
	log_bytes("out", data, length);
	mask = (uint16_t)get16(data + SET_MASK) | (uint32_t)get16(data + SET_MASK + 2) << 16;
	dongle->result = data[0] == length ? apply(dongle, mask, data + SET_STATE_AT) : 1;
	if (get16(data + SET_TAG))
		dongle->tag = get16(data + SET_TAG);
	changed(dongle, dongle->result ? 0 : mask);
	return length;
}

static int vendor_control(struct usb_device *usb, const struct usb_ctrlrequest *req, uint8_t *data)
{
	struct dongle *dongle = usb->owner;
	bool in = req->bRequestType & USB_DIR_IN;
	int result = device_fault(&dongle->device);

	if (result)
		return result;
	if ((req->bRequestType & USB_RECIP_MASK) != USB_RECIP_INTERFACE || req->wValue)
		return USBDEV_STALL;
	if (req->bRequest == GET_INFO && in) {
		memcpy(data, info, sizeof(info));
		return sizeof(info);
	}
	if (req->bRequest == GET_STATE && in)
		return build_report(dongle, 0, data);
	if (req->bRequest == SET_STATE && !in)
		return set_state(dongle, data, le16toh(req->wLength));
	return USBDEV_STALL;
}

static int no_request(struct usb_device *usb, const struct usb_ctrlrequest *req, uint8_t *data)
{
	return USBDEV_STALL;
}

static void submit(struct usb_device *usb, struct urb *urb)
{
	deliver(usb->owner);
}

static void expire(struct usb_device *usb, struct urb *urb)
{
	urb->due = 0;
	deliver(usb->owner);
}

static const uint8_t descriptors[] = {
	9, USB_DT_INTERFACE, INTERFACE, 0, 1, 0xff, 0x44, 0x01, 0,
	7, USB_DT_ENDPOINT, USB_DIR_IN | ENDPOINT, USB_ENDPOINT_XFER_INT, 64, 0, 1,
};

static const struct usb_function function = {
	.descriptors = descriptors,
	.length = sizeof(descriptors),
	.interfaces = 1,
	.endpoints = 1 << ENDPOINT,
	.control = no_request,
	.submit = submit,
	.expire = expire,
};

/* What a hand at the device does: a plug goes in, or out. */
static bool command(struct device *device, const char *name, const char *value)
{
	struct dongle *dongle = device->usb.owner;
	int out = name && !strcmp(name, "balanced");

	if (!value || (!out && strcmp(name, "se")))
		return false;
	dongle->state[11 + 10 * out] = atoi(value);
	changed(dongle, OUTPUT(out, 3));
	return true;
}

static const struct setting settings[] = { { } };

int main(int argc, char **argv)
{
	struct dongle dongle = {
		.state = {
			2, 0, 0, 0,
			0, 0xc4, 0, 0xc4, 0, 0, 0, 0, 0, 0,	/* -60 dB */
			0, 0xc4, 0, 0xc4, 0, 0, 0, 0, 0, 0,
		},
		.device = {
			.usb = {
				.vendor = 0x1d6b,
				.product = 0x0105,
				.strings = { "Nobody", "Hostile Dongle" },
				.functions = { &audio_function, &function },
				.vendor_control = vendor_control,
				.owner = &dongle,
			},
			.command = command,
		},
	};

	settings_power_on(&dongle.device.settings, settings);
	return device_main(&dongle.device, argc, argv);
}
