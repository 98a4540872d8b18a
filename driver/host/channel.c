// SPDX-License-Identifier: GPL-2.0-only
/* Every transfer to a bought dongle starts here. */
#include <linux/delay.h>
#include "bought.h"
#include "../core/state.h"

/* ALSA's mixer lock is held during a write. */
#define TIMEOUT_MS	500
#define ASK_TRIES	3
#define READ_TRIES	2

#define TYPE		(USB_TYPE_VENDOR | USB_RECIP_OTHER)

static int send(struct bought_dongle *dongle, const u8 *command, size_t len)
{
	return usb_control_msg_send(dongle->udev, 0, COMTRUE_WRITE, USB_DIR_OUT | TYPE, 0,
				    COMTRUE_INDEX, command, len, TIMEOUT_MS, GFP_KERNEL);
}

/* One field after the other: a command sets one. */
static int set_fields(struct bought_dongle *dongle, u32 fields, const struct dongle_state *state)
{
	u8 command[COMTRUE_COMMAND_MAX];
	unsigned long bits = fields;
	unsigned int bit;
	size_t len;
	int err = 0;

	for_each_set_bit(bit, &bits, BITS_PER_TYPE(u32)) {
		len = comtrue_build_set(dongle->model->kind->comtrue, &dongle->core.info,
					BIT(bit), state, command);
		if (len)
			err = send(dongle, command, len);
		if (err)
			break;
	}
	return err;
}

int bought_set(struct bought_dongle *dongle, const struct dongle_state *from,
	       const struct dongle_state *to)
{
	struct dongle_state steps[DONGLE_STEPS_MAX];
	unsigned int i, n = dongle_state_steps(&dongle->core.info, from, to, steps);
	int err;

	err = usb_autopm_get_interface(dongle->intf);
	if (err)
		return err;
	for (i = 0; i < n && !err; i++)
		err = set_fields(dongle, dongle_state_diff(i ? &steps[i - 1] : from, &steps[i]),
				 &steps[i]);
	usb_autopm_put_interface(dongle->intf);
	return err;
}

/* -EAGAIN: none, or another one than was asked for. */
static int receive(struct bought_dongle *dongle, u8 question, struct dongle_state *state)
{
	u8 answer[COMTRUE_ANSWER_LEN];
	int err;

	msleep(COMTRUE_ANSWER_MS);
	err = usb_control_msg_recv(dongle->udev, 0, COMTRUE_READ, USB_DIR_IN | TYPE, 0,
				   COMTRUE_INDEX, answer, sizeof(answer), TIMEOUT_MS, GFP_KERNEL);
	if (err)
		return err == -EREMOTEIO ? -EMSGSIZE : err;
	return comtrue_parse(dongle->model->kind->comtrue, &dongle->core.info, question, answer,
			     sizeof(answer), state);
}

static int ask(struct bought_dongle *dongle, u8 question, struct dongle_state *state)
{
	u8 command[COMTRUE_COMMAND_MAX];
	size_t len = comtrue_build_ask(dongle->model->kind->comtrue, question, command);
	int err, try, read;

	for (try = 0; try < ASK_TRIES; try++) {
		err = send(dongle, command, len);
		for (read = 0; !err && read < READ_TRIES; read++) {
			err = receive(dongle, question, state);
			if (!err)
				return 0;
			if (err == -EAGAIN && read < READ_TRIES - 1)
				err = 0;
		}
		if (err != -EAGAIN && err != -EMSGSIZE && err != -EPROTO && err != -EPIPE)
			break;
	}
	return err;
}

int bought_ask(struct bought_dongle *dongle, struct dongle_state *state)
{
	const u8 *question = dongle->model->kind->comtrue->questions;
	struct dongle_state tmp = *state;
	int err;

	err = usb_autopm_get_interface(dongle->intf);
	if (err)
		return err;
	while (*question && !err)
		err = ask(dongle, *question++, &tmp);
	usb_autopm_put_interface(dongle->intf);
	if (!err)
		*state = tmp;
	return err;
}
