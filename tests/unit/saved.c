// SPDX-License-Identifier: GPL-2.0-only
/* What save keeps, apply finds again and forget removes. */
#include <signal.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "device.h"
#include "runner.h"
#include "saved.h"
#include "state.h"
#include "tap.h"

#define CALLS_MAX	400	/* system calls of one save */
#define NAME		"var/1d6b-0001+S1.conf"

static const char full_text[] =
	"# Dongle 1, saved by dongle-ctl\n"
	"[model 1d6b:0001 serial S1]\n"
	"mode = auto\n"
	"gain = low\n"
	"filter = non-oversampling\n"
	"se-limit = -10.0\n"
	"se-volume = -20.0\n"
	"se-mute = off\n"
	"balanced-volume = -30.0,-31.0\n"
	"balanced-mute = on\n";

/* Every field of the device somewhere else. */
static struct dongle_state moved(const struct dongle_info *info, const struct dongle_state *from)
{
	u32 mask = dongle_state_writable(info);
	struct dongle_state state = *from;
	unsigned int out;

	if (mask & USB_DONGLE_F_MODE)
		state.mode = USB_DONGLE_MODE_SE;
	if (mask & USB_DONGLE_F_GAIN)
		state.gain = USB_DONGLE_GAIN_HIGH;
	if (mask & USB_DONGLE_F_FILTER)
		state.filter = 0;
	for (out = 0; out < DONGLE_OUTPUTS; out++) {
		if (mask & USB_DONGLE_F_VOLUME(out))
			state.output[out].volume[0] = info->output[out].volume_min;
		if (mask & USB_DONGLE_F_MUTE(out))
			state.output[out].mute = !state.output[out].mute;
		if (mask & USB_DONGLE_F_LIMIT(out))
			state.output[out].limit = info->output[out].volume_max;
	}
	return state;
}

static void test_round_trip(const char *name, const struct dongle_info *info,
			    const struct dongle_state *state, u32 mask)
{
	struct fake_device *dev;
	struct fake_bus fake;

	fake_init(&fake);
	dev = fake_add(&fake, info, state);
	runner_check(name, &fake, &runner_save, EXIT_OK, "saved: ", "IS");
	tap_int(runner_files("var"), 1, "%s: one file", name);
	dev->state = moved(info, state);
	runner_check(name, &fake, &runner_apply, EXIT_OK, " -> ", "ISWS");
	tap_int(dongle_state_diff(&dev->state, state), 0, "%s: everything as saved", name);
	tap_int(dev->mask, mask, "%s: what was sent", name);
	runner_check(name, &fake, &runner_apply, EXIT_OK, "nothing to change", "IS");
	runner_check(name, &fake, &runner_forget, EXIT_OK, "is forgotten", "I");
	tap_int(runner_files("var"), 0, "%s: forgotten", name);
	runner_check(name, &fake, &runner_forget, EXIT_OK, "nothing was saved", "I");
	runner_check(name, &fake, &runner_apply, EXIT_OK, "", "");
	runner_clear();
}

static void test_round_trips(void)
{
	test_round_trip("full", &device_full, &device_full_state,
			dongle_state_writable(&device_full) & ~USB_DONGLE_F_LIMIT(1));
	test_round_trip("shared", &device_shared, &device_shared_state,
			dongle_state_writable(&device_shared));
	test_round_trip("single", &device_single, &device_single_state,
			dongle_state_writable(&device_single));
}

static void test_text(void)
{
	struct dongle_info info = device_full;
	struct fake_bus fake;
	char *text;

	fake_init(&fake);
	fake_add(&fake, &info, &device_full_state);
	runner_check("save", &fake, &runner_save, EXIT_OK, runner_path(NAME), "IS");
	text = runner_read(NAME);
	tap_str(text, full_text, "save: the text");
	free(text);
	info.filters[2] = info.filters[1];
	runner_check("a filter twice", &fake, &runner_save, EXIT_OK, "saved", "IS");
	text = runner_read(NAME);
	tap_has(text, "\nfilter = 2\n", "a filter twice: saved by number");
	free(text);
	info.filters[1] = 200;
	info.filters[2] = 0;
	runner_check("an unknown filter", &fake, &runner_save, EXIT_OK, "saved", "IS");
	text = runner_read(NAME);
	tap_has(text, "\nfilter = 2\n", "an unknown filter: saved by number");
	free(text);
	runner_clear();
}

/* Every level of a grid with no short decimals comes back. */
static void test_exact(void)
{
	struct dongle_info info = device_shared;
	struct options quiet[] = { runner_save, runner_apply };
	struct fake_device *dev;
	struct fake_bus fake;
	struct outcome run;
	int i, bad = 0;

	info.output[0].volume_min = -32767;
	info.output[0].volume_step = 7;
	info.output[0].volume_max = -32767 + 7 * 4681;
	fake_init(&fake);
	dev = fake_add(&fake, &info, &device_shared_state);
	for (i = 0; i <= 4681; i += 97) {
		dev->state.output[0].volume[0] = info.output[0].volume_min + 7 * i;
		dev->state.output[0].volume[1] = info.output[0].volume_max - 7 * i;
		runner_run(&run, &fake, &quiet[0]);
		runner_free(&run);
		dev->state.output[0].volume[0] = info.output[0].volume_min;
		dev->state.output[0].volume[1] = info.output[0].volume_min;
		runner_run(&run, &fake, &quiet[1]);
		runner_free(&run);
		bad += dev->state.output[0].volume[0] != info.output[0].volume_min + 7 * i ||
		       dev->state.output[0].volume[1] != info.output[0].volume_max - 7 * i;
	}
	tap_int(bad, 0, "every level comes back as it was");
	runner_clear();
}

static char *long_serial(const char *unit, unsigned int n, const char *last)
{
	static char serial[DONGLE_STRING_MAX];

	serial[0] = '\0';
	while (n--)
		strcat(serial, unit);
	return strcat(serial, last);
}

static bool is_safe(const char *name)
{
	return strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
		      ".-_+@") == strlen(name) && *name != '.' && strlen(name) < 240;
}

static void check_serial(struct fake_bus *fake, const char *serial, const char *name)
{
	struct fake_device *dev = &fake->device[0];
	char file[SAVED_NAME_MAX];
	struct dongle_id id;

	strcpy(dev->id.serial, serial);
	id = dev->id;
	strcpy(id.raw_serial, serial);
	saved_name(file, &id, DONGLE_BY_SERIAL);
	tap_ok(is_safe(file), "serial %s: a safe name", name);
	dev->state = device_full_state;
	runner_check(name, fake, &runner_save, EXIT_OK, file, "IS");
	dev->state = moved(&device_full, &device_full_state);
	runner_check(name, fake, &runner_apply, EXIT_OK, " -> ", "ISWS");
	tap_int(dongle_state_diff(&dev->state, &device_full_state), 0,
		"serial %s: everything as saved", name);
}

/* Serial numbers nobody should give, each of another dongle, all kept at once. */
static void test_serials(void)
{
	static const char *const serials[] = {
		"S", "s", "..", "../../etc/passwd", ".hidden", "-rf", "a b", " a", "a ", "a  b",
		"$(reboot)", "`reboot`", "a;b|c&d>e<f", "'", "\"", "''\"", "a]", "[a]", "]",
		"a] ; c",
		"# a", "; a", "a ; c", "=", "a=b", "%n%s%I", "a\\b", "\\x41", "\\\\", "\\",
		"a\nb",
		"a\n[any]\nse-volume = 0", "a\tb", "\x01", "\x7f", "\xc3\xa4", "\xff\xfe",
		"\xe2\x80\xae turned", "$env{X}", "$%r", "{}*?~!", "any", "model 1d6b:0001",
		"path 1-1.1", "S1 path 1-1.1", "a@1-1.1", "a_40b", "a@b", "a+b", "\r",
	};
	struct fake_bus fake;
	unsigned int i;
	char name[16];

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	for (i = 0; i < ARRAY_SIZE(serials); i++) {
		/* not the serial itself, which is no text for a terminal */
		snprintf(name, sizeof(name), "number %u", i);
		check_serial(&fake, serials[i], name);
	}
	check_serial(&fake, long_serial("x", 126, ""), "126 letters");
	check_serial(&fake, long_serial("x", 125, "y"), "126 other letters");
	check_serial(&fake, long_serial("\xe2\x82\xac", 126, ""), "126 units");
	check_serial(&fake, long_serial("\xe2\x82\xac", 125, "x"), "126 other units");
	check_serial(&fake, long_serial("\n", 125, "]"), "125 line feeds");
	tap_int(runner_files("var"), ARRAY_SIZE(serials) + 5, "each has its own file");
	runner_clear();
}

/* A serial number that says the same on a terminal is still another. */
static void test_serials_apart(void)
{
	struct fake_bus fake;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	strcpy(fake.device[0].id.serial, "a\nb");
	runner_check("one control character", &fake, &runner_save, EXIT_OK, "a_0ab.conf", "IS");
	strcpy(fake.device[0].id.serial, "a\tb");
	runner_check("another control character", &fake, &runner_apply, EXIT_OK, "", "");
	strcpy(fake.device[0].id.serial, "a\nb");
	fake.device[0].id.product_id = 9;
	runner_check("the serial of another model", &fake, &runner_apply, EXIT_OK, "", "");
	runner_clear();
}

static struct options at(const struct options *base, const char *path)
{
	struct options options = *base;

	options.selector.path = path;
	return options;
}

static void add_twins(struct fake_bus *fake, const char *serial)
{
	unsigned int i;

	fake_init(fake);
	for (i = 0; i < 2; i++) {
		fake_add(fake, &device_full, &device_full_state)->id.product_id = 1;
		strcpy(fake->device[i].id.serial, serial);
	}
	fake->device[1].state.gain = USB_DONGLE_GAIN_HIGH;
}

static void check_twins(const char *serial, const char *why, const char *name)
{
	struct options all = runner_apply, save[2] = {
		at(&runner_save, "1-1.1"), at(&runner_save, "1-1.2")
	};
	struct fake_bus fake;

	add_twins(&fake, serial);
	all.given = BIT(OPTION_ALL);
	runner_check("twins, save", &fake, &save[0], EXIT_OK, why, "IS");
	runner_check("twins, save", &fake, &save[1], EXIT_OK, "at port 1-1.2", "");
	tap_int(runner_files("var"), 2, "twins %s: two files", serial);
	tap_ok(!access(runner_path(name), F_OK), "twins %s: %s", serial, name);
	fake.device[0].state.gain = USB_DONGLE_GAIN_MEDIUM;
	fake.device[1].state.gain = USB_DONGLE_GAIN_MEDIUM;
	runner_check("twins, apply", &fake, &all, EXIT_OK, "1-1.1: settings of this port", "ISWS");
	tap_int(fake.device[0].state.gain, USB_DONGLE_GAIN_LOW, "twins %s: the first", serial);
	tap_int(fake.device[1].state.gain, USB_DONGLE_GAIN_HIGH, "twins %s: the second", serial);
	strcpy(fake.device[0].id.path, "1-1.3");
	fake.device[0].state.gain = USB_DONGLE_GAIN_MEDIUM;
	save[0] = at(&runner_apply, "1-1.3");
	runner_check("twins, another port", &fake, &save[0], EXIT_OK, "", "");
	save[0] = at(&runner_forget, "1-1.2");
	runner_check("twins, forget", &fake, &save[0], EXIT_OK, "is forgotten", "");
	tap_int(runner_files("var"), 1, "twins %s: only that one is forgotten", serial);
	runner_clear();
}

static void test_twins(void)
{
	struct options one = at(&runner_apply, "1-1.1"), save = at(&runner_save, "1-1.1");
	struct fake_bus fake;

	check_twins("", "This dongle has no serial number: these are the settings of the dongle "
		    "at port 1-1.1", "var/1d6b-0001@1-1.1.conf");
	check_twins("0001", "Another dongle of this model has the same serial number",
		    "var/1d6b-0001+0001@1-1.1.conf");
	/* the second comes after the first was saved */
	add_twins(&fake, "0001");
	fake.count = 1;
	runner_check("alone, save", &fake, &save, EXIT_OK, "1d6b-0001+0001.conf\n", "IS");
	fake.count = 2;
	runner_check("a twin comes, apply", &fake, &one, EXIT_OK,
		     "the same settings as for another", "IS");
	runner_check("a twin comes, save", &fake, &save, EXIT_OK, "0001@1-1.1.conf", "IS");
	fake.count = 1;
	fake.device[0].state.gain = USB_DONGLE_GAIN_HIGH;
	runner_check("alone again, save", &fake, &save, EXIT_OK, "1d6b-0001+0001.conf", "IS");
	tap_int(runner_files("var"), 1, "alone again: the file of the port is gone");
	fake.device[0].state.gain = USB_DONGLE_GAIN_LOW;
	runner_check("alone again, apply", &fake, &one, EXIT_OK, "-> High", "ISWS");
	runner_clear();
}

static void test_all(void)
{
	struct options save = runner_save, apply = runner_apply;
	struct fake_bus fake;

	save.given = BIT(OPTION_ALL);
	apply.given = BIT(OPTION_ALL);
	fake_init(&fake);
	runner_check("save all of none", &fake, &save, EXIT_OK, "", "");
	fake_add(&fake, &device_full, &device_full_state);
	fake_add(&fake, &device_shared, &device_shared_state);
	runner_check("save all", &fake, &save, EXIT_OK, "1d6b-0002+S2.conf", "IS");
	tap_int(runner_files("var"), 2, "save all: two files");
	fake.device[1].state = moved(&device_shared, &device_shared_state);
	runner_check("apply all", &fake, &apply, EXIT_OK, "volume", "IS");
	tap_str(fake.device[1].log, "ISWS", "apply all: the second gets its own");
	runner_clear();
}

/* The same for a program. */
static void test_library(void)
{
	struct dongle_config *config;
	struct dongle_change *change;
	struct dongle *dongle;
	struct dongle_id *ids;
	struct fake_bus fake;
	char *errors;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	dongle_list(&fake.bus, &ids);
	dongle_open(&fake.bus, ids, &dongle);
	tap_int(dongle_save(dongle), DONGLE_BY_SERIAL, "library: save");
	tap_int(dongle_config_read(&config, &errors), 0, "library: read");
	tap_ok(!errors, "library: read, no errors");
	tap_ok(dongle_config_has(config, ids), "library: has settings");
	fake.device[0].state.gain = USB_DONGLE_GAIN_HIGH;
	change = dongle_config_change(config, dongle);
	tap_int(dongle_change_apply(change, dongle, 0), 1, "library: apply");
	tap_int(fake.device[0].mask, USB_DONGLE_F_GAIN, "library: what differed was sent");
	tap_int(dongle_change_apply(change, dongle, 0), 0, "library: apply again");
	dongle_change_free(change);
	tap_int(dongle_forget(dongle), 1, "library: forget");
	tap_int(dongle_forget(dongle), 0, "library: forget again");
	dongle_config_free(config);
	runner_write("etc/a.conf", "[any]\nx=1\n");
	tap_int(dongle_config_read(&config, &errors), -EINVAL, "library: a broken file");
	tap_has(errors, "etc/a.conf:2: x: is no key", "library: a broken file, which line");
	free(errors);
	dongle_close(dongle);
	free(ids);
	runner_clear();
}

static void check_file(const char *want, const char *name)
{
	char *text = runner_read(NAME);

	tap_str(text, want, "%s: the file", name);
	free(text);
}

static void test_failures(void)
{
	struct fake_bus fake;
	struct rlimit old, tiny;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	runner_write(NAME, "old");
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &old);
	tiny = (struct rlimit){ 20, old.rlim_max };
	setrlimit(RLIMIT_FSIZE, &tiny);
	runner_check("no room", &fake, &runner_save, EXIT_FILE, NAME ": File too large", "IS");
	setrlimit(RLIMIT_FSIZE, &old);
	check_file("old", "no room");
	tap_int(runner_files("var"), 1, "no room: nothing is left behind");
	setenv("DONGLE_STATE_DIR", "/dev/null", 1);
	runner_check("no folder", &fake, &runner_save, EXIT_FILE, "cannot write /dev/null/", "IS");
	setenv("DONGLE_STATE_DIR", "/proc/nothing/here", 1);
	runner_check("no place for it", &fake, &runner_save, EXIT_FILE, "No such file", "IS");
	setenv("DONGLE_STATE_DIR", runner_path("var/new"), 1);
	runner_check("a new folder", &fake, &runner_save, EXIT_OK, "saved: ", "IS");
	runner_check("a new folder, forget", &fake, &runner_forget, EXIT_OK, "is forgotten", "I");
	unlink(runner_path("var/new/" SAVED_LOCK));
	setenv("DONGLE_STATE_DIR", runner_path("var"), 1);
	fake.device[0].fail[USB_DONGLE_GET_STATE] = -ETIMEDOUT;
	runner_check("no answer", &fake, &runner_save, EXIT_DEVICE, "cannot read", "IS");
	check_file("old", "no answer");
	runner_clear();
}

static void save_and_exit(struct fake_bus *fake)
{
	struct dongle *dongle;
	struct dongle_id *ids;

	dongle_list(&fake->bus, &ids);
	dongle_open(&fake->bus, ids, &dongle);
	ptrace(PTRACE_TRACEME, 0, NULL, NULL);
	raise(SIGSTOP);
	_exit(-saved_write(dongle, &device_full_state, DONGLE_BY_SERIAL));
}

static long call_number(pid_t pid)
{
	struct __ptrace_syscall_info info;

	ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof(info), &info);
	return info.op == PTRACE_SYSCALL_INFO_ENTRY ? (long)info.entry.nr : -1;
}

/*
 * Saves in a process that is killed before its system call number @last, and
 * notes the calls up to there. Return: how many it made; -1 when it was traced
 * to its end.
 */
static int save_and_kill(struct fake_bus *fake, int last, long calls[CALLS_MAX])
{
	pid_t pid = fork();
	int status, n = 0;

	if (!pid)
		save_and_exit(fake);
	waitpid(pid, &status, 0);
	ptrace(PTRACE_SETOPTIONS, pid, NULL, PTRACE_O_TRACESYSGOOD);
	while (WIFSTOPPED(status)) {
		ptrace(PTRACE_SYSCALL, pid, NULL, NULL);
		waitpid(pid, &status, 0);
		if (!WIFSTOPPED(status))
			break;
		calls[n] = call_number(pid);
		if (calls[n] < 0)
			continue;
		if (n++ == last || n == CALLS_MAX)
			kill(pid, SIGKILL);
	}
	return WIFEXITED(status) && !WEXITSTATUS(status) ? -n : n;
}

static int find_call(const long *calls, int n, int from, long number)
{
	while (from < n && calls[from] != number)
		from++;
	return from;
}

/* What is renamed is on the disk, and so is the renaming. */
static void check_order(const long *calls, int n)
{
	int sync = find_call(calls, n, 0, SYS_fsync);
	int rename = find_call(calls, n, 0, SYS_renameat);

	if (rename == n)
		rename = find_call(calls, n, 0, SYS_renameat2);
	tap_ok(sync < rename && rename < n, "the file is synchronised, then renamed");
	tap_ok(find_call(calls, n, rename, SYS_fsync) < n, "the folder is synchronised after that");
}

static void test_killed(void)
{
	int last, n = 0, half = 0, unread = 0, old = 0;
	static long calls[CALLS_MAX];
	struct fake_bus fake;
	struct outcome run;
	char *text;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	for (last = 0; n >= 0 && last < CALLS_MAX; last++) {
		runner_write(NAME, "[serial S1]\ngain = high\n");
		n = save_and_kill(&fake, last, calls);
		text = runner_read(NAME);
		half += strcmp(text, "[serial S1]\ngain = high\n") && strcmp(text, full_text);
		old += strcmp(text, full_text) != 0;
		free(text);
		runner_run(&run, &fake, &runner_apply);
		unread += run.code != EXIT_OK;
		runner_free(&run);
	}
	tap_ok(n < -8, "save ended after all its %d system calls", -n);
	check_order(calls, -n);
	tap_ok(old > 0 && old < last - 1, "killed before %d of them: old, after: new", old);
	tap_int(half, 0, "killed at any of them: the old file or the new one");
	tap_int(unread, 0, "killed at any of them: apply can read it");
	runner_check("after all that", &fake, &runner_save, EXIT_OK, "saved", "IS");
	tap_int(runner_files("var"), 1, "nothing is left behind");
	runner_clear();
}

int main(void)
{
	runner_start();
	test_round_trips();
	test_text();
	test_exact();
	test_serials();
	test_serials_apart();
	test_twins();
	test_all();
	test_library();
	test_failures();
	test_killed();
	runner_end();
	return tap_done();
}
