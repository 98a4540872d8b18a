/* SPDX-License-Identifier: GPL-2.0-only */
/* Results as the kernel's selftests print them: KTAP, and 4 for what was skipped. */
#ifndef DONGLE_KTAP_H
#define DONGLE_KTAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#ifndef __printf
#define __printf(a, b)	__attribute__((format(printf, a, b)))
#endif

#define KTAP_PASS	0
#define KTAP_FAIL	1
#define KTAP_SKIP	4

static unsigned int ktap_count, ktap_failed, ktap_planned;

static inline void ktap_plan(unsigned int count)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("TAP version 13\n1..%u\n", count);
	ktap_planned = count;
}

__printf(2, 3)
static inline void ktap_result(bool good, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	printf("%sok %u ", good ? "" : "not ", ++ktap_count);
	vprintf(format, args);
	putchar('\n');
	va_end(args);
	ktap_failed += !good;
}

/* @format says the name and, after " # SKIP ", why. */
#define ktap_skip(format, ...)	ktap_result(true, format, ##__VA_ARGS__)

__printf(1, 2)
static inline void ktap_note(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("# ", stdout);
	vprintf(format, args);
	putchar('\n');
	va_end(args);
}

/* Ends the program. */
static inline void ktap_skip_all(const char *why)
{
	printf("TAP version 13\n1..0 # SKIP %s\n", why);
	exit(KTAP_SKIP);
}

/* Ends the program. */
static inline void ktap_done(void)
{
	printf("# Totals: pass:%u fail:%u\n", ktap_count - ktap_failed, ktap_failed);
	exit(ktap_failed || ktap_count != ktap_planned ? KTAP_FAIL : KTAP_PASS);
}

#endif /* DONGLE_KTAP_H */
