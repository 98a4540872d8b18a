// SPDX-License-Identifier: GPL-2.0-only
/* A watch on a bus of this program: who comes, who goes, what changes. */
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "card.h"
#include "device.h"
#include "event.h"
#include "fakebus.h"
#include "tap.h"
#include "verb.h"

/* Takes the next event as text, "none" where there is none. */
static void next(struct dongle_watch *watch, const char *want, const char *name)
{
	const struct dongle_event *event;
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	int n = dongle_watch_next(watch, &event);

	if (n > 0)
		event_text(out, event, false);
	else
		fprintf(out, n ? "error %d\n" : "none\n", n);
	fclose(out);
	tap_str(text, want, "%s", name);
	free(text);
}

static bool readable(struct dongle_watch *watch)
{
	struct pollfd fd = { .fd = dongle_watch_fd(watch), .events = POLLIN };

	return poll(&fd, 1, 0) > 0;
}

static void test_hotplug(void)
{
	struct dongle_watch *watch;
	struct fake_device *dev;
	struct fake_bus fake;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	if (!tap_int(dongle_watch_new(&fake.bus, &watch), 0, "watch"))
		return;
	next(watch, "1-1.1  S1  appeared  Dongle 1\n", "there from the start");
	next(watch, "none\n", "then nothing");
	tap_ok(!readable(watch), "nothing to wake for");
	dev = fake_add(&fake, &device_shared, &device_shared_state);
	fake_event(&fake, HOTPLUG_LOOK, "");
	tap_ok(readable(watch), "an event wakes");
	next(watch, "none\n", "one whose drivers have not been asked is left alone");
	tap_str(dev->log, "", "and asked nothing");
	fake_event(&fake, HOTPLUG_SETTLED, "1-1.2");
	next(watch, "1-1.2  S2  appeared  Dongle 2\n", "plugged in");
	dev = fake_add(&fake, &device_full, &device_full_state);
	dev->fail[USB_DONGLE_GET_INFO] = -EPIPE;
	dev = fake_add(&fake, &device_full, &device_full_state);
	dev->open_err = -EACCES;
	dev->driver = DRIVER_OURS;
	fake_event(&fake, HOTPLUG_LOOK, "");
	next(watch, "none\n", "no rights yet: not told before they could be there");
	fake_event(&fake, HOTPLUG_SETTLED, "1-1.4");
	next(watch, "1-1.4  S4  appeared  Dongle 4  cannot be used: no permission\n", "no rights");
	fake_event(&fake, HOTPLUG_SETTLED, "1-1.3");
	next(watch, "none\n", "a stranger is not told of");
	dev->open_err = 0;
	dev->driver = DRIVER_NONE;
	fake_event(&fake, HOTPLUG_SETTLED, "1-1.4");
	next(watch, "1-1.4  S4  appeared  Dongle 4\n", "told again once there are rights");
	fake.count = 1;
	fake_event(&fake, HOTPLUG_LOOK, "");
	next(watch, "1-1.2  S2  gone\n", "unplugged");
	next(watch, "1-1.4  S4  gone\n", "unplugged at once with others");
	next(watch, "none\n", "a stranger's going is not told of");
	dongle_watch_free(watch);
	tap_int(fake.device[0].open, 0, "every device is closed");
	fake.bus.ops->put(&fake.bus);
}

static void test_reports(void)
{
	struct dongle_watch *watch;
	struct fake_device *dev;
	struct fake_bus fake;
	int i;

	fake_init(&fake);
	dev = fake_add(&fake, &device_full, &device_full_state);
	dongle_watch_new(&fake.bus, &watch);
	next(watch, "1-1.1  S1  appeared  Dongle 1\n", "appeared");
	fake_report(dev, 0);
	next(watch, "none\n", "a report of no change");
	dev->state.mode = USB_DONGLE_MODE_SE;
	fake_report(dev, 0);
	dev->state.mode = USB_DONGLE_MODE_BALANCED;
	fake_report(dev, 0);
	next(watch, "1-1.1  S1  mode: Auto -> Single-Ended\n", "the first of two reports");
	next(watch, "1-1.1  S1  mode: Single-Ended -> Balanced\n", "and the second");
	next(watch, "none\n", "each once");
	dev->sequence--;
	dev->state.gain = USB_DONGLE_GAIN_HIGH;
	fake_report(dev, 0);
	next(watch, "none\n", "an old report");
	tap_int(strlen(dev->log), 2, "none of these cost a transfer");
	dev->state.gain = USB_DONGLE_GAIN_MEDIUM;
	fake_report(dev, 1);
	dev->state.gain = USB_DONGLE_GAIN_HIGH;
	next(watch, "1-1.1  S1  gain: Low (-12.0 dB) -> Medium (-5.75 dB)\n", "a lost report");
	next(watch, "1-1.1  S1  gain: Medium (-5.75 dB) -> High (0.0 dB)\n", "is made good");
	tap_str(dev->log, "ISS", "by one read");
	for (i = 0; i < 40; i++) {
		dev->state.filter = i % 3;
		fake_report(dev, 0);
	}
	for (i = 0; i < 40; i++) {
		const struct dongle_event *event;

		if (dongle_watch_next(watch, &event) <= 0)
			break;
		tap_ok(event->fields == USB_DONGLE_F_FILTER, "of too many reports, number %d", i);
	}
	tap_int(i, 16, "of too many reports, the first are told, the last ones as one");
	dongle_watch_free(watch);
	fake.bus.ops->put(&fake.bus);
}

static void test_drivers(void)
{
	struct dongle_watch *watch;
	struct fake_device *dev;
	struct fake_bus fake;

	fake_init(&fake);
	dev = fake_add(&fake, &device_full, &device_full_state);
	dongle_watch_new(&fake.bus, &watch);
	next(watch, "1-1.1  S1  appeared  Dongle 1\n", "no driver");
	tap_ok(dev->listener, "no driver: listens");
	fake_event(&fake, HOTPLUG_DRIVER, "");
	next(watch, "none\n", "a driver comes");
	tap_int(dev->handed_over, 1, "a driver comes: it gets the interface");
	tap_int(dev->open, 0, "a driver has it: the device may sleep");
	dev->state.gain = USB_DONGLE_GAIN_HIGH;
	dev->driver = DRIVER_NONE;
	fake_event(&fake, HOTPLUG_SETTLED, "1-1.1");
	next(watch, "1-1.1  S1  gain: Low (-12.0 dB) -> High (0.0 dB)\n",
	     "the driver goes: what happened meanwhile");
	tap_ok(dev->listener, "the driver goes: listens");
	dev->listener(dev->listener_arg, NULL, -EIO);
	next(watch, "none\n", "an error");
	tap_ok(dev->listener, "an error: listens again");
	dongle_watch_free(watch);
	dev->driver = DRIVER_OTHER;
	dongle_watch_new(&fake.bus, &watch);
	next(watch, "1-1.1  S1  appeared  Dongle 1\n", "another program has it");
	tap_int(dev->open, 0, "another program has it: left alone");
	dongle_watch_free(watch);
	dev->driver = DRIVER_NONE;
	dev->busy = true;
	dongle_watch_new(&fake.bus, &watch);
	next(watch, "1-1.1  S1  appeared  Dongle 1\n", "another program was quicker");
	tap_int(dev->open, 0, "another program was quicker: left alone");
	dongle_watch_free(watch);
	fake.bus.ops->put(&fake.bus);
}

/* Everything that can change, as a program reads it. */
static void test_json(void)
{
	static const char *const want[] = {
		"\"output\":null,\"field\":\"mode\",\"from\":\"auto\",\"to\":\"balanced\",\"by\":null}",
		"\"output\":null,\"field\":\"gain\",\"from\":\"low\",\"to\":\"high\",\"by\":null}",
		"\"field\":\"filter\",\"from\":\"non-oversampling\",\"to\":\"hybrid\",\"by\":null}",
		"\"output\":\"se\",\"field\":\"live\",\"from\":true,\"to\":false,\"by\":null}",
		"\"output\":\"balanced\",\"field\":\"live\",\"from\":false,\"to\":true,\"by\":null}",
		"\"output\":\"se\",\"field\":\"volume_db\",\"from\":[-20.0,-20.0],\"to\":[-20.0,-20.5]",
		"\"output\":\"se\",\"field\":\"limit_db\",\"from\":-10.0,\"to\":0.0,\"by\":null}",
		"\"output\":\"balanced\",\"field\":\"mute\",\"from\":true,\"to\":false,\"by\":null}",
		"\"field\":\"plug\",\"from\":\"plugged\",\"to\":\"empty\",\"by\":\"device\"}",
		"\"field\":\"impedance_ohm\",\"from\":32,\"to\":null,\"by\":\"device\"}",
	};
	const struct dongle_id id = { .path = "1-1", .serial = "a\"b\\c", .vendor_id = 0x1d6b };
	struct dongle_state to = device_full_state;
	struct dongle_event event = {
		DONGLE_CHANGED, &id, &device_full, 0, ~0U, &device_full_state, &to,
	};
	char *text;
	size_t i, size;
	FILE *out = open_memstream(&text, &size);

	to.mode = USB_DONGLE_MODE_BALANCED;
	to.gain = USB_DONGLE_GAIN_HIGH;
	to.filter = 2;
	to.active = BIT(USB_DONGLE_BALANCED);
	to.output[0] = (struct dongle_output_state){ { DB(-20), DB(-20.5) }, 0, 0, 0, 0 };
	to.output[1].mute = 0;
	event_json(out, &event);
	fclose(out);
	for (i = 0; i < ARRAY_SIZE(want); i++)
		tap_has(text, want[i], "JSON: change %zu", i);
	tap_has(text, "{\"schema\":1,\"event\":\"changed\",\"device\":{\"path\":\"1-1\","
		"\"id\":\"1d6b:0000\",\"serial\":\"a\\\"b\\\\c\"},", "JSON: device");
	free(text);
}

/* dongle-ctl says what is wrong, and asks no device. */
static void refuses(struct fake_bus *fake, const struct options *options, const char *want)
{
	struct run run = { .bus = &fake->bus, .options = options };
	const char *name = options->verb->word;
	char *text;
	size_t size;

	run.err = open_memstream(&text, &size);
	run.out = run.err;
	tap_int(verb_run(&run), EXIT_DEVICE, "%s: exit code", name);
	fclose(run.err);
	tap_has(text, want, "%s: error", name);
	tap_str(fake->device[0].log, "", "%s: nothing is asked", name);
	free(text);
}

static void go_deaf(struct fake_bus *fake)
{
	close(fake->events);
	fake->events = -ENOTCONN;
}

static void test_deaf(void)
{
	struct options wait = { .verb = &verbs[VERB_STATUS], .given = BIT(OPTION_WAIT) };
	struct options monitor = { .verb = &verbs[VERB_MONITOR] };
	struct fake_bus fake;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	fake.on_wait = go_deaf;
	refuses(&fake, &wait, "cannot wait for devices");
	refuses(&fake, &monitor, "cannot watch devices: ");
}

static void test_blind(void)
{
	static const struct options options[] = {
		{ .verb = &verbs[VERB_STATUS] },
		{ .verb = &verbs[VERB_LIST] },
		{ .verb = &verbs[VERB_APPLY], .given = BIT(OPTION_ALL) },
		{ .verb = &verbs[VERB_MONITOR] },
	};
	struct fake_bus fake;
	unsigned int i;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	fake.list_err = -ENOMEM;
	for (i = 0; i < ARRAY_SIZE(options); i++)
		refuses(&fake, &options[i], strerror(ENOMEM));
	fake.bus.ops->put(&fake.bus);
}

/* It ends when its reader has gone: @writes: when it writes, else while it waits. */
static void unread(const char *name, struct options options, bool writes)
{
	struct run run = { .options = &options };
	char buf[BUFSIZ] = "";
	struct fake_bus fake;
	int fds[2];

	options.verb = &verbs[VERB_MONITOR];
	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	run.bus = &fake.bus;
	run.err = stdout;
	if (pipe(fds))
		exit(1);
	close(fds[0]);
	run.out = fdopen(fds[1], "w");
	setbuf(run.out, buf);
	tap_int(verb_run(&run), EXIT_OK, "monitor, %s: ends with its reader", name);
	tap_int(!!*buf, writes, "monitor, %s: tells", name);
	tap_int(fake.device[0].open, 0, "monitor, %s: closed", name);
	fclose(run.out);
	fake.bus.ops->put(&fake.bus);
}

static void test_unread(void)
{
	struct options other = { .selector.serial = "S9" };

	signal(SIGPIPE, SIG_IGN);
	unread("text", (struct options){}, true);
	unread("plain", (struct options){ .plain = true }, true);
	unread("JSON", (struct options){ .json = true }, true);
	unread("quiet", (struct options){ .quiet = true }, false);
	unread("another device", other, false);
}

int main(void)
{
	test_hotplug();
	test_reports();
	test_drivers();
	test_json();
	test_deaf();
	test_blind();
	test_unread();
	return tap_done();
}
