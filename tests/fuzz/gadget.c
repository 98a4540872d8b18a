// SPDX-License-Identifier: GPL-2.0-only
/* userspace/gadget/conf.c: the file that builds a gadget. */
#include <stdlib.h>

#include "fuzz.h"
#undef ARRAY_SIZE
#include "../../userspace/gadget/gadget.h"

static void check_said(bool good, const char *said)
{
	char *line, *save, *copy = strdup(said);
	size_t len = strlen(fuzz_path("etc/gadget"));

	PROPERTY(good == !*said, "a file is right, or something is said of it");
	PROPERTY(fuzz_is_clean(said, "\n"), "what is said steers no terminal");
	for (line = strtok_r(copy, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
		PROPERTY(!strncmp(line, fuzz_path("etc/gadget:"), len + 1),
			 "each line that is said names the file");
	free(copy);
}

/* A value is one line; a name is no way to another folder. */
static void check_value(const struct key *key, const char *value)
{
	PROPERTY(*value && strlen(value) < VALUE_MAX && !strchr(value, '\n'),
		 "a value is one line that is not empty");
	if (!strcmp(key->name, KEY_CONTROLLER) || !strcmp(key->name, KEY_STAGE))
		PROPERTY(!strpbrk(value, "/ \t") && *value != '.', "a name is a name");
	if (!strncmp(key->name, "volume-m", 8) || !strcmp(key->name, "volume-step"))
		PROPERTY(atoi(value) >= key->min && atoi(value) <= key->max,
			 "a level is in the range of its key");
}

static int number(const struct gadget *gadget, const char *section, const char *name)
{
	return atoi(gadget_entry(gadget, section, name)->value);
}

static bool given(const struct gadget *gadget, const char *section, const char *name)
{
	return gadget_entry(gadget, section, name)->given;
}

static void check_range(const struct gadget *gadget, const char *section)
{
	bool min = given(gadget, section, "volume-min");
	bool max = given(gadget, section, "volume-max");
	bool step = given(gadget, section, "volume-step");
	int range = number(gadget, section, "volume-max") - number(gadget, section, "volume-min");

	if (min || max || step)
		PROPERTY(!given(gadget, section, "level-control"),
			 "an output has a range or a control");
	if (min && max && step)
		PROPERTY(range >= 0 && range % number(gadget, section, "volume-step") == 0,
			 "a range has whole steps");
}

void fuzz_start(void)
{
	fuzz_folder_start();
}

void fuzz_one(struct fuzz *fuzz)
{
	struct gadget gadget;
	char path[256], *said;
	unsigned int i;
	size_t size;
	FILE *err;
	bool good;

	snprintf(path, sizeof(path), "%s", fuzz_path("etc/gadget"));
	fuzz_write("etc/gadget", fuzz->data, fuzz->left);
	err = open_memstream(&said, &size);
	good = gadget_read(&gadget, path, err);
	fclose(err);
	check_said(good, said);
	free(said);
	for (i = 0; i < gadget_keys_count && good; i++)
		if (gadget.entry[i].given)
			check_value(&gadget_keys[i], gadget.entry[i].value);
	if (good) {
		check_range(&gadget, "single-ended");
		check_range(&gadget, "balanced");
	}
}
