// SPDX-License-Identifier: GPL-2.0-only
/*
 * usage: ctl-get CARD [mixer|card NAME]
 *
 * Prints the values of a control as amixer does, "60,60" or "on", or of all
 * controls "NAME: VALUES", without any where it cannot be read; exits with 1
 * where there is none. Asks the kernel itself: before its first answer alsa-lib
 * reads its whole configuration, which takes a guest longer than all else here.
 */
#include <fcntl.h>
#include <sound/asound.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define CONTROLS	256

static void print_value(const struct snd_ctl_elem_info *info,
			const struct snd_ctl_elem_value *value, unsigned int i)
{
	switch (info->type) {
	case SNDRV_CTL_ELEM_TYPE_BOOLEAN:
		fputs(value->value.integer.value[i] ? "on" : "off", stdout);
		break;
	case SNDRV_CTL_ELEM_TYPE_ENUMERATED:
		printf("%u", value->value.enumerated.item[i]);
		break;
	case SNDRV_CTL_ELEM_TYPE_INTEGER:
		printf("%ld", value->value.integer.value[i]);
		break;
	default:
		putchar('?');
	}
}

static bool print_control(int fd, const struct snd_ctl_elem_id *id, bool name)
{
	struct snd_ctl_elem_value value = { .id = *id };
	struct snd_ctl_elem_info info = { .id = *id };
	unsigned int i;

	if (ioctl(fd, SNDRV_CTL_IOCTL_ELEM_INFO, &info))
		return false;
	if (info.access & SNDRV_CTL_ELEM_ACCESS_READ &&
	    ioctl(fd, SNDRV_CTL_IOCTL_ELEM_READ, &value))
		return false;
	if (name)
		printf("%s: ", info.id.name);
	for (i = 0; i < info.count; i++) {
		if (i)
			putchar(',');
		print_value(&info, &value, i);
	}
	putchar('\n');
	return true;
}

static bool print_all(int fd)
{
	static struct snd_ctl_elem_id ids[CONTROLS];
	struct snd_ctl_elem_list list = { .space = CONTROLS, .pids = ids };
	unsigned int i;

	if (ioctl(fd, SNDRV_CTL_IOCTL_ELEM_LIST, &list))
		return false;
	for (i = 0; i < list.used; i++)
		if (!print_control(fd, &ids[i], true))
			printf("%s:\n", ids[i].name);
	return true;
}

int main(int argc, char **argv)
{
	struct snd_ctl_elem_id id = {};
	char path[32];
	int fd;

	if (argc != 2 && argc != 4) {
		fprintf(stderr, "usage: ctl-get CARD [mixer|card NAME]\n");
		return 2;
	}
	snprintf(path, sizeof(path), "/dev/snd/controlC%s", argv[1]);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 1;
	if (argc == 2)
		return !print_all(fd);
	id.iface = strcmp(argv[2], "card") ? SNDRV_CTL_ELEM_IFACE_MIXER : SNDRV_CTL_ELEM_IFACE_CARD;
	snprintf((char *)id.name, sizeof(id.name), "%s", argv[3]);
	return !print_control(fd, &id, false);
}
