/* SPDX-License-Identifier: GPL-2.0-only */
/* A bus whose devices are in this program, and which writes down what is asked. */
#ifndef TEST_FAKEBUS_H
#define TEST_FAKEBUS_H

#include "bus.h"

#define FAKE_DEVICES	4
#define FAKE_LOG_MAX	64

/**
 * struct fake_device - a device
 * @id: as the bus lists it
 * @info: what it is
 * @state: how it is
 * @meanwhile: how it is after the next SET_STATE, or NULL
 * @open_err: for open, -errno
 * @fail: for each request, -errno
 * @garble: bytes of GET_INFO to change, and into what
 * @refuse: result of every SET_STATE
 * @short_by: bytes that a SET_STATE loses on its way
 * @result: of the last SET_STATE
 * @log: requests in order: I, S, W for GET_INFO, GET_STATE, SET_STATE
 * @tag: of the last SET_STATE
 * @mask: of the last SET_STATE
 * @open: how often it is open
 * @wrong: transfers that break the protocol
 * @driver: who has the interface
 * @busy: it has been claimed since that was asked
 * @listener: takes its reports, or NULL
 * @listener_arg: for it
 * @sequence: of its last report
 * @handed_over: how often it was given to a driver
 * @card: number of its sound card; 0: it has none
 * @other: takes requests to recipient other, or NULL
 * @hidraw: opens its HID interface, or NULL
 */
struct fake_device {
	struct dongle_id id;
	const struct dongle_info *info;
	struct dongle_state state;
	const struct dongle_state *meanwhile;
	int open_err;
	int fail[USB_DONGLE_SET_STATE + 1];
	struct {
		u8 offset;
		u8 value;
	} garble;
	u8 refuse;
	u8 short_by;
	u8 result;
	char log[FAKE_LOG_MAX];
	u16 tag;
	u32 mask;
	int open;
	int wrong;
	enum dongle_driver driver;
	bool busy;
	dongle_listen_fn listener;
	void *listener_arg;
	u16 sequence;
	int handed_over;
	int card;
	int (*other)(struct fake_device *dev, u8 request, bool in, u16 index, void *buf, u16 len);
	int (*hidraw)(struct fake_device *dev, u8 report);
};

/**
 * struct fake_bus - a bus
 * @bus: for the library
 * @list_err: for list, -errno
 * @count: how many devices
 * @device: devices
 * @events: an eventfd: hotplug events to take
 * @hotplug: the next of these
 * @path: of which device
 * @on_wait: changes the bus when it is asked for events, or NULL
 */
struct fake_bus {
	struct dongle_bus bus;
	int list_err;
	int count;
	int events;
	enum hotplug hotplug;
	char path[DONGLE_PATH_MAX];
	void (*on_wait)(struct fake_bus *fake);
	struct fake_device device[FAKE_DEVICES];
};

/**
 * fake_init - make a bus with no device
 * @fake: bus
 */
void fake_init(struct fake_bus *fake);

/**
 * fake_add - plug in a device at 1-1.N, address 10 + N, id 1d6b:000N, serial "SN"
 * @fake: bus
 * @info: what it is
 * @state: how it is
 *
 * Return: the device, to be changed at will.
 */
struct fake_device *fake_add(struct fake_bus *fake, const struct dongle_info *info,
			     const struct dongle_state *state);

/**
 * fake_add_bought - the same, one that is known by its USB id and has no serial number
 * @fake: bus
 * @vendor: USB vendor id
 * @product: USB product id
 *
 * Return: the device; it understands nothing.
 */
struct fake_device *fake_add_bought(struct fake_bus *fake, unsigned int vendor,
				    unsigned int product);

/**
 * fake_event - let the bus tell of something
 * @fake: bus
 * @hotplug: what
 * @path: of which device
 */
void fake_event(struct fake_bus *fake, enum hotplug hotplug, const char *path);

/**
 * fake_report - let a device report how it is, if anyone listens
 * @dev: device
 * @skip: reports that were lost before this one
 */
void fake_report(struct fake_device *dev, unsigned int skip);

#endif /* TEST_FAKEBUS_H */
