// SPDX-License-Identifier: GPL-2.0-only
/*
 * usage: ctl-get CARD mixer|card NAME
 *
 * Prints the values of a control as amixer does, "60,60" or "on", or exits with 1
 * where there is none. Asks the kernel itself: before its first answer alsa-lib
 * reads its whole configuration, which takes a guest longer than all else here.
 */
#include <fcntl.h>
#include <sound/asound.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

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
	default:
		printf("%ld", value->value.integer.value[i]);
	}
}

int main(int argc, char **argv)
{
	struct snd_ctl_elem_value value = {};
	struct snd_ctl_elem_info info = {};
	char path[32];
	unsigned int i;
	int fd;

	if (argc != 4) {
		fprintf(stderr, "usage: ctl-get CARD mixer|card NAME\n");
		return 2;
	}
	snprintf(path, sizeof(path), "/dev/snd/controlC%s", argv[1]);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 1;
	info.id.iface = strcmp(argv[2], "card") ? SNDRV_CTL_ELEM_IFACE_MIXER :
						  SNDRV_CTL_ELEM_IFACE_CARD;
	snprintf((char *)info.id.name, sizeof(info.id.name), "%s", argv[3]);
	value.id = info.id;
	if (ioctl(fd, SNDRV_CTL_IOCTL_ELEM_INFO, &info) ||
	    ioctl(fd, SNDRV_CTL_IOCTL_ELEM_READ, &value))
		return 1;
	for (i = 0; i < info.count; i++) {
		if (i)
			putchar(',');
		print_value(&info, &value, i);
	}
	putchar('\n');
	return 0;
}
