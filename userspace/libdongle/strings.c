// SPDX-License-Identifier: GPL-2.0-only
#include "bus.h"

struct range {
	u32 first;
	u32 last;
};

/* Controls, and what hides or turns around the text next to it. */
static const struct range unprintable[] = {
	{ 0x0000, 0x001f },
	{ 0x007f, 0x009f },
	{ 0x00ad, 0x00ad },	/* soft hyphen */
	{ 0x061c, 0x061c },	/* Arabic letter mark */
	{ 0x180e, 0x180e },
	{ 0x200b, 0x200f },	/* zero width, direction marks */
	{ 0x2028, 0x202e },	/* separators, direction overrides */
	{ 0x2060, 0x206f },	/* invisible operators, direction isolates */
	{ 0xd800, 0xf8ff },	/* surrogates, private use */
	{ 0xfeff, 0xfeff },
	{ 0xfff0, 0xffff },
	{ 0xe0000, UINT32_MAX },
};

/* The shortest code point that needs so many bytes. */
static const u32 shortest[] = { 0, 0, 0x80, 0x800, 0x10000 };

static unsigned int sequence_length(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead >= 0xc2 && lead < 0xe0)
		return 2;
	if (lead >= 0xe0 && lead < 0xf0)
		return 3;
	return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

/* Return: bytes of the sequence at @s, 0 where it is none. */
static unsigned int decode(const unsigned char *s, u32 *code)
{
	unsigned int i, len = sequence_length(*s);

	if (len < 2) {
		*code = *s;
		return len;
	}
	*code = *s & (0x7f >> len);
	for (i = 1; i < len; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (s[i] & 0x3f);
	}
	return *code < shortest[len] ? 0 : len;
}

static bool printable(u32 code)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(unprintable); i++)
		if (code >= unprintable[i].first && code <= unprintable[i].last)
			return false;
	return true;
}

void dongle_make_printable(char *text)
{
	unsigned char *from = (unsigned char *)text, *to = from;
	unsigned int len;
	u32 code;

	while (*from) {
		len = decode(from, &code);
		if (len && printable(code)) {
			memmove(to, from, len);
			to += len;
		} else {
			*to++ = '?';
		}
		from += len ? len : 1;
	}
	*to = '\0';
}

static const char *skip_digits(const char *s)
{
	return s + strspn(s, "0123456789");
}

bool dongle_is_path(const char *text)
{
	const char *s = skip_digits(text);
	char separator = '-';

	if (s == text)
		return false;
	while (*s == separator) {
		text = s + 1;
		s = skip_digits(text);
		if (s == text)
			return false;
		separator = '.';
	}
	return separator == '.' && !*s;
}

const char *dongle_strerror(int err)
{
	static const struct {
		int err;
		const char *text;
	} texts[] = {
		{ -EACCES,		"no permission" },
		{ -EBADMSG,		"it sent values that contradict its own description" },
		{ -ENXIO,		"it has no hidraw node that takes commands" },
		{ -EMSGSIZE,		"it sent a message of a wrong length" },
		{ -EBUSY,		"another program has it" },
		{ -ENODEV,		"it is no dongle" },
		{ -EPIPE,		"it refused the request (stall)" },
		{ -EPROTONOSUPPORT,	"it speaks another version of the protocol" },
		{ -ESHUTDOWN,		"it was unplugged" },
		{ -ETIMEDOUT,		"it did not answer in time" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(texts); i++)
		if (texts[i].err == err)
			return texts[i].text;
	return strerror(-err);
}

const char *dongle_result_text(u8 result)
{
	static const char *const texts[] = {
		[USB_DONGLE_RESULT_OK]		= "done",
		[USB_DONGLE_RESULT_LENGTH]	= "the message had a wrong length",
		[USB_DONGLE_RESULT_MASK]	= "a setting does not exist on this device",
		[USB_DONGLE_RESULT_RANGE]	= "a value is out of range",
		[USB_DONGLE_RESULT_LIMIT]	= "a level is above its limit",
		[USB_DONGLE_RESULT_DEVICE]	= "the hardware failed",
	};

	return result < ARRAY_SIZE(texts) ? texts[result] : "for a reason newer than this program";
}
