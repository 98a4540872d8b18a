// SPDX-License-Identifier: GPL-2.0-only
/* Which output and gain do: what is advised, what speaks against it, and a connected dongle. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <sys/stat.h>

#include "advice.h"
#include "device.h"
#include "loudness.h"
#include "runner.h"
#include "tap.h"

static struct figures figures_of(double ohm, double per_volt)
{
	return (struct figures){
		.given = BIT(FIGURE_IMPEDANCE) | BIT(FIGURE_SENSITIVITY),
		.impedance = ohm,
		.sensitivity = per_volt,
	};
}

/* What is advised, or what is loudest where nothing does. */
static void advised(const char *name, const struct dongle_info *info,
		    const struct figures *figures, const char *want, double headroom, u8 against)
{
	const struct advice_row *row;
	char got[ADVICE_NAME_MAX];
	struct advice advice;

	tap_ok(advice_make(&advice, info, figures), "%s: is known", name);
	row = &advice.row[advice.best < 0 ? advice.loudest : advice.best];
	tap_str(advice_name(got, &advice, row), want, "%s: which", name);
	if (!tap_ok(fabs(row->headroom - headroom) < 0.1, "%s: dB to spare", name))
		tap_note("got %.2f, want %.2f", row->headroom, headroom);
	tap_int(row->against, against, "%s: what speaks against it", name);
}

/* device_full: 0.5, 1 and 2 V behind 0.3 ohm, and twice that behind 0.6 ohm. */
static void test_advised(void)
{
	struct figures figures = figures_of(32, 120);

	/* 0.5 V at 32 ohm behind 0.3: 0.495 V, -6.1 dB, 113.9 dB SPL */
	advised("an earphone", &device_full, &figures, "single-ended, low gain", 3.9, 0);
	/* 10 dB less: 2 V single-ended and medium balanced do; balanced has more R */
	figures = figures_of(32, 110);
	advised("as much as 2 V", &device_full, &figures, "single-ended, high gain", 5.94, 0);
	figures = figures_of(300, 97);
	advised("the hard ones", &device_full, &figures, "balanced, high gain", -0.98,
		ADVICE_SOFT);
	figures = figures_of(9, 134.46);
	advised("the sensitive ones", &device_full, &figures, "single-ended, low gain", 18.2, 0);
	figures = figures_of(2, 120);
	/* 2:0.3 is 6.7:1; balanced is worse */
	advised("a low load", &device_full, &figures, "single-ended, low gain", 2.8, ADVICE_RATIO);
	figures = figures_of(32, 150);
	advised("far too much", &device_full, &figures, "single-ended, low gain", 33.9,
		ADVICE_NOISE);
}

/* What changes the sound is not taken where something else does. */
static void test_ratio(void)
{
	struct dongle_info info = device_full;
	struct figures figures = figures_of(32, 120);

	info.output[USB_DONGLE_SE].source_impedance = 10000;
	advised("10 ohm single-ended", &info, &figures, "balanced, low gain", 9.8, 0);
	figures.source_impedance[USB_DONGLE_BALANCED] = 20;
	advised("20 ohm balanced, as given", &info, &figures, "single-ended, low gain", 1.6,
		ADVICE_RATIO);
}

/* The given one is that of the highest gain; of the others where the difference is known. */
static void test_given(void)
{
	struct figures figures = figures_of(1000, 100);
	struct advice advice;

	figures.full_scale[USB_DONGLE_SE] = 3000;
	tap_ok(advice_make(&advice, &device_full, &figures), "given: is known");
	tap_int(advice.rows, 6, "given: every output and gain");
	tap_int(advice.row[0].full_scale * 1000 + 0.5, 754, "given: 12 dB below 3 V");
	tap_int(advice.row[2].full_scale * 1000 + 0.5, 3000, "given: 3 V");
	tap_int(advice.row[5].full_scale * 1000 + 0.5, 4000, "not given: its own");
	tap_ok(!advice_make(&advice, &device_single, &figures), "given of no output it has");
	tap_int(advice.unknown[USB_DONGLE_BALANCED], 5, "and which gains are not known");
	figures.full_scale[USB_DONGLE_BALANCED] = 3000;
	tap_ok(advice_make(&advice, &device_single, &figures), "given of the other output");
	tap_int(advice.rows, 2, "its two gains");
	tap_int(advice.row[0].full_scale * 1000 + 0.5, 949, "10 dB below 3 V");
}

static void test_unknown_gain(void)
{
	struct dongle_info info = device_single;
	struct figures figures = figures_of(1000, 100);
	struct advice advice;

	info.gain_level[0] = DONGLE_LEVEL_UNKNOWN;
	figures.full_scale[USB_DONGLE_BALANCED] = 3000;
	tap_ok(advice_make(&advice, &info, &figures), "one gain: is known");
	tap_int(advice.rows, 1, "one gain: one row");
	tap_int(advice.unknown[USB_DONGLE_BALANCED], 1, "one gain: the other is not");
}

/* Below full scale at its highest level, and no more than full scale above it. */
static void test_highest_level(void)
{
	struct dongle_info info = device_full;
	struct figures figures = figures_of(10000, 100);
	struct advice advice;

	info.output[USB_DONGLE_SE].volume_max = DB(-6);
	info.output[USB_DONGLE_SE].source_impedance = 0;
	advice_make(&advice, &info, &figures);
	tap_int(advice.row[2].full_scale * 1000 + 0.5, 1002, "6 dB below 2 V");
	tap_ok(!advice.row[2].ratio, "no source impedance, no ratio");
	tap_int(advice.row[5].full_scale * 1000 + 0.5, 4000, "4 dB above 4 V are no more");
}

/* Whatever the figures are. */
static void test_always(void)
{
	bool needs = true, reaches = true, least = true, loudest = true;
	struct advice advice, more;
	struct figures figures;
	double ohm, level;
	int i;

	for (ohm = 1; ohm <= 10000; ohm *= 1.7)
		for (level = 50; level <= 150; level += 1.3) {
			figures = figures_of(ohm, level);
			advice_make(&advice, &device_full, &figures);
			figures.sensitivity += 0.1;
			advice_make(&more, &device_full, &figures);
			needs &= more.volts < advice.volts;
			for (i = 0; i < 3; i++)
				reaches &= advice.row[3 + i].reach >= advice.row[i].reach;
			for (i = 0; i < advice.rows; i++) {
				least &= advice.row[i].against & (ADVICE_SOFT | ADVICE_RATIO) ||
					 advice.row[i].full_scale >=
					 advice.row[advice.best].full_scale;
				loudest &= advice.row[i].reach <=
					   advice.row[advice.loudest].reach;
			}
			least &= (advice.best < 0) ==
				 !!(advice.row[advice.loudest].against & ADVICE_SOFT);
		}
	tap_ok(needs, "more sensitivity never asks for more voltage");
	tap_ok(reaches, "balanced never reaches less, on a device that gives more there");
	tap_ok(least, "no less would do than what is advised");
	tap_ok(loudest, "where none does, the loudest is the loudest");
}

static struct options advise_options(const char *sensitivity, const char *impedance)
{
	struct options options = { .verb = &verbs[VERB_ADVISE] };
	char error[ERROR_TEXT_MAX] = "";
	struct text why = { error, sizeof(error), 0 };

	if (sensitivity)
		figures_set(&options.figures, FIGURE_SENSITIVITY, sensitivity, &why);
	if (impedance)
		figures_set(&options.figures, FIGURE_IMPEDANCE, impedance, &why);
	tap_str(error, "", "figures are read");
	return options;
}

/* The document is one, and says the same. */
static void test_json(void)
{
	struct options options = advise_options("120dB/V", "32");
	const char *output = NULL, *gain = NULL;
	struct fake_bus fake;
	struct outcome run;
	json_t *document;
	double headroom = 0;

	options.json = true;
	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	runner_run(&run, &fake, &options);
	document = json_loads(run.out, JSON_REJECT_DUPLICATES, NULL);
	tap_ok(document, "JSON: well-formed");
	json_unpack(document, "{s:{s:s,s:s,s:F}}", "advised", "output", &output, "gain", &gain,
		    "headroom_db", &headroom);
	tap_ok(output && !strcmp(output, "se") && gain && !strcmp(gain, "low"), "JSON: which");
	tap_ok(fabs(headroom - 3.9) < 0.1, "JSON: dB to spare");
	tap_int(json_array_size(json_object_get(document, "choices")), 6, "JSON: choices");
	json_decref(document);
	runner_free(&run);
}

/* A connected one is asked what it is and how, and nothing else. */
static void test_connected(void)
{
	struct options options = advise_options("120dB/V", "32");
	struct fake_bus fake;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	runner_check("connected", &fake, &options, EXIT_OK,
		     "Single-ended, low gain is enough: 4 dB to spare. Balanced is not needed.",
		     "IS");
	options = advise_options("120dB/V", NULL);
	runner_check("its load", &fake, &options, EXIT_OK,
		     "The impedance is what the dongle measured.", "IS");
	options = advise_options("120dB/V", "300");
	runner_check("another load", &fake, &options, EXIT_OK,
		     "The dongle measured 32 ohm, not 300: are these", "IS");
	options.plain = true;
	runner_check("to hear", &fake, &options, EXIT_OK,
		     "With balanced, high gain the full scale is 4000 millivolts", "IS");
	options.quiet = true;
	runner_check("quiet", &fake, &options, EXIT_OK, "", "IS");
	options = advise_options("120dB/V", NULL);
	fake_init(&fake);
	fake_add(&fake, &device_single, &device_single_state);
	runner_check("no load", &fake, &options, EXIT_USAGE, "no impedance is given", "IS");
	options = advise_options("120dB/V", "32");
	runner_check("no full scale", &fake, &options, EXIT_USAGE, "give --full-scale=MV", "IS");
	fake_add(&fake, &device_full, &device_full_state);
	runner_check("two", &fake, &options, EXIT_AMBIGUOUS, "2 dongles match", "I");
}

/*
 * status: what comes out now. Of 500 mV behind 0.3 ohm 32 ohm get 495 mV; at 100 dB/V that
 * is 93.9 dB SPL, and 73.9 at -20 dB; with 4 V and 600 mohm balanced, muted, nothing.
 */
static void test_status(void)
{
	struct options options = { .verb = &verbs[VERB_STATUS], .headphones = "mine" };
	struct dongle_state state = device_full_state;
	struct fake_bus fake;

	mkdir(runner_path("etc/headphones"), 0755);
	runner_write("etc/headphones/a.conf", "[Mine]\nimpedance = 32\nsensitivity = 100dB/V\n");
	fake_init(&fake);
	fake_add(&fake, &device_full, &state);
	runner_check("status", &fake, &options, EXIT_OK,
		     "  Loudness  SE up to 74 dB SPL with Mine (estimate)\n", "IS");
	options.plain = true;
	runner_check("status to hear", &fake, &options, EXIT_OK,
		     "Loudness with Mine, estimated: single-ended up to 74 decibels SPL.\n", "IS");
	options.plain = false;
	options.json = true;
	runner_check("status as JSON", &fake, &options, EXIT_OK, "\"headphones\": \"Mine\"", "IS");
	options.json = false;
	options.headphones = "your";
	runner_check("status of unknown ones", &fake, &options, EXIT_USAGE,
		     "'your' is not known; nearest: Mine", "");
	options.headphones = NULL;
	runner_check("status with none", &fake, &options, EXIT_OK, "Gain", "IS");
}

/* Gain, level and the live output change it; mute ends it. */
static void test_status_moves(void)
{
	struct options options = { .verb = &verbs[VERB_STATUS], .headphones = "mine" };
	struct dongle_state state = device_full_state;
	struct fake_bus fake;

	state.gain = USB_DONGLE_GAIN_HIGH;
	state.output[0].volume[1] = DB(-15);
	fake_init(&fake);
	fake_add(&fake, &device_full, &state);
	runner_check("12 dB more, and 5", &fake, &options, EXIT_OK, "SE up to 91 dB SPL", "IS");
	fake.device[0].state.active = 3;
	fake.device[0].state.output[1].mute = 0;
	runner_check("both", &fake, &options, EXIT_OK,
		     "SE up to 91 dB SPL, Balanced up to 82 dB SPL with", "IS");
	fake.device[0].state.output[0].mute = 1;
	fake.device[0].state.output[1].mute = 1;
	runner_check("muted", &fake, &options, EXIT_OK, "not known, or silent, with Mine", "IS");
	remove(runner_path("etc/headphones/a.conf"));
	remove(runner_path("etc/headphones"));
}

int main(void)
{
	runner_start();
	setenv("DONGLE_DATA_DIR", runner_path("etc"), 1);
	setenv("XDG_CONFIG_HOME", runner_path("etc"), 1);
	test_advised();
	test_ratio();
	test_given();
	test_unknown_gain();
	test_highest_level();
	test_always();
	test_connected();
	test_json();
	test_status();
	test_status_moves();
	runner_end();
	return tap_done();
}
