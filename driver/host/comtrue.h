/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The vendor channel of Comtrue bridges, in plain C: commands and answers as bytes.
 *
 * A command goes out by bRequest 0xA0, an answer is read by 0xA1, both vendor
 * requests to "other" with wIndex 0x09A0. Nothing says when an answer is there, or to
 * which command: there is one slot, and it keeps the last.
 */
#ifndef DONGLE_COMTRUE_H
#define DONGLE_COMTRUE_H

#include "../core/model.h"

#define COMTRUE_WRITE		0xA0
#define COMTRUE_READ		0xA1
#define COMTRUE_INDEX		0x09A0
#define COMTRUE_ANSWER_LEN	7
#define COMTRUE_COMMAND_MAX	7

/* From a question to its answer. */
#define COMTRUE_ANSWER_MS	100

/**
 * struct comtrue_register - where a field lives in the device
 * @field: USB_DONGLE_F_* or DONGLE_F_OPTION()
 * @set: command that sets it
 * @ask: command whose answer has it
 * @at: byte of that answer
 * @sides: two bytes, what is taken from the right and from the left; one is 0
 */
struct comtrue_register {
	u32 field;
	u8 set;
	u8 ask;
	u8 at;
	bool sides;
};

/**
 * struct comtrue - how a family of devices speaks
 * @header: first byte of a command
 * @answer: first byte of an answer; 0: not known, any will do
 * @questions: up to 0; in turns, so that an old answer is told from a new one
 * @registers: up to an empty row
 */
struct comtrue {
	u8 header;
	u8 answer;
	u8 questions[4];
	struct comtrue_register registers[8];
};

/**
 * comtrue_build_set - the command that sets one field
 * @family: how the device speaks
 * @info: what it is
 * @field: which field; the device has it
 * @state: its value, valid for the device
 * @command: result, filled in whole
 *
 * Return: length of the command; 0 when no command sets the field.
 */
size_t comtrue_build_set(const struct comtrue *family, const struct dongle_info *info, u32 field,
			 const struct dongle_state *state, u8 command[COMTRUE_COMMAND_MAX]);

/**
 * comtrue_build_ask - a question
 * @family: how the device speaks
 * @ask: one of @family->questions
 * @command: result
 *
 * Return: length of the command.
 */
size_t comtrue_build_ask(const struct comtrue *family, u8 ask, u8 command[COMTRUE_COMMAND_MAX]);

/**
 * comtrue_parse - what an answer says
 * @family: how the device speaks
 * @info: what it is
 * @ask: the question
 * @answer: what was received
 * @len: of @answer
 * @state: its fields that the answer has are set, on success only
 *
 * Return: 0; -EAGAIN: that is the answer to another question; -EMSGSIZE: too short;
 * -EPROTO: a value that the device cannot have.
 */
int comtrue_parse(const struct comtrue *family, const struct dongle_info *info, u8 ask,
		  const u8 *answer, int len, struct dongle_state *state);

#endif /* DONGLE_COMTRUE_H */
