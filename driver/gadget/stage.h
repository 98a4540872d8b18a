/* SPDX-License-Identifier: GPL-2.0-only */
/* The output stage: what the state of a dongle drives. */
#ifndef F_DONGLE_STAGE_H
#define F_DONGLE_STAGE_H

#include "../core/model.h"

struct f_dongle_stage;

/**
 * struct f_dongle_stage_ops - one kind of output stage
 * @apply: bring the hardware into @state. Called for each step of a change, in
 *	an order that is never louder than asked, with the dongle's lock held.
 *	May sleep. Return: 0 or a negative errno; then the old state follows.
 */
struct f_dongle_stage_ops {
	int (*apply)(struct f_dongle_stage *stage, const struct dongle_state *state);
};

/**
 * struct f_dongle_stage - the output stage of one dongle
 * @ops: what it is
 * @impedance: virtual: of the headphones that are, or will be, plugged, in ohm
 * @settle: virtual: what every change takes, in ms, as relays do
 * @fault: virtual: 1: every change fails, as broken hardware does
 */
struct f_dongle_stage {
	const struct f_dongle_stage_ops *ops;
	u16 impedance[DONGLE_OUTPUTS];
	u16 settle;
	u16 fault;
};

/* An output stage without hardware; its jacks are moved through configfs. */
extern const struct f_dongle_stage_ops f_dongle_virtual_stage;

#endif /* F_DONGLE_STAGE_H */
