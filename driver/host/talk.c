// SPDX-License-Identifier: GPL-2.0-only
/* Every command to a bought dongle starts here, and every answer ends here. */
#include <linux/delay.h>
#include "bought.h"
#include "../core/state.h"

static int begin(struct bought_dongle *dongle)
{
	int err;

	err = usb_autopm_get_interface(dongle->intf);
	if (err || !dongle->link->open)
		return err;
	err = dongle->link->open(dongle);
	if (err)
		usb_autopm_put_interface(dongle->intf);
	return err;
}

static void end(struct bought_dongle *dongle)
{
	if (dongle->link->close)
		dongle->link->close(dongle);
	usb_autopm_put_interface(dongle->intf);
}

static int send(struct bought_dongle *dongle, const u8 *command, size_t len)
{
	unsigned int pause_ms = bought_dialect(dongle)->pause_ms;
	int err;

	if (pause_ms && time_before(jiffies, dongle->free_at))
		msleep(jiffies_to_msecs(dongle->free_at - jiffies));
	err = dongle->link->send(dongle, command, len);
	dongle->free_at = jiffies + msecs_to_jiffies(pause_ms) + 1; /* this one is partly over */
	return err;
}

static int set_field(struct bought_dongle *dongle, u32 field, const struct dongle_state *state)
{
	u8 command[DIALECT_FRAME_MAX];
	unsigned int n = 0;
	size_t len;
	int err = 0;

	while (!err) {
		len = dongle_dialect_set(bought_dialect(dongle), &dongle->core.info, field, state,
					 &dongle->heard, n++, command);
		if (!len)
			break;
		err = send(dongle, command, len);
	}
	return err;
}

/* One field after the other. */
static int set_fields(struct bought_dongle *dongle, const struct dongle_state *state)
{
	unsigned long fields = dongle_state_diff(&dongle->device, state);
	unsigned int bit;
	int err;

	for_each_set_bit(bit, &fields, BITS_PER_TYPE(u32)) {
		err = set_field(dongle, BIT(bit), state);
		if (err)
			return err;
	}
	dongle->device = *state;
	return 0;
}

int bought_set(struct bought_dongle *dongle, const struct dongle_state *to)
{
	struct dongle_state steps[DONGLE_STEPS_MAX];
	unsigned int i, n = dongle_state_steps(&dongle->core.info, &dongle->device, to, steps);
	int err;

	lockdep_assert_held(&dongle->channel);
	err = begin(dongle);
	if (err)
		return err;
	for (i = 0; i < n && !err; i++)
		err = set_fields(dongle, &steps[i]);
	end(dongle);
	return err;
}

static int read_answer(struct bought_dongle *dongle, unsigned int question,
		       struct dongle_state *state)
{
	u8 answer[DIALECT_FRAME_MAX];
	unsigned int read;
	int len, err = -EAGAIN;

	for (read = 0; read < dongle->link->reads && err == -EAGAIN; read++) {
		len = dongle->link->receive(dongle, answer);
		if (len < 0)
			err = len;
		else
			err = dongle_dialect_parse(bought_dialect(dongle), &dongle->core.info,
						   question, answer, len, state, &dongle->heard);
	}
	return err;
}

static int ask(struct bought_dongle *dongle, unsigned int question, struct dongle_state *state)
{
	u8 command[DIALECT_FRAME_MAX];
	size_t len = dongle_dialect_ask(bought_dialect(dongle), question, command);
	int try, err = 0;

	for (try = 0; try < DIALECT_TRIES; try++) {
		if (dongle->link->expect)
			dongle->link->expect(dongle, question);
		err = send(dongle, command, len);
		if (!err)
			err = read_answer(dongle, question, state);
		if (err != -EAGAIN && err != -EMSGSIZE && err != -EPROTO && err != -EPIPE)
			break;
	}
	return err;
}

/* Models that share an id are told apart by the first answer. */
static int find_type(struct bought_dongle *dongle)
{
	u8 type = dongle->heard.bytes[0][bought_dialect(dongle)->type_at];
	const struct dongle_model *model = dongle_model_typed(dongle->model, type);

	if (!model)
		return -ENODEV;
	dongle->model = model;
	return 0;
}

int bought_ask(struct bought_dongle *dongle)
{
	const struct dongle_dialect *dialect = bought_dialect(dongle);
	struct dongle_state state = dongle->device;
	unsigned int question;
	int err;

	lockdep_assert_held(&dongle->channel);
	err = begin(dongle);
	if (err)
		return err;
	for (question = 0; !err && question < DIALECT_QUESTIONS; question++) {
		if (!dialect->questions[question].len)
			break;
		err = ask(dongle, question, &state);
		if (!err && !question)
			err = find_type(dongle);
	}
	end(dongle);
	if (!err)
		dongle->device = state;
	return err;
}
