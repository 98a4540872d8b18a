// SPDX-License-Identifier: GPL-2.0-only
#include <endian.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "audio.h"
#include "comtrue.h"
#include "hid.h"
#include "script.h"
#include "usbdev.h"

#define FRAME		7
#define MARK		0xa5	/* second byte of every frame */
#define REPLY_HEADER	0xa0	/* P1; what a KA5 replies is not documented, the same is assumed */
#define QUESTION	0xa0	/* and above: commands that ask */
#define INDEX		0x09a0	/* wIndex; the low byte is no interface number */
#define TYPE_WRITE	(USB_DIR_OUT | USB_TYPE_VENDOR | USB_RECIP_OTHER)
#define TYPE_READ	(USB_DIR_IN | USB_TYPE_VENDOR | USB_RECIP_OTHER)

/* What the vendors' programs wait between a question and its reply. */
#define DELAY_MS	100

struct dongle {
	struct usb_device dev;
	const struct comtrue_model *model;
	uint8_t values[COMTRUE_MAX_SETTINGS];
	uint8_t slot[FRAME];	/* stays until there is a newer reply */
	uint8_t before[FRAME];	/* what was in the slot before */
	uint8_t next[FRAME];
	uint64_t next_us;	/* when it goes into the slot, 0: never */
	struct faults faults;
	unsigned int offences;
};

/* Moondrop Dawn family; power-on values are assumed but for the 0x60. */
const struct comtrue_setting dawn_settings[] = {
	{ "filter", 0, 0x01, 0, 4, NULL, 0xa3, 3 },
	{ "gain", 0, 0x02, 0, 1, NULL, 0xa3, 4 },
	{ "led", 0, 0x06, 0, 2, NULL, 0xa3, 5 },
	{ "volume", 0x60, 0x04, 0, 255, NULL, 0xa2, 4 },
	{ }
};

static void offence(struct dongle *dongle, const uint8_t *data, size_t length)
{
	dongle->offences++;
	log_bytes("offence", data, length);
}

static bool allowed(const struct comtrue_setting *setting, unsigned int value)
{
	const uint8_t *only = setting->only;

	if (!only || value > setting->max)
		return value <= setting->max;
	while (*only < value)
		only++;
	return *only == value;
}

static unsigned int count_arguments(const struct comtrue_model *model, uint8_t command)
{
	const struct comtrue_setting *setting;
	unsigned int n = 0;

	for (setting = model->settings; command && setting->name; setting++)
		n += setting->command == command;
	return n;
}

static bool is_question(const struct comtrue_model *model, uint8_t command)
{
	const struct comtrue_setting *setting = model->settings;

	while (setting->name && setting->question != command)
		setting++;
	return setting->name;
}

/* Return: whether it was valid; nothing of it is done otherwise. */
static bool write_settings(struct dongle *dongle, uint8_t command, const uint8_t *arguments)
{
	const struct comtrue_model *model = dongle->model;
	const struct comtrue_setting *setting;

	if (model->balance == command && arguments[0] && arguments[1])
		return false;
	for (setting = model->settings; setting->name; setting++)
		if (setting->command == command && !allowed(setting, arguments[setting->argument]))
			return false;
	for (setting = model->settings; setting->name; setting++)
		if (setting->command == command)
			dongle->values[setting - model->settings] = arguments[setting->argument];
	return true;
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
	const struct comtrue_setting *setting;

	update_slot(dongle);
	if (dongle->faults.drop) {
		dongle->faults.drop--;
		return;
	}
	if (dongle->faults.twice)
		dongle->faults.drop = 1;
	dongle->faults.twice = false;
	memset(dongle->next, 0, FRAME);
	dongle->next[0] = REPLY_HEADER;
	dongle->next[1] = MARK;
	dongle->next[2] = question;
	for (setting = dongle->model->settings; setting->name; setting++)
		if (setting->question == question)
			dongle->next[setting->offset] =
				dongle->values[setting - dongle->model->settings];
	dongle->next_us = now_us() + dongle->faults.delay * 1000ull;
}

/* Short frames: 3 and 4 bytes are known to do; 5, for two arguments, is assumed. */
static int take_frame(struct dongle *dongle, const uint8_t *data, size_t length)
{
	bool question = length > 2 && is_question(dongle->model, data[2]);
	unsigned int arguments = length > 2 ? count_arguments(dongle->model, data[2]) : 0;

	log_bytes("out", data, length);
	if ((!question && !arguments) || data[0] != dongle->model->header || data[1] != MARK ||
	    (length != FRAME && length != 3 + arguments && !(question && length == 4))) {
		offence(dongle, data, length);
		return USBDEV_STALL;
	}
	if (question)
		ask(dongle, data[2]);
	else if (!write_settings(dongle, data[2], data + 3))
		offence(dongle, data, length);
	return length;
}

/* Return: length of the reply. */
static int give_reply(struct dongle *dongle, uint8_t *data)
{
	struct faults *faults = &dongle->faults;
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
static int transfer_fault(struct faults *faults, const struct usb_ctrlrequest *req)
{
	if (faults->dead || faults->silent) {
		faults->silent -= !!faults->silent;
		log_request("silent", req);
		return USBDEV_SILENT;
	}
	if (faults->stall) {
		faults->stall--;
		return USBDEV_STALL;
	}
	return 0;
}

static int vendor_control(struct usb_device *dev, const struct usb_ctrlrequest *req, uint8_t *data)
{
	struct dongle *dongle = dev->owner;
	int result = transfer_fault(&dongle->faults, req);

	if (result)
		return result;
	if (!req->wValue && le16toh(req->wIndex) == INDEX) {
		if (req->bRequestType == TYPE_WRITE && req->bRequest == 0xa0)
			return take_frame(dongle, data, le16toh(req->wLength));
		if (req->bRequestType == TYPE_READ && req->bRequest == 0xa1 &&
		    le16toh(req->wLength) == FRAME)
			return give_reply(dongle, data);
	}
	dongle->offences++;
	return USBDEV_STALL;
}

static int hid_set_report(struct usb_device *dev, const struct usb_ctrlrequest *req,
			  const uint8_t *data)
{
	struct dongle *dongle = dev->owner;
	int result = transfer_fault(&dongle->faults, req);

	return result ? result : take_frame(dongle, data, le16toh(req->wLength));
}

static int hid_get_report(struct usb_device *dev, const struct usb_ctrlrequest *req, uint8_t *data)
{
	struct dongle *dongle = dev->owner;
	int result = transfer_fault(&dongle->faults, req);

	return result ? result : give_reply(dongle, data);
}

static const struct hid_ops hid_ops = {
	.set_report = hid_set_report,
	.get_report = hid_get_report,
};

static void print_state(void *owner)
{
	struct dongle *dongle = owner;
	const struct comtrue_setting *setting = dongle->model->settings;

	printf("state");
	for (; setting->name; setting++)
		printf(setting->max > 9 ? " %s=%02x" : " %s=%x", setting->name,
		       dongle->values[setting - dongle->model->settings]);
	printf(" frames=%llu offences=%u", (unsigned long long)audio_state()->frames,
	       dongle->offences);
}

static bool set_value(void *owner, const char *name, unsigned int value)
{
	struct dongle *dongle = owner;
	const struct comtrue_setting *setting = dongle->model->settings;

	while (setting->name && strcmp(setting->name, name))
		setting++;
	if (!setting->name || !allowed(setting, value))
		return false;
	dongle->values[setting - dongle->model->settings] = value;
	return true;
}

static void unplug(void *owner)
{
	struct dongle *dongle = owner;

	vhci_unplug(&dongle->dev.vhci);
}

static const struct script_ops script_ops = {
	.print = print_state,
	.set = set_value,
	.unplug = unplug,
};

static void run(struct dongle *dongle)
{
	struct script script = {
		.ops = &script_ops, .owner = dongle, .faults = &dongle->faults,
	};
	struct vhci *vhci = &dongle->dev.vhci;
	struct pollfd fds[2] = { { .events = POLLIN }, { .events = POLLIN } };

	for (;;) {
		fds[0].fd = STDIN_FILENO;
		fds[1].fd = vhci->fd;
		if (poll(fds, 2, vhci_wait_ms(vhci)) < 0 && errno != EINTR)
			return;
		if (vhci->fd >= 0 && fds[1].revents && usbdev_serve(&dongle->dev))
			vhci_unplug(vhci);
		usbdev_tick(&dongle->dev);
		if (fds[0].revents && script_serve(&script, STDIN_FILENO))
			return;
	}
}

static void power_on(struct dongle *dongle, const struct comtrue_model *model)
{
	const struct comtrue_setting *setting;

	dongle->model = model;
	dongle->faults.delay = DELAY_MS;
	dongle->faults.cut = -1;
	for (setting = model->settings; setting->name; setting++)
		dongle->values[setting - model->settings] = setting->power_on;
	dongle->dev.vendor = model->vendor;
	dongle->dev.product = model->product;
	dongle->dev.strings[0] = model->maker;
	dongle->dev.strings[1] = model->name;
	dongle->dev.functions[0] = &audio_function;
	if (model->hid)
		dongle->dev.functions[1] = &hid_function;
	hid_init(&hid_ops);
	dongle->dev.vendor_control = vendor_control;
	dongle->dev.owner = dongle;
}

static bool parse_options(struct dongle *dongle, int argc, char **argv)
{
	int i;

	for (i = 1; i + 1 < argc; i += 2) {
		if (strcmp(argv[i], "--serial"))
			return false;
		dongle->dev.strings[2] = argv[i + 1];
	}
	return i == argc;
}

int comtrue_main(int argc, char **argv, const struct comtrue_model *model)
{
	struct dongle dongle = {};

	if (!parse_options(&dongle, argc, argv)) {
		fprintf(stderr, "usage: %s [--serial TEXT]\n", argv[0]);
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	power_on(&dongle, model);
	if (usbdev_plug(&dongle.dev)) {
		perror("vhci_hcd");
		return 1;
	}
	run(&dongle);
	vhci_unplug(&dongle.dev.vhci);
	return 0;
}
