/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * In place of libusb: the few functions that the library may use. One that
 * detaches a driver is not here, so does not link.
 */
#ifndef TEST_FAKEUSB_H
#define TEST_FAKEUSB_H

#include <libusb.h>
#include <stdbool.h>

/**
 * struct fake_usb - all there is
 * @init_err: for libusb_init()
 * @open_err: for libusb_wrap_sys_device()
 * @claim_err: for libusb_claim_interface()
 * @submit_err: for libusb_submit_transfer()
 * @control: what libusb_control_transfer() returns
 * @no_discovery: libusb was told not to look at all devices
 * @contexts: how many are there
 * @setup: the last control transfer: type, request, value, index, length
 * @timeout: of it
 * @opened: how many devices are open
 * @claimed: how many interfaces are
 * @attached: how often a driver was attached
 * @transfer: the one that was submitted and has not ended, or NULL
 * @transfers: how many are allocated
 * @configs: how many configurations are not given back
 */
struct fake_usb {
	int init_err;
	int open_err;
	int claim_err;
	int submit_err;
	int control;
	bool no_discovery;
	int contexts;
	unsigned int setup[5];
	unsigned int timeout;
	int opened;
	int claimed;
	int attached;
	struct libusb_transfer *transfer;
	int transfers;
	int configs;
};

extern struct fake_usb fake_usb;

/**
 * fake_usb_complete - end the transfer that is submitted
 * @status: LIBUSB_TRANSFER_*
 * @len: bytes that arrived
 */
void fake_usb_complete(enum libusb_transfer_status status, int len);

#endif /* TEST_FAKEUSB_H */
