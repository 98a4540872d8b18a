// SPDX-License-Identifier: GPL-2.0-only
#include "level.h"
#include "tap.h"

#define DB(x)	((int)((x) * 256))
#define BAD	INT16_MAX	/* refused while reading */
#define RANGE	(INT16_MAX - 1)	/* refused as out of range */
#define START	DB(-20)
#define REFUSED	(-77)

/* What is written, and where -20 dB goes on -60 .. -10 dB by 0.5 dB. */
static const struct {
	const char *text;
	int left;
	int right;
} levels[] = {
	/* absolute */
	{ "-20dB", DB(-20), DB(-20) },
	{ "-20", DB(-20), DB(-20) },
	{ "-33.5", DB(-33.5), DB(-33.5) },
	{ "-33.5DB", DB(-33.5), DB(-33.5) },
	{ "-33.5db", DB(-33.5), DB(-33.5) },
	{ "-33.5Db", DB(-33.5), DB(-33.5) },
	{ "-60", DB(-60), DB(-60) },
	{ "-10.0", DB(-10), DB(-10) },
	/* to the nearest step, between two the lower */
	{ "-20.2", DB(-20), DB(-20) },
	{ "-20.3", DB(-20.5), DB(-20.5) },
	{ "-20.25", DB(-20.5), DB(-20.5) },
	{ "-20.249999999", DB(-20), DB(-20) },
	{ "-9.8", DB(-10), DB(-10) },
	{ "-60.2", DB(-60), DB(-60) },
	/* absolute, out of range */
	{ "-60.5", RANGE, RANGE },
	{ "-9.5", RANGE, RANGE },
	{ "-9.7", RANGE, RANGE },
	{ "0", RANGE, RANGE },
	{ "0dB", RANGE, RANGE },
	{ "20", RANGE, RANGE },
	{ "-9999", RANGE, RANGE },
	/* relative dB */
	{ "+3dB", DB(-17), DB(-17) },
	{ "+3", DB(-17), DB(-17) },
	{ "3dB+", DB(-17), DB(-17) },
	{ "3+", DB(-17), DB(-17) },
	{ "3dB-", DB(-23), DB(-23) },
	{ "3-", DB(-23), DB(-23) },
	{ "0.5db-", DB(-20.5), DB(-20.5) },
	{ "+0", DB(-20), DB(-20) },
	{ "+0.1", DB(-20), DB(-20) },
	{ "+0.25", DB(-20), DB(-20) },
	{ "0.25-", DB(-20.5), DB(-20.5) },
	{ "+10", DB(-10), DB(-10) },
	{ "+11", DB(-10), DB(-10) },
	{ "+9999dB", DB(-10), DB(-10) },
	{ "40-", DB(-60), DB(-60) },
	{ "9999-", DB(-60), DB(-60) },
	/* percent of 50 dB */
	{ "0%", DB(-60), DB(-60) },
	{ "50%", DB(-35), DB(-35) },
	{ "100%", DB(-10), DB(-10) },
	{ "33.3%", DB(-43.5), DB(-43.5) },
	{ "0.5%", DB(-60), DB(-60) },
	{ "+5%", DB(-17.5), DB(-17.5) },
	{ "5%+", DB(-17.5), DB(-17.5) },
	{ "5%-", DB(-22.5), DB(-22.5) },
	{ "+0.01%", DB(-19.5), DB(-19.5) },
	{ "0.01%-", DB(-20.5), DB(-20.5) },
	{ "+0%", DB(-20), DB(-20) },
	{ "+50%", DB(-10), DB(-10) },
	{ "9999%-", DB(-60), DB(-60) },
	/* left and right */
	{ "-20,-30", DB(-20), DB(-30) },
	{ "-12.5dB,+1", DB(-12.5), DB(-19) },
	{ "50%,5%-", DB(-35), DB(-22.5) },
	{ "3dB+,3dB-", DB(-17), DB(-23) },
	{ "-20,-70", DB(-20), RANGE },
	{ "-5,-20", RANGE, DB(-20) },
	/* not a level */
	{ "", BAD, BAD },
	{ "dB", BAD, BAD },
	{ "%", BAD, BAD },
	{ "+", BAD, BAD },
	{ "-", BAD, BAD },
	{ "loud", BAD, BAD },
	{ "-20dBx", BAD, BAD },
	{ "-20 dB", BAD, BAD },
	{ " -20", BAD, BAD },
	{ "--20", BAD, BAD },
	{ "+-20", BAD, BAD },
	{ "-20d", BAD, BAD },
	{ "-20.", BAD, BAD },
	{ "-.5", BAD, BAD },
	{ "-2.5.1", BAD, BAD },
	{ "-2,", BAD, BAD },
	{ ",-2", BAD, BAD },
	{ "-2,-2,-2", BAD, BAD },
	{ "-3dB-", BAD, BAD },
	{ "+3dB+", BAD, BAD },
	{ "+3-", BAD, BAD },
	{ "-20%", BAD, BAD },
	{ "100.1%", BAD, BAD },
	{ "101%", BAD, BAD },
	{ "50%dB", BAD, BAD },
	{ "0x10", BAD, BAD },
	{ "1e1", BAD, BAD },
	{ "nan", BAD, BAD },
	{ "inf", BAD, BAD },
	{ "10000", BAD, BAD },
	{ "-99999999999999999999999", BAD, BAD },
};

static int outcome(const struct level_range *range, const struct level_change *change, s16 level)
{
	s16 before = level;

	if (level_apply(range, change, &level))
		return level;
	return level == before ? RANGE : BAD;
}

static void test_levels(void)
{
	const struct level_range range = { DB(-60), DB(-10), DB(0.5) };
	struct level_change change[DONGLE_CHANNELS];
	unsigned int i;
	bool good;

	for (i = 0; i < ARRAY_SIZE(levels); i++) {
		good = level_parse(change, levels[i].text);
		tap_int(good, levels[i].left != BAD, "read '%s'", levels[i].text);
		if (!good)
			continue;
		tap_int(outcome(&range, &change[0], START), levels[i].left, "'%s' left",
			levels[i].text);
		tap_int(outcome(&range, &change[1], START), levels[i].right, "'%s' right",
			levels[i].text);
	}
}

/* A grid whose numbers have no short decimals. */
static void test_odd_grid(void)
{
	const struct level_range range = { -32768, -32768 + 77 * 851, 77 };
	struct level_change change[DONGLE_CHANNELS];
	char text[LEVEL_TEXT_MAX];
	int level, bad = 0;
	s16 got;

	for (level = range.min; level <= range.max; level += range.step) {
		got = 0;
		if (!level_parse(change, level_format(text, level)) ||
		    !level_apply(&range, &change[0], &got) || got != level)
			bad++;
		got = 0;
		if (!level_floor(&range, &change[0], &got) || got != level)
			bad++;
	}
	tap_int(bad, 0, "every level is read back as it was written");
	tap_ok(level_parse(change, "100%") && level_apply(&range, &change[0], &got) &&
	       got == range.max, "100%% is the top of the grid");
}

static void test_floor(void)
{
	static const struct {
		const char *text;
		int level;	/* REFUSED, a level of no grid: not possible */
	} floors[] = {
		{ "-20", DB(-20) }, { "-20.001", DB(-20.5) }, { "-20.49", DB(-20.5) },
		{ "-19.6", DB(-20) }, { "-60", DB(-60) }, { "-60.001", REFUSED },
		{ "-10", DB(-10) }, { "-9.999", REFUSED }, { "-200", REFUSED }, { "100%", DB(-10) },
	};
	const struct level_range range = { DB(-60), DB(-10), DB(0.5) };
	struct level_change change[DONGLE_CHANNELS];
	unsigned int i;
	s16 level;

	for (i = 0; i < ARRAY_SIZE(floors); i++) {
		level = REFUSED;
		level_parse(change, floors[i].text);
		tap_int(level_floor(&range, &change[0], &level), floors[i].level != REFUSED,
			"floor '%s': possible or not", floors[i].text);
		tap_int(level, floors[i].level, "floor '%s'", floors[i].text);
	}
}

static void test_add(void)
{
	const struct level_range range = { DB(-60), DB(-10), DB(0.5) };
	s16 level = DB(-20);

	tap_ok(level_add(&range, DB(-6.25), &level), "add: down");
	tap_int(level, DB(-26.5), "add: down to the grid");
	tap_ok(level_add(&range, DB(6.25), &level), "add: up");
	tap_int(level, DB(-20.5), "add: up, down to the grid");
	tap_ok(level_add(&range, DB(30), &level), "add: past the highest");
	tap_int(level, DB(-10), "add: stops at the highest");
	tap_ok(level_add(&range, DB(-50), &level), "add: to the lowest");
	tap_int(level, DB(-60), "add: the lowest");
	tap_ok(!level_add(&range, -1, &level), "add: past the lowest");
	tap_int(level, DB(-60), "add: past the lowest, untouched");
}

static void test_format(void)
{
	char text[LEVEL_TEXT_MAX];

	tap_str(level_format(text, 0), "0.0", "format: 0");
	tap_str(level_format(text, DB(-20)), "-20.0", "format: whole");
	tap_str(level_format(text, DB(-0.5)), "-0.5", "format: half");
	tap_str(level_format(text, -1), "-0.00390625", "format: the smallest");
	tap_str(level_format(text, 1), "0.00390625", "format: the smallest, above 0");
	tap_str(level_format(text, -32768), "-128.0", "format: the lowest");
	tap_str(level_format(text, 32767), "127.99609375", "format: the highest");
}

static void test_range(void)
{
	struct dongle_info info = {
		.output = { { .volume_min = -512, .volume_max = 256, .volume_step = 128,
			      .caps = USB_DONGLE_CAP_VOLUME } },
	};
	struct dongle_state state = { .output = { { .limit = -128 } } };

	tap_int(level_range_of(&info, &state, 0).max, 256, "range: up to volume_max");
	info.output[0].caps |= USB_DONGLE_CAP_LIMIT;
	tap_int(level_range_of(&info, &state, 0).max, -128, "range: up to the limit");
	tap_int(level_range_of(&info, &state, 0).min, -512, "range: from volume_min");
	tap_int(level_range_of(&info, &state, 0).step, 128, "range: step");
}

int main(void)
{
	test_levels();
	test_odd_grid();
	test_floor();
	test_add();
	test_format();
	test_range();
	return tap_done();
}
