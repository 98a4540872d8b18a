/* SPDX-License-Identifier: GPL-2.0-only */
/* snd-usb-dongle.ko: the host end of the control protocol. */
#ifndef USB_DONGLE_HOST_H
#define USB_DONGLE_HOST_H

#include <linux/spinlock.h>
#include <linux/usb.h>
#include <linux/workqueue.h>
#include "../core/core.h"

/**
 * struct usb_dongle - one bound control interface
 * @core: what ALSA shows
 * @udev: the device
 * @intf: its control interface
 * @buf: of the control transfers, USB_DONGLE_MSG_MAX bytes; @core.lock
 * @tag: of our last SET_STATE; @core.lock
 * @mute_until: it did not answer: until then nobody waits for it again; jiffies; @core.lock
 * @seen: the device has shown that it knows of that; @core.lock
 * @known: it has said what it is, and is registered; changed while probing, else by @ask_work
 * @awaited: it is kept awake until it has; as @known
 * @ask_work: asks again
 * @report_lock: protects the six below, taken in interrupt context
 * @report: the newest that was received
 * @sequence: of the last report or GET_STATE we heard
 * @fresh: @report has not been shown yet
 * @lost: what we believe may be wrong: read the state
 * @errors: failed polls in a row
 * @tries: failed questions in a row
 * @report_work: shows @report, or reads the state
 * @retry_work: polls again after an error
 * @doubt_work: reads the state where the device does not show that it knows of @tag
 * @urb: interrupt IN; poisoned while it must not run
 * @urb_buf: its USB_DONGLE_MSG_MAX bytes
 */
struct usb_dongle {
	struct snd_dongle core;
	struct usb_device *udev;
	struct usb_interface *intf;
	u8 *buf;
	u16 tag;
	u64 mute_until;
	bool seen;
	bool known;
	bool awaited;
	struct delayed_work ask_work;
	spinlock_t report_lock; /* protects report, sequence, fresh, lost, errors, tries */
	struct dongle_report report;
	u16 sequence;
	bool fresh;
	bool lost;
	unsigned int errors;
	unsigned int tries;
	struct work_struct report_work;
	struct delayed_work retry_work;
	struct delayed_work doubt_work;
	struct urb *urb;
	u8 *urb_buf;
};

/* transport.c: every control transfer of ours; 0 or a negative errno. */

/**
 * usb_dongle_get_info - ask what the device is
 * @dongle: @core.info is filled in
 *
 * Return: 0, or a negative errno as dongle_codec_parse_info() or the USB core
 * gives it.
 */
int usb_dongle_get_info(struct usb_dongle *dongle);

/**
 * usb_dongle_get_state - ask how it is
 * @dongle: @core.info is known; @core.lock held, or probing
 * @report: result
 *
 * Return: 0, or a negative errno as dongle_codec_parse_report() or the USB core
 * gives it.
 */
int usb_dongle_get_state(struct usb_dongle *dongle, struct dongle_report *report);

/**
 * usb_dongle_set_state - change it
 * @dongle: @core.lock held
 * @set: what to change
 *
 * Return: 0 or a negative errno. 0 says that the device heard it; what it made
 * of it is in the report that follows.
 */
int usb_dongle_set_state(struct usb_dongle *dongle, const struct dongle_set *set);

/* ask.c: what could not be asked is asked again. */

/**
 * usb_dongle_ask_init - prepare it
 * @dongle: probing
 */
void usb_dongle_ask_init(struct usb_dongle *dongle);

/**
 * usb_dongle_ask - get to know the device, and register it
 * @dongle: probing; it may be registered later
 *
 * Return: 0, or a negative errno where it makes no sense to ask again.
 */
int usb_dongle_ask(struct usb_dongle *dongle);

/**
 * usb_dongle_ask_later - ask again, if it is worth it
 * @dongle: any state; any context
 * @err: how it went now, 0 or a negative errno
 *
 * Return: whether it will be.
 */
bool usb_dongle_ask_later(struct usb_dongle *dongle, int err);

/**
 * usb_dongle_ask_anew - give another chance to one that is not known
 * @dongle: not known, and nobody asks it
 */
void usb_dongle_ask_anew(struct usb_dongle *dongle);

/**
 * usb_dongle_ask_stop - do not ask for now
 * @dongle: any state
 */
void usb_dongle_ask_stop(struct usb_dongle *dongle);

/**
 * usb_dongle_ask_end - nor ever again
 * @dongle: neither registered nor polled any more
 */
void usb_dongle_ask_end(struct usb_dongle *dongle);

/* report.c: the interrupt endpoint. */

/**
 * usb_dongle_report_init - prepare polling
 * @dongle: probing
 * @ep: the interrupt IN endpoint
 *
 * Return: 0 or -ENOMEM.
 */
int usb_dongle_report_init(struct usb_dongle *dongle, const struct usb_endpoint_descriptor *ep);

/**
 * usb_dongle_report_free - undo usb_dongle_report_init()
 * @dongle: stopped
 */
void usb_dongle_report_free(struct usb_dongle *dongle);

/**
 * usb_dongle_report_start - poll
 * @dongle: stopped
 */
void usb_dongle_report_start(struct usb_dongle *dongle);

/**
 * usb_dongle_report_stop - stop polling; what was received is still shown
 * @dongle: any state
 *
 * Return: true if polling had failed and was to be tried again.
 */
bool usb_dongle_report_stop(struct usb_dongle *dongle);

/**
 * usb_dongle_report_retry - poll again at once, after that
 * @dongle: stopped
 */
void usb_dongle_report_retry(struct usb_dongle *dongle);

/**
 * usb_dongle_report_read - read the state now, or later if that fails
 * @dongle: known
 */
void usb_dongle_report_read(struct usb_dongle *dongle);

/**
 * usb_dongle_report_resync - what we believe may be wrong: read the state soon
 * @dongle: any state; any context
 */
void usb_dongle_report_resync(struct usb_dongle *dongle);

#endif /* USB_DONGLE_HOST_H */
