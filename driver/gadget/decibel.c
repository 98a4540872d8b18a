// SPDX-License-Identifier: GPL-2.0-only
/*
 * TLV data are words: a type, the bytes that follow, those bytes. dB are in 1/100, ours
 * in 1/256. Rounding up on the way in and down on the way out gives every value back.
 */
#include "decibel.h"

#ifdef __KERNEL__
#include <uapi/sound/tlv.h>
#else
#include <sound/tlv.h>
#endif

#define WORD	((unsigned int)sizeof(unsigned int))

/* All are looked at, and no level is beyond: -128 dB is the lowest that there is. */
#define VALUES_MAX	65536
#define DB_MAX		12800

/* A TLV and the values that it is about. */
struct span {
	const unsigned int *tlv;
	int min;
	int max;
};

static unsigned int words(const unsigned int *tlv)
{
	return tlv[1] / WORD;
}

/* Whether all of a TLV is there. */
static bool is_whole(const unsigned int *tlv, const unsigned int *end)
{
	return end - tlv >= 2 && words(tlv) <= (size_t)(end - tlv - 2);
}

/* The first TLV about dB in a container, or @tlv itself. NULL: none. */
static const unsigned int *find_db(const unsigned int *tlv)
{
	const unsigned int *item, *end;

	if (tlv[0] != SNDRV_CTL_TLVT_CONTAINER)
		return tlv;
	end = tlv + 2 + words(tlv);
	for (item = tlv + 2; is_whole(item, end); item += 2 + words(item))
		if (item[0] >= SNDRV_CTL_TLVT_DB_SCALE &&
		    item[0] <= SNDRV_CTL_TLVT_DB_MINMAX_MUTE)
			return item;
	return NULL;
}

/* Ranges are: lowest value, highest value, TLV. */
static bool find_range(struct span *span, int value)
{
	const unsigned int *item, *end = span->tlv + 2 + words(span->tlv);

	for (item = span->tlv + 2; end - item >= 4 && is_whole(item + 2, end);
	     item += 4 + words(item + 2)) {
		if (value < (int)item[0] || value > (int)item[1])
			continue;
		*span = (struct span){ item + 2, (int)item[0], (int)item[1] };
		return true;
	}
	return false;
}

/* What is added for a value; the two words are within @span, the value is, too. */
static int scale(const struct span *span, int value, s64 *db)
{
	s64 first = (int)span->tlv[2], above = (s64)value - span->min;

	switch (span->tlv[0]) {
	case SNDRV_CTL_TLVT_DB_SCALE:
		*db = first + above * (span->tlv[3] & SNDRV_CTL_TLVD_DB_SCALE_MASK);
		return 0;
	case SNDRV_CTL_TLVT_DB_MINMAX:
	case SNDRV_CTL_TLVT_DB_MINMAX_MUTE:
		*db = first;
		if (span->max > span->min)
			*db += div_s64(((int)span->tlv[3] - first) * above,
				       span->max - span->min);
		return 0;
	default:
		return -EINVAL;
	}
}

static bool too_many(int min, int max)
{
	return (s64)max - min >= VALUES_MAX;
}

/* 1/100 dB of a value. */
static int to_db(const struct dongle_decibel *control, int value, int *db)
{
	struct span span = { find_db(control->tlv), control->min, control->max };
	s64 wide;

	if (!span.tlv)
		return -EINVAL;
	if (span.tlv[0] == SNDRV_CTL_TLVT_DB_RANGE && !find_range(&span, value))
		return -EINVAL;
	if (words(span.tlv) < 2 || too_many(span.min, span.max) || scale(&span, value, &wide))
		return -EINVAL;
	if (wide > DB_MAX)
		wide = DB_MAX;
	*db = wide < -DB_MAX ? -DB_MAX : wide;
	return 0;
}

static int round_up_level(int db)
{
	int level = db * 256;

	return level > 0 ? (level + 99) / 100 : level / 100;
}

static int round_down_db(int level)
{
	int db = level * 100;

	return db < 0 ? -((-db + 255) / 256) : db / 256;
}

/* 1/100 dB; 0: it does not rise. */
static int smallest_step(const struct dongle_decibel *control)
{
	int value, before, db, step = 0;

	if (too_many(control->min, control->max) || to_db(control, control->min, &before))
		return 0;
	for (value = control->min; value < control->max; before = db) {
		if (to_db(control, ++value, &db) || db < before)
			return 0;
		if (db > before && (!step || db - before < step))
			step = db - before;
	}
	return step;
}

int dongle_decibel_range(const struct dongle_decibel *control, struct dongle_output_info *info)
{
	int step = round_up_level(smallest_step(control));
	int lowest, highest, low, high;

	if (!step || to_db(control, control->min, &lowest) ||
	    to_db(control, control->max, &highest))
		return -EINVAL;
	low = round_up_level(lowest);
	high = round_up_level(highest);
	if (high > 0)
		high = 0;
	if (high - low < step)
		return -EINVAL;
	info->volume_step = step;
	info->volume_max = high;
	info->volume_min = high - (high - low) / step * step;
	return 0;
}

int dongle_decibel_value(const struct dongle_decibel *control, s16 level)
{
	int low = control->min, high = control->max;
	int limit = round_down_db(level);
	int middle, db;

	while (low < high) {
		middle = ((s64)low + high + 1) >> 1;
		if (to_db(control, middle, &db) || db > limit)
			high = middle - 1;
		else
			low = middle;
	}
	return low;
}

s16 dongle_decibel_level(const struct dongle_decibel *control,
			 const struct dongle_output_info *info, int value)
{
	int db, level, n;

	if (to_db(control, value, &db))
		return info->volume_min;
	level = round_up_level(db);
	if (level <= info->volume_min)
		return info->volume_min;
	if (level >= info->volume_max)
		return info->volume_max;
	n = (level - info->volume_min + info->volume_step / 2) / info->volume_step;
	return info->volume_min + n * info->volume_step;
}
