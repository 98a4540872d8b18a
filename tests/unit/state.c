// SPDX-License-Identifier: GPL-2.0-only

#include "device.h"
#include "state.h"
#include "steps.h"
#include "tap.h"

#define SE		USB_DONGLE_SE
#define BALANCED	USB_DONGLE_BALANCED
#define PLUGS		3

#ifdef __KERNEL__
#define STEPS_ROUNDS	5000
#else
#define STEPS_ROUNDS	200000
#endif

TEST(fields)
{
	tap_int(dongle_state_fields(&device_full), 0x1f1f0f, "fields: of a full device");
	tap_int(dongle_state_writable(&device_full), 0x070707, "fields: writable");
	tap_int(dongle_state_fields(&device_shared), 0x000308, "fields: of a shared level");
	tap_int(dongle_state_writable(&device_single), 0x010002, "fields: of balanced only");
	tap_int(dongle_state_filters(&device_full), 3, "filters: three");
	tap_int(dongle_state_filters(&device_shared), 0, "filters: none");
	tap_int(dongle_state_gain(&device_full, &device_full_state), 0, "gain: the selected");
	tap_int(dongle_state_gain(&device_shared, &device_shared_state), 2, "gain: the only");
	tap_int(dongle_state_mode(&device_full, &device_full_state), 2, "mode: the selected");
	tap_int(dongle_state_level_output(&device_full, 1), 1, "level: its own");
	tap_int(dongle_state_level_output(&device_shared, 1), 0, "level: shared");
}

/* One write to device_full in device_full_state. */
struct write {
	const char *name;
	u32 mask;
	struct dongle_state set;
	u8 result;
};

#define OUT(left, right, lim, mut) \
	{ .volume = { DB(left), DB(right) }, .limit = DB(lim), .mute = (mut) }

static const struct write writes[] = {
	{ "nothing", 0, {}, USB_DONGLE_RESULT_OK },
	{ "mode", USB_DONGLE_F_MODE, { .mode = 0 }, USB_DONGLE_RESULT_OK },
	{ "bad mode", USB_DONGLE_F_MODE, { .mode = 3 }, USB_DONGLE_RESULT_RANGE },
	{ "gain", USB_DONGLE_F_GAIN, { .gain = 2 }, USB_DONGLE_RESULT_OK },
	{ "bad gain", USB_DONGLE_F_GAIN, { .gain = 3 }, USB_DONGLE_RESULT_RANGE },
	{ "filter", USB_DONGLE_F_FILTER, { .filter = 2 }, USB_DONGLE_RESULT_OK },
	{ "bad filter", USB_DONGLE_F_FILTER, { .filter = 3 }, USB_DONGLE_RESULT_RANGE },
	{ "bad values not in the mask", USB_DONGLE_F_MODE,
	  { .mode = 0, .gain = 9, .filter = 9 }, USB_DONGLE_RESULT_OK },
	{ "volume up to the limit", USB_DONGLE_F_VOLUME(SE),
	  { .output[SE] = OUT(-10, -11, 0, 0) }, USB_DONGLE_RESULT_OK },
	{ "left above the limit", USB_DONGLE_F_VOLUME(SE),
	  { .output[SE] = OUT(-9.5, -11, 0, 0) }, USB_DONGLE_RESULT_LIMIT },
	{ "right above the limit", USB_DONGLE_F_VOLUME(SE),
	  { .output[SE] = OUT(-11, -9.5, 0, 0) }, USB_DONGLE_RESULT_LIMIT },
	{ "left off the grid", USB_DONGLE_F_VOLUME(SE),
	  { .output[SE] = OUT(-20.25, -20, 0, 0) }, USB_DONGLE_RESULT_RANGE },
	{ "right off the grid", USB_DONGLE_F_VOLUME(SE),
	  { .output[SE] = OUT(-20, -20.25, 0, 0) }, USB_DONGLE_RESULT_RANGE },
	{ "volume below volume_min", USB_DONGLE_F_VOLUME(SE),
	  { .output[SE] = OUT(-60.5, -60, 0, 0) }, USB_DONGLE_RESULT_RANGE },
	{ "volume above volume_max", USB_DONGLE_F_VOLUME(BALANCED),
	  { .output[BALANCED] = OUT(5, 4, 0, 0) }, USB_DONGLE_RESULT_RANGE },
	{ "volume at both ends", USB_DONGLE_F_VOLUME(BALANCED),
	  { .output[BALANCED] = OUT(-100, 4, 0, 0) }, USB_DONGLE_RESULT_OK },
	{ "limit and level above it", USB_DONGLE_F_VOLUME(SE) | USB_DONGLE_F_LIMIT(SE),
	  { .output[SE] = OUT(-20, -15, -18, 0) }, USB_DONGLE_RESULT_LIMIT },
	{ "limit and level up together", USB_DONGLE_F_VOLUME(SE) | USB_DONGLE_F_LIMIT(SE),
	  { .output[SE] = OUT(-2, -3, -1, 0) }, USB_DONGLE_RESULT_OK },
	{ "limit off the grid", USB_DONGLE_F_LIMIT(BALANCED),
	  { .output[BALANCED] = OUT(0, 0, 0.5, 0) }, USB_DONGLE_RESULT_RANGE },
	{ "limit above volume_max", USB_DONGLE_F_LIMIT(SE),
	  { .output[SE] = OUT(0, 0, 0.5, 0) }, USB_DONGLE_RESULT_RANGE },
	{ "mute", USB_DONGLE_F_MUTE(SE), { .output[SE] = OUT(0, 0, 0, 1) },
	  USB_DONGLE_RESULT_OK },
	{ "bad mute", USB_DONGLE_F_MUTE(SE), { .output[SE] = OUT(0, 0, 0, 2) },
	  USB_DONGLE_RESULT_RANGE },
	{ "one good, one bad", USB_DONGLE_F_GAIN | USB_DONGLE_F_MUTE(BALANCED),
	  { .gain = 2, .output[BALANCED] = OUT(0, 0, 0, 9) }, USB_DONGLE_RESULT_RANGE },
};

/* What the write table expects of a success, put together field by field. */
static struct dongle_state expected(const struct write *w)
{
	struct dongle_state s = device_full_state;
	unsigned int out;

	if (w->mask & 1)
		s.mode = w->set.mode;
	if (w->mask & 2)
		s.gain = w->set.gain;
	if (w->mask & 4)
		s.filter = w->set.filter;
	for (out = 0; out < 2; out++) {
		if (w->mask & 0x100 << 8 * out) {
			s.output[out].volume[0] = w->set.output[out].volume[0];
			s.output[out].volume[1] = w->set.output[out].volume[1];
		}
		if (w->mask & 0x200 << 8 * out)
			s.output[out].mute = w->set.output[out].mute;
		if (w->mask & 0x400 << 8 * out)
			s.output[out].limit = w->set.output[out].limit;
	}
	return s;
}

TEST(apply)
{
	struct dongle_state next, want, filled;
	const struct write *w;

	memset(&filled, 0xa5, sizeof(filled));
	for (w = writes; w < writes + ARRAY_SIZE(writes); w++) {
		next = filled;
		want = w->result ? filled : expected(w);
		tap_int(dongle_state_apply(&device_full, &device_full_state, w->mask, &w->set,
					   &next), w->result, "apply: %s", w->name);
		tap_int(dongle_state_diff(&next, &want), 0, "apply: %s, state", w->name);
		next = device_full_state;
		want = w->result ? next : expected(w);
		dongle_state_apply(&device_full, &next, w->mask, &w->set, &next);
		tap_int(dongle_state_diff(&next, &want), 0, "apply: %s, in place", w->name);
	}
}

TEST(apply_mask)
{
	const u32 writable = 0x070707;
	struct dongle_state next = {};
	unsigned int bit, good = 0, bad = 0;
	u8 result;

	for (bit = 0; bit < 32; bit++) {
		result = dongle_state_apply(&device_full, &device_full_state, 1U << bit,
					    &device_full_state, &next);
		if (writable & 1U << bit)
			good += result == USB_DONGLE_RESULT_OK;
		else
			bad += result == USB_DONGLE_RESULT_MASK;
	}
	tap_int(good, 9, "mask: each field that exists is accepted");
	tap_int(bad, 23, "mask: read only and unknown fields are refused");
	tap_int(dongle_state_apply(&device_shared, &device_shared_state,
				   USB_DONGLE_F_VOLUME(BALANCED), &device_shared_state, &next),
		USB_DONGLE_RESULT_MASK, "mask: no second level where it is shared");
	tap_int(dongle_state_apply(&device_shared, &device_shared_state, USB_DONGLE_F_GAIN,
				   &device_shared_state, &next),
		USB_DONGLE_RESULT_MASK, "mask: no gain where there is nothing to select");
}

TEST(limit)
{
	const struct dongle_state set = { .output[BALANCED].limit = DB(-31) };
	struct dongle_state next;

	tap_int(dongle_state_apply(&device_full, &device_full_state, USB_DONGLE_F_LIMIT(BALANCED),
				   &set, &next), USB_DONGLE_RESULT_OK, "limit: accepted");
	tap_int(next.output[BALANCED].volume[0], DB(-31), "limit: lowers what is above");
	tap_int(next.output[BALANCED].volume[1], DB(-31), "limit: leaves what is not");
	tap_int(next.output[BALANCED].limit, DB(-31), "limit: is set");
	tap_int(next.output[SE].volume[0], DB(-20), "limit: is that of one output");
}

/* device_full that has what 1.1 added; SE at -20 dB, balanced at -30 and -31 dB. */
static struct dongle_info device_new(void)
{
	struct dongle_info info = device_full;

	info.flags = USB_DONGLE_MATCH | USB_DONGLE_LIMIT_GAIN;
	return info;
}

/* A limit of -10 dB at low gain, which is 6.25 and 12 dB below the others. */
TEST(limit_gain)
{
	static const s16 tops[] = { DB(-10), DB(-16.5), DB(-22) };
	struct dongle_info info = device_new();
	struct dongle_state state = device_full_state, set = { .limit_gain = 1 }, next;
	unsigned int gain;

	tap_int(dongle_state_apply(&info, &state, USB_DONGLE_F_LIMIT_GAIN, &set, &state), 0,
		"limit at a gain: accepted");
	for (gain = 0; gain < USB_DONGLE_GAINS; gain++) {
		set = (struct dongle_state){ .gain = gain, .output = { OUT(-9.5, -9.5, 0, 0) } };
		state.gain = gain;
		tap_int(dongle_state_top(&info, &state, SE), tops[gain],
			"limit at a gain: gain %u", gain);
		state.gain = 0;
		set.output[SE].volume[0] = tops[gain];
		set.output[SE].volume[1] = tops[gain];
		tap_int(dongle_state_apply(&info, &state,
					   USB_DONGLE_F_GAIN | USB_DONGLE_F_VOLUME(SE), &set,
					   &next), 0, "limit at a gain: up to it");
		set.output[SE].volume[1] += DB(0.5);
		tap_int(dongle_state_apply(&info, &state,
					   USB_DONGLE_F_GAIN | USB_DONGLE_F_VOLUME(SE), &set,
					   &next), USB_DONGLE_RESULT_LIMIT,
			"limit at a gain: not above it");
	}
	set.gain = 2;
	dongle_state_apply(&info, &state, USB_DONGLE_F_GAIN, &set, &next);
	tap_int(next.output[SE].volume[0], DB(-22), "limit at a gain: the gain lowers the level");
	dongle_state_apply(&info, &next, USB_DONGLE_F_GAIN, &state, &next);
	tap_int(next.output[SE].volume[0], DB(-22), "limit at a gain: and does not raise it");
	set.limit_gain = 4;
	tap_int(dongle_state_apply(&info, &state, USB_DONGLE_F_LIMIT_GAIN, &set, &next),
		USB_DONGLE_RESULT_RANGE, "limit at a gain: that does not exist");
	state.output[SE].limit = info.output[SE].volume_min;
	state.gain = 2;
	tap_int(dongle_state_top(&info, &state, SE), DB(-60), "limit at a gain: the lowest level");
	state.limit_gain = 3;
	state.gain = 0;
	state.output[SE].limit = DB(-1);
	tap_int(dongle_state_top(&info, &state, SE), 0, "limit at a gain: the highest level");
}

/* What one request makes of matched outputs, balanced 6.25 dB below SE, SE live at -20 dB. */
struct matched {
	const char *name;
	u32 mask;
	struct dongle_state set;
	u8 result;
	s16 se, balanced;	/* 1/256 dB, left */
};

static const struct matched matched[] = {
	{ "SE leads", USB_DONGLE_F_VOLUME(SE), { .output[SE] = OUT(-30, -30, 0, 0) },
	  USB_DONGLE_RESULT_OK, DB(-30), DB(-37) },
	{ "balanced leads", USB_DONGLE_F_VOLUME(BALANCED),
	  { .output[BALANCED] = OUT(-40, -40, 0, 0) },
	  USB_DONGLE_RESULT_OK, DB(-34), DB(-40) },
	{ "SE at its limit", USB_DONGLE_F_VOLUME(SE), { .output[SE] = OUT(-10, -10, 0, 0) },
	  USB_DONGLE_RESULT_OK, DB(-10), DB(-17) },
	{ "SE cannot follow", USB_DONGLE_F_VOLUME(BALANCED),
	  { .output[BALANCED] = OUT(-15, -15, 0, 0) },
	  USB_DONGLE_RESULT_LIMIT, 0, 0 },
	{ "both, SE is quieter", USB_DONGLE_F_VOLUME(SE) | USB_DONGLE_F_VOLUME(BALANCED),
	  { .output = { OUT(-30, -30, 0, 0), OUT(0, 0, 0, 0) } },
	  USB_DONGLE_RESULT_OK, DB(-30), DB(-37) },
	{ "both, balanced is quieter", USB_DONGLE_F_VOLUME(SE) | USB_DONGLE_F_VOLUME(BALANCED),
	  { .output = { OUT(-10, -10, 0, 0), OUT(-50, -50, 0, 0) } },
	  USB_DONGLE_RESULT_OK, DB(-44), DB(-50) },
	{ "the lowest", USB_DONGLE_F_VOLUME(BALANCED),
	  { .output[BALANCED] = OUT(-100, -100, 0, 0) },
	  USB_DONGLE_RESULT_OK, DB(-60), DB(-100) },
	{ "another gain", USB_DONGLE_F_GAIN, { .gain = 2 },
	  USB_DONGLE_RESULT_OK, DB(-20), DB(-18) },
	{ "a limit of the other", USB_DONGLE_F_LIMIT(BALANCED),
	  { .output[BALANCED].limit = DB(-40) },
	  USB_DONGLE_RESULT_OK, DB(-34), DB(-40) },
	{ "no more", USB_DONGLE_F_MATCH | USB_DONGLE_F_VOLUME(SE),
	  { .output[SE] = OUT(-30, -30, 0, 0) },
	  USB_DONGLE_RESULT_OK, DB(-30), DB(-27) },
	{ "mute", USB_DONGLE_F_MUTE(SE), { .output[SE].mute = 1 },
	  USB_DONGLE_RESULT_OK, DB(-20), DB(-27) },
};

TEST(match)
{
	struct dongle_info info = device_new();
	struct dongle_state set = { .matched = 1, .match = { DB(-6.25), 0, DB(2) } };
	struct dongle_state state = device_full_state, next;
	const struct matched *m;

	tap_int(dongle_state_apply(&info, &state, USB_DONGLE_F_MATCH, &set, &state), 0,
		"match: accepted");
	tap_int(state.output[BALANCED].volume[0], DB(-27), "match: the other follows the live one");
	tap_int(state.output[SE].volume[0], DB(-20), "match: which keeps its level");
	for (m = matched; m < matched + ARRAY_SIZE(matched); m++) {
		next = state;
		tap_int(dongle_state_apply(&info, &state, m->mask, &m->set, &next), m->result,
			"match: %s", m->name);
		if (m->result)
			continue;
		tap_int(next.output[SE].volume[0], m->se, "match: %s, SE", m->name);
		tap_int(next.output[BALANCED].volume[0], m->balanced, "match: %s, balanced",
			m->name);
	}
	set.matched = 2;
	tap_int(dongle_state_apply(&info, &state, USB_DONGLE_F_MATCH, &set, &next),
		USB_DONGLE_RESULT_RANGE, "match: 2 is no yes or no");
	tap_int(dongle_state_extras(&device_shared), 0, "extras: none of a shared level");
	tap_int(dongle_state_extras(&device_full), 6, "extras: both");
	tap_int(dongle_state_extras(&device_single), 0, "extras: none of one output with no limit");
}

TEST(init)
{
	struct dongle_info info = device_full;
	struct dongle_state s;

	dongle_state_init(&info, &s);
	tap_int(s.gain, USB_DONGLE_GAIN_LOW, "init: lowest gain");
	tap_int(s.mode, USB_DONGLE_MODE_AUTO, "init: auto");
	tap_int(s.output[SE].volume[0], DB(-60), "init: SE, the range is 60 dB");
	tap_int(s.output[BALANCED].volume[1], DB(-56), "init: balanced, 60 dB down");
	tap_int(s.output[BALANCED].limit, DB(4), "init: no limit");
	tap_int(s.output[SE].plug, USB_DONGLE_PLUG_EMPTY, "init: nothing plugged");
	info.output[BALANCED].volume_step = DB(13);
	dongle_state_init(&info, &s);
	tap_int(s.output[BALANCED].volume[0], DB(-61), "init: on the grid, not above 60 dB down");
	info.gains = 6;
	info.modes = 3;
	dongle_state_init(&info, &s);
	tap_int(s.gain, USB_DONGLE_GAIN_MEDIUM, "init: lowest gain there is");
	tap_int(s.mode, USB_DONGLE_MODE_SE, "init: first mode where there is no auto");
}

/*
 * Live output by the plugs of SE and balanced (rows and columns: empty, plugged,
 * shorted): S, B, or - for none.
 */
struct route {
	const char *name;
	u8 mode;
	enum dongle_priority priority;
	u8 last;
	char live[PLUGS][PLUGS + 1];
};

static const struct route routes[] = {
	{ "single-ended", 0, DONGLE_PRIORITY_BALANCED, 1, { "SSS", "SSS", "---" } },
	{ "balanced", 1, DONGLE_PRIORITY_BALANCED, 0, { "BB-", "BB-", "BB-" } },
	{ "auto, balanced first, SE came last", 2, DONGLE_PRIORITY_BALANCED, 0,
	  { "-B-", "SBS", "-B-" } },
	{ "auto, balanced first, balanced came last", 2, DONGLE_PRIORITY_BALANCED, 1,
	  { "-B-", "SBS", "-B-" } },
	{ "auto, first come, SE came last", 2, DONGLE_PRIORITY_FIRST, 0,
	  { "-B-", "SBS", "-B-" } },
	{ "auto, first come, balanced came last", 2, DONGLE_PRIORITY_FIRST, 1,
	  { "-B-", "SSS", "-B-" } },
	{ "auto, last come, SE came last", 2, DONGLE_PRIORITY_LAST, 0,
	  { "-B-", "SSS", "-B-" } },
	{ "auto, last come, balanced came last", 2, DONGLE_PRIORITY_LAST, 1,
	  { "-B-", "SBS", "-B-" } },
};

TEST(route)
{
	static const char letters[] = "-SB*";
	struct dongle_state s = device_full_state;
	const struct route *r;
	char live[PLUGS + 1] = "";
	unsigned int se;
	u8 *balanced = &s.output[BALANCED].plug;

	for (r = routes; r < routes + ARRAY_SIZE(routes); r++) {
		s.mode = r->mode;
		for (se = 0; se < PLUGS; se++) {
			s.output[SE].plug = se;
			for (*balanced = 0; *balanced < PLUGS; (*balanced)++)
				live[*balanced] = letters[dongle_state_route(&device_full, &s,
									     r->priority,
									     r->last) & 3];
			tap_str(live, r->live[se], "route: %s, SE plug %u", r->name, se);
		}
	}
	tap_int(dongle_state_route(&device_shared, &device_shared_state, 0, 0), 3,
		"route: both where there is no mode");
	tap_int(dongle_state_route(&device_single, &device_single_state, 0, 0), 2,
		"route: the one that exists");
}

TEST(results)
{
	unsigned int a, b, same = 0;

	for (a = 0; a <= USB_DONGLE_RESULT_DEVICE; a++)
		tap_int(dongle_state_result(dongle_state_errno(a)), a, "result: %u and back", a);
	for (a = 0; a <= USB_DONGLE_RESULT_DEVICE; a++)
		for (b = 0; b < a; b++)
			same += dongle_state_errno(a) == dongle_state_errno(b);
	tap_int(same, 0, "result: each has an errno of its own");
	tap_int(dongle_state_errno(200), -EIO, "result: one that is not known");
	tap_int(dongle_state_result(-EXDEV), USB_DONGLE_RESULT_DEVICE, "result: another errno");
}

TEST(diff)
{
	static const u32 all[] = {
		1, 2, 4, 8, 0x10, 0x20, 0x100, 0x200, 0x400, 0x800, 0x1000,
		0x10000, 0x20000, 0x40000, 0x80000, 0x100000,
	};
	struct dongle_state a, b;
	unsigned int i;

	memset(&a, 0x11, sizeof(a));
	memset(&b, 0x22, sizeof(b));
	tap_int(dongle_state_diff(&a, &a), 0, "diff: none");
	tap_int(dongle_state_diff(&a, &b), 0xf1f1f3f, "diff: all");
	for (i = 0; i < ARRAY_SIZE(all); i++) {
		memset(&a, 0x11, sizeof(a));
		dongle_state_copy(&a, all[i], &b);
		memset(&b, 0x11, sizeof(b));
		tap_int(dongle_state_diff(&a, &b), all[i], "diff: copy of field 0x%x", all[i]);
		memset(&b, 0x22, sizeof(b));
	}
}

TEST(steps)
{
	tap_int(steps_check(20240229, STEPS_ROUNDS), 0, "steps: random states");
}

TEST_SUITE(state,
	   TEST_CASE(fields),
	   TEST_CASE(apply),
	   TEST_CASE(apply_mask),
	   TEST_CASE(limit),
	   TEST_CASE(limit_gain),
	   TEST_CASE(match),
	   TEST_CASE(init),
	   TEST_CASE(route),
	   TEST_CASE(results),
	   TEST_CASE(diff),
	   TEST_CASE(steps));
