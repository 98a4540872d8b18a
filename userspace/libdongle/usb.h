/* SPDX-License-Identifier: GPL-2.0-only */
/* The bus of libusb, inside. */
#ifndef LIBDONGLE_USB_H
#define LIBDONGLE_USB_H

#include <libusb.h>

#include "bus.h"
#include "hotplug.h"

/* "/dev/bus/usb", but for tests. */
extern const char *dongle_usb_nodes;

/**
 * struct usb_bus - all of USB
 * @bus: for the library
 * @flags: of dongle_bus_new()
 * @context: of libusb; NULL until something is opened
 * @hotplug: zeroed until it is asked for
 * @epoll: set that libusb's file descriptors are kept in
 * @data: that goes with each
 */
struct usb_bus {
	struct dongle_bus bus;
	unsigned int flags;
	libusb_context *context;
	struct hotplug_source hotplug;
	int epoll;
	void *data;
};

/**
 * struct usb_handle - an open device
 * @usb: where it is
 * @dev: of libusb
 * @node: its device node
 * @transfer: waits for reports; NULL while nobody listens
 * @interface: that was claimed for it
 * @ended: the transfer does not run
 * @fn: takes the reports
 * @arg: for it
 * @buf: of the transfer
 */
struct usb_handle {
	struct usb_bus *usb;
	libusb_device_handle *dev;
	int node;
	struct libusb_transfer *transfer;
	u8 interface;
	bool ended;
	dongle_listen_fn fn;
	void *arg;
	u8 buf[USB_DONGLE_MSG_MAX];
};

/**
 * usb_errno - an error of libusb as one of ours
 * @err: LIBUSB_ERROR_*, or 0 or more
 *
 * Return: -errno, or @err where it is none.
 */
int usb_errno(int err);

/* listen.c: as in struct dongle_bus_ops. */
int usb_poll(struct usb_bus *usb, int epoll, void *data);
int usb_dispatch(struct dongle_bus *bus);
int usb_listen(void *handle, u8 interface, dongle_listen_fn fn, void *arg);
void usb_hand_over(void *handle, u8 interface);

/**
 * usb_unlisten - the reverse of usb_listen()
 * @h: open
 */
void usb_unlisten(struct usb_handle *h);

#endif /* LIBDONGLE_USB_H */
