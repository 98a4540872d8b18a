/* SPDX-License-Identifier: GPL-2.0-only */
/* Text that is put together in a buffer, cut off where that ends. */
#ifndef LIBDONGLE_TEXT_H
#define LIBDONGLE_TEXT_H

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

#endif /* LIBDONGLE_TEXT_H */
