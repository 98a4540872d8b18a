// SPDX-License-Identifier: GPL-2.0-only
/* The bytes are those of struct usb_dongle_info in <linux/usb/dongle.h>, version 1.0. */
#include <fcntl.h>
#include <libgen.h>
#include <linux/usbdevice_fs.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "promise.h"

#define GET_INFO	1
#define INFO_LEN	64
#define TIMEOUT_MS	2000

#define AT_FLAGS	7
#define AT_MODES	8
#define AT_GAINS	9
#define AT_FILTERS	16
#define FILTERS		8
#define AT_OUTPUTS	24
#define OUTPUT_LEN	16

static int word(const unsigned char *at)
{
	return (int16_t)(at[0] | at[1] << 8);
}

static void parse(struct promise *promise, const unsigned char *info)
{
	const unsigned char *at;
	unsigned int out;

	promise->shared = info[AT_FLAGS] & 1;
	promise->modes = __builtin_popcount(info[AT_MODES]);
	promise->gains = __builtin_popcount(info[AT_GAINS]);
	while (promise->filters < FILTERS && info[AT_FILTERS + promise->filters])
		promise->filters++;
	for (out = 0; out < OUTPUTS; out++) {
		at = info + AT_OUTPUTS + out * OUTPUT_LEN;
		promise->output[out].caps = at[1];
		promise->output[out].min = word(at + 2);
		promise->output[out].max = word(at + 4);
		promise->output[out].step = (uint16_t)word(at + 6);
	}
}

static const char *ask(const struct card *card, struct promise *promise)
{
	char device[PATH_MAX], bus[128], number[128], path[64];
	unsigned char info[INFO_LEN] = "";
	struct usbdevfs_ctrltransfer transfer = {
		.bRequestType = 0xc1, .bRequest = GET_INFO, .wIndex = card->interface,
		.wLength = INFO_LEN, .timeout = TIMEOUT_MS, .data = info,
	};
	int fd, len;

	snprintf(device, sizeof(device), "%s", card->dir);
	dirname(device);
	if (!read_text(bus, "%s/busnum", device) || !read_text(number, "%s/devnum", device))
		return "the device is gone";
	snprintf(path, sizeof(path), "/dev/bus/usb/%03d/%03d", atoi(bus), atoi(number));
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return "the device cannot be opened: may you use /dev/bus/usb?";
	len = ioctl(fd, USBDEVFS_CONTROL, &transfer);
	close(fd);
	if (len < INFO_LEN || memcmp(info, "DNGL", 4))
		return "the device does not say what it is";
	parse(promise, info);
	return NULL;
}

/* How many words there are; "none" is none. */
static unsigned int count_words(char *text)
{
	unsigned int count = 0;
	char *word;

	for (word = strtok(text, " "); word; word = strtok(NULL, " "))
		count += !!strcmp(word, "none");
	return count;
}

static unsigned int read_caps(char *text)
{
	static const char *const names[] = {
		"volume", "mute", "limit", "detect", "short", "impedance",
	};
	unsigned int caps = 0, i;
	char *word;

	for (word = strtok(text, " "); word; word = strtok(NULL, " "))
		for (i = 0; i < ARRAY_SIZE(names); i++)
			if (!strcmp(word, names[i]))
				caps |= 1U << i;
	return caps;
}

static bool read_number(int *number, const char *function, const char *output, const char *name)
{
	char text[128];

	if (!read_text(text, "%s/%s/%s", function, output, name))
		return false;
	*number = atoi(text);
	return true;
}

static bool read_output(const char *function, struct promise *promise, unsigned int out)
{
	const char *output = out ? "balanced" : "se";
	char text[128];

	if (!read_text(text, "%s/%s/caps", function, output))
		return false;
	promise->output[out].caps = read_caps(text);
	return read_number(&promise->output[out].min, function, output, "volume_min") &&
	       read_number(&promise->output[out].max, function, output, "volume_max") &&
	       read_number(&promise->output[out].step, function, output, "volume_step");
}

static const char *look_up(const struct card *card, struct promise *promise)
{
	char modes[128], gains[128], filters[128], shared[128];

	if (!read_text(modes, "%s/modes", card->function) ||
	    !read_text(gains, "%s/gains", card->function) ||
	    !read_text(filters, "%s/filters", card->function) ||
	    !read_text(shared, "%s/shared_level", card->function) ||
	    !read_output(card->function, promise, 0) || !read_output(card->function, promise, 1))
		return "the function cannot be read in configfs";
	promise->modes = count_words(modes);
	promise->gains = count_words(gains);
	promise->filters = count_words(filters);
	promise->shared = atoi(shared);
	return NULL;
}

const char *promise_read(const struct card *card, struct promise *promise)
{
	memset(promise, 0, sizeof(*promise));
	return card->end == END_HOST ? ask(card, promise) : look_up(card, promise);
}
