// SPDX-License-Identifier: GPL-2.0-only
/*
 * driver/host/dialect.c with the table of models: what bought dongles answer, and what
 * they are told. The first byte is the model, then comes what they were heard to say.
 */
#include <stdlib.h>

#include "fuzz.h"
#include "speech.h"
#include "state.h"

static const struct dongle_dialect *speak;
static struct dongle_info info;
static const struct dongle_model *model;

static const struct dialect_register *find(u32 field)
{
	const struct dialect_register *reg = speak->registers;

	while (reg->field && reg->field != field)
		reg++;
	return reg->field ? reg : NULL;
}

/* Where the bytes of a register are in an answer. */
static u8 place(const struct dialect_register *reg)
{
	return reg->shape == DIALECT_GROUP ? 4 : reg->at;
}

static void check_command(const struct dialect_register *reg, const struct dongle_state *state,
			  const u8 *command, size_t len)
{
	unsigned int ch;

	PROPERTY(len <= DIALECT_FRAME_MAX &&
		 fuzz_is(command + len, DIALECT_FRAME_MAX - len, 0),
		 "a command fits in a frame, and nothing is behind it");
	PROPERTY(speech_is(reg, command, len), "a command is the one of the table, whole");
	for (ch = 0; ch < DONGLE_CHANNELS && reg->field == USB_DONGLE_F_VOLUME(0); ch++)
		PROPERTY(speech_loudness(model, reg, command, ch) <=
			 state->output[0].volume[ch], "no command is louder than was asked");
}

/* What was read, written back. */
static void check_same(unsigned int question, const u8 *answer, const struct dongle_state *state,
		       const struct dialect_heard *heard)
{
	const struct dialect_register *reg;
	u8 command[DIALECT_FRAME_MAX];
	size_t i, len;

	for (reg = speak->registers; reg->field; reg++) {
		if (reg->question != question || !reg->at)
			continue;
		len = dongle_dialect_set(speak, &info, reg->field, state, heard, 0, command);
		check_command(reg, state, command, len);
		for (i = 0; i < speech_length(reg); i++)
			PROPERTY(command[reg->len + i] ==
				 answer[place(reg) + (reg->shape == DIALECT_RATES ? 0 : i)],
				 "what was read is written as the same bytes");
	}
}

static u32 fields_of(unsigned int question)
{
	const struct dialect_register *reg;
	u32 fields = 0;

	for (reg = speak->registers; reg->field; reg++)
		if (reg->question == question && reg->at)
			fields |= reg->field;
	return fields;
}

static void check_answer(struct fuzz *fuzz, struct dongle_state *state,
			 struct dialect_heard *heard)
{
	unsigned int question = fuzz_below(fuzz, DIALECT_QUESTIONS);
	const struct dialect_heard heard_before = *heard;
	const struct dongle_state before = *state;
	u8 buf[DIALECT_FRAME_MAX], *answer;
	int len, err;

	if (!speak->questions[question].len)
		question = 0;
	len = speech_answer(fuzz, speak, question, buf,
			    fuzz_below(fuzz, DIALECT_FRAME_MAX + 1));
	/* of the very size */
	answer = malloc(len > 0 ? len : 1);
	memcpy(answer, buf, len > 0 ? len : 0);
	err = dongle_dialect_parse(speak, &info, question, answer, len, state, heard);
	PROPERTY(!err || (!memcmp(heard, &heard_before, sizeof(*heard)) &&
			  !dongle_state_diff(&before, state)),
		 "an answer that is refused leaves nothing");
	PROPERTY((err == -EMSGSIZE) == (len < speak->answer_len) &&
		 (!err || err == -EAGAIN || err == -EMSGSIZE || err == -EPROTO),
		 "an error is one that the header names");
	if (!err) {
		PROPERTY(fuzz_has(&info, state), "no answer makes a value that there is not");
		PROPERTY(!(dongle_state_diff(&before, state) & ~fields_of(question)),
			 "an answer says nothing of what was not asked");
		check_same(question, answer, state, heard);
	}
	if (len > 0 && (speak->numbered || speak->keys) &&
	    dongle_dialect_is_answer(speak, question, answer, len))
		PROPERTY(!dongle_dialect_is_key(speak, answer, len), "no answer is taken for keys");
	free(answer);
}

/* A device that keeps what it is told, asked for it. */
static void check_back(const struct dialect_register *reg, const struct dongle_state *state,
		       struct dialect_heard heard, const u8 *command)
{
	const struct dialect_question *ask = &speak->questions[reg->question];
	u8 answer[DIALECT_FRAME_MAX] = {};
	struct dongle_state read = *state;
	int err;

	memcpy(answer, heard.bytes[reg->question], DIALECT_HEARD);
	memcpy(answer, ask->answer, DIALECT_HEADER - !(ask->known & 8));
	memcpy(answer + place(reg), command + reg->len,
	       reg->shape == DIALECT_RATES ? 1 : speech_length(reg));
	err = dongle_dialect_parse(speak, &info, reg->question, answer, speak->answer_len, &read,
				   &heard);
	/* the values beside it may be any */
	if (err == -EPROTO)
		return;
	PROPERTY(!err && !(dongle_state_diff(state, &read) & reg->field),
		 "what is set is read as the same");
}

static void check_set(struct fuzz *fuzz, const struct dialect_heard *heard)
{
	u32 field = 1u << fuzz_below(fuzz, 32);
	const struct dialect_register *reg = find(field);
	u8 command[DIALECT_FRAME_MAX];
	struct dongle_state state;
	unsigned int n = 0;
	size_t len;

	fuzz_state(fuzz, &info, &state);
	do {
		memset(command, 0xff, sizeof(command));
		len = dongle_dialect_set(speak, &info, field, &state, heard, n, command);
		if (!n && reg && len)
			check_command(reg, &state, command, len);
		if (!n && reg && reg->at && len)
			check_back(reg, &state, *heard, command);
	} while (len && n++ < DIALECT_REGISTERS);
	PROPERTY(n <= DIALECT_REGISTERS && !n == !reg,
		 "a field that the device has takes some commands, another none");
}

static void check_key(struct fuzz *fuzz)
{
	size_t len = 1 + fuzz_below(fuzz, DIALECT_FRAME_MAX);
	u8 *report = fuzz_take(fuzz, &len);

	if (len)
		dongle_dialect_is_key(speak, report, len);
	free(report);
}

void fuzz_start(void)
{
}

void fuzz_one(struct fuzz *fuzz)
{
	unsigned int i;
	struct dialect_heard heard;
	struct dongle_state state;

	model = speech_model(fuzz_byte(fuzz));
	speak = model->kind->dialect;
	dongle_model_info(model, &info);
	fuzz_fill(fuzz, &heard, sizeof(heard));
	dongle_state_init(&info, &state);
	for (i = 0; i < 8 && fuzz->left; i++) {
		switch (fuzz_byte(fuzz) % 3) {
		case 0:
			check_answer(fuzz, &state, &heard);
			break;
		case 1:
			check_set(fuzz, &heard);
			break;
		default:
			check_key(fuzz);
		}
	}
}
