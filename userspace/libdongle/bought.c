// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>

#include "bought.h"
#include "state.h"

void bought_name(struct dongle_id *id)
{
	const struct dongle_model *model;

	if (!id->bought)
		return;
	model = dongle_model_find(id->vendor_id, id->product_id);
	if (model && (!model->kind->types || !*id->product))
		snprintf(id->product, sizeof(id->product), "%s", model->name);
}

const struct dongle_model *bought_describe(const struct dongle_id *id, struct dongle_info *info)
{
	const struct dongle_model *model = dongle_model_find(id->vendor_id, id->product_id);

	if (model)
		dongle_model_info(model, info);
	return model;
}

/* Looks for the controls each time: the driver comes and goes. */
static int card_get(struct dongle *dongle, struct dongle_state *state)
{
	struct bought *b = dongle->bought;
	int err, number;

	if (b->card.fd < 0) {
		number = dongle->bus->ops->card(dongle->bus, &dongle->id);
		err = number < 0 ? number : card_open(&b->card, number);
		if (err)
			return err;
		b->card.bought = true;
	}
	err = card_find(&b->card, &dongle->info, state);
	if (err)
		card_close(&b->card);
	return err;
}

/* Return: whether the card has been read or written, with @err how. */
static bool through_card(struct dongle *dongle, int *err)
{
	if (dongle->bus->direct)
		return false;
	*err = card_get(dongle, &dongle->bought->device);
	return !*err;
}

static int open_wire(struct dongle *dongle)
{
	return wire_is_open(dongle) ? 0 : wire_open(dongle);
}

/* Has the driver ask what it cannot know: that somebody went past it. */
static void tell_driver(struct dongle *dongle)
{
	struct dongle_state shown = dongle->bought->device;

	if (!dongle->bus->direct || card_get(dongle, &shown))
		return;
	if (dongle_state_diff(&shown, &dongle->bought->device))
		card_look_again(&dongle->bought->card);
}

static int wire_get(struct dongle *dongle)
{
	int err = open_wire(dongle);

	if (!err)
		err = wire_ask(dongle);
	if (!err)
		tell_driver(dongle);
	return err;
}

static int refresh(struct dongle *dongle)
{
	struct bought *b = dongle->bought;
	int err;

	b->known = false;
	if (!through_card(dongle, &err))
		err = wire_get(dongle);
	b->known = !err;
	return err;
}

static void report_now(const struct dongle *dongle, struct dongle_report *report)
{
	memset(report, 0, sizeof(*report));
	report->state = dongle->bought->device;
	report->state.active = dongle_state_route(&dongle->info, &report->state,
						  DONGLE_PRIORITY_BALANCED, 0);
}

static int bought_get(struct dongle *dongle, struct dongle_report *report)
{
	int err = refresh(dongle);

	if (!err)
		report_now(dongle, report);
	return err;
}

static int set_field(struct dongle *dongle, u32 field, const struct dongle_state *state, bool card)
{
	if (card)
		return card_write(&dongle->bought->card, &dongle->info, field, state);
	return wire_set(dongle, field, state);
}

static int set_fields(struct dongle *dongle, const struct dongle_state *state, bool card)
{
	u32 fields = dongle_state_diff(&dongle->bought->device, state);
	unsigned int bit;
	int err = 0;

	for (bit = 0; !err && bit < 8 * sizeof(fields); bit++)
		if (fields & BIT(bit))
			err = set_field(dongle, BIT(bit), state, card);
	if (!err)
		dongle->bought->device = *state;
	return err;
}

static int set_steps(struct dongle *dongle, const struct dongle_state *to, bool card)
{
	struct dongle_state steps[DONGLE_STEPS_MAX];
	unsigned int i, n = dongle_state_steps(&dongle->info, &dongle->bought->device, to, steps);
	int err = 0;

	for (i = 0; i < n && !err; i++)
		err = set_fields(dongle, &steps[i], card);
	return err;
}

/* One that does nothing of what it was told, and says nothing. */
static bool is_deaf(const struct dongle_state *before, const struct dongle_state *wanted,
		    const struct dongle_state *now)
{
	return dongle_state_diff(before, wanted) && dongle_state_diff(wanted, now) &&
	       !dongle_state_diff(before, now);
}

static int bought_set(struct dongle *dongle, u32 mask, const struct dongle_state *state,
		      struct dongle_report *report)
{
	struct bought *b = dongle->bought;
	struct dongle_state before, to;
	int err = b->known ? 0 : refresh(dongle);
	bool card = !dongle->bus->direct && b->card.fd >= 0;

	if (err)
		return err;
	before = b->device;
	to = before;
	dongle_state_copy(&to, mask & dongle_state_writable(&dongle->info), state);
	b->known = false;
	err = set_steps(dongle, &to, card);
	if (!err)
		err = card ? card_get(dongle, &b->device) : wire_get(dongle);
	if (err)
		return err;
	b->known = true;
	report_now(dongle, report);
	if (is_deaf(&before, &to, &b->device))
		report->result = USB_DONGLE_RESULT_DEVICE;
	return 0;
}

static void bought_close(struct dongle *dongle)
{
	card_close(&dongle->bought->card);
	wire_close(dongle);
	free(dongle->bought);
}

static const struct dongle_ops bought_ops = {
	.get = bought_get,
	.set = bought_set,
	.close = bought_close,
};

int bought_bypassed(const struct dongle *dongle)
{
	struct dongle_state state;
	struct card card = { .fd = -1 };
	int err, number;

	if (!dongle->bought || !dongle->bus->direct)
		return -1;
	number = dongle->bus->ops->card(dongle->bus, &dongle->id);
	if (number < 0 || card_open(&card, number))
		return -1;
	card.bought = true;
	err = card_find(&card, &dongle->info, &state);
	card_close(&card);
	return err ? -1 : number;
}

/* Which of several it is says the first answer, so over the wire only. */
static int find_out(struct dongle *dongle)
{
	int err;

	if (through_card(dongle, &err))
		return 0;
	err = wire_open(dongle);
	if (!err && dongle->bought->model->kind->types)
		err = wire_ask(dongle);
	return err;
}

int bought_open(struct dongle *dongle)
{
	struct bought *b = calloc(1, sizeof(*b));
	int err = -ENODEV;

	if (!b)
		return -ENOMEM;
	dongle->bought = b;
	b->hidraw = -1;
	b->card.fd = -1;
	b->model = bought_describe(&dongle->id, &dongle->info);
	if (!b->model)
		goto err_free;
	dongle_state_init(&dongle->info, &b->device);
	dongle->ops = &bought_ops;
	err = find_out(dongle);
	if (!err)
		return 0;
	card_close(&b->card);
	wire_close(dongle);
err_free:
	free(b);
	return err;
}
