/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * In place of libusb: the few functions that the library may use. One that
 * claims an interface or detaches a driver is not here, so does not link.
 */
#ifndef TEST_FAKEUSB_H
#define TEST_FAKEUSB_H

#include <libusb.h>

#define FAKE_USB_DEVICES	4
#define FAKE_USB_INTERFACES	3

/**
 * struct libusb_device - a device
 * @bus: number of its bus
 * @address: on it
 * @ports: way to it, 0 ends it
 * @config_err: for reading the configuration
 * @open_err: for libusb_open()
 * @alt: one setting of each interface
 * @interface: points to them
 * @config: points to those
 */
struct libusb_device {
	uint8_t bus;
	uint8_t address;
	uint8_t ports[8];
	int config_err;
	int open_err;
	struct libusb_interface_descriptor alt[FAKE_USB_INTERFACES];
	struct libusb_interface interface[FAKE_USB_INTERFACES];
	struct libusb_config_descriptor config;
};

/**
 * struct fake_usb - all there is
 * @init_err: for libusb_init()
 * @list_err: for libusb_get_device_list()
 * @control: what libusb_control_transfer() returns
 * @count: how many devices
 * @device: devices
 * @setup: the last control transfer: type, request, value, index, length
 * @timeout: of it
 * @opened: how many devices are open
 * @lists: how many device lists are not given back
 * @configs: how many configurations are not given back
 */
struct fake_usb {
	int init_err;
	int list_err;
	int control;
	int count;
	struct libusb_device device[FAKE_USB_DEVICES];
	unsigned int setup[5];
	unsigned int timeout;
	int opened;
	int lists;
	int configs;
};

extern struct fake_usb fake_usb;

/**
 * fake_usb_add - plug in a device
 * @bus: number of its bus
 * @address: on it
 * @subclass: of its interface 2, whose class is vendor specific
 *
 * Return: the device, to be changed at will.
 */
struct libusb_device *fake_usb_add(uint8_t bus, uint8_t address, uint8_t subclass);

#endif /* TEST_FAKEUSB_H */
