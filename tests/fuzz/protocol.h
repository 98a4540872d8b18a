/* SPDX-License-Identifier: GPL-2.0-only */
/* A dongle with the protocol that answers anything. */
#ifndef TEST_PROTOCOL_H
#define TEST_PROTOCOL_H

#include "fuzz.h"

/**
 * protocol_answer - one transfer: mostly what a dongle would do, a byte or a length wrong
 * @fuzz: bytes
 * @request: USB_DONGLE_GET_INFO and so on
 * @in: an answer is wanted
 * @buf: USB_DONGLE_MSG_MAX bytes for it
 * @len: of a command
 *
 * Return: bytes, or -errno.
 */
int protocol_answer(struct fuzz *fuzz, u8 request, bool in, void *buf, u16 len);

#endif /* TEST_PROTOCOL_H */
