// SPDX-License-Identifier: GPL-2.0-only
/*
 * Interfaces 0 and 1. No dump of the dongles' own descriptors was found; the unit
 * numbers and the per-channel volume without a master are those of a Dawn Pro 2
 * (frahz/mdrop#6), which has no mute. The endpoint is synchronous, so there is no
 * feedback to emulate.
 */
#include <endian.h>
#include <string.h>

#include "audio.h"

#define CLOCK		9
#define FEATURE_UNIT	10
#define ENDPOINT	1

#define CUR		1	/* requests */
#define RANGE		2
#define SAM_FREQ	1	/* controls of the clock */
#define CLOCK_VALID	2
#define FU_MUTE		1
#define FU_VOLUME	2

#define VOLUME_MIN	(-60 * 256)
#define VOLUME_MAX	0
#define VOLUME_STEP	128

#define CS_INTERFACE	0x24
#define CS_ENDPOINT	0x25

static const uint8_t descriptors[] = {
	8, USB_DT_INTERFACE_ASSOCIATION, 0, 2, USB_CLASS_AUDIO, 0, 0x20, 0,
	9, USB_DT_INTERFACE, 0, 0, 0, USB_CLASS_AUDIO, 1, 0x20, 0,
	9, CS_INTERFACE, 1, 0x00, 0x02, 4, 64, 0, 0,
	8, CS_INTERFACE, 10, CLOCK, 3, 7, 0, 0,
	17, CS_INTERFACE, 2, 1, 0x01, 0x01, 0, CLOCK, 2, 3, 0, 0, 0, 0, 0, 0, 0,
	18, CS_INTERFACE, 6, FEATURE_UNIT, 1, 0x03, 0, 0, 0, 0x0c, 0, 0, 0, 0x0c, 0, 0, 0, 0,
	12, CS_INTERFACE, 3, 2, 0x02, 0x03, 0, FEATURE_UNIT, CLOCK, 0, 0, 0,	/* headphones */
	9, USB_DT_INTERFACE, 1, 0, 0, USB_CLASS_AUDIO, 2, 0x20, 0,
	9, USB_DT_INTERFACE, 1, 1, 1, USB_CLASS_AUDIO, 2, 0x20, 0,
	16, CS_INTERFACE, 1, 1, 0, 1, 1, 0, 0, 0, 2, 3, 0, 0, 0, 0,	/* PCM, stereo */
	6, CS_INTERFACE, 2, 1, 2, 16,
	7, USB_DT_ENDPOINT, ENDPOINT, 0x0d, 0x84, 0x01, 4,	/* 97 frames in 1 ms */
	8, CS_ENDPOINT, 1, 0, 0, 0, 0, 0,
	9, USB_DT_INTERFACE, 1, 2, 1, USB_CLASS_AUDIO, 2, 0x20, 0,
	16, CS_INTERFACE, 1, 1, 0, 1, 1, 0, 0, 0, 2, 3, 0, 0, 0, 0,	/* PCM, stereo */
	6, CS_INTERFACE, 2, 1, 4, 32,
	7, USB_DT_ENDPOINT, ENDPOINT, 0x0d, 0x08, 0x03, 4,	/* 97 frames in 1 ms */
	8, CS_ENDPOINT, 1, 0, 0, 0, 0, 0,
};

static const uint32_t rates[] = { 44100, 48000, 88200, 96000, 0 };

static struct audio audio = { .rate = 48000 };

static unsigned int frame_bytes(const struct usb_device *dev)
{
	return dev->alternate[1] == 2 ? 8 : 4;
}

static void put16(uint8_t *data, uint16_t value)
{
	value = htole16(value);
	memcpy(data, &value, sizeof(value));
}

static void put32(uint8_t *data, uint32_t value)
{
	value = htole32(value);
	memcpy(data, &value, sizeof(value));
}

static uint32_t get32(const uint8_t *data)
{
	uint32_t value;

	memcpy(&value, data, sizeof(value));
	return le32toh(value);
}

static int rate_range(uint8_t *data)
{
	unsigned int i;

	for (i = 0; rates[i]; i++) {
		put32(data + 2 + 12 * i, rates[i]);
		put32(data + 6 + 12 * i, rates[i]);
		put32(data + 10 + 12 * i, 0);
	}
	put16(data, i);
	return 2 + 12 * i;
}

static int clock_request(unsigned int control, unsigned int request, bool in, uint8_t *data)
{
	if (control == CLOCK_VALID && request == CUR && in) {
		data[0] = 1;
		return 1;
	}
	if (control != SAM_FREQ)
		return USBDEV_STALL;
	if (request == RANGE && in)
		return rate_range(data);
	if (request != CUR)
		return USBDEV_STALL;
	if (in)
		put32(data, audio.rate);
	else
		audio.rate = get32(data);
	return 4;
}

static int mute_request(bool in, uint8_t *data)
{
	if (in)
		data[0] = audio.mute;
	else
		audio.mute = data[0];
	return 1;
}

static int volume_request(unsigned int channel, unsigned int request, bool in, uint8_t *data)
{
	int16_t *volume = &audio.volume[channel - 1];

	if (request == RANGE && in) {
		put16(data, 1);
		put16(data + 2, VOLUME_MIN);
		put16(data + 4, VOLUME_MAX);
		put16(data + 6, VOLUME_STEP);
		return 8;
	}
	if (request != CUR)
		return USBDEV_STALL;
	if (in)
		put16(data, *volume);
	else
		*volume = data[0] | data[1] << 8;
	return 2;
}

static int control(struct usb_device *dev, const struct usb_ctrlrequest *req, uint8_t *data)
{
	unsigned int selector = le16toh(req->wValue) >> 8, channel = le16toh(req->wValue) & 0xff;
	bool in = req->bRequestType & USB_DIR_IN;

	if ((req->bRequestType & USB_RECIP_MASK) != USB_RECIP_INTERFACE)
		return USBDEV_STALL;
	switch (le16toh(req->wIndex)) {
	case CLOCK << 8:
		return clock_request(selector, req->bRequest, in, data);
	case FEATURE_UNIT << 8:
		if (selector == FU_MUTE && !channel && req->bRequest == CUR)
			return mute_request(in, data);
		if (selector == FU_VOLUME && (channel == 1 || channel == 2))
			return volume_request(channel, req->bRequest, in, data);
	}
	return USBDEV_STALL;
}

static void submit(struct usb_device *dev, struct urb *urb)
{
	vhci_pace(&dev->vhci, urb);
}

static void expire(struct usb_device *dev, struct urb *urb)
{
	audio.frames += urb->length / frame_bytes(dev);
	vhci_complete(&dev->vhci, urb, 0, urb->length);
}

const struct usb_function audio_function = {
	.descriptors = descriptors,
	.length = sizeof(descriptors),
	.interfaces = 2,
	.endpoints = 1 << ENDPOINT,
	.control = control,
	.submit = submit,
	.expire = expire,
};

const struct audio *audio_state(void)
{
	return &audio;
}
