// SPDX-License-Identifier: GPL-2.0-only
/*
 * Questions and commands to a bought dongle, as driver/host/talk.c puts them: through
 * the vendor channel of a Comtrue bridge, or in HID reports.
 */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "bought.h"
#include "hidraw.h"

#define CLOCK_MARGIN_MS	5	/* two clocks, and ours is cut to 1 ms */

unsigned int dongle_answer_ms = DIALECT_CHANNEL_MS;

/**
 * struct link - how commands and answers travel
 * @open: before anything else
 * @close: undo @open
 * @send: a command, whole; 0 or -errno
 * @expect: forget what has come so far; may be NULL
 * @receive: into a buffer of DIALECT_FRAME_MAX, what may be the answer to this question:
 *	bytes received, or -errno; -EAGAIN: there is none
 * @reads: how often it is worth to look for an answer
 */
struct link {
	int (*open)(struct dongle *dongle);
	void (*close)(struct dongle *dongle);
	int (*send)(struct dongle *dongle, u8 *command, size_t len);
	void (*expect)(struct dongle *dongle);
	int (*receive)(struct dongle *dongle, unsigned int question, u8 *answer);
	unsigned int reads;
};

static void sleep_ms(long long ms)
{
	struct timespec left = { ms / 1000, ms % 1000 * 1000000 };

	while (ms > 0 && clock_nanosleep(CLOCK_MONOTONIC, 0, &left, &left) == EINTR)
		;
}

static int channel_open(struct dongle *dongle)
{
	return dongle->bus->ops->open(dongle->bus, &dongle->id, &dongle->handle);
}

static void channel_close(struct dongle *dongle)
{
	dongle->bus->ops->close(dongle->handle);
	dongle->handle = NULL;
}

static int channel_send(struct dongle *dongle, u8 *command, size_t len)
{
	int n = dongle->bus->ops->other(dongle->handle, DIALECT_CHANNEL_SEND, false,
					DIALECT_CHANNEL_INDEX, command, len);

	return n < 0 || n == (int)len ? min(n, 0) : -EIO;
}

/* Nothing says when it is there: the slot has the answer before until then. */
static int channel_receive(struct dongle *dongle, unsigned int question, u8 *answer)
{
	(void)question;
	sleep_ms(dongle_answer_ms);
	return dongle->bus->ops->other(dongle->handle, DIALECT_CHANNEL_RECEIVE, true,
				       DIALECT_CHANNEL_INDEX, answer,
				       bought_dialect(dongle)->answer_len);
}

static int hid_open(struct dongle *dongle)
{
	const struct dongle_dialect *dialect = bought_dialect(dongle);
	u8 report = dialect->numbered ? dialect->questions[0].ask[0] : 0;
	int fd = dongle->bus->ops->hidraw(dongle->bus, &dongle->id, report);

	if (fd < 0)
		return fd;
	dongle->bought->hidraw = fd;
	return 0;
}

static void hid_close(struct dongle *dongle)
{
	close(dongle->bought->hidraw);
	dongle->bought->hidraw = -1;
}

static int hid_send(struct dongle *dongle, u8 *command, size_t len)
{
	return hidraw_send(dongle->bought->hidraw, bought_dialect(dongle)->numbered, command, len);
}

static void hid_expect(struct dongle *dongle)
{
	hidraw_drain(dongle->bought->hidraw);
}

static int hid_receive(struct dongle *dongle, unsigned int question, u8 *answer)
{
	return hidraw_receive(dongle->bought->hidraw, bought_dialect(dongle), question, answer);
}

static const struct link links[] = {
	[DIALECT_LINK_CHANNEL] = {
		.open = channel_open,
		.close = channel_close,
		.send = channel_send,
		.receive = channel_receive,
		.reads = DIALECT_CHANNEL_READS,
	},
	[DIALECT_LINK_HID] = {
		.open = hid_open,
		.close = hid_close,
		.send = hid_send,
		.expect = hid_expect,
		.receive = hid_receive,
		.reads = 1,
	},
};

static const struct link *link_of(const struct dongle *dongle)
{
	return &links[bought_dialect(dongle)->link];
}

/* Who spoke to it last may have been another program, just now. */
int wire_open(struct dongle *dongle)
{
	dongle->bought->free_at = dongle_now_ms() + bought_dialect(dongle)->pause_ms;
	return link_of(dongle)->open(dongle);
}

bool wire_is_open(const struct dongle *dongle)
{
	return dongle->handle || dongle->bought->hidraw >= 0;
}

void wire_close(struct dongle *dongle)
{
	if (wire_is_open(dongle))
		link_of(dongle)->close(dongle);
}

static int send(struct dongle *dongle, u8 *command, size_t len)
{
	struct bought *b = dongle->bought;
	int err;

	sleep_ms(b->free_at - dongle_now_ms());
	err = link_of(dongle)->send(dongle, command, len);
	b->free_at = dongle_now_ms() + bought_dialect(dongle)->pause_ms + CLOCK_MARGIN_MS;
	return err;
}

int wire_set(struct dongle *dongle, u32 field, const struct dongle_state *state)
{
	u8 command[DIALECT_FRAME_MAX];
	unsigned int n = 0;
	size_t len;
	int err = 0;

	while (!err) {
		len = dongle_dialect_set(bought_dialect(dongle), &dongle->info, field, state,
					 &dongle->bought->heard, n++, command);
		if (!len)
			break;
		err = send(dongle, command, len);
	}
	return err;
}

static int read_answer(struct dongle *dongle, unsigned int question, struct dongle_state *state,
		       struct dialect_heard *heard)
{
	u8 answer[DIALECT_FRAME_MAX] = {};
	unsigned int read;
	int len, err = -EAGAIN;

	for (read = 0; read < link_of(dongle)->reads && err == -EAGAIN; read++) {
		len = link_of(dongle)->receive(dongle, question, answer);
		if (len < 0)
			return len;
		err = dongle_dialect_parse(bought_dialect(dongle), &dongle->info, question, answer,
					   len, state, heard);
	}
	return err;
}

static bool is_worth_it(int err)
{
	return err == -EAGAIN || err == -EMSGSIZE || err == -EPROTO || err == -EPIPE;
}

static int ask(struct dongle *dongle, unsigned int question, struct dongle_state *state,
	       struct dialect_heard *heard)
{
	u8 command[DIALECT_FRAME_MAX];
	size_t len = dongle_dialect_ask(bought_dialect(dongle), question, command);
	int try, err = -EAGAIN;

	for (try = 0; try < DIALECT_TRIES && is_worth_it(err); try++) {
		if (link_of(dongle)->expect)
			link_of(dongle)->expect(dongle);
		err = send(dongle, command, len);
		if (!err)
			err = read_answer(dongle, question, state, heard);
	}
	/* as dongle_strerror() has them */
	if (err == -EAGAIN)
		return -ETIMEDOUT;
	return err == -EPROTO ? -EBADMSG : err;
}

/* Models that share an id are told apart by the first answer. */
static int find_type(struct dongle *dongle, const struct dialect_heard *heard)
{
	struct bought *b = dongle->bought;
	const struct dongle_model *model;

	model = dongle_model_typed(b->model, heard->bytes[0][bought_dialect(dongle)->type_at]);
	if (!model)
		return -ENODEV;
	if (!model->kind->types)
		return 0;
	b->model = model;
	dongle_model_info(model, &dongle->info);
	snprintf(dongle->id.product, sizeof(dongle->id.product), "%s", model->name);
	return 0;
}

int wire_ask(struct dongle *dongle)
{
	const struct dongle_dialect *dialect = bought_dialect(dongle);
	struct dongle_state state = dongle->bought->device;
	struct dialect_heard heard = dongle->bought->heard;
	unsigned int question;
	int err = 0;

	for (question = 0; question < DIALECT_QUESTIONS; question++) {
		if (!dialect->questions[question].len)
			break;
		err = ask(dongle, question, &state, &heard);
		if (!err && !question)
			err = find_type(dongle, &heard);
		if (err)
			return err;
	}
	dongle->bought->device = state;
	dongle->bought->heard = heard;
	return 0;
}
