// SPDX-License-Identifier: GPL-2.0-only
/* Every control transfer of the driver starts here. */
#include "host.h"
#include "../core/codec.h"

/*
 * ALSA's mixer lock is held during a write, and whoever reads or leaves waits for it. Behind
 * a write that fails comes one read, and both together take less than 1 s.
 */
#define TIMEOUT_MS	400
#define MUTE_TIME	HZ

#define TYPE		(USB_TYPE_VENDOR | USB_RECIP_INTERFACE)

static u16 interface_number(const struct usb_dongle *dongle)
{
	return dongle->intf->cur_altsetting->desc.bInterfaceNumber;
}

/* Into dongle->buf. Return: bytes received or a negative errno. */
static int receive(struct usb_dongle *dongle, u8 request)
{
	return usb_control_msg(dongle->udev, usb_rcvctrlpipe(dongle->udev, 0), request,
			       USB_DIR_IN | TYPE, 0, interface_number(dongle), dongle->buf,
			       USB_DONGLE_MSG_MAX, TIMEOUT_MS);
}

static int remember(struct usb_dongle *dongle, int result)
{
	dongle->mute_until = get_jiffies_64() + (result == -ETIMEDOUT ? MUTE_TIME : 0);
	return result;
}

int usb_dongle_get_info(struct usb_dongle *dongle)
{
	int len = receive(dongle, USB_DONGLE_GET_INFO);

	if (len < 0)
		return len;
	return dongle_codec_parse_info(&dongle->core.info, dongle->buf, len);
}

int usb_dongle_get_state(struct usb_dongle *dongle, struct dongle_report *report)
{
	int len = remember(dongle, receive(dongle, USB_DONGLE_GET_STATE));

	if (len < 0)
		return len;
	return dongle_codec_parse_report(report, &dongle->core.info, dongle->buf, len);
}

int usb_dongle_set_state(struct usb_dongle *dongle, const struct dongle_set *set)
{
	size_t len = dongle_codec_build_set(dongle->buf, set);

	return remember(dongle, usb_control_msg_send(dongle->udev, 0, USB_DONGLE_SET_STATE,
						     USB_DIR_OUT | TYPE, 0,
						     interface_number(dongle), dongle->buf, len,
						     TIMEOUT_MS, GFP_KERNEL));
}
