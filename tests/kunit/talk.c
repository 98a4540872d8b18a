// SPDX-License-Identifier: GPL-2.0-only
/*
 * How a bought dongle is spoken to: in which order it is told, and what is done about
 * answers that are late, old, wrong or never come. The file is compiled here, on a link
 * that only notes.
 */
#include <linux/usb.h>

#define usb_autopm_get_interface(intf)		fake_get(intf)
#define usb_autopm_put_interface(intf)		fake_put(intf)

static int fake_get(struct usb_interface *intf);
static void fake_put(struct usb_interface *intf);

#include "../../driver/host/talk.c"
#include "../unit/device.h"
#include "checks.h"

#define FRAMES	32

/* An answer, or why there is none. */
struct answer {
	int len;
	u8 bytes[8];
};

/*
 * What was sent, what fails (0: nothing, n: the nth) with which error, and what is
 * answered, in turn; the last one again and again.
 */
static struct {
	u8 sent[FRAMES][DIALECT_HEADER];
	unsigned int sends;
	unsigned int fails;
	int send_err, open_err;
	const struct answer *answers;
	unsigned int answer, count;
	int awake;
} fake;

static int fake_get(struct usb_interface *intf)
{
	fake.awake++;
	return 0;
}

static void fake_put(struct usb_interface *intf)
{
	fake.awake--;
}

static int fake_open(struct bought_dongle *dongle)
{
	return fake.open_err;
}

static int fake_send(struct bought_dongle *dongle, const u8 *command, size_t len)
{
	if (fake.sends < FRAMES)
		memcpy(fake.sent[fake.sends], command, DIALECT_HEADER);
	fake.sends++;
	return fake.sends == fake.fails ? fake.send_err : 0;
}

static int fake_receive(struct bought_dongle *dongle, u8 *answer)
{
	const struct answer *a = &fake.answers[fake.answer];

	if (fake.answer < fake.count - 1)
		fake.answer++;
	if (a->len > 0)
		memcpy(answer, a->bytes, a->len);
	return a->len;
}

static const struct bought_link fake_link = {
	.open = fake_open,
	.send = fake_send,
	.receive = fake_receive,
	.reads = 2,
};

static struct bought_dongle *become(struct kunit *test, u16 vendor, u16 product)
{
	struct bought_dongle *dongle = kunit_kzalloc(test, sizeof(*dongle), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, dongle);
	memset(&fake, 0, sizeof(fake));
	dongle->model = dongle_model_find(vendor, product);
	KUNIT_ASSERT_NOT_NULL(test, dongle->model);
	dongle_model_info(dongle->model, &dongle->core.info);
	dongle_state_init(&dongle->core.info, &dongle->device);
	dongle->link = &fake_link;
	dongle->free_at = jiffies;
	mutex_init(&dongle->channel);
	return dongle;
}

static int set(struct bought_dongle *dongle, const struct dongle_state *to)
{
	int err;

	mutex_lock(&dongle->channel);
	err = bought_set(dongle, to);
	mutex_unlock(&dongle->channel);
	return err;
}

static int ask_all(struct bought_dongle *dongle, const struct answer *answers, unsigned int count)
{
	int err;

	fake.answers = answers;
	fake.count = count;
	fake.answer = 0;
	fake.sends = 0;
	mutex_lock(&dongle->channel);
	err = bought_ask(dongle);
	mutex_unlock(&dongle->channel);
	return err;
}

static void check_sent(unsigned int count, const u8 sent[][DIALECT_HEADER], const char *what)
{
	tap_int(fake.sends, count, "%s: commands", what);
	tap_mem(fake.sent, sent, count * DIALECT_HEADER, "%s: which", what);
	tap_int(fake.awake, 0, "%s: the device may sleep", what);
}

static void set_volume(struct dongle_state *state, int level)
{
	state->output[0].volume[0] = level;
	state->output[0].volume[1] = level;
}

TEST(order)
{
	static const u8 softer_first[][DIALECT_HEADER] = {
		{ 0xC0, 0xA5, 0x02, 0 }, { 0xC0, 0xA5, 0x04, 0x28 },
	};
	static const u8 louder_last[][DIALECT_HEADER] = {
		{ 0xC0, 0xA5, 0x04, 0x78 }, { 0xC0, 0xA5, 0x02, 1 },
	};
	struct bought_dongle *dongle = become(test, 0x2fc6, 0xf06a);
	struct dongle_state to;

	dongle->device.gain = USB_DONGLE_GAIN_HIGH;
	set_volume(&dongle->device, DB(-60));
	to = dongle->device;
	to.gain = USB_DONGLE_GAIN_LOW;
	set_volume(&to, DB(-20));
	tap_int(set(dongle, &to), 0, "a level up and a gain down");
	check_sent(2, softer_first, "the gain goes first");
	tap_int(dongle_state_diff(&dongle->device, &to), 0, "it is so");
	fake.sends = 0;
	to.gain = USB_DONGLE_GAIN_HIGH;
	set_volume(&to, DB(-60));
	tap_int(set(dongle, &to), 0, "a level down and a gain up");
	check_sent(2, louder_last, "the level goes first");
	fake.sends = 0;
	tap_int(set(dongle, &to), 0, "the same again");
	check_sent(0, louder_last, "says nothing");
}

TEST(set_fails)
{
	struct bought_dongle *dongle = become(test, 0x2fc6, 0xf06a);
	struct dongle_state to = dongle->device;

	dongle->device.gain = USB_DONGLE_GAIN_HIGH;
	set_volume(&dongle->device, DB(-60));
	to.gain = USB_DONGLE_GAIN_LOW;
	set_volume(&to, DB(-20));
	fake.fails = 2;
	fake.send_err = -EPIPE;
	tap_int(set(dongle, &to), -EPIPE, "the second command fails");
	tap_int(dongle->device.gain, USB_DONGLE_GAIN_LOW, "the first has taken effect");
	tap_int(dongle->device.output[0].volume[0], DB(-60), "the second has not");
	tap_int(fake.awake, 0, "the device may sleep");
	fake.open_err = -ENOTCONN;
	fake.sends = 0;
	tap_int(set(dongle, &to), -ENOTCONN, "nothing to speak through");
	tap_int(fake.sends, 0, "and nothing said");
	tap_int(fake.awake, 0, "the device may sleep then, too");
}

#define STATUS(filter, gain, led)	{ 7, { 0xA0, 0xA5, 0xA3, filter, gain, led } }
#define LEVEL(code)			{ 7, { 0xA0, 0xA5, 0xA2, 0, code } }

TEST(asks)
{
	static const u8 questions[][DIALECT_HEADER] = {
		{ 0xC0, 0xA5, 0xA3 }, { 0xC0, 0xA5, 0xA2 },
	};
	static const struct answer answers[] = { STATUS(2, 1, 2), LEVEL(0x64) };
	struct bought_dongle *dongle = become(test, 0x2fc6, 0xf06a);

	tap_int(ask_all(dongle, answers, 2), 0, "both are answered");
	fake.sent[0][3] = 0;
	fake.sent[1][3] = 0; /* three bytes long */
	check_sent(2, questions, "each is asked once");
	tap_int(dongle->device.filter, 2, "the filter");
	tap_int(dongle->device.gain, USB_DONGLE_GAIN_HIGH, "the gain");
	tap_int(dongle->device.option[0], 2, "the LED");
	tap_int(dongle->device.output[0].volume[0], DB(-50), "the level");
}

/* What is answered, and what comes of it after how many questions. */
static const struct talk {
	const char *what;
	struct answer answers[8];
	unsigned int count;
	int err;
	unsigned int sends;
} talks[] = {
	{ "late", { { 7 }, STATUS(1, 0, 0), { 7 }, LEVEL(0) }, 4, 0, 2 },
	{ "at the second try", { { 7 }, { 7 }, STATUS(1, 0, 0), LEVEL(0) }, 4, 0, 3 },
	{ "to another question", { LEVEL(0), LEVEL(0), STATUS(1, 0, 0), LEVEL(0) }, 4, 0, 3 },
	{ "too short, then right", { { 2 }, STATUS(1, 0, 0), LEVEL(0) }, 3, 0, 3 },
	{ "stalled, then right", { { -EPIPE }, STATUS(1, 0, 0), LEVEL(0) }, 3, 0, 3 },
	{ "never", { { 7 } }, 1, -EAGAIN, 3 },
	{ "always too short", { { 0 } }, 1, -EMSGSIZE, 3 },
	{ "a gain there is not", { STATUS(1, 9, 0) }, 1, -EPROTO, 3 },
	{ "unplugged", { { -ENODEV } }, 1, -ENODEV, 1 },
	{ "in no time", { { -ETIMEDOUT } }, 1, -ETIMEDOUT, 1 },
	{ "the first only", { STATUS(1, 0, 0), { -ENODEV } }, 2, -ENODEV, 2 },
};

TEST(answers)
{
	struct dongle_state before;
	const struct talk *t;

	for (t = talks; t < talks + ARRAY_SIZE(talks); t++) {
		struct bought_dongle *dongle = become(test, 0x2fc6, 0xf06a);

		before = dongle->device;
		tap_int(ask_all(dongle, t->answers, t->count), t->err, "%s", t->what);
		tap_int(fake.sends, t->sends, "%s: questions", t->what);
		tap_int(!dongle_state_diff(&before, &dongle->device), !!t->err,
			"%s: all or nothing", t->what);
		tap_int(fake.awake, 0, "%s: the device may sleep", t->what);
	}
}

/* Two models have one id. */
TEST(types)
{
	static const struct answer d9038[] = {
		{ 7, { 4, 0, 4, 'd', 9, 0, 0 } }, { 7, { 4, 4, 4, 0x64, 0x64, 0, 0xFF } },
		{ 7, { 4, 0x24, 4, 0, 0, 0, 0 } },
	};
	static const struct answer unknown = { 7, { 4, 0, 4, 'x', 9, 0, 0 } };
	struct bought_dongle *dongle = become(test, 0x2fc6, 0x6013);

	tap_int(ask_all(dongle, &unknown, 1), -ENODEV, "a type that nobody knows");
	tap_int(fake.sends, 1, "is asked nothing more");
	tap_int(ask_all(dongle, d9038, 3), 0, "a type that is known");
	tap_str(dongle->model->name, "E1DA 9038D", "is that model");
}

TEST_SUITE(talk,
	   TEST_CASE(order),
	   TEST_CASE(set_fails),
	   TEST_CASE(asks),
	   TEST_CASE(answers),
	   TEST_CASE(types));
