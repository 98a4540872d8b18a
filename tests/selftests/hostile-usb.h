/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Transfers as usbfs does them, also those that libusb would refuse to send, or wait
 * for; and what the text of the protocol says of a message, in code of its own.
 */
#ifndef HOSTILE_USB_H
#define HOSTILE_USB_H

#include <linux/usbdevice_fs.h>
#include <linux/usb/dongle.h>
#include <stdnoreturn.h>

#include "hostile.h"

#define DATA_MAX	65535
#define PATIENCE_MS	20000	/* a slow guest; no measure of anything */
#define TOP		200	/* steps of the default dongle */

struct setup {
	__u8 type;
	__u8 request;
	__u16 value;
	__u16 index;
	__u16 length;
};

/* One in flight at a time; @data holds the setup packet first. */
struct transfer {
	struct usbdevfs_urb urb;
	bool flying;
	unsigned char data[8 + DATA_MAX];
};

/* The node of the device at "1-1", or exit. */
int open_device(const char *path);

/* Return: 0 or a negative errno. */
int submit(int fd, struct transfer *transfer, const struct setup *setup, const void *data);

/*
 * Wait for one that was submitted on @fd. Return: it, or NULL after @ms. Its
 * result is in urb.status and urb.actual_length.
 */
struct transfer *reap(int fd, int ms);

/* All of it. Return: bytes or a negative errno. @data takes what comes, if not NULL. */
int control(int fd, const struct setup *setup, void *data);

#define INTERFACE_IN	0xc1
#define INTERFACE_OUT	0x41

/* Requests of the protocol to interface @index. Return: as control(). */
int get_state(int fd, __u16 index, struct usb_dongle_report *report);
int set_state(int fd, __u16 index, const void *message, __u16 length);

#define JUDGE_CANNOT	0xff

/*
 * What a SET_STATE of @length bytes does to the default dongle. Return: the result
 * that is to be reported; @state is what it is then.
 */
__u8 judge(struct state *state, const unsigned char *message, unsigned int length);

/* One that is right; no level above the limit in @state, or above @ceiling. */
void valid_message(struct dice *dice, const struct state *state, long ceiling,
		   struct usb_dongle_set *set);

/* One that must be refused, and is loud if it is not. */
unsigned int poison(struct dice *dice, unsigned char message[64]);

/* hostile-host.c: whom it is about, and what was done to him. */
extern struct host {
	const char *path;
	__u16 interface;
	__u8 endpoint;		/* interrupt */
	int device, card;
	struct dice dice;
	struct state model;	/* what the card is to show */
	unsigned int reported;	/* SET_STATEs that a report is about */
	unsigned int sent, stalled, accepted, refused, cancelled, other;
} host;

noreturn void fail(const char *what, const struct setup *setup);

/* The card shows the model, or fail. */
void check_state(const char *what, const struct setup *setup);

/* A request that is right works at once; the device has done all that was sent before. */
void barrier(struct usb_dongle_report *report);

/* A SET_STATE, and what becomes of it. */
void send_message(const void *message, unsigned int length);

/* USB's own address and configuration are for the endpoint phase, or for nobody. */
bool is_fatal(const struct setup *setup);

/* hostile-storm.c: phases. */
void storm(unsigned int count);
void endpoint(unsigned int count);
void superseded(unsigned int count);

#endif /* HOSTILE_USB_H */
