// SPDX-License-Identifier: GPL-2.0-only
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "gadget.h"

#define BOARD		"/sys/firmware/devicetree/base/serial-number"
#define MACHINE		"/etc/machine-id"
#define MACHINE_LEN	32
#define SERIAL_MAX	64

static ssize_t read_file(const char *path, char *buf, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	if (fd < 0)
		return -1;
	n = read(fd, buf, size);
	close(fd);
	return n;
}

/*
 * The id itself is nobody's business (machine-id(5)): half of its bits do not
 * come through. FNV-1a.
 */
static unsigned long long hash(const char *id)
{
	unsigned long long h = 0xcbf29ce484222325;
	const char *s;

	for (s = "dongle-gadget"; *s; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3;
	for (; *id; id++)
		h = (h ^ (unsigned char)*id) * 0x100000001b3;
	return h;
}

bool gadget_serial(char serial[VALUE_MAX])
{
	char id[MACHINE_LEN + 1] = "";

	memset(serial, 0, VALUE_MAX);
	if (read_file(BOARD, serial, SERIAL_MAX) > 0 && *serial)
		return true;
	if (read_file(MACHINE, id, MACHINE_LEN) != MACHINE_LEN)
		return false;
	snprintf(serial, VALUE_MAX, "%016llx", hash(id));
	return true;
}
