/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The output stage: what the state of a dongle drives. A driver of one registers it,
 * usb_f_dongle's configfs attribute "stage" takes it by its name. It may come and go at any
 * time: without one, every change fails and the rest goes on.
 */
#ifndef F_DONGLE_STAGE_H
#define F_DONGLE_STAGE_H

#include <linux/list.h>
#include "../core/model.h"
#include "level.h"

struct f_dongle;
struct f_dongle_stage;

/**
 * struct f_dongle_stage_ops - one kind of output stage
 * @apply: bring the hardware into @state. Called for each step of a change, in
 *	an order that is never louder than asked, with the dongle's lock held.
 *	May sleep. Return: 0 or a negative errno; then the old state follows.
 * @sense: what is plugged, USB_DONGLE_PLUG_* for each output. With the dongle's lock
 *	held. NULL where only f_dongle_sense() tells
 */
struct f_dongle_stage_ops {
	int (*apply)(struct f_dongle_stage *stage, const struct dongle_state *state);
	void (*sense)(struct f_dongle_stage *stage, u8 plug[DONGLE_OUTPUTS]);
};

/**
 * struct f_dongle_stage - the output stage of one dongle
 * @name: what configfs takes it by
 * @owner: its driver, which stays while a dongle has it
 * @ops: what it is
 * @info: what GET_INFO says of it; constant while it is registered
 * @level: the controls that are the levels of its outputs
 * @dongle: who has it, or NULL; protected by stage.c's lock
 * @node: in stage.c's list
 */
struct f_dongle_stage {
	const char *name;
	struct module *owner;
	const struct f_dongle_stage_ops *ops;
	struct dongle_info info;
	struct f_dongle_level level[DONGLE_OUTPUTS];

	struct f_dongle *dongle;
	struct list_head node;
};

/**
 * f_dongle_stage_register - dongles may take it from now on
 * @stage: all but the last two filled in; drives nothing yet
 *
 * A dongle that had it before, and found it gone, has it again if it is described as it
 * was.
 *
 * Return: 0, -EEXIST where there is one of that name, -EINVAL where its description
 * contradicts itself.
 */
int f_dongle_stage_register(struct f_dongle_stage *stage);

/**
 * f_dongle_stage_unregister - take it back from whoever has it
 * @stage: registered
 *
 * When it returns, no callback runs or can start. The outputs are closed before. Sleeps.
 */
void f_dongle_stage_unregister(struct f_dongle_stage *stage);

/**
 * f_dongle_stage_sense - a plug moved: look again
 * @stage: registered
 *
 * Sleeps.
 *
 * Return: 0, or a negative errno: the state is as before, look again later.
 */
int f_dongle_stage_sense(struct f_dongle_stage *stage);

/* Inside usb_f_dongle.ko: for configfs. */

/**
 * f_dongle_stage_add - a dongle exists; it has the virtual stage
 * @dongle: all of it ready
 */
void f_dongle_stage_add(struct f_dongle *dongle);

/**
 * f_dongle_stage_remove - it goes, and gives back what it has
 * @dongle: not bound
 */
void f_dongle_stage_remove(struct f_dongle *dongle);

/**
 * f_dongle_stage_take - give a dongle another stage
 * @dongle: any
 * @name: of the stage, or "virtual"
 *
 * The description becomes the stage's, and the state the quietest.
 *
 * Return: 0, -EBUSY while the gadget is bound or if another dongle has it, -ENODEV where
 * there is none of that name, -ENAMETOOLONG.
 */
int f_dongle_stage_take(struct f_dongle *dongle, const char *name);

/**
 * f_dongle_stage_is_virtual - is it the one without hardware
 * @dongle: @core.lock held
 *
 * Return: whether it is.
 */
bool f_dongle_stage_is_virtual(const struct f_dongle *dongle);

#define F_DONGLE_STAGE_VIRTUAL	"virtual"

/**
 * struct f_dongle_virtual - an output stage without hardware, moved through configfs
 * @stage: the stage itself, never registered
 * @impedance: of the headphones that are, or will be, plugged, in ohm
 * @settle: what every change takes, in ms, as relays do
 * @fault: 1: every change fails, as broken hardware does
 */
struct f_dongle_virtual {
	struct f_dongle_stage stage;
	u16 impedance[DONGLE_OUTPUTS];
	u16 settle;
	u16 fault;
};

extern const struct f_dongle_stage_ops f_dongle_virtual_ops;

#endif /* F_DONGLE_STAGE_H */
