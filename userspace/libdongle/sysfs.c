// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../../driver/host/models.h"
#include "sysfs.h"

#define GROW		8
#define INTERFACES	16	/* more than any sound device has */

const char *dongle_sysfs = "/sys";

/* Reads @attribute of @name, a folder of /sys/bus/usb/devices, without its line end. */
static bool read_attribute(char *text, size_t size, const char *name, const char *attribute)
{
	char path[PATH_MAX];
	ssize_t len;
	int fd;

	text[0] = '\0';
	snprintf(path, sizeof(path), "%s/bus/usb/devices/%s/%s", dongle_sysfs, name, attribute);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	len = read(fd, text, size - 1);
	close(fd);
	/* the last line feed is of sysfs, others are of the device */
	text[len > 0 ? len - (text[len - 1] == '\n') : 0] = '\0';
	return len > 0;
}

static unsigned int read_number(const char *name, const char *attribute)
{
	char text[16];

	read_attribute(text, sizeof(text), name, attribute);
	return strtoul(text, NULL, 10);
}

/* An interface's modalias says all that tells a dongle, by protocol or by USB id. */
static bool is_candidate(struct dongle_id *id, const char *interface)
{
	unsigned int vendor, product, class, subclass, protocol, number;
	char alias[96];

	if (!read_attribute(alias, sizeof(alias), interface, "modalias"))
		return false;
	if (sscanf(alias, "usb:v%4xp%4xd%*4xdc%*2xdsc%*2xdp%*2xic%2xisc%2xip%2xin%2x", &vendor,
		   &product, &class, &subclass, &protocol, &number) != 6)
		return false;
	id->vendor_id = vendor;
	id->product_id = product;
	if (class == 0xff && subclass == USB_DONGLE_SUBCLASS && protocol == USB_DONGLE_PROTOCOL) {
		id->interface = number;
		return true;
	}
	id->bought = !!dongle_model_find(vendor, product);
	return id->bought;
}

/* @interface is "1-1.2:1.3". Return: false where it is none, or none of a dongle. */
static bool read_id(struct dongle_id *id, const char *interface)
{
	size_t len = strcspn(interface, ":");

	memset(id, 0, sizeof(*id));
	if (!interface[len] || len >= sizeof(id->path) || !is_candidate(id, interface))
		return false;
	memcpy(id->path, interface, len);
	id->bus = read_number(id->path, "busnum");
	id->address = read_number(id->path, "devnum");
	read_attribute(id->serial, sizeof(id->serial), id->path, "serial");
	read_attribute(id->product, sizeof(id->product), id->path, "product");
	return id->bus && id->address;
}

/* Each of its interfaces is a candidate for a bought one: one is enough. */
static bool is_listed(const struct dongle_id *ids, int n, const struct dongle_id *id)
{
	while (n-- > 0)
		if (id->bought && ids[n].bought && !strcmp(ids[n].path, id->path))
			return true;
	return false;
}

/* Room for one more, in steps of GROW. */
static bool grow(struct dongle_id **ids, int count)
{
	struct dongle_id *more;

	if (count % GROW)
		return true;
	more = realloc(*ids, (count + GROW) * sizeof(**ids));
	if (more)
		*ids = more;
	return more;
}

int sysfs_list(struct dongle_id **ids)
{
	struct dongle_id *found = NULL;
	struct dirent *entry;
	char path[PATH_MAX];
	int count = 0;
	DIR *dir;

	*ids = NULL;
	snprintf(path, sizeof(path), "%s/bus/usb/devices", dongle_sysfs);
	dir = opendir(path);
	if (!dir)
		return errno == ENOENT ? 0 : -errno;
	while ((entry = readdir(dir))) {
		if (!grow(&found, count))
			goto err_free;
		count += read_id(&found[count], entry->d_name) &&
			 !is_listed(found, count, &found[count]);
	}
	closedir(dir);
	*ids = found;
	return count;

err_free:
	closedir(dir);
	free(found);
	return -ENOMEM;
}

enum dongle_driver sysfs_driver(const struct dongle_id *id)
{
	char path[PATH_MAX], target[PATH_MAX];
	const char *name;
	ssize_t len;

	if (id->bought) {
		snprintf(path, sizeof(path), "%s/bus/usb/drivers/snd-usb-dongle", dongle_sysfs);
		return access(path, F_OK) ? DRIVER_NONE : DRIVER_OURS;
	}
	snprintf(path, sizeof(path), "%s/bus/usb/devices/%s:%u.%u/driver", dongle_sysfs, id->path,
		 read_number(id->path, "bConfigurationValue"), id->interface);
	len = readlink(path, target, sizeof(target) - 1);
	if (len < 0)
		return DRIVER_NONE;
	target[len] = '\0';
	name = strrchr(target, '/');
	return name && !strcmp(name, "/snd-usb-dongle") ? DRIVER_OURS : DRIVER_OTHER;
}

/* Return: number of the card under an interface, or -ENODEV. */
static int card_under(const char *interface)
{
	struct dirent *entry;
	char path[PATH_MAX];
	int number = -ENODEV;
	DIR *dir;

	snprintf(path, sizeof(path), "%s/bus/usb/devices/%s/sound", dongle_sysfs, interface);
	dir = opendir(path);
	if (!dir)
		return -ENODEV;
	while ((entry = readdir(dir)))
		if (sscanf(entry->d_name, "card%d", &number) == 1)
			break;
	closedir(dir);
	return number;
}

int sysfs_card(const struct dongle_id *id)
{
	unsigned int config = read_number(id->path, "bConfigurationValue");
	char name[DONGLE_PATH_MAX + 24];
	unsigned int interface, last = id->bought ? INTERFACES : id->interface;
	int number = -ENODEV;

	/* the audio interfaces come first */
	for (interface = 0; interface < last && number < 0; interface++) {
		snprintf(name, sizeof(name), "%s:%u.%u", id->path, config, interface);
		number = card_under(name);
	}
	return number;
}
