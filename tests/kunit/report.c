// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the host makes of reports that are old, lost, of another's write or broken, and of
 * errors while it listens. The file is compiled here, on a USB core that only counts.
 */
#include <linux/usb.h>

#define usb_submit_urb(...)			fake_submit(__VA_ARGS__)
#define usb_clear_halt(...)			fake_clear_halt(__VA_ARGS__)
#define usb_autopm_get_interface(intf)		fake_get(intf)
#define usb_autopm_put_interface(intf)		fake_put(intf)

static int fake_submit(struct urb *urb, gfp_t flags);
static int fake_clear_halt(struct usb_device *udev, int pipe);
static int fake_get(struct usb_interface *intf);
static void fake_put(struct usb_interface *intf);

#include "../../driver/host/report.c"
#include "../unit/device.h"
#include "checks.h"

/* What the USB core was asked for, and what the device says. */
static struct {
	struct usb_dongle *dongle;
	unsigned int submits;
	unsigned int halts;
	unsigned int reads;
	int awake;
	int submit_err, read_err, get_err, asked_later;
	struct dongle_report answer;
} fake;

static int fake_submit(struct urb *urb, gfp_t flags)
{
	fake.submits++;
	return fake.submit_err;
}

static int fake_clear_halt(struct usb_device *udev, int pipe)
{
	fake.halts++;
	return 0;
}

static int fake_get(struct usb_interface *intf)
{
	if (!fake.get_err)
		fake.awake++;
	return fake.get_err;
}

static void fake_put(struct usb_interface *intf)
{
	fake.awake--;
}

int usb_dongle_get_state(struct usb_dongle *dongle, struct dongle_report *report)
{
	fake.reads++;
	*report = fake.answer;
	return fake.read_err;
}

bool usb_dongle_ask_later(struct usb_dongle *dongle, int err)
{
	fake.asked_later = err;
	return err == -ENOMEM;
}

void usb_dongle_ask_end(struct usb_dongle *dongle)
{
}

static int report_init(struct kunit *test)
{
	static const struct usb_endpoint_descriptor ep = {
		.bEndpointAddress = USB_DIR_IN | 1, .bInterval = 1,
	};
	struct usb_dongle *dongle = kunit_kzalloc(test, sizeof(*dongle), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, dongle);
	memset(&fake, 0, sizeof(fake));
	dongle->udev = kunit_kzalloc(test, sizeof(*dongle->udev), GFP_KERNEL);
	dongle->intf = kunit_kzalloc(test, sizeof(*dongle->intf), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, dongle->udev);
	KUNIT_ASSERT_NOT_NULL(test, dongle->intf);
	snd_dongle_init(&dongle->core);
	dongle->core.info = device_full;
	dongle->core.state = device_full_state;
	dongle->sequence = 10;
	dongle->tag = 5;
	fake.answer = (struct dongle_report){ .sequence = 20, .tag = 5,
					      .state = device_full_state };
	fake.answer.state.filter = 2;
	KUNIT_ASSERT_EQ(test, usb_dongle_report_init(dongle, &ep), 0);
	fake.dongle = dongle;
	return 0;
}

static void report_exit(struct kunit *test)
{
	if (!fake.dongle)
		return;
	usb_dongle_report_stop(fake.dongle);
	usb_dongle_report_free(fake.dongle);
}

/* A report comes, or an error and what came with it; then everything is done with it. */
static void receive_with(int status, u16 sequence, u16 tag, u8 gain)
{
	struct dongle_report report = {
		.sequence = sequence, .tag = tag, .state = device_full_state,
	};
	struct usb_dongle *dongle = fake.dongle;

	report.state.gain = gain;
	dongle->urb->actual_length = dongle_codec_build_report(dongle->urb_buf, &report);
	dongle->urb->status = status;
	local_irq_disable();
	report_complete(dongle->urb);
	local_irq_enable();
	flush_work(&dongle->report_work);
}

/* One report after number 10 and our write 5, which the device has shown or not. */
static const struct arrival {
	const char *what;
	int status;
	u16 sequence, tag;
	int shown, reads, submits, retries;
	bool seen, doubt;
} arrivals[] = {
	{ "the next", 0, 11, 5, 1, 0, 1, 0 },
	{ "the same again", 0, 10, 5, 0, 0, 1, 0 },
	{ "an old one", 0, 9, 5, 0, 0, 1, 0 },
	{ "one after a lost one", 0, 12, 5, 0, 1, 1, 0 }, /* then read */
	{ "far behind is old", 0, 10 + 0x8000, 5, 0, 0, 1, 0 },
	{ "from before our write", 0, 11, 4, 0, 0, 1, 0, .doubt = true },
	{ "of another's tag, after our write", 0, 11, 4, 1, 0, 1, 0, .seen = true },
	{ "after a later write", 0, 11, 6, 1, 0, 1, 0 },
	{ "the last of a cancelled one", -ENOENT, 11, 5, 1, 0, 0, 0 },
	{ "unplugged", -ESHUTDOWN, 10, 5, 0, 0, 0, 0 },
	{ "babble", -EOVERFLOW, 11, 5, 0, 0, 0, 1 },
};

TEST(arrivals)
{
	const struct arrival *a;

	for (a = arrivals; a < arrivals + ARRAY_SIZE(arrivals); a++) {
		fake.submits = 0;
		fake.reads = 0;
		fake.dongle->sequence = 10;
		fake.dongle->seen = a->seen;
		fake.dongle->core.state = device_full_state;
		receive_with(a->status, a->sequence, a->tag, USB_DONGLE_GAIN_HIGH);
		tap_int(fake.dongle->core.state.gain == USB_DONGLE_GAIN_HIGH, a->shown,
			"%s: shown", a->what);
		tap_int(fake.reads, a->reads, "%s: the state is read", a->what);
		tap_int(fake.submits, a->submits, "%s: the next is waited for", a->what);
		tap_int(delayed_work_pending(&fake.dongle->retry_work), a->retries,
			"%s: tried again later", a->what);
		tap_int(delayed_work_pending(&fake.dongle->doubt_work), a->doubt,
			"%s: a doubt is left", a->what);
		cancel_delayed_work_sync(&fake.dongle->retry_work);
		cancel_delayed_work_sync(&fake.dongle->doubt_work);
	}
	tap_int(fake.awake, 0, "the device may sleep");
}

TEST(wraps)
{
	fake.dongle->sequence = 0xffff;
	fake.dongle->tag = 0xffff;
	receive_with(0, 0, 0, USB_DONGLE_GAIN_HIGH);
	tap_int(fake.dongle->core.state.gain, USB_DONGLE_GAIN_HIGH, "0 follows 0xffff");
	tap_int(fake.reads, 0, "and nothing was lost");
}

TEST(lost)
{
	receive_with(0, 13, 5, USB_DONGLE_GAIN_HIGH);
	tap_int(fake.dongle->core.state.filter, 2, "what was read is shown");
	tap_int(fake.dongle->sequence, 20, "and counts as heard");
	receive_with(0, 20, 5, USB_DONGLE_GAIN_HIGH);
	tap_int(fake.dongle->core.state.gain, USB_DONGLE_GAIN_LOW, "what it had overtaken is old");
	fake.read_err = -EPIPE;
	fake.answer.state.filter = 0;
	usb_dongle_report_resync(fake.dongle);
	flush_work(&fake.dongle->report_work);
	tap_int(fake.reads, 2, "read when asked to");
	tap_int(fake.dongle->core.state.filter, 2, "an error changes nothing");
	tap_int(fake.asked_later, -EPIPE, "and may be asked again");
	tap_int(fake.awake, 0, "and lets the device sleep");
}

TEST(broken)
{
	struct usb_dongle *dongle = fake.dongle;
	unsigned int len;

	for (len = 1; len < 36; len++) {
		memset(dongle->urb_buf, 0xff, USB_DONGLE_MSG_MAX);
		dongle->urb_buf[0] = len;
		dongle->urb->actual_length = len;
		dongle->urb->status = 0;
		report_complete(dongle->urb);
	}
	flush_work(&dongle->report_work);
	tap_int(fake.submits, 35, "after each it listens on");
	tap_int(dongle->sequence, 10, "and has heard none");
}

TEST(errors)
{
	struct usb_dongle *dongle = fake.dongle;
	unsigned int i;

	for (i = 0; i < 100; i++) {
		dongle->urb->actual_length = 0;
		dongle->urb->status = -EPROTO;
		report_complete(dongle->urb);
	}
	tap_ok(delayed_work_pending(&dongle->retry_work), "errors are followed by another try");
	tap_int(fake.submits, 0, "later");
	tap_int(dongle->errors, 100, "counted");
	receive_with(0, 11, 5, USB_DONGLE_GAIN_LOW);
	tap_int(dongle->errors, 0, "until a report comes");
	cancel_delayed_work_sync(&dongle->retry_work);
	fake.submit_err = -ENOMEM;
	receive_with(0, 12, 5, USB_DONGLE_GAIN_LOW);
	tap_ok(delayed_work_pending(&dongle->retry_work), "no memory is an error like others");
	cancel_delayed_work_sync(&dongle->retry_work);
	fake.submit_err = -ENODEV;
	receive_with(0, 13, 5, USB_DONGLE_GAIN_LOW);
	tap_ok(!delayed_work_pending(&dongle->retry_work), "no device is the end");
	fake.submit_err = 0;
	dongle->urb->status = -EPROTO;
	fake.reads = 0;
	retry_work(&dongle->retry_work.work);
	flush_work(&dongle->report_work);
	tap_int(fake.reads, 1, "after another try the state is read");
}

TEST(starts)
{
	struct usb_dongle *dongle = fake.dongle;

	fake.submit_err = -ENOMEM;
	usb_dongle_report_start(dongle);
	tap_ok(delayed_work_pending(&dongle->retry_work), "who cannot listen tries again");
	cancel_delayed_work_sync(&dongle->retry_work);
	fake.submit_err = 0;
	dongle->urb->status = -EPIPE;
	retry_work(&dongle->retry_work.work);
	flush_work(&dongle->report_work);
	tap_int(fake.halts, 1, "an endpoint that stalls is set going");
	tap_int(fake.reads, 1, "and the state is read");
	fake.get_err = -EIO;
	usb_dongle_report_resync(dongle);
	flush_work(&dongle->report_work);
	tap_int(fake.reads, 1, "of a device that does not wake up it is not");
	tap_int(fake.asked_later, -EIO, "but may be later");
	tap_int(fake.awake, 0, "and any may sleep");
}

static struct kunit_case report_cases[] = {
	TEST_CASE(arrivals), TEST_CASE(wraps), TEST_CASE(lost), TEST_CASE(broken),
	TEST_CASE(errors), TEST_CASE(starts), {}
};

static struct kunit_suite report_suite = {
	.name = "dongle-report",
	.init = report_init,
	.exit = report_exit,
	.test_cases = report_cases,
};

kunit_test_suite(report_suite);
