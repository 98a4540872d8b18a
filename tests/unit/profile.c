// SPDX-License-Identifier: GPL-2.0-only
/* Headphones that files tie to a dongle, and limits in dB SPL. */
#include <math.h>
#include <stdlib.h>

#include "advice.h"
#include "device.h"
#include "profile.h"
#include "runner.h"
#include "state.h"
#include "tap.h"

#define SE_LIMIT	(SET_LIMIT + TARGET_SE)
#define BAL_LIMIT	(SET_LIMIT + TARGET_BALANCED)

/* Sensitive ones, hard ones, and some between that need the medium gain. */
static const char headphones[] =
	"[Soft Ears]\nimpedance = 32\nsensitivity = 120dB/V\n"
	"[Hard Ones]\nimpedance = 300\nsensitivity = 97dB/V\n"
	"[Middle Way]\nimpedance = 32\nsensitivity = 111dB/V\n"
	"[Odd One]\nimpedance = 32\nsensitivity = 100\n";

static const struct options status = { .verb = &verbs[VERB_STATUS] };
static const struct options dry_run = {
	.verb = &verbs[VERB_APPLY], .given = BIT(OPTION_DRY_RUN),
};

static void start(struct fake_bus *fake, const struct dongle_info *info,
		  const struct dongle_state *state)
{
	fake_init(fake);
	fake_add(fake, info, state);
	runner_clear();
	runner_write("data/headphones/a.conf", headphones);
}

/* What each file makes of a full device: dB of limits and levels, 1/256. */
static const struct {
	const char *name, *etc, *var;
	u8 mode, gain;
	int limit[2], volume[2];
} applies[] = {
	{ "sensitive", "[any]\nheadphones = soft\n", NULL, 2, 0,
	  { DB(-16), DB(-22) }, { DB(-20), DB(-30) } },
	{ "hard", "[any]\nheadphones = hard ones\n", NULL, 2, 2,
	  { 0, DB(0) }, { DB(-32), DB(-42) } },
	{ "medium", "[model 1d6b:0001]\nheadphones = middle\n", NULL, 2, 1,
	  { DB(-7), DB(-13) }, { DB(-26.5), DB(-37) } },
	{ "a gain of its own", "[any]\nheadphones = hard\n[path 1-1.1]\ngain = medium\n", NULL,
	  2, 1, { 0, 0 }, { DB(-20), DB(-30) } },
	{ "a mode of its own", "[any]\nheadphones = middle\nmode = balanced\n", NULL, 1, 0,
	  { DB(-7), DB(-13) }, { DB(-20), DB(-30) } },
	{ "a louder limit of its own", "[any]\nheadphones = soft\nse-limit = -3\n", NULL, 2, 0,
	  { DB(-3), DB(-22) }, { DB(-20), DB(-30) } },
	{ "a limit in dB SPL", "[any]\nheadphones = soft\nse-limit = 100 dB SPL\n", NULL, 2, 0,
	  { DB(-26), DB(-22) }, { DB(-26), DB(-30) } },
	{ "a louder one that was saved", "[any]\nheadphones = soft\n",
	  "[any]\nse-limit = -3\nbalanced-limit = none\n", 2, 0,
	  { DB(-16), DB(-22) }, { DB(-20), DB(-30) } },
	{ "a softer one that was saved", "[any]\nheadphones = soft\n",
	  "[any]\nse-limit = -30\n", 2, 0, { DB(-30), DB(-22) }, { DB(-30), DB(-30) } },
	{ "a gain that was saved", "[any]\nheadphones = hard\n", "[any]\ngain = low\n", 2, 0,
	  { 0, 0 }, { DB(-20), DB(-30) } },
	{ "headphones that were saved", NULL, "[any]\nheadphones = soft\n", 2, 0,
	  { DB(-16), DB(-22) }, { DB(-20), DB(-30) } },
	{ "the more specific ones",
	  "[any]\nheadphones = hard\n[model 1d6b:0001]\nheadphones = soft\n", NULL, 2, 0,
	  { DB(-16), DB(-22) }, { DB(-20), DB(-30) } },
};

static void test_applies(void)
{
	const struct dongle_state *s;
	struct fake_bus fake;
	unsigned int i, out;
	struct outcome run;

	for (i = 0; i < ARRAY_SIZE(applies); i++) {
		start(&fake, &device_full, &device_full_state);
		if (applies[i].etc)
			runner_write("etc/a.conf", applies[i].etc);
		if (applies[i].var)
			runner_write("var/a.conf", applies[i].var);
		runner_run(&run, &fake, &runner_apply);
		s = &fake.device[0].state;
		tap_int(run.code, EXIT_OK, "%s: exit code", applies[i].name);
		tap_has(run.err, "a.conf:12: sensitivity: '100': at 1 mW or at 1 V?",
			"%s: others that are broken", applies[i].name);
		runner_free(&run);
		tap_int(s->mode << 8 | s->gain, applies[i].mode << 8 | applies[i].gain,
			"%s: mode and gain", applies[i].name);
		for (out = 0; out < DONGLE_OUTPUTS; out++) {
			tap_int(s->output[out].limit, applies[i].limit[out], "%s: limit %u",
				applies[i].name, out);
			tap_int(s->output[out].volume[0], applies[i].volume[out],
				"%s: level %u", applies[i].name, out);
		}
		runner_run(&run, &fake, &runner_apply);
		tap_str(run.out, "nothing to change\n", "%s: once", applies[i].name);
		runner_free(&run);
	}
}

static const struct {
	const char *name, *file, *says, *log;
} refused[] = {
	{ "unknown", "[any]\nheadphones = soft eras\n",
	  "etc/a.conf:2: headphones: 'soft eras' is not known; nearest: Soft Ears", "" },
	{ "several", "[any]\n\nheadphones = o\n",
	  "etc/a.conf:3: headphones: 'o' could be Hard", "" },
	{ "broken", "[any]\nheadphones = odd\n",
	  "etc/a.conf:2: headphones: the entry of 'Odd One' is broken", "" },
	{ "no name", "[any]\nheadphones =\n",
	  "etc/a.conf:2: headphones: '' is no name; allowed", "" },
	{ "twice", "[any]\nheadphones = soft\nheadphones = soft\n",
	  "etc/a.conf:3: headphones: is already set in line 2", "" },
	{ "none for the limit", "[any]\nse-limit = 100dBSPL\n",
	  "etc/a.conf:2: se-limit: '100dBSPL' is of headphones, and none are named; give", "IS" },
	{ "a limit nobody survives", "[any]\nse-limit = 141dBSPL\n",
	  "etc/a.conf:2: se-limit: '141dBSPL' is no limit; allowed: a level in dB", "" },
	{ "a limit nobody hears", "[any]\nheadphones = soft\nse-limit = 40dBSPL\n",
	  "etc/a.conf:3: se-limit: '40dBSPL' is out of range; allowed: 66.0 to 140dBSPL", "IS" },
};

static void test_refused(void)
{
	struct fake_bus fake;
	char want[256];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(refused); i++) {
		start(&fake, &device_full, &device_full_state);
		runner_write("etc/a.conf", refused[i].file);
		snprintf(want, sizeof(want), "%s", runner_path(refused[i].says));
		runner_check(refused[i].name, &fake, &runner_apply, EXIT_FILE, want,
			     refused[i].log);
		tap_int(dongle_state_diff(&fake.device[0].state, &device_full_state), 0,
			"%s: nothing is set", refused[i].name);
	}
}

/* No full scale, no plugs, no limits: what is left to do? */
static void test_others(void)
{
	struct dongle_info blind = device_full;
	struct dongle_state there = device_full_state;
	struct fake_bus fake;

	there.mode = USB_DONGLE_MODE_BALANCED;
	there.active = BIT(USB_DONGLE_BALANCED);
	there.output[0].plug = USB_DONGLE_PLUG_EMPTY;
	there.output[0].impedance = 0;
	start(&fake, &device_single, &device_single_state);
	runner_write("etc/a.conf", "[any]\nheadphones = soft\n");
	runner_check("no full scale, any", &fake, &runner_apply, EXIT_OK, "nothing to change",
		     "IS");
	runner_write("etc/a.conf", "[serial S1]\nheadphones = soft\n");
	fake.device[0].id.raw_serial[0] = 'S';
	fake.device[0].id.raw_serial[1] = '1';
	runner_check("no full scale, this one", &fake, &runner_apply, EXIT_FILE,
		     "etc/a.conf:2: headphones: nobody knows the full scale of this device", "IS");
	runner_write("data/dongles/a.conf", "[dongle 1]\nfull-scale = ,100\n");
	runner_check("a full scale of a file", &fake, &runner_apply, EXIT_OK, "gain: Low", "ISWS");
	tap_int(fake.device[0].state.output[1].volume[0], DB(-50), "the level falls by 10 dB");
	start(&fake, &device_shared, &device_shared_state);
	runner_write("etc/a.conf", "[model 1d6b:0001]\nheadphones = soft\n");
	runner_check("no limit", &fake, &runner_apply, EXIT_OK, "nothing to change", "IS");
	blind.output[0].caps &= ~USB_DONGLE_CAP_DETECT;
	blind.output[0].caps &= ~USB_DONGLE_CAP_IMPEDANCE;
	blind.output[1].caps = blind.output[0].caps;
	blind.modes = BIT(USB_DONGLE_MODE_SE) | BIT(USB_DONGLE_MODE_BALANCED);
	start(&fake, &blind, &there);
	runner_write("etc/a.conf", "[any]\nheadphones = hard\n");
	runner_check("no plugs, hard ones", &fake, &dry_run, EXIT_OK, "gain: Low", "IS");
	runner_write("etc/a.conf", "[any]\nheadphones = soft\n");
	runner_check("no plugs", &fake, &runner_apply, EXIT_OK, "mode: ", "ISWS");
	tap_int(fake.device[0].state.mode, USB_DONGLE_MODE_SE, "no plugs: what is enough");
}

static void test_set(void)
{
	struct options set = runner_setting(SE_LIMIT, "100dBSPL");
	struct fake_bus fake;

	start(&fake, &device_full, &device_full_state);
	runner_check("no headphones", &fake, &set, EXIT_USAGE,
		     "--se-limit: '100dBSPL' is of headphones, and none are named; give --head",
		     "IS");
	set.headphones = "soft";
	runner_check("headphones", &fake, &set, EXIT_OK,
		     "limit counted for Soft Ears at the loudest gain", "ISWS");
	tap_int(fake.device[0].state.output[0].limit, DB(-26), "headphones: the limit");
	set.headphones = NULL;
	runner_write("etc/a.conf", "[any]\nheadphones = middle\n");
	runner_check("headphones of a file", &fake, &set, EXIT_OK, "se-limit: -26.0 dB -> -17.0 dB",
		     "ISWS");
	runner_write("etc/a.conf", "[any]\nheadphones = nobody\n");
	runner_check("unknown ones", &fake, &set, EXIT_FILE, "nothing is set: files", "I");
	set = runner_setting(BAL_LIMIT, "140dBSPL");
	set.headphones = "soft";
	runner_check("louder than it gets", &fake, &set, EXIT_OK, "nothing to change", "IS");
	start(&fake, &device_single, &device_single_state);
	set.headphones = "soft";
	runner_check("no limit there", &fake, &set, EXIT_USAGE, "has no limit of its own", "IS");
}

static void test_dry_run(void)
{
	struct fake_bus fake;

	start(&fake, &device_full, &device_full_state);
	runner_write("etc/a.conf", "[any]\nheadphones = soft\n");
	runner_check("dry run", &fake, &dry_run, EXIT_OK, "se-limit: -10.0 dB -> -16.0 dB", "IS");
	runner_check("dry run: of what", &fake, &dry_run, EXIT_OK, "limit counted for Soft Ears",
		     "IS");
}

static void test_status(void)
{
	struct fake_bus fake;

	start(&fake, &device_full, &device_full_state);
	runner_write("etc/a.conf", "[any]\nheadphones = soft\n");
	runner_check("status", &fake, &status, EXIT_OK,
		     "Loudness  SE up to 94 dB SPL with Soft Ears (estimate)", "IS");
	runner_write("etc/a.conf", "[any]\nheadphones = nobody\n");
	runner_check("status, broken files", &fake, &status, EXIT_OK,
		     "Loudness  not known: files of settings are broken", "IS");
	runner_write("etc/a.conf", "[path 1-1.7]\nheadphones = soft\n");
	runner_check("status, headphones of another", &fake, &status, EXIT_OK, "Filter", "IS");
}

static void test_advise(void)
{
	struct options advise = { .verb = &verbs[VERB_ADVISE] };
	struct fake_bus fake;

	start(&fake, &device_full, &device_full_state);
	runner_check("advise without any", &fake, &advise, EXIT_USAGE, "which headphones?", "");
	runner_write("etc/a.conf", "[path 1-1.7]\nheadphones = soft\n");
	runner_check("advise, those of another", &fake, &advise, EXIT_USAGE, "which headphones?",
		     "IS");
	runner_write("etc/a.conf", "[any]\nheadphones = soft\n");
	runner_check("advise", &fake, &advise, EXIT_OK,
		     "Single-ended, low gain is enough", "IS");
	advise.headphones = "hard";
	runner_check("advise, others are given", &fake, &advise, EXIT_OK, "Nothing here reaches",
		     "IS");
	advise.headphones = NULL;
	runner_write("etc/a.conf", "[any]\nheadphones = nobody\n");
	runner_check("advise, broken files", &fake, &advise, EXIT_FILE, "'nobody' is not known",
		     "");
}

/* What is saved after it is no louder, and names the same. */
static void test_save(void)
{
	struct fake_bus fake;
	char *text;

	start(&fake, &device_full, &device_full_state);
	strcpy(fake.device[0].id.raw_serial, "S1");
	runner_write("var/1d6b-0001+S1.conf",
		     "[model 1d6b:0001 serial S1]\nheadphones = soft\nse-limit = 100dBSPL\n");
	runner_check("apply what is to be saved", &fake, &runner_apply, EXIT_OK,
		     "se-limit: -10.0 dB -> -26.0 dB", "ISWS");
	runner_check("save", &fake, &runner_save, EXIT_OK, "saved", "IS");
	text = runner_read("var/1d6b-0001+S1.conf");
	tap_has(text, "\nheadphones = soft\n", "saved: headphones");
	tap_has(text, "\nse-limit = -26.0\n", "saved: the limit that was in force");
	tap_has(text, "\nbalanced-limit = -22.0\n", "saved: the other limit");
	free(text);
	fake.device[0].state.output[0].limit = 0;
	fake.device[0].state.output[1].limit = 0;
	runner_check("saved without limits", &fake, &runner_save, EXIT_OK, "saved", "IS");
	runner_check("applied with them", &fake, &runner_apply, EXIT_OK, "-> -16.0 dB", "ISWS");
	tap_int(fake.device[0].state.output[1].limit, DB(-22), "saved without: the other one");
}

/* dB SPL of a signal at full scale, by the book. */
static double spl_of(const struct dongle_info *info, const struct figures *figures,
		     unsigned int out, unsigned int gain, int level)
{
	double source = info->output[out].source_impedance / 1000.0;
	double volts = info->output[out].full_scale[gain] / 1000.0 * figures->impedance /
		       (figures->impedance + source);

	return figures->sensitivity + 20 * log10(volts) + level / 256.0;
}

/* At no gain louder than was asked, and at one a step more would be. */
static void test_holds(void)
{
	struct figures figures = { .given = 3, .impedance = 16 };
	const struct dongle_output_info *o;
	unsigned int out, gain, bad = 0, wide = 0, n = 0;
	double lowest, spl, most;
	s16 level;

	for (figures.sensitivity = 90; figures.sensitivity < 130; figures.sensitivity += 0.7)
		for (spl = 60; spl < 140; spl += 0.3)
			for (out = 0; out < DONGLE_OUTPUTS; out++) {
				o = &device_full.output[out];
				if (profile_level(&device_full, &figures, out, spl, &level,
						  &lowest))
					continue;
				most = 0;
				for (gain = 0; gain < USB_DONGLE_GAINS; gain++)
					most = fmax(most, spl_of(&device_full, &figures, out, gain,
								 level));
				bad += most > spl + 0.000001 ||
				       (level - o->volume_min) % o->volume_step;
				wide += level < o->volume_max &&
					most + o->volume_step / 256.0 <= spl - 0.000001;
				n++;
			}
	tap_ok(n > 5000, "limits were counted: %u", n);
	tap_int(bad, 0, "none is louder than asked, each is on the grid");
	tap_int(wide, 0, "none is a step lower than it need be");
}

int main(void)
{
	runner_start();
	test_applies();
	test_refused();
	test_others();
	test_set();
	test_dry_run();
	test_status();
	test_advise();
	test_save();
	test_holds();
	runner_end();
	return tap_done();
}
