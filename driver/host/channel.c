// SPDX-License-Identifier: GPL-2.0-only
/* The vendor channel of Comtrue bridges. */
#include <linux/delay.h>
#include "bought.h"

#define TYPE		(USB_TYPE_VENDOR | USB_RECIP_OTHER)

/* ALSA's mixer lock is held during a write. */
#define TIMEOUT_MS	500

static int channel_send(struct bought_dongle *dongle, const u8 *command, size_t len)
{
	return usb_control_msg_send(dongle->udev, 0, DIALECT_CHANNEL_SEND, USB_DIR_OUT | TYPE, 0,
				    DIALECT_CHANNEL_INDEX, command, len, TIMEOUT_MS,
				    GFP_KERNEL);
}

static int channel_receive(struct bought_dongle *dongle, u8 *answer)
{
	u16 len = bought_dialect(dongle)->answer_len;
	int err;

	msleep(DIALECT_CHANNEL_MS);
	err = usb_control_msg_recv(dongle->udev, 0, DIALECT_CHANNEL_RECEIVE, USB_DIR_IN | TYPE, 0,
				   DIALECT_CHANNEL_INDEX, answer, len, TIMEOUT_MS, GFP_KERNEL);
	if (err)
		return err == -EREMOTEIO ? -EMSGSIZE : err;
	return len;
}

const struct bought_link bought_channel = {
	.send = channel_send,
	.receive = channel_receive,
	.reads = DIALECT_CHANNEL_READS,
};
