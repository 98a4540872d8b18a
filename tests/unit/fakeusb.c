// SPDX-License-Identifier: GPL-2.0-only
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "fakeusb.h"

struct fake_usb fake_usb;

static const struct libusb_endpoint_descriptor endpoints[] = {
	{ .bEndpointAddress = 0x02, .bmAttributes = LIBUSB_TRANSFER_TYPE_INTERRUPT },
	{ .bEndpointAddress = 0x83, .bmAttributes = LIBUSB_TRANSFER_TYPE_BULK },
	{ .bEndpointAddress = 0x84, .bmAttributes = LIBUSB_TRANSFER_TYPE_INTERRUPT },
};

static const struct libusb_interface_descriptor alts[] = {
	{ .bInterfaceNumber = 0 },
	{ .bInterfaceNumber = 3, .bNumEndpoints = 3, .endpoint = endpoints },
};

static const struct libusb_interface interfaces[] = {
	{ .altsetting = &alts[0], .num_altsetting = 1 },
	{ .altsetting = &alts[1], .num_altsetting = 1 },
};

static struct libusb_config_descriptor config = { .bNumInterfaces = 2, .interface = interfaces };

int LIBUSB_CALL libusb_set_option(libusb_context *context, enum libusb_option option, ...)
{
	fake_usb.no_discovery = !context && option == LIBUSB_OPTION_NO_DEVICE_DISCOVERY;
	return 0;
}

int LIBUSB_CALL libusb_init(libusb_context **context)
{
	if (fake_usb.init_err)
		return fake_usb.init_err;
	*context = (libusb_context *)&fake_usb;
	fake_usb.contexts++;
	return 0;
}

void LIBUSB_CALL libusb_exit(libusb_context *context)
{
	if (context != (libusb_context *)&fake_usb)
		abort();
	fake_usb.contexts--;
}

int LIBUSB_CALL libusb_wrap_sys_device(libusb_context *context, intptr_t node,
				       libusb_device_handle **handle)
{
	(void)context;
	if (fake_usb.open_err)
		return fake_usb.open_err;
	*handle = (libusb_device_handle *)(node + 1);
	fake_usb.opened++;
	return 0;
}

void LIBUSB_CALL libusb_close(libusb_device_handle *handle)
{
	(void)handle;
	fake_usb.opened--;
}

libusb_device *LIBUSB_CALL libusb_get_device(libusb_device_handle *handle)
{
	return (libusb_device *)handle;
}

int LIBUSB_CALL libusb_get_active_config_descriptor(libusb_device *dev,
						    struct libusb_config_descriptor **result)
{
	(void)dev;
	*result = &config;
	fake_usb.configs++;
	return 0;
}

void LIBUSB_CALL libusb_free_config_descriptor(struct libusb_config_descriptor *old)
{
	(void)old;
	fake_usb.configs--;
}

int LIBUSB_CALL libusb_claim_interface(libusb_device_handle *handle, int number)
{
	(void)handle;
	(void)number;
	fake_usb.claimed += !fake_usb.claim_err;
	return fake_usb.claim_err;
}

int LIBUSB_CALL libusb_release_interface(libusb_device_handle *handle, int number)
{
	(void)handle;
	(void)number;
	fake_usb.claimed--;
	return 0;
}

int LIBUSB_CALL libusb_attach_kernel_driver(libusb_device_handle *handle, int number)
{
	(void)handle;
	(void)number;
	fake_usb.attached += !fake_usb.claimed;
	return 0;
}

struct libusb_transfer *LIBUSB_CALL libusb_alloc_transfer(int packets)
{
	(void)packets;
	fake_usb.transfers++;
	return calloc(1, sizeof(struct libusb_transfer));
}

void LIBUSB_CALL libusb_free_transfer(struct libusb_transfer *transfer)
{
	fake_usb.transfers--;
	free(transfer);
}

int LIBUSB_CALL libusb_submit_transfer(struct libusb_transfer *transfer)
{
	if (!fake_usb.submit_err)
		fake_usb.transfer = transfer;
	return fake_usb.submit_err;
}

void fake_usb_complete(enum libusb_transfer_status status, int len)
{
	struct libusb_transfer *transfer = fake_usb.transfer;

	fake_usb.transfer = NULL;
	transfer->status = status;
	transfer->actual_length = len;
	transfer->callback(transfer);
}

int LIBUSB_CALL libusb_cancel_transfer(struct libusb_transfer *transfer)
{
	return transfer == fake_usb.transfer ? 0 : LIBUSB_ERROR_NOT_FOUND;
}

int LIBUSB_CALL libusb_handle_events(libusb_context *context)
{
	(void)context;
	if (fake_usb.transfer)
		fake_usb_complete(LIBUSB_TRANSFER_CANCELLED, 0);
	return 0;
}

int LIBUSB_CALL libusb_handle_events_timeout_completed(libusb_context *context, struct timeval *tv,
						       int *completed)
{
	(void)context;
	(void)completed;
	return tv->tv_sec || tv->tv_usec ? LIBUSB_ERROR_OTHER : 0;
}

const struct libusb_pollfd **LIBUSB_CALL libusb_get_pollfds(libusb_context *context)
{
	(void)context;
	return calloc(1, sizeof(struct libusb_pollfd *));
}

void LIBUSB_CALL libusb_free_pollfds(const struct libusb_pollfd **fds)
{
	free(fds);
}

void LIBUSB_CALL libusb_set_pollfd_notifiers(libusb_context *context, libusb_pollfd_added_cb added,
					     libusb_pollfd_removed_cb removed, void *data)
{
	(void)context;
	(void)added;
	(void)removed;
	(void)data;
}

int LIBUSB_CALL libusb_control_transfer(libusb_device_handle *handle, uint8_t type,
					uint8_t request, uint16_t value, uint16_t index,
					unsigned char *data, uint16_t length, unsigned int timeout)
{
	const unsigned int setup[] = { type, request, value, index, length };

	(void)handle;
	(void)data;
	memcpy(fake_usb.setup, setup, sizeof(setup));
	fake_usb.timeout = timeout;
	return fake_usb.control;
}
