/* SPDX-License-Identifier: GPL-2.0-only */
/* Which dongles a section of a configuration file is for; see config.h. */
#ifndef LIBDONGLE_SECTION_H
#define LIBDONGLE_SECTION_H

#include "bus.h"
#include "text.h"

/* What a section names; the greater of two sums is the more specific one. */
#define SECTION_MODEL		BIT(0)
#define SECTION_PATH		BIT(1)
#define SECTION_SERIAL		BIT(2)

/* The longest: every byte of a serial number escaped. */
#define SECTION_TEXT_MAX	(4 * DONGLE_STRING_MAX + 128)

/**
 * struct section - the words between the brackets
 * @names: mask of SECTION_*; 0 is [any]
 * @vendor_id: with SECTION_MODEL
 * @product_id: with SECTION_MODEL
 * @path: with SECTION_PATH
 * @serial: with SECTION_SERIAL, as the device sends it
 */
struct section {
	u8 names;
	u16 vendor_id;
	u16 product_id;
	char path[DONGLE_PATH_MAX];
	char serial[DONGLE_STRING_MAX];
};

/**
 * section_parse - read a section line
 * @section: result, unused bytes 0
 * @line: without the end of the line; it is changed
 * @why: result: what is wrong and what is allowed
 *
 * Return: false with @why written.
 */
bool section_parse(struct section *section, char *line, struct text *why);

/**
 * section_format - write a section line that section_parse() reads as @section
 * @text: where to; SECTION_TEXT_MAX bytes are enough
 * @section: what
 */
void section_format(struct text *text, const struct section *section);

/**
 * section_matches - is a section for this device
 * @section: section
 * @id: device
 *
 * Return: whether it is.
 */
bool section_matches(const struct section *section, const struct dongle_id *id);

/**
 * section_same - do two lines say the same
 * @a: section
 * @b: section
 *
 * Return: whether they do.
 */
bool section_same(const struct section *a, const struct section *b);

#endif /* LIBDONGLE_SECTION_H */
