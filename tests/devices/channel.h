/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Dongles whose vendor channel is HID reports: frames by interrupt OUT or
 * SET_REPORT, replies by interrupt IN. A model is a table of its settings and how
 * a frame is read.
 */
#ifndef CHANNEL_H
#define CHANNEL_H

#include "device.h"
#include "hid.h"

/* What take() returns besides the length of a reply. */
#define CHANNEL_NO_REPLY	0
#define CHANNEL_OFFENCE		(-1)	/* nothing of the frame was done */

struct channel_model {
	const char *name;	/* as USB product string */
	const char *maker;
	const char *serial;	/* or NULL */
	uint16_t vendor;
	uint16_t products[3];	/* up to 0; the first unless another is asked for */
	const struct setting *settings;
	const uint8_t *report_descriptor;
	uint8_t descriptor_length;
	uint8_t number;		/* of the reports, first byte of a frame; 0: none */
	uint8_t frame;		/* bytes, both ways */
	uint8_t key_length;	/* 0: it has no keys */
	uint8_t keys[2][8];	/* reports: volume up pressed, none pressed */
	uint8_t delay_ms;	/* from a question to its reply */
	uint8_t gap_ms;		/* a frame that comes sooner than this is lost */
	bool one_at_a_time;	/* so is one that does not wait for the reply */
	uint8_t head;		/* bytes that are logged even if 0; 0: all are */
	int (*take)(struct settings *settings, const uint8_t *frame, uint8_t *reply);
};

int channel_main(int argc, char **argv, const struct channel_model *model);

#endif
