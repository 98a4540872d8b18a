// SPDX-License-Identifier: GPL-2.0-only
/* Reads the file. Nothing is made before all of it is right. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gadget.h"
#include "inifile.h"

#define WHY_MAX		1024

struct reader {
	struct inifile ini;
	struct gadget *gadget;
	char section[40];	/* "": none yet, or one that is wrong */
	bool skip;		/* what follows a wrong section is not looked at */
};

static struct reader *to_reader(struct inifile *ini)
{
	return (struct reader *)((char *)ini - offsetof(struct reader, ini));
}

static bool is_section(const char *name)
{
	unsigned int i;

	for (i = 0; i < gadget_keys_count; i++)
		if (!strcmp(gadget_keys[i].section, name))
			return true;
	return false;
}

/* The names of all sections, or of the keys of @section. */
static void add_names(struct text *text, const char *section)
{
	const char *last = NULL;
	unsigned int i;

	for (i = 0; i < gadget_keys_count; i++) {
		const struct key *key = &gadget_keys[i];

		if (section ? strcmp(key->section, section) : last && !strcmp(last, key->section))
			continue;
		text_add(text, section ? "%s%s" : "%s[%s]", last ? ", " : "",
			 section ? key->name : key->section);
		last = key->section;
	}
}

static void read_section(struct inifile *ini, char *line)
{
	struct reader *reader = to_reader(ini);
	char list[WHY_MAX] = "", name[sizeof(reader->section)] = "", end[2] = "";
	struct text text = { list, sizeof(list), 0 };

	reader->skip = true;
	if (sscanf(line, " [ %39[^] \t] ] %1s", name, end) != 1 || !strchr(line, ']')) {
		inifile_complain(ini, NULL, "a section line is [NAME] and nothing after it");
	} else if (!is_section(name)) {
		add_names(&text, NULL);
		inifile_complain(ini, NULL, "'%s' is no section; allowed: %s", name, list);
	} else {
		memcpy(reader->section, name, sizeof(name));
		reader->skip = false;
	}
}

static unsigned int find_key(const char *section, const char *name)
{
	unsigned int i = 0;

	while (i < gadget_keys_count &&
	       (strcmp(gadget_keys[i].section, section) || strcmp(gadget_keys[i].name, name)))
		i++;
	return i;
}

static void read_setting(struct inifile *ini, const char *name, const char *value)
{
	struct reader *reader = to_reader(ini);
	char why[WHY_MAX] = "";
	struct text text = { why, sizeof(why), 0 };
	unsigned int i = find_key(reader->section, name);
	struct entry *entry = &reader->gadget->entry[i];

	if (reader->skip)
		return;
	if (!*reader->section) {
		inifile_complain(ini, name, "no section before it; allowed: after [gadget], say");
		return;
	}
	if (i == gadget_keys_count) {
		add_names(&text, reader->section);
		inifile_complain(ini, name, "is no key of [%s]; allowed: %s", reader->section, why);
		return;
	}
	if (entry->given)
		inifile_complain(ini, name, "is already set in line %u; allowed: once",
				 entry->line);
	else if (!gadget_keys[i].form->take(&gadget_keys[i], value, entry->value, &text))
		inifile_complain(ini, name, "%s", why);
	entry->given = true;
	entry->line = entry->line ? entry->line : ini->line;
}

static struct entry *find_entry(struct gadget *gadget, const char *section, const char *name)
{
	return &gadget->entry[find_key(section, name)];
}

const struct entry *gadget_entry(const struct gadget *gadget, const char *section,
				 const char *name)
{
	return &gadget->entry[find_key(section, name)];
}

static void complain_at(struct reader *reader, const struct entry *entry, const char *name,
			const char *what)
{
	reader->ini.line = entry->line;
	inifile_complain(&reader->ini, name, "%s", what);
}

/* A stage with hardware says itself what it is. The kernel has the virtual one unasked. */
static void check_stage(struct reader *reader)
{
	struct entry *stage = find_entry(reader->gadget, "output-stage", KEY_STAGE);
	unsigned int i;

	if (!strcmp(stage->value, "virtual"))
		stage->given = false;
	if (!stage->given)
		return;
	for (i = 0; i < gadget_keys_count; i++)
		if (gadget_keys[i].describes && reader->gadget->entry[i].given)
			complain_at(reader, &reader->gadget->entry[i], gadget_keys[i].name,
				    "describes an output; "
				    "allowed: with stage = virtual, others describe themselves");
}

/* A control has a range of its own; one that is written has whole steps. */
static void check_range(struct reader *reader, const char *section)
{
	const struct entry *control = gadget_entry(reader->gadget, section, "level-control");
	const struct entry *min = gadget_entry(reader->gadget, section, "volume-min");
	const struct entry *max = gadget_entry(reader->gadget, section, "volume-max");
	const struct entry *step = gadget_entry(reader->gadget, section, "volume-step");
	const struct entry *all[] = { min, max, step };
	unsigned int i;
	int range;

	for (i = 0; i < ARRAY_SIZE(all) && control->given; i++)
		if (all[i]->given)
			complain_at(reader, control, "level-control",
				    "has a range of its own; "
				    "allowed: without volume-min, volume-max, volume-step");
	if (!min->given || !max->given || !step->given || reader->ini.broken)
		return;
	range = atoi(max->value) - atoi(min->value);
	if (range < 0)
		complain_at(reader, max, "volume-max", "is below volume-min");
	else if (range % atoi(step->value))
		complain_at(reader, step, "volume-step",
			    "does not divide the range; "
			    "allowed: whole steps from volume-min to volume-max");
}

/* Also what no line says must make a whole. */
static void check_bridge(struct reader *reader)
{
	const struct entry *codec = gadget_entry(reader->gadget, "bridge", KEY_CODEC);
	const struct entry *rates = gadget_entry(reader->gadget, "audio", "rates");
	const struct entry *period = gadget_entry(reader->gadget, "bridge", KEY_PERIOD);
	const struct entry *latency = gadget_entry(reader->gadget, "bridge", KEY_LATENCY);
	const char *rate = rates->value;

	if (!codec->given && (period->given || latency->line))
		complain_at(reader, period->given ? period : latency,
			    period->given ? KEY_PERIOD : KEY_LATENCY,
			    "there is no codec beside it");
	for (; codec->given && rate; rate = strchr(rate, ',')) {
		rate += *rate == ',';
		if (atoi(rate) > BRIDGE_RATE_MAX) {
			complain_at(reader, rates, "rates",
				    "alsaloop bridges no more than 192000; "
				    "allowed: less, or no codec below [bridge]");
			return;
		}
	}
}

static void add_fallbacks(struct gadget *gadget)
{
	char why[WHY_MAX];
	struct text text = { why, sizeof(why), 0 };
	unsigned int i;

	for (i = 0; i < gadget_keys_count; i++) {
		const struct key *key = &gadget_keys[i];
		struct entry *entry = &gadget->entry[i];

		if (!entry->given && key->fallback)
			entry->given = key->form->take(key, key->fallback, entry->value, &text);
	}
}

bool gadget_read(struct gadget *gadget, const char *path, FILE *err)
{
	struct reader reader = {
		.ini = { .err = err, .path = path, .section = read_section,
			 .setting = read_setting },
		.gadget = gadget,
	};

	memset(gadget, 0, sizeof(*gadget));
	gadget->path = path;
	inifile_read(&reader.ini, AT_FDCWD, path);
	if (reader.ini.broken)
		return false;
	add_fallbacks(gadget);
	check_stage(&reader);
	check_range(&reader, "single-ended");
	check_range(&reader, "balanced");
	check_bridge(&reader);
	return !reader.ini.broken;
}
