// SPDX-License-Identifier: GPL-2.0-only
/* Between the fuzzers and a target. */
#include <locale.h>
#include <stdlib.h>
#include <wchar.h>

#include "fuzz.h"

/* Their names, which the fuzzers call, are none of ours. */
int call_one(const u8 *data, size_t size) __asm__("LLVMFuzzerTestOneInput");
int call_start(int *argc, char ***argv) __asm__("LLVMFuzzerInitialize");

/* A line for each property: how often it was looked at, and what it is. */
static void report(void)
{
	const char *path = getenv("FUZZ_REPORT");
	FILE *file = path ? fopen(path, "a") : NULL;
	struct fuzz_property *p;

	if (!file)
		return;
	for (p = &__start_fuzz_properties; p < &__stop_fuzz_properties; p++)
		fprintf(file, "%llu\t%s\n", p->count, p->name);
	fclose(file);
}

int call_start(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	setlocale(LC_CTYPE, "C.UTF-8");
	atexit(report);
	fuzz_start();
	return 0;
}

int call_one(const u8 *data, size_t size)
{
	struct fuzz fuzz = { data, size };

	fuzz_one(&fuzz);
	return 0;
}

void fuzz_judge(struct fuzz_property *property, bool good)
{
	property->count++;
	if (good)
		return;
	fprintf(stderr, "fuzz: not so: %s\n", property->name);
	abort();
}

u8 fuzz_byte(struct fuzz *fuzz)
{
	if (!fuzz->left)
		return 0;
	fuzz->left--;
	return *fuzz->data++;
}

unsigned int fuzz_below(struct fuzz *fuzz, unsigned int n)
{
	unsigned int number = fuzz_byte(fuzz);

	if (n > 256)
		number |= fuzz_byte(fuzz) << 8;
	return number % n;
}

void fuzz_fill(struct fuzz *fuzz, void *object, size_t size)
{
	size_t n = min(size, fuzz->left);

	memset(object, 0, size);
	memcpy(object, fuzz->data, n);
	fuzz->data += n;
	fuzz->left -= n;
}

u8 *fuzz_take(struct fuzz *fuzz, size_t *len)
{
	u8 *copy;

	*len = min(*len, fuzz->left);
	copy = malloc(*len ? *len : 1);
	if (!copy)
		abort();
	fuzz_fill(fuzz, copy, *len);
	return copy;
}

char *fuzz_text(struct fuzz *fuzz, u8 end, size_t size)
{
	char *text = calloc(1, size);
	size_t len = 0;

	if (!text)
		abort();
	while (fuzz->left && *fuzz->data != end) {
		if (len + 1 < size)
			text[len++] = *fuzz->data;
		fuzz_byte(fuzz);
	}
	fuzz_byte(fuzz);
	return text;
}

bool fuzz_is(const void *object, size_t size, u8 byte)
{
	const u8 *p = object;

	while (size && p[size - 1] == byte)
		size--;
	return !size;
}

/* Not as the library does it: the C library decodes, a list names what is not wanted. */
static bool steers(wchar_t c)
{
	return c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x061c || c == 0xfeff ||
	       (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || c >= 0xe0000;
}

bool fuzz_is_clean(const char *text, const char *allowed)
{
	mbstate_t state = {};
	wchar_t c;
	size_t n;

	for (; *text; text += n) {
		n = mbrtowc(&c, text, 8, &state);
		if (n > 8 || (steers(c) && !(c < 0x80 && strchr(allowed, c))))
			return false;
	}
	return true;
}
