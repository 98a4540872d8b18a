// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "hidraw.h"
#include "sysfs.h"

#define TIMEOUT_MS	500
#define DESCRIPTOR_MAX	4096	/* HID_MAX_DESCRIPTOR_SIZE */

/* Items of a report descriptor: Device Class Definition for HID 1.11, 6.2.2 */
#define ITEM_TYPE	0xFC
#define ITEM_REPORT_ID	0x84
#define ITEM_OUTPUT	0x90
#define ITEM_LONG	0xFE

const char *dongle_hidraw_nodes = "/dev";

bool hidraw_takes(const u8 *descriptor, size_t len, u8 report)
{
	static const u8 sizes[] = { 0, 1, 2, 4 };
	size_t at, size;
	u8 id = 0;

	for (at = 0; at < len; at += 1 + size) {
		size = sizes[descriptor[at] & 3];
		if (descriptor[at] == ITEM_LONG && at + 1 < len)
			size = 2 + descriptor[at + 1];
		else if ((descriptor[at] & ITEM_TYPE) == ITEM_REPORT_ID && at + 1 < len)
			id = descriptor[at + 1];
		else if ((descriptor[at] & ITEM_TYPE) == ITEM_OUTPUT && id == report)
			return true;
	}
	return false;
}

/* The first name in a folder that begins like this. */
static bool find_name(const char *folder, const char *prefix, char name[HIDRAW_NAME_MAX])
{
	struct dirent *entry;
	DIR *dir = opendir(folder);
	bool found = false;

	while (dir && !found && (entry = readdir(dir))) {
		found = !strncmp(entry->d_name, prefix, strlen(prefix)) &&
			strlen(entry->d_name) < HIDRAW_NAME_MAX;
		if (found)
			strcpy(name, entry->d_name);
	}
	if (dir)
		closedir(dir);
	return found;
}

static bool takes_commands(const char *hid, u8 report)
{
	u8 descriptor[DESCRIPTOR_MAX];
	char path[PATH_MAX + 32];
	ssize_t len;
	int fd;

	snprintf(path, sizeof(path), "%s/report_descriptor", hid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	len = read(fd, descriptor, sizeof(descriptor));
	close(fd);
	return len > 0 && hidraw_takes(descriptor, len, report);
}

/* @interface: its folder in sysfs. */
static bool find_node(const char *interface, u8 report, char node[HIDRAW_NAME_MAX])
{
	char hid[PATH_MAX], name[HIDRAW_NAME_MAX];
	int len;

	if (!find_name(interface, "0003:", name))
		return false;
	len = snprintf(hid, sizeof(hid), "%s/%s", interface, name);
	if (len >= (int)sizeof(hid) || !takes_commands(hid, report))
		return false;
	len = snprintf(hid, sizeof(hid), "%s/%s/hidraw", interface, name);
	return len < (int)sizeof(hid) && find_name(hid, "hidraw", node);
}

static bool find_device(const struct dongle_id *id, u8 report, char node[HIDRAW_NAME_MAX])
{
	size_t len = strlen(id->path);
	struct dirent *entry;
	char path[PATH_MAX];
	bool found = false;
	DIR *dir;

	snprintf(path, sizeof(path), "%s/bus/usb/devices", dongle_sysfs);
	dir = opendir(path);
	while (dir && !found && (entry = readdir(dir))) {
		if (strncmp(entry->d_name, id->path, len) || entry->d_name[len] != ':')
			continue;
		snprintf(path, sizeof(path), "%s/bus/usb/devices/%s", dongle_sysfs, entry->d_name);
		found = find_node(path, report, node);
	}
	if (dir)
		closedir(dir);
	return found;
}

int hidraw_open(const struct dongle_id *id, u8 report)
{
	char node[HIDRAW_NAME_MAX], path[PATH_MAX];
	int fd;

	if (!find_device(id, report, node))
		return -ENXIO;
	snprintf(path, sizeof(path), "%s/%s", dongle_hidraw_nodes, node);
	fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	if (fd >= 0)
		return fd;
	return errno == EPERM ? -EACCES : errno == ENOENT || errno == ENODEV ? -ESHUTDOWN : -errno;
}

/* A node whose device is gone says EIO to a reader. */
static int error_of(int err)
{
	return err == ENODEV || err == EIO ? -ESHUTDOWN : -err;
}

int hidraw_send(int fd, bool numbered, const u8 *command, size_t len)
{
	u8 frame[1 + DIALECT_FRAME_MAX] = {};
	size_t head = !numbered;
	ssize_t n;

	memcpy(frame + head, command, len);
	n = write(fd, frame, head + len);
	if (n < 0)
		return error_of(errno);
	return (size_t)n == head + len ? 0 : -EIO;
}

void hidraw_drain(int fd)
{
	u8 old[DIALECT_FRAME_MAX];

	while (read(fd, old, sizeof(old)) > 0)
		;
}

int hidraw_receive(int fd, const struct dongle_dialect *dialect, unsigned int question,
		   u8 *answer)
{
	long long left, end = dongle_now_ms() + TIMEOUT_MS;
	struct pollfd ready = { .fd = fd, .events = POLLIN };
	ssize_t len;

	while ((left = end - dongle_now_ms()) > 0) {
		if (poll(&ready, 1, left) < 0 && errno != EINTR)
			return -errno;
		len = read(fd, answer, DIALECT_FRAME_MAX);
		if (len < 0 && errno != EAGAIN && errno != EINTR)
			return error_of(errno);
		if (!len || (len < 0 && ready.revents & (POLLHUP | POLLERR)))
			return -ESHUTDOWN;
		if (len > 0 && dongle_dialect_is_answer(dialect, question, answer, len))
			return len;
	}
	return -EAGAIN;
}
