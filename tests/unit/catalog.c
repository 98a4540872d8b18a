// SPDX-License-Identifier: GPL-2.0-only
/* Headphones and dongles by name: the files, those that are shipped, and what is near. */
#include <errno.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "catalog.h"
#include "tap.h"

#define WHY_MAX		1024

#ifndef DATA
#define DATA		"userspace/data"
#endif

static char top[] = "/tmp/dongle-catalog-XXXXXX";
static const char *const tops[] = { "data", "etc", "home/dongle" };

static const char *path_of(const char *folder, const char *name)
{
	static char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s%s", top, folder, name);
	return path;
}

static void start(void)
{
	size_t i;

	umask(022);
	if (!mkdtemp(top))
		exit(1);
	mkdir(path_of("home", ""), 0755);
	for (i = 0; i < sizeof(tops) / sizeof(*tops); i++) {
		mkdir(path_of(tops[i], ""), 0755);
		mkdir(path_of(tops[i], "/headphones"), 0755);
		mkdir(path_of(tops[i], "/dongles"), 0755);
	}
	setenv("DONGLE_DATA_DIR", path_of("data", ""), 1);
	setenv("DONGLE_CONFIG_DIR", path_of("etc", ""), 1);
	setenv("XDG_CONFIG_HOME", path_of("home", ""), 1);
}

static void end(void)
{
	static const char *const files[] = {
		"/headphones/a.conf", "/headphones/b.conf", "/dongles/a.conf",
		"/headphones", "/dongles", "",
	};
	size_t i, f;

	for (i = 0; i < sizeof(tops) / sizeof(*tops); i++)
		for (f = 0; f < sizeof(files) / sizeof(*files); f++)
			remove(path_of(tops[i], files[f]));
	remove(path_of("home", ""));
	rmdir(top);
}

static void put(const char *folder, const char *name, const char *text)
{
	const char *path = path_of(folder, name);
	FILE *file;

	remove(path);
	if (!text)
		return;
	file = fopen(path, "w");
	fputs(text, file);
	fclose(file);
}

/* Return: what was complained of, free() it. */
static char *read_all(struct catalog *catalog, enum catalog_kind kind)
{
	char *text = NULL;
	size_t size;
	FILE *err = open_memstream(&text, &size);

	tap_int(catalog_read(catalog, kind, err), 0, "files are read");
	fclose(err);
	return text;
}

static void found(const struct catalog *catalog, const char *name, const char *want)
{
	const struct catalog_entry *entry = NULL;
	char buf[WHY_MAX] = "";
	struct text why = { buf, sizeof(buf), 0 };
	enum catalog_match match = catalog_find(catalog, name, &entry, &why);

	tap_str(match == CATALOG_ONE ? entry->name : buf, want, "'%s'", name);
}

/* Good ones and bad ones. */
static const char broken[] =
	"impedance = 1\n"			/* 1 */
	"[Good]\n"
	"impedance = 32 ohm\n"
	"sensitivity = 100dB/mW\n"
	"[Bare]\n"				/* 5 */
	"impedance = 32\n"
	"sensitivity = 100\n"
	"[Half]\n"
	"impedance = 32\n"
	"[Zero]\n"				/* 10 */
	"impedance = 0\n"
	"sensitivity = 100 dB/V\n"
	"[Twice]\n"
	"impedance = 16\n"
	"impedance = 16\n"			/* 15 */
	"sensitivity = 100 dB/V\n"
	"[Strange]\n"
	"impedance = 16\n"
	"sensitivity = 100 dB/V\n"
	"colour = red\n"			/* 20 */
	"[Open\n"
	"impedance = 16\n"
	"[]\n"
	"[Better]\n"
	"sensitivity = 110 dB SPL/1 Vrms\n"	/* 25 */
	"impedance = 64\n"
	"source = its maker\n"
	"[twice]\n"
	"impedance = 16\n"
	"sensitivity = 100 dB/V\n"		/* 30 */
	"nonsense\n"
	"[Whole]\n"
	"impedance = 16\n"
	"sensitivity = 100 dB/V\n"
	"[Un\x01known]\n"			/* 35 */
	"impedance = 16\n"
	"[Marred]\n"
	"impedance = 16\n"
	"sensitivity = 100 dB/V\n"
	"source\x01 = its maker\n"		/* 40 */
	"[\xff]\n";

/* What is said of them, and what is left. */
static void test_broken(void)
{
	static const char *const says[] = {
		"a.conf:1: impedance: no [NAME] before it",
		"a.conf:7: sensitivity: '100': at 1 mW or",
		"a.conf:8: [Half] has no sensitivity", "a.conf:11: impedance: '0' is not possible",
		"a.conf:15: impedance: is already set",
		"a.conf:20: colour: is no key; allowed: impedance, sensitivity, source",
		"a.conf:21: is no section; allowed: [NAME]", "a.conf:23: is no section",
		"a.conf:28: [twice] is already in line 13", "a.conf:31: 'nonsense' is no setting",
		"a.conf:35: byte 4 is a control character", "a.conf:40: byte 7 is a control",
		"a.conf:41: is no section; allowed: [NAME], of up to 63 bytes with letters",
	};
	struct catalog catalog;
	const struct catalog_entry *entry;
	char *complaints, buf[WHY_MAX] = "";
	struct text why = { buf, sizeof(buf), 0 };
	unsigned int lines = 0;
	size_t i;

	put("data", "/headphones/a.conf", broken);
	complaints = read_all(&catalog, CATALOG_HEADPHONES);
	for (i = 0; i < sizeof(says) / sizeof(*says); i++)
		tap_has(complaints, says[i], "broken: says so");
	for (i = 0; complaints[i]; i++)
		lines += complaints[i] == '\n';
	tap_int(lines, sizeof(says) / sizeof(*says), "broken: and nothing else");
	found(&catalog, "good", "Good");
	found(&catalog, "better", "Better");
	found(&catalog, "whole", "Whole");
	for (i = 0; i < catalog.n; i++)
		tap_int(catalog.entry[i].broken, strcmp(catalog.entry[i].name, "Good") &&
			strcmp(catalog.entry[i].name, "Better") &&
			strcmp(catalog.entry[i].name, "Whole"), "%s: broken",
			catalog.entry[i].name);
	tap_int(catalog_find(&catalog, "zero", &entry, &why), CATALOG_BROKEN, "one is found so");
	tap_int(catalog_find(&catalog, "open", &entry, &why), CATALOG_NONE, "one is not there");
	free(complaints);
	catalog_free(&catalog);
}

/* Each folder, and each later file, comes before what is of that name so far. */
static void test_order(void)
{
	struct catalog catalog;
	const struct catalog_entry *entry = NULL;
	char buf[WHY_MAX], *complaints;
	struct text why = { buf, sizeof(buf), 0 };
	size_t i;

	static const struct {
		const char *folder, *file, *text;
		double want;
	} steps[] = {
		{ "data", "/headphones/a.conf", "[A B]\nimpedance=1\nsensitivity=100dB/V", 1 },
		{ "data", "/headphones/b.conf", "[a-b]\nimpedance=2\nsensitivity=100dB/V", 2 },
		{ "etc", "/headphones/a.conf", "[A B]\nimpedance=3\nsensitivity=100dB/V", 3 },
		{ "home/dongle", "/headphones/a.conf", "[AB]\nimpedance=4\nsensitivity=99dB/V", 4 },
	};

	for (i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		put(steps[i].folder, steps[i].file, steps[i].text);
		complaints = read_all(&catalog, CATALOG_HEADPHONES);
		tap_str(complaints, "", "%s%s: nothing is wrong", steps[i].folder, steps[i].file);
		tap_int(catalog.n, 1, "it is one");
		tap_int(catalog_find(&catalog, "ab", &entry, &why), CATALOG_ONE, "it is found");
		tap_int(entry->figures.impedance, steps[i].want, "the later one");
		free(complaints);
		catalog_free(&catalog);
	}
	for (i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		put(steps[i].folder, steps[i].file, NULL);
	chmod(path_of("etc", "/headphones"), 0777);
	put("etc", "/headphones/a.conf", "[A]\nimpedance=3\nsensitivity=100dB/V");
	chmod(path_of("etc", "/headphones/a.conf"), 0666);
	complaints = read_all(&catalog, CATALOG_HEADPHONES);
	tap_has(complaints, "may be written by others", "a file of anybody is not read");
	tap_int(catalog.n, 0, "nothing of it counts");
	free(complaints);
	catalog_free(&catalog);
	put("etc", "/headphones/a.conf", NULL);
}

static void test_dongles(void)
{
	struct catalog catalog;
	char *complaints;

	put("data", "/dongles/a.conf", "[Mine]\nfull-scale = 2000 mV,4000\n"
	    "source-impedance = ,0.5\n[Half]\nsource-impedance = 1\n[Wrong]\nimpedance = 5\n");
	complaints = read_all(&catalog, CATALOG_DONGLES);
	tap_has(complaints, "a.conf:4: [Half] has no full-scale", "dongles: what is needed");
	tap_has(complaints, "a.conf:7: impedance: is no key; allowed: full-scale, source-impedance",
		"dongles: their keys");
	tap_int(catalog.entry[0].figures.full_scale[0], 2000, "dongles: single-ended");
	tap_int(catalog.entry[0].figures.full_scale[1], 4000, "dongles: balanced");
	tap_int(catalog.entry[0].figures.source_impedance[0] * 1000, 0, "dongles: not known");
	tap_int(catalog.entry[0].figures.source_impedance[1] * 1000, 500, "dongles: known");
	free(complaints);
	catalog_free(&catalog);
	put("data", "/dongles/a.conf", NULL);
}

/* Copies a file that is shipped: in a checkout others might be able to write it. */
static void put_shipped(const char *from, const char *to)
{
	static char text[65536];
	FILE *file = fopen(from, "r");

	if (!tap_ok(file, "%s is there", from))
		return;
	text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
	fclose(file);
	put("data", to, text);
}

/* Those that are shipped: whole, with a source, and each with a name that finds it. */
static void test_shipped(enum catalog_kind kind, unsigned int at_least)
{
	struct catalog catalog;
	char *complaints;
	unsigned int i;

	put_shipped(DATA "/headphones/headphones.conf", "/headphones/a.conf");
	put_shipped(DATA "/dongles/dongles.conf", "/dongles/a.conf");
	complaints = read_all(&catalog, kind);
	tap_str(complaints, "", "shipped: nothing is wrong");
	tap_ok(catalog.n >= at_least, "shipped: %u", catalog.n);
	for (i = 0; i < catalog.n; i++) {
		found(&catalog, catalog.entry[i].name, catalog.entry[i].name);
		tap_ok(*catalog.entry[i].source, "%s: has a source", catalog.entry[i].name);
	}
	free(complaints);
	catalog_free(&catalog);
}

static void test_found(void)
{
	struct catalog catalog;
	char *complaints = read_all(&catalog, CATALOG_HEADPHONES);

	found(&catalog, "hd600", "Sennheiser HD 600");
	found(&catalog, "SENNHEISER HD-600", "Sennheiser HD 600");
	found(&catalog, "se846", "Shure SE846");
	found(&catalog, "susv", "HiFiMAN Susvara");
	found(&catalog, "porta pro", "Koss Porta Pro");
	found(&catalog, "koss", "'koss' could be Koss Porta Pro, Koss KSC75");
	found(&catalog, "hd606", "'hd606' is not known; nearest: Sennheiser HD 600, "
	      "Sennheiser HD 560S, Sennheiser HD 650, Sony MDR-7506, Sennheiser HD 25");
	free(complaints);
	catalog_free(&catalog);
}

static void test_names(void)
{
	struct catalog none = {};

	found(&none, "x", "'x' is not known");
	tap_ok(catalog_same("HD 800 S", "hd-800s"), "blanks and signs do not count");
	tap_ok(!catalog_same("HD 800", "HD 800 S"), "letters do");
}

int main(void)
{
	start();
	test_broken();
	put("data", "/headphones/a.conf", NULL);
	test_order();
	test_dongles();
	test_names();
	test_shipped(CATALOG_HEADPHONES, 20);
	test_shipped(CATALOG_DONGLES, 3);
	test_found();
	end();
	return tap_done();
}
