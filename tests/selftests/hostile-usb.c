// SPDX-License-Identifier: GPL-2.0-only
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>

#include "hostile-usb.h"

#define WRITABLE	(USB_DONGLE_F_VOLUME(0) | USB_DONGLE_F_MUTE(0) | USB_DONGLE_F_LIMIT(0))

/* The default dongle. */
#define MIN		(-25600)
#define STEP		128
#define MODES		3
#define GAINS		3
#define FILTERS		5

static int read_number(const char *path, const char *name)
{
	char file[128];
	int number = -1;
	FILE *f;

	snprintf(file, sizeof(file), "/sys/bus/usb/devices/%s/%s", path, name);
	f = fopen(file, "r");
	if (!f || fscanf(f, "%d", &number) != 1) {
		perror(file);
		exit(2);
	}
	fclose(f);
	return number;
}

int open_device(const char *path)
{
	char node[64];
	int fd;

	snprintf(node, sizeof(node), "/dev/bus/usb/%03d/%03d", read_number(path, "busnum"),
		 read_number(path, "devnum"));
	fd = open(node, O_RDWR | O_CLOEXEC);
	if (fd < 0) {
		perror(node);
		exit(2);
	}
	return fd;
}

int submit(int fd, struct transfer *transfer, const struct setup *setup, const void *data)
{
	struct usbdevfs_urb *urb = &transfer->urb;
	const __u16 words[] = {
		htole16(setup->type | setup->request << 8), htole16(setup->value),
		htole16(setup->index), htole16(setup->length),
	};

	memset(urb, 0, sizeof(*urb));
	urb->type = USBDEVFS_URB_TYPE_CONTROL;
	urb->buffer = transfer->data;
	urb->buffer_length = 8 + setup->length;
	memcpy(transfer->data, words, sizeof(words));
	if (data)
		memcpy(transfer->data + 8, data, setup->length);
	if (ioctl(fd, USBDEVFS_SUBMITURB, urb))
		return -errno;
	transfer->flying = true;
	return 0;
}

struct transfer *reap(int fd, int ms)
{
	struct pollfd poll_fd = { .fd = fd, .events = POLLOUT };
	struct transfer *transfer;
	void *urb;

	if (ioctl(fd, USBDEVFS_REAPURBNDELAY, &urb) &&
	    (poll(&poll_fd, 1, ms) <= 0 || ioctl(fd, USBDEVFS_REAPURBNDELAY, &urb)))
		return NULL;
	transfer = urb; /* its first member */
	transfer->flying = false;
	return transfer;
}

int control(int fd, const struct setup *setup, void *data)
{
	static __thread struct transfer transfer;
	int err = submit(fd, &transfer, setup, setup->type & 0x80 ? NULL : data);

	if (err)
		return err;
	if (reap(fd, PATIENCE_MS) != &transfer) {
		fprintf(stderr, "%02x %02x %04x %04x %04x was never answered\n", setup->type,
			setup->request, setup->value, setup->index, setup->length);
		exit(1);
	}
	if (transfer.urb.status)
		return transfer.urb.status;
	if (data && setup->type & 0x80)
		memcpy(data, transfer.data + 8, transfer.urb.actual_length);
	return transfer.urb.actual_length;
}

int get_state(int fd, __u16 index, struct usb_dongle_report *report)
{
	const struct setup setup = {
		INTERFACE_IN, USB_DONGLE_GET_STATE, 0, index, sizeof(*report)
	};

	return control(fd, &setup, report);
}

int set_state(int fd, __u16 index, const void *message, __u16 length)
{
	const struct setup setup = { INTERFACE_OUT, USB_DONGLE_SET_STATE, 0, index, length };

	return control(fd, &setup, (void *)message);
}

static bool is_level(__s16 level)
{
	return level >= MIN && level <= 0 && (level - MIN) % STEP == 0;
}

static __s16 level_at(const unsigned char *message)
{
	return message[0] | message[1] << 8;
}

static bool is_output(__u32 mask, const unsigned char *m)
{
	if (mask & USB_DONGLE_F_VOLUME(0) && !(is_level(level_at(m)) && is_level(level_at(m + 2))))
		return false;
	if (mask & USB_DONGLE_F_LIMIT(0) && !is_level(level_at(m + 4)))
		return false;
	return !(mask & USB_DONGLE_F_MUTE(0)) || m[6] <= 1;
}

/* Return: false where a level of its own is above the limit. */
static bool set_output(struct state *state, int out, __u32 mask, const unsigned char *m)
{
	int ch;

	if (mask & USB_DONGLE_F_MUTE(0))
		state->output[out].on = !m[6];
	if (mask & USB_DONGLE_F_LIMIT(0))
		state->output[out].limit = (level_at(m + 4) - MIN) / STEP;
	for (ch = 0; ch < CHANNELS; ch++) {
		long *volume = &state->output[out].volume[ch];

		if (mask & USB_DONGLE_F_VOLUME(0))
			*volume = (level_at(m + 2 * ch) - MIN) / STEP;
		if (*volume <= state->output[out].limit)
			continue;
		if (mask & USB_DONGLE_F_VOLUME(0))
			return false;
		*volume = state->output[out].limit;
	}
	return true;
}

__u8 judge(struct state *state, const unsigned char *message, unsigned int length)
{
	const unsigned char *m[OUTPUTS] = { message + 12, message + 22 };
	struct state next = *state;
	unsigned int i;
	__u32 mask;
	int out;

	if (message[0] != length)
		return USB_DONGLE_RESULT_LENGTH;
	mask = message[4] | message[5] << 8 | message[6] << 16 | (__u32)message[7] << 24;
	if (mask & ~(7 | USB_DONGLE_F_MATCH | USB_DONGLE_F_LIMIT_GAIN | WRITABLE | WRITABLE << 8))
		return USB_DONGLE_RESULT_MASK;
	if ((mask & USB_DONGLE_F_MODE && message[8] >= MODES) ||
	    (mask & USB_DONGLE_F_GAIN && message[10] >= GAINS) ||
	    (mask & USB_DONGLE_F_FILTER && message[11] >= FILTERS) ||
	    !is_output(mask, m[0]) || !is_output(mask >> 8, m[1]))
		return USB_DONGLE_RESULT_RANGE;
	for (i = 32; i < length && mask & (USB_DONGLE_F_MATCH | USB_DONGLE_F_LIMIT_GAIN); i++)
		if (message[i]) /* neither matched nor meant at a gain: see the test match */
			return JUDGE_CANNOT;
	for (out = 0; out < OUTPUTS; out++)
		if (!set_output(&next, out, mask >> (8 * out), m[out]))
			return USB_DONGLE_RESULT_LIMIT;
	if (mask & USB_DONGLE_F_MODE)
		next.mode = message[8];
	if (mask & USB_DONGLE_F_GAIN)
		next.gain = message[10];
	if (mask & USB_DONGLE_F_FILTER)
		next.filter = message[11];
	*state = next;
	return USB_DONGLE_RESULT_OK;
}

static __u16 level_of(long step)
{
	return htole16(MIN + step * STEP);
}

void valid_message(struct dice *dice, const struct state *state, long ceiling,
		   struct usb_dongle_set *set)
{
	__u32 mask = (roll(dice, 8) | roll(dice, 8) << 8 | roll(dice, 8) << 16);
	int out, ch;

	if (ceiling < TOP)
		mask &= ~(USB_DONGLE_F_LIMIT(0) | USB_DONGLE_F_LIMIT(1));
	memset(set, 0, sizeof(*set));
	set->length = sizeof(*set);
	set->mask = htole32(mask);
	set->state.mode = roll(dice, MODES);
	set->state.gain = roll(dice, ceiling < TOP ? GAINS - 1 : GAINS);
	set->state.filter = roll(dice, FILTERS);
	for (out = 0; out < OUTPUTS; out++) {
		long limit = state->output[out].limit;

		if (mask & USB_DONGLE_F_LIMIT(out))
			limit = roll(dice, TOP + 1);
		set->state.output[out].limit = level_of(limit);
		for (ch = 0; ch < CHANNELS; ch++)
			set->state.output[out].volume[ch] =
				level_of(roll(dice, (limit < ceiling ? limit : ceiling) + 1));
		set->state.output[out].mute = roll(dice, 2);
	}
}

unsigned int poison(struct dice *dice, unsigned char message[64])
{
	unsigned int length = 32, how = roll(dice, 7);

	memset(message, 0, 64);
	message[0] = length;
	message[4] = USB_DONGLE_F_GAIN;
	message[5] = 1; /* volumes: 0 dB */
	message[6] = 1;
	message[8] = roll(dice, MODES);
	message[10] = GAINS - 1;
	switch (how) {
	case 0:
		message[0] = length + 1 + roll(dice, 200);
		break;
	case 1:
		message[7] = 1 << roll(dice, 8);
		break;
	case 2:
		message[14] = 1;
		break;
	case 3:
		message[5] |= 2;
		message[18] = 2 + roll(dice, 254);
		break;
	case 4:
		length = roll(dice, length);
		message[0] = length;
		break;
	case 5:
		length = 33 + roll(dice, 31);
		message[0] = length;
		message[11] = FILTERS;
		message[4] |= USB_DONGLE_F_FILTER;
		break;
	default: /* above the limit */
		break;
	}
	return length;
}
