// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <sound/asound.h>

#include "fakecard.h"

struct fake_card fake_card;

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_ioctl(int fd, unsigned long request, void *arg);

int __wrap_open(const char *path, int flags, ...)
{
	char own[32];

	snprintf(own, sizeof(own), "/dev/snd/controlC%d", FAKE_CARD);
	if (strcmp(path, own))
		return __real_open(path, flags);
	return fake_card.events ? dup(fake_card.events) : __real_open("/dev/null", flags);
}

static struct fake_control *control_of(unsigned int numid)
{
	return numid && numid <= fake_card.count ? &fake_card.control[numid - 1] : NULL;
}

static bool is_of_card(const char *name)
{
	return strstr(name, "Jack") || strstr(name, "Impedance");
}

static int list(struct snd_ctl_elem_list *list)
{
	unsigned int i;

	for (i = 0; i < fake_card.count; i++) {
		memset(&list->pids[i], 0, sizeof(list->pids[i]));
		list->pids[i].numid = i + 1;
		list->pids[i].iface = is_of_card(fake_card.control[i].name) ?
				      SNDRV_CTL_ELEM_IFACE_CARD : SNDRV_CTL_ELEM_IFACE_MIXER;
		strcpy((char *)list->pids[i].name, fake_card.control[i].name);
	}
	list->used = fake_card.count;
	list->count = fake_card.count;
	return 0;
}

static void add(const char *text)
{
	strncat(fake_card.log, text, FAKE_CARD_LOG - 1 - strlen(fake_card.log));
}

/* Integers, items and switches begin at the same place, with different sizes. */
static int transfer(struct snd_ctl_elem_value *value, bool write)
{
	struct fake_control *control = control_of(value->id.numid);
	char text[32];

	if (!control || (write && fake_card.err)) {
		errno = control ? fake_card.err : ENOENT;
		return -1;
	}
	if (!write) {
		value->value.integer.value[0] = control->value;
		value->value.integer.value[1] = control->right;
		return 0;
	}
	control->right = value->value.integer.value[1];
	control->value = value->value.integer.value[0];
	snprintf(text, sizeof(text), "%u=%ld ", value->id.numid, control->value);
	add(text);
	return 0;
}

static int command(const unsigned int *tlv)
{
	if (!control_of(tlv[0])->ours || tlv[1] < 2 * sizeof(*tlv)) {
		errno = EINVAL;
		return -1;
	}
	add("again ");
	return 0;
}

static int info(struct snd_ctl_elem_info *elem)
{
	const struct fake_control *control = control_of(elem->id.numid);

	elem->access = SNDRV_CTL_ELEM_ACCESS_READWRITE;
	if (control->ours)
		elem->access |= SNDRV_CTL_ELEM_ACCESS_TLV_COMMAND;
	elem->type = control->max > 1 ? SNDRV_CTL_ELEM_TYPE_INTEGER : SNDRV_CTL_ELEM_TYPE_BOOLEAN;
	elem->count = 2;
	elem->value.integer.min = 0;
	elem->value.integer.max = control->max;
	return 0;
}

static int tlv(unsigned int *buf)
{
	const struct fake_control *control = control_of(buf[0]);

	if (!control->tlv[1]) {
		errno = ENXIO;
		return -1;
	}
	memcpy(buf + 2, control->tlv, sizeof(control->tlv));
	return 0;
}

int __wrap_ioctl(int fd, unsigned long request, void *arg)
{
	(void)fd;
	if (fake_card.read_err && request != SNDRV_CTL_IOCTL_ELEM_WRITE) {
		errno = fake_card.read_err;
		return -1;
	}
	switch (request) {
	case SNDRV_CTL_IOCTL_SUBSCRIBE_EVENTS:
		return 0;
	case SNDRV_CTL_IOCTL_TLV_READ:
		return tlv(arg);
	case SNDRV_CTL_IOCTL_ELEM_LIST:
		return list(arg);
	case SNDRV_CTL_IOCTL_ELEM_INFO:
		return info(arg);
	case SNDRV_CTL_IOCTL_ELEM_READ:
		return transfer(arg, false);
	case SNDRV_CTL_IOCTL_ELEM_WRITE:
		return transfer(arg, true);
	case SNDRV_CTL_IOCTL_TLV_COMMAND:
		return command(arg);
	}
	errno = ENOTTY;
	return -1;
}
