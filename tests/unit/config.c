// SPDX-License-Identifier: GPL-2.0-only
/* Files of settings: which are refused, which value counts, what is sent. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "device.h"
#include "runner.h"
#include "section.h"
#include "tap.h"

#define BYTES_38	"gain = low ;56789012345678901234567890"
#define BYTES_190	BYTES_38 BYTES_38 BYTES_38 BYTES_38 BYTES_38

/* Broken files, all named a.conf, and what is said of them after FILE. */
static const struct {
	const char *name, *text, *says;
} broken[] = {
	{ "unknown key", "[any]\nfoo = 1\n", ":2: foo: is no key; allowed: mode, gain, filter" },
	{ "an option that is no key", "[any]\nkeep-level = on\n", ":2: keep-level: is no key" },
	{ "dashes", "[any]\n--gain = low\n", ":2: --gain: is no key" },
	{ "bad mode", "[any]\n\nmode=mono\n",
	  ":3: mode: 'mono' is no mode; allowed: single-ended, balanced, auto" },
	{ "bad gain", "[any]\ngain=HIGH\n", ":2: gain: 'HIGH' is no gain; allowed: low, medium" },
	{ "bad filter", "[any]\nfilter=tubes\n", ":2: filter: 'tubes' is no filter; allowed" },
	{ "bad level", "[any]\nvolume=loud\n", ":2: volume: 'loud' is no level; allowed: a level" },
	{ "relative level", "[any]\nse-volume=+3\n", ":2: se-volume: '+3' is no level" },
	{ "percent", "[any]\nbalanced-volume = 50%\n", ":2: balanced-volume: '50%' is no level" },
	{ "toggle", "[any]\nmute=toggle\n", ":2: mute: 'toggle' is no mute; allowed: off, on" },
	{ "bad limit", "[any]\nse-limit = high\n", ":2: se-limit: 'high' is no limit; allowed: a" },
	{ "no value", "[any]\ngain =\n", ":2: gain: '' is no gain" },
	{ "no equals sign", "[any]\ngain low\n",
	  ":2: 'gain low' is no setting; allowed: KEY = VALUE" },
	{ "not a second line", "[any]\ngain = low\n  high\n", ":3: 'high' is no setting" },
	{ "no section", "gain = low\n", ":1: gain: no section before it" },
	{ "key twice", "[any]\ngain=low\nmode=auto\ngain=low\n",
	  ":4: gain: is already set in line 2" },
	{ "section twice", "[any]\n[model 1D6B:0001]\n[model 1d6b:0001]\n",
	  ":3: this section is already in line 2" },
	{ "unknown section", "[all]\n", ":1: 'all' is no kind of section; allowed: [any], [model" },
	{ "no kind", "[]\n", ":1: a section without a name; allowed: [any]" },
	{ "any and more", "[any serial x]\n", ":1: 'any' is no kind of section" },
	{ "kind twice", "[path 1-1 path 1-2]\n", ":1: 'path' is there twice" },
	{ "open section", "[any\n", ":1: a section line ends with ]" },
	{ "text after a section", "[any] gain=low\n", ":1: a section line ends with ]" },
	{ "bad model", "[model 1d6b]\n", ":1: '1d6b' is no model; allowed: VVVV:PPPP" },
	{ "bad hex", "[model 1d6b:00g1]\n", ":1: '1d6b:00g1' is no model" },
	{ "bad path", "[path 1.1]\n", ":1: '1.1' is no path; allowed: " },
	{ "interface for path", "[path 1-1:1.0]\n", ":1: '1-1:1.0' is no path" },
	{ "no serial", "[serial]\n", ":1: no serial number; model and path name" },
	{ "blank serial", "[serial   ]\n", ":1: no serial number" },
	{ "bad escape", "[serial a\\n]\n", ":1: '\\n' in the serial number; allowed: \\\\" },
	{ "escaped NUL", "[serial a\\x00]\n", ":1: '\\x00' in the serial number" },
	{ "cut escape", "[serial a\\x1]\n", ":1: '\\x1' in the serial number" },
	{ "control character", "[any]\nga\tin=\x1b[2J\n", ":2: byte 7 is a control character" },
	{ "long line", "[any]\n" BYTES_190 " \n", ":2: the line is longer than 190" },
	{ "the last line, no line feed", "[any]\nmode = auto\ngain", ":3: 'gain' is no setting" },
	{ "two at once, the first", "[any]\ngain=x\nmode=y\n", ":2: gain: 'x'" },
	{ "two at once, the second", "[any]\ngain=x\nmode=y\n", ":3: mode: 'y'" },
};

/* Refused whole, with a good file beside it that must not count then. */
static void check_refused(const char *name, struct fake_bus *fake, const char *says)
{
	char want[512];

	snprintf(want, sizeof(want), "%s%s", runner_path("etc/a.conf"), says);
	runner_write("var/b.conf", "[any]\ngain = high\n");
	runner_check(name, fake, &runner_apply, EXIT_FILE, want, "");
	runner_check(name, fake, &runner_apply, EXIT_FILE, "nothing is applied", "");
}

static void test_broken(void)
{
	struct fake_bus fake;
	unsigned int i;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	runner_write("var/b.conf", "[any]\n" BYTES_190 "\n");
	runner_check("no long line", &fake, &runner_apply, EXIT_OK, "nothing to change", "IS");
	for (i = 0; i < ARRAY_SIZE(broken); i++) {
		runner_write("etc/a.conf", broken[i].text);
		check_refused(broken[i].name, &fake, broken[i].says);
	}
	runner_clear();
}

/* A bad thing in the place of a.conf. Return: false where this user cannot make it. */
static bool make_bad(const char *kind)
{
	const char *path = runner_path("etc/a.conf");

	if (!strcmp(kind, "symbolic link"))
		return !symlink("../good", path);
	if (!strcmp(kind, "folder"))
		return !mkdir(path, 0755);
	if (!strcmp(kind, "pipe"))
		return !mkfifo(path, 0644);
	runner_write("etc/a.conf", "[any]\ngain = high\n");
	path = runner_path("etc/a.conf");
	if (!strcmp(kind, "group"))
		return !chmod(path, 0664);
	if (!strcmp(kind, "world"))
		return !chmod(path, 0646);
	if (!strcmp(kind, "owner"))
		return !chown(path, 12345, -1);
	if (!strcmp(kind, "large"))
		return !truncate(path, 65537);
	return !truncate(path, 20);
}

static void test_refused_files(void)
{
	static const struct {
		const char *kind, *says;
	} kinds[] = {
		{ "symbolic link", ": is a symbolic link; allowed: regular files" },
		{ "folder", ": is no regular file" },
		{ "pipe", ": is no regular file" },
		{ "group", ": may be written by others than its owner (mode 0664)" },
		{ "world", ": may be written by others than its owner (mode 0646)" },
		{ "owner", ": belongs to user 12345; allowed: root" },
		{ "large", ": is larger than 65536 bytes" },
		{ "NUL", ":3: byte 1 is a NUL" },
	};
	struct fake_bus fake;
	unsigned int i;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		if (make_bad(kinds[i].kind))
			check_refused(kinds[i].kind, &fake, kinds[i].says);
		else
			tap_ok(true, "%s # SKIP not allowed to this user", kinds[i].kind);
		remove(runner_path("etc/a.conf"));
	}
	runner_clear();
}

static void test_ignored_files(void)
{
	struct fake_bus fake;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	runner_check("empty folders", &fake, &runner_apply, EXIT_OK, "", "");
	runner_write("etc/.a.conf", "broken");
	runner_write("etc/a.conf~", "broken");
	runner_write("etc/a.confx", "broken");
	runner_write("etc/README", "broken");
	runner_check("other names", &fake, &runner_apply, EXIT_OK, "", "");
	runner_write("etc/a.conf", "# nothing\n\n ; nothing\r\n[model 1d6b:0009]\ngain = high\n");
	runner_check("another dongle", &fake, &runner_apply, EXIT_OK, "", "");
	runner_write("etc/a.conf", "[any]\n[serial S1]\n");
	runner_check("sections with nothing in them", &fake, &runner_apply, EXIT_OK, "", "");
	runner_clear();
	setenv("DONGLE_CONFIG_DIR", "/nonexistent", 1);
	runner_check("no folder", &fake, &runner_apply, EXIT_OK, "", "");
	setenv("DONGLE_CONFIG_DIR", "/dev/null", 1);
	runner_check("a file in the place of the folder", &fake, &runner_apply, EXIT_FILE,
		     "/dev/null: Not a directory", "");
	setenv("DONGLE_CONFIG_DIR", runner_path("etc"), 1);
}

/* What comes last counts, of each pair and of all. Levels of the SE output. */
static const struct {
	const char *name, *section;
} ranks[] = {
	{ "var/a.conf", "any" },
	{ "var/b.conf", "any" },
	{ "var/a.conf", "model 1D6B:0001" },
	{ "var/a.conf", "path 1-1.1" },
	{ "var/b.conf", "path 1-1.1" },
	{ "var/a.conf", "model 1d6b:0001 path 1-1.1" },
	{ "var/a.conf", "serial S1" },
	{ "var/a.conf", "model 1d6b:0001 serial S1" },
	{ "var/a.conf", "path 1-1.1 serial S1" },
	{ "var/a.conf", "path 1-1.1 model 1d6b:0001 serial S1" },
	{ "etc/a.conf", "any" },
	{ "etc/b.conf", "any" },
	{ "etc/b.conf", "model 1d6b:0001" },
	{ "etc/a.conf", "path 1-1.1" },
	{ "etc/a.conf", "serial S1" },
	{ "etc/a.conf", "path 1-1.1 model 1d6b:0001 serial S1" },
};

static void write_rank(unsigned int i, const char *mode)
{
	FILE *f = fopen(runner_path(ranks[i].name), mode);

	fprintf(f, "[%s]\nse-volume = -%u\n", ranks[i].section, 20 + i);
	fclose(f);
}

static void test_precedence(void)
{
	struct options quiet = runner_apply;
	struct fake_bus fake;
	unsigned int i, j;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	quiet.quiet = true;
	for (i = 0; i < ARRAY_SIZE(ranks); i++) {
		for (j = 0; j < i; j++) {
			runner_clear();
			/* both orders in one file */
			write_rank((i + j) & 1 ? i : j, "a");
			write_rank((i + j) & 1 ? j : i, "a");
			fake.device[0].state = device_full_state;
			runner_check(ranks[i].section, &fake, &quiet, EXIT_OK, "", "ISWS");
			tap_int(fake.device[0].state.output[0].volume[0], DB(-20) - DB(i),
				"%s [%s] over %s [%s]", ranks[i].name, ranks[i].section,
				ranks[j].name, ranks[j].section);
		}
	}
	runner_clear();
}

static void test_keys_apart(void)
{
	struct fake_device *dev;
	struct fake_bus fake;

	fake_init(&fake);
	dev = fake_add(&fake, &device_full, &device_full_state);
	runner_write("var/a.conf", "[serial S1]\ngain = high\nmode = balanced\nfilter = 3\n");
	runner_write("etc/a.conf", "[any]\ngain=medium\n[model 1d6b:0001]\nse-limit = -15\n");
	runner_check("key by key", &fake, &runner_apply, EXIT_OK, "gain: Low", "ISWS");
	tap_int(dev->mask, 7 | USB_DONGLE_F_LIMIT(0), "key by key: one request has all");
	tap_int(dev->state.gain, USB_DONGLE_GAIN_MEDIUM, "key by key: the administrator's gain");
	tap_int(dev->state.mode, USB_DONGLE_MODE_BALANCED, "key by key: the saved mode");
	runner_check("again", &fake, &runner_apply, EXIT_OK, "nothing to change", "IS");
	dev->state.gain = USB_DONGLE_GAIN_HIGH;
	runner_check("one differs", &fake, &runner_apply, EXIT_OK, "gain: High", "ISWS");
	tap_int(dev->mask, USB_DONGLE_F_GAIN, "one differs: only that one is sent");
	runner_clear();
	dev->state = device_full_state;
	runner_write("etc/a.conf", "[any]\ngain = high\n");
	runner_check("gain alone", &fake, &runner_apply, EXIT_OK, "gain: Low", "ISWS");
	tap_int(dev->mask, USB_DONGLE_F_GAIN, "gain alone: nothing else is sent");
	runner_clear();
}

static void test_one_level(void)
{
	struct fake_device *dev;
	struct fake_bus fake;

	fake_init(&fake);
	dev = fake_add(&fake, &device_single, &device_single_state);
	runner_write("var/a.conf", "[serial S1]\nbalanced-volume = -50\n[any]\nvolume = -30\n");
	runner_check("one level, two names", &fake, &runner_apply, EXIT_OK, "balanced", "ISWS");
	tap_int(dev->state.output[1].volume[0], DB(-50), "one level, two names: one counts");
	runner_write("var/a.conf", "[any]\nvolume = -30\nmode=auto\nfilter = 2\nse-volume = 0\n"
		     "limit = -40\nse-mute = on\n");
	runner_check("any: what it has not", &fake, &runner_apply, EXIT_OK, "-30.0", "ISWS");
	tap_int(dev->mask, USB_DONGLE_F_VOLUME(1), "any: what it has not is passed over");
	runner_write("var/a.conf", "[path 1-1.1]\nfilter = 2\n");
	runner_check("path: what it has not", &fake, &runner_apply, EXIT_OK, "nothing", "IS");
	runner_write("var/a.conf", "[model 1d6b:0001]\ngain = low\n\nfilter = 2\n");
	runner_check("model: what it has not", &fake, &runner_apply, EXIT_FILE,
		     "var/a.conf:4: filter: this device has no '2'", "IS");
	runner_write("var/a.conf", "[serial S1]\nse-volume = -20\n");
	runner_check("serial: what it has not", &fake, &runner_apply, EXIT_FILE,
		     "var/a.conf:2: se-volume: this device has no SE output", "IS");
	runner_write("var/a.conf", "[any]\nvolume = 1\n");
	runner_check("any: out of range", &fake, &runner_apply, EXIT_FILE,
		     "var/a.conf:2: volume: '1' is out of range; allowed: -60.0dB to 0.0dB", "IS");
	runner_write("var/a.conf", "[any]\ngain = medium\n");
	runner_check("any: a gain it has not", &fake, &runner_apply, EXIT_FILE,
		     "var/a.conf:2: gain: this device has no 'medium'; allowed: low, high", "IS");
	runner_clear();
}

/* A limit, wherever it comes from, lowers what a file has. */
static void test_limits(void)
{
	struct fake_device *dev;
	struct fake_bus fake;

	fake_init(&fake);
	dev = fake_add(&fake, &device_full, &device_full_state);
	runner_write("var/a.conf", "[any]\nse-volume = -12\n");
	runner_write("etc/a.conf", "[any]\nse-limit = -25.2\n");
	runner_check("saved above a newer limit", &fake, &runner_apply, EXIT_OK, "se-limit",
		     "ISWS");
	tap_int(dev->state.output[0].volume[0], DB(-25.5), "saved above a newer limit: lowered");
	tap_int(dev->state.output[0].limit, DB(-25.5), "limit: down to a step");
	remove(runner_path("etc/a.conf"));
	dev->state = device_full_state;
	runner_write("var/a.conf", "[any]\nse-volume = -3\n");
	runner_check("saved above the device's limit", &fake, &runner_apply, EXIT_OK, "-10.0",
		     "ISWS");
	tap_int(dev->state.output[0].volume[0], DB(-10), "saved above the device's limit: lowered");
	runner_write("var/a.conf", "[any]\nse-volume = -3\nse-limit = none\n");
	runner_check("limit lifted", &fake, &runner_apply, EXIT_OK, "-3.0", "ISWS");
	tap_int(dev->state.output[0].volume[0], DB(-3), "limit lifted: the level is as saved");
	runner_write("var/a.conf", "[any]\nse-limit = -30\n");
	runner_check("limit below the level", &fake, &runner_apply, EXIT_OK,
		     "se-volume: -3.0 / -3.0 dB -> -30.0", "ISWS");
	tap_int(dev->mask, USB_DONGLE_F_LIMIT(0), "limit below the level: only the limit is sent");
	runner_clear();
}

static void test_dry_run(void)
{
	struct options set = { .verb = &verbs[VERB_SET], .given = BIT(OPTION_DRY_RUN) };
	struct options dry = runner_apply;
	char error[ERROR_TEXT_MAX];
	struct fake_bus fake;

	dry.given = BIT(OPTION_DRY_RUN);
	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	runner_write("etc/a.conf", "[any]\ngain = high\n");
	runner_check("apply --dry-run", &fake, &dry, EXIT_OK,
		     "gain: Low (-12.0 dB) -> High (0.0 dB)\ndry run: nothing was sent\n", "IS");
	dry.json = true;
	runner_check("apply --dry-run --json", &fake, &dry, EXIT_OK, "\"dry_run\": true", "IS");
	request_set(&set.request, SET_GAIN, "high", error);
	runner_check("set --dry-run", &fake, &set, EXIT_OK, "dry run: nothing was sent", "IS");
	request_set(&set.request, SET_GAIN, "low", error);
	runner_check("set --dry-run, as it is", &fake, &set, EXIT_OK, "nothing to change\n", "IS");
	set.given = 0;
	set.json = true;
	runner_check("set --json", &fake, &set, EXIT_OK, "\"dry_run\": false", "IS");
	runner_clear();
}

static void test_all(void)
{
	struct options all = runner_apply;
	struct fake_bus fake;

	all.given = BIT(OPTION_ALL);
	fake_init(&fake);
	runner_write("etc/a.conf", "[any]\ngain = high\n[serial S3]\ngain = low\n");
	runner_check("all of none", &fake, &all, EXIT_OK, "", "");
	runner_check("one of none", &fake, &runner_apply, EXIT_NONE, "no dongle found", "");
	fake_add(&fake, &device_full, &device_full_state);
	fake_add(&fake, &device_full, &device_full_state)->open_err = -EACCES;
	fake_add(&fake, &device_full, &device_full_state);
	runner_check("several, no choice", &fake, &runner_apply, EXIT_AMBIGUOUS, "3 dongles match",
		     "I");
	runner_check("all", &fake, &all, EXIT_PERMISSION, "no permission", "ISWS");
	tap_str(fake.device[2].log, "IS", "all: one that fails does not stop the others");
	fake.device[1].open_err = 0;
	fake.device[1].fail[USB_DONGLE_GET_INFO] = -EPIPE;
	runner_check("all, one is no dongle", &fake, &all, EXIT_OK, "nothing to change", "IS");
	fake.list_err = -EIO;
	runner_check("no bus", &fake, &all, EXIT_DEVICE, "cannot list", "");
	runner_clear();
}

int main(void)
{
	runner_start();
	test_broken();
	test_refused_files();
	test_ignored_files();
	test_precedence();
	test_keys_apart();
	test_one_level();
	test_limits();
	test_dry_run();
	test_all();
	runner_end();
	return tap_done();
}
