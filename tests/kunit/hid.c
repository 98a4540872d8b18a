// SPDX-License-Identifier: GPL-2.0-only
/*
 * How a bought dongle is spoken to in HID reports, byte for byte. The file is compiled
 * here, on a USB core that only notes.
 */
#include <linux/usb.h>

#define usb_control_msg_send(...)	fake_control(__VA_ARGS__)
#define usb_interrupt_msg(...)		fake_interrupt(__VA_ARGS__)

static int fake_control(struct usb_device *udev, u8 endpoint, u8 request, u8 type, u16 value,
			u16 index, const void *data, u16 size, int timeout, gfp_t flags);
static int fake_interrupt(struct usb_device *udev, unsigned int pipe, void *data, int len,
			  int *sent, int timeout);

#include "../../driver/host/hid.c"
#include "checks.h"

#define INTERFACE	3
#define ENDPOINT	2

/* The last transfer. */
static struct {
	u8 request, type;
	u16 value, index;
	unsigned int pipe;
	u8 data[DIALECT_FRAME_MAX];
	int len, err;
} fake;

static int fake_control(struct usb_device *udev, u8 endpoint, u8 request, u8 type, u16 value,
			u16 index, const void *data, u16 size, int timeout, gfp_t flags)
{
	fake.request = request;
	fake.type = type;
	fake.value = value;
	fake.index = index;
	memcpy(fake.data, data, size);
	fake.len = size;
	return fake.err;
}

static int fake_interrupt(struct usb_device *udev, unsigned int pipe, void *data, int len,
			  int *sent, int timeout)
{
	fake.pipe = pipe;
	memcpy(fake.data, data, len);
	fake.len = len;
	*sent = len;
	return fake.err;
}

void bought_link_changed(const struct usb_device *udev)
{
}

static void *make(struct kunit *test, size_t size)
{
	void *p = kunit_kzalloc(test, size, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	return p;
}

/* One that is plugged in and bound, with this OUT endpoint or, for 0, with none. */
static struct bought_dongle *plug(struct kunit *test, u16 vendor, u16 product, u8 out)
{
	struct usb_host_interface *setting = make(test, sizeof(*setting));
	struct bought_dongle *dongle = make(test, sizeof(*dongle));
	struct bought_hid_link *link = make(test, sizeof(*link));

	memset(&fake, 0, sizeof(fake));
	dongle->model = dongle_model_find(vendor, product);
	KUNIT_ASSERT_NOT_NULL(test, dongle->model);
	dongle->udev = make(test, sizeof(*dongle->udev));
	dongle->intf = make(test, sizeof(*dongle->intf));
	dongle->intf->cur_altsetting = setting;
	setting->desc.bInterfaceNumber = INTERFACE;
	kref_init(&link->kref);
	link->udev = dongle->udev;
	link->intf = dongle->intf;
	link->out = out;
	link->dialect = bought_dialect(dongle);
	link->question = NO_QUESTION;
	spin_lock_init(&link->lock);
	init_completion(&link->answered);
	list_add_tail(&link->node, &links);
	return dongle;
}

static void hid_test_exit(struct kunit *test)
{
	INIT_LIST_HEAD(&links);
}

static const u8 command[] = { 0x4B, 0x80, 0x19, 0x3C, 5, 6, 7, 8 };

TEST(control)
{
	struct bought_dongle *dongle = plug(test, 0x3302, 0x4307, 0);

	tap_int(hid_link_open(dongle), 0, "bound");
	tap_int(hid_link_send(dongle, command, sizeof(command)), 0, "without an OUT endpoint");
	tap_int(fake.type, 0x21, "type");
	tap_int(fake.request, 0x09, "SET_REPORT");
	tap_int(fake.value, 0x024B, "an output report, of its number");
	tap_int(fake.index, INTERFACE, "interface");
	tap_int(fake.len, sizeof(command), "length");
	tap_mem(fake.data, command, sizeof(command), "bytes");
	fake.err = -EPIPE;
	tap_int(hid_link_send(dongle, command, sizeof(command)), -EPIPE, "an error");
	hid_link_close(dongle);
	dongle = plug(test, 0x2fc6, 0xf0b5, 0);
	hid_link_open(dongle);
	hid_link_send(dongle, command, sizeof(command));
	tap_int(fake.value, 0x0200, "of no number, where they have none");
	hid_link_close(dongle);
}

TEST(interrupt)
{
	struct bought_dongle *dongle = plug(test, 0x3302, 0x4307, ENDPOINT);

	hid_link_open(dongle);
	tap_int(hid_link_send(dongle, command, sizeof(command)), 0, "with an OUT endpoint");
	tap_int(fake.pipe, usb_sndintpipe(dongle->udev, ENDPOINT), "which");
	tap_int(fake.len, sizeof(command), "length");
	tap_mem(fake.data, command, sizeof(command), "bytes");
	fake.err = -ETIMEDOUT;
	tap_int(hid_link_send(dongle, command, sizeof(command)), -ETIMEDOUT, "an error");
	hid_link_close(dongle);
}

TEST(whose)
{
	struct bought_dongle *one = plug(test, 0x2fc6, 0xf0b5, 0);
	struct bought_dongle *two = plug(test, 0x2fc6, 0xf0b5, 0);

	tap_int(hid_link_open(two), 0, "the second of two");
	tap_ok(two->hid->udev == two->udev, "has its own link");
	hid_link_close(two);
	list_del(&list_first_entry(&links, struct bought_hid_link, node)->node);
	tap_int(hid_link_open(one), -ENOTCONN, "the first, unbound, has none");
}

static struct kunit_case hid_cases[] = {
	TEST_CASE(control), TEST_CASE(interrupt), TEST_CASE(whose), {}
};

static struct kunit_suite hid_suite = {
	.name = "dongle-hid",
	.exit = hid_test_exit,
	.test_cases = hid_cases,
};

kunit_test_suite(hid_suite);
