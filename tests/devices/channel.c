// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "audio.h"
#include "channel.h"

struct channel {
	struct device device;
	struct hid hid;
	const struct channel_model *model;
	uint64_t last_us;	/* when a frame came */
	uint64_t busy_us;	/* until when there is a reply to come */
	uint8_t latest[HID_MAX_REPORT];
};

static bool too_soon(struct channel *channel)
{
	uint64_t now = now_us(), last = channel->last_us;

	channel->last_us = now;
	return (last && now < last + channel->model->gap_ms * 1000ull) ||
	       (channel->model->one_at_a_time && now < channel->busy_us);
}

static void answer(struct channel *channel, uint8_t *reply, size_t length)
{
	struct faults *faults = &channel->device.faults;
	struct usb_device *usb = &channel->device.usb;
	uint64_t due = now_us() + faults->delay * 1000ull;
	uint8_t before[HID_MAX_REPORT];

	if (faults->drop) {
		faults->drop--;
		return;
	}
	channel->busy_us = due;
	memcpy(before, channel->latest, sizeof(before));
	memcpy(channel->latest, reply, length);
	if (faults->stale)
		memcpy(reply, before, length);
	if (faults->cut >= 0 && (size_t)faults->cut < length)
		length = faults->cut;
	hid_send(usb, reply, length, due);
	if (faults->twice)
		hid_send(usb, reply, length, due);
	faults->stale = false;
	faults->twice = false;
	faults->cut = -1;
}

static int take_frame(struct usb_device *usb, const struct usb_ctrlrequest *req,
		      const uint8_t *data, size_t length)
{
	struct channel *channel = usb->owner;
	uint8_t reply[HID_MAX_REPORT] = {};
	int result = device_fault(&channel->device);

	if (result == USBDEV_SILENT && req)
		log_request("silent", req);
	if (result)
		return result;
	log_bytes("out", data, length);
	result = CHANNEL_OFFENCE;
	if (length == channel->model->frame && !too_soon(channel))
		result = channel->model->take(&channel->device.settings, data, reply);
	if (result == CHANNEL_OFFENCE)
		device_offence(&channel->device, data, length);
	else if (result != CHANNEL_NO_REPLY)
		answer(channel, reply, result);
	return length;
}

static bool press_key(struct channel *channel)
{
	const struct channel_model *model = channel->model;
	uint64_t now = now_us();

	if (!model->key_length)
		return false;
	hid_send(&channel->device.usb, model->keys[0], model->key_length, now);
	hid_send(&channel->device.usb, model->keys[1], model->key_length, now);
	return true;
}

static bool send_report(struct channel *channel, const char *text)
{
	uint8_t data[HID_MAX_REPORT] = {};

	if (parse_bytes(text, data, channel->model->frame) < 0)
		return false;
	hid_send(&channel->device.usb, data, channel->model->frame, now_us());
	return true;
}

static bool command(struct device *device, const char *name, const char *value)
{
	struct channel *channel = device->usb.owner;

	if (!strcmp(name, "key"))
		return press_key(channel);
	return value && !strcmp(name, "send") && send_report(channel, value);
}

static int no_vendor_request(struct usb_device *usb, const struct usb_ctrlrequest *req,
			     uint8_t *data)
{
	struct channel *channel = usb->owner;

	channel->device.offences++;
	return USBDEV_STALL;
}

static void init_hid(struct hid *hid, const struct channel_model *model)
{
	hid->report_descriptor = model->report_descriptor;
	hid->descriptor_length = model->descriptor_length;
	hid->input = model->frame;
	hid->output = model->frame;
	hid->number = model->number;
	hid->set_report = take_frame;
}

int channel_main(int argc, char **argv, const struct channel_model *model)
{
	struct channel channel = {
		.model = model,
		.device = {
			.usb = {
				.vendor = model->vendor,
				.product = model->products[0],
				.strings = { model->maker, model->name, model->serial },
				.functions = { &audio_function },
				.vendor_control = no_vendor_request,
				.owner = &channel,
			},
			.products = model->products,
			.faults.delay = model->delay_ms,
			.command = command,
		},
	};

	init_hid(&channel.hid, model);
	channel.device.usb.functions[1] = hid_function(&channel.hid);
	settings_power_on(&channel.device.settings, model->settings);
	if (model->head)
		log_shortened(model->head);
	return device_main(&channel.device, argc, argv);
}
