// SPDX-License-Identifier: GPL-2.0-only
/*
 * The control transfers of the host, byte for byte. The file is compiled here, on a USB
 * core that only notes.
 */
#include <linux/usb.h>

#define usb_control_msg(...)		fake_receive(__VA_ARGS__)
#define usb_control_msg_send(...)	fake_send(__VA_ARGS__)
/* report.c has one, too */
#define usb_dongle_get_state		transport_get_state

static int fake_receive(struct usb_device *udev, unsigned int pipe, u8 request, u8 type,
			u16 value, u16 index, void *data, u16 size, int timeout);
static int fake_send(struct usb_device *udev, u8 endpoint, u8 request, u8 type, u16 value,
		     u16 index, const void *data, u16 size, int timeout, gfp_t flags);

#include "../../driver/host/transport.c"
#include "../unit/device.h"
#include "checks.h"

#define INTERFACE	3

/* The last transfer; what is received, up to @len or an error. */
static struct {
	u8 request, type;
	u16 value, index, size;
	int timeout;
	u8 data[USB_DONGLE_MSG_MAX];
	int len;
} fake;

static void note(u8 request, u8 type, u16 value, u16 index, u16 size, int timeout)
{
	fake.request = request;
	fake.type = type;
	fake.value = value;
	fake.index = index;
	fake.size = size;
	fake.timeout = timeout;
}

static int fake_receive(struct usb_device *udev, unsigned int pipe, u8 request, u8 type,
			u16 value, u16 index, void *data, u16 size, int timeout)
{
	note(request, type, value, index, size, timeout);
	if (fake.len > 0)
		memcpy(data, fake.data, fake.len);
	return fake.len;
}

static int fake_send(struct usb_device *udev, u8 endpoint, u8 request, u8 type, u16 value,
		     u16 index, const void *data, u16 size, int timeout, gfp_t flags)
{
	note(request, type, value, index, size, timeout);
	memcpy(fake.data, data, size);
	return fake.len;
}

static struct usb_dongle *make(struct kunit *test)
{
	struct usb_dongle *dongle = kunit_kzalloc(test, sizeof(*dongle), GFP_KERNEL);
	struct usb_host_interface *setting = kunit_kzalloc(test, sizeof(*setting), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, dongle);
	KUNIT_ASSERT_NOT_NULL(test, setting);
	memset(&fake, 0, sizeof(fake));
	setting->desc.bInterfaceNumber = INTERFACE;
	dongle->udev = kunit_kzalloc(test, sizeof(*dongle->udev), GFP_KERNEL);
	dongle->intf = kunit_kzalloc(test, sizeof(*dongle->intf), GFP_KERNEL);
	dongle->buf = kunit_kzalloc(test, USB_DONGLE_MSG_MAX, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, dongle->udev);
	KUNIT_ASSERT_NOT_NULL(test, dongle->intf);
	KUNIT_ASSERT_NOT_NULL(test, dongle->buf);
	dongle->intf->cur_altsetting = setting;
	dongle->core.info = device_full;
	return dongle;
}

static void check_request(u8 request, u8 type, u16 size, const char *what)
{
	tap_int(fake.type, type, "%s: type", what);
	tap_int(fake.request, request, "%s: request", what);
	tap_int(fake.value, 0, "%s: value", what);
	tap_int(fake.index, INTERFACE, "%s: interface", what);
	tap_int(fake.size, size, "%s: size", what);
	tap_ok(fake.timeout > 0 && fake.timeout < 1000, "%s: less than a second", what);
}

TEST(info)
{
	struct usb_dongle *dongle = make(test);

	memset(&dongle->core.info, 0, sizeof(dongle->core.info));
	fake.len = dongle_codec_build_info(fake.data, &device_full);
	tap_int(usb_dongle_get_info(dongle), 0, "info");
	check_request(1, 0xc1, USB_DONGLE_MSG_MAX, "info");
	tap_int(dongle->core.info.modes, device_full.modes, "its modes");
	tap_int(dongle->core.info.output[1].volume_min, DB(-100), "its lowest level");
	fake.len--;
	tap_int(usb_dongle_get_info(dongle), -EMSGSIZE, "one byte less");
	fake.len = 0;
	tap_int(usb_dongle_get_info(dongle), -EMSGSIZE, "no byte");
	fake.len = -EPIPE;
	tap_int(usb_dongle_get_info(dongle), -EPIPE, "an error");
}

TEST(state)
{
	const struct dongle_report sent = { .sequence = 7, .tag = 9, .state = device_full_state };
	struct usb_dongle *dongle = make(test);
	struct dongle_report report = {};

	fake.len = dongle_codec_build_report(fake.data, &sent);
	tap_int(usb_dongle_get_state(dongle, &report), 0, "state");
	check_request(2, 0xc1, USB_DONGLE_MSG_MAX, "state");
	tap_int(report.sequence, 7, "its number");
	tap_int(report.state.output[0].volume[0], DB(-20), "its level");
	report.tag = 1;
	fake.len--;
	tap_int(usb_dongle_get_state(dongle, &report), -EMSGSIZE, "one byte less");
	fake.len = -ETIMEDOUT;
	tap_int(usb_dongle_get_state(dongle, &report), -ETIMEDOUT, "an error");
	tap_int(report.tag, 1, "changes nothing");
}

TEST(set)
{
	const struct dongle_set set = {
		.tag = 0x1234, .mask = USB_DONGLE_F_GAIN, .state = device_full_state,
	};
	struct usb_dongle *dongle = make(test);
	u8 want[USB_DONGLE_MSG_MAX];
	size_t len = dongle_codec_build_set(want, &set);

	tap_int(usb_dongle_set_state(dongle, &set), 0, "set");
	check_request(3, 0x41, len, "set");
	tap_mem(fake.data, want, len, "its bytes");
	fake.len = -EPIPE;
	tap_int(usb_dongle_set_state(dongle, &set), -EPIPE, "an error");
}

TEST_SUITE(transport,
	   TEST_CASE(info),
	   TEST_CASE(state),
	   TEST_CASE(set));
