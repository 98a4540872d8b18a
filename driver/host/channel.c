// SPDX-License-Identifier: GPL-2.0-only
/*
 * The vendor channel of Comtrue bridges: vendor requests to "other". Nothing says when
 * an answer is there, or to which question: there is one slot, and it keeps the last.
 */
#include <linux/delay.h>
#include "bought.h"

#define REQUEST_SEND	0xA0
#define REQUEST_RECEIVE	0xA1
#define INDEX		0x09A0
#define TYPE		(USB_TYPE_VENDOR | USB_RECIP_OTHER)

/* From a question to its answer. */
#define ANSWER_MS	100

/* ALSA's mixer lock is held during a write. */
#define TIMEOUT_MS	500

static int channel_send(struct bought_dongle *dongle, const u8 *command, size_t len)
{
	return usb_control_msg_send(dongle->udev, 0, REQUEST_SEND, USB_DIR_OUT | TYPE, 0, INDEX,
				    command, len, TIMEOUT_MS, GFP_KERNEL);
}

static int channel_receive(struct bought_dongle *dongle, u8 *answer)
{
	u16 len = bought_dialect(dongle)->answer_len;
	int err;

	msleep(ANSWER_MS);
	err = usb_control_msg_recv(dongle->udev, 0, REQUEST_RECEIVE, USB_DIR_IN | TYPE, 0, INDEX,
				   answer, len, TIMEOUT_MS, GFP_KERNEL);
	if (err)
		return err == -EREMOTEIO ? -EMSGSIZE : err;
	return len;
}

const struct bought_link bought_channel = {
	.send = channel_send,
	.receive = channel_receive,
	.reads = 2, /* some need longer */
};
