// SPDX-License-Identifier: GPL-2.0-only
/*
 * usage: hostile-user controls CARD
 *        hostile-user add|remove CARD NAME
 *        hostile-user storm SEED
 *        hostile-user jack EVENT-DEVICE
 *
 * A program that does to our controls, and to the input device, whatever a program
 * can. "controls" tries all that must be refused, and looks whether it was, with
 * which error, and whether anything changed. "add" makes a control of its own.
 * "storm" does anything to every card there is, which may come and go, until it is
 * told to end by SIGTERM; "jack" does the like to the input device. Exits with 1
 * after saying what was wrong.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/input.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "hostile.h"

#define CONTROLS	64
#define DEAF		32	/* who subscribe and never read */

static int card;
static struct snd_ctl_elem_id ids[CONTROLS];
static struct snd_ctl_elem_value before[CONTROLS];
static unsigned int tried, wrong;

static unsigned int list_controls(int fd)
{
	struct snd_ctl_elem_list list = { .space = CONTROLS, .pids = ids };

	return ioctl(fd, SNDRV_CTL_IOCTL_ELEM_LIST, &list) ? 0 : list.used;
}

static void read_all(struct snd_ctl_elem_value *values, unsigned int n)
{
	unsigned int i;

	memset(values, 0, n * sizeof(*values));
	for (i = 0; i < n; i++) {
		values[i].id = ids[i];
		ioctl(card, SNDRV_CTL_IOCTL_ELEM_READ, &values[i]);
	}
}

static void check_unchanged(const char *what, const char *name)
{
	static struct snd_ctl_elem_value now[CONTROLS];
	unsigned int n = list_controls(card);

	read_all(now, n);
	if (!memcmp(before, now, sizeof(now)))
		return;
	printf("# %s: %s changes something\n", name, what);
	wrong++;
	memcpy(before, now, sizeof(now));
}

/* @err is what the call is to fail with, or 0; @other is as good. */
static void expect(const char *what, const char *name, int result, int err, int other)
{
	int got = result < 0 ? errno : 0;

	tried++;
	if (got != err && got != other) {
		printf("# %s: %s gives %s instead of %s\n", name, what, strerror(got),
		       strerror(err));
		wrong++;
	}
	check_unchanged(what, name);
}

static void write_value(const struct snd_ctl_elem_info *info, unsigned int at, long value,
			int other)
{
	struct snd_ctl_elem_value elem = { .id = info->id };
	int err = info->access & SNDRV_CTL_ELEM_ACCESS_WRITE ? EINVAL : EPERM;
	char what[64];

	ioctl(card, SNDRV_CTL_IOCTL_ELEM_READ, &elem);
	if (info->type == SNDRV_CTL_ELEM_TYPE_ENUMERATED)
		elem.value.enumerated.item[at] = value;
	else
		elem.value.integer.value[at] = value;
	snprintf(what, sizeof(what), "writing %ld", value);
	expect(what, (char *)info->id.name, ioctl(card, SNDRV_CTL_IOCTL_ELEM_WRITE, &elem), err,
	       other);
}

static void try_values(const struct snd_ctl_elem_info *info)
{
	static const long wild[] = { -1, LONG_MIN, LONG_MAX, INT_MIN, INT_MAX, 65536, 1L << 40 };
	unsigned int ch, i;
	long above;

	if (info->type == SNDRV_CTL_ELEM_TYPE_ENUMERATED) {
		write_value(info, 0, info->value.enumerated.items, 0);
		write_value(info, 0, INT_MIN, 0);
		write_value(info, 0, -1, 0);
		return;
	}
	for (ch = 0; ch < info->count; ch++) {
		for (i = 0; i < ARRAY_SIZE(wild); i++)
			write_value(info, ch, wild[i], EINVAL);
		/* the limit may be in between */
		for (above = info->value.integer.max + 1; above < 300; above += 20)
			write_value(info, ch, above, ERANGE);
	}
}

static void try_id(const struct snd_ctl_elem_id *id, const char *what)
{
	struct snd_ctl_elem_value value = { .id = *id };
	struct snd_ctl_elem_info info = { .id = *id };
	struct snd_ctl_elem_id lock = *id;

	expect(what, "INFO", ioctl(card, SNDRV_CTL_IOCTL_ELEM_INFO, &info), ENOENT, ENOENT);
	expect(what, "READ", ioctl(card, SNDRV_CTL_IOCTL_ELEM_READ, &value), ENOENT, ENOENT);
	expect(what, "WRITE", ioctl(card, SNDRV_CTL_IOCTL_ELEM_WRITE, &value), ENOENT, ENOENT);
	expect(what, "LOCK", ioctl(card, SNDRV_CTL_IOCTL_ELEM_LOCK, &lock), ENOENT, ENOENT);
	expect(what, "UNLOCK", ioctl(card, SNDRV_CTL_IOCTL_ELEM_UNLOCK, &lock), ENOENT, ENOENT);
	expect(what, "REMOVE", ioctl(card, SNDRV_CTL_IOCTL_ELEM_REMOVE, &lock), ENOENT, ENOENT);
}

static void try_ids(const struct snd_ctl_elem_id *id)
{
	struct snd_ctl_elem_id other = *id;

	other.numid = 0x7fffffff;
	try_id(&other, "a numid that is not there");
	other = *id;
	other.numid = 0;
	other.index = 1;
	try_id(&other, "another index");
	other.index = UINT_MAX;
	try_id(&other, "the last index");
	other.index = 0;
	other.device = UINT_MAX;
	try_id(&other, "another device");
	other.device = 0;
	other.iface = SNDRV_CTL_ELEM_IFACE_LAST + 1;
	try_id(&other, "an interface that is not there");
	other.iface = id->iface;
	memset(other.name, 'A', sizeof(other.name));
	try_id(&other, "a name without an end");
}

static int tlv(unsigned long request, unsigned int numid, unsigned int length, void *room)
{
	struct snd_ctl_tlv *tlv = room;

	tlv->numid = numid;
	tlv->length = length;
	return ioctl(card, request, tlv);
}

static void try_tlv(const struct snd_ctl_elem_info *info)
{
	const char *name = (char *)info->id.name;
	unsigned int room[1024] = {}, i;
	bool readable = info->access & SNDRV_CTL_ELEM_ACCESS_TLV_READ;

	for (i = 0; i < 8; i++)
		expect("TLV_READ without room", name,
		       tlv(SNDRV_CTL_IOCTL_TLV_READ, info->id.numid, i, room), EINVAL, EINVAL);
	for (i = 8; i < 16; i++)
		expect("TLV_READ with little room", name,
		       tlv(SNDRV_CTL_IOCTL_TLV_READ, info->id.numid, i, room),
		       readable ? ENOMEM : ENXIO, readable ? ENOMEM : ENXIO);
	for (i = 16; i < 4000; i += 331)
		expect("TLV_READ", name, tlv(SNDRV_CTL_IOCTL_TLV_READ, info->id.numid, i, room),
		       readable ? 0 : ENXIO, readable ? 0 : ENXIO);
	expect("TLV_READ of everything", name,
	       tlv(SNDRV_CTL_IOCTL_TLV_READ, info->id.numid, UINT_MAX, room),
	       readable ? 0 : ENXIO, readable ? 0 : ENXIO);
	for (i = 8; i < 4000; i += 331) {
		expect("TLV_WRITE", name, tlv(SNDRV_CTL_IOCTL_TLV_WRITE, info->id.numid, i, room),
		       ENXIO, ENXIO);
		expect("TLV_COMMAND", name,
		       tlv(SNDRV_CTL_IOCTL_TLV_COMMAND, info->id.numid, i, room), ENXIO, ENXIO);
	}
	expect("TLV_READ of no numid", name, tlv(SNDRV_CTL_IOCTL_TLV_READ, 0, 64, room), EINVAL,
	       EINVAL);
	expect("TLV_READ of a numid that is not there", name,
	       tlv(SNDRV_CTL_IOCTL_TLV_READ, INT_MAX, 64, room), ENOENT, ENOENT);
}

static void try_pointers(const char *name)
{
	static const unsigned long requests[] = {
		SNDRV_CTL_IOCTL_ELEM_INFO, SNDRV_CTL_IOCTL_ELEM_READ, SNDRV_CTL_IOCTL_ELEM_WRITE,
		SNDRV_CTL_IOCTL_ELEM_LOCK, SNDRV_CTL_IOCTL_TLV_READ, SNDRV_CTL_IOCTL_TLV_WRITE,
		SNDRV_CTL_IOCTL_TLV_COMMAND, SNDRV_CTL_IOCTL_ELEM_ADD, SNDRV_CTL_IOCTL_ELEM_LIST,
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(requests); i++) {
		expect("no memory", name, ioctl(card, requests[i], NULL), EFAULT, EFAULT);
		expect("the kernel's memory", name, ioctl(card, requests[i], LONG_MIN), EFAULT,
		       EFAULT);
	}
}

/* One of ours is nobody's to take away, or to have a second time. */
static void try_elements(const struct snd_ctl_elem_info *info)
{
	const char *name = (char *)info->id.name;
	struct snd_ctl_elem_id id = info->id;
	struct snd_ctl_elem_info mine = {
		.id = info->id, .type = SNDRV_CTL_ELEM_TYPE_INTEGER, .count = 1,
		.access = SNDRV_CTL_ELEM_ACCESS_READWRITE, .value.integer.max = 1000,
	};

	mine.id.numid = 0;
	expect("ELEM_ADD", name, ioctl(card, SNDRV_CTL_IOCTL_ELEM_ADD, &mine), EBUSY, EBUSY);
	mine.id = info->id;
	expect("ELEM_REPLACE", name, ioctl(card, SNDRV_CTL_IOCTL_ELEM_REPLACE, &mine), EINVAL,
	       EINVAL);
	expect("ELEM_REMOVE", name, ioctl(card, SNDRV_CTL_IOCTL_ELEM_REMOVE, &id), EINVAL, EINVAL);
}

static void try_lock(const struct snd_ctl_elem_info *info, int other)
{
	struct snd_ctl_elem_value value = { .id = info->id };
	const char *name = (char *)info->id.name;
	struct snd_ctl_elem_id id = info->id;

	ioctl(card, SNDRV_CTL_IOCTL_ELEM_READ, &value);
	expect("a lock", name, ioctl(other, SNDRV_CTL_IOCTL_ELEM_LOCK, &id), 0, 0);
	expect("a second lock", name, ioctl(card, SNDRV_CTL_IOCTL_ELEM_LOCK, &id), EBUSY, EBUSY);
	expect("taking the lock away", name, ioctl(card, SNDRV_CTL_IOCTL_ELEM_UNLOCK, &id), EPERM,
	       EPERM);
	expect("writing what is locked", name, ioctl(card, SNDRV_CTL_IOCTL_ELEM_WRITE, &value),
	       EPERM, EPERM);
	expect("unlocking", name, ioctl(other, SNDRV_CTL_IOCTL_ELEM_UNLOCK, &id), 0, 0);
	expect("unlocking again", name, ioctl(other, SNDRV_CTL_IOCTL_ELEM_UNLOCK, &id), EINVAL,
	       EINVAL);
}

static bool is_ours(const char *name)
{
	return strstr(name, "Headphone") || !strcmp(name, "Output Mode") ||
	       !strcmp(name, "DAC Filter");
}

static int try_controls(const char *number)
{
	unsigned int i, n, ours = 0;
	int other;

	card = open_card(number);
	other = open_card(number);
	n = list_controls(card);
	read_all(before, n);
	for (i = 0; i < n; i++) {
		struct snd_ctl_elem_info info = { .id = ids[i] };

		if (!is_ours((char *)ids[i].name) || ioctl(card, SNDRV_CTL_IOCTL_ELEM_INFO, &info))
			continue;
		ours++;
		try_values(&info);
		try_ids(&info.id);
		try_tlv(&info);
		try_elements(&info);
		try_lock(&info, other);
	}
	try_pointers("any control");
	printf("# %u tried on %u controls, %u wrong\n", tried, ours, wrong);
	return wrong || ours != 11;
}

static int element(bool add, const char *number, const char *name)
{
	struct snd_ctl_elem_info info = {
		.id.iface = SNDRV_CTL_ELEM_IFACE_MIXER, .type = SNDRV_CTL_ELEM_TYPE_INTEGER,
		.count = 1, .access = SNDRV_CTL_ELEM_ACCESS_READWRITE, .value.integer.max = 1000,
	};

	card = open_card(number);
	snprintf((char *)info.id.name, sizeof(info.id.name), "%s", name);
	if (add ? ioctl(card, SNDRV_CTL_IOCTL_ELEM_ADD, &info) :
		  ioctl(card, SNDRV_CTL_IOCTL_ELEM_REMOVE, &info.id)) {
		perror(name);
		return 1;
	}
	return 0;
}

static volatile sig_atomic_t ending;

static void end(int signal)
{
	ending = 1;
}

/* Any of those there are, by any of its names. */
static void any_id(struct dice *dice, struct snd_ctl_elem_id *id)
{
	static const char *const names[] = {
		"SE Headphone Playback Volume", "Balanced Headphone Playback Volume",
		"SE Headphone Playback Switch", "Output Mode", "Headphone Gain", "DAC Filter",
		"SE Headphone Jack", "Balanced Headphone Impedance", "PCM Playback Volume", "",
	};

	memset(id, 0, sizeof(*id));
	if (roll(dice, 3)) {
		id->numid = roll(dice, 40);
		return;
	}
	id->iface = roll(dice, 3) ? SNDRV_CTL_ELEM_IFACE_MIXER : SNDRV_CTL_ELEM_IFACE_CARD;
	id->index = roll(dice, 8) ? 0 : roll(dice, 3);
	snprintf((char *)id->name, sizeof(id->name), "%s", PICK(dice, names));
}

static int any_value(int fd, struct dice *dice)
{
	struct snd_ctl_elem_value value = {};

	any_id(dice, &value.id);
	if (roll(dice, 3))
		ioctl(fd, SNDRV_CTL_IOCTL_ELEM_READ, &value);
	if (roll(dice, 2))
		return ioctl(fd, SNDRV_CTL_IOCTL_ELEM_READ, &value);
	value.value.integer.value[roll(dice, 3)] = (int)roll(dice, 300) - 20;
	return ioctl(fd, SNDRV_CTL_IOCTL_ELEM_WRITE, &value);
}

static int any_tlv(int fd, struct dice *dice)
{
	static const unsigned long requests[] = {
		SNDRV_CTL_IOCTL_TLV_READ, SNDRV_CTL_IOCTL_TLV_WRITE, SNDRV_CTL_IOCTL_TLV_COMMAND
	};
	static unsigned int room[2 + 1024];

	room[0] = roll(dice, 40);
	room[1] = roll(dice, 4) ? roll(dice, 4096) : UINT_MAX;
	return ioctl(fd, PICK(dice, requests), room);
}

static int any_element(int fd, struct dice *dice)
{
	static const unsigned long requests[] = {
		SNDRV_CTL_IOCTL_ELEM_ADD, SNDRV_CTL_IOCTL_ELEM_REPLACE, SNDRV_CTL_IOCTL_ELEM_INFO
	};
	struct snd_ctl_elem_info info = {
		.type = roll(dice, 8), .count = roll(dice, 200),
		.access = roll(dice, 2) ? SNDRV_CTL_ELEM_ACCESS_READWRITE : roll(dice, 1 << 20),
		.value.integer.max = roll(dice, 1000),
	};

	any_id(dice, &info.id);
	return ioctl(fd, PICK(dice, requests), &info);
}

static int any_of_one(int fd, struct dice *dice)
{
	static const unsigned long requests[] = {
		SNDRV_CTL_IOCTL_ELEM_LOCK, SNDRV_CTL_IOCTL_ELEM_UNLOCK, SNDRV_CTL_IOCTL_ELEM_REMOVE
	};
	struct snd_ctl_elem_id id;

	any_id(dice, &id);
	return ioctl(fd, PICK(dice, requests), &id);
}

static int subscribe(int fd, struct dice *dice)
{
	int on = roll(dice, 4);

	return ioctl(fd, SNDRV_CTL_IOCTL_SUBSCRIBE_EVENTS, &on);
}

static int open_any(struct dice *dice)
{
	char path[32];

	snprintf(path, sizeof(path), "/dev/snd/controlC%u", roll(dice, 4));
	return open(path, (roll(dice, 4) ? O_RDWR : O_RDONLY) | O_CLOEXEC | O_NONBLOCK);
}

static int storm(const char *seed)
{
	static int (*const acts[])(int fd, struct dice *dice) = {
		any_value, any_value, any_value, any_tlv, any_element, any_of_one, subscribe
	};
	struct dice dice = { .seed = strtoull(seed, NULL, 0) };
	unsigned long done = 0, failed = 0;
	int fds[DEAF], i;

	memset(fds, -1, sizeof(fds));
	signal(SIGTERM, end);
	while (!ending) {
		i = roll(&dice, DEAF);
		if (fds[i] < 0) {
			fds[i] = open_any(&dice);
			usleep(fds[i] < 0 ? 1000 : 0);
			continue;
		}
		done++;
		errno = 0;
		if (PICK(&dice, acts)(fds[i], &dice) < 0)
			failed++;
		if (!roll(&dice, 20))
			usleep(1000);
		if (errno != ENODEV && roll(&dice, 200))
			continue;
		close(fds[i]);
		fds[i] = -1;
	}
	printf("%lu calls, %lu refused\n", done, failed);
	return 0;
}

static void expect_jack(const char *what, int result, int err)
{
	int got = result < 0 ? errno : 0;

	tried++;
	if (got == err)
		return;
	printf("# %s gives %s instead of %s\n", what, strerror(got), strerror(err));
	wrong++;
}

static void wild_events(int fd, struct dice *dice)
{
	unsigned int i;

	for (i = 0; i < 2000; i++) {
		struct input_event event = {
			.type = roll(dice, 40), .code = roll(dice, 0x300),
			.value = roll(dice, 3) - 1,
		};

		if (!roll(dice, 4))
			event = (struct input_event){
				.type = EV_SW, .code = SW_HEADPHONE_INSERT, .value = roll(dice, 2)
			};
		write(fd, &event, roll(dice, 8) ? sizeof(event) : roll(dice, sizeof(event)));
		tried++;
	}
}

static int jack(const char *path)
{
	struct dice dice = { .seed = 1 };
	struct input_keymap_entry key = {};
	int fd = open(path, O_RDWR | O_CLOEXEC), other = open(path, O_RDWR | O_CLOEXEC);
	char room[512] = {};
	unsigned int i;

	if (fd < 0 || other < 0)
		return 2;
	expect_jack("a grab", ioctl(fd, EVIOCGRAB, 1), 0);
	expect_jack("a second grab", ioctl(other, EVIOCGRAB, 1), EBUSY);
	expect_jack("letting go of another's", ioctl(other, EVIOCGRAB, 0), EINVAL);
	expect_jack("no memory", ioctl(fd, EVIOCGID, NULL), EFAULT);
	expect_jack("a key", ioctl(fd, EVIOCSKEYCODE_V2, &key), EINVAL);
	for (i = 0; i < 0x80; i++) {
		ioctl(fd, EVIOCGBIT(i % 0x20, i), room);
		ioctl(fd, EVIOCGSW(i), room);
		ioctl(fd, EVIOCGABS(i), room);
		ioctl(fd, _IOC(_IOC_READ | _IOC_WRITE, 'E', i, roll(&dice, 512)), room);
		tried += 4;
	}
	wild_events(other, &dice);
	expect_jack("giving up", ioctl(other, EVIOCREVOKE, NULL), 0);
	expect_jack("what was given up", ioctl(other, EVIOCGRAB, 1), ENODEV);
	printf("# %u tried, %u wrong\n", tried, wrong);
	return wrong > 0;
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "controls"))
		return try_controls(argv[2]);
	if (argc == 3 && !strcmp(argv[1], "storm"))
		return storm(argv[2]);
	if (argc == 3 && !strcmp(argv[1], "jack"))
		return jack(argv[2]);
	if (argc == 4 && (!strcmp(argv[1], "add") || !strcmp(argv[1], "remove")))
		return element(!strcmp(argv[1], "add"), argv[2], argv[3]);
	fprintf(stderr, "usage: hostile-user controls CARD | add|remove CARD NAME |\n"
		"       storm SEED | jack EVENT-DEVICE\n");
	return 2;
}
