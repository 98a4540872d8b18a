// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "audio.h"
#include "device.h"
#include "tamper.h"

void device_offence(struct device *device, const uint8_t *data, size_t length)
{
	device->offences++;
	log_bytes("offence", data, length);
}

int device_fault(struct device *device)
{
	struct faults *faults = &device->faults;

	if (faults->dead || faults->silent) {
		faults->silent -= !!faults->silent;
		return USBDEV_SILENT;
	}
	if (faults->stall) {
		faults->stall--;
		return USBDEV_STALL;
	}
	return 0;
}

static void print_state(void *owner)
{
	struct device *device = owner;

	printf("state");
	settings_print(&device->settings);
	printf(" frames=%llu offences=%u", (unsigned long long)audio_state()->frames,
	       device->offences);
}

static bool set_value(void *owner, const char *name, unsigned int value)
{
	struct device *device = owner;

	return settings_set(&device->settings, name, value);
}

static void unplug(void *owner)
{
	struct device *device = owner;

	vhci_unplug(&device->usb.vhci);
}

/* Those that take the rest of their line. */
static bool whole_line(void *owner, const char *line)
{
	struct device *device = owner;

	if (!strcmp(line, "calm"))
		tamper_end();
	else if (!strncmp(line, "tamper ", 7))
		return tamper_add(line + 7);
	else if (!strncmp(line, "storm ", 6))
		return usbdev_storm(&device->usb, line + 6);
	else
		return false;
	return true;
}

static bool other_command(void *owner, const char *name, const char *value)
{
	struct device *device = owner;

	if (value && !strcmp(name, "unplug-at")) {
		device->usb.unplug_at = strtoul(value, NULL, 10);
		return true;
	}
	return device->command && device->command(device, name, value);
}

static const struct script_ops script_ops = {
	.print = print_state,
	.set = set_value,
	.unplug = unplug,
	.line = whole_line,
	.other = other_command,
};

static void run(struct device *device)
{
	struct script script = {
		.ops = &script_ops, .owner = device, .faults = &device->faults,
	};
	struct vhci *vhci = &device->usb.vhci;
	struct pollfd fds[2] = { { .events = POLLIN }, { .events = POLLIN } };

	for (;;) {
		fds[0].fd = STDIN_FILENO;
		fds[1].fd = vhci->fd;
		if (poll(fds, 2, vhci_wait_ms(vhci)) < 0 && errno != EINTR)
			return;
		if (vhci->fd >= 0 && fds[1].revents && usbdev_serve(&device->usb))
			vhci_unplug(vhci);
		usbdev_tick(&device->usb);
		if (fds[0].revents && script_serve(&script, STDIN_FILENO))
			return;
	}
}

static bool choose_product(struct device *device, unsigned int product)
{
	const uint16_t *products = device->products;

	device->usb.product = product;
	if (!products)
		return true;
	while (*products && *products != product)
		products++;
	return *products;
}

static bool take_option(struct device *device, const char *name, const char *value)
{
	unsigned int number = strtoul(value, NULL, 16);

	if (strncmp(name, "--", 2))
		return false;
	if (!strcmp(name, "--tamper"))
		return tamper_add(value);
	if (!strcmp(name, "--product"))
		return choose_product(device, number);
	if (!strcmp(name, "--unplug-at")) {
		device->usb.unplug_at = strtoul(value, NULL, 10);
		return true;
	}
	if (strcmp(name, "--serial"))
		return settings_set(&device->settings, name + 2, number);
	device->usb.strings[2] = value;
	return true;
}

int device_main(struct device *device, int argc, char **argv)
{
	int i;

	for (i = 1; i + 1 < argc && take_option(device, argv[i], argv[i + 1]);)
		i += 2;
	if (i != argc) {
		fprintf(stderr, "usage: %s [--serial TEXT] [--product ID] [--tamper SPEC]... "
			"[--SETTING VALUE]...\n", argv[0]);
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	device->faults.cut = -1;
	if (usbdev_plug(&device->usb)) {
		perror("vhci_hcd");
		return 1;
	}
	run(device);
	vhci_unplug(&device->usb.vhci);
	return 0;
}
