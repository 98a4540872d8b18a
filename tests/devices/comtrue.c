// SPDX-License-Identifier: GPL-2.0-only
#include <endian.h>
#include <string.h>

#include "audio.h"
#include "comtrue.h"
#include "device.h"
#include "hid.h"

#define FRAME		7
#define HID_INPUT	8	/* keys, and 7 bytes of the vendor */
#define MARK		0xa5	/* second byte of every frame */
#define REPLY_HEADER	0xa0	/* P1; what a KA5 replies is not documented, the same is assumed */
#define QUESTION	0xa0	/* and above: commands that ask */
#define INDEX		0x09a0	/* wIndex; the low byte is no interface number */
#define TYPE_WRITE	(USB_DIR_OUT | USB_TYPE_VENDOR | USB_RECIP_OTHER)
#define TYPE_READ	(USB_DIR_IN | USB_TYPE_VENDOR | USB_RECIP_OTHER)

/* What the vendors' programs wait between a question and its reply. */
#define DELAY_MS	100

struct dongle {
	struct device device;
	const struct comtrue_model *model;
	uint8_t slot[FRAME];	/* stays until there is a newer reply */
	uint8_t before[FRAME];	/* what was in the slot before */
	uint8_t next[FRAME];
	uint64_t next_us;	/* when it goes into the slot, 0: never */
};

/* Moondrop Dawn family; power-on values are assumed but for the 0x60. */
const struct setting dawn_settings[] = {
	{ "filter", 0, 0x01, 0, 4, NULL, 0xa3, 3 },
	{ "gain", 0, 0x02, 0, 1, NULL, 0xa3, 4 },
	{ "led", 0, 0x06, 0, 2, NULL, 0xa3, 5 },
	{ "volume", 0x60, 0x04, 0, 255, NULL, 0xa2, 4 },
	{ }
};

static bool write_settings(struct dongle *dongle, uint8_t command, const uint8_t *arguments)
{
	if (dongle->model->balance == command && arguments[0] && arguments[1])
		return false;
	return settings_write(&dongle->device.settings, command, arguments);
}

static void update_slot(struct dongle *dongle)
{
	if (!dongle->next_us || now_us() < dongle->next_us)
		return;
	dongle->next_us = 0;
	memcpy(dongle->before, dongle->slot, FRAME);
	memcpy(dongle->slot, dongle->next, FRAME);
}

/* Two questions within the delay: only the second one gets a reply. */
static void ask(struct dongle *dongle, uint8_t question)
{
	struct faults *faults = &dongle->device.faults;

	update_slot(dongle);
	if (faults->drop) {
		faults->drop--;
		return;
	}
	if (faults->twice)
		faults->drop = 1;
	faults->twice = false;
	memset(dongle->next, 0, FRAME);
	dongle->next[0] = REPLY_HEADER;
	dongle->next[1] = MARK;
	dongle->next[2] = question;
	settings_reply(&dongle->device.settings, question, dongle->next);
	dongle->next_us = now_us() + faults->delay * 1000ull;
}

/* Short frames: 3 and 4 bytes are known to do; 5, for two arguments, is assumed. */
static int take_frame(struct dongle *dongle, const uint8_t *data, size_t length)
{
	const struct settings *settings = &dongle->device.settings;
	bool question = length > 2 && settings_is_question(settings, data[2]);
	unsigned int arguments = length > 2 ? settings_arguments(settings, data[2]) : 0;

	log_bytes("out", data, length);
	if ((!question && !arguments) || data[0] != dongle->model->header || data[1] != MARK ||
	    (length != FRAME && length != 3 + arguments && !(question && length == 4))) {
		device_offence(&dongle->device, data, length);
		return USBDEV_STALL;
	}
	if (question)
		ask(dongle, data[2]);
	else if (!write_settings(dongle, data[2], data + 3))
		device_offence(&dongle->device, data, length);
	return length;
}

/* Return: length of the reply. */
static int give_reply(struct dongle *dongle, uint8_t *data)
{
	struct faults *faults = &dongle->device.faults;
	int length = FRAME;

	update_slot(dongle);
	memcpy(data, faults->stale ? dongle->before : dongle->slot, FRAME);
	faults->stale = false;
	if (faults->cut >= 0 && faults->cut < FRAME)
		length = faults->cut;
	faults->cut = -1;
	log_bytes("in", data, length);
	return length;
}

/* Return: 0, or what becomes of the transfer instead. */
static int transfer_fault(struct dongle *dongle, const struct usb_ctrlrequest *req)
{
	int result = device_fault(&dongle->device);

	if (result == USBDEV_SILENT)
		log_request("silent", req);
	return result;
}

static int vendor_control(struct usb_device *dev, const struct usb_ctrlrequest *req, uint8_t *data)
{
	struct dongle *dongle = dev->owner;
	int result = transfer_fault(dongle, req);

	if (result)
		return result;
	if (!req->wValue && le16toh(req->wIndex) == INDEX) {
		if (req->bRequestType == TYPE_WRITE && req->bRequest == 0xa0)
			return take_frame(dongle, data, le16toh(req->wLength));
		if (req->bRequestType == TYPE_READ && req->bRequest == 0xa1 &&
		    le16toh(req->wLength) == FRAME)
			return give_reply(dongle, data);
	}
	dongle->device.offences++;
	return USBDEV_STALL;
}

static int hid_set_report(struct usb_device *dev, const struct usb_ctrlrequest *req,
			  const uint8_t *data, size_t length)
{
	struct dongle *dongle = dev->owner;
	int result = transfer_fault(dongle, req);

	return result ? result : take_frame(dongle, data, length);
}

/* The reply begins where the keys are. */
static int hid_get_report(struct usb_device *dev, const struct usb_ctrlrequest *req, uint8_t *data)
{
	struct dongle *dongle = dev->owner;
	int result = transfer_fault(dongle, req);

	if (!result)
		result = give_reply(dongle, data);
	return result == FRAME ? HID_INPUT : result;
}

/* Only the sizes of the reports are documented, not the keys; none is ever pressed. */
static const uint8_t report_descriptor[] = {
	0x05, 0x0c, 0x09, 0x01, 0xa1, 0x01,	/* consumer control */
	HID_KEYS,
	0x06, 0x00, 0xff, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, 0x07,	/* vendor */
	0x09, 0x01, 0x81, 0x02,
	0x09, 0x02, 0x91, 0x02,
	0xc0,
};

static const struct hid hid = {
	.report_descriptor = report_descriptor,
	.descriptor_length = sizeof(report_descriptor),
	.input = HID_INPUT,
	.set_report = hid_set_report,
	.get_report = hid_get_report,
};

int comtrue_main(int argc, char **argv, const struct comtrue_model *model)
{
	struct dongle dongle = {
		.model = model,
		.device = {
			.faults.delay = DELAY_MS,
			.usb = {
				.vendor = model->vendor,
				.product = model->product,
				.strings = { model->maker, model->name },
				.functions = { &audio_function,
					       model->hid ? hid_function(&hid) : NULL },
				.vendor_control = vendor_control,
				.owner = &dongle,
			},
		},
	};

	settings_power_on(&dongle.device.settings, model->settings);
	return device_main(&dongle.device, argc, argv);
}
