// SPDX-License-Identifier: GPL-2.0-only
/* What of a hostile host is several things at once. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "hostile-usb.h"

#define CEILING		100	/* of what the storm asks for */
#define THREADS		4
#define FLYING		8	/* of each */

static struct sender {
	pthread_t thread;
	struct dice dice;
	unsigned int count, cancelled, accepted, stalled;
	struct transfer transfers[FLYING];
} senders[THREADS];

/* Both limits at the ceiling, and the lower gain. */
static void set_ceiling(void)
{
	struct usb_dongle_set set;

	host.model.output[0].limit = CEILING;
	host.model.output[1].limit = CEILING;
	valid_message(&host.dice, &host.model, CEILING, &set);
	set.mask = htole32(USB_DONGLE_F_LIMIT(0) | USB_DONGLE_F_LIMIT(1) | USB_DONGLE_F_GAIN);
	if (!read_state(host.card, &host.model))
		fail("the device's controls cannot be read", NULL);
	send_message(&set, sizeof(set));
}

/* Nothing of what must be refused was done; it goes on from what is. */
static void check_ceiling(void)
{
	struct state before = host.model;
	int out, ch;

	barrier(NULL);
	if (!read_state(host.card, &host.model))
		fail("the device's controls cannot be read", NULL);
	for (out = 0; out < OUTPUTS; out++) {
		if (host.model.output[out].limit != before.output[out].limit)
			fail("the limit is another", NULL);
		for (ch = 0; ch < CHANNELS; ch++)
			if (host.model.output[out].volume[ch] > CEILING)
				fail("louder than anybody asked", NULL);
	}
	if (host.model.gain > 1)
		fail("a gain that nobody asked for", NULL);
}

static int submit_read(int fd, struct transfer *transfer, struct dice *dice)
{
	static const __u16 lengths[] = { 0, 1, 43, 44, 45, 63, 64, 65, 4096, 65535 };
	const struct setup setup = {
		INTERFACE_IN, USB_DONGLE_GET_INFO + roll(dice, 2), 0, host.interface,
		PICK(dice, lengths)
	};

	return submit(fd, transfer, &setup, NULL);
}

static int submit_message(int fd, struct transfer *transfer, struct dice *dice)
{
	struct setup setup = { INTERFACE_OUT, USB_DONGLE_SET_STATE, 0, host.interface, 32 };
	unsigned char message[64] = {};

	if (roll(dice, 3))
		setup.length = poison(dice, message);
	else
		valid_message(dice, &host.model, CEILING, (void *)message);
	return submit(fd, transfer, &setup, message);
}

static int submit_any(int fd, struct transfer *transfer, struct dice *dice)
{
	unsigned char data[64] = {};
	struct setup setup = {
		roll(dice, 256) | 0x40, roll(dice, 256), roll(dice, 3), roll(dice, 5),
		roll(dice, 65)
	};

	/* random bytes may be right: with no value but 0 they would reach the device */
	if (setup.type == INTERFACE_OUT)
		setup.value |= 4;
	return submit(fd, transfer, &setup, data);
}

static void take(struct sender *sender, const struct transfer *done)
{
	switch (done->urb.status) {
	case 0:
		sender->accepted++;
		break;
	case -EPIPE:
		sender->stalled++;
		break;
	default:
		sender->cancelled++;
	}
}

static struct transfer *idle(struct sender *sender)
{
	int i;

	for (i = 0; i < FLYING; i++)
		if (!sender->transfers[i].flying)
			return &sender->transfers[i];
	return NULL;
}

static void reap_all(struct sender *sender, int fd)
{
	struct transfer *done;
	int i;

	for (i = 0; i < FLYING; i++) {
		while (sender->transfers[i].flying) {
			done = reap(fd, PATIENCE_MS);
			if (!done)
				fail("a transfer of the storm never ends", NULL);
			take(sender, done);
		}
	}
}

static void *rage(void *arg)
{
	struct sender *sender = arg;
	struct transfer *transfer;
	unsigned int i;
	int fd = open_device(host.path);

	for (i = 0; i < sender->count; i++) {
		while (!(transfer = idle(sender))) {
			transfer = reap(fd, PATIENCE_MS);
			if (!transfer)
				fail("a transfer of the storm never ends", NULL);
			take(sender, transfer);
		}
		switch (roll(&sender->dice, 4)) {
		case 0:
			submit_read(fd, transfer, &sender->dice);
			break;
		case 1:
			submit_any(fd, transfer, &sender->dice);
			break;
		default:
			submit_message(fd, transfer, &sender->dice);
		}
		if (roll(&sender->dice, 4))
			continue;
		if (roll(&sender->dice, 2))
			usleep(roll(&sender->dice, 2000));
		ioctl(fd, USBDEVFS_DISCARDURB,
		      &sender->transfers[roll(&sender->dice, FLYING)].urb);
	}
	reap_all(sender, fd);
	close(fd);
	return NULL;
}

void storm(unsigned int count)
{
	struct sender *sender;

	set_ceiling();
	for (sender = senders; sender < senders + THREADS; sender++) {
		sender->dice.seed = host.dice.seed + (sender - senders);
		sender->count = count / THREADS;
		if (pthread_create(&sender->thread, NULL, rage, sender))
			exit(2);
	}
	for (sender = senders; sender < senders + THREADS; sender++) {
		pthread_join(sender->thread, NULL);
		host.sent += sender->count;
		host.accepted += sender->accepted;
		host.stalled += sender->stalled;
		host.cancelled += sender->cancelled;
	}
	check_ceiling();
}

static void read_wrongly(int fd)
{
	static const __u16 lengths[] = { 0, 1, 8, 43, 44, 45, 63, 64, 65, 512, 16384 };
	static unsigned char data[16384];
	struct usbdevfs_urb urb = {
		.type = USBDEVFS_URB_TYPE_INTERRUPT, .endpoint = host.endpoint,
		.buffer = data, .buffer_length = PICK(&host.dice, lengths),
	};
	struct usb_dongle_set set;
	void *done;

	/* with what else is in flight, nobody can tell what becomes of this */
	if (ioctl(fd, USBDEVFS_SUBMITURB, &urb))
		return;
	valid_message(&host.dice, &host.model, CEILING, &set);
	set_state(host.device, host.interface, &set, sizeof(set));
	usleep(roll(&host.dice, 3000));
	ioctl(fd, USBDEVFS_DISCARDURB, &urb);
	if (ioctl(fd, USBDEVFS_REAPURB, &done))
		fail("a read never ends", NULL);
}

static void halt(int fd)
{
	unsigned int number = host.endpoint;
	const struct setup set_feature = { 0x02, 3, 0, number, 0 };

	control(fd, &set_feature, NULL);
	read_wrongly(fd);
	ioctl(fd, roll(&host.dice, 2) ? USBDEVFS_CLEAR_HALT : USBDEVFS_RESETEP, &number);
}

/* Another setting of our interface; there is one. */
static void set_interface(int fd)
{
	struct usbdevfs_setinterface setting = { host.interface, roll(&host.dice, 2) };
	int err = ioctl(fd, USBDEVFS_SETINTERFACE, &setting);

	if (!err && setting.altsetting)
		fail("a setting that is not there", NULL);
}

/* Behind the back of the kernel, which would not while others use the device. */
static void set_configuration(int fd)
{
	struct setup setup = { 0, 9, 0, 0, 0 };
	struct usb_dongle_report report;

	control(fd, &setup, NULL);
	if (get_state(fd, host.interface, &report) != -EPIPE)
		fail("an answer without a configuration", &setup);
	setup.value = roll(&host.dice, 3) ? 2 + roll(&host.dice, 65000) : 1;
	if (control(fd, &setup, NULL) != (setup.value == 1 ? 0 : -EPIPE))
		fail("not as a configuration is set", &setup);
	setup.value = 1;
	control(fd, &setup, NULL);
}

/* From whoever has it: a reset gives it back to the driver. */
static void claim(int fd)
{
	struct usbdevfs_disconnect_claim claim = { .interface = host.interface };

	if (ioctl(fd, USBDEVFS_DISCONNECT_CLAIM, &claim))
		fail("the interface cannot be claimed", NULL);
}

static void reset_and_claim(int fd)
{
	if (ioctl(fd, USBDEVFS_RESET))
		fail("the device does not come back from a reset", NULL);
	claim(fd);
}

void endpoint(unsigned int count)
{
	static void (*const acts[])(int fd) = {
		read_wrongly, read_wrongly, halt, halt, set_interface, set_configuration,
		reset_and_claim
	};
	struct sender *sender = &senders[0];
	struct usb_dongle_set set;
	unsigned int i;
	int owner = open_device(host.path);

	claim(owner);
	set_ceiling();
	while (count--) {
		int fd = open_device(host.path);

		for (i = 0; i < roll(&host.dice, FLYING); i++)
			submit_message(fd, &sender->transfers[i], &host.dice);
		PICK(&host.dice, acts)(owner);
		host.sent += i;
		reap_all(sender, fd);
		close(fd);
		check_ceiling();
		valid_message(&host.dice, &host.model, CEILING, &set);
		send_message(&set, sizeof(set));
	}
	host.cancelled += sender->cancelled;
}

/* The device is busy with a change of its own for as long as one takes. */
static void *change_volume(void *arg)
{
	struct snd_ctl_elem_value value = {
		.id.iface = SNDRV_CTL_ELEM_IFACE_MIXER,
		.id.name = "SE Headphone Playback Volume",
	};

	value.value.integer.value[0] = host.model.output[0].volume[0];
	value.value.integer.value[1] = host.model.output[0].volume[1];
	if (ioctl(host.card, SNDRV_CTL_IOCTL_ELEM_WRITE, &value) < 0)
		fail("the device's own control cannot be set", NULL);
	return NULL;
}

static void give_up(const struct setup *setup)
{
	static struct transfer transfer;

	submit(host.device, &transfer, setup, NULL);
	usleep(100000);
	ioctl(host.device, USBDEVFS_DISCARDURB, &transfer.urb);
	if (reap(host.device, PATIENCE_MS) != &transfer)
		fail("a transfer that is given up never ends", setup);
	if (!transfer.urb.status)
		fail("the device is not busy", setup);
	host.cancelled++;
}

/* Its settling time is to be half a second. */
void superseded(unsigned int count)
{
	const struct setup state = { INTERFACE_IN, USB_DONGLE_GET_STATE, 0, host.interface, 64 };
	const struct setup info = { INTERFACE_IN, USB_DONGLE_GET_INFO, 0, host.interface, 64 };
	struct usb_dongle_set set;
	struct usb_dongle_info answer;
	pthread_t thread;

	while (count--) {
		host.model.output[0].volume[0] = count % 50;
		if (pthread_create(&thread, NULL, change_volume, NULL))
			exit(2);
		usleep(100000);
		give_up(&state);
		host.sent += 2;
		if (count % 2 == 0) {
			if (control(host.device, &info, &answer) != sizeof(answer) ||
			    le32toh(answer.magic) != USB_DONGLE_MAGIC)
				fail("has the answer of another request", &info);
			pthread_join(thread, NULL);
			continue;
		}
		valid_message(&host.dice, &host.model, CEILING, &set);
		set.mask = htole32(USB_DONGLE_F_FILTER);
		set.state.filter = !host.model.filter;
		host.model.filter = set.state.filter;
		if (set_state(host.device, host.interface, &set, sizeof(set)) != sizeof(set))
			fail("SET_STATE is not taken", NULL);
		pthread_join(thread, NULL);
		barrier(NULL);
		check_state("SET_STATE after a request that was given up is lost", NULL);
	}
}
