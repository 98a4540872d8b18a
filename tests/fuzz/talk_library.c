// SPDX-License-Identifier: GPL-2.0-only
/* The library's half of tests/fuzz/talk.c. */
#include "bought.h"
#include "state.h"
#include "talk.h"
#include "wrap.h"

/* Nothing waits. */
int __wrap_clock_nanosleep(clockid_t clock, int flags, const struct timespec *time,
			   struct timespec *left)
{
	(void)clock;
	(void)flags;
	(void)time;
	(void)left;
	return 0;
}

void talk_note(struct talk_log *log, const u8 *command, size_t len)
{
	len = min(len, sizeof(log->bytes) - log->len);
	memcpy(log->bytes + log->len, command, len);
	log->len += len;
}

static int other(void *handle, u8 request, bool in, u16 index, void *buf, u16 len)
{
	(void)handle;
	(void)request;
	(void)index;
	return talk_transfer(in, buf, len);
}

/* One field after the other, as bought.c does. */
static int set_fields(struct dongle *dongle, const struct dongle_state *state)
{
	u32 fields = dongle_state_diff(&dongle->bought->device, state);
	unsigned int bit;
	int err = 0;

	for (bit = 0; !err && bit < 32; bit++)
		if (fields & BIT(bit))
			err = wire_set(dongle, BIT(bit), state);
	dongle->bought->device = *state;
	return err;
}

static void set(struct dongle *dongle, const struct dongle_state *to)
{
	struct dongle_state steps[DONGLE_STEPS_MAX];
	unsigned int i, n;
	int err = 0;

	n = dongle_state_steps(&dongle->info, &dongle->bought->device, to, steps);
	for (i = 0; i < n && !err; i++)
		err = set_fields(dongle, &steps[i]);
}

void talk_library(const struct dongle_model *model, struct talk_log *log,
		  const struct dongle_state *to, const struct dongle_state **setting)
{
	static const struct dongle_bus_ops ops = { .other = other };
	struct dongle_bus bus = { .ops = &ops };
	struct bought bought = { .model = model, .hidraw = -1, .card.fd = -1 };
	struct dongle dongle = { .bus = &bus, .bought = &bought, .handle = &bus };
	struct dongle_state wanted = *to;

	dongle_model_info(model, &dongle.info);
	dongle_state_init(&dongle.info, &bought.device);
	log->err = wire_ask(&dongle);
	log->state = bought.device;
	if (log->err)
		return;
	wanted.active = bought.device.active;
	*setting = &wanted;
	set(&dongle, &wanted);
	*setting = NULL;
}
