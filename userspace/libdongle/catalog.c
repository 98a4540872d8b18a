// SPDX-License-Identifier: GPL-2.0-only
#include <fcntl.h>
#include <stdlib.h>

#include "bus.h"
#include "catalog.h"
#include "config.h"
#include "inifile.h"

#define BLANKS		" \t\r"

struct reader {
	struct inifile ini;
	struct catalog *catalog;
	enum catalog_kind kind;
	unsigned int files_first;	/* first entry of this file */
	bool open;			/* the last entry gets the settings */
	bool skipping;			/* those of a section that is none */
	bool no_memory;
};

static const char *const folders[] = {
	[CATALOG_HEADPHONES] = "headphones",
	[CATALOG_DONGLES] = "dongles",
};

static const struct {
	const char *key;
	enum figure figure;
	enum catalog_kind kind;
	bool needed;
} keys[] = {
	{ "impedance",		FIGURE_IMPEDANCE,	 CATALOG_HEADPHONES, true },
	{ "sensitivity",	FIGURE_SENSITIVITY,	 CATALOG_HEADPHONES, true },
	{ "full-scale",		FIGURE_FULL_SCALE,	 CATALOG_DONGLES,    true },
	{ "source-impedance",	FIGURE_SOURCE_IMPEDANCE, CATALOG_DONGLES,    false },
};

static struct reader *to_reader(struct inifile *ini)
{
	return (struct reader *)((char *)ini - offsetof(struct reader, ini));
}

static struct catalog_entry *last(struct reader *reader)
{
	return &reader->catalog->entry[reader->catalog->n - 1];
}

static void name_keys(struct reader *reader, struct text *text)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++)
		if (keys[i].kind == reader->kind)
			text_add(text, "%s, ", keys[i].key);
	text_add(text, "source");
}

static void read_source(struct reader *reader, struct catalog_entry *entry, const char *value)
{
	if (entry->has_source) {
		inifile_complain(&reader->ini, "source", "is already set; allowed: once");
		entry->broken = true;
	}
	entry->has_source = true;
	snprintf(entry->source, sizeof(entry->source), "%s", value);
	dongle_make_printable(entry->source);
}

static void read_figure(struct reader *reader, struct catalog_entry *entry, size_t i,
			const char *value)
{
	char error[ERROR_TEXT_MAX] = "";
	struct text why = { error, sizeof(error), 0 };

	if (entry->figures.given & BIT(keys[i].figure))
		text_add(&why, "is already set; allowed: once");
	else
		figures_set(&entry->figures, keys[i].figure, value, &why);
	if (!*error)
		return;
	inifile_complain(&reader->ini, keys[i].key, "%s", error);
	entry->figures.given |= BIT(keys[i].figure);
	entry->broken = true;
}

static void read_setting(struct inifile *ini, const char *key, const char *value)
{
	struct reader *reader = to_reader(ini);
	char allowed[ERROR_TEXT_MAX] = "";
	struct text text = { allowed, sizeof(allowed), 0 };
	size_t i = 0;

	if (reader->skipping)
		return;
	if (!reader->open) {
		inifile_complain(ini, key, "no [NAME] before it says what it is of");
		return;
	}
	if (!strcmp(key, "source")) {
		read_source(reader, last(reader), value);
		return;
	}
	while (i < ARRAY_SIZE(keys) && (keys[i].kind != reader->kind || strcmp(keys[i].key, key)))
		i++;
	if (i < ARRAY_SIZE(keys)) {
		read_figure(reader, last(reader), i, value);
		return;
	}
	name_keys(reader, &text);
	inifile_complain(ini, key, "is no key; allowed: %s", allowed);
	last(reader)->broken = true;
}

/* At the end of an entry: is all there, and was there one of that name in an older file? */
static void end_entry(struct reader *reader)
{
	unsigned int line = reader->ini.line, i = 0;
	struct catalog_entry *entry;
	size_t k;

	if (!reader->open)
		return;
	reader->open = false;
	entry = last(reader);
	entry->broken |= reader->ini.broken;
	reader->ini.line = entry->line;
	for (k = 0; k < ARRAY_SIZE(keys); k++) {
		if (keys[k].kind != reader->kind || !keys[k].needed ||
		    entry->figures.given & BIT(keys[k].figure))
			continue;
		inifile_complain(&reader->ini, NULL, "[%s] has no %s", entry->name, keys[k].key);
		entry->broken = true;
	}
	while (!catalog_same(reader->catalog->entry[i].name, entry->name))
		i++;
	if (i >= reader->files_first && &reader->catalog->entry[i] != entry) {
		inifile_complain(&reader->ini, NULL, "[%s] is already in line %u; "
				 "allowed: each once in a file", entry->name,
				 reader->catalog->entry[i].line);
		reader->catalog->entry[i].broken = true;
		reader->catalog->n--;
	} else if (i < reader->files_first) {
		reader->catalog->entry[i] = *entry;
		reader->catalog->n--;
	}
	reader->ini.line = line;
}

struct catalog_entry *catalog_add(struct catalog *catalog)
{
	struct catalog_entry *more;

	more = realloc(catalog->entry, (catalog->n + 1) * sizeof(*more));
	if (!more)
		return NULL;
	catalog->entry = more;
	more += catalog->n++;
	memset(more, 0, sizeof(*more));
	return more;
}

/* Cuts the name out of its brackets. Return: its length, 0: there is none. */
static size_t cut_name(char **line)
{
	char *name = *line + strspn(*line, BLANKS) + 1;
	size_t len = strlen(name);

	while (len && strchr(BLANKS, name[len - 1]))
		len--;
	if (!len || name[len - 1] != ']')
		return 0;
	for (len--; len && strchr(BLANKS, name[len - 1]); len--)
		;
	name[len] = '\0';
	*line = name + strspn(name, BLANKS);
	return strlen(*line);
}

static void read_section(struct inifile *ini, char *line)
{
	struct reader *reader = to_reader(ini);
	struct catalog_entry *entry;
	size_t len;

	end_entry(reader);
	dongle_make_printable(line);
	len = cut_name(&line);
	reader->skipping = !len || len >= CATALOG_NAME_MAX || catalog_same(line, "");
	if (reader->skipping) {
		inifile_complain(ini, NULL, "is no section; "
				 "allowed: [NAME], of up to %d bytes with letters or digits",
				 CATALOG_NAME_MAX - 1);
		return;
	}
	entry = catalog_add(reader->catalog);
	reader->no_memory |= !entry;
	if (!entry)
		return;
	memcpy(entry->name, line, len);
	entry->line = ini->line;
	reader->open = true;
	ini->broken = false;
}

/* Its settings are not those of the one before. */
static void lose_section(struct inifile *ini)
{
	struct reader *reader = to_reader(ini);

	end_entry(reader);
	reader->skipping = true;
}

static void begin_file(struct inifile *ini)
{
	struct reader *reader = to_reader(ini);

	reader->files_first = reader->catalog->n;
	reader->skipping = false;
}

static void end_file(struct inifile *ini)
{
	end_entry(to_reader(ini));
}

static void read_folder(struct reader *reader, const char *folder)
{
	int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (dir < 0 && (errno == ENOENT || errno == ENOTDIR))
		return;
	if (inifile_read_folder(&reader->ini, dir < 0 ? -errno : dir, folder))
		reader->no_memory = true;
}

/* What of it is above "headphones" and "dongles". */
static void read_below(struct reader *reader, const char *top, const char *below)
{
	char *folder;

	if (!top || !*top)
		return;
	if (asprintf(&folder, "%s/%s%s", top, below, folders[reader->kind]) < 0) {
		reader->no_memory = true;
		return;
	}
	read_folder(reader, folder);
	free(folder);
}

int catalog_read(struct catalog *catalog, enum catalog_kind kind, FILE *err)
{
	const char *data = secure_getenv("DONGLE_DATA_DIR");
	const char *own = secure_getenv("XDG_CONFIG_HOME");
	struct reader reader = {
		.ini = { .err = err, .begin = begin_file, .end = end_file, .section = read_section,
			 .lost = lose_section, .setting = read_setting, .listed = true },
		.catalog = catalog,
		.kind = kind,
	};

	memset(catalog, 0, sizeof(*catalog));
	read_below(&reader, data ? data : DONGLE_DATA_DIR, "");
	read_below(&reader, config_dir(), "");
	if (own && *own)
		read_below(&reader, own, "dongle/");
	else
		read_below(&reader, secure_getenv("HOME"), ".config/dongle/");
	if (!reader.no_memory)
		return 0;
	catalog_free(catalog);
	return -ENOMEM;
}

const struct catalog_entry *catalog_named(const struct catalog *catalog, const char *name)
{
	unsigned int i;

	for (i = 0; i < catalog->n; i++)
		if (!catalog->entry[i].broken && catalog_same(catalog->entry[i].name, name))
			return &catalog->entry[i];
	return NULL;
}

void catalog_free(struct catalog *catalog)
{
	free(catalog->entry);
	memset(catalog, 0, sizeof(*catalog));
}
