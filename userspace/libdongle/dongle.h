/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Dongles seen from a program: find them, read them, change them. Every call
 * goes through a bus, so that a test can put another one in place of libusb.
 * Nothing here claims an interface or detaches a driver: requests of type
 * vendor need neither, and audio and the kernel's own controls keep running.
 */
#ifndef LIBDONGLE_DONGLE_H
#define LIBDONGLE_DONGLE_H

#include "model.h"

#define DONGLE_PATH_MAX		32
#define DONGLE_STRING_MAX	384	/* 126 UTF-16 units, as UTF-8 */

/**
 * struct dongle_id - a device that may be a dongle, known without opening it
 * @path: as in sysfs, "1-1.2"
 * @serial: empty where it has none
 * @product: its name, empty where it has none
 * @bus: number of the bus
 * @address: number of the device on its bus
 * @vendor_id: idVendor
 * @product_id: idProduct
 * @interface: the one with the three bytes of the protocol
 */
struct dongle_id {
	char path[DONGLE_PATH_MAX];
	char serial[DONGLE_STRING_MAX];
	char product[DONGLE_STRING_MAX];
	u8 bus;
	u8 address;
	u16 vendor_id;
	u16 product_id;
	u8 interface;
};

struct dongle_bus;

/**
 * struct dongle_bus_ops - what a bus can do; every int is 0 or more, or -errno
 * @list: candidates in *ids, which the caller frees; returns how many
 * @open: make a candidate ready for @control; *handle is what @control takes
 * @control: a control transfer to the interface, type vendor, recipient
 *	     interface, wValue 0; -EPIPE for a stall; returns bytes moved
 * @close: the reverse of @open
 * @put: free the bus
 */
struct dongle_bus_ops {
	int (*list)(struct dongle_bus *bus, struct dongle_id **ids);
	int (*open)(struct dongle_bus *bus, const struct dongle_id *id, void **handle);
	int (*control)(void *handle, u8 interface, u8 request, bool in, void *buf, u16 len);
	void (*close)(void *handle);
	void (*put)(struct dongle_bus *bus);
};

/**
 * struct dongle_bus - where devices are found
 * @ops: how
 */
struct dongle_bus {
	const struct dongle_bus_ops *ops;
};

/**
 * struct dongle - an open device
 * @bus: where it is
 * @handle: of the bus
 * @id: which one it is
 * @info: its answer to GET_INFO
 */
struct dongle {
	struct dongle_bus *bus;
	void *handle;
	struct dongle_id id;
	struct dongle_info info;
};

/**
 * dongle_usb_bus - the USB of this machine, through libusb
 * @bus: result; give it back with @bus->ops->put
 *
 * Return: 0 or -errno.
 */
int dongle_usb_bus(struct dongle_bus **bus);

/**
 * dongle_list - find candidates, opening none, in the order of their paths
 * @bus: where to look
 * @ids: result, strings made printable; the caller frees it
 *
 * Return: how many, or -errno.
 */
int dongle_list(struct dongle_bus *bus, struct dongle_id **ids);

/**
 * dongle_open - open a candidate and ask what it is
 * @bus: where it is
 * @id: which one
 * @dongle: result, with @info filled in
 *
 * Return: 0; -ENODEV when it is no dongle after all: GET_INFO stalls or has
 * another magic; -EACCES; what dongle_codec_parse_info() or the bus returns.
 */
int dongle_open(struct dongle_bus *bus, const struct dongle_id *id, struct dongle **dongle);

/**
 * dongle_get - read the state
 * @dongle: device
 * @report: result
 *
 * Return: 0 or -errno.
 */
int dongle_get(struct dongle *dongle, struct dongle_report *report);

/**
 * dongle_set - change the state: one SET_STATE, then one GET_STATE
 * @dongle: device
 * @mask: USB_DONGLE_F_* to set
 * @state: their values
 * @report: how it is now; a refusal is in @report->result
 *
 * Return: 0 when both transfers worked, or -errno.
 */
int dongle_set(struct dongle *dongle, u32 mask, const struct dongle_state *state,
	       struct dongle_report *report);

/**
 * dongle_close - the reverse of dongle_open()
 * @dongle: device or NULL
 */
void dongle_close(struct dongle *dongle);

/**
 * dongle_make_printable - keep a device's string from steering a terminal
 * @text: UTF-8; what is none, controls and invisible characters become '?'
 */
void dongle_make_printable(char *text);

/**
 * dongle_strerror - what went wrong, said of the device
 * @err: -errno of a function above
 *
 * Return: text, no full stop.
 */
const char *dongle_strerror(int err);

/**
 * dongle_result_text - why a device refused
 * @result: USB_DONGLE_RESULT_*
 *
 * Return: text, no full stop.
 */
const char *dongle_result_text(u8 result);

#endif /* LIBDONGLE_DONGLE_H */
