// SPDX-License-Identifier: GPL-2.0-only
/* The bus of libusb, on a libusb in this program. */
#include <stdlib.h>
#include <unistd.h>

#include "dongle.h"
#include "fakeusb.h"
#include "tap.h"

static struct dongle_bus *bus;

static void test_list(void)
{
	struct dongle_id *ids = NULL;
	struct libusb_device *dev;

	tap_int(bus->ops->list(bus, &ids), 0, "list: nothing plugged in");
	free(ids);
	fake_usb_add(1, 5, 0x43);
	dev = fake_usb_add(3, 7, USB_DONGLE_SUBCLASS);
	memcpy(dev->ports, "\001\002\014", 3);
	fake_usb_add(3, 8, USB_DONGLE_SUBCLASS)->config_err = LIBUSB_ERROR_NOT_FOUND;
	fake_usb_add(3, 9, USB_DONGLE_SUBCLASS)->alt[2].bInterfaceProtocol = 2;
	tap_int(bus->ops->list(bus, &ids), 1, "list: only what has the three bytes");
	tap_str(ids[0].path, "3-1.2.12", "list: path");
	tap_int(ids[0].bus << 8 | ids[0].address, 0x307, "list: bus and address");
	tap_int(ids[0].vendor_id, 0x1234, "list: vendor");
	tap_int(ids[0].product_id, 0xabcd, "list: product");
	tap_int(ids[0].interface, 2, "list: interface");
	free(ids);
	dev->alt[2].bInterfaceClass = LIBUSB_CLASS_AUDIO;
	tap_int(bus->ops->list(bus, &ids), 0, "list: the class must be vendor specific");
	free(ids);
	dev->alt[2].bInterfaceClass = LIBUSB_CLASS_VENDOR_SPEC;
	fake_usb.list_err = LIBUSB_ERROR_NO_MEM;
	tap_int(bus->ops->list(bus, &ids), -ENOMEM, "list: error");
	fake_usb.list_err = 0;
}

static void test_open(void)
{
	static const struct {
		int usb, err;
	} errors[] = {
		{ LIBUSB_ERROR_ACCESS, -EACCES },
		{ LIBUSB_ERROR_NO_DEVICE, -ESHUTDOWN },
		{ LIBUSB_ERROR_BUSY, -EBUSY },
		{ LIBUSB_ERROR_OTHER, -EIO },
	};
	struct dongle_id id = { .bus = 3, .address = 7 };
	void *handle = NULL;
	size_t i;

	tap_int(bus->ops->open(bus, &id, &handle), 0, "open");
	tap_ok(handle == &fake_usb.device[1], "open: that device");
	tap_int(fake_usb.opened, 1, "open: once");
	bus->ops->close(handle);
	tap_int(fake_usb.opened, 0, "close");
	for (i = 0; i < ARRAY_SIZE(errors); i++) {
		fake_usb.device[1].open_err = errors[i].usb;
		tap_int(bus->ops->open(bus, &id, &handle), errors[i].err, "open: error %d",
			errors[i].usb);
	}
	id.address = 6;
	tap_int(bus->ops->open(bus, &id, &handle), -ESHUTDOWN, "open: gone since");
}

static void check_setup(const char *name, const unsigned int want[5])
{
	static const char *const fields[] = {
		"bmRequestType", "bRequest", "wValue", "wIndex", "wLength"
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(fields); i++)
		tap_int(fake_usb.setup[i], want[i], "control %s: %s", name, fields[i]);
	tap_ok(fake_usb.timeout > 0, "control %s: ends in finite time", name);
}

static void test_control(void)
{
	static const struct {
		int usb, err;
	} errors[] = {
		{ LIBUSB_ERROR_PIPE, -EPIPE },
		{ LIBUSB_ERROR_TIMEOUT, -ETIMEDOUT },
		{ LIBUSB_ERROR_NO_DEVICE, -ESHUTDOWN },
		{ LIBUSB_ERROR_IO, -EIO },
		{ LIBUSB_ERROR_OVERFLOW, -EIO },
		{ 36, 36 },
		{ 0, 0 },
	};
	u8 buf[USB_DONGLE_MSG_MAX];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(errors); i++) {
		fake_usb.control = errors[i].usb;
		tap_int(bus->ops->control(&fake_usb, 5, USB_DONGLE_GET_STATE, true, buf, 64),
			errors[i].err, "control: returns %d", errors[i].usb);
	}
	check_setup("in", (unsigned int[]){ 0xc1, 2, 0, 5, 64 });
	bus->ops->control(&fake_usb, 3, USB_DONGLE_SET_STATE, false, buf, 32);
	check_setup("out", (unsigned int[]){ 0x41, 3, 0, 3, 32 });
}

/* A machine without USB has no device; one whose USB cannot be used has an error. */
static void test_no_usb(void)
{
	bool has_usb = access("/dev/bus/usb", F_OK) == 0;
	struct dongle_id id = {}, *ids = NULL;
	struct dongle_bus *other = NULL;
	void *handle;
	int err;

	fake_usb.init_err = LIBUSB_ERROR_OTHER;
	err = dongle_usb_bus(&other);
	tap_int(err, has_usb ? -EIO : 0, "no libusb");
	if (err)
		return;
	tap_int(other->ops->list(other, &ids), 0, "no USB: no device");
	tap_int(other->ops->open(other, &id, &handle), -ESHUTDOWN, "no USB: nothing to open");
	other->ops->put(other);
}

int main(void)
{
	if (!tap_int(dongle_usb_bus(&bus), 0, "bus"))
		return tap_done();
	test_list();
	test_open();
	test_control();
	bus->ops->put(bus);
	tap_int(fake_usb.lists, 0, "every device list is given back");
	tap_int(fake_usb.configs, 0, "every configuration is given back");
	test_no_usb();
	return tap_done();
}
