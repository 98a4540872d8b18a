/* SPDX-License-Identifier: GPL-2.0-only */
/* What the kernel, or udev once its rules have run, says of devices. */
#ifndef LIBDONGLE_HOTPLUG_H
#define LIBDONGLE_HOTPLUG_H

#include <libudev.h>

#include "bus.h"

/**
 * struct hotplug_source - where events come from
 * @udev: of the library
 * @monitor: of it
 */
struct hotplug_source {
	struct udev *udev;
	struct udev_monitor *monitor;
};

/**
 * hotplug_open - listen from now on
 * @source: result, for hotplug_close()
 *
 * Return: a file descriptor to poll, or -errno.
 */
int hotplug_open(struct hotplug_source *source);

/**
 * hotplug_close - the reverse of hotplug_open()
 * @source: open or zeroed
 */
void hotplug_close(struct hotplug_source *source);

/**
 * hotplug_next - take one event
 * @source: open
 * @path: result: of which USB device, or empty
 *
 * Return: what it asks for; HOTPLUG_NONE when there is no event.
 */
enum hotplug hotplug_next(struct hotplug_source *source, char path[DONGLE_PATH_MAX]);

#endif /* LIBDONGLE_HOTPLUG_H */
