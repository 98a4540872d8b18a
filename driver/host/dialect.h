/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What bought dongles are told and what they answer, in plain C: bytes that follow
 * from tables. Nothing is sent that no table names.
 */
#ifndef DONGLE_DIALECT_H
#define DONGLE_DIALECT_H

#include "../core/model.h"

#define DIALECT_QUESTIONS	4
#define DIALECT_REGISTERS	8
#define DIALECT_HEADER		4
#define DIALECT_FRAME_MAX	64
#define DIALECT_HEARD		8	/* bytes of an answer that are kept */

/* How it is spoken to. */
#define DIALECT_LINK_CHANNEL	0
#define DIALECT_LINK_HID	1

/* Questions are put again as often, when there is no answer. */
#define DIALECT_TRIES		3

/*
 * Comtrue's vendor channel: vendor requests to "other". Nothing says when an answer is
 * there, or to which question: there is one slot, and it keeps the last.
 */
#define DIALECT_CHANNEL_SEND	0xA0	/* bRequest */
#define DIALECT_CHANNEL_RECEIVE	0xA1
#define DIALECT_CHANNEL_INDEX	0x09A0	/* wIndex */
#define DIALECT_CHANNEL_MS	100	/* from a question to its answer */
#define DIALECT_CHANNEL_READS	2	/* some need longer */

/* What the byte of a register is. */
#define DIALECT_BOTH		0	/* both channels, or something else there is once */
#define DIALECT_STEREO		1	/* two bytes: left, right */
#define DIALECT_SIDES		2	/* two: taken from the right, from the left; one is 0 */
#define DIALECT_RATES		3	/* four bytes: the same for each sample rate */
#define DIALECT_GROUP		4	/* set with its neighbours in the answer: byte 4 to 7 */

/**
 * struct dialect_question - what is asked
 * @ask: the command
 * @len: of @ask
 * @known: mask of bytes of @answer that are known
 * @answer: how its answer begins
 */
struct dialect_question {
	u8 ask[DIALECT_HEADER];
	u8 len;
	u8 known;
	u8 answer[DIALECT_HEADER];
};

/**
 * struct dialect_register - where a field lives in the device
 * @field: USB_DONGLE_F_* or DONGLE_F_OPTION()
 * @set: command that sets it, up to the value
 * @len: of @set
 * @shape: DIALECT_BOTH and so on
 * @question: index of the question whose answer has it
 * @at: byte of that answer; 0: in none
 * @apply: takes effect with the dialect's @apply
 * @codes: of the values, where these are not counted from 0
 */
struct dialect_register {
	u32 field;
	u8 set[DIALECT_HEADER];
	u8 len;
	u8 shape;
	u8 question;
	u8 at;
	bool apply;
	const u8 *codes;
};

/**
 * struct dongle_dialect - how a family of devices speaks
 * @link: DIALECT_LINK_*
 * @command_len: all commands are filled up with 0 to this; 0: as short as can be
 * @answer_len: bytes of an answer
 * @type_at: byte of the first answer that tells models with one id apart; 0: none
 * @numbered: HID reports begin with their number, questions and answers too
 * @keys: answers come in the report of the media keys
 * @pause_ms: from one command to the next
 * @apply: command that has others take effect
 * @questions: up to one without @len; in turns, so that an old answer is told from a
 *	new one
 * @registers: up to one without @field
 */
struct dongle_dialect {
	u8 link;
	u8 command_len;
	u8 answer_len;
	u8 type_at;
	bool numbered;
	bool keys;
	u8 pause_ms;
	u8 apply[DIALECT_HEADER];
	struct dialect_question questions[DIALECT_QUESTIONS];
	struct dialect_register registers[DIALECT_REGISTERS];
};

/**
 * struct dialect_heard - what the answers were
 * @bytes: the start of each; of those that were not heard 0
 */
struct dialect_heard {
	u8 bytes[DIALECT_QUESTIONS][DIALECT_HEARD];
};

/**
 * dongle_dialect_set - a command that sets a field
 * @dialect: how the device speaks
 * @info: what it is
 * @field: one of USB_DONGLE_F_* or DONGLE_F_OPTION()
 * @state: has the value, valid for the device
 * @heard: what it answered last
 * @n: which command: 0, 1, ...
 * @command: result
 *
 * Return: its length; 0 when there is no such command.
 */
size_t dongle_dialect_set(const struct dongle_dialect *dialect, const struct dongle_info *info,
			  u32 field, const struct dongle_state *state,
			  const struct dialect_heard *heard, unsigned int n,
			  u8 command[DIALECT_FRAME_MAX]);

/**
 * dongle_dialect_ask - a question
 * @dialect: how the device speaks
 * @question: index
 * @command: result
 *
 * Return: its length; 0 when there is no such question.
 */
size_t dongle_dialect_ask(const struct dongle_dialect *dialect, unsigned int question,
			  u8 command[DIALECT_FRAME_MAX]);

/**
 * dongle_dialect_is_answer - whether something is the answer to a question
 * @dialect: how the device speaks
 * @question: index
 * @answer: what was received
 * @len: of @answer
 *
 * Return: true or false.
 */
bool dongle_dialect_is_answer(const struct dongle_dialect *dialect, unsigned int question,
			      const u8 *answer, int len);

/**
 * dongle_dialect_parse - what an answer says
 * @dialect: how the device speaks
 * @info: what it is
 * @question: index
 * @answer: what was received
 * @len: of @answer
 * @state: its fields that the answer has are set, on success only
 * @heard: gets the answer, on success only
 *
 * Return: 0; -EAGAIN: that is not the answer to this question; -EMSGSIZE: too short;
 * -EPROTO: a value that the device cannot have.
 */
int dongle_dialect_parse(const struct dongle_dialect *dialect, const struct dongle_info *info,
			 unsigned int question, const u8 *answer, int len,
			 struct dongle_state *state, struct dialect_heard *heard);

/**
 * dongle_dialect_is_key - whether a report has media keys, and is no answer
 * @dialect: how the device speaks
 * @report: what was received
 * @len: of @report
 *
 * Return: true where that cannot be told, too.
 */
bool dongle_dialect_is_key(const struct dongle_dialect *dialect, const u8 *report, int len);

/**
 * dongle_dialect_writes_whole - whether what is set has to be read before
 * @dialect: how the device speaks
 *
 * Return: true where a command sets more than was asked for.
 */
bool dongle_dialect_writes_whole(const struct dongle_dialect *dialect);

#endif /* DONGLE_DIALECT_H */
