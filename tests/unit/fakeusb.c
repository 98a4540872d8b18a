// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "fakeusb.h"

struct fake_usb fake_usb;

struct libusb_device *fake_usb_add(uint8_t bus, uint8_t address, uint8_t subclass)
{
	struct libusb_device *dev = &fake_usb.device[fake_usb.count++];
	int i;

	memset(dev, 0, sizeof(*dev));
	dev->bus = bus;
	dev->address = address;
	for (i = 0; i < FAKE_USB_INTERFACES; i++) {
		dev->alt[i].bInterfaceNumber = i;
		dev->alt[i].bInterfaceClass = LIBUSB_CLASS_AUDIO;
		dev->interface[i].altsetting = &dev->alt[i];
		dev->interface[i].num_altsetting = 1;
	}
	dev->alt[2].bInterfaceClass = LIBUSB_CLASS_VENDOR_SPEC;
	dev->alt[2].bInterfaceSubClass = subclass;
	dev->alt[2].bInterfaceProtocol = 1;
	dev->config.bNumInterfaces = FAKE_USB_INTERFACES;
	dev->config.interface = dev->interface;
	return dev;
}

int LIBUSB_CALL libusb_init(libusb_context **context)
{
	*context = (libusb_context *)&fake_usb;
	return fake_usb.init_err;
}

void LIBUSB_CALL libusb_exit(libusb_context *context)
{
	if (context != (libusb_context *)&fake_usb)
		abort();
}

ssize_t LIBUSB_CALL libusb_get_device_list(libusb_context *context, libusb_device ***list)
{
	int i;

	(void)context;
	if (fake_usb.list_err)
		return fake_usb.list_err;
	*list = calloc(fake_usb.count + 1, sizeof(**list));
	for (i = 0; i < fake_usb.count; i++)
		(*list)[i] = &fake_usb.device[i];
	fake_usb.lists++;
	return fake_usb.count;
}

void LIBUSB_CALL libusb_free_device_list(libusb_device **list, int unref)
{
	fake_usb.lists -= !!unref;
	free(list);
}

int LIBUSB_CALL libusb_get_active_config_descriptor(libusb_device *dev,
						    struct libusb_config_descriptor **config)
{
	if (dev->config_err)
		return dev->config_err;
	*config = &dev->config;
	fake_usb.configs++;
	return 0;
}

void LIBUSB_CALL libusb_free_config_descriptor(struct libusb_config_descriptor *config)
{
	(void)config;
	fake_usb.configs--;
}

int LIBUSB_CALL libusb_get_device_descriptor(libusb_device *dev,
					     struct libusb_device_descriptor *desc)
{
	(void)dev;
	memset(desc, 0, sizeof(*desc));
	desc->idVendor = 0x1234;
	desc->idProduct = 0xabcd;
	return 0;
}

uint8_t LIBUSB_CALL libusb_get_bus_number(libusb_device *dev)
{
	return dev->bus;
}

uint8_t LIBUSB_CALL libusb_get_device_address(libusb_device *dev)
{
	return dev->address;
}

int LIBUSB_CALL libusb_get_port_numbers(libusb_device *dev, uint8_t *ports, int size)
{
	int n = strlen((const char *)dev->ports);

	if (n > size)
		return LIBUSB_ERROR_OVERFLOW;
	memcpy(ports, dev->ports, n);
	return n;
}

int LIBUSB_CALL libusb_open(libusb_device *dev, libusb_device_handle **handle)
{
	if (dev->open_err)
		return dev->open_err;
	*handle = (libusb_device_handle *)dev;
	fake_usb.opened++;
	return 0;
}

void LIBUSB_CALL libusb_close(libusb_device_handle *handle)
{
	(void)handle;
	fake_usb.opened--;
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
