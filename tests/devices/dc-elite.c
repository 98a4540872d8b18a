// SPDX-License-Identifier: GPL-2.0-only
/*
 * Commands from ibasso-dongle-control. A frame is sequence, command, its
 * complement, 0 and four bytes. The keys are in the same report as the replies;
 * which bits they are is not documented, so they are those of the Dawns.
 */
#include <stddef.h>
#include <string.h>

#include "channel.h"

#define FRAME		8
#define DATA		4
#define SET_FILTERS	0x20
#define FILTERS		0x21
#define SET_MAIN	0x30
#define MAIN		0x31
#define FIRMWARE	0xf1

static const struct setting settings[] = {
	{ "filter", 0, SET_FILTERS, 0, 1, NULL, FILTERS, DATA },
	{ "dsd_filter", 0, SET_FILTERS, 1, 2, NULL, FILTERS, DATA + 1 },
	{ "coax", 1, SET_MAIN, 0, 1, NULL, MAIN, DATA },
	{ "reduction", 0, SET_MAIN, 1, 3, NULL, MAIN, DATA + 1 },
	{ "match", 1, SET_MAIN, 2, 1, NULL, MAIN, DATA + 2 },
	{ "knob", 2, SET_MAIN, 3, 255, NULL, MAIN, DATA + 3 },
	{ "version", 0x10987300, 0, 0, 255, NULL, FIRMWARE, DATA, 4 },
	{ }
};

static const uint8_t report_descriptor[] = {
	0x05, 0x0c, 0x09, 0x01, 0xa1, 0x01,	/* consumer control */
	HID_KEYS,
	0x06, 0x00, 0xff, 0x26, 0xff, 0x00, 0x75, 0x08,	/* vendor */
	0x95, FRAME - 1, 0x09, 0x01, 0x81, 0x02,
	0x95, FRAME, 0x09, 0x02, 0x91, 0x02,
	0xc0,
};

static int take(struct settings *settings, const uint8_t *frame, uint8_t *reply)
{
	uint8_t command = frame[1];

	if ((command ^ frame[2]) != 0xff || frame[3])
		return CHANNEL_OFFENCE;
	if (settings_arguments(settings, command)) {
		if (!settings_write(settings, command, frame + DATA))
			return CHANNEL_OFFENCE;
		memcpy(reply + DATA, frame + DATA, FRAME - DATA);
	} else if (settings_is_question(settings, command)) {
		settings_reply(settings, command, reply);
	} else {
		return CHANNEL_OFFENCE;
	}
	reply[0] = frame[0];
	reply[2] = 0xff;
	return FRAME;
}

static const struct channel_model model = {
	.name = "iBasso DC-Elite",
	.maker = "iBasso",
	.serial = "DCE0000001",
	.vendor = 0x2fc6,
	.products = { 0xf0b5, 0 },
	.settings = settings,
	.report_descriptor = report_descriptor,
	.descriptor_length = sizeof(report_descriptor),
	.frame = FRAME,
	.key_length = FRAME,
	.keys = { { 0x01 } },
	.delay_ms = 10,
	.one_at_a_time = true,
	.take = take,
};

int main(int argc, char **argv)
{
	return channel_main(argc, argv, &model);
}
