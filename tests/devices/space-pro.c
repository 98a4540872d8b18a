// SPDX-License-Identifier: GPL-2.0-only
/*
 * Groups from TanchjImport, devicePEQ and walkplay-eq. A frame is the report's
 * number, read or write, group, length and data. The media keys' report is assumed.
 */
#include <stddef.h>
#include <string.h>

#include "audio.h"
#include "channel.h"

#define FRAME		64
#define DATA		4
#define REPORT		0x4b
#define KEYS		0x01	/* report */
#define WRITE		0x01
#define READ		0x80

/* 0 to 60, that of the audio function, whose range is -60 .. 0 dB. */
static uint8_t level(void)
{
	return 60 + audio_state()->volume[0] / 256;
}

static const uint8_t filters[] = { 1, 2, 3, 4, 5 };

/* A setting's command and question are its group. Power-on values are assumed. */
static const struct setting settings[] = {
	{ "gain", 0, 0x19, 0, 1, NULL, 0x19, DATA },
	{ "filter", 1, 0x11, 0, 5, filters, 0x11, DATA },
	{ "class", 0, 0x1d, 0, 1, NULL, 0x1d, DATA },
	{ "dre", 0, 0x32, 0, 1, NULL, 0x32, DATA },
	{ "mic", 0, 0x02, 0, 255, NULL, 0x02, DATA, 2 },
	{ "balance", 0, 0, 0, 255, NULL, 0x16, DATA, 2 },	/* a write can be a jump to loud */
	{ "id", 0, 0, 0, 255, NULL, 0x0e, DATA, 4 },
	{ "version", 0x312e31, 0, 0, 255, NULL, 0x0c, DATA, 3 },
	{ "level", 0, 0, 0, 60, NULL, 0x85, DATA, .read = level },
	{ }
};

/* Groups that are read as well, whatever is in them. */
static const uint8_t others[] = { 0x00, 0x03, 0x09, 0x0d, 0x18, 0x1a, 0x1e };

/* Length field of a group, 0: not documented. */
static const uint8_t lengths[256] = {
	[0x02] = 2, [0x11] = 1, [0x19] = 0x3c, [0x1d] = 0x3c, [0x32] = 1,
};

/* Usage 1 of page FF01, assumed, is a mute key to the kernel: replies are no keys. */
static const uint8_t report_descriptor[] = {
	0x06, 0x01, 0xff, 0x09, 0x01, 0xa1, 0x01, 0x85, REPORT,	/* vendor */
	0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, FRAME - 1,
	0x09, 0x01, 0x81, 0x02,
	0x09, 0x02, 0x91, 0x02,
	0xc0,
	0x05, 0x0c, 0x09, 0x01, 0xa1, 0x01, 0x85, KEYS,	/* consumer control */
	HID_KEYS,
	0xc0,
};

static int take(struct settings *settings, const uint8_t *frame, uint8_t *reply)
{
	uint8_t group = frame[2];

	if (frame[0] != REPORT || (lengths[group] && lengths[group] != frame[3]))
		return CHANNEL_OFFENCE;
	if (frame[1] == WRITE && settings_arguments(settings, group))
		return settings_write(settings, group, frame + DATA) ? CHANNEL_NO_REPLY
								     : CHANNEL_OFFENCE;
	if (frame[1] != READ)
		return CHANNEL_OFFENCE;
	if (!settings_is_question(settings, group) && !memchr(others, group, sizeof(others)))
		return CHANNEL_NO_REPLY;
	memcpy(reply, frame, DATA);
	settings_reply(settings, group, reply);
	return FRAME;
}

static const struct channel_model model = {
	.name = "TANCHJIM SPACE PRO",
	.maker = "TANCHJIM",
	.vendor = 0x3302,
	.products = { 0x4307, 0x4367, 0 },
	.settings = settings,
	.report_descriptor = report_descriptor,
	.descriptor_length = sizeof(report_descriptor),
	.number = REPORT,
	.frame = FRAME,
	.key_length = 2,
	.keys = { { KEYS, 0x01 }, { KEYS } },
	.delay_ms = 10,
	.gap_ms = 20,
	.head = DATA,
	.take = take,
};

int main(int argc, char **argv)
{
	return channel_main(argc, argv, &model);
}
