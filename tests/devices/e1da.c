// SPDX-License-Identifier: GPL-2.0-only
/*
 * Registers, as usb-dongle-control (E1da9038) reads and writes them: a setting's
 * command and question are addresses. No keys are documented.
 */
#include <stddef.h>
#include <string.h>

#include "channel.h"
#include "e1da.h"

#define FRAME		7
#define DATA		3	/* behind operation, address, length */
#define READ_LENGTH	4
#define VOLUME		0x04	/* written by an operation of its own */

#define OP_WRITE	0x03
#define OP_READ		0x04
#define OP_INIT		0x05
#define OP_SET_VOLUME	0x06
#define OP_GET_VOLUME	0x07
#define OP_GET_FORMAT	0x08

static const uint8_t filters[] = { 0x00, 0x20, 0x40, 0x60, 0x80, 0xc0, 0xe0 };
static const uint8_t dividers[] = { 0x00, 0x04, 0x08 };

/* Power-on values are assumed, but for the filters of PCM. */
static const struct setting settings[] = {
	{ "type", 's', 0, 0, 255, NULL, 0x00, DATA },
	{ "firmware", 0x10, 0, 0, 255, NULL, 0x00, DATA + 1 },
	{ "mute", 0, 0x02, 0, 1, NULL, 0x00, DATA + 2, .latched = true },
	{ "standby", 0, 0x03, 0, 1, NULL, 0x00, DATA + 3 },
	{ "left", 0x30, VOLUME, 0, 255, NULL, 0x04, DATA },
	{ "right", 0x30, VOLUME, 1, 255, NULL, 0x04, DATA + 1 },
	{ "max", 0, 0x06, 0, 255, NULL, 0x04, DATA + 2 },
	{ "min", 255, 0x07, 0, 255, NULL, 0x04, DATA + 3 },
	{ "thd_08", 0, 0, 0, 255, NULL, 0x08, DATA, 4 },
	{ "thd_0c", 0, 0, 0, 255, NULL, 0x0c, DATA, 4 },
	{ "thd_10", 0, 0, 0, 255, NULL, 0x10, DATA, 4 },
	{ "thd_14", 0, 0, 0, 255, NULL, 0x14, DATA, 4 },
	{ "divider", 0x08080808, 0x18, 0, 0x08, dividers, 0x18, DATA, 4, true },
	{ "divider_high", 0x04040404, 0x1c, 0, 0x08, dividers, 0x1c, DATA, 4, true },
	{ "divider_dsd", 0, 0x20, 0, 0x08, dividers, 0x20, DATA, 4, true },
	{ "filter", 0x20202020, 0x24, 0, 0xe0, filters, 0x24, DATA, 4, true },
	{ "filter_high", 0x40404040, 0x28, 0, 0xe0, filters, 0x28, DATA, 4, true },
	{ "filter_dsd", 0, 0x2c, 0, 0xe0, filters, 0x2c, DATA, 4, true },
	{ }
};

static const uint8_t report_descriptor[] = {
	0x06, 0x00, 0xff, 0x09, 0x01, 0xa1, 0x01,
	0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, FRAME,
	0x09, 0x01, 0x81, 0x02,
	0x09, 0x02, 0x91, 0x02,
	0xc0,
};

/* Return: length of the reply. That it repeats the question's beginning is assumed. */
static int reply_to(const struct settings *settings, const uint8_t *frame, uint8_t address,
		    uint8_t *reply)
{
	memcpy(reply, frame, DATA);
	settings_reply(settings, address, reply);
	return FRAME;
}

static int write_registers(struct settings *settings, uint8_t address, const uint8_t *frame)
{
	unsigned int length = settings_arguments(settings, address);

	if (!length || frame[2] != length || !settings_write(settings, address, frame + DATA))
		return CHANNEL_OFFENCE;
	return CHANNEL_NO_REPLY;
}

static int take(struct settings *settings, const uint8_t *frame, uint8_t *reply)
{
	uint8_t operation = frame[0], address = frame[1];

	if (operation == OP_READ && frame[2] == READ_LENGTH &&
	    settings_is_question(settings, address))
		return reply_to(settings, frame, address, reply);
	if (operation == OP_WRITE && address != VOLUME)
		return write_registers(settings, address, frame);
	if (address)
		return CHANNEL_OFFENCE;
	if (operation == OP_SET_VOLUME)
		return write_registers(settings, VOLUME, frame);
	if (frame[2])
		return CHANNEL_OFFENCE;
	switch (operation) {
	case OP_INIT:
		settings_latch(settings);
		return CHANNEL_NO_REPLY;
	case OP_GET_VOLUME:	/* with the limits behind it: assumed */
		return reply_to(settings, frame, VOLUME, reply);
	case OP_GET_FORMAT:	/* none that is known */
		memcpy(reply, frame, DATA);
		return FRAME;
	}
	return CHANNEL_OFFENCE;
}

int e1da_main(int argc, char **argv, const char *name, char type)
{
	struct setting table[MAX_SETTINGS];
	const struct channel_model model = {
		.name = name,
		.maker = "E1DA",
		.vendor = 0x2fc6,
		.products = { 0x6013, 0 },
		.settings = table,
		.report_descriptor = report_descriptor,
		.descriptor_length = sizeof(report_descriptor),
		.frame = FRAME,
		.delay_ms = 10,
		.gap_ms = 100,
		.take = take,
	};

	memcpy(table, settings, sizeof(settings));
	table[0].power_on = type;
	return channel_main(argc, argv, &model);
}
