// SPDX-License-Identifier: GPL-2.0-only
/* Blind tests: what hits say, how settings are written, and levels that match. */
#include <math.h>

#include "abx_match.h"
#include "abx_score.h"
#include "abxask.h"

#define TINY	0.000000001
#define CUT	0.00005		/* of four digits */

static bool near(double a, double b, double by)
{
	return fabs(a - b) <= by;
}

/* n over k sums over 2^n, by hand: 2517 / 65536 are 12 or more of 16. */
static void test_score(void)
{
	double low, high;

	tap_ok(near(abx_guessed(16, 12), 2517 / 65536.0, TINY), "12 of 16: 2517 / 65536");
	tap_ok(near(abx_guessed(10, 8), 56 / 1024.0, TINY), "8 of 10: 56 / 1024");
	tap_ok(near(abx_guessed(5, 5), 1 / 32.0, TINY), "5 of 5: 1 / 32");
	tap_ok(near(abx_guessed(16, 16), 1 / 65536.0, TINY), "16 of 16: 1 / 65536");
	tap_ok(abx_guessed(16, 0) == 1, "0 of 16: 1");
	tap_ok(near(abx_guessed(16, 8), 39203 / 65536.0, TINY), "8 of 16: 39203 / 65536");
	tap_ok(near(abx_missed(16, 4), 2517 / 65536.0, TINY), "4 or fewer: the same as 12");
	tap_ok(near(abx_guessed(500, 250), 0.517832, 0.000001), "250 of 500");
	tap_ok(near(abx_guessed(500, 500) * pow(2, 500), 1, TINY), "500 of 500: 2^-500");
	tap_int(abx_needed(16), 12, "12 of 16 are needed");
	tap_int(abx_needed(10), 9, "9 of 10");
	tap_int(abx_needed(20), 15, "15 of 20");
	tap_int(abx_needed(100), 59, "59 of 100");
	tap_int(abx_needed(4), 5, "of 4 none do");
	abx_interval(10, 8, &low, &high);
	tap_ok(near(low, 0.4439, CUT) && near(high, 0.9748, CUT), "8 of 10: 44.39 to 97.48 %%");
	abx_interval(16, 12, &low, &high);
	tap_ok(near(low, 0.4762, CUT) && near(high, 0.9273, CUT), "12 of 16: 47.62 to 92.73 %%");
	/* (0.025)^(1/n) */
	abx_interval(16, 16, &low, &high);
	tap_ok(near(low, pow(0.025, 1 / 16.0), TINY) && high == 1, "16 of 16: from 79.41 %%");
	abx_interval(16, 0, &low, &high);
	tap_ok(!low && near(high, 1 - pow(0.025, 1 / 16.0), TINY), "0 of 16: to 20.59 %%");
}

static void refused(const char *text, const char *want)
{
	char error[ERROR_TEXT_MAX] = "", pieces[128];
	struct text why = { error, sizeof(error), 0 };
	struct request request = {};

	snprintf(pieces, sizeof(pieces), "%s", text);
	tap_ok(!abx_side_parse(&request, "--a", pieces, &why), "'%s' is refused", text);
	tap_has(error, want, "'%s': says", text);
}

static void test_syntax(void)
{
	char pieces[2][128];
	struct abx_ask ask;

	refused("", "--a: '' is not possible; allowed: settings as mode=balanced");
	refused("gain", "'gain' is not possible");
	refused("=low", "'=low' is not possible");
	refused("gain=", "--a: gain: '' is no gain; allowed: low, medium, high");
	refused("gain=loud", "'loud' is no gain");
	refused("gain=low,", "'' is not possible");
	refused("gain=low,gain=high", "'gain' is there twice");
	refused("loudness=11", "'loudness' is no setting");
	refused("se-mute=on", "'se-mute' cannot be compared");
	refused("se-limit=-3", "'se-limit' cannot be compared");
	refused("keep-level=1", "'keep-level' cannot be compared");
	refused("se-volume=+3dB", "'+3dB' is no level; allowed: a level in dB");
	refused("filter=9", "'9' is no filter");
	ask = ask_of("mode=balanced,balanced-volume=-20,-21,filter=2", "mode=auto", pieces);
	tap_int(ask.side[0].given, BIT(SET_MODE) | BIT(SET_FILTER) |
		BIT(SET_VOLUME + TARGET_BALANCED), "commas of levels and of settings");
	tap_int(ask.side[0].volume[TARGET_BALANCED][1].amount / 1000000000, -21, "the right one");
}

/* What abx_voltage() says of the very states that are sent. */
static double apart(const struct abx_plan *plan, const struct abx_ask *ask, unsigned int a,
		    unsigned int b, unsigned int ch)
{
	return fabs(abx_voltage(&device_full, &plan->side[0], &ask->figures, a, ch, true) -
		    abx_voltage(&device_full, &plan->side[1], &ask->figures, b, ch, true));
}

/* 12 dB between low and high are 24 steps of 0.5; low is on. */
static void test_gains(void)
{
	const struct dongle_state before = wired();
	char pieces[2][128], error[ERROR_TEXT_MAX];
	struct abx_ask ask = ask_of("gain=low", "gain=high", pieces);
	struct abx_plan plan;

	tap_ok(plan_of(&plan, &device_full, &before, &ask, error), "gains");
	tap_str(error, "", "gains: no error");
	tap_int(plan.side[0].output[0].volume[0], DB(-20), "low gain stays as it is");
	tap_int(plan.side[1].output[0].volume[0], DB(-32), "high gain is lowered by 12 dB");
	tap_ok(plan.known && plan.mismatch < TINY && plan.lowered < TINY, "no mismatch");
	tap_int(plan.quiet, USB_DONGLE_F_MUTE(0), "muted meanwhile");
	tap_int(plan.set, USB_DONGLE_F_GAIN | USB_DONGLE_F_VOLUME(0), "what is sent");
	ask = ask_of("gain=medium", "gain=high", pieces);
	tap_ok(plan_of(&plan, &device_full, &before, &ask, error), "two gains that are not on");
	tap_ok(near(plan.mismatch, 0.25, TINY), "5.75 dB are 0.25 dB off the steps");
	tap_has(plan.notes, "A and B are 0.25 dB apart", "that is said");
	tap_has(plan.notes, "above 0.1 dB a hit may come from the level alone", "and why");
	tap_has(plan.notes, "contradicts itself by 0.27 dB", "and what the dongle says twice");
	tap_ok(apart(&plan, &ask, 0, 0, 0) < 0.2501, "and it is so");
	tap_ok(plan.side[0].output[0].volume[0] <= DB(-26.25), "never louder than low gain");
}

/* 500 mV behind 0.3 ohm and 1 V behind 0.6 at 32 ohm: 6.02 - 0.08 dB, on steps of 1 dB. */
static void test_outputs(void)
{
	struct dongle_state before = wired();
	char pieces[2][128], error[ERROR_TEXT_MAX];
	struct abx_ask ask = ask_of("mode=single-ended", "mode=balanced", pieces);
	struct abx_plan plan;

	before.output[1].volume[0] = DB(-10);
	before.output[1].volume[1] = DB(-10);
	tap_ok(!plan_of(&plan, &device_full, &before, &ask, error), "outputs, no load");
	tap_has(error, "give --headphones=NAME or --impedance=OHM", "what is missing");
	ask.figures.impedance = 32;
	tap_ok(plan_of(&plan, &device_full, &before, &ask, error), "outputs");
	tap_str(error, "", "outputs: no error");
	tap_int(plan.side[1].output[1].volume[0], plan.side[0].output[1].volume[0],
		"each output keeps its level");
	tap_ok(near(plan.mismatch, 0.06, 0.01), "0.06 dB are left");
	tap_ok(near(apart(&plan, &ask, 0, 1, 0), plan.mismatch, TINY), "and it is so");
	tap_int(plan.side[0].output[0].volume[0], DB(-20), "SE stays");
	tap_int(plan.side[1].output[1].volume[1], DB(-26), "balanced is lowered");
	tap_int(plan.quiet, USB_DONGLE_F_MUTE(0) | USB_DONGLE_F_MUTE(1), "both are muted");
	before.output[1].volume[0] = DB(-40);
	before.output[1].volume[1] = DB(-40);
	tap_ok(plan_of(&plan, &device_full, &before, &ask, error), "balanced is softer");
	tap_int(plan.side[0].output[0].volume[0], DB(-35), "SE is lowered, below that");
	tap_has(plan.notes, "it is 15.0 dB softer than now", "that is said");
	before.output[1].plug = USB_DONGLE_PLUG_EMPTY;
	plan_of(&plan, &device_full, &before, &ask, error);
	tap_has(error, "the Balanced output has nothing plugged in", "not plugged");
	before.output[1].plug = USB_DONGLE_PLUG_PLUGGED;
	before.output[1].mute = 1;
	plan_of(&plan, &device_full, &before, &ask, error);
	tap_has(error, "the Balanced output is muted", "muted");
}

static void refuses(const char *a, const char *b, const struct dongle_info *info,
		    const struct dongle_state *before, const char *want)
{
	char pieces[2][128], error[ERROR_TEXT_MAX];
	struct abx_ask ask = ask_of(a, b, pieces);
	struct abx_plan plan;

	tap_ok(!plan_of(&plan, info, before, &ask, error), "%s, %s: refused", a, b);
	tap_has(error, want, "%s, %s: says", a, b);
}

static void test_refusals(void)
{
	struct dongle_info unknown = device_full;
	struct dongle_state before = wired();
	char pieces[2][128], error[ERROR_TEXT_MAX];
	struct abx_ask ask;
	struct abx_plan plan;

	refuses("gain=low", "filter=1", &device_full, &before,
		"--b: 'gain' is missing, which --a has");
	refuses("gain=low", "gain=low", &device_full, &before, "are the same on this device");
	refuses("filter=2", "filter=non-oversampling", &device_full, &before, "are the same");
	refuses("mode=auto", "mode=balanced", &device_full, &before, "'auto' follows the plugs");
	refuses("gain=low", "gain=medium", &device_single, &device_single_state,
		"--b: gain: this device has no 'medium'; allowed: low, high");
	refuses("mode=balanced", "mode=single-ended", &device_single, &device_single_state,
		"nothing to select");
	refuses("se-volume=-20", "se-volume=-30", &device_full, &before, "give --unmatched");
	unknown.gain_level[2] = DB(0);
	unknown.gain_level[0] = DONGLE_LEVEL_UNKNOWN;
	memset(unknown.output[0].full_scale, 0, sizeof(unknown.output[0].full_scale));
	refuses("gain=low", "gain=high", &unknown, &before,
		"how many dB lie between the gains is not known");
	ask = ask_of("gain=low", "gain=high", pieces);
	ask.unmatched = true;
	tap_ok(!plan_of(&plan, &unknown, &before, &ask, error), "unmatched, louder");
	tap_has(error, "louder than now by nobody knows how much", "unmatched, louder: says");
	before.gain = USB_DONGLE_GAIN_HIGH;
	tap_ok(plan_of(&plan, &unknown, &before, &ask, error), "unmatched, softer");
	tap_ok(!plan.known && isnan(plan.mismatch), "unmatched: no number");
	tap_has(plan.notes, "A and B are not matched", "unmatched: says");
	before.active = 0;
	refuses("gain=low", "gain=high", &device_full, &before, "no output is live");
}

/* A level is compared only where that is meant, and never a louder one. */
static void test_levels(void)
{
	const struct dongle_state before = wired();
	char pieces[2][128], error[ERROR_TEXT_MAX];
	struct abx_ask ask = ask_of("se-volume=-20", "se-volume=-21", pieces);
	struct abx_plan plan;

	ask.unmatched = true;
	tap_ok(plan_of(&plan, &device_full, &before, &ask, error), "levels");
	tap_ok(near(plan.mismatch, 1, TINY), "1 dB apart");
	ask = ask_of("se-volume=-19", "se-volume=-21", pieces);
	ask.unmatched = true;
	tap_ok(!plan_of(&plan, &device_full, &before, &ask, error), "a louder one");
	tap_has(error, "--a would be 1.0 dB louder than it is now", "a louder one: says");
}

/* No mute: the lowest level does. Steps that do not fit: refused, or meant. */
static void test_steps(void)
{
	struct dongle_info info = device_full;
	struct dongle_state before = wired();
	char pieces[2][128], error[ERROR_TEXT_MAX];
	struct abx_ask ask = ask_of("gain=low", "gain=high", pieces);
	struct abx_plan plan;

	tap_ok(plan_of(&plan, &device_single, &device_single_state, &ask, error), "no mute");
	tap_int(plan.quiet, USB_DONGLE_F_VOLUME(1), "the level is lowered instead");
	tap_int(plan.set, USB_DONGLE_F_GAIN, "and is not set before");
	tap_int(plan.side[1].output[1].volume[0], DB(-50), "by 10 dB");
	info.output[0].caps = USB_DONGLE_CAP_DETECT;
	tap_ok(!plan_of(&plan, &info, &before, &ask, error), "no level");
	tap_has(error, "cannot be matched without being louder", "no level: says");
	before.output[0].volume[0] = DB(-55);
	tap_ok(!plan_of(&plan, &device_full, &before, &ask, error), "too near the lowest level");
	tap_has(error, "raise the softer one first", "too near the lowest level: says");
}

/* Whatever the levels, gains and steps: never louder than now, and the nearest there is. */
static void test_always(void)
{
	bool softer = true, same = true, closest = true, possible = true;
	char pieces[2][128], error[ERROR_TEXT_MAX];
	struct dongle_info info = device_full;
	struct dongle_state before = wired();
	struct abx_ask ask = ask_of("mode=single-ended", "mode=balanced", pieces);
	struct abx_plan plan;
	int i, n;

	srand(1);
	ask.figures.impedance = 32;
	for (i = 0; i < 2000; i++) {
		info.output[0].volume_step = 1 + rand() % 512;
		info.output[0].volume_min = -120 * info.output[0].volume_step;
		info.output[0].full_scale[2] = 200 + rand() % 5000;
		before.gain = USB_DONGLE_GAIN_HIGH;
		before.active = 1;
		before.output[0].volume[0] = -info.output[0].volume_step * (rand() % 30);
		before.output[0].volume[1] = before.output[0].volume[0];
		before.output[1].volume[0] = -DB(1) * (rand() % 50);
		before.output[1].volume[1] = before.output[1].volume[0];
		if (!plan_of(&plan, &info, &before, &ask, error)) {
			possible &= !!strstr(error, "without being louder");
			continue;
		}
		same &= plan.mismatch <= fmax(DB(1), info.output[0].volume_step) / 256.0;
		softer &= plan.side[0].output[0].volume[0] <= before.output[0].volume[0] &&
			  plan.side[0].output[1].volume[0] <= before.output[1].volume[0] &&
			  plan.lowered >= -TINY;
		for (n = 0; n < ABX_SIDES; n++)
			softer &= abx_voltage(&info, &plan.side[n], &ask.figures, n, 0, true) <=
				  abx_voltage(&info, &before, &ask.figures, 0, 0, true) + TINY;
		/* against SE, the other side stands on a step of 1 dB */
		closest &= info.output[0].volume_step > 25 || plan.mismatch < 0.051;
	}
	tap_ok(possible, "what cannot be matched is near its lowest level");
	tap_ok(softer, "never louder than now, and no level is raised");
	tap_ok(same, "never more than a step apart");
	tap_ok(closest, "fine steps make a fine match");
}

int main(void)
{
	test_score();
	test_syntax();
	test_gains();
	test_outputs();
	test_refusals();
	test_levels();
	test_steps();
	test_always();
	return tap_done();
}
