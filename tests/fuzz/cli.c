// SPDX-License-Identifier: GPL-2.0-only
/*
 * dongle-ctl from its arguments on, with a bus of two dongles: arguments up to an empty
 * one, line feeds between them. The first byte says what of it is run.
 */
#include <fcntl.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include "complete.h"
#include "fuzz.h"
#include "options.h"
#include "state.h"
#include "wrap.h"
#include "../unit/device.h"
#include "../unit/fakebus.h"

#define ARGS_MAX	16
#define ARG_MAX		200

/* The arguments were refused. */
static bool refused;
static argp_parser_t parser;

static error_t guard(int key, char *arg, struct argp_state *state)
{
	return refused ? EINVAL : parser(key, arg, state);
}

/* The C library would end the program: here nothing more is read. */
error_t __wrap_argp_parse(const struct argp *argp, int argc, char **argv, unsigned int flags,
			  int *index, void *input)
{
	struct argp guarded = *argp;
	error_t err;

	parser = argp->parser;
	guarded.parser = guard;
	err = __real_argp_parse(&guarded, argc, argv, flags | ARGP_SILENT, index, input);
	refused |= err;
	return err;
}

__attribute__((format(printf, 2, 3)))
void __wrap_argp_error(const struct argp_state *state, const char *format, ...)
{
	char text[4096];
	va_list args;

	(void)state;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	PROPERTY(strstr(text, "allowed: ") || strstr(text, "only with: ") ||
		 strstr(text, "give ") || strstr(text, "such as") || strstr(text, "together"),
		 "what is refused says what is allowed");
	refused = true;
}

static void check_device(const struct fake_device *dev, const struct options *options,
			 const struct dongle_state *before)
{
	const u32 any = 7 << SET_VOLUME | BIT(SET_KEEP_LEVEL);
	bool sets = options->verb == &verbs[VERB_SET] && !(options->given & BIT(OPTION_DRY_RUN));

	PROPERTY(!dev->open && !dev->wrong, "a device is asked as the protocol says, and closed");
	PROPERTY(fuzz_has(dev->info, &dev->state), "no device is set to what it has not");
	PROPERTY(fuzz_obeys(dev->info, &dev->state), "no level passes its limit");
	if (!sets)
		PROPERTY(!dongle_state_diff(before, &dev->state), "who only looks sets nothing");
	if (!(options->request.given & any))
		PROPERTY(!fuzz_above(&dev->state, before), "no level rises that was not named");
}

static void check_outcome(const struct options *options, enum exit_code code, char *out,
			  const char *err)
{
	json_t *all;

	PROPERTY(code <= EXIT_FILE, "an exit code is one that --help names");
	PROPERTY((code == EXIT_OK) == !*err || options->given & BIT(OPTION_DIRECT),
		 "who fails says why, and no one else complains");
	if (options->quiet)
		PROPERTY(!*out, "--quiet writes nothing but errors");
	if (!options->json || !*out)
		return;
	/* of a test the first line of several */
	all = json_loads(out, JSON_REJECT_DUPLICATES | (options->verb == &verbs[VERB_ABX] ?
							JSON_DISABLE_EOF_CHECK : 0), NULL);
	PROPERTY(all, "--json writes JSON");
	json_decref(all);
}

static void run(struct fake_bus *fake, const struct options *options)
{
	struct run args = {
		.bus = &fake->bus, .options = options,
		.in = open("/dev/null", O_RDONLY | O_CLOEXEC),
	};
	struct dongle_state before[FAKE_DEVICES];
	size_t out_size, err_size;
	enum exit_code code;
	char *out, *err;
	int i;

	for (i = 0; i < fake->count; i++)
		before[i] = fake->device[i].state;
	args.out = open_memstream(&out, &out_size);
	args.err = open_memstream(&err, &err_size);
	code = verb_run(&args);
	fclose(args.out);
	fclose(args.err);
	close(args.in);
	check_outcome(options, code, out, err);
	for (i = 0; i < fake->count; i++)
		check_device(&fake->device[i], options, &before[i]);
	free(out);
	free(err);
}

static void complete(struct fake_bus *fake, char **args, int n)
{
	char *out;
	size_t size;
	FILE *file = open_memstream(&out, &size);

	complete_run(&fake->bus, file, args, n);
	fclose(file);
	PROPERTY(!fake->device[0].wrong && !fake->device[0].open &&
		 !strchr(fake->device[0].log, 'W'), "who completes sets nothing");
	free(out);
}

static void parse(struct fake_bus *fake, char **args, int n)
{
	struct options options;

	refused = false;
	options_parse(&options, n, args);
	PROPERTY(refused || options.verb, "arguments are refused, or say what to do");
	if (refused || options.verb == &verbs[VERB_MONITOR])
		return;
	options.svg = NULL;	/* a file of any name */
	options.log = "/dev/null";
	if (options.given & BIT(OPTION_WAIT))
		options.wait_ms = 0;
	fake->bus.direct = options.given & BIT(OPTION_DIRECT);
	run(fake, &options);
	/* once more finds all as it was asked for */
	if (options.verb == &verbs[VERB_SET])
		run(fake, &options);
}

static int split(struct fuzz *fuzz, char *args[ARGS_MAX + 2])
{
	int n = 1;

	args[0] = strdup("dongle-ctl");
	while (fuzz->left && n <= ARGS_MAX)
		args[n++] = fuzz_text(fuzz, '\n', ARG_MAX);
	args[n] = NULL;
	return n;
}

void fuzz_start(void)
{
	fuzz_folder_start();
}

void fuzz_one(struct fuzz *fuzz)
{
	static const struct {
		const struct dongle_info *info;
		const struct dongle_state *state;
	} devices[] = {
		{ &device_full, &device_full_state },
		{ &device_shared, &device_shared_state },
		{ &device_single, &device_single_state },
	};
	unsigned int what = fuzz_byte(fuzz), i = what % ARRAY_SIZE(devices);
	char *args[ARGS_MAX + 2], *kept[ARGS_MAX + 2];
	struct fake_bus fake;
	int n = split(fuzz, args);

	fake_init(&fake);
	fake_add(&fake, devices[i].info, devices[i].state);
	if (what & 0x40)
		fake_add(&fake, &device_full, &device_full_state);
	memcpy(kept, args, sizeof(args));
	if (what & 0x80)
		complete(&fake, args + 1, n - 1);
	else
		parse(&fake, args, n);
	for (i = 0; (int)i < n; i++)
		free(kept[i]);
	fake.bus.ops->put(&fake.bus);
	fuzz_clear();
}
