// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "text.h"

void text_add_args(struct text *text, const char *format, va_list args)
{
	int n = vsnprintf(text->buf + text->len, text->size - text->len, format, args);

	if (n < 0)
		return;
	text->len += n;
	if (text->len >= text->size)
		text->len = text->size - 1;
}

void text_add(struct text *text, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	text_add_args(text, format, args);
	va_end(args);
}
