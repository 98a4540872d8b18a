// SPDX-License-Identifier: GPL-2.0-only
#include "codec.h"
#include "protocol.h"
#include "speech.h"

/* What it said last that it is. */
static struct dongle_info info;

static size_t build(struct fuzz *fuzz, u8 request, u8 *message)
{
	struct dongle_report report = { .sequence = fuzz_byte(fuzz) };

	if (request == USB_DONGLE_GET_INFO) {
		fuzz_info(fuzz, &info);
		return dongle_codec_build_info(message, &info);
	}
	fuzz_state(fuzz, &info, &report.state);
	return dongle_codec_build_report(message, &report);
}

int protocol_answer(struct fuzz *fuzz, u8 request, bool in, void *buf, u16 len)
{
	u8 what = fuzz_byte(fuzz), message[USB_DONGLE_MSG_MAX] = {};
	size_t n;

	if (what >= 0xf0)
		return speech_error(fuzz);
	if (!in)
		return what < 0xe0 ? len : len - 1;
	n = build(fuzz, request, message);
	if (what & 1)
		message[fuzz_below(fuzz, sizeof(message))] = fuzz_byte(fuzz);
	if (what & 2)
		n = fuzz_below(fuzz, sizeof(message) + 1);
	memcpy(buf, message, n);
	return n;
}
