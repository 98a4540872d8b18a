/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * snd-dongle.ko: shows a dongle's state as ALSA controls, jacks and an input
 * device on a sound card that another driver registered. Both ends of the
 * cable use it: the host driver on snd-usb-audio's card, the gadget function
 * on f_uac2's.
 */
#ifndef SND_DONGLE_CORE_H
#define SND_DONGLE_CORE_H

#include <linux/device.h>
#include <linux/input.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/workqueue.h>
#include <sound/core.h>
#include <sound/control.h>
#include "model.h"

/* Per output: volume, switch, jack, impedance. Plus mode, gain, filter, options. */
#define SND_DONGLE_CONTROLS_MAX	(4 * DONGLE_OUTPUTS + 3 + DONGLE_OPTIONS)

struct snd_dongle;

/**
 * struct snd_dongle_control - one control of ours on a card
 * @id: as the card numbered it
 * @fields: USB_DONGLE_F_* it shows
 */
struct snd_dongle_control {
	struct snd_ctl_elem_id id;
	u32 fields;
};

/**
 * struct snd_dongle_ops - what an end of the cable does for the core
 * @write: bring the device from dongle->state to @next, in which the fields of
 *	@mask differ. May sleep and may change @next where the device decides
 *	(@next->active). Called with dongle->lock held. Return: 0, or a negative
 *	errno and the device is as before.
 * @lock_card: keep the driver of the card from leaving, see core/card.c. May be
 *	NULL where that driver's cards run none of its code when they are freed.
 *	Return: 0, -EBUSY (again later), other errno: not now.
 * @unlock_card: undo @lock_card
 * @reread: somebody may have changed the device behind our back: look again, soon. NULL
 *	where it tells by itself
 * @announce: tell udev when the controls come and go. Only where a rule takes that:
 *	WirePlumber 0.4 loses a card that changes while it opens it.
 */
struct snd_dongle_ops {
	int (*write)(struct snd_dongle *dongle, u32 mask, struct dongle_state *next);
	int (*lock_card)(struct snd_dongle *dongle);
	void (*unlock_card)(struct snd_dongle *dongle);
	void (*reread)(struct snd_dongle *dongle);
	bool announce;
};

/**
 * struct snd_dongle - one dongle, embedded in its driver's own structure
 * @dev: for messages; parent of the input device; NULL while there is none
 * @card_dev: the card's device, or its parent
 * @ops: see there
 * @info: what the device is; constant from snd_dongle_register() on
 * @lock: protects @state, @card, @input, @switching and @untouched, and puts writes in order.
 *	Taken inside the card's controls_rwsem; never held over snd_ctl_add() or
 *	_remove().
 * @state: how the device is (gadget), or the last we heard of it (host)
 * @card: the card we are on, or NULL; our controls are on it when set
 * @controls: what we added to @card; changed by attach and detach only
 * @count: of @controls
 * @input: jack switch, or NULL
 * @switching: until when a level may be one carried over, see core/carry.c; jiffies
 * @untouched: mask of 1 << output: its level was not set since the switch
 * @coming: a card that was announced and not found yet; core/card.c's lock
 * @node: in core/card.c's list
 * @attach_work: attaches or detaches after a card came or went
 */
struct snd_dongle {
	struct device *dev;
	struct device *card_dev;
	const struct snd_dongle_ops *ops;
	struct dongle_info info;
	struct mutex lock; /* protects state, card, input, switching, untouched */
	struct dongle_state state;

	/* The core's own. */
	struct snd_card *card;
	struct snd_dongle_control controls[SND_DONGLE_CONTROLS_MAX];
	unsigned int count;
	struct input_dev *input;
	u64 switching;
	u8 untouched;
	const struct snd_card *coming;
	struct list_head node;
	struct delayed_work attach_work;
};

/**
 * snd_dongle_init - make the lock usable, once before anything else
 * @dongle: zeroed
 */
void snd_dongle_init(struct snd_dongle *dongle);

/**
 * snd_dongle_register - attach to the card, now and whenever it appears
 * @dongle: initialised or unregistered; @dev, @card_dev, @ops, @info and
 *	@state filled in
 *
 * The controls come from a work item: ops may be called before this returns.
 */
void snd_dongle_register(struct snd_dongle *dongle);

/**
 * snd_dongle_unregister - take everything back
 * @dongle: registered
 *
 * When it returns, no callback of ours runs or can start. Sleeps. On the host
 * the caller holds the USB device lock.
 */
void snd_dongle_unregister(struct snd_dongle *dongle);

/**
 * snd_dongle_rescan - look for the card again
 * @dongle: registered
 *
 * For a @lock_card that said "not now". Any context.
 */
void snd_dongle_rescan(struct snd_dongle *dongle);

/**
 * snd_dongle_write - set some fields, all or nothing
 * @dongle: registered
 * @mask: USB_DONGLE_F_* to set
 * @set: their values
 * @quiet: fields whose change is not announced: the ALSA core announces the
 *	control that is being put
 *
 * Return: 1 changed, 0 the same as before and nothing was written, or a
 * negative errno as dongle_state_errno() gives it or as ops->write() did.
 */
int snd_dongle_write(struct snd_dongle *dongle, u32 mask, const struct dongle_state *set,
		     u32 quiet);

/**
 * snd_dongle_update - the device changed by itself: keep it and announce it
 * @dongle: initialised, @lock held by the caller
 * @state: the whole new state, valid for the device
 */
void snd_dongle_update(struct snd_dongle *dongle, const struct dongle_state *state);

/**
 * snd_dongle_get_card - find a sound card that is alive
 * @match: is it this one
 * @data: for @match
 *
 * Return: the card, referenced, its driver pinned, or NULL.
 */
struct snd_card *snd_dongle_get_card(bool (*match)(const struct snd_card *card, const void *data),
				     const void *data);

/**
 * snd_dongle_put_card - undo snd_dongle_get_card()
 * @card: what it returned
 */
void snd_dongle_put_card(struct snd_card *card);

/* Inside snd-dongle.ko. */

/**
 * snd_dongle_write_locked - snd_dongle_write() for who holds the lock
 * @dongle: @lock held
 * @mask: see there
 * @set: see there
 * @quiet: see there
 *
 * Return: see there.
 */
int snd_dongle_write_locked(struct snd_dongle *dongle, u32 mask, const struct dongle_state *set,
			    u32 quiet);

/**
 * snd_dongle_switched - another output is live, or about to be
 * @dongle: @lock held
 */
void snd_dongle_switched(struct snd_dongle *dongle);

/**
 * snd_dongle_set_volume - set a level, unless a sound server carried it over
 * @dongle: registered
 * @out: of which output
 * @set: its volume
 *
 * Return: as snd_dongle_write(), or -EBUSY where it is the first level after the outputs
 * were switched, right after, and that of the other output.
 */
int snd_dongle_set_volume(struct snd_dongle *dongle, unsigned int out,
			  const struct dongle_state *set);

/**
 * snd_dongle_ctl_add - put the controls of a device on a card
 * @dongle: @controls is filled in
 * @card: where to
 *
 * Return: 0 or a negative errno; then none is left on the card.
 */
int snd_dongle_ctl_add(struct snd_dongle *dongle, struct snd_card *card);

/**
 * snd_dongle_ctl_remove - take them off again
 * @dongle: @controls is emptied
 * @card: where from
 */
void snd_dongle_ctl_remove(struct snd_dongle *dongle, struct snd_card *card);

/**
 * snd_dongle_ctl_notify - tell the listeners of the card
 * @dongle: @lock held
 * @changed: USB_DONGLE_F_*
 * @quiet: those whose values are not announced
 */
void snd_dongle_ctl_notify(struct snd_dongle *dongle, u32 changed, u32 quiet);

/**
 * snd_dongle_jack_register - make the input device, where plugs are detected
 * @dongle: @input is filled in, or NULL
 */
void snd_dongle_jack_register(struct snd_dongle *dongle);

/**
 * snd_dongle_jack_unregister - remove it
 * @dongle: the same
 */
void snd_dongle_jack_unregister(struct snd_dongle *dongle);

/**
 * snd_dongle_jack_report - tell the input device
 * @dongle: @lock held
 */
void snd_dongle_jack_report(struct snd_dongle *dongle);

extern struct snd_ctl_layer_ops snd_dongle_layer;

#endif /* SND_DONGLE_CORE_H */
