// SPDX-License-Identifier: GPL-2.0-only
/* The bus of libusb, on a sysfs and a libusb of this program. */
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fakeusb.h"
#include "hidraw.h"
#include "sysfs.h"
#include "tap.h"
#include "usb.h"

static char top[] = "/tmp/usb-XXXXXX";
static struct dongle_bus *bus;
static const struct dongle_id dongle = { .bus = 3, .address = 7 };

/* Writes a file below @top, with the folders above it. */
static void put(const char *name, const char *text)
{
	char path[PATH_MAX], *slash;
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", top, name);
	for (slash = path + strlen(top) + 1; (slash = strchr(slash, '/')); *slash++ = '/') {
		*slash = '\0';
		mkdir(path, 0700);
	}
	f = fopen(path, "w");
	fputs(text, f);
	fclose(f);
}

static void put_interface(const char *interface, const char *class)
{
	char name[128], text[128];

	snprintf(name, sizeof(name), "bus/usb/devices/%s/modalias", interface);
	snprintf(text, sizeof(text), "usb:v1234pABCDd0612dcEFdsc02dp01%s\n", class);
	put(name, text);
}

static void put_device(const char *path, const char *bus_number, const char *address)
{
	char name[128];

	snprintf(name, sizeof(name), "bus/usb/devices/%s/busnum", path);
	put(name, bus_number);
	snprintf(name, sizeof(name), "bus/usb/devices/%s/devnum", path);
	put(name, address);
	snprintf(name, sizeof(name), "bus/usb/devices/%s/bConfigurationValue", path);
	put(name, "2\n");
}

static void test_list(void)
{
	struct dongle_id *ids = NULL;

	tap_int(bus->ops->list(bus, &ids), 0, "list: no USB");
	free(ids);
	put_interface("1-1:1.2", "icFFisc43ip01in02");
	put_device("1-1", "1\n", "5\n");
	tap_int(bus->ops->list(bus, &ids), 0, "list: another subclass");
	free(ids);
	put_interface("1-1:1.2", "icFFisc44ip02in02");
	put_interface("1-1:1.3", "ic01isc44ip01in03");
	put("bus/usb/devices/1-1:1.4/modalias", "of:nonsense\n");
	tap_int(bus->ops->list(bus, &ids), 0, "list: another protocol, class or bus");
	free(ids);
	put_interface("3-1.2.12:2.10", "icFFisc44ip01in0A");
	put_device("3-1.2.12", "3\n", "7\n");
	put("bus/usb/devices/3-1.2.12/product", "A b\n");
	tap_int(bus->ops->list(bus, &ids), 1, "list: only what has the three bytes");
	tap_str(ids[0].path, "3-1.2.12", "list: path");
	tap_str(ids[0].product, "A b", "list: product");
	tap_str(ids[0].serial, "", "list: no serial");
	tap_int(ids[0].bus << 8 | ids[0].address, 0x307, "list: bus and address");
	tap_int(ids[0].vendor_id, 0x1234, "list: vendor");
	tap_int(ids[0].product_id, 0xabcd, "list: product id");
	tap_int(ids[0].interface, 10, "list: interface");
	tap_int(bus->ops->driver(bus, &ids[0]), DRIVER_NONE, "driver: none");
	free(ids);
}

static void put_known(const char *interface, const char *id)
{
	char name[128], text[128];

	snprintf(name, sizeof(name), "bus/usb/devices/%s/modalias", interface);
	snprintf(text, sizeof(text), "usb:%sd0100dc00dsc00dp00ic01isc01ip20in00\n", id);
	put(name, text);
}

/* By its id and no other, once whatever interfaces it has. */
static void test_bought(void)
{
	struct dongle_id *ids = NULL;
	char path[PATH_MAX];

	put_known("4-1:1.0", "v2FC6pF06A");
	put_known("4-1:1.1", "v2FC6pF06A");
	put_known("4-2:1.0", "v2FC6pF0FF");
	put_device("4-1", "4\n", "2\n");
	put_device("4-2", "4\n", "3\n");
	tap_int(bus->ops->list(bus, &ids), 2, "bought: the one in the table, once");
	if (!ids[0].bought)
		memcpy(&ids[0], &ids[1], sizeof(ids[0]));
	tap_str(ids[0].path, "4-1", "bought: path");
	tap_int(ids[0].bought, 1, "bought: told from the others");
	tap_int(bus->ops->driver(bus, &ids[0]), DRIVER_NONE, "bought: no driver");
	put("bus/usb/drivers/snd-usb-dongle/bind", "");
	tap_int(bus->ops->driver(bus, &ids[0]), DRIVER_OURS, "bought: the driver is loaded");
	tap_int(bus->ops->hidraw(bus, &ids[0], 0), -ENXIO, "bought: no HID interface");
	put("bus/usb/devices/4-1:1.2/0003:2FC6:F06A.0001/report_descriptor", "\x95\x07\x91\x02");
	put("bus/usb/devices/4-1:1.2/0003:2FC6:F06A.0001/hidraw/hidraw9/dev", "");
	tap_int(bus->ops->hidraw(bus, &ids[0], 0x4B), -ENXIO, "bought: no report of that number");
	tap_int(bus->ops->hidraw(bus, &ids[0], 0), -ESHUTDOWN, "bought: no node");
	put("hidraw9", "");
	tap_ok(bus->ops->hidraw(bus, &ids[0], 0) >= 0, "bought: its node");
	free(ids);
	snprintf(path, sizeof(path), "rm -r %s/bus/usb/devices/4-*", top);
	tap_int(system(path), 0, "bought: unplugged");
}

/* As sysfs has it: drivers are links, cards are folders of an audio interface. */
static void test_sysfs(void)
{
	struct dongle_id id = { .path = "3-1.2.12", .interface = 10 };
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/bus/usb/devices/3-1.2.12:2.10/driver", top);
	symlink("../../../../bus/usb/drivers/snd-usb-dongle", path);
	tap_int(sysfs_driver(&id), DRIVER_OURS, "driver: ours");
	unlink(path);
	symlink("../../../../bus/usb/drivers/usbfs", path);
	tap_int(sysfs_driver(&id), DRIVER_OTHER, "driver: another");
	unlink(path);
	tap_int(sysfs_card(&id), -ENODEV, "card: none");
	put("bus/usb/devices/3-1.2.12:2.0/sound/card12/number", "12\n");
	tap_int(sysfs_card(&id), 12, "card: of that device");
}

static void test_many(void)
{
	struct dongle_id *ids;
	char name[32];
	int i;

	for (i = 1; i <= 20; i++) {
		snprintf(name, sizeof(name), "9-%d:1.3", i);
		put_interface(name, "icFFisc44ip01in03");
		snprintf(name, sizeof(name), "9-%d", i);
		put_device(name, "9\n", "1\n");
	}
	tap_int(bus->ops->list(bus, &ids), 21, "list: many");
	free(ids);
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
	struct dongle_id id = dongle;
	void *handle = NULL;
	size_t i;

	put("003/007", "");
	fake_usb.init_err = LIBUSB_ERROR_OTHER;
	tap_int(bus->ops->open(bus, &id, &handle), -EIO, "open: no libusb");
	fake_usb.init_err = 0;
	tap_int(bus->ops->open(bus, &id, &handle), 0, "open");
	tap_int(fake_usb.opened, 1, "open: once");
	tap_ok(fake_usb.no_discovery, "open: without looking at all devices");
	bus->ops->close(handle);
	tap_int(fake_usb.opened, 0, "close");
	for (i = 0; i < ARRAY_SIZE(errors); i++) {
		fake_usb.open_err = errors[i].usb;
		tap_int(bus->ops->open(bus, &id, &handle), errors[i].err, "open: error %d",
			errors[i].usb);
	}
	fake_usb.open_err = 0;
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
	void *handle;
	size_t i;

	bus->ops->open(bus, &dongle, &handle);
	for (i = 0; i < ARRAY_SIZE(errors); i++) {
		fake_usb.control = errors[i].usb;
		tap_int(bus->ops->control(handle, 5, USB_DONGLE_GET_STATE, true, buf, 64),
			errors[i].err, "control: returns %d", errors[i].usb);
	}
	check_setup("in", (unsigned int[]){ 0xc1, 2, 0, 5, 64 });
	bus->ops->control(handle, 3, USB_DONGLE_SET_STATE, false, buf, 32);
	check_setup("out", (unsigned int[]){ 0x41, 3, 0, 3, 32 });
	bus->ops->other(handle, 0xA1, true, 0x09A0, buf, 7);
	check_setup("in, other", (unsigned int[]){ 0xc3, 0xA1, 0, 0x09A0, 7 });
	bus->ops->other(handle, 0xA0, false, 0x09A0, buf, 4);
	check_setup("out, other", (unsigned int[]){ 0x43, 0xA0, 0, 0x09A0, 4 });
	bus->ops->close(handle);
}

static int last_len;

static void take(void *arg, const void *buf, int len)
{
	(void)arg;
	(void)buf;
	last_len = len;
}

static void test_listen(void)
{
	void *handle;

	bus->ops->open(bus, &dongle, &handle);
	bus->ops->events(bus, 0, NULL);
	tap_int(bus->ops->listen(handle, 9, take, NULL), -ENODEV, "listen: no such interface");
	tap_int(bus->ops->listen(handle, 0, take, NULL), -ENODEV, "listen: no endpoint");
	fake_usb.claim_err = LIBUSB_ERROR_BUSY;
	tap_int(bus->ops->listen(handle, 3, take, NULL), -EBUSY, "listen: a driver has it");
	fake_usb.claim_err = 0;
	fake_usb.submit_err = LIBUSB_ERROR_NO_DEVICE;
	tap_int(bus->ops->listen(handle, 3, take, NULL), -ESHUTDOWN, "listen: unplugged");
	tap_int(fake_usb.claimed, 0, "listen: released after an error");
	fake_usb.submit_err = 0;
	tap_int(bus->ops->listen(handle, 3, take, NULL), 0, "listen");
	tap_int(fake_usb.transfer->endpoint, 0x84, "listen: the interrupt IN endpoint");
	tap_int(fake_usb.transfer->timeout, 0, "listen: no timer");
	fake_usb_complete(LIBUSB_TRANSFER_COMPLETED, 36);
	tap_int(last_len, 36, "listen: a report");
	tap_ok(fake_usb.transfer, "listen: and on");
	fake_usb_complete(LIBUSB_TRANSFER_NO_DEVICE, 0);
	tap_int(last_len, -ESHUTDOWN, "listen: unplugged since");
	bus->ops->close(handle);
	bus->ops->open(bus, &dongle, &handle);
	bus->ops->listen(handle, 3, take, NULL);
	bus->ops->hand_over(handle, 3);
	tap_int(fake_usb.attached, 1, "hand over: attached once released");
	bus->ops->close(handle);
	tap_int(fake_usb.claimed, 0, "every interface is released");
	tap_int(fake_usb.transfers, 0, "every transfer is freed");
}

int main(void)
{
	char command[sizeof(top) + 16];

	if (!mkdtemp(top))
		return 1;
	dongle_sysfs = top;
	dongle_usb_nodes = top;
	dongle_hidraw_nodes = top;
	if (!tap_int(dongle_bus_new(&bus, DONGLE_BUS_ONLY), 0, "bus"))
		return tap_done();
	test_list();
	test_bought();
	test_sysfs();
	test_many();
	test_open();
	test_control();
	test_listen();
	dongle_bus_free(bus);
	tap_int(fake_usb.opened, 0, "every device is closed");
	tap_int(fake_usb.configs, 0, "every configuration is given back");
	tap_int(fake_usb.contexts, 0, "and libusb");
	snprintf(command, sizeof(command), "rm -r %s", top);
	return system(command) || tap_done();
}
