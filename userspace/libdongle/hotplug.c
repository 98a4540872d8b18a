// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <unistd.h>

#include "hotplug.h"

#define DRIVER_PATH	"/bus/usb/drivers/snd-usb-dongle"

/* Every event of these wakes; all others stay in the kernel where udev runs. */
static const char *const subsystems[] = { "usb", "sound", "drivers" };

/*
 * udev's events come when rights are set, so they are better; where no udev
 * runs there are only the kernel's.
 */
static const char *group(void)
{
	return access("/run/udev/control", F_OK) ? "kernel" : "udev";
}

int hotplug_open(struct hotplug_source *source)
{
	size_t i;

	source->udev = udev_new();
	if (!source->udev)
		return -ENOMEM;
	source->monitor = udev_monitor_new_from_netlink(source->udev, group());
	if (!source->monitor)
		goto err_close;
	for (i = 0; i < ARRAY_SIZE(subsystems); i++)
		udev_monitor_filter_add_match_subsystem_devtype(source->monitor, subsystems[i],
								NULL);
	if (udev_monitor_enable_receiving(source->monitor) < 0)
		goto err_close;
	return udev_monitor_get_fd(source->monitor);

err_close:
	hotplug_close(source);
	return -ENOTCONN;
}

void hotplug_close(struct hotplug_source *source)
{
	udev_monitor_unref(source->monitor);
	udev_unref(source->udev);
	source->monitor = NULL;
	source->udev = NULL;
}

/* Not by MODALIAS: the kernel leaves it out of an unbind. */
static bool is_ours(struct udev_device *device)
{
	const char *interface = udev_device_get_property_value(device, "INTERFACE");
	char want[24];

	snprintf(want, sizeof(want), "255/%d/%d", USB_DONGLE_SUBCLASS, USB_DONGLE_PROTOCOL);
	return interface && !strcmp(interface, want);
}

/*
 * The device itself is bound after each of its interfaces was offered to every
 * driver. Before that, a claim could take an interface from a driver that is
 * about to have it.
 */
static enum hotplug judge_usb(struct udev_device *device, const char *action)
{
	const char *type = udev_device_get_devtype(device);
	bool bound = !strcmp(action, "bind") || !strcmp(action, "unbind");

	if (!strcmp(action, "remove"))
		return HOTPLUG_LOOK;
	if (!bound || !type)
		return HOTPLUG_NONE;
	if (!strcmp(type, "usb_device"))
		return !strcmp(action, "bind") ? HOTPLUG_SETTLED : HOTPLUG_NONE;
	return is_ours(device) ? HOTPLUG_SETTLED : HOTPLUG_NONE;
}

static enum hotplug judge(struct udev_device *device, char path[DONGLE_PATH_MAX])
{
	const char *subsystem = udev_device_get_subsystem(device);
	const char *action = udev_device_get_action(device);
	const char *name = udev_device_get_sysname(device);

	if (!subsystem || !action || !name)
		return HOTPLUG_NONE;
	if (!strcmp(subsystem, "usb")) {
		snprintf(path, DONGLE_PATH_MAX, "%.*s", (int)strcspn(name, ":"), name);
		return judge_usb(device, action);
	}
	if (!strcmp(subsystem, "sound"))
		return strcmp(action, "remove") ? HOTPLUG_LOOK : HOTPLUG_NONE;
	if (strcmp(udev_device_get_devpath(device), DRIVER_PATH) || strcmp(action, "add"))
		return HOTPLUG_NONE;
	return HOTPLUG_DRIVER;
}

enum hotplug hotplug_next(struct hotplug_source *source, char path[DONGLE_PATH_MAX])
{
	enum hotplug what = HOTPLUG_NONE;
	struct udev_device *device;

	path[0] = '\0';
	while (what == HOTPLUG_NONE) {
		errno = 0;
		device = udev_monitor_receive_device(source->monitor);
		/* too many at once: some are lost, so look at everything */
		if (!device)
			return errno == ENOBUFS ? HOTPLUG_LOOK : HOTPLUG_NONE;
		what = judge(device, path);
		udev_device_unref(device);
	}
	return what;
}
