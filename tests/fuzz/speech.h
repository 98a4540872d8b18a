/* SPDX-License-Identifier: GPL-2.0-only */
/* What commands to bought dongles mean. */
#ifndef TEST_SPEECH_H
#define TEST_SPEECH_H

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

#endif /* TEST_SPEECH_H */
