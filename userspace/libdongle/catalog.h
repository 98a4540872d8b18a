/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Headphones and dongles by name: files of what their makers say of them.
 *
 *	[Sennheiser HD 600]
 *	impedance = 300
 *	sensitivity = 97dB/V
 *	source = where it is from
 *
 * The folders "headphones" and "dongles" in /usr/local/share/dongle-dac, /etc/dongle and
 * ~/.config/dongle have them, files that end in .conf and are to be trusted as those of
 * config.h are. What is in a later folder or file comes before what was of the same name.
 * A broken line is named, and only its entry does not count.
 */
#ifndef LIBDONGLE_CATALOG_H
#define LIBDONGLE_CATALOG_H

#include <stdio.h>

#include "figures.h"

#ifndef DONGLE_DATA_DIR
#define DONGLE_DATA_DIR		"/usr/local/share/dongle-dac"
#endif

#define CATALOG_NAME_MAX	64
#define CATALOG_SOURCE_MAX	192

enum catalog_kind {
	CATALOG_HEADPHONES,
	CATALOG_DONGLES,
};

/**
 * struct catalog_entry - a section
 * @name: as in its brackets
 * @source: where it is from, or empty
 * @figures: what it says
 * @line: of the section
 * @has_source: there was such a line
 * @broken: something of it was wrong
 */
struct catalog_entry {
	char name[CATALOG_NAME_MAX];
	char source[CATALOG_SOURCE_MAX];
	struct figures figures;
	unsigned int line;
	bool has_source;
	bool broken;
};

/**
 * struct catalog - all of one kind, each name once
 * @entry: in the order of the files
 * @n: how many
 */
struct catalog {
	struct catalog_entry *entry;
	unsigned int n;
};

/* What catalog_find() found. */
enum catalog_match {
	CATALOG_NONE,
	CATALOG_ONE,
	CATALOG_SEVERAL,
	CATALOG_BROKEN,
};

/**
 * catalog_read - read all files
 * @catalog: result, for catalog_free()
 * @kind: which
 * @err: where to name what is broken, one line each
 *
 * Return: 0 or -ENOMEM.
 */
int catalog_read(struct catalog *catalog, enum catalog_kind kind, FILE *err);

/**
 * catalog_add - an entry more, with nothing in it
 * @catalog: files; pointers to its entries are no good any more
 *
 * Return: the entry, or NULL without memory.
 */
struct catalog_entry *catalog_add(struct catalog *catalog);

/**
 * catalog_free - the reverse of catalog_read()
 * @catalog: files
 */
void catalog_free(struct catalog *catalog);

/**
 * catalog_find - look a name up
 * @catalog: files
 * @name: the whole name, or how one of its words begins, in letters of any case; only
 *	letters and digits count
 * @found: result of CATALOG_ONE and CATALOG_BROKEN
 * @why: result otherwise: those that it could be, or that are near
 *
 * Return: how many are meant.
 */
enum catalog_match catalog_find(const struct catalog *catalog, const char *name,
				const struct catalog_entry **found, struct text *why);

/**
 * catalog_named - what the files say of a dongle that has a name
 * @catalog: files
 * @name: all of it
 *
 * Return: the entry, or NULL: there is none, or it is broken.
 */
const struct catalog_entry *catalog_named(const struct catalog *catalog, const char *name);

/**
 * catalog_same - do two names say the same
 * @a: name
 * @b: name
 *
 * Return: whether they do but for blanks, signs and case.
 */
bool catalog_same(const char *a, const char *b);

#endif /* LIBDONGLE_CATALOG_H */
