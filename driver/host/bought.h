/* SPDX-License-Identifier: GPL-2.0-only */
/* Bought dongles: nothing of theirs says what they are, so they are found by their id. */
#ifndef USB_DONGLE_BOUGHT_H
#define USB_DONGLE_BOUGHT_H

#include <linux/usb.h>
#include <linux/workqueue.h>
#include "../core/core.h"
#include "models.h"

struct bought_dongle;

/**
 * struct bought_link - how commands and answers travel
 * @open: before anything else, may be NULL; -ENOTCONN: not there yet
 * @close: undo @open
 * @expect: an answer to this question is looked for from now on; may be NULL
 * @send: a command; 0 or a negative errno
 * @receive: into a buffer of DIALECT_FRAME_MAX: bytes received or a negative errno;
 *	-EAGAIN: there is none
 * @reads: how often it is worth to look for an answer
 */
struct bought_link {
	int (*open)(struct bought_dongle *dongle);
	void (*close)(struct bought_dongle *dongle);
	void (*expect)(struct bought_dongle *dongle, unsigned int question);
	int (*send)(struct bought_dongle *dongle, const u8 *command, size_t len);
	int (*receive)(struct bought_dongle *dongle, u8 *answer);
	unsigned int reads;
};

extern const struct bought_link bought_channel;
extern const struct bought_link bought_hid;

/**
 * struct bought_dongle - one of them
 * @core: what ALSA shows
 * @model: its row
 * @udev: the device, referenced
 * @intf: its first interface, referenced; keeps the device awake while we speak
 * @link: how it is spoken to
 * @channel: puts a question and its answer in order; held for 100 ms and more, so never
 *	waited for with @core.lock held
 * @device: how the device is, as far as we know; @channel
 * @heard: what it answered last; @channel
 * @hid: while @link is open; @channel
 * @free_at: when the next command may be sent, jiffies; @channel
 * @unsent: fields of @core.state that the device was not told yet; @core.lock
 * @stale: it may have changed: ask; @core.lock
 * @registered: the device has answered; changed by @talk_work only
 * @tries: how often in a row it could not be asked; @talk_work's own
 * @talk_work: asks and tells
 * @node: in bought.c's list
 */
struct bought_dongle {
	struct snd_dongle core;
	const struct dongle_model *model;
	struct usb_device *udev;
	struct usb_interface *intf;
	const struct bought_link *link;
	struct mutex channel; /* protects device, heard, hid, free_at */
	struct dongle_state device;
	struct dialect_heard heard;
	struct bought_hid_link *hid;
	unsigned long free_at;
	u32 unsent;
	bool stale;
	bool registered;
	unsigned int tries;
	struct delayed_work talk_work;
	struct list_head node;
};

static inline const struct dongle_dialect *bought_dialect(const struct bought_dongle *dongle)
{
	return dongle->model->kind->dialect;
}

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

/**
 * bought_link_changed - a device can be spoken to from now on, or no longer
 * @udev: which
 */
void bought_link_changed(const struct usb_device *udev);

/* talk.c: 0 or a negative errno. */

/**
 * bought_set - set fields in an order that is never louder than the ends
 * @dongle: @channel held
 * @to: how the device is to be; @dongle->device becomes that, or whatever was reached
 *
 * Return: 0, or a negative errno and it may be anything between.
 */
int bought_set(struct bought_dongle *dongle, const struct dongle_state *to);

/**
 * bought_ask - read everything that can be read
 * @dongle: @channel held; @device and @heard are set, all or nothing. Sleeps.
 *
 * Return: 0 or a negative errno; -ENOTCONN: nothing to speak through yet.
 */
int bought_ask(struct bought_dongle *dongle);

/**
 * bought_hid_init - take the HID interfaces of dongles that are spoken to there
 *
 * Return: 0 or a negative errno.
 */
int bought_hid_init(void);

/**
 * bought_hid_exit - undo bought_hid_init(); after bought_exit()
 */
void bought_hid_exit(void);

#endif /* USB_DONGLE_BOUGHT_H */
