/* SPDX-License-Identifier: GPL-2.0-only */
/* A USB device with one configuration, made of functions. */
#ifndef USBDEV_H
#define USBDEV_H

#include <linux/usb/ch9.h>
#include <stdbool.h>
#include <stdint.h>

#include "vhci.h"

#define USBDEV_MAX_DATA		1024
#define USBDEV_MAX_FUNCTIONS	4
#define USBDEV_MAX_INTERFACES	8

/* What control() returns besides a length. */
#define USBDEV_STALL	(-1)
#define USBDEV_SILENT	(-2)	/* no answer until the host gives up */

struct usb_device;

/*
 * @control: @data holds what the host sent, or takes up to USBDEV_MAX_DATA bytes
 * @submit:  keeps @urb, completes it or has it paced
 * @expire:  a paced @urb is due
 */
struct usb_function {
	const uint8_t *descriptors;
	size_t length;
	unsigned int interfaces;
	unsigned int endpoints;	/* bit n: endpoint n */
	int (*control)(struct usb_device *dev, const struct usb_ctrlrequest *req, uint8_t *data);
	void (*submit)(struct usb_device *dev, struct urb *urb);
	void (*expire)(struct usb_device *dev, struct urb *urb);
};

/* Reports as fast as the host takes them, up to 8,000 a second. */
struct storm {
	unsigned int left;
	unsigned int sent;
	uint64_t since;		/* us */
	uint8_t data[64];
	size_t length;
	int number;		/* where a 16 bit number is that goes up, -1: nowhere */
};

struct usb_device {
	struct vhci vhci;
	uint16_t vendor;
	uint16_t product;
	const char *strings[3];	/* maker, product, serial or NULL */
	const struct usb_function *functions[USBDEV_MAX_FUNCTIONS];
	/* vendor requests, whatever their recipient */
	int (*vendor_control)(struct usb_device *dev, const struct usb_ctrlrequest *req,
			      uint8_t *data);
	void *owner;
	unsigned int unplug_at;	/* transfers until it vanishes, but isochronous ones; 0: stays */

	struct storm storm;

	uint8_t configuration;
	uint8_t alternate[USBDEV_MAX_INTERFACES];
};

/* Return: 0, or negative with errno set. */
int usbdev_plug(struct usb_device *dev);

/*
 * Completes @urb with what the host is to hear, unless that is tampered with: @length bytes
 * of @data, which holds USBDEV_MAX_DATA, USBDEV_STALL or USBDEV_SILENT.
 */
void usbdev_answer(struct usb_device *dev, struct urb *urb, const char *what, uint8_t *data,
		   int length);

/* @text: how many, what and, if one goes up, where the number is. */
bool usbdev_storm(struct usb_device *dev, const char *text);

/* Return: whether @urb, which reads reports, is the storm's. */
bool usbdev_storms(struct usb_device *dev, struct urb *urb);

/* Does what the host's next command asks. Return: negative when it let go, or is to. */
int usbdev_serve(struct usb_device *dev);

/* Completes what is due. */
void usbdev_tick(struct usb_device *dev);

#endif
