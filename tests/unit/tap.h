/* SPDX-License-Identifier: GPL-2.0-only */
/* Test Anything Protocol: checks that say what they saw when they fail. */
#ifndef TEST_TAP_H
#define TEST_TAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define __printf(a, b)	__attribute__((format(printf, a, b)))

/* One of each for all files of a test. */
unsigned int tap_count __attribute__((weak)), tap_failed __attribute__((weak));

/* Prints the line of one check. */
static inline bool tap_line(bool good, const char *format, va_list args)
{
	printf("%sok %u - ", good ? "" : "not ", ++tap_count);
	vprintf(format, args);
	putchar('\n');
	fflush(stdout);
	tap_failed += !good;
	return good;
}

/**
 * tap_ok - check that something is true
 * @good: is it
 * @format: name of the check
 *
 * Return: whether it is as it should be.
 */
__printf(2, 3)
static inline bool tap_ok(bool good, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	tap_line(good, format, args);
	va_end(args);
	return good;
}

/**
 * tap_int - check a number
 * @got: number
 * @want: what it should be
 * @format: name of the check
 *
 * Return: whether it is as it should be.
 */
__printf(3, 4)
static inline bool tap_int(long got, long want, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	tap_line(got == want, format, args);
	va_end(args);
	if (got != want)
		printf("#   got %ld (0x%lx), want %ld (0x%lx)\n", got, got, want, want);
	return got == want;
}

/**
 * tap_str - check a text
 * @got: text
 * @want: what it should be
 * @format: name of the check
 *
 * Return: whether it is as it should be.
 */
__printf(3, 4)
static inline bool tap_str(const char *got, const char *want, const char *format, ...)
{
	bool good = !strcmp(got, want);
	va_list args;

	va_start(args, format);
	tap_line(good, format, args);
	va_end(args);
	if (!good)
		printf("#   got  '%s'\n#   want '%s'\n", got, want);
	return good;
}

/**
 * tap_has - check that a text contains another
 * @got: text
 * @want: what it should contain
 * @format: name of the check
 *
 * Return: whether it is as it should be.
 */
__printf(3, 4)
static inline bool tap_has(const char *got, const char *want, const char *format, ...)
{
	bool good = strstr(got, want);
	va_list args;

	va_start(args, format);
	tap_line(good, format, args);
	va_end(args);
	if (!good)
		printf("#   got '%s'\n#   want in it '%s'\n", got, want);
	return good;
}

/**
 * tap_mem - check bytes
 * @got: bytes
 * @want: what they should be
 * @len: how many
 * @format: name of the check
 *
 * Return: whether it is as it should be.
 */
__printf(4, 5)
static inline bool tap_mem(const void *got, const void *want, size_t len, const char *format, ...)
{
	const unsigned char *g = got, *w = want;
	va_list args;
	size_t i;

	for (i = 0; i < len && g[i] == w[i]; i++)
		;
	va_start(args, format);
	tap_line(i == len, format, args);
	va_end(args);
	if (i < len)
		printf("#   byte %zu: got 0x%02x, want 0x%02x\n", i, g[i], w[i]);
	return i == len;
}

/* Ends a test. Return: for main() to return. */
static inline int tap_done(void)
{
	printf("1..%u\n", tap_count);
	if (tap_failed)
		printf("# %u of %u failed\n", tap_failed, tap_count);
	return tap_failed || !tap_count;
}

#endif /* TEST_TAP_H */
