/* SPDX-License-Identifier: GPL-2.0-only */
/* What a hostile device does to its own messages, whatever they are. */
#ifndef TAMPER_H
#define TAMPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * struct message - on its way to the host
 * @what: device, config, string, hid, in, out, report or standard
 * @request: bRequest of a control transfer
 * @data: may become longer, up to @max
 * @max: how many it holds
 * @length: bytes, or USBDEV_STALL or USBDEV_SILENT
 * @error: completes the transfer with this negative errno instead; 0: no
 * @late: us, before it is sent
 */
struct message {
	const char *what;
	unsigned int request;
	uint8_t *data;
	size_t max;
	int length;
	int error;
	unsigned int late;
};

/*
 * @spec: what it is done to, "in" or "in.02" for one request, and what is done; README.md
 * lists it. Return: whether it can be understood.
 */
bool tamper_add(const char *spec);

/* All messages are as they should be again. */
void tamper_end(void);

void tamper(struct message *message);

#endif
