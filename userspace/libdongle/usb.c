// SPDX-License-Identifier: GPL-2.0-only
/*
 * The bus that is really there. Devices are found through sysfs and opened by
 * their node, so that libusb need not look at all the others.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "hidraw.h"
#include "hotplug.h"
#include "sysfs.h"
#include "usb.h"

#define TIMEOUT_MS	500

const char *dongle_usb_nodes = "/dev/bus/usb";

int usb_errno(int err)
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

/*
 * Without discovery libusb reads no descriptor of other devices and starts no
 * thread. Up to 1.0.26 only the whole process can ask for that.
 */
static int init(struct usb_bus *usb)
{
	if (usb->context)
		return 0;
#if LIBUSB_API_VERSION >= 0x0100010a
	struct libusb_init_option option = { .option = LIBUSB_OPTION_NO_DEVICE_DISCOVERY };

	return usb_errno(libusb_init_context(&usb->context, &option, 1));
#else
	if (usb->flags & DONGLE_BUS_ONLY)
		libusb_set_option(NULL, LIBUSB_OPTION_NO_DEVICE_DISCOVERY);
	return usb_errno(libusb_init(&usb->context));
#endif
}

static int usb_list(struct dongle_bus *bus, struct dongle_id **ids)
{
	(void)bus;
	return sysfs_list(ids);
}

static int open_node(const struct dongle_id *id)
{
	char path[64];
	int fd;

	snprintf(path, sizeof(path), "%s/%03u/%03u", dongle_usb_nodes, id->bus, id->address);
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd >= 0)
		return fd;
	switch (errno) {
	case EPERM:
	case EACCES:
		return -EACCES;
	case ENOENT:
	case ENODEV:
		return -ESHUTDOWN;
	default:
		return -errno;
	}
}

static int usb_open(struct dongle_bus *bus, const struct dongle_id *id, void **handle)
{
	struct usb_bus *usb = (struct usb_bus *)bus;
	struct usb_handle *h = calloc(1, sizeof(*h));
	int err;

	if (!h)
		return -ENOMEM;
	h->usb = usb;
	h->node = open_node(id);
	err = h->node;
	if (err < 0)
		goto err_free;
	err = init(usb);
	if (err)
		goto err_close;
	err = usb_errno(libusb_wrap_sys_device(usb->context, h->node, &h->dev));
	if (err)
		goto err_close;
	*handle = h;
	return 0;

err_close:
	close(h->node);
err_free:
	free(h);
	return err;
}

static int vendor_transfer(struct usb_handle *h, u8 recipient, u8 request, bool in, u16 index,
			   void *buf, u16 len)
{
	u8 type = LIBUSB_REQUEST_TYPE_VENDOR | recipient |
		  (in ? LIBUSB_ENDPOINT_IN : LIBUSB_ENDPOINT_OUT);

	return usb_errno(libusb_control_transfer(h->dev, type, request, 0, index, buf, len,
						 TIMEOUT_MS));
}

static int usb_control(void *handle, u8 interface, u8 request, bool in, void *buf, u16 len)
{
	return vendor_transfer(handle, LIBUSB_RECIPIENT_INTERFACE, request, in, interface, buf,
			       len);
}

static int usb_other(void *handle, u8 request, bool in, u16 index, void *buf, u16 len)
{
	return vendor_transfer(handle, LIBUSB_RECIPIENT_OTHER, request, in, index, buf, len);
}

static int usb_hidraw(struct dongle_bus *bus, const struct dongle_id *id, u8 report)
{
	(void)bus;
	return hidraw_open(id, report);
}

static int usb_card(struct dongle_bus *bus, const struct dongle_id *id)
{
	(void)bus;
	return sysfs_card(id);
}

static void usb_close(void *handle)
{
	struct usb_handle *h = handle;

	usb_unlisten(h);
	libusb_close(h->dev);
	close(h->node);
	free(h);
}

static enum dongle_driver usb_driver(struct dongle_bus *bus, const struct dongle_id *id)
{
	(void)bus;
	return sysfs_driver(id);
}

static int usb_hotplug_fd(struct dongle_bus *bus)
{
	struct usb_bus *usb = (struct usb_bus *)bus;

	if (usb->hotplug.monitor)
		return udev_monitor_get_fd(usb->hotplug.monitor);
	return hotplug_open(&usb->hotplug);
}

static enum hotplug usb_hotplug(struct dongle_bus *bus, char path[DONGLE_PATH_MAX])
{
	struct usb_bus *usb = (struct usb_bus *)bus;

	return hotplug_next(&usb->hotplug, path);
}

static int usb_events(struct dongle_bus *bus, int epoll, void *data)
{
	struct usb_bus *usb = (struct usb_bus *)bus;
	int err = init(usb);

	return err ? err : usb_poll(usb, epoll, data);
}

static void usb_put(struct dongle_bus *bus)
{
	struct usb_bus *usb = (struct usb_bus *)bus;

	if (usb->context)
		libusb_exit(usb->context);
	hotplug_close(&usb->hotplug);
	free(usb);
}

static const struct dongle_bus_ops usb_ops = {
	.list = usb_list,
	.open = usb_open,
	.control = usb_control,
	.other = usb_other,
	.close = usb_close,
	.hidraw = usb_hidraw,
	.card = usb_card,
	.driver = usb_driver,
	.hotplug_fd = usb_hotplug_fd,
	.hotplug = usb_hotplug,
	.events = usb_events,
	.dispatch = usb_dispatch,
	.listen = usb_listen,
	.hand_over = usb_hand_over,
	.put = usb_put,
};

int dongle_bus_new(struct dongle_bus **bus, unsigned int flags)
{
	struct usb_bus *usb = calloc(1, sizeof(*usb));

	if (!usb)
		return -ENOMEM;
	usb->bus.ops = &usb_ops;
	usb->bus.direct = flags & DONGLE_BUS_DIRECT;
	usb->flags = flags;
	*bus = &usb->bus;
	return 0;
}
