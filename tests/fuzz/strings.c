// SPDX-License-Identifier: GPL-2.0-only
/*
 * Texts that come from a device, in all that dongle-ctl writes: serial number and
 * product, each up to a NUL, then what the device is and how it is.
 */
#include <jansson.h>
#include <stdlib.h>

#include "complete.h"
#include "event.h"
#include "json.h"
#include "show.h"
#include "state.h"
#include "verb.h"
#include "fuzz.h"
#include "../unit/fakebus.h"

#define CLEAN	"what is written steers no terminal, and is UTF-8"

static void check_printable(const char *raw)
{
	char *once = strdup(raw), *twice;

	dongle_make_printable(once);
	PROPERTY(fuzz_is_clean(once, ""), "a text that was made printable is");
	PROPERTY(strlen(once) <= strlen(raw), "a text that was made printable is no longer");
	twice = strdup(once);
	dongle_make_printable(twice);
	PROPERTY(!strcmp(once, twice), "a printable text stays as it is");
	free(once);
	free(twice);
}

static unsigned int count_lines(const char *text)
{
	unsigned int n = 0;

	for (; *text; text++)
		n += *text == '\n';
	return n;
}

/* Return: what a run wrote, output and errors; free() it. */
static char *run(struct fake_bus *fake, const struct options *options, bool utf8)
{
	struct run args = { .bus = &fake->bus, .options = options, .style = { .utf8 = utf8 } };
	char *text;
	size_t size;

	args.out = open_memstream(&text, &size);
	args.err = args.out;
	options->verb->run(&args);
	fclose(args.out);
	return text;
}

/* A name makes no line of its own: compared with a device that has plain ones. */
static void check_text(struct fake_bus *fake, struct fake_bus *plain,
		       const struct options *options, bool utf8)
{
	char *text = run(fake, options, utf8), *other = run(plain, options, utf8);

	PROPERTY(fuzz_is_clean(text, "\n"), CLEAN);
	PROPERTY(count_lines(text) == count_lines(other), "a name makes no line of its own");
	free(text);
	free(other);
}

static void check_member(const json_t *device, const char *key, const char *raw)
{
	char *want = strdup(raw);
	const json_t *got = json_object_get(device, key);

	dongle_make_printable(want);
	PROPERTY(*want ? got && !strcmp(json_string_value(got), want) : json_is_null(got),
		 "JSON has the name, made printable");
	free(want);
}

static void check_json(struct fake_bus *fake, const struct options *options)
{
	char *text = run(fake, options, false);
	json_t *all = json_loads(text, JSON_REJECT_DUPLICATES, NULL), *device;
	const char *list = options->verb == &verbs[VERB_LIST] ? "devices" : "dongles";

	PROPERTY(all, "JSON is JSON");
	PROPERTY(fuzz_is_clean(text, "\n"), CLEAN);
	device = json_array_get(json_object_get(all, list), 0);
	if (options->verb == &verbs[VERB_STATUS])
		device = json_object_get(device, "device");
	PROPERTY(device, "JSON has the device");
	check_member(device, "serial", fake->device[0].id.serial);
	check_member(device, "product", fake->device[0].id.product);
	json_decref(all);
	free(text);
}

static void check_event(struct fake_bus *fake, const struct dongle_info *info,
			const struct dongle_state *from, const struct dongle_state *to)
{
	struct dongle_event event = { .type = DONGLE_CHANGED };
	struct dongle_id *ids;
	char *text, *line, *save;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	json_t *one;

	dongle_list(&fake->bus, &ids);
	event.id = ids;
	event.info = info;
	event.from = from;
	event.to = to;
	event.fields = dongle_state_diff(from, to);
	event_json(out, &event);
	fclose(out);
	for (line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		one = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
		PROPERTY(one, "each line of monitor --json is JSON");
		json_decref(one);
	}
	free(text);
	free(ids);
}

static void check_words(struct fake_bus *fake)
{
	static const char *const typed[] = { "--serial=", "--device=", "--path=", "--filter=" };
	unsigned int i;
	char *words[1], *text, *line, *save;
	size_t size;
	FILE *out;

	for (i = 0; i < ARRAY_SIZE(typed); i++) {
		words[0] = (char *)typed[i];
		out = open_memstream(&text, &size);
		complete_run(&fake->bus, out, words, 1);
		fclose(out);
		PROPERTY(fuzz_is_clean(text, "\n\t"), CLEAN);
		for (line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
			PROPERTY(!strncmp(line, typed[i], strlen(typed[i])) &&
				 strchr(line, '\t') && strchr(line, '\t') == strrchr(line, '\t'),
				 "each line that completes is a word, a tab and a text");
		free(text);
	}
}

static void check_all(struct fuzz *fuzz, struct fake_bus *fake, struct fake_bus *plain)
{
	struct options options = { .verb = &verbs[VERB_STATUS], .given = BIT(OPTION_ALL) };
	bool utf8 = fuzz_byte(fuzz) & 1;

	check_text(fake, plain, &options, utf8);
	options.plain = true;
	check_text(fake, plain, &options, utf8);
	options.plain = false;
	options.json = true;
	check_json(fake, &options);
	options.verb = &verbs[VERB_LIST];
	check_json(fake, &options);
	options.json = false;
	check_text(fake, plain, &options, utf8);
	check_words(fake);
	/* which of two is meant */
	fake_add(fake, fake->device[0].info, &fake->device[0].state);
	fake_add(plain, fake->device[0].info, &fake->device[0].state);
	options.verb = &verbs[VERB_SET];
	check_text(fake, plain, &options, utf8);
}

static void take_name(struct fuzz *fuzz, char out[DONGLE_STRING_MAX])
{
	char *text = fuzz_text(fuzz, 0, DONGLE_STRING_MAX);

	check_printable(text);
	memcpy(out, text, strlen(text) + 1);
	free(text);
}

void fuzz_start(void)
{
}

void fuzz_one(struct fuzz *fuzz)
{
	struct fake_bus fake, plain;
	struct dongle_info info;
	struct dongle_state state, other;

	fake_init(&fake);
	fake_init(&plain);
	fake_add(&fake, &info, &other);
	take_name(fuzz, fake.device[0].id.serial);
	take_name(fuzz, fake.device[0].id.product);
	fuzz_info(fuzz, &info);
	fuzz_state(fuzz, &info, &state);
	fuzz_state(fuzz, &info, &other);
	fake.device[0].state = state;
	fake_add(&plain, &info, &state);
	/* one without names is as one with empty names */
	if (!*fake.device[0].id.serial)
		plain.device[0].id.serial[0] = '\0';
	if (!*fake.device[0].id.product)
		plain.device[0].id.product[0] = '\0';
	check_event(&fake, &info, &state, &other);
	check_all(fuzz, &fake, &plain);
	fake.bus.ops->put(&fake.bus);
	plain.bus.ops->put(&plain.bus);
}
