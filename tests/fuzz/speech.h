/* SPDX-License-Identifier: GPL-2.0-only */
/* What commands to bought dongles mean. */
#ifndef TEST_SPEECH_H
#define TEST_SPEECH_H

#include "fuzz.h"
#include "../../driver/host/models.h"

/**
 * speech_model - a model
 * @n: any number
 *
 * Return: its row.
 */
const struct dongle_model *speech_model(u8 n);

/**
 * speech_length - how many bytes a value takes in a command
 * @reg: where it lives
 *
 * Return: the number.
 */
size_t speech_length(const struct dialect_register *reg);

/**
 * speech_is - whether a command sets a register
 * @reg: register
 * @command: bytes
 * @len: how many
 *
 * Return: whether.
 */
bool speech_is(const struct dialect_register *reg, const u8 *command, size_t len);

/**
 * speech_loudness - how loud a command makes a dongle
 * @model: the dongle
 * @reg: its register of levels
 * @command: bytes
 * @channel: 0 or 1
 *
 * Return: 1/256 dB.
 */
int speech_loudness(const struct dongle_model *model, const struct dialect_register *reg,
		    const u8 *command, unsigned int channel);

/**
 * speech_louder - whether a command makes a dongle louder than both ends of a change
 * @model: the dongle
 * @command: bytes
 * @len: how many
 * @from: its state before
 * @to: what was asked
 *
 * Return: whether.
 */
bool speech_louder(const struct dongle_model *model, const u8 *command, size_t len,
		   const struct dongle_state *from, const struct dongle_state *to);

/**
 * speech_question - whether a command is a question
 * @speak: how the dongle speaks
 * @command: bytes
 * @len: how many
 *
 * Return: its index, or -1.
 */
int speech_question(const struct dongle_dialect *speak, const u8 *command, size_t len);

/**
 * speech_error - make up an error of a transfer
 * @fuzz: bytes
 *
 * Return: -errno.
 */
int speech_error(struct fuzz *fuzz);

/**
 * speech_answer - make up anything, or what begins as the answer to a question
 * @fuzz: bytes
 * @speak: how the dongle speaks
 * @question: its index
 * @buf: result
 * @room: of @buf
 *
 * Return: bytes, or -errno.
 */
int speech_answer(struct fuzz *fuzz, const struct dongle_dialect *speak, unsigned int question,
		  u8 *buf, int room);

#endif /* TEST_SPEECH_H */
