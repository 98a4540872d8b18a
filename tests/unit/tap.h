/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Test Anything Protocol: checks that say what they saw when they fail.
 *
 * A file whose tests are TEST() and that has a TEST_SUITE() instead of main() is also one
 * of KUnit's, see ../kunit. Its tests may run in any order.
 */
#ifndef TEST_TAP_H
#define TEST_TAP_H

#ifdef __KERNEL__
#include "../kunit/checks.h"
#else

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define __printf(a, b)	__attribute__((format(printf, a, b)))

#define __weak		__attribute__((weak))

#define TEST(name)		static void test_##name(void)
#define TEST_CASE(name)		{ test_##name }
#define TEST_SUITE(name, ...) \
	static const struct tap_case name##_cases[] = { __VA_ARGS__, {} }; \
	int main(void) \
	{ \
		exit(tap_run(name##_cases)); \
	} \
	struct tap_case

/* One test of a suite; the last is empty. */
struct tap_case {
	void (*run)(void);
};

/* One of each for all files of a test. */
unsigned int tap_count __weak, tap_failed __weak;

/* Prints the line of one check. */
__printf(2, 0)
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

/**
 * tap_note - say something beside the results
 * @format: a line
 */
__printf(1, 2)
static inline void tap_note(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("# ", stdout);
	vprintf(format, args);
	putchar('\n');
	va_end(args);
}

/* Memory of the very size: who goes past it is caught. */
static inline void *tap_alloc(size_t size)
{
	return calloc(1, size ? size : 1);
}

static inline void tap_free(void *p)
{
	free(p);
}

/* Ends a test. Return: for main() to return. */
static inline int tap_done(void)
{
	printf("1..%u\n", tap_count);
	if (tap_failed)
		printf("# %u of %u failed\n", tap_failed, tap_count);
	return tap_failed || !tap_count;
}

static inline int tap_run(const struct tap_case *cases)
{
	for (; cases->run; cases++)
		cases->run();
	return tap_done();
}

#endif /* __KERNEL__ */

#endif /* TEST_TAP_H */
