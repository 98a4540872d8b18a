// SPDX-License-Identifier: GPL-2.0-only
/* Names as people write them: what is meant, or what is near. */
#include <ctype.h>
#include <stdlib.h>

#include "catalog.h"

#define NEAREST	5	/* so many are offered */

static bool counts(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* What of a name counts: no blanks, no signs, no case. */
static void fold(char folded[CATALOG_NAME_MAX], const char *name)
{
	size_t n = 0;

	for (; *name && n < CATALOG_NAME_MAX - 1; name++)
		if (counts(*name))
			folded[n++] = tolower((unsigned char)*name);
	folded[n] = '\0';
}

bool catalog_same(const char *a, const char *b)
{
	char fold_a[CATALOG_NAME_MAX], fold_b[CATALOG_NAME_MAX];

	fold(fold_a, a);
	fold(fold_b, b);
	return !strcmp(fold_a, fold_b);
}

static const char *next_word(const char *name)
{
	while (counts(*name))
		name++;
	while (*name && !counts(*name))
		name++;
	return name;
}

/* How well does it fit: 3 is the name, 2 ends it, 1 begins one of its words. */
static int fits(const char *name, const char *wanted)
{
	char folded[CATALOG_NAME_MAX];
	const char *word = name;
	int best = 0, fit;

	for (; *word && best < 2; word = next_word(word)) {
		fold(folded, word);
		fit = !strcmp(folded, wanted) ? word == name ? 3 : 2 :
		      !strncmp(folded, wanted, strlen(wanted));
		best = fit > best ? fit : best;
	}
	return best;
}

static int smaller(int a, int b)
{
	return a < b ? a : b;
}

/* Letters to put in, take out or change, of Levenshtein. */
static int distance(const char *a, const char *b)
{
	int row[CATALOG_NAME_MAX] = {}, above, left, i, j, n = strlen(b);

	for (j = 0; j <= n; j++)
		row[j] = j;
	for (i = 0; a[i]; i++) {
		above = row[0];
		row[0] = i + 1;
		for (j = 0; j < n; j++) {
			left = smaller(row[j], row[j + 1]) + 1;
			left = smaller(left, above + (a[i] != b[j]));
			above = row[j + 1];
			row[j + 1] = left;
		}
	}
	return row[n];
}

/* The brand may be left out. */
static int nearness(const char *name, const char *wanted)
{
	char folded[CATALOG_NAME_MAX] = "";
	int best = CATALOG_NAME_MAX;

	for (; *name; name = next_word(name)) {
		fold(folded, name);
		best = smaller(best, distance(folded, wanted));
	}
	return best;
}

static void offer_nearest(const struct catalog *catalog, const char *wanted, struct text *why)
{
	const char *separator = "; nearest: ";
	unsigned int i, offered = 0;
	int near;

	for (near = 0; near < CATALOG_NAME_MAX && offered < NEAREST; near++)
		for (i = 0; i < catalog->n && offered < NEAREST; i++) {
			if (nearness(catalog->entry[i].name, wanted) != near)
				continue;
			text_add(why, "%s%s", separator, catalog->entry[i].name);
			separator = ", ";
			offered++;
		}
}

enum catalog_match catalog_find(const struct catalog *catalog, const char *name,
				const struct catalog_entry **found, struct text *why)
{
	unsigned int i, n[4] = {};
	char wanted[CATALOG_NAME_MAX] = "";
	const char *separator = "";
	int fit, best = 0;

	fold(wanted, name);
	for (i = 0; *wanted && i < catalog->n; i++) {
		fit = fits(catalog->entry[i].name, wanted);
		n[fit]++;
		if (fit > best) {
			best = fit;
			*found = &catalog->entry[i];
		}
	}
	if (!best) {
		text_add(why, "'%.60s' is not known", name);
		offer_nearest(catalog, wanted, why);
		return CATALOG_NONE;
	}
	if (n[best] == 1)
		return (*found)->broken ? CATALOG_BROKEN : CATALOG_ONE;
	text_add(why, "'%.60s' could be ", name);
	for (i = 0; i < catalog->n; i++) {
		if (fits(catalog->entry[i].name, wanted) != best)
			continue;
		text_add(why, "%s%s", separator, catalog->entry[i].name);
		separator = ", ";
	}
	return CATALOG_SEVERAL;
}
