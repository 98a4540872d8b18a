/* SPDX-License-Identifier: GPL-2.0-only */
/* Bought dongles: they have no interface that could be bound, so the device is found. */
#ifndef USB_DONGLE_BOUGHT_H
#define USB_DONGLE_BOUGHT_H

#include <linux/usb.h>
#include <linux/workqueue.h>
#include "../core/core.h"
#include "models.h"

/**
 * struct bought_dongle - one of them
 * @core: what ALSA shows
 * @model: its row
 * @udev: the device, referenced
 * @intf: its first interface, referenced; keeps the device awake while we speak
 * @channel: puts a question and its answer in order; held for 100 ms and more, so never
 *	waited for with @core.lock held
 * @unsent: fields of @core.state that wait for @channel; @core.lock
 * @registered: the device has answered; changed by @read_work only
 * @read_work: asks for everything
 * @node: in bought.c's list
 */
struct bought_dongle {
	struct snd_dongle core;
	const struct dongle_model *model;
	struct usb_device *udev;
	struct usb_interface *intf;
	struct mutex channel;
	u32 unsent;
	bool registered;
	struct work_struct read_work;
	struct list_head node;
};

/**
 * bought_init - look for devices, now and whenever one comes
 *
 * Return: 0 or a negative errno.
 */
int bought_init(void);

/**
 * bought_exit - undo bought_init()
 */
void bought_exit(void);

/* channel.c: every transfer to a bought dongle; 0 or a negative errno. */

/**
 * bought_set - set fields, one command each, in an order that is never louder than the ends
 * @dongle: @channel held
 * @from: how the device is
 * @to: how it is to be
 *
 * Return: 0, or a negative errno and it may be anything between.
 */
int bought_set(struct bought_dongle *dongle, const struct dongle_state *from,
	       const struct dongle_state *to);

/**
 * bought_ask - read everything that can be read
 * @dongle: @channel held; sleeps for 100 ms a question
 * @state: its fields are set, all or none
 *
 * Return: 0 or a negative errno.
 */
int bought_ask(struct bought_dongle *dongle, struct dongle_state *state);

#endif /* USB_DONGLE_BOUGHT_H */
