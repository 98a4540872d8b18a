// SPDX-License-Identifier: GPL-2.0-only
#include "bus.h"
#include "tap.h"

static const struct {
	const char *name, *from, *to;
} strings[] = {
	{ "empty", "", "" },
	{ "plain", "Dongle 7 (a/b)", "Dongle 7 (a/b)" },
	{ "other scripts", "\303\234 \345\220\254 \360\237\216\247",
	  "\303\234 \345\220\254 \360\237\216\247" },
	{ "escape sequence", "a\033[31mb", "a?[31mb" },
	{ "line feed, tab, delete", "a\nb\tc\177", "a?b?c?" },
	{ "C1 control", "a\302\23331mb", "a?31mb" },
	{ "direction override", "a\342\200\256b", "a?b" },
	{ "direction isolate", "a\342\201\246b", "a?b" },
	{ "zero width space", "a\342\200\213b", "a?b" },
	{ "line separator", "a\342\200\250b", "a?b" },
	{ "byte order mark", "\357\273\277b", "?b" },
	{ "single byte C1", "a\233b", "a?b" },
	{ "overlong", "\300\257\340\200\257", "?????" },
	{ "surrogate", "a\355\240\200b", "a?b" },
	{ "past the last code point", "\364\220\200\200", "?" },
	{ "invalid lead", "\377\376", "??" },
	{ "cut off", "a\345\220", "a??" },
	{ "cut off by a letter", "\345z", "?z" },
};

static void test_printable(void)
{
	char text[64];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(strings); i++) {
		snprintf(text, sizeof(text), "%s", strings[i].from);
		dongle_make_printable(text);
		tap_str(text, strings[i].to, "printable: %s", strings[i].name);
	}
}

static void test_reasons(void)
{
	tap_has(dongle_strerror(-ESHUTDOWN), "unplugged", "reason: unplugged");
	tap_has(dongle_strerror(-ETIMEDOUT), "in time", "reason: timeout");
	tap_str(dongle_strerror(-EIO), strerror(EIO), "reason: of the system");
	tap_has(dongle_result_text(USB_DONGLE_RESULT_LIMIT), "limit", "result: limit");
	tap_has(dongle_result_text(USB_DONGLE_RESULT_RANGE), "range", "result: range");
	tap_has(dongle_result_text(200), "newer", "result: not known");
}

int main(void)
{
	test_printable();
	test_reasons();
	return tap_done();
}
