// SPDX-License-Identifier: GPL-2.0-only
/*
 * userspace/libdongle on dongles that answer anything: bought ones through wire.c and
 * hidraw.c, ones with the protocol through dongle.c. Nothing waits: the clock is ours.
 */
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bought.h"
#include "fuzz.h"
#include "protocol.h"
#include "speech.h"
#include "state.h"
#include "wrap.h"
#include "../unit/fakebus.h"

#define POLL_MS_MAX	500

/* The device, while it is spoken to. */
static struct {
	struct fuzz *fuzz;
	const struct dongle_model *model;
	const struct dongle_dialect *speak;
	int fd, peer;		/* of its hidraw node */
	long long now;
	const struct dongle_state *from, *to;	/* what is being set, or NULL */
	unsigned int question;	/* the last one */
	unsigned int asked[DIALECT_QUESTIONS];
} dev;

long long __wrap_dongle_now_ms(void)
{
	return dev.now;
}

int __wrap_clock_nanosleep(clockid_t clock, int flags, const struct timespec *time,
			   struct timespec *left)
{
	(void)clock;
	(void)flags;
	(void)left;
	dev.now += time->tv_sec * 1000LL + time->tv_nsec / 1000000;
	return 0;
}

int __wrap_poll(struct pollfd *fds, nfds_t n, int timeout)
{
	int ready = __real_poll(fds, n, 0);

	PROPERTY(timeout <= POLL_MS_MAX, "nobody waits for an answer for long");
	dev.now += ready ? 1 : timeout;
	return ready;
}

static int some_error(void)
{
	return speech_error(dev.fuzz);
}

static int answer(u8 *buf, int room)
{
	return speech_answer(dev.fuzz, dev.speak, dev.question, buf, room);
}

static void hear(const u8 *command, size_t len)
{
	int question = speech_question(dev.speak, command, len);

	PROPERTY(question >= 0 || dev.to, "who only reads sends nothing but questions");
	PROPERTY(len <= DIALECT_FRAME_MAX, "a command fits in a frame");
	if (question < 0) {
		PROPERTY(!speech_louder(dev.model, command, len, dev.from, dev.to),
			 "no command is louder than it was and than was asked");
		return;
	}
	dev.question = question;
	dev.asked[question]++;
}

static int other(struct fake_device *device, u8 request, bool in, u16 index, void *buf, u16 len)
{
	(void)device;
	PROPERTY(request == (in ? 0xA1 : 0xA0) && index == 0x09A0 && len <= DIALECT_FRAME_MAX,
		 "the channel is used as the fixtures have it");
	if (in)
		return answer(buf, len);
	hear(buf, len);
	return fuzz_byte(dev.fuzz) < 0xf8 ? len : some_error();
}

/* Up to three answers come, or none. */
ssize_t __wrap_write(int fd, const void *buf, size_t len)
{
	u8 report[DIALECT_FRAME_MAX];
	size_t head = dev.speak ? !dev.speak->numbered : 0;
	unsigned int n;
	int size;

	if (fd < 0 || fd != dev.fd)
		return __real_write(fd, buf, len);
	hear((const u8 *)buf + head, len - head);
	for (n = fuzz_byte(dev.fuzz) % 4; n; n--) {
		size = answer(report, sizeof(report));
		if (size > 0)
			send(dev.peer, report, size, MSG_DONTWAIT);
	}
	return len;
}

static int hidraw(struct fake_device *device, u8 report)
{
	int fds[2];

	(void)device;
	(void)report;
	if (fuzz_byte(dev.fuzz) >= 0xf8)
		return -ENXIO;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, fds))
		abort();
	dev.fd = fds[0];
	dev.peer = fds[1];
	return dev.fd;
}

static int get(struct dongle *dongle, struct dongle_report *report)
{
	unsigned int n;
	int err;

	memset(dev.asked, 0, sizeof(dev.asked));
	err = dongle_get(dongle, report);
	for (n = 0; n < DIALECT_QUESTIONS; n++)
		PROPERTY(dev.asked[n] <= DIALECT_TRIES, "a question is put three times at most");
	return err;
}

static void read_one(struct dongle *dongle)
{
	struct dongle_report report;
	int err = get(dongle, &report);

	PROPERTY(err <= 0 && (err || fuzz_has(&dongle->info, &report.state)),
		 "what is read is what the dongle can have, or an error");
}

static void set_one(struct dongle *dongle)
{
	struct dongle_report before, after;
	struct dongle_state to;
	u32 mask;
	int err;

	if (get(dongle, &before))
		return;
	fuzz_state(dev.fuzz, &dongle->info, &to);
	fuzz_fill(dev.fuzz, &mask, sizeof(mask));
	dev.from = &before.state;
	dev.to = &to;
	err = dongle_set(dongle, mask & dongle_state_writable(&dongle->info), &to, &after);
	dev.to = NULL;
	PROPERTY(err <= 0 && (err || fuzz_has(&dongle->info, &after.state)),
		 "after setting it is as the dongle can be, or an error");
}

static int control(void *handle, u8 interface, u8 request, bool in, void *buf, u16 len)
{
	(void)handle;
	(void)interface;
	return protocol_answer(dev.fuzz, request, in, buf, len);
}

static void speak_to(struct fake_bus *fake)
{
	struct dongle *dongle = NULL;
	struct dongle_id *ids;
	unsigned int i;
	int err;

	dongle_list(&fake->bus, &ids);
	err = dongle_open(&fake->bus, ids, &dongle);
	free(ids);
	PROPERTY(err <= 0 && !err == !!dongle, "a dongle is opened, or an error");
	if (err)
		return;
	PROPERTY(dongle->bought || fuzz_sensible(&dongle->info),
		 "a description that makes no sense is not taken");
	for (i = 0; i < 4 && dev.fuzz->left; i++) {
		if (fuzz_byte(dev.fuzz) & 1)
			set_one(dongle);
		else
			read_one(dongle);
	}
	dongle_close(dongle);
}

void fuzz_start(void)
{
	dev.fd = -1;
}

void fuzz_one(struct fuzz *fuzz)
{
	struct dongle_bus_ops ops;
	struct fake_device *device;
	struct fake_bus fake;
	u8 n = fuzz_byte(fuzz);

	memset(&dev, 0, sizeof(dev));
	dev.fuzz = fuzz;
	dev.fd = -1;
	dev.peer = -1;
	fake_init(&fake);
	ops = *fake.bus.ops;
	ops.control = control;
	fake.bus.ops = &ops;
	dev.model = speech_model(n >> 1);
	dev.speak = dev.model->kind->dialect;
	device = fake_add_bought(&fake, dev.model->vendor, dev.model->product);
	device->id.bought = n & 1;
	device->other = other;
	device->hidraw = hidraw;
	speak_to(&fake);
	PROPERTY(!device->open && (dev.fd < 0 || send(dev.peer, "", 1, MSG_NOSIGNAL) < 0),
		 "what was opened is closed");
	if (dev.peer >= 0)
		close(dev.peer);
	close(fake.events);
}
