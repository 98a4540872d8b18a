// SPDX-License-Identifier: GPL-2.0-only
#include "device.h"
#include "plan.h"
#include "state.h"
#include "tap.h"

#define OPTIONS_MAX	4
#define SE_VOLUME	(SET_VOLUME + TARGET_SE)
#define BAL_VOLUME	(SET_VOLUME + TARGET_BALANCED)
#define ONE_VOLUME	(SET_VOLUME + TARGET_SHARED)
#define SE_MUTE		(SET_MUTE + TARGET_SE)
#define BAL_MUTE	(SET_MUTE + TARGET_BALANCED)
#define ONE_MUTE	(SET_MUTE + TARGET_SHARED)
#define SE_LIMIT	(SET_LIMIT + TARGET_SE)
#define BAL_LIMIT	(SET_LIMIT + TARGET_BALANCED)
#define ONE_LIMIT	(SET_LIMIT + TARGET_SHARED)
#define F_SE		USB_DONGLE_F_VOLUME(0)
#define F_BAL		USB_DONGLE_F_VOLUME(1)

struct option {
	enum setting setting;
	const char *value;	/* NULL ends the list */
};

struct device {
	const struct dongle_info *info;
	const struct dongle_state *state;
};

static const struct device full = { &device_full, &device_full_state };
static const struct device one = { &device_shared, &device_shared_state };
static const struct device single = { &device_single, &device_single_state };

/* What is sent: the mask, and the state by its few values that matter. */
struct sent {
	u32 mask;
	u8 mode, gain, filter;
	int volume[2][2];
	u8 mute[2];
};

/* device_full_state, and changes of it. */
#define FULL		.mode = 2, .gain = 0, .filter = 1, .mute = { 0, 1 }
#define LEVELS(a, b, c, d)	.volume = { { DB(a), DB(b) }, { DB(c), DB(d) } }
#define SAME		LEVELS(-20, -20, -30, -31)

static const struct {
	const char *name;
	const struct device *device;
	struct option options[OPTIONS_MAX + 1];
	struct sent sent;
} plans[] = {
	{ "mode", &full, { { SET_MODE, "balanced" } },
	  { .mask = 1, .mode = 1, .filter = 1, .mute = { 0, 1 }, SAME } },
	{ "mode as it is", &full, { { SET_MODE, "auto" } }, { FULL, SAME } },
	{ "gain", &full, { { SET_GAIN, "high" } },
	  { .mask = 2, .mode = 2, .gain = 2, .filter = 1, .mute = { 0, 1 }, SAME } },
	{ "filter by name", &full, { { SET_FILTER, "hybrid" } },
	  { .mask = 4, .mode = 2, .filter = 2, .mute = { 0, 1 }, SAME } },
	{ "filter by number", &full, { { SET_FILTER, "1" } },
	  { .mask = 4, .mode = 2, .filter = 0, .mute = { 0, 1 }, SAME } },
	{ "filter as it is", &full, { { SET_FILTER, "2" } }, { FULL, SAME } },
	{ "filter by number, then by name", &full,
	  { { SET_FILTER, "1" }, { SET_FILTER, "hybrid" } },
	  { .mask = 4, .mode = 2, .filter = 2, .mute = { 0, 1 }, SAME } },
	{ "SE level", &full, { { SE_VOLUME, "-25" } },
	  { .mask = F_SE, FULL, LEVELS(-25, -25, -30, -31) } },
	{ "SE level up to the limit", &full, { { SE_VOLUME, "100%" } },
	  { .mask = F_SE, FULL, LEVELS(-10, -10, -30, -31) } },
	{ "balanced level, both channels up", &full, { { BAL_VOLUME, "2dB+" } },
	  { .mask = F_BAL, FULL, LEVELS(-20, -20, -28, -29) } },
	{ "balanced, left and right", &full, { { BAL_VOLUME, "-40,+1" } },
	  { .mask = F_BAL, FULL, LEVELS(-20, -20, -40, -30) } },
	{ "a step of nothing", &full, { { SE_VOLUME, "-10" }, { SE_VOLUME, "+0" } },
	  { FULL, SAME } },
	{ "all in one", &full,
	  { { SET_MODE, "single-ended" }, { SET_FILTER, "1" }, { SE_VOLUME, "-30" },
	    { BAL_MUTE, "off" } },
	  { .mask = 5 | F_SE | USB_DONGLE_F_MUTE(1), .mode = 0, .filter = 0,
	    LEVELS(-30, -30, -30, -31) } },
	{ "one changes, one is so already", &full, { { SET_MODE, "auto" }, { SET_GAIN, "high" } },
	  { .mask = 3, .mode = 2, .gain = 2, .filter = 1, .mute = { 0, 1 }, SAME } },
	{ "the last of the same counts", &full, { { SET_GAIN, "high" }, { SET_GAIN, "low" } },
	  { FULL, SAME } },
	/* mutes */
	{ "SE mute toggles on", &full, { { SE_MUTE, "toggle" } },
	  { .mask = USB_DONGLE_F_MUTE(0), .mode = 2, .filter = 1, .mute = { 1, 1 }, SAME } },
	{ "balanced mute toggles off", &full, { { BAL_MUTE, "toggle" } },
	  { .mask = USB_DONGLE_F_MUTE(1), .mode = 2, .filter = 1, .mute = { 0, 0 }, SAME } },
	{ "balanced mute as it is", &full, { { BAL_MUTE, "on" } }, { FULL, SAME } },
	/* levels kept: gains of -12, -5.75 and 0 dB; steps of 0.5 and 1 dB */
	{ "level kept, low to high", &full, { { SET_GAIN, "high" }, { SET_KEEP_LEVEL, "" } },
	  { .mask = 2 | F_SE | F_BAL, .mode = 2, .gain = 2, .filter = 1, .mute = { 0, 1 },
	    LEVELS(-32, -32, -42, -43) } },
	{ "level kept, rounded down", &full, { { SET_GAIN, "medium" }, { SET_KEEP_LEVEL, "" } },
	  { .mask = 2 | F_SE | F_BAL, .mode = 2, .gain = 1, .filter = 1, .mute = { 0, 1 },
	    LEVELS(-26.5, -26.5, -37, -38) } },
	{ "level kept, gain as it is", &full, { { SET_GAIN, "low" }, { SET_KEEP_LEVEL, "" } },
	  { FULL, SAME } },
	{ "level kept, then one moved", &full,
	  { { SET_GAIN, "high" }, { SET_KEEP_LEVEL, "" }, { SE_VOLUME, "+1" } },
	  { .mask = 2 | F_SE | F_BAL, .mode = 2, .gain = 2, .filter = 1, .mute = { 0, 1 },
	    LEVELS(-31, -31, -42, -43) } },
	{ "level kept, but one given", &full,
	  { { SE_VOLUME, "-60" }, { SET_GAIN, "high" }, { SET_KEEP_LEVEL, "" } },
	  { .mask = 2 | F_SE | F_BAL, .mode = 2, .gain = 2, .filter = 1, .mute = { 0, 1 },
	    LEVELS(-60, -60, -42, -43) } },
	/* other devices */
	{ "shared level", &one, { { ONE_VOLUME, "-30" } },
	  { .mask = F_SE, LEVELS(-30, -30, 0, 0) } },
	{ "shared mute", &one, { { ONE_MUTE, "toggle" } },
	  { .mask = USB_DONGLE_F_MUTE(0), .mute = { 1 }, LEVELS(-25, -25, 0, 0) } },
	{ "the only gain there is", &one, { { SET_GAIN, "high" } },
	  { .gain = 2, LEVELS(-25, -25, 0, 0) } },
	{ "the only gain and a level", &one, { { SET_GAIN, "high" }, { ONE_VOLUME, "-30" } },
	  { .mask = F_SE, .gain = 2, LEVELS(-30, -30, 0, 0) } },
	{ "the only output, no name", &single, { { ONE_VOLUME, "-30" } },
	  { .mask = F_BAL, LEVELS(0, 0, -30, -30) } },
	{ "the only output, its name", &single, { { BAL_VOLUME, "-30" } },
	  { .mask = F_BAL, LEVELS(0, 0, -30, -30) } },
	{ "the only output, kept", &single, { { SET_GAIN, "high" }, { SET_KEEP_LEVEL, "" } },
	  { .mask = 2 | F_BAL, .gain = 2, LEVELS(0, 0, -50, -50) } },
};

static const struct {
	const char *name;
	const struct device *device;
	struct option options[OPTIONS_MAX + 1];
	const char *has[3];
} refusals[] = {
	{ "level above the limit", &full, { { SE_VOLUME, "-9" } },
	  { "--se-volume: '-9'", "-60.0dB to -10.0dB", "limit" } },
	{ "level below volume_min", &full, { { BAL_VOLUME, "-20,-101dB" } },
	  { "--balanced-volume: '-20,-101dB'", "-100.0dB to 4.0dB" } },
	{ "separate levels", &full, { { ONE_VOLUME, "-20" } },
	  { "--volume:", "--se-volume", "--balanced-volume" } },
	{ "separate mutes", &full, { { ONE_MUTE, "on" } },
	  { "--mute:", "--se-mute", "--balanced-mute" } },
	{ "filter not there", &full, { { SET_FILTER, "apodizing" } },
	  { "'apodizing'", "1 fast-linear-phase, 2 non-oversampling, 3 hybrid" } },
	{ "filter number not there", &full, { { SET_FILTER, "4" } },
	  { "'4'", "3 hybrid" } },
	{ "shared level, SE asked", &one, { { SE_VOLUME, "-20" } },
	  { "--se-volume:", "share", "--volume applies" } },
	{ "shared level, balanced asked", &one, { { BAL_VOLUME, "-20" } },
	  { "--balanced-volume:", "share", "--volume applies" } },
	{ "shared mute, balanced asked", &one, { { BAL_MUTE, "on" } },
	  { "--balanced-mute:", "share", "--mute applies" } },
	{ "no mode", &one, { { SET_MODE, "auto" } },
	  { "--mode:", "'auto'", "nothing to select" } },
	{ "another than the only gain", &one, { { SET_GAIN, "low" } },
	  { "--gain:", "'low'", "allowed: high" } },
	{ "no filters", &one, { { SET_FILTER, "1" } }, { "--filter:", "nothing to select" } },
	{ "a gain between", &single, { { SET_GAIN, "medium" } }, { "'medium'", "low, high" } },
	{ "no such output", &single, { { SE_VOLUME, "-20" } },
	  { "--se-volume:", "no SE output" } },
	{ "no mute", &single, { { ONE_MUTE, "on" } }, { "--mute:", "Balanced", "no mute" } },
	{ "limit out of range", &full, { { BAL_LIMIT, "4.1" } },
	  { "--balanced-limit: '4.1'", "-100.0dB to 4.0dB" } },
	{ "no limit", &one, { { ONE_LIMIT, "-20" } }, { "--limit:", "SE", "no limit" } },
	{ "separate limits", &full, { { ONE_LIMIT, "-20" } },
	  { "--limit:", "--se-limit", "--balanced-limit" } },
	{ "level above the new limit", &full, { { SE_LIMIT, "-30" }, { SE_VOLUME, "-25" } },
	  { "--se-volume: '-25'", "-60.0dB to -30.0dB", "limit" } },
	{ "one good, one bad", &full, { { SET_GAIN, "high" }, { SE_VOLUME, "0" } },
	  { "'0'", "-10.0dB" } },
};

static bool make(struct plan *plan, const struct device *device, const struct option *options)
{
	char error[ERROR_TEXT_MAX] = "";
	struct request request = {};

	for (; options->value; options++)
		if (!request_set(&request, options->setting, options->value, error))
			printf("# %s\n", error);
	memset(plan, 0xa5, sizeof(*plan));
	return plan_make(plan, device->info, device->state, &request);
}

static void check_sent(const char *name, const struct plan *plan, const struct sent *want)
{
	const struct dongle_state *s = &plan->state;
	unsigned int out;

	tap_int(plan->mask, want->mask, "%s: mask", name);
	tap_int(s->mode << 16 | s->gain << 8 | s->filter,
		want->mode << 16 | want->gain << 8 | want->filter, "%s: mode, gain, filter", name);
	for (out = 0; out < DONGLE_OUTPUTS; out++) {
		tap_int(s->output[out].volume[0], want->volume[out][0], "%s: left %u", name, out);
		tap_int(s->output[out].volume[1], want->volume[out][1], "%s: right %u", name, out);
		tap_int(s->output[out].mute, want->mute[out], "%s: mute %u", name, out);
	}
}

static void test_plans(void)
{
	struct dongle_state next;
	struct plan plan;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(plans); i++) {
		if (!tap_ok(make(&plan, plans[i].device, plans[i].options), "%s: possible",
			    plans[i].name)) {
			printf("# %s\n", plan.error);
			continue;
		}
		check_sent(plans[i].name, &plan, &plans[i].sent);
		tap_int(dongle_state_apply(plans[i].device->info, plans[i].device->state,
					   plan.mask, &plan.state, &next), USB_DONGLE_RESULT_OK,
			"%s: the device would take it", plans[i].name);
	}
}

static void test_refusals(void)
{
	struct plan plan;
	unsigned int i, n;

	for (i = 0; i < ARRAY_SIZE(refusals); i++) {
		if (!tap_ok(!make(&plan, refusals[i].device, refusals[i].options), "%s: refused",
			    refusals[i].name))
			continue;
		for (n = 0; n < ARRAY_SIZE(refusals[i].has) && refusals[i].has[n]; n++)
			tap_has(plan.error, refusals[i].has[n], "%s: says why", refusals[i].name);
	}
}

/* What limits do to the SE output of the full device, at -20 dB below -10 dB. */
static const struct {
	const char *name;
	struct option options[OPTIONS_MAX + 1];
	u32 mask, follows;
	int volume, limit;
} limits[] = {
	{ "limit", { { SE_LIMIT, "-15" } }, USB_DONGLE_F_LIMIT(0), 0, DB(-20), DB(-15) },
	{ "limit down to a step", { { SE_LIMIT, "-15.1" } }, USB_DONGLE_F_LIMIT(0), 0, DB(-20),
	  DB(-15.5) },
	{ "limit as it is", { { SE_LIMIT, "-10" } }, 0, 0, DB(-20), DB(-10) },
	{ "no limit", { { SE_LIMIT, "none" } }, USB_DONGLE_F_LIMIT(0), 0, DB(-20), 0 },
	{ "limit below the level", { { SE_LIMIT, "-30" } }, USB_DONGLE_F_LIMIT(0), F_SE, DB(-30),
	  DB(-30) },
	{ "limit and a level below it", { { SE_LIMIT, "-30" }, { SE_VOLUME, "-40" } },
	  USB_DONGLE_F_LIMIT(0) | F_SE, 0, DB(-40), DB(-30) },
	{ "limit and a step up to it", { { SE_LIMIT, "-15" }, { SE_VOLUME, "+9" } },
	  USB_DONGLE_F_LIMIT(0) | F_SE, 0, DB(-15), DB(-15) },
	{ "no limit and a level", { { SE_VOLUME, "-3" }, { SE_LIMIT, "none" } },
	  USB_DONGLE_F_LIMIT(0) | F_SE, 0, DB(-3), 0 },
	{ "limit and a level kept", { { SET_GAIN, "high" }, { SET_KEEP_LEVEL, "" },
				      { SE_LIMIT, "-50" } },
	  2 | USB_DONGLE_F_LIMIT(0) | F_SE | F_BAL, 0, DB(-50), DB(-50) },
};

static void test_limits(void)
{
	struct dongle_state next;
	struct plan plan;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(limits); i++) {
		if (!tap_ok(make(&plan, &full, limits[i].options), "%s: possible", limits[i].name))
			continue;
		tap_int(plan.mask, limits[i].mask, "%s: mask", limits[i].name);
		tap_int(plan.follows, limits[i].follows, "%s: what follows", limits[i].name);
		tap_int(plan.state.output[0].volume[0], limits[i].volume, "%s: level",
			limits[i].name);
		tap_int(plan.state.output[0].limit, limits[i].limit, "%s: limit", limits[i].name);
		dongle_state_apply(&device_full, &device_full_state, plan.mask, &plan.state, &next);
		tap_int(dongle_state_diff(&next, &plan.state), 0, "%s: the device does the same",
			limits[i].name);
	}
}

static bool make_kept(struct plan *plan, enum setting setting, const char *value)
{
	char error[ERROR_TEXT_MAX];
	struct request request = {};

	request_set_kept(&request, setting, value, error);
	request.where[setting] = "f:7";
	return plan_make(plan, &device_full, &device_full_state, &request);
}

/* Values of a file: never above what it says, nor above a limit. */
static void test_kept(void)
{
	struct plan plan;

	tap_ok(make_kept(&plan, SE_VOLUME, "-30.1"), "kept: between two steps");
	tap_int(plan.state.output[0].volume[0], DB(-30.5), "kept: the lower one");
	tap_ok(make_kept(&plan, SE_VOLUME, "-3"), "kept: above the limit");
	tap_int(plan.state.output[0].volume[0], DB(-10), "kept: lowered to the limit");
	tap_ok(!make_kept(&plan, SE_VOLUME, "0.1"), "kept: out of range");
	tap_str(plan.error, "f:7: se-volume: '0.1' is out of range; allowed: -60.0dB to 0.0dB",
		"kept: says where it was written");
	tap_ok(!make_kept(&plan, SE_LIMIT, "-61"), "kept: limit out of range");
	tap_has(plan.error, "f:7: se-limit: '-61'", "kept: names the limit");
	tap_ok(!make_kept(&plan, ONE_MUTE, "on"), "kept: not for this device");
	tap_str(plan.error, "f:7: mute: the outputs of this device are set separately: "
		"se-mute and balanced-mute apply", "kept: names keys as a file has them");
	tap_ok(!make_kept(&plan, SET_FILTER, "brick-wall"), "kept: no such filter");
	tap_has(plan.error, "f:7: filter: this device has no 'brick-wall'",
		"kept: names the filter");
}

static void test_kept_values(void)
{
	static const struct {
		enum setting setting;
		const char *value, *allowed;
	} bad[] = {
		{ SE_VOLUME, "+3", "'+3' is no level; allowed: a level in dB" },
		{ SE_VOLUME, "50%", "LEFT,RIGHT" }, { SE_VOLUME, "-20,3dB-", "LEFT,RIGHT" },
		{ SE_MUTE, "toggle", "'toggle' is no mute; allowed: off, on" },
		{ SE_LIMIT, "50%", "none" }, { SE_LIMIT, "-20,-20", "none" },
		{ SE_LIMIT, "+3", "none" }, { SE_LIMIT, "", "none" },
		{ SET_MODE, "mono", "allowed: single-ended, balanced, auto" },
	};
	char error[ERROR_TEXT_MAX];
	struct request request = {};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		tap_ok(!request_set_kept(&request, bad[i].setting, bad[i].value, error),
		       "no file has '%s'", bad[i].value);
		tap_has(error, bad[i].allowed, "no file has '%s': what is allowed", bad[i].value);
	}
	tap_int(request.given, 0, "no file has them: none is noted");
	tap_ok(!setting_is_kept(SET_KEEP_LEVEL), "no file has keep-level");
}

static const struct option up[] = {
	{ SET_GAIN, "high" }, { SET_KEEP_LEVEL, "" }, { 0, NULL }
};

static const struct option down[] = {
	{ SET_GAIN, "low" }, { SET_KEEP_LEVEL, "" }, { 0, NULL }
};

/* A gain step down raises levels, but not past the limit or volume_max. */
static void test_keep_down(void)
{
	struct dongle_state state = device_full_state;
	const struct device device = { &device_full, &state };
	struct plan plan;

	state.gain = USB_DONGLE_GAIN_HIGH;
	state.output[1].volume[0] = DB(-3);
	tap_ok(make(&plan, &device, down), "kept, down: possible");
	tap_int(plan.state.output[0].volume[0], DB(-10), "kept, down: stops at the limit");
	tap_int(plan.state.output[1].volume[0], DB(4), "kept, down: stops at volume_max");
	tap_int(plan.state.output[1].volume[1], DB(-19), "kept, down: raised");
}

static void test_keep_refused(void)
{
	struct dongle_state state = device_full_state;
	struct dongle_info info = device_full;
	const struct device device = { &info, &state };
	struct plan plan;

	state.output[0].volume[1] = DB(-48.5);
	tap_ok(!make(&plan, &device, up), "kept: refused where the range ends");
	tap_has(plan.error, "SE output would need -60.5dB", "kept: says what it would need");
	tap_has(plan.error, "lowest level is -60.0dB", "kept: says what there is");
	state.output[0].volume[1] = DB(-48);
	tap_ok(make(&plan, &device, up), "kept: possible down to the end of the range");
	tap_int(plan.state.output[0].volume[1], DB(-60), "kept: at the end of the range");
	info.output[1].caps &= USB_DONGLE_CAP_DETECT;
	tap_ok(!make(&plan, &device, up), "kept: refused where there is no level");
	tap_has(plan.error, "Balanced output has no level", "kept: says which has none");
	state.gain = USB_DONGLE_GAIN_HIGH;
	tap_ok(make(&plan, &device, down), "kept, down: possible where there is no level");
}

static void test_keep_shared(void)
{
	static const struct option given[] = {
		{ SET_GAIN, "high" }, { SET_KEEP_LEVEL, "" }, { ONE_VOLUME, "-50" }, { 0, NULL }
	};
	struct dongle_info info = device_shared;
	const struct device device = { &info, &device_shared_state };
	struct plan plan;

	info.gains = 5;
	info.gain_level[0] = DB(-8);
	tap_ok(make(&plan, &device, up), "kept, shared: possible");
	tap_int(plan.mask, 0x102, "kept, shared: gain and the one level");
	tap_int(plan.state.output[0].volume[0], DB(-33), "kept, shared: lowered");
	info.gain_level[0] = DB(-80);
	tap_ok(!make(&plan, &device, up), "kept, shared: refused where the range ends");
	tap_ok(make(&plan, &device, given), "kept, shared: a given level is not kept");
	tap_int(plan.state.output[0].volume[1], DB(-50), "kept, shared: the given level");
}

static void test_request(void)
{
	char error[ERROR_TEXT_MAX] = "";
	struct request request = {};

	request_set(&request, SET_KEEP_LEVEL, NULL, error);
	tap_ok(!request_check(&request, error), "request: --keep-level alone");
	tap_has(error, "--gain", "request: --keep-level alone, says what is missing");
	tap_ok(!request_set(&request, SET_GAIN, "loud", error), "request: bad gain");
	tap_str(error, "--gain: 'loud' is no gain; allowed: low, medium, high",
		"request: bad gain, says what is allowed");
	tap_ok(!request_has(&request, SET_GAIN), "request: bad gain is not kept");
	tap_ok(!request_set(&request, SET_FILTER, "unknown", error),
	       "request: a filter nobody knows");
	tap_has(error, "allowed: fast-low-latency, ", "request: does not offer it either");
	tap_ok(request_set(&request, SET_GAIN, "low", error), "request: good gain");
	tap_ok(request_check(&request, error), "request: --keep-level with --gain");
}

int main(void)
{
	test_plans();
	test_refusals();
	test_limits();
	test_kept();
	test_kept_values();
	test_keep_down();
	test_keep_refused();
	test_keep_shared();
	test_request();
	return tap_done();
}
