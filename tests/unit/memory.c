// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory that ends, at each call for some: a command says so and has changed nothing, or
 * does all of what it should; a program gets an error. Nothing stays open.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "device.h"
#include "dongle.h"
#include "runner.h"
#include "tap.h"

#define CALLS_MAX	100	/* for memory, of one command */

static int left = -1;	/* calls that succeed; negative: all */
static bool failed;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
char *__real_strdup(const char *text);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *text);
__attribute__((format(printf, 2, 3)))
int __wrap_asprintf(char **text, const char *format, ...);

static bool fails(void)
{
	if (left < 0)
		return false;
	failed = !left--;
	if (failed)
		errno = ENOMEM;
	return failed;
}

void *__wrap_malloc(size_t size)
{
	return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
	return fails() ? NULL : __real_realloc(old, size);
}

char *__wrap_strdup(const char *text)
{
	return fails() ? NULL : __real_strdup(text);
}

int __wrap_asprintf(char **text, const char *format, ...)
{
	va_list args;
	int n;

	if (fails())
		return -1;	/* and *text is undefined */
	va_start(args, format);
	n = vasprintf(text, format, args);
	va_end(args);
	return n;
}

static void plug(struct fake_bus *fake)
{
	fake_init(fake);
	fake_add(fake, &device_full, &device_full_state);
}

/* Return: whether it asked for so much memory that one call failed. */
static bool run_with(const char *name, const struct options *options, int calls)
{
	struct fake_bus fake;
	struct outcome run;
	bool wrote;

	plug(&fake);
	failed = false;
	left = calls;
	runner_run(&run, &fake, options);
	left = -1;
	wrote = strchr(fake.device[0].log, 'W');
	if (!failed)
		tap_int(run.code, EXIT_OK, "%s: enough memory", name);
	else if (run.code == EXIT_OK)
		tap_str(run.err, "", "%s: call %d fails, and it did without", name, calls);
	else
		tap_ok(*run.err && !wrote, "%s: call %d fails: says so, wrote nothing", name,
		       calls);
	runner_free(&run);
	fake.bus.ops->put(&fake.bus);
	return failed;
}

static void run_all(const char *name, const struct options *options)
{
	int calls = 0;

	while (calls < CALLS_MAX && run_with(name, options, calls))
		calls++;
	tap_ok(calls > 0 && calls < CALLS_MAX, "%s: %d calls", name, calls);
}

static void test_commands(void)
{
	struct options status = { .verb = &verbs[VERB_STATUS] };
	struct options list = { .verb = &verbs[VERB_LIST] };
	struct options advise = { .verb = &verbs[VERB_ADVISE] };
	struct options gain = { .verb = &verbs[VERB_SET] };
	char error[ERROR_TEXT_MAX];

	mkdir(runner_path("etc/headphones"), 0755);
	setenv("DONGLE_DATA_DIR", runner_path("etc/none"), 1);
	setenv("XDG_CONFIG_HOME", runner_path("etc/none"), 1);
	request_set(&gain.request, SET_GAIN, "high", error);
	run_all("status", &status);
	status.json = true;
	run_all("status as JSON", &status);
	status.given = BIT(OPTION_ALL);
	run_all("status of all", &status);
	run_all("list", &list);
	figures_set(&advise.figures, FIGURE_IMPEDANCE, "32", NULL);
	figures_set(&advise.figures, FIGURE_SENSITIVITY, "100dB/V", NULL);
	run_all("advise", &advise);
	runner_write("etc/headphones/a.conf", "[Mine]\nimpedance = 32\nsensitivity = 100dB/V\n");
	advise = (struct options){ .verb = &verbs[VERB_ADVISE], .headphones = "mine" };
	run_all("advise by name", &advise);
	status = (struct options){ .verb = &verbs[VERB_STATUS], .headphones = "mine" };
	run_all("status with headphones", &status);
	remove(runner_path("etc/headphones/a.conf"));
	remove(runner_path("etc/headphones"));
	run_all("set", &gain);
}

static void test_files(void)
{
	char *text, *again;

	run_all("save", &runner_save);
	runner_write("etc/a.conf", "[any]\ngain = low\n[model 1d6b:0001]\nse-mute = on\n");
	text = runner_read("var/1d6b-0001+S1.conf");
	run_all("apply", &runner_apply);
	run_all("save over it", &runner_save);
	again = runner_read("var/1d6b-0001+S1.conf");
	tap_str(again, text, "the file is what it was");
	free(again);
	run_all("forget", &runner_forget);
	free(text);
	runner_clear();
}

static int watch(struct dongle_bus *bus)
{
	const struct dongle_event *event;
	struct dongle_watch *watch;
	int n, err = dongle_watch_new(bus, &watch);

	if (err)
		return err;
	n = dongle_watch_next(watch, &event);
	dongle_watch_free(watch);
	return n < 0 ? n : 0;
}

static int read_config(struct dongle_bus *bus)
{
	struct dongle_config *config;
	char *errors;
	int err;

	(void)bus;
	err = dongle_config_read(&config, &errors);
	if (!err)
		dongle_config_free(config);
	if (err == -EINVAL && strstr(errors, strerror(ENOMEM)))
		err = -ENOMEM;	/* of a file, as all that is wrong there */
	free(errors);
	return err;
}

static void api_all(const char *name, int (*call)(struct dongle_bus *bus))
{
	struct fake_bus fake;
	int calls, err = -1;

	for (calls = 0; err && calls < CALLS_MAX; calls++) {
		plug(&fake);
		failed = false;
		left = calls;
		err = call(&fake.bus);
		left = -1;
		if (err || failed)
			tap_ok(failed && (!err || err == -ENOMEM), "%s: call %d fails: %d", name,
			       calls, err);
		tap_int(fake.device[0].open, 0, "%s: closed", name);
		fake.bus.ops->put(&fake.bus);
	}
	tap_int(err, 0, "%s: enough memory", name);
}

static void test_library(void)
{
	runner_write("etc/a.conf", "[any]\ngain = low\n");
	api_all("watch", watch);
	api_all("configuration", read_config);
	mkdir(runner_path("etc/headphones"), 0755);
	runner_write("etc/headphones/a.conf", "[Mine]\nimpedance = 32\nsensitivity = 100dB/V\n");
	runner_write("etc/a.conf", "[any]\nheadphones = mine\n");
	api_all("configuration with headphones", read_config);
	run_all("apply with headphones", &runner_apply);
	remove(runner_path("etc/headphones/a.conf"));
	remove(runner_path("etc/headphones"));
	runner_clear();
}

int main(void)
{
	runner_start();
	test_commands();
	test_files();
	test_library();
	runner_end();
	return tap_done();
}
