// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "card.h"

#define ELEMENTS_MAX	256
#define DRIVER		"snd-usb-dongle"
#define GADGETS		"/sys/kernel/config/usb_gadget"

/* Of outputs or, where they share it, of both. */
static const char *const output_names[] = {
	"Headphone Playback Volume", "Headphone Playback Switch", "Headphone Jack",
	"Headphone Impedance",
};

/* The second row is of bought dongles only. */
static const char *const names[] = {
	"Output Mode", "Headphone Gain", "DAC Filter",
	"LED", "Amplifier Class", "Headphone Balance", "IEC958 Playback Switch", "DSD Filter",
};

bool ends_with(const char *name, const char *end)
{
	size_t len = strlen(name), end_len = strlen(end);

	return len >= end_len && !strcmp(name + len - end_len, end);
}

const char *control_name(const struct control *control)
{
	return (const char *)control->info.id.name;
}

bool read_text(char text[128], const char *format, ...)
{
	char path[2 * PATH_MAX];
	va_list args;
	ssize_t len;
	int fd;

	va_start(args, format);
	vsnprintf(path, sizeof(path), format, args);
	va_end(args);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	len = read(fd, text, 127);
	close(fd);
	if (len < 0)
		return false;
	text[len] = '\0';
	text[strcspn(text, "\n")] = '\0';
	return true;
}

static bool is_name(const char *name)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (!strcmp(name, names[i]))
			return true;
	if (!strncmp(name, "SE ", 3))
		name += 3;
	else if (!strncmp(name, "Balanced ", 9))
		name += 9;
	for (i = 0; i < ARRAY_SIZE(output_names); i++)
		if (!strcmp(name, output_names[i]))
			return true;
	return false;
}

/* snd-usb-audio may have one of the same name; that of a bought dongle can be told apart. */
static bool is_ours(const struct card *card, const struct snd_ctl_elem_info *info)
{
	return is_name((const char *)info->id.name) &&
	       (card->end != END_BOUGHT || info->access & SNDRV_CTL_ELEM_ACCESS_TLV_COMMAND);
}

static void find_controls(struct card *card)
{
	static struct snd_ctl_elem_id ids[ELEMENTS_MAX];
	struct snd_ctl_elem_list list = { .space = ELEMENTS_MAX, .pids = ids };
	struct control *control;
	unsigned int i;

	card->count = 0;
	if (ioctl(card->fd, SNDRV_CTL_IOCTL_ELEM_LIST, &list))
		return;
	for (i = 0; i < list.used && card->count < CONTROLS_MAX; i++) {
		control = &card->controls[card->count];
		memset(control, 0, sizeof(*control));
		control->info.id = ids[i];
		if (ioctl(card->fd, SNDRV_CTL_IOCTL_ELEM_INFO, &control->info) ||
		    !is_ours(card, &control->info))
			continue;
		control_read(card, control, control->start);
		card->count++;
	}
}

/* An interface of the same USB device that our driver has. */
static bool is_host(struct card *card)
{
	char text[128], path[PATH_MAX + 300], link[PATH_MAX], device[PATH_MAX];
	struct dirent *entry;
	bool found = false;
	ssize_t len;
	DIR *dir;

	if (!read_text(text, "%s/bInterfaceNumber", card->dir))
		return false;
	snprintf(device, sizeof(device), "%s", card->dir);
	dir = opendir(dirname(device));
	while (dir && !found && (entry = readdir(dir))) {
		snprintf(path, sizeof(path), "%s/%s/driver", device, entry->d_name);
		len = readlink(path, link, sizeof(link) - 1);
		if (len <= 0 || !strchr(entry->d_name, ':'))
			continue;
		link[len] = '\0';
		found = ends_with(link, "/" DRIVER) &&
			read_text(text, "%s/%s/bInterfaceNumber", device, entry->d_name);
		card->interface = found ? strtol(text, NULL, 16) : -1;
	}
	if (dir)
		closedir(dir);
	return found;
}

/* Our function of a gadget, whether it is in use or not. */
static bool find_function(struct card *card, const char *gadget)
{
	char path[PATH_MAX];
	struct dirent *entry;
	bool found = false;
	DIR *dir;

	snprintf(path, sizeof(path), GADGETS "/%s/functions", gadget);
	dir = opendir(path);
	while (dir && !found && (entry = readdir(dir))) {
		found = !strncmp(entry->d_name, "dongle.", 7);
		snprintf(card->function, sizeof(card->function), GADGETS "/%s/functions/%s",
			 gadget, entry->d_name);
	}
	if (dir)
		closedir(dir);
	return found;
}

/* The card of a gadget is below the controller that the gadget is on. */
static bool is_device(struct card *card)
{
	DIR *dir = opendir(GADGETS);
	struct dirent *entry;
	char udc[128], part[140];
	bool found = false;

	while (dir && !found && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.' || !read_text(udc, GADGETS "/%s/UDC", entry->d_name))
			continue;
		snprintf(part, sizeof(part), "/%s/", udc);
		found = *udc && strstr(card->dir, part) && find_function(card, entry->d_name);
	}
	if (dir)
		closedir(dir);
	return found;
}

static bool is_dongle(struct card *card)
{
	char text[128];

	if (is_host(card)) {
		card->end = END_HOST;
		find_controls(card);
		return true;
	}
	if (is_device(card)) {
		card->end = END_DEVICE;
		find_controls(card);
		return true;
	}
	card->end = END_BOUGHT;
	if (!read_text(text, "%s/bInterfaceNumber", card->dir))
		return false;
	find_controls(card);
	return card->count;
}

unsigned int cards_find(struct card cards[CARDS_MAX], const char **why)
{
	unsigned int count = 0;
	char path[64];
	int number;

	*why = "no card with the controls of a dongle: is one plugged in?";
	if (access("/sys/module/snd_dongle", F_OK)) {
		*why = "no dongle: neither snd-usb-dongle nor usb_f_dongle is loaded";
		return 0;
	}
	for (number = 0; number < 32 && count < CARDS_MAX; number++) {
		struct card *card = &cards[count];

		snprintf(path, sizeof(path), "/sys/class/sound/card%d/device", number);
		if (!realpath(path, card->dir))
			continue;
		snprintf(path, sizeof(path), "/dev/snd/controlC%d", number);
		card->fd = open(path, O_RDWR | O_CLOEXEC);
		if (card->fd < 0) {
			*why = "a card that cannot be opened: may you use /dev/snd?";
			continue;
		}
		card->number = number;
		if (is_dongle(card))
			count++;
		else
			close(card->fd);
	}
	return count;
}

static bool has_items(const struct control *control)
{
	return control->info.type == SNDRV_CTL_ELEM_TYPE_ENUMERATED;
}

int control_read(const struct card *card, const struct control *control, long value[2])
{
	struct snd_ctl_elem_value elem = { .id = control->info.id };

	if (ioctl(card->fd, SNDRV_CTL_IOCTL_ELEM_READ, &elem))
		return -1;
	value[0] = has_items(control) ? elem.value.enumerated.item[0] : elem.value.integer.value[0];
	value[1] = control->info.count > 1 ? elem.value.integer.value[1] : 0;
	return 0;
}

int control_write(const struct card *card, const struct control *control, const long value[2])
{
	struct snd_ctl_elem_value elem = { .id = control->info.id };

	if (has_items(control)) {
		elem.value.enumerated.item[0] = value[0];
	} else {
		elem.value.integer.value[0] = value[0];
		elem.value.integer.value[1] = value[1];
	}
	return ioctl(card->fd, SNDRV_CTL_IOCTL_ELEM_WRITE, &elem);
}

long control_min(const struct control *control)
{
	return has_items(control) ? 0 : control->info.value.integer.min;
}

long control_max(const struct control *control)
{
	return has_items(control) ? (long)control->info.value.enumerated.items - 1 :
				    control->info.value.integer.max;
}
