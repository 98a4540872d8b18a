/* SPDX-License-Identifier: GPL-2.0-only */
/* Text that is put together in a buffer, cut off where that ends. */
#ifndef LIBDONGLE_TEXT_H
#define LIBDONGLE_TEXT_H

#include <stdarg.h>
#include <stddef.h>

#define __printf(a, b)	__attribute__((format(printf, a, b)))

/**
 * struct text - a buffer being filled
 * @buf: where
 * @size: of @buf in bytes
 * @len: filled so far, the final 0 not counted
 */
struct text {
	char *buf;
	size_t size;
	size_t len;
};

/**
 * text_add - append as printf does
 * @text: buffer
 * @format: as of printf
 */
__printf(2, 3)
void text_add(struct text *text, const char *format, ...);

/**
 * text_add_args - append as vprintf does
 * @text: buffer
 * @format: as of vprintf
 * @args: as of vprintf
 */
__printf(2, 0)
void text_add_args(struct text *text, const char *format, va_list args);

#endif /* LIBDONGLE_TEXT_H */
