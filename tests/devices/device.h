/* SPDX-License-Identifier: GPL-2.0-only */
/* What each program is besides its protocol: options, the script, the main loop. */
#ifndef DEVICE_H
#define DEVICE_H

#include "script.h"
#include "settings.h"
#include "usbdev.h"

struct device {
	struct usb_device usb;
	const uint16_t *products;	/* to choose from, up to 0; NULL: any */
	struct settings settings;
	struct faults faults;
	unsigned int offences;
	bool (*command)(struct device *device, const char *name, const char *value);
};

/* Counts and logs a frame that nobody should have sent. */
void device_offence(struct device *device, const uint8_t *data, size_t length);

/* Return: 0, or what becomes of the next transfer instead. */
int device_fault(struct device *device);

/* From power-on until the end of the input. Return: exit status. */
int device_main(struct device *device, int argc, char **argv);

#endif
