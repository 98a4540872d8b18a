// SPDX-License-Identifier: GPL-2.0-only
/*
 * driver/gadget/decibel.c: TLV data of any mixer control. First the lowest and the
 * highest value, then the words; of the outermost the length is true, as in the kernel.
 */
#include <stdlib.h>
#include <sound/tlv.h>

#include "decibel.h"
#include "fuzz.h"

#define WORDS_MAX	64

/* What is not worth an answer. */
#define NO_DB		INT64_MIN

static const unsigned int *find_db(const unsigned int *tlv, const unsigned int *end)
{
	if (tlv[0] != SNDRV_CTL_TLVT_CONTAINER)
		return tlv;
	for (tlv += 2; end - tlv >= 2 && tlv[1] / 4 <= end - tlv - 2; tlv += 2 + tlv[1] / 4)
		if (tlv[0] == SNDRV_CTL_TLVT_DB_SCALE || tlv[0] == SNDRV_CTL_TLVT_DB_LINEAR ||
		    tlv[0] == SNDRV_CTL_TLVT_DB_RANGE || tlv[0] == SNDRV_CTL_TLVT_DB_MINMAX ||
		    tlv[0] == SNDRV_CTL_TLVT_DB_MINMAX_MUTE)
			return tlv;
	return NULL;
}

/* 1/100 dB by <sound/tlv.h>, in numbers that are wide enough. */
static s64 db_of(const unsigned int *tlv, const unsigned int *end, s64 min, s64 max, s64 value)
{
	const unsigned int *item;

	tlv = find_db(tlv, end);
	if (tlv && tlv[0] == SNDRV_CTL_TLVT_DB_RANGE) {
		end = tlv + 2 + tlv[1] / 4;
		for (item = tlv + 2, tlv = NULL; end - item >= 6 && !tlv; item += 4 + item[3] / 4)
			if (value >= (int)item[0] && value <= (int)item[1]) {
				min = (int)item[0];
				max = (int)item[1];
				tlv = item + 2;
			}
	}
	if (!tlv || end - tlv < 4)
		return NO_DB;
	if (tlv[0] == SNDRV_CTL_TLVT_DB_SCALE)
		return (int)tlv[2] + (value - min) * (tlv[3] & 0xffff);
	if (tlv[0] != SNDRV_CTL_TLVT_DB_MINMAX && tlv[0] != SNDRV_CTL_TLVT_DB_MINMAX_MUTE)
		return NO_DB;
	return max <= min ? (int)tlv[2] : (int)tlv[2] +
	       ((s64)(int)tlv[3] - (int)tlv[2]) * (value - min) / (max - min);
}

static void check_level(const struct dongle_decibel *control, const unsigned int *end,
			const struct dongle_output_info *info, int level)
{
	int value = dongle_decibel_value(control, level);
	s64 db = db_of(control->tlv, end, control->min, control->max, value);
	int back = dongle_decibel_level(control, info, value);

	PROPERTY(value >= control->min && value <= control->max, "a value is one of the control");
	PROPERTY(value == control->min || (db != NO_DB && db * 256 <= level * 100),
		 "no value is louder than its level");
	PROPERTY(back >= info->volume_min && back <= info->volume_max &&
		 (back - info->volume_min) % info->volume_step == 0, "a level is on the grid");
}

static void check_values(struct fuzz *fuzz, const struct dongle_decibel *control,
			 const unsigned int *end)
{
	struct dongle_output_info info;
	int level, before, steps;

	memset(&info, 0xa5, sizeof(info));
	if (dongle_decibel_range(control, &info)) {
		PROPERTY(fuzz_is(&info, sizeof(info), 0xa5), "nothing is copied on error");
		dongle_decibel_value(control, (s16)fuzz_below(fuzz, 65536));
		return;
	}
	steps = (info.volume_max - info.volume_min) / info.volume_step;
	PROPERTY(info.volume_step && info.volume_max <= 0 && steps > 0 &&
		 info.volume_max == info.volume_min + steps * info.volume_step,
		 "a range has two levels or more, whole steps, and nothing above 0 dB");
	level = info.volume_min + (int)fuzz_below(fuzz, steps + 1) * info.volume_step;
	check_level(control, end, &info, info.volume_min);
	check_level(control, end, &info, level);
	check_level(control, end, &info, info.volume_max);
	before = dongle_decibel_value(control, info.volume_min);
	PROPERTY(dongle_decibel_value(control, level) >= before,
		 "a higher level is no lower value");
	PROPERTY(dongle_decibel_level(control, &info, (int)fuzz_below(fuzz, 65536) - 32768) <=
		 info.volume_max, "no value is said to be above the highest level");
}

void fuzz_start(void)
{
}

void fuzz_one(struct fuzz *fuzz)
{
	struct dongle_decibel control = {};
	size_t len = WORDS_MAX * 4;
	unsigned int *words;

	fuzz_fill(fuzz, &control.min, sizeof(control.min));
	fuzz_fill(fuzz, &control.max, sizeof(control.max));
	len = min(len, fuzz->left) / 4 * 4;
	if (len < 8)
		return;
	words = (unsigned int *)fuzz_take(fuzz, &len);
	words[1] = len - 8;
	control.tlv = words;
	check_values(fuzz, &control, words + len / 4);
	free(words);
}
