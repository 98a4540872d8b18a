/* SPDX-License-Identifier: GPL-2.0-only */
/* A USB Audio Class 2 function: stereo playback, mute, a level per channel. */
#ifndef AUDIO_H
#define AUDIO_H

#include "usbdev.h"

struct audio {
	uint64_t frames;	/* that were on the bus */
	uint32_t rate;
	bool mute;
	int16_t volume[2];	/* 1/256 dB */
};

extern const struct usb_function audio_function;

/* Of the one device of this process. */
const struct audio *audio_state(void);

#endif
