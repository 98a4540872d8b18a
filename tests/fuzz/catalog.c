// SPDX-License-Identifier: GPL-2.0-only
/*
 * userspace/libdongle: files of headphones and dongles, catalog.c, figures.c, nearest.c, and
 * what is counted from them. A name that is looked up stands first, in a line of its own;
 * behind it the texts of four files, with 0x1c between.
 */
#include <math.h>
#include <stdlib.h>

#include "advice.h"
#include "bus.h"
#include "catalog.h"
#include "fuzz.h"
#include "profile.h"
#include "../unit/device.h"

#define SEPARATOR	0x1c
#define FILES		4
#define HEAD		"[Zq7 Head]\nimpedance = 32\nsensitivity = 100dB/V\nsource = it\n"
#define TAIL		"\n[Zq7 Tail]\nimpedance = 32\nsensitivity = 100dB/V\nsource = it\n"
#define ROUNDING	0.000001

static const char *const files[FILES] = {
	"data/headphones/a.conf", "etc/headphones/a.conf",
	"data/dongles/a.conf", "etc/dongles/a.conf",
};

static char *read_all(struct catalog *catalog, enum catalog_kind kind)
{
	char *said;
	size_t size;
	FILE *err = open_memstream(&said, &size);

	PROPERTY(!catalog_read(catalog, kind, err), "files are read, whatever is in them");
	fclose(err);
	return said;
}

static void check_said(const struct catalog *catalog, char *said)
{
	size_t len = strlen(fuzz_path(""));
	char *line, *save;
	unsigned int i;

	for (i = 0; i < catalog->n; i++)
		PROPERTY(!catalog->entry[i].broken || *said, "what is wrong is named");
	PROPERTY(fuzz_is_clean(said, "\n"), "what is said steers no terminal");
	for (line = strtok_r(said, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
		PROPERTY(!strncmp(line, fuzz_path(""), len) && strstr(line, ".conf:"),
			 "each line that is said names the file");
}

static bool is_between(double number, double min, double max)
{
	return number >= min && number <= max;
}

static bool has_headphones(const struct figures *figures)
{
	return is_between(figures->impedance, 1, 10000) &&
	       is_between(figures->sensitivity, 50, 150);
}

static bool has_dongle(const struct figures *figures)
{
	unsigned int i;

	for (i = 0; i < DONGLE_OUTPUTS; i++)
		if ((figures->full_scale[i] && !is_between(figures->full_scale[i], 1, 100000)) ||
		    (figures->source_impedance[i] &&
		     !is_between(figures->source_impedance[i], 0.001, 10000)))
			return false;
	return figures->full_scale[0] || figures->full_scale[1];
}

static void check_entry(const struct catalog *catalog, const struct catalog_entry *entry,
			enum catalog_kind kind)
{
	char buf[1024] = "";
	struct text why = { buf, sizeof(buf), 0 };
	const struct catalog_entry *found = NULL;
	enum catalog_match match = catalog_find(catalog, entry->name, &found, &why);

	PROPERTY(fuzz_is_clean(entry->name, "") && fuzz_is_clean(entry->source, "\t"),
		 "a name and a source steer no terminal");
	PROPERTY(match == (entry->broken ? CATALOG_BROKEN : CATALOG_ONE) && found == entry,
		 "each name is there once, and finds its entry");
	if (!entry->broken)
		PROPERTY(kind == CATALOG_HEADPHONES ? has_headphones(&entry->figures) :
						      has_dongle(&entry->figures),
			 "an entry that counts has figures that can be");
}

static void check_name(const struct catalog *catalog, const char *name)
{
	char buf[1024] = "";
	struct text why = { buf, sizeof(buf), 0 };
	const struct catalog_entry *found = NULL;
	enum catalog_match match = catalog_find(catalog, name, &found, &why);

	if (match == CATALOG_ONE || match == CATALOG_BROKEN)
		PROPERTY(found && found->broken == (match == CATALOG_BROKEN) && !*buf,
			 "what is found is an entry");
	else
		PROPERTY(strstr(buf, match == CATALOG_NONE ? "is not known" : " could be ") &&
			 (match != CATALOG_NONE || !catalog->n || strstr(buf, "nearest: ")),
			 "who finds none is told the nearest");
}

/* dB SPL at a level and full scale, by the book. */
static double spl_of(const struct dongle_output_info *o, unsigned int gain,
		     const struct figures *figures, int level)
{
	double volts = o->full_scale[gain] / 1000.0 * figures->impedance /
		       (figures->impedance + o->source_impedance / 1000.0);
	double per_volt = figures->sensitivity;

	if (figures->per_mw)
		per_volt += 10 * log10(1000 / figures->impedance);
	return per_volt + 20 * log10(volts) + level / 256.0;
}

static void check_limit(const struct figures *figures, double spl)
{
	const struct dongle_output_info *o;
	enum profile_result result;
	unsigned int out, gain;
	double lowest;
	s16 level;

	for (out = 0; out < DONGLE_OUTPUTS; out++) {
		o = &device_full.output[out];
		level = o->volume_min;
		result = profile_level(&device_full, figures, out, spl, &level, &lowest);
		for (gain = 0; gain < USB_DONGLE_GAINS && result == PROFILE_OK; gain++)
			PROPERTY(spl_of(o, gain, figures, level) <= spl + ROUNDING,
				 "a limit in dB SPL holds at each gain");
		PROPERTY(result == PROFILE_OK || (result == PROFILE_TOO_LOUD && lowest > spl),
			 "where none holds, the lowest level is too loud");
		PROPERTY(level >= o->volume_min && level <= o->volume_max &&
			 (level - o->volume_min) % o->volume_step == 0,
			 "a limit in dB SPL is on the grid");
	}
}

static void check_all(enum catalog_kind kind, const char *name)
{
	struct catalog catalog;
	char *said = read_all(&catalog, kind);
	unsigned int i;

	check_said(&catalog, said);
	check_name(&catalog, name);
	for (i = 0; i < catalog.n; i++) {
		check_entry(&catalog, &catalog.entry[i], kind);
		if (kind == CATALOG_HEADPHONES && !catalog.entry[i].broken)
			check_limit(&catalog.entry[i].figures, 40 + i * 20 % 100);
	}
	catalog_free(&catalog);
	free(said);
}

static bool is_good(const struct catalog *catalog, const char *name)
{
	const struct catalog_entry *entry = catalog_named(catalog, name);

	return entry && entry->figures.impedance == 32 && entry->figures.sensitivity == 100 &&
	       !entry->figures.per_mw && !strcmp(entry->source, "it");
}

/* The last file of headphones with a good entry more, in front or at the end. */
static void check_beside(const char *text, size_t len, const char *head, const char *tail)
{
	struct catalog catalog;
	char *longer = NULL;
	size_t size;
	FILE *file = open_memstream(&longer, &size);

	fwrite(head, 1, strlen(head), file);
	fwrite(text, 1, len, file);
	fwrite(tail, 1, strlen(tail), file);
	fclose(file);
	fuzz_write(files[1], longer, size);
	free(longer);
	free(read_all(&catalog, CATALOG_HEADPHONES));
	PROPERTY(is_good(&catalog, *head ? "Zq7 Head" : "Zq7 Tail"),
		 "what is wrong costs no other entry");
	catalog_free(&catalog);
}

/* Return: the text of the last file of headphones, free() it. */
static char *write_files(struct fuzz *fuzz, size_t *last_len)
{
	char *text, *last = NULL;
	unsigned int i;
	const u8 *end;
	size_t len;

	for (i = 0; i < FILES; i++) {
		end = memchr(fuzz->data, SEPARATOR, fuzz->left);
		len = end ? (size_t)(end - fuzz->data) : fuzz->left;
		text = calloc(1, len + 1);
		fuzz_fill(fuzz, text, len);
		fuzz_byte(fuzz);
		fuzz_write(files[i], text, len);
		if (i == 1) {
			last = text;
			*last_len = len;
		} else {
			free(text);
		}
	}
	return last;
}

void fuzz_start(void)
{
	fuzz_folder_start();
}

void fuzz_one(struct fuzz *fuzz)
{
	char *text, *name = fuzz_text(fuzz, '\n', 80);
	size_t len = 0;

	text = write_files(fuzz, &len);
	check_all(CATALOG_HEADPHONES, name);
	check_all(CATALOG_DONGLES, name);
	/* one that has these names already says so */
	if (!strcasestr(text, "q7")) {
		check_beside(text, len, "", TAIL);
		if (*text == '[')
			check_beside(text, len, HEAD, "");
	}
	free(text);
	free(name);
	fuzz_clear();
}
