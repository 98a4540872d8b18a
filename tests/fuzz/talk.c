// SPDX-License-Identifier: GPL-2.0-only
/*
 * driver/host/talk.c: the driver asks and sets bought dongles that answer anything. What
 * it sends and what it makes of the answers is the same as what the library does: wire.c.
 */
#include <stdlib.h>

#include "fuzz.h"
#include "speech.h"
#include "state.h"
#include "talk.h"
#include "../../driver/host/bought.h"

unsigned long jiffies;

/* The dongle that is spoken to. */
static struct {
	struct fuzz *fuzz;
	const struct dongle_model *model;
	const struct dongle_state *from, *to;	/* what is being set, or NULL */
	unsigned int question;
	unsigned int asked[DIALECT_QUESTIONS];
	struct talk_log *log;
} dev;

static int take(const u8 *command, size_t len)
{
	int question = speech_question(dev.model->kind->dialect, command, len);

	talk_note(dev.log, command, len);
	PROPERTY(question >= 0 || dev.to, "who only asks sends nothing but questions");
	if (question < 0) {
		PROPERTY(!speech_louder(dev.model, command, len, dev.from, dev.to),
			 "no command is louder than it was and than was asked");
	} else {
		dev.question = question;
		dev.asked[question]++;
	}
	return fuzz_byte(dev.fuzz) < 0xf8 ? 0 : speech_error(dev.fuzz);
}

static int send(struct bought_dongle *dongle, const u8 *command, size_t len)
{
	(void)dongle;
	return take(command, len);
}

static int receive(struct bought_dongle *dongle, u8 *answer)
{
	const struct dongle_dialect *speak = bought_dialect(dongle);
	int len = speech_answer(dev.fuzz, speak, dev.question, answer, speak->answer_len);

	/* hid.c lets only answers through */
	if (speak->link == DIALECT_LINK_HID && len >= 0 &&
	    !dongle_dialect_is_answer(speak, dev.question, answer, len))
		return -EAGAIN;
	return len;
}

/* The library's side: see tests/fuzz/talk_library.c. */
int talk_transfer(bool in, u8 *buf, int len)
{
	int err;

	if (in)
		return speech_answer(dev.fuzz, dev.model->kind->dialect, dev.question, buf, len);
	err = take(buf, len);
	return err ? err : len;
}

static int ask(struct bought_dongle *dongle)
{
	const struct dongle_state before = dongle->device;
	unsigned int n;
	int err;

	memset(dev.asked, 0, sizeof(dev.asked));
	err = bought_ask(dongle);
	for (n = 0; n < DIALECT_QUESTIONS; n++)
		PROPERTY(dev.asked[n] <= DIALECT_TRIES, "a question is put three times at most");
	PROPERTY(err <= 0 && (err ? !dongle_state_diff(&before, &dongle->device) :
			      fuzz_has(&dongle->core.info, &dongle->device)),
		 "what was asked is what the dongle can have, or an error and nothing");
	return err;
}

static void set(struct bought_dongle *dongle, struct dongle_state *to)
{
	const struct dongle_state before = dongle->device;

	dev.from = &before;
	dev.to = to;
	bought_set(dongle, to);
	dev.to = NULL;
}

static void in_kernel(const struct fuzz *bytes, struct talk_log *log)
{
	static const struct bought_link link = { .send = send, .receive = receive, .reads = 2 };
	struct bought_dongle dongle = { .model = dev.model, .link = &link };
	struct fuzz fuzz = *bytes;
	struct dongle_state to;

	dev.fuzz = &fuzz;
	dev.log = log;
	dongle_model_info(dev.model, &dongle.core.info);
	dongle_state_init(&dongle.core.info, &dongle.device);
	fuzz_state(&fuzz, &dongle.core.info, &to);
	log->err = ask(&dongle);
	log->state = dongle.device;
	if (log->err)
		return;
	to.active = dongle.device.active;
	set(&dongle, &to);
}

/* -EAGAIN and -EPROTO have other names there. */
static int translate(int err)
{
	if (err == -EAGAIN)
		return -ETIMEDOUT;
	return err == -EPROTO ? -EBADMSG : err;
}

static void in_library(const struct fuzz *bytes, struct talk_log *log)
{
	struct fuzz fuzz = *bytes;
	struct dongle_info info;
	struct dongle_state to;

	dev.fuzz = &fuzz;
	dev.log = log;
	dongle_model_info(dev.model, &info);
	fuzz_state(&fuzz, &info, &to);
	dev.from = &log->state;
	talk_library(dev.model, log, &to, &dev.to);
	dev.to = NULL;
}

void fuzz_start(void)
{
}

void fuzz_one(struct fuzz *fuzz)
{
	static struct talk_log kernel, library;

	memset(&dev, 0, sizeof(dev));
	memset(&kernel, 0, sizeof(kernel));
	memset(&library, 0, sizeof(library));
	dev.model = speech_model(fuzz_byte(fuzz));
	in_kernel(fuzz, &kernel);
	if (dev.model->kind->dialect->link != DIALECT_LINK_CHANNEL)
		return;
	in_library(fuzz, &library);
	PROPERTY(translate(kernel.err) == library.err,
		 "the driver and the library end alike");
	PROPERTY(!dongle_state_diff(&kernel.state, &library.state),
		 "the driver and the library make the same of the answers");
	PROPERTY(kernel.len == library.len && !memcmp(kernel.bytes, library.bytes, kernel.len),
		 "the driver and the library send the same");
}
