/* SPDX-License-Identifier: GPL-2.0-only */
/* The other stage of volume, in front of the dongle's own: that of snd-usb-audio. */
#ifndef LIBDONGLE_STAGE_H
#define LIBDONGLE_STAGE_H

#include "bus.h"

#define STAGE_NAME_MAX	44	/* of ALSA */

/* Whether it is muted. */
enum stage_mute {
	STAGE_UNKNOWN,
	STAGE_SOUNDS,
	STAGE_MUTED,
};

/**
 * struct stage - a volume of the sound card that is not the dongle's
 * @name: of its control; empty: there is none whose dB are known
 * @level: left and right, 1/100 dB
 * @mute: enum stage_mute
 */
struct stage {
	char name[STAGE_NAME_MAX];
	int level[DONGLE_CHANNELS];
	enum stage_mute mute;
};

/**
 * stage_read - read it from the sound card, which asks the device nothing
 * @dongle: whose
 * @stage: result, empty where there is none
 */
void stage_read(const struct dongle *dongle, struct stage *stage);

/**
 * stage_total - both stages together
 * @dongle: device
 * @state: its state
 * @stage: of it, not empty
 * @out: output that has a level
 * @total: result, left and right, dB
 */
void stage_total(const struct dongle *dongle, const struct dongle_state *state,
		 const struct stage *stage, unsigned int out, double total[DONGLE_CHANNELS]);

#endif /* LIBDONGLE_STAGE_H */
