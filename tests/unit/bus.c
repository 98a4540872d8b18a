// SPDX-License-Identifier: GPL-2.0-only
/* The library and what dongle-ctl does with it, on a bus in this program. */
#include <stdlib.h>

#include "device.h"
#include "runner.h"
#include "tap.h"

/* Runs, checks the code and a text of the errors, and what device 0 was asked. */
static void check(const char *name, struct fake_bus *fake, const struct options *options,
		  enum exit_code code, const char *error, const char *log)
{
	struct outcome run;

	runner_run(&run, fake, options);
	tap_int(run.code, code, "%s: exit code", name);
	if (*error)
		tap_has(run.err, error, "%s: error", name);
	else
		tap_str(run.err, "", "%s: no error", name);
	tap_str(fake->device[0].log, log, "%s: transfers", name);
	runner_free(&run);
}

static const struct options status = { .verb = &verbs[VERB_STATUS] };
static const struct options list = { .verb = &verbs[VERB_LIST] };

static void test_set(void)
{
	struct options high = runner_setting(SET_GAIN, "high");
	struct dongle_state other = device_full_state;
	struct fake_device *dev;
	struct fake_bus fake;

	fake_init(&fake);
	dev = fake_add(&fake, &device_full, &device_full_state);
	dev->tag = 99;
	check("status", &fake, &status, EXIT_OK, "", "IS");
	check("set", &fake, &high, EXIT_OK, "", "ISWS");
	tap_int(dev->state.gain, USB_DONGLE_GAIN_HIGH, "set: the device has it");
	tap_int(dev->tag, 0, "set: tag 0");
	tap_int(dev->mask, USB_DONGLE_F_GAIN, "set: only what was asked");
	check("set again", &fake, &high, EXIT_OK, "", "IS");
	high = runner_setting(SET_VOLUME + TARGET_SE, "-5");
	check("set out of range", &fake, &high, EXIT_USAGE, "-10.0dB", "IS");
	high = runner_setting(SET_GAIN, "low");
	other.gain = USB_DONGLE_GAIN_MEDIUM;
	dev->meanwhile = &other;
	check("someone else set it too", &fake, &high, EXIT_OK, "", "ISWS");
}

static void test_several(void)
{
	struct options options = runner_setting(SET_GAIN, "high");
	struct fake_device *dev;
	struct fake_bus fake;
	char error[ERROR_TEXT_MAX];

	fake_init(&fake);
	dev = fake_add(&fake, &device_full, &device_full_state);
	request_set(&options.request, SET_KEEP_LEVEL, NULL, error);
	request_set(&options.request, SET_MODE, "balanced", error);
	request_set(&options.request, SET_FILTER, "3", error);
	request_set(&options.request, SET_MUTE + TARGET_BALANCED, "off", error);
	check("several", &fake, &options, EXIT_OK, "", "ISWS");
	tap_int(dev->mask, 7 | USB_DONGLE_F_VOLUME(0) | USB_DONGLE_F_VOLUME(1) |
		USB_DONGLE_F_MUTE(1), "several: one request has them all");
	tap_int(dev->state.output[0].volume[0], DB(-32), "several: level kept");
	tap_int(dev->state.output[1].mute, 0, "several: not muted");
}

static void test_set_failures(void)
{
	struct options high = runner_setting(SET_GAIN, "high");
	struct fake_device *dev;
	struct fake_bus fake;

	fake_init(&fake);
	dev = fake_add(&fake, &device_full, &device_full_state);
	dev->refuse = USB_DONGLE_RESULT_LIMIT;
	check("refused", &fake, &high, EXIT_DEVICE, "above its limit", "ISWS");
	dev->refuse = USB_DONGLE_RESULT_DEVICE;
	check("failed hardware", &fake, &high, EXIT_DEVICE, "hardware failed", "ISWS");
	dev->refuse = 0;
	dev->fail[USB_DONGLE_SET_STATE] = -EPIPE;
	check("stalled", &fake, &high, EXIT_DEVICE, "stall", "ISW");
	dev->fail[USB_DONGLE_SET_STATE] = -ESHUTDOWN;
	check("unplugged", &fake, &high, EXIT_DEVICE, "1-1.1: it was unplugged", "ISW");
	dev->fail[USB_DONGLE_SET_STATE] = 0;
	dev->short_by = 1;
	check("short write", &fake, &high, EXIT_DEVICE, "cannot change", "ISW");
	dev->state = device_full_state;
	dev->fail[USB_DONGLE_GET_STATE] = -ETIMEDOUT;
	check("no answer", &fake, &high, EXIT_DEVICE, "in time", "IS");
	dev->fail[USB_DONGLE_GET_STATE] = 0;
	dev->state.mode = 9;
	check("bad state", &fake, &status, EXIT_DEVICE, "contradict", "IS");
}

static void test_refused_before(void)
{
	struct options low = runner_setting(SET_GAIN, "low");
	struct fake_bus fake;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state)->result = USB_DONGLE_RESULT_RANGE;
	check("an old refusal is not ours", &fake, &low, EXIT_OK, "", "IS");
}

static void test_ambiguous(void)
{
	struct options high = runner_setting(SET_GAIN, "high");
	struct fake_bus fake;
	struct outcome run;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	fake_add(&fake, &device_shared, &device_shared_state);
	check("two devices", &fake, &high, EXIT_AMBIGUOUS, "2 dongles match", "I");
	runner_run(&run, &fake, &high);
	tap_has(run.err, "--path 1-1.1  --id 1d6b:0001  --serial 'S1'  Dongle 1",
		"two devices: the first is listed");
	tap_has(run.err, "--path 1-1.2  --id 1d6b:0002  --serial 'S2'  Dongle 2",
		"two devices: the second is listed");
	tap_str(run.out, "", "two devices: no result");
	runner_free(&run);
	fake.device[1].open_err = -EACCES;
	check("one may be opened", &fake, &high, EXIT_AMBIGUOUS, "1-1.2", "I");
	check("one may be opened, status", &fake, &status, EXIT_PERMISSION, "1-1.2", "IS");
	fake.device[1].open_err = 0;
	fake.device[1].fail[USB_DONGLE_GET_INFO] = -EPIPE;
	check("one is no dongle", &fake, &high, EXIT_OK, "", "ISWS");
	fake.device[0].fail[USB_DONGLE_GET_INFO] = -EPIPE;
	check("none is a dongle", &fake, &status, EXIT_NONE, "no dongle found", "I");
}

static void test_choice(void)
{
	static const struct {
		const char *name;
		struct selector selector;
		enum exit_code code;
	} choices[] = {
		{ "path", { .path = "1-1.1" }, EXIT_OK },
		{ "serial", { .serial = "S1" }, EXIT_OK },
		{ "id", { .id = "1D6B:0001" }, EXIT_OK },
		{ "device as path", { .device = "1-1.1" }, EXIT_OK },
		{ "device as serial", { .device = "S1" }, EXIT_OK },
		{ "device as id", { .device = "1d6b:0001" }, EXIT_OK },
		{ "serial and path of one", { .serial = "S1", .path = "1-1.1" }, EXIT_OK },
		{ "serial and path of two", { .serial = "S1", .path = "1-1.2" }, EXIT_NONE },
		{ "part of a serial", { .serial = "S" }, EXIT_NONE },
		{ "longer path", { .path = "1-1.1.1" }, EXIT_NONE },
		{ "another id", { .id = "1d6b:0009" }, EXIT_NONE },
		{ "same id", { .id = "1d6b:0002" }, EXIT_AMBIGUOUS },
		{ "same serial", { .device = "S2" }, EXIT_AMBIGUOUS },
	};
	struct options options = runner_setting(SET_GAIN, "low");
	char second[ARRAY_SIZE(choices) * FAKE_LOG_MAX] = "";
	struct fake_bus fake;
	unsigned int i;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	fake_add(&fake, &device_full, &device_full_state);
	fake_add(&fake, &device_full, &device_full_state)->id.product_id = 2;
	snprintf(fake.device[2].id.serial, DONGLE_STRING_MAX, "S2");
	for (i = 0; i < ARRAY_SIZE(choices); i++) {
		options.selector = choices[i].selector;
		check(choices[i].name, &fake, &options, choices[i].code,
		      choices[i].code == EXIT_NONE ? "matches" :
		      choices[i].code == EXIT_AMBIGUOUS ? "2 dongles match" : "",
		      choices[i].code == EXIT_OK ? "IS" : "");
		strcat(second, fake.device[1].log);
	}
	options = list;
	options.selector.path = "1-9";
	check("list, another path", &fake, &options, EXIT_NONE, "no dongle matches", "");
	options.selector.path = "1-1.1";
	check("list, one path", &fake, &options, EXIT_OK, "", "I");
	tap_str(second, "II", "a device that is not chosen is left alone");
}

static void test_permission(void)
{
	struct fake_device *dev;
	struct fake_bus fake;

	fake_init(&fake);
	dev = fake_add(&fake, &device_full, &device_full_state);
	dev->open_err = -EACCES;
	check("no permission", &fake, &status, EXIT_PERMISSION, "/dev/bus/usb/001/011", "");
	check("no permission, rule", &fake, &status, EXIT_PERMISSION,
	      "ATTR{idVendor}==\"1d6b\", ATTR{idProduct}==\"0001\"", "");
	dev->open_err = -EBUSY;
	check("busy", &fake, &status, EXIT_DEVICE, "1-1.1", "");
	fake.list_err = -EIO;
	check("no bus", &fake, &status, EXIT_DEVICE, "cannot list", "");
	check("no bus, list", &fake, &list, EXIT_DEVICE, "cannot list", "");
}

static void test_not_ours(void)
{
	struct fake_device *dev;
	struct fake_bus fake;

	fake_init(&fake);
	check("no device", &fake, &status, EXIT_NONE, "no dongle found", "");
	check("no device, list", &fake, &list, EXIT_NONE, "no dongle found", "");
	dev = fake_add(&fake, &device_full, &device_full_state);
	dev->garble.offset = 1;
	dev->garble.value = 'X';
	check("another magic", &fake, &status, EXIT_NONE, "no dongle", "I");
	check("another magic, list", &fake, &list, EXIT_NONE, "no dongle", "I");
	dev->garble.offset = 5;
	dev->garble.value = 2;
	check("another version", &fake, &status, EXIT_DEVICE, "another version", "I");
	dev->garble.offset = 6;
	check("a wrong length", &fake, &status, EXIT_DEVICE, "wrong length", "I");
	dev->garble.offset = 28;
	check("a bad range", &fake, &status, EXIT_DEVICE, "contradict", "I");
}

/* What there is to wait for: first nothing of use, then a device without rights, then rights. */
static void plug_in_later(struct fake_bus *fake)
{
	static int calls;

	if (++calls == 3)
		fake_add(fake, &device_full, &device_full_state)->open_err = -EACCES;
	if (calls == 5)
		fake->device[0].open_err = 0;
	fake_event(fake, HOTPLUG_LOOK, "");
}

static void test_wait(void)
{
	struct options options = status;
	struct fake_bus fake;
	struct run run = { .bus = &fake.bus, .options = &options };

	run.out = fopen("/dev/null", "w");
	run.err = run.out;
	options.given = BIT(OPTION_WAIT);
	fake_init(&fake);
	tap_int(verb_run(&run), EXIT_NONE, "wait: no time");
	options.wait_ms = -1;
	fake.on_wait = plug_in_later;
	tap_int(verb_run(&run), EXIT_OK, "wait: until it is there and can be opened");
	tap_str(fake.device[0].log, "IIS", "wait: then what was asked");
	fclose(run.out);
}

int main(void)
{
	test_set();
	test_several();
	test_set_failures();
	test_refused_before();
	test_ambiguous();
	test_choice();
	test_permission();
	test_not_ours();
	test_wait();
	return tap_done();
}
