// SPDX-License-Identifier: GPL-2.0-only
#include <fcntl.h>
#include <stdlib.h>

#include "advice.h"
#include "catalog.h"
#include "config.h"
#include "inifile.h"
#include "plan.h"
#include "profile.h"
#include "section.h"

/* One line with a setting. */
struct entry {
	char *value;		/* NULL: not set */
	char *where;		/* FILE:LINE */
	unsigned int line;
};

struct part {
	struct part *next;
	struct section section;
	unsigned int line;
	bool admin;
	struct entry entry[SETTINGS];
	const struct catalog_entry *headphones;	/* those that it names */
};

struct dongle_config {
	struct part *first, **end;
	struct catalog headphones, dongles;	/* read where headphones are named */
};

/* A file being read. */
struct reader {
	struct inifile ini;
	struct dongle_config *config;
	bool admin;
	struct part *files_first;	/* first part of this file */
	struct part *part;		/* the one that settings go to */
	bool no_memory;
};

static struct reader *to_reader(struct inifile *ini)
{
	return (struct reader *)((char *)ini - offsetof(struct reader, ini));
}

const char *config_dir(void)
{
	const char *dir = secure_getenv("DONGLE_CONFIG_DIR");

	return dir ? dir : DONGLE_CONFIG_DIR;
}

const char *config_state_dir(void)
{
	const char *dir = secure_getenv("DONGLE_STATE_DIR");

	return dir ? dir : DONGLE_STATE_DIR;
}

static void name_keys(struct text *text)
{
	enum setting setting;

	for (setting = 0; setting < settings_count(); setting++)
		if (setting_is_kept(setting))
			text_add(text, "%s%s", setting ? ", " : "", setting_key(setting));
}

static enum setting find_setting(const char *key)
{
	enum setting setting = setting_find(key);

	return setting < SETTINGS && setting_is_kept(setting) ? setting : SETTINGS;
}

static void note(struct reader *reader, struct entry *entry, const char *value)
{
	entry->line = reader->ini.line;
	entry->value = strdup(value);
	if (asprintf(&entry->where, "%s:%u", reader->ini.path, reader->ini.line) < 0)
		entry->where = NULL;
	reader->no_memory |= !entry->value || !entry->where;
}

static void read_setting(struct inifile *ini, const char *key, const char *value)
{
	char error[ERROR_TEXT_MAX] = "";
	struct reader *reader = to_reader(ini);
	struct text text = { error, sizeof(error), 0 };
	enum setting setting = find_setting(key);
	struct request scratch = {};
	struct entry *entry;

	if (setting == SETTINGS) {
		name_keys(&text);
		inifile_complain(ini, key, "is no key; allowed: %s", error);
		return;
	}
	if (!request_set_kept(&scratch, setting, value, error))
		inifile_complain(ini, key, "%s", error);
	if (!reader->part) {
		inifile_complain(ini, key, "no section before it says which dongles it is for");
		return;
	}
	entry = &reader->part->entry[setting];
	if (entry->value)
		inifile_complain(ini, key, "is already set in line %u; allowed: once in a section",
				 entry->line);
	else
		note(reader, entry, value);
}

static void check_twice(struct reader *reader, const struct part *part)
{
	const struct part *other = reader->files_first;

	while (other != part && !section_same(&other->section, &part->section))
		other = other->next;
	if (other != part)
		inifile_complain(&reader->ini, NULL, "this section is already in line %u; "
				 "allowed: each once in a file", other->line);
}

static void read_section(struct inifile *ini, char *line)
{
	struct reader *reader = to_reader(ini);
	char error[ERROR_TEXT_MAX] = "";
	struct text why = { error, sizeof(error), 0 };
	struct part *part = calloc(1, sizeof(*part));

	reader->no_memory |= !part;
	if (!part)
		return;
	part->line = ini->line;
	part->admin = reader->admin;
	*reader->config->end = part;
	reader->config->end = &part->next;
	if (!reader->files_first)
		reader->files_first = part;
	reader->part = part;
	if (!section_parse(&part->section, line, &why))
		inifile_complain(ini, NULL, "%s", error);
	else
		check_twice(reader, part);
}

static void begin_file(struct inifile *ini)
{
	struct reader *reader = to_reader(ini);

	reader->part = NULL;
	reader->files_first = NULL;
}

static void read_folder(struct reader *reader, const char *folder, bool admin)
{
	int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (dir < 0 && errno == ENOENT)
		return;
	reader->admin = admin;
	if (inifile_read_folder(&reader->ini, dir < 0 ? -errno : dir, folder))
		reader->no_memory = true;
}

/* What counts for one field of a device so far. */
struct pick {
	const struct part *part;	/* NULL: nothing */
	enum setting setting;
	u32 field;
};

/* @later was read after @part. */
static bool counts_more(const struct part *later, const struct part *part)
{
	if (later->admin != part->admin)
		return later->admin;
	return later->section.names >= part->section.names;
}

static void pick_entry(struct pick picks[SETTINGS], const struct dongle_info *info,
		       const struct part *part, enum setting setting)
{
	u32 field = plan_field(info, setting);
	struct pick *pick = picks;

	if (!field && setting != SET_HEADPHONES &&
	    !(part->section.names & (SECTION_MODEL | SECTION_SERIAL)))
		return;
	while (pick->part && pick->setting != setting && !(field && pick->field == field))
		pick++;
	if (!pick->part || counts_more(part, pick->part))
		*pick = (struct pick){ part, setting, field };
}

static void pick_all(struct pick picks[SETTINGS], const struct dongle_config *config,
		     const struct dongle *dongle)
{
	const struct part *part;
	enum setting setting;

	for (part = config->first; part; part = part->next) {
		if (!section_matches(&part->section, &dongle->id))
			continue;
		for (setting = 0; setting < SETTINGS; setting++)
			if (part->entry[setting].value)
				pick_entry(picks, &dongle->info, part, setting);
	}
}

static const struct pick *find_pick(const struct pick picks[SETTINGS], enum setting setting)
{
	const struct pick *pick = picks;

	while (pick < picks + SETTINGS && pick->part && pick->setting != setting)
		pick++;
	return pick < picks + SETTINGS && pick->part ? pick : NULL;
}

const struct catalog_entry *config_headphones(const struct dongle_config *config,
					      const struct dongle *dongle)
{
	struct pick picks[SETTINGS] = {};
	const struct pick *pick;

	pick_all(picks, config, dongle);
	pick = find_pick(picks, SET_HEADPHONES);
	return pick ? pick->part->headphones : NULL;
}

/* The administrator's limit counts as it is; a saved one where it is the lower one. */
static bool leaves_limit(const struct pick picks[SETTINGS], unsigned int out)
{
	const struct pick *pick;

	for (pick = picks; pick < picks + SETTINGS && pick->part; pick++)
		if (pick->field == USB_DONGLE_F_LIMIT(out) && pick->part->admin)
			return false;
	return true;
}

static void add_headphones(struct request *request, const struct dongle_config *config,
			   const struct dongle *dongle, const struct pick picks[SETTINGS])
{
	const struct pick *pick = find_pick(picks, SET_HEADPHONES);
	const struct catalog_entry *published = NULL;
	unsigned int out;

	if (!pick)
		return;
	request->headphones = pick->part->headphones->figures;
	request->headphones_name = pick->part->headphones->name;
	if (!advice_has_full_scale(&dongle->info))
		published = catalog_named(&config->dongles, dongle->id.product);
	if (published)
		figures_merge(&request->headphones, &published->figures);
	if (!(pick->part->section.names & (SECTION_MODEL | SECTION_SERIAL)) &&
	    !profile_known(&dongle->info, &request->headphones))
		return;
	request->leaves = (request_has(request, SET_MODE) ? 0 : REQUEST_LEAVES_MODE) |
			  (request_has(request, SET_GAIN) ? 0 : REQUEST_LEAVES_GAIN);
	for (out = 0; out < DONGLE_OUTPUTS; out++)
		if (leaves_limit(picks, out))
			request->leaves |= REQUEST_LEAVES_LIMIT(out);
}

bool config_names_headphones(const struct dongle_config *config)
{
	const struct part *part = config->first;

	while (part && !part->entry[SET_HEADPHONES].value)
		part = part->next;
	return part;
}

bool config_request(const struct dongle_config *config, const struct dongle *dongle,
		    struct request *request)
{
	struct pick picks[SETTINGS] = {}, *pick;
	char error[ERROR_TEXT_MAX];
	const struct entry *entry;
	bool by_path = false;

	memset(request, 0, sizeof(*request));
	pick_all(picks, config, dongle);
	for (pick = picks; pick < picks + SETTINGS && pick->part; pick++) {
		entry = &pick->part->entry[pick->setting];
		request_set_kept(request, pick->setting, entry->value, error);
		request->where[pick->setting] = entry->where;
		by_path |= pick->part->section.names & SECTION_PATH;
	}
	add_headphones(request, config, dongle, picks);
	return by_path;
}

static bool has_entry(const struct part *part)
{
	enum setting setting = 0;

	while (setting < SETTINGS && !part->entry[setting].value)
		setting++;
	return setting < SETTINGS;
}

bool config_has(const struct dongle_config *config, const struct dongle_id *id)
{
	const struct part *part = config->first;

	while (part && !(section_matches(&part->section, id) && has_entry(part)))
		part = part->next;
	return part;
}

static void find_headphones(struct reader *reader, struct part *part)
{
	const struct entry *entry = &part->entry[SET_HEADPHONES];
	char error[ERROR_TEXT_MAX] = "";
	struct text why = { error, sizeof(error), 0 };

	switch (catalog_find(&reader->config->headphones, entry->value, &part->headphones, &why)) {
	case CATALOG_ONE:
		return;
	case CATALOG_BROKEN:
		text_add(&why, "the entry of '%s' is broken, see above", part->headphones->name);
		break;
	default:
		break;
	}
	dongle_make_printable(error);
	fprintf(reader->ini.err, "%s: headphones: %s\n", entry->where, error);
	reader->ini.broken = true;
}

/* Figures of the headphones that any section names; else none are looked for. */
static void read_figures(struct reader *reader)
{
	struct dongle_config *config = reader->config;
	struct part *part = config->first;

	if (!config_names_headphones(config) || reader->ini.broken || reader->no_memory)
		return;
	if (catalog_read(&config->headphones, CATALOG_HEADPHONES, reader->ini.err) ||
	    catalog_read(&config->dongles, CATALOG_DONGLES, reader->ini.err)) {
		reader->no_memory = true;
		return;
	}
	for (; part; part = part->next)
		if (part->entry[SET_HEADPHONES].value)
			find_headphones(reader, part);
}

int config_read(struct dongle_config **config, FILE *err)
{
	struct reader reader = {
		.ini = { .err = err, .begin = begin_file, .section = read_section,
			 .setting = read_setting, .listed = true },
	};

	reader.config = calloc(1, sizeof(*reader.config));
	if (!reader.config)
		return -ENOMEM;
	reader.config->end = &reader.config->first;
	read_folder(&reader, config_state_dir(), false);
	read_folder(&reader, config_dir(), true);
	read_figures(&reader);
	if (!reader.ini.broken && !reader.no_memory) {
		*config = reader.config;
		return 0;
	}
	config_free(reader.config);
	return reader.no_memory ? -ENOMEM : -EINVAL;
}

void config_free(struct dongle_config *config)
{
	struct part *part, *next;
	unsigned int i;

	if (!config)
		return;
	for (part = config->first; part; part = next) {
		next = part->next;
		for (i = 0; i < SETTINGS; i++) {
			free(part->entry[i].value);
			free(part->entry[i].where);
		}
		free(part);
	}
	catalog_free(&config->headphones);
	catalog_free(&config->dongles);
	free(config);
}

int dongle_config_read(struct dongle_config **config, char **errors)
{
	char *text = NULL;
	size_t size;
	FILE *err = open_memstream(&text, &size);
	int error = err ? config_read(config, err) : -ENOMEM;

	if (err)
		fclose(err);
	*errors = error == -EINVAL ? text : NULL;
	if (!*errors)
		free(text);
	return error;
}

void dongle_config_free(struct dongle_config *config)
{
	config_free(config);
}

int dongle_config_has(const struct dongle_config *config, const struct dongle_id *id)
{
	return config_has(config, id);
}
