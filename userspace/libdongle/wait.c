// SPDX-License-Identifier: GPL-2.0-only
#include <poll.h>
#include <time.h>

#include "bus.h"

long long dongle_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

int dongle_wait(struct dongle_bus *bus, int timeout_ms)
{
	struct pollfd fd = { .fd = bus->ops->hotplug_fd(bus), .events = POLLIN };
	char path[DONGLE_PATH_MAX];
	int n;

	if (fd.fd < 0)
		return fd.fd;
	n = poll(&fd, 1, timeout_ms);
	if (n < 0)
		return errno == EINTR ? 1 : -errno;
	while (n > 0 && bus->ops->hotplug(bus, path) != HOTPLUG_NONE)
		;
	return n;
}
