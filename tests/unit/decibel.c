// SPDX-License-Identifier: GPL-2.0-only
/* Controls as codecs have them; what they reach was worked out by hand. */
#include <sound/tlv.h>

#include "decibel.h"
#include "tap.h"

/* ti,pcm5122 "Digital": -103.5 to +24 dB in steps of 0.5 dB */
static const unsigned int pcm512x[] = {
	SNDRV_CTL_TLVT_DB_SCALE, 8, (unsigned int)-10350, 50 | SNDRV_CTL_TLVD_DB_SCALE_MUTE
};

/* snd-dummy: -45 to 0 dB in steps of 0.3 dB */
static const unsigned int dummy[] = {
	SNDRV_CTL_TLVT_DB_SCALE, 8, (unsigned int)-4500, 30
};

/* coarse below -20 dB, fine above it, in a container behind another item */
static const unsigned int ranges[] = {
	SNDRV_CTL_TLVT_CONTAINER, 16 + 56, SNDRV_CTL_TLVT_CHMAP_FIXED, 8, 3, 4,
	SNDRV_CTL_TLVT_DB_RANGE, 48,
	0, 10, SNDRV_CTL_TLVT_DB_SCALE, 8, (unsigned int)-4000, 200,
	11, 30, SNDRV_CTL_TLVT_DB_MINMAX, 8, (unsigned int)-1900, 0,
};

static const unsigned int hole[] = {
	SNDRV_CTL_TLVT_DB_RANGE, 48,
	0, 10, SNDRV_CTL_TLVT_DB_SCALE, 8, (unsigned int)-4000, 200,
	12, 30, SNDRV_CTL_TLVT_DB_MINMAX, 8, (unsigned int)-1900, 0,
};

static const unsigned int falling[] = { SNDRV_CTL_TLVT_DB_MINMAX, 8, 0, (unsigned int)-4000 };
static const unsigned int loud[] = { SNDRV_CTL_TLVT_DB_MINMAX, 8, 0, 1200 };
static const unsigned int linear[] = { SNDRV_CTL_TLVT_DB_LINEAR, 8, (unsigned int)-4000, 0 };
static const unsigned int no_db[] = {
	SNDRV_CTL_TLVT_CONTAINER, 16, SNDRV_CTL_TLVT_CHMAP_FIXED, 8, 3, 4
};

/* What would be read past an end, or is more than fits in an int. */
static const unsigned int short_scale[] = { SNDRV_CTL_TLVT_DB_SCALE, 4, (unsigned int)-4500 };

static const unsigned int long_item[] = {
	SNDRV_CTL_TLVT_CONTAINER, 16, SNDRV_CTL_TLVT_CHMAP_FIXED, 0x7ffffff8, 3, 4
};

static const unsigned int short_range[] = {
	SNDRV_CTL_TLVT_DB_RANGE, 16, 0, 10, SNDRV_CTL_TLVT_DB_SCALE, 8
};

static const unsigned int wide[] = { SNDRV_CTL_TLVT_DB_MINMAX, 8, (unsigned int)-50000, 0 };
static const unsigned int up[] = { SNDRV_CTL_TLVT_DB_SCALE, 8, (unsigned int)-5000, 100 };
static const unsigned int silent[] = { SNDRV_CTL_TLVT_DB_MINMAX, 8, (unsigned int)-9999999, 0 };

static const struct control {
	const char *name;
	struct dongle_decibel control;
	int err;
	int min, max, step; /* 1/256 dB */
} controls[] = {
	{ "PCM5122", { pcm512x, 0, 255 }, 0, -26496, 0, 128 },
	{ "dummy", { dummy, -50, 100 }, 0, -11473, 0, 77 },
	{ "ranges", { ranges, 0, 30 }, 0, -10240, 0, 256 },
	{ "a hole in the ranges", { hole, 0, 30 }, -EINVAL, 0, 0, 0 },
	{ "falling", { falling, 0, 40 }, -EINVAL, 0, 0, 0 },
	{ "nothing below 0 dB", { loud, 0, 12 }, -EINVAL, 0, 0, 0 },
	{ "linear", { linear, 0, 40 }, -EINVAL, 0, 0, 0 },
	{ "no dB", { no_db, 0, 40 }, -EINVAL, 0, 0, 0 },
	{ "a scale of one word", { short_scale, 0, 40 }, -EINVAL, 0, 0, 0 },
	{ "an item longer than its container", { long_item, 0, 40 }, -EINVAL, 0, 0, 0 },
	{ "a range that ends early", { short_range, 0, 10 }, -EINVAL, 0, 0, 0 },
	{ "-500 dB in 65536 values", { wide, 0, 65535 }, 0, -32766, 0, 3 },
	{ "up to 400 dB", { up, 0, 450 }, 0, -12800, 0, 256 },
	{ "silent, or 0 dB", { silent, 0, 2 }, 0, -32768, 0, 32768 },
	{ "more values than are looked at", { dummy, 0, 65536 }, -EINVAL, 0, 0, 0 },
	{ "all values there are", { dummy, -0x7fffffff - 1, 0x7fffffff }, -EINVAL, 0, 0, 0 },
	{ "the highest values there are", { dummy, 0x7fffffff - 150, 0x7fffffff }, 0, -11473, 0,
	  77 },
	{ "one value", { dummy, 0, 0 }, -EINVAL, 0, 0, 0 },
};

TEST(ranges)
{
	const struct control *c;

	for (c = controls; c < controls + ARRAY_SIZE(controls); c++) {
		struct dongle_output_info info = {};

		tap_int(dongle_decibel_range(&c->control, &info), c->err, "%s: result", c->name);
		tap_int(info.volume_min, c->min, "%s: lowest", c->name);
		tap_int(info.volume_max, c->max, "%s: highest", c->name);
		tap_int(info.volume_step, c->step, "%s: step", c->name);
	}
}

static const struct value {
	const char *name;
	const struct control *of;
	int level; /* 1/256 dB */
	int value;
} values[] = {
	{ "0 dB", &controls[0], 0, 207 },
	{ "a step below", &controls[0], -128, 206 },
	{ "between, the softer", &controls[0], -127, 206 },
	{ "-60 dB", &controls[0], -60 * 256, 87 },
	{ "the lowest", &controls[0], -26496, 0 },
	{ "softer than it can", &controls[0], -30000, 0 },
	{ "0 dB of 0.3 dB steps", &controls[1], 0, 100 },
	{ "0.3 dB below, rounded up", &controls[1], -76, 99 },
	{ "more than 0.3 dB below", &controls[1], -77, 98 },
	{ "the coarse range", &controls[2], -30 * 256, 5 },
	{ "between both ranges", &controls[2], -19 * 256 - 1, 10 },
	{ "the fine range", &controls[2], -19 * 256, 11 },
};

TEST(values)
{
	const struct value *v;

	for (v = values; v < values + ARRAY_SIZE(values); v++)
		tap_int(dongle_decibel_value(&v->of->control, v->level), v->value,
			"%s: %s", v->of->name, v->name);
}

/* Where a step of the grid is one of the control, all come back as they were. */
TEST(there_and_back)
{
	const struct control *c = &controls[0];
	struct dongle_output_info info = {};
	int level, wrong = 0;

	dongle_decibel_range(&c->control, &info);
	for (level = info.volume_min; level <= info.volume_max; level += info.volume_step)
		wrong += dongle_decibel_level(&c->control, &info,
					      dongle_decibel_value(&c->control, level)) != level;
	tap_int(wrong, 0, "%s: levels that do not come back", c->name);
	tap_int(dongle_decibel_level(&c->control, &info, 255), 0, "%s: above 0 dB is 0 dB",
		c->name);

	c = &controls[1];
	dongle_decibel_range(&c->control, &info);
	tap_int(dongle_decibel_level(&c->control, &info, 50), -3850, "%s: the nearest", c->name);
	tap_int(dongle_decibel_level(&c->control, &info, -50), info.volume_min,
		"%s: below the grid", c->name);
	tap_int(dongle_decibel_level(&controls[3].control, &info, 11), info.volume_min,
		"%s: no dB are the softest", controls[3].name);
}

TEST_SUITE(decibel,
	   TEST_CASE(ranges),
	   TEST_CASE(values),
	   TEST_CASE(there_and_back));
