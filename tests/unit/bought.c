// SPDX-License-Identifier: GPL-2.0-only
/*
 * The library and bought dongles: over the wire and through a card. What they hear and
 * answer is written here as the fixtures have it.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bought.h"
#include "fakebus.h"
#include "fakecard.h"
#include "hidraw.h"
#include "plan.h"
#include "state.h"
#include "tap.h"

#define DB(x)		((int)((x) * 256))
#define LOG_MAX		1024

/* A Dawn Pro: what it was told, in hex, and faults. */
static struct {
	u8 filter, gain, led, volume;
	u8 question;
	char log[LOG_MAX];
	unsigned int reads;
	unsigned int stale;	/* reads that get the wrong answer */
	int cut;		/* bytes of an answer; 0: all */
	int err;		/* of each request */
	bool deaf;
} dawn;

static void note(const u8 *bytes, unsigned int len)
{
	size_t used = strlen(dawn.log);

	while (len-- && used + 3 < LOG_MAX)
		used += snprintf(dawn.log + used, LOG_MAX - used, "%02X", *bytes++);
	if (used + 2 < LOG_MAX)
		strcat(dawn.log, " ");
}

static int dawn_hears(const u8 *buf, u16 len)
{
	u8 *const settings[] = {
		[1] = &dawn.filter, [2] = &dawn.gain, [4] = &dawn.volume, [6] = &dawn.led,
	};

	if (len == 3) {
		dawn.question = buf[2];
		return len;
	}
	note(buf, len);
	if (!dawn.deaf)
		*settings[buf[2]] = buf[3];
	return len;
}

static int dawn_answers(u8 *buf)
{
	const u8 status[] = { 0xA0, 0xA5, 0xA3, dawn.filter, dawn.gain, dawn.led, 0 };
	const u8 volume[] = { 0xA0, 0xA5, 0xA2, 0, dawn.volume, 0, 0 };
	bool other = dawn.stale && dawn.stale--;

	dawn.reads++;
	memcpy(buf, (dawn.question == 0xA3) != other ? status : volume, 7);
	return dawn.cut ? dawn.cut : 7;
}

static int dawn_other(struct fake_device *dev, u8 request, bool in, u16 index, void *buf, u16 len)
{
	dev->wrong += index != 0x09A0 || request != (in ? 0xA1 : 0xA0) || (in && len != 7);
	if (dawn.err)
		return dawn.err;
	return in ? dawn_answers(buf) : dawn_hears(buf, len);
}

static struct fake_device *plug_dawn(struct fake_bus *fake, struct dongle **dongle)
{
	struct fake_device *dev;
	struct dongle_id *ids;

	memset(&dawn, 0, sizeof(dawn));
	dawn.volume = 0x60;
	fake_init(fake);
	dev = fake_add_bought(fake, 0x2fc6, 0xf06a);
	dev->other = dawn_other;
	if (dongle_list(&fake->bus, &ids) == 1)
		tap_int(dongle_open(&fake->bus, ids, dongle), 0, "Dawn Pro: open");
	free(ids);
	return dev;
}

static void unplug(struct fake_bus *fake, struct dongle *dongle)
{
	dongle_close(dongle);
	tap_int(fake->device[0].open, 0, "closed");
	tap_int(fake->device[0].wrong, 0, "no wrong request");
	fake->bus.ops->put(&fake->bus);
}

static void test_dawn(void)
{
	struct dongle_report report;
	struct fake_bus fake;
	struct dongle *dongle;

	plug_dawn(&fake, &dongle);
	tap_str(dongle->id.product, "Moondrop Dawn Pro", "Dawn Pro: its maker's name");
	tap_int(dawn.reads, 0, "Dawn Pro: opening asks nothing");
	dawn.filter = 4;
	dawn.gain = 1;
	dawn.led = 2;
	tap_int(dongle_get(dongle, &report), 0, "Dawn Pro: read");
	tap_int(dawn.reads, 2, "Dawn Pro: two answers");
	tap_int(report.state.filter, 4, "Dawn Pro: filter");
	tap_int(report.state.gain, USB_DONGLE_GAIN_HIGH, "Dawn Pro: gain");
	tap_int(report.state.option[0], 2, "Dawn Pro: LED");
	tap_int(report.state.output[0].volume[0], DB(-48), "Dawn Pro: left");
	tap_int(report.state.output[0].volume[1], DB(-48), "Dawn Pro: right");
	tap_int(report.state.active, 3, "Dawn Pro: both outputs sound");
	tap_str(dawn.log, "", "Dawn Pro: and nothing is set");
	unplug(&fake, dongle);
}

static int set_to(struct dongle *dongle, int gain, double level, struct dongle_report *report)
{
	struct dongle_state to = { .gain = gain };

	to.output[0].volume[0] = DB(level);
	to.output[0].volume[1] = DB(level);
	return dongle_set(dongle, USB_DONGLE_F_GAIN | USB_DONGLE_F_VOLUME(0), &to, report);
}

static void test_order(void)
{
	struct dongle_report report;
	struct fake_bus fake;
	struct dongle *dongle;

	plug_dawn(&fake, &dongle);
	tap_int(set_to(dongle, USB_DONGLE_GAIN_HIGH, -60, &report), 0, "gain up, level down");
	tap_str(dawn.log, "C0A50478 C0A50201 ", "the level first");
	dawn.log[0] = '\0';
	tap_int(set_to(dongle, USB_DONGLE_GAIN_LOW, -40, &report), 0, "gain down, level up");
	tap_str(dawn.log, "C0A50200 C0A50450 ", "the gain first");
	dawn.log[0] = '\0';
	tap_int(set_to(dongle, USB_DONGLE_GAIN_LOW, -40, &report), 0, "the same again");
	tap_str(dawn.log, "", "nothing");
	dawn.deaf = true;
	tap_int(set_to(dongle, USB_DONGLE_GAIN_HIGH, -40, &report), 0, "it does not hear");
	tap_int(report.result, USB_DONGLE_RESULT_DEVICE, "and that is told");
	unplug(&fake, dongle);
}

static void test_bad_answers(void)
{
	struct dongle_report report;
	struct fake_bus fake;
	struct dongle *dongle;

	plug_dawn(&fake, &dongle);
	dawn.stale = 1;
	tap_int(dongle_get(dongle, &report), 0, "an old answer: read once more");
	tap_int(dawn.reads, 3, "no more than that");
	dawn.stale = 100;
	dawn.reads = 0;
	tap_int(dongle_get(dongle, &report), -ETIMEDOUT, "only old answers");
	tap_int(dawn.reads, 6, "two reads of three questions");
	dawn.stale = 0;
	dawn.cut = 6;
	tap_int(dongle_get(dongle, &report), -EMSGSIZE, "short answers");
	dawn.cut = 0;
	dawn.gain = 2;
	tap_int(dongle_get(dongle, &report), -EBADMSG, "a gain that it has not");
	dawn.gain = 0;
	dawn.filter = 5;
	tap_int(dongle_get(dongle, &report), -EBADMSG, "a filter that it has not");
	dawn.filter = 0;
	dawn.led = 3;
	tap_int(dongle_get(dongle, &report), -EBADMSG, "an LED that it has not");
	dawn.led = 0;
	dawn.err = -EPIPE;
	tap_int(dongle_get(dongle, &report), -EPIPE, "stalls");
	dawn.err = -ESHUTDOWN;
	tap_int(dongle_get(dongle, &report), -ESHUTDOWN, "unplugged");
	dawn.err = -ETIMEDOUT;
	tap_int(set_to(dongle, USB_DONGLE_GAIN_HIGH, -40, &report), -ETIMEDOUT, "dead");
	dawn.err = 0;
	tap_int(dongle_get(dongle, &report), 0, "and well again");
	tap_int(report.state.gain, USB_DONGLE_GAIN_LOW, "as it was");
	unplug(&fake, dongle);
}

static void test_stranger(void)
{
	struct fake_device *dev;
	struct dongle *dongle;
	struct fake_bus fake;

	memset(&dawn, 0, sizeof(dawn));
	fake_init(&fake);
	dev = fake_add_bought(&fake, 0x2fc6, 0xf0ff);
	dev->other = dawn_other;
	tap_int(dongle_open(&fake.bus, &dev->id, &dongle), -ENODEV, "not in the table: no dongle");
	tap_int(dawn.reads, 0, "nor asked");
	fake.bus.ops->put(&fake.bus);
}

/* snd-usb-audio's own are there, too, one of them with our name. */
static struct fake_control controls[] = {
	{ "PCM Playback Volume", .ours = false, .value = 10 },
	{ "Headphone Playback Volume", .ours = false, .value = 1 },
	{ "Headphone Playback Volume", .ours = true, .value = 255 - 0x60 },
	{ "Headphone Gain", .ours = true, .value = 0 },
	{ "DAC Filter", .ours = true, .value = 0 },
	{ "LED", .ours = true, .value = 0 },
};

static void test_card(void)
{
	struct dongle_report report;
	struct fake_device *dev;
	struct fake_bus fake;
	struct dongle *dongle;

	fake_card.control = controls;
	fake_card.count = ARRAY_SIZE(controls);
	dev = plug_dawn(&fake, &dongle);
	dev->card = FAKE_CARD;
	controls[5].value = 1;
	tap_int(dongle_get(dongle, &report), 0, "card: read");
	tap_int(report.state.output[0].volume[1], DB(-48), "card: level of both channels");
	tap_int(report.state.option[0], 1, "card: LED");
	tap_int(set_to(dongle, USB_DONGLE_GAIN_HIGH, -60, &report), 0, "card: set");
	tap_str(fake_card.log, "3=135 4=1 ", "card: the level first");
	tap_int(report.state.gain, USB_DONGLE_GAIN_HIGH, "card: it is so");
	fake_card.err = ENODEV;
	tap_int(set_to(dongle, USB_DONGLE_GAIN_LOW, -60, &report), -ESHUTDOWN, "card: unplugged");
	fake_card.err = 0;
	tap_int(dawn.reads, 0, "card: the device is asked nothing");
	tap_str(dawn.log, "", "card: nor told");
	controls[3].ours = false;
	tap_int(dongle_get(dongle, &report), 0, "not all controls are there");
	tap_int(dawn.reads, 2, "so it is asked itself");
	controls[3].ours = true;
	unplug(&fake, dongle);
}

static void test_direct(void)
{
	struct dongle_report report;
	struct fake_device *dev;
	struct fake_bus fake;
	struct dongle *dongle;

	dev = plug_dawn(&fake, &dongle);
	dev->card = FAKE_CARD;
	fake.bus.direct = true;
	fake_card.log[0] = '\0';
	dawn.gain = 1;
	dawn.volume = 0x78;
	dawn.led = 1;
	tap_int(bought_bypassed(dongle), FAKE_CARD, "direct: past that card");
	tap_int(dongle_get(dongle, &report), 0, "direct: read");
	tap_str(fake_card.log, "", "direct: the card has the same");
	tap_int(set_to(dongle, USB_DONGLE_GAIN_HIGH, -70, &report), 0, "direct: set");
	tap_str(dawn.log, "C0A5048C ", "direct: the device hears it");
	tap_str(fake_card.log, "again ", "direct: the driver looks again");
	fake_card.log[0] = '\0';
	tap_int(dongle_get(dongle, &report), 0, "direct: read what the card has not");
	tap_str(fake_card.log, "again ", "direct: the driver looks again");
	fake_card.count = 0;
	tap_int(bought_bypassed(dongle), -1, "direct: nothing is bypassed");
	unplug(&fake, dongle);
}

/* A HID device at the other end of a socket: answers each frame once. */
struct hid_device {
	int fd;
	bool numbered;
	u8 type;
	u8 filters;
	char log[LOG_MAX];
	int foreign;		/* frames of others before each answer */
};

static struct hid_device hid;

static void note_frame(const u8 *frame, ssize_t len)
{
	size_t used = strlen(hid.log);

	for (len = len > 8 ? 8 : len; len-- > 0; frame++)
		used += snprintf(hid.log + used, LOG_MAX - used, "%02X", *frame);
	strcat(hid.log, " ");
}

static void answer_frame(const u8 *frame, size_t len)
{
	u8 answer[DIALECT_FRAME_MAX] = { frame[0], frame[1], frame[2] }, foreign[7] = { 0x07 };
	int i;

	for (i = 0; i < hid.foreign; i++)
		send(hid.fd, foreign, sizeof(foreign), 0);
	if (hid.numbered) {
		answer[3] = frame[3];
		answer[4] = frame[2] == 0x11 ? 3 : 1;
	} else if (frame[1] == 0x00) {
		answer[3] = hid.type;
		answer[5] = 1;
	} else if (frame[1] == 0x04) {
		answer[3] = 0x30;
		answer[4] = 0x31;
	} else {
		memset(answer + 3, hid.filters, 4);
	}
	send(hid.fd, answer, len, 0);
}

static void *hid_run(void *arg)
{
	size_t head = !hid.numbered;
	u8 frame[1 + DIALECT_FRAME_MAX];
	ssize_t len;

	(void)arg;
	while ((len = recv(hid.fd, frame, sizeof(frame), 0)) > 0) {
		if (frame[head] == 0x04 || (hid.numbered && frame[1] == 0x80))
			answer_frame(frame + head, len - head);
		else
			note_frame(frame, len);
	}
	return NULL;
}

static pthread_t hid_thread;

static int hid_open(struct fake_device *dev, u8 report)
{
	int fds[2];

	dev->wrong += report != (hid.numbered ? 0x4B : 0);
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, fds))
		return -EIO;
	hid.fd = fds[1];
	fcntl(hid.fd, F_SETFL, 0);
	pthread_create(&hid_thread, NULL, hid_run, NULL);
	return fds[0];
}

static int plug_hid(struct fake_bus *fake, struct dongle **dongle, unsigned int vendor,
		    unsigned int product)
{
	struct fake_device *dev;

	fake_init(fake);
	dev = fake_add_bought(fake, vendor, product);
	dev->hidraw = hid_open;
	return dongle_open(&fake->bus, &dev->id, dongle);
}

static void unplug_hid(struct fake_bus *fake, struct dongle *dongle)
{
	unplug(fake, dongle);
	pthread_join(hid_thread, NULL);
	close(hid.fd);
}

static void test_e1da(void)
{
	struct dongle_state to = { .output[0].volume = { DB(-20), DB(-21) }, .filter = 6 };
	struct dongle_report report;
	struct fake_bus fake;
	struct dongle *dongle;

	hid = (struct hid_device){ .type = 0x64, .filters = 0x20, .foreign = 2 };
	if (!tap_int(plug_hid(&fake, &dongle, 0x2fc6, 0x6013), 0, "E1DA: open"))
		return;
	tap_str(dongle->id.product, "E1DA 9038D", "E1DA: by its first answer");
	tap_int(dongle->info.output[1].connector, USB_DONGLE_CONNECTOR_NONE, "E1DA: no balanced");
	tap_int(dongle_get(dongle, &report), 0, "E1DA: read, among frames of others");
	tap_int(report.state.output[0].volume[0], DB(-24), "E1DA: left");
	tap_int(report.state.output[0].volume[1], DB(-24.5), "E1DA: right");
	tap_int(report.state.output[0].mute, 1, "E1DA: mute");
	tap_int(report.state.filter, 1, "E1DA: filter");
	tap_int(dongle_set(dongle, USB_DONGLE_F_VOLUME(0) | USB_DONGLE_F_FILTER, &to, &report), 0,
		"E1DA: set");
	unplug_hid(&fake, dongle);
	tap_str(hid.log, "00032404E0E0E0E0 00032804E0E0E0E0 0005000000000000 "
		"00060002282A0000 ", "E1DA: frames, 0 before each");
}

static void test_walkplay(void)
{
	struct dongle_report report;
	struct fake_bus fake;
	struct dongle *dongle;

	hid = (struct hid_device){ .numbered = true };
	if (!tap_int(plug_hid(&fake, &dongle, 0x3302, 0x4367), 0, "Space Pro: open"))
		return;
	tap_int(dongle_get(dongle, &report), 0, "Space Pro: read");
	tap_int(report.state.gain, USB_DONGLE_GAIN_HIGH, "Space Pro: gain");
	tap_int(report.state.filter, 2, "Space Pro: filter");
	report.state.gain = USB_DONGLE_GAIN_LOW;
	dongle_set(dongle, USB_DONGLE_F_GAIN, &report.state, &report);
	unplug_hid(&fake, dongle);
	tap_str(hid.log, "4B01193C00000000 ", "Space Pro: begins with the report's number");
}

static void test_descriptors(void)
{
	static const u8 keys[] = { 0x05, 0x0C, 0x09, 0x01, 0xA1, 0x01, 0x85, 0x01, 0x75, 0x08,
				   0x95, 0x01, 0x81, 0x02, 0xC0 };
	static const u8 both[] = { 0x06, 0x01, 0xFF, 0xA1, 0x01, 0x85, 0x4B, 0x95, 0x3F, 0x81,
				   0x02, 0x91, 0x02, 0xC0 };
	static const u8 plain[] = { 0x06, 0x00, 0xFF, 0xA1, 0x01, 0x95, 0x07, 0x91, 0x02, 0xC0 };

	tap_ok(!hidraw_takes(keys, sizeof(keys), 0x4B), "keys only");
	tap_ok(hidraw_takes(both, sizeof(both), 0x4B), "the report of that number");
	tap_ok(!hidraw_takes(both, sizeof(both), 0), "none without a number");
	tap_ok(hidraw_takes(plain, sizeof(plain), 0), "one without a number");
	tap_ok(!hidraw_takes(plain, 6, 0), "cut");
	tap_ok(!hidraw_takes((const u8 []){ 0xFE }, 1, 0), "cut in a long item");
}

/* What a Dawn Pro at -48 dB and low gain is asked, and why it is refused. */
static const struct {
	enum setting setting;
	const char *value, *error;
} refusals[] = {
	{ SET_VOLUME + TARGET_SHARED, "-20,-21", "this device has one for both channels" },
	{ SET_VOLUME + TARGET_SE, "-20", "--volume applies" },
	{ SET_MUTE + TARGET_SHARED, "on", "no mute" },
	{ SET_MODE, "auto", "nothing to select" },
	{ SET_GAIN, "medium", "allowed: low, high" },
};

static void test_plan(void)
{
	struct dongle_state state = {};
	struct dongle_info info;
	struct request request;
	char error[ERROR_TEXT_MAX];
	struct plan plan;
	size_t i;

	dongle_model_info(dongle_model_find(0x2fc6, 0xf06a), &info);
	for (i = 0; i < ARRAY_SIZE(refusals); i++) {
		memset(&request, 0, sizeof(request));
		request_set(&request, refusals[i].setting, refusals[i].value, error);
		tap_ok(!plan_make(&plan, &info, &state, &request), "refused: %s", error);
		tap_has(plan.error, refusals[i].error, "%s: why", refusals[i].value);
	}
	memset(&request, 0, sizeof(request));
	request_set(&request, SET_GAIN, "high", error);
	request_set(&request, SET_KEEP_LEVEL, "", error);
	tap_ok(!plan_make(&plan, &info, &state, &request), "--keep-level");
	tap_has(plan.error, "is not known", "--keep-level: why");
}

/* Options are found by their name; all that any model has can be written. */
static void test_options(void)
{
	struct dongle_state state = {};
	struct dongle_info info;
	struct request request = {};
	char error[ERROR_TEXT_MAX] = "";
	struct plan plan;
	unsigned int n;

	dongle_model_info(dongle_model_find(0x2972, 0x0055), &info);
	for (n = 0; n < settings_count(); n++) {
		if (!strcmp(setting_name(n), "--balance"))
			tap_ok(request_set(&request, n, "-3", error), "--balance -3");
		if (!strcmp(setting_name(n), "--spdif"))
			tap_ok(request_set(&request, n, "on", error), "--spdif on");
	}
	tap_ok(plan_make(&plan, &info, &state, &request), "options: planned");
	tap_int(plan.mask, DONGLE_F_OPTION(1) | DONGLE_F_OPTION(2), "options: both");
	tap_int(plan.state.option[1], 9, "balance: the fourth from the left");
	tap_int(plan.state.option[2], 1, "S/PDIF: on");
	for (n = SET_OPTION; strcmp(setting_name(n), "--led"); n++)
		;
	tap_ok(!request_set(&request, n, "blue", error), "a value that no model has");
	tap_has(error, "allowed: on, temporarily-off, off", "and which some have");
	tap_ok(request_set(&request, n, "off", error), "one that some model has");
	tap_ok(!plan_make(&plan, &info, &state, &request), "but not this one");
	tap_has(plan.error, "it has --amplifier-class, --balance, --spdif", "it names what it has");
}

int main(void)
{
	dongle_answer_ms = 0;
	test_dawn();
	test_order();
	test_bad_answers();
	test_stranger();
	test_card();
	test_direct();
	test_e1da();
	test_walkplay();
	test_descriptors();
	test_plan();
	test_options();
	return tap_done();
}
