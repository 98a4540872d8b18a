/* SPDX-License-Identifier: GPL-2.0-only */
/* Between both ways to speak to one dongle, whose headers do not go together. */
#ifndef TEST_TALK_H
#define TEST_TALK_H

#include "model.h"

#define TALK_MAX	4096

struct dongle_model;

/**
 * struct talk_log - what was said
 * @bytes: all commands
 * @len: of them
 * @err: of asking
 * @state: after asking
 */
struct talk_log {
	u8 bytes[TALK_MAX];
	size_t len;
	int err;
	struct dongle_state state;
};

/**
 * talk_note - write a command down
 * @log: where
 * @command: bytes
 * @len: how many
 */
void talk_note(struct talk_log *log, const u8 *command, size_t len);

/**
 * talk_transfer - one transfer of the vendor channel
 * @in: an answer, otherwise a command
 * @buf: bytes
 * @len: how many
 *
 * Return: bytes, or -errno.
 */
int talk_transfer(bool in, u8 *buf, int len);

/**
 * talk_library - ask, then set, with userspace/libdongle/wire.c
 * @model: the dongle
 * @log: result
 * @to: what to set
 * @setting: is @to meanwhile
 */
void talk_library(const struct dongle_model *model, struct talk_log *log,
		  const struct dongle_state *to, const struct dongle_state **setting);

#endif /* TEST_TALK_H */
