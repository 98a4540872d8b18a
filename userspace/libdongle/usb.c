// SPDX-License-Identifier: GPL-2.0-only
/* The bus that is really there. Names come from sysfs: reading them opens nothing. */
#include <libusb.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "dongle.h"

#define TIMEOUT_MS	500
#define PORTS_MAX	7	/* USB 3.1: seven tiers */

struct usb_bus {
	struct dongle_bus bus;
	libusb_context *context;	/* NULL where the machine has no USB */
};

static int usb_errno(int err)
{
	switch (err) {
	case LIBUSB_ERROR_ACCESS:
		return -EACCES;
	case LIBUSB_ERROR_NO_DEVICE:
	case LIBUSB_ERROR_NOT_FOUND:
		return -ESHUTDOWN;
	case LIBUSB_ERROR_PIPE:
		return -EPIPE;
	case LIBUSB_ERROR_TIMEOUT:
		return -ETIMEDOUT;
	case LIBUSB_ERROR_BUSY:
		return -EBUSY;
	case LIBUSB_ERROR_NO_MEM:
		return -ENOMEM;
	default:
		return err < 0 ? -EIO : err;
	}
}

static void read_string(char *s, size_t size, const char *path, const char *attribute)
{
	char name[128];
	FILE *f;

	s[0] = '\0';
	snprintf(name, sizeof(name), "/sys/bus/usb/devices/%s/%s", path, attribute);
	f = fopen(name, "re");
	if (!f)
		return;
	if (!fgets(s, size, f))
		s[0] = '\0';
	fclose(f);
	s[strcspn(s, "\n")] = '\0';
}

static void read_path(char path[DONGLE_PATH_MAX], libusb_device *dev)
{
	u8 ports[PORTS_MAX];
	int i, n, len;

	n = libusb_get_port_numbers(dev, ports, sizeof(ports));
	len = snprintf(path, DONGLE_PATH_MAX, "%u-", libusb_get_bus_number(dev));
	for (i = 0; i < n; i++)
		len += snprintf(path + len, DONGLE_PATH_MAX - len, i ? ".%u" : "%u", ports[i]);
}

static bool is_ours(const struct libusb_interface *interface)
{
	const struct libusb_interface_descriptor *alt = interface->altsetting;
	int i;

	for (i = 0; i < interface->num_altsetting; i++)
		if (alt[i].bInterfaceClass == LIBUSB_CLASS_VENDOR_SPEC &&
		    alt[i].bInterfaceSubClass == USB_DONGLE_SUBCLASS &&
		    alt[i].bInterfaceProtocol == USB_DONGLE_PROTOCOL)
			return true;
	return false;
}

/* Return: number of the interface, or -ENODEV. */
static int find_interface(libusb_device *dev)
{
	struct libusb_config_descriptor *config;
	int i, number = -ENODEV;

	if (libusb_get_active_config_descriptor(dev, &config))
		return -ENODEV;
	for (i = 0; i < config->bNumInterfaces && number < 0; i++)
		if (is_ours(&config->interface[i]))
			number = config->interface[i].altsetting->bInterfaceNumber;
	libusb_free_config_descriptor(config);
	return number;
}

static bool read_id(struct dongle_id *id, libusb_device *dev)
{
	struct libusb_device_descriptor desc;
	int interface = find_interface(dev);

	if (interface < 0 || libusb_get_device_descriptor(dev, &desc))
		return false;
	id->interface = interface;
	id->bus = libusb_get_bus_number(dev);
	id->address = libusb_get_device_address(dev);
	id->vendor_id = desc.idVendor;
	id->product_id = desc.idProduct;
	read_path(id->path, dev);
	read_string(id->serial, sizeof(id->serial), id->path, "serial");
	read_string(id->product, sizeof(id->product), id->path, "product");
	return true;
}

static int usb_list(struct dongle_bus *bus, struct dongle_id **ids)
{
	struct usb_bus *usb = (struct usb_bus *)bus;
	struct dongle_id *found;
	libusb_device **devs;
	ssize_t i, n;
	int count = 0;

	*ids = NULL;
	if (!usb->context)
		return 0;
	n = libusb_get_device_list(usb->context, &devs);
	if (n < 0)
		return usb_errno(n);
	found = calloc(n + 1, sizeof(*found));
	for (i = 0; found && i < n; i++)
		count += read_id(&found[count], devs[i]);
	libusb_free_device_list(devs, 1);
	*ids = found;
	return found ? count : -ENOMEM;
}

static bool same_device(libusb_device *dev, const struct dongle_id *id)
{
	return libusb_get_bus_number(dev) == id->bus &&
	       libusb_get_device_address(dev) == id->address;
}

static int usb_open(struct dongle_bus *bus, const struct dongle_id *id, void **handle)
{
	struct usb_bus *usb = (struct usb_bus *)bus;
	int err = LIBUSB_ERROR_NO_DEVICE;
	libusb_device_handle *dev;
	libusb_device **devs;
	ssize_t i, n;

	if (!usb->context)
		return -ESHUTDOWN;
	n = libusb_get_device_list(usb->context, &devs);
	if (n < 0)
		return usb_errno(n);
	for (i = 0; i < n && !same_device(devs[i], id); i++)
		;
	if (i < n)
		err = libusb_open(devs[i], &dev);
	libusb_free_device_list(devs, 1);
	if (err)
		return usb_errno(err);
	*handle = dev;
	return 0;
}

static int usb_control(void *handle, u8 interface, u8 request, bool in, void *buf, u16 len)
{
	u8 type = LIBUSB_REQUEST_TYPE_VENDOR | LIBUSB_RECIPIENT_INTERFACE |
		  (in ? LIBUSB_ENDPOINT_IN : LIBUSB_ENDPOINT_OUT);

	return usb_errno(libusb_control_transfer(handle, type, request, 0, interface, buf, len,
						 TIMEOUT_MS));
}

static void usb_close(void *handle)
{
	libusb_close(handle);
}

static void usb_put(struct dongle_bus *bus)
{
	struct usb_bus *usb = (struct usb_bus *)bus;

	if (usb->context)
		libusb_exit(usb->context);
	free(usb);
}

static const struct dongle_bus_ops usb_ops = {
	.list = usb_list,
	.open = usb_open,
	.control = usb_control,
	.close = usb_close,
	.put = usb_put,
};

int dongle_usb_bus(struct dongle_bus **bus)
{
	struct usb_bus *usb = calloc(1, sizeof(*usb));
	int err;

	if (!usb)
		return -ENOMEM;
	usb->bus.ops = &usb_ops;
	err = libusb_init(&usb->context);
	if (err && access("/dev/bus/usb", F_OK) == 0) {
		free(usb);
		return usb_errno(err);
	}
	if (err)
		usb->context = NULL;
	*bus = &usb->bus;
	return 0;
}
