/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Inside the library. Every call goes through a bus, so that a test can put
 * another one in place of libusb. Requests of type vendor need no claim.
 */
#ifndef LIBDONGLE_BUS_H
#define LIBDONGLE_BUS_H

#include "dongle.h"
#include "model.h"

/* Who has the control interface. */
enum dongle_driver {
	DRIVER_NONE,
	DRIVER_OURS,	/* snd-usb-dongle */
	DRIVER_OTHER,	/* usbfs for another program, say */
};

/* What a hotplug event asks for. */
enum hotplug {
	HOTPLUG_NONE,
	HOTPLUG_LOOK,		/* something came, went, was bound or unbound: look */
	HOTPLUG_SETTLED,	/* and this device was offered to all drivers there are */
	HOTPLUG_DRIVER,		/* snd-usb-dongle is there now */
};

/* Takes one report, @len bytes or -errno. Must not call the bus. */
typedef void (*dongle_listen_fn)(void *arg, const void *buf, int len);

/**
 * struct dongle_bus_ops - what a bus can do; every int is 0 or more, or -errno
 * @list: candidates in *ids, which the caller frees, with texts as the device
 *	  sends them and no @raw_serial; returns how many
 * @open: make a candidate ready for @control; *handle is what @control takes
 * @control: a control transfer to the interface, type vendor, recipient
 *	     interface, wValue 0; -EPIPE for a stall; returns bytes moved
 * @other: as @control, but to recipient other, with this wIndex
 * @close: the reverse of @open; ends @listen too
 * @hidraw: a file descriptor of the HID interface that takes output reports of this
 *	    number, 0 where they have none; -ENXIO: there is none
 * @card: number of the sound card of a device, or -ENODEV
 * @driver: who has the control interface; of a bought one, whether ours could
 * @hotplug_fd: a file descriptor that is readable when @hotplug has something
 * @hotplug: the next event, and of which device; never waits
 * @events: keep the file descriptors of @listen in an epoll set, @data with each;
 *	    -1: no longer
 * @dispatch: call the functions of @listen; never waits
 * @listen: claim the interface and have each report of it
 * @hand_over: give a claimed interface to the driver that should have it
 * @put: free the bus
 */
struct dongle_bus_ops {
	int (*list)(struct dongle_bus *bus, struct dongle_id **ids);
	int (*open)(struct dongle_bus *bus, const struct dongle_id *id, void **handle);
	int (*control)(void *handle, u8 interface, u8 request, bool in, void *buf, u16 len);
	int (*other)(void *handle, u8 request, bool in, u16 index, void *buf, u16 len);
	void (*close)(void *handle);
	int (*hidraw)(struct dongle_bus *bus, const struct dongle_id *id, u8 report);
	int (*card)(struct dongle_bus *bus, const struct dongle_id *id);
	enum dongle_driver (*driver)(struct dongle_bus *bus, const struct dongle_id *id);
	int (*hotplug_fd)(struct dongle_bus *bus);
	enum hotplug (*hotplug)(struct dongle_bus *bus, char path[DONGLE_PATH_MAX]);
	int (*events)(struct dongle_bus *bus, int epoll, void *data);
	int (*dispatch)(struct dongle_bus *bus);
	int (*listen)(void *handle, u8 interface, dongle_listen_fn fn, void *arg);
	void (*hand_over)(void *handle, u8 interface);
	void (*put)(struct dongle_bus *bus);
};

/**
 * struct dongle_bus - where devices are found
 * @ops: how
 * @direct: DONGLE_BUS_DIRECT
 */
struct dongle_bus {
	const struct dongle_bus_ops *ops;
	bool direct;
};

/**
 * struct dongle_ops - how a device is read and written; see dongle_get() and dongle_set()
 * @get: read the state
 * @set: change it
 * @close: undo opening
 */
struct dongle_ops {
	int (*get)(struct dongle *dongle, struct dongle_report *report);
	int (*set)(struct dongle *dongle, u32 mask, const struct dongle_state *state,
		   struct dongle_report *report);
	void (*close)(struct dongle *dongle);
};

/**
 * struct dongle - an open device
 * @bus: where it is
 * @ops: how it is spoken to
 * @handle: of the bus; NULL: it is not open there
 * @bought: of a bought one; NULL: it speaks the protocol
 * @id: which one it is
 * @info: what it is: its answer to GET_INFO, or of the table of models
 * @last: what dongle_read() read
 */
struct dongle {
	struct dongle_bus *bus;
	const struct dongle_ops *ops;
	void *handle;
	struct bought *bought;
	struct dongle_id id;
	struct dongle_info info;
	struct dongle_report last;
};

/**
 * dongle_get - read the state
 * @dongle: device
 * @report: result
 *
 * Return: 0 or -errno.
 */
int dongle_get(struct dongle *dongle, struct dongle_report *report);

/**
 * dongle_set - change the state: one SET_STATE, then one GET_STATE; of a bought one,
 *		what differs, in an order that is never louder than both ends
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
 * dongle_wait - until a device may have come or gone
 * @bus: where; what happened before the first call is not heard of
 * @timeout_ms: at most; negative: for ever
 *
 * Return: 1, 0 when time is up, or -errno.
 */
int dongle_wait(struct dongle_bus *bus, int timeout_ms);

/**
 * dongle_now_ms - to measure how long something takes
 *
 * Return: CLOCK_MONOTONIC, ms.
 */
long long dongle_now_ms(void);

/**
 * dongle_is_path - is this a place on a bus
 * @text: such as "1-1.2"
 *
 * Return: whether it is.
 */
bool dongle_is_path(const char *text);

/**
 * dongle_make_printable - keep a device's string from steering a terminal
 * @text: UTF-8; what is none, controls and invisible characters become '?'
 */
void dongle_make_printable(char *text);

/**
 * dongle_result_text - why a device refused
 * @result: USB_DONGLE_RESULT_*
 *
 * Return: text, no full stop.
 */
const char *dongle_result_text(u8 result);

#endif /* LIBDONGLE_BUS_H */
