// SPDX-License-Identifier: GPL-2.0-only
/*
 * usage: ctl-set CARD NAME VALUE...
 *
 * Writes VALUEs, numbers, to a control of the mixer, one for each channel; the last one
 * serves those that are left. Prints "MS ERRNO", how long the kernel took and 0 where it
 * did it, and exits with 1 where it did not. Asks the kernel itself, as ctl-get does.
 */
#include <errno.h>
#include <fcntl.h>
#include <sound/asound.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

static long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void fill(struct snd_ctl_elem_value *value, const struct snd_ctl_elem_info *info,
		 char **words)
{
	unsigned int i;

	for (i = 0; i < info->count && *words; i++) {
		if (info->type == SNDRV_CTL_ELEM_TYPE_ENUMERATED)
			value->value.enumerated.item[i] = atoi(*words);
		else
			value->value.integer.value[i] = atol(*words);
		if (words[1])
			words++;
	}
}

/* Return: 0 or an errno. */
static int set(int fd, const char *name, char **words)
{
	struct snd_ctl_elem_info info = { .id.iface = SNDRV_CTL_ELEM_IFACE_MIXER };
	struct snd_ctl_elem_value value = {};

	snprintf((char *)info.id.name, sizeof(info.id.name), "%s", name);
	if (ioctl(fd, SNDRV_CTL_IOCTL_ELEM_INFO, &info))
		return errno;
	value.id = info.id;
	fill(&value, &info, words);
	return ioctl(fd, SNDRV_CTL_IOCTL_ELEM_WRITE, &value) < 0 ? errno : 0;
}

int main(int argc, char **argv)
{
	char path[32];
	long start;
	int fd, err;

	if (argc < 4) {
		fprintf(stderr, "usage: ctl-set CARD NAME VALUE...\n");
		return 2;
	}
	snprintf(path, sizeof(path), "/dev/snd/controlC%s", argv[1]);
	start = now_ms();
	fd = open(path, O_RDWR | O_CLOEXEC);
	err = fd < 0 ? errno : set(fd, argv[2], argv + 3);
	printf("%ld %d\n", now_ms() - start, err);
	return !!err;
}
