/* SPDX-License-Identifier: GPL-2.0-only */
/* The checks of ../unit/tap.h, said to KUnit. */
#ifndef TEST_CHECKS_H
#define TEST_CHECKS_H

#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>

#define TEST(name)		static void test_##name(struct kunit *test)
#define TEST_CASE(_name) \
	{ .run_case = test_##_name, .name = #_name, .module_name = KBUILD_MODNAME }
#define TEST_SUITE(_name, ...) \
	static struct kunit_case kunit_cases[] = { __VA_ARGS__, {} }; \
	static struct kunit_suite kunit_suite = { \
		.name = "dongle-" #_name, \
		.test_cases = kunit_cases, \
	}; \
	kunit_test_suite(kunit_suite)

#define TAP_NAME_MAX	128

static inline struct kunit *tap_test(void)
{
	return current->kunit_test;
}

__printf(2, 3)
static inline bool tap_ok(bool good, const char *format, ...)
{
	char name[TAP_NAME_MAX];
	va_list args;

	va_start(args, format);
	vscnprintf(name, sizeof(name), format, args);
	va_end(args);
	KUNIT_EXPECT_TRUE_MSG(tap_test(), good, "%s", name);
	return good;
}

__printf(3, 4)
static inline bool tap_int(long got, long want, const char *format, ...)
{
	char name[TAP_NAME_MAX];
	va_list args;

	va_start(args, format);
	vscnprintf(name, sizeof(name), format, args);
	va_end(args);
	KUNIT_EXPECT_EQ_MSG(tap_test(), got, want, "%s", name);
	return got == want;
}

__printf(3, 4)
static inline bool tap_str(const char *got, const char *want, const char *format, ...)
{
	char name[TAP_NAME_MAX];
	va_list args;

	va_start(args, format);
	vscnprintf(name, sizeof(name), format, args);
	va_end(args);
	KUNIT_EXPECT_STREQ_MSG(tap_test(), got, want, "%s", name);
	return !strcmp(got, want);
}

__printf(4, 5)
static inline bool tap_mem(const void *got, const void *want, size_t len, const char *format, ...)
{
	char name[TAP_NAME_MAX];
	va_list args;

	va_start(args, format);
	vscnprintf(name, sizeof(name), format, args);
	va_end(args);
	KUNIT_EXPECT_MEMEQ_MSG(tap_test(), got, want, len, "%s", name);
	return !memcmp(got, want, len);
}

__printf(1, 2)
static inline void tap_note(const char *format, ...)
{
	char line[TAP_NAME_MAX];
	va_list args;

	va_start(args, format);
	vscnprintf(line, sizeof(line), format, args);
	va_end(args);
	kunit_info(tap_test(), "%s\n", line);
}

/* Never NULL: the test ends instead. */
static inline void *tap_alloc(size_t size)
{
	void *p = kzalloc(max_t(size_t, size, 1), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(tap_test(), p);
	return p;
}

static inline void tap_free(void *p)
{
	kfree(p);
}

#endif /* TEST_CHECKS_H */
