// SPDX-License-Identifier: GPL-2.0-only
/*
 * driver/core/codec.c: every message, from either end. The first byte says which:
 * INFO, a report of a device whose INFO comes first, SET_STATE.
 */
#include <stdlib.h>

#include "codec.h"
#include "fuzz.h"

#define POISON	0xa5
#define NEW_BYTES	8	/* that 1.1 added at the end */

/* Where the fields of a report are, by the text of the protocol. */
static const struct {
	u32 field;
	u8 at, len;
} places[] = {
	{ 1u << 0, 12, 1 }, { 1u << 3, 13, 1 }, { 1u << 1, 14, 1 }, { 1u << 2, 15, 1 },
	{ 1u << 8, 16, 4 }, { 1u << 10, 20, 2 }, { 1u << 9, 22, 1 }, { 1u << 11, 23, 1 },
	{ 1u << 12, 24, 2 },
	{ 1u << 16, 26, 4 }, { 1u << 18, 30, 2 }, { 1u << 17, 32, 1 }, { 1u << 19, 33, 1 },
	{ 1u << 20, 34, 2 },
	{ 1u << 4, 36, 1 }, { 1u << 5, 37, 1 }, { 1u << 4, 38, 6 },
};

static u32 fields_of_output(u8 caps)
{
	return (caps & USB_DONGLE_CAP_VOLUME ? 1 : 0) | (caps & USB_DONGLE_CAP_MUTE ? 2 : 0) |
	       (caps & USB_DONGLE_CAP_LIMIT ? 4 : 0) | (caps & USB_DONGLE_CAP_DETECT ? 8 : 0) |
	       (caps & USB_DONGLE_CAP_IMPEDANCE ? 16 : 0);
}

static u32 fields_of(const struct dongle_info *info)
{
	return (info->modes & (info->modes - 1) ? 1u << 0 : 0) |
	       (info->gains & (info->gains - 1) ? 1u << 1 : 0) |
	       (info->filters[0] ? 1u << 2 : 0) | 1u << 3 |
	       (info->flags & 2 ? 1u << 4 : 0) | (info->flags & 4 ? 1u << 5 : 0) |
	       fields_of_output(info->output[0].caps) << 8 |
	       fields_of_output(info->output[1].caps) << 16;
}

/* What a 1.1 device would have sent for the same. */
static void check_packed_info(const struct dongle_info *info, const u8 *bytes)
{
	u8 built[USB_DONGLE_MSG_MAX], want[USB_DONGLE_INFO_MIN];
	size_t len = dongle_codec_build_info(built, info);

	memcpy(want, bytes, sizeof(want));
	want[4] = 0x01;
	want[5] = 0x01;
	want[6] = sizeof(want);
	want[7] &= 7;
	want[8] &= 7;
	want[9] &= 7;
	memset(want + 56, 0, 8);
	PROPERTY(len == sizeof(want) && !memcmp(built, want, len),
		 "INFO that was unpacked packs to the same bytes");
}

static int parse_info(struct dongle_info *info, const u8 *bytes, size_t len)
{
	int err;

	memset(info, POISON, sizeof(*info));
	err = dongle_codec_parse_info(info, bytes, len);
	PROPERTY(!err || fuzz_is(info, sizeof(*info), POISON), "INFO: nothing is copied on error");
	PROPERTY(!err || err == -EMSGSIZE || err == -ENODEV || err == -EPROTONOSUPPORT ||
		 err == -EBADMSG, "INFO: an error is one that the header names");
	if (err)
		return err;
	PROPERTY(fuzz_sensible(info), "INFO: what is unpacked makes sense");
	PROPERTY(!memcmp(bytes, "DNGL", 4) && bytes[5] == 1 && bytes[6] >= 64 && bytes[6] <= len,
		 "INFO: only a message of this protocol, and a whole one, is unpacked");
	check_packed_info(info, bytes);
	return 0;
}

static void one_info(struct fuzz *fuzz)
{
	size_t len = fuzz->left;
	u8 *bytes = fuzz_take(fuzz, &len);
	struct dongle_info info;

	parse_info(&info, bytes, len);
	free(bytes);
}

static void check_packed_report(const struct dongle_info *info,
				const struct dongle_report *report, const u8 *bytes)
{
	u8 built[USB_DONGLE_MSG_MAX], want[USB_DONGLE_REPORT_MIN + NEW_BYTES] = {};
	size_t i, n, len = dongle_codec_build_report(built, report);

	memcpy(want, bytes, 12);
	want[0] = sizeof(want);
	want[6] = 0;
	want[7] = 0;
	for (i = 0; i < ARRAY_SIZE(places); i++)
		for (n = places[i].at; n < places[i].at + places[i].len && n < bytes[0]; n++)
			if (fields_of(info) & places[i].field)
				want[n] = bytes[n];
	PROPERTY(len == sizeof(want) && !memcmp(built, want, len),
		 "a report that was unpacked packs to the same bytes");
}

static void one_report(struct fuzz *fuzz)
{
	size_t info_len = USB_DONGLE_INFO_MIN, len;
	u8 *info_bytes = fuzz_take(fuzz, &info_len), *bytes;
	struct dongle_report report;
	struct dongle_info info;
	int err;

	len = fuzz->left;
	bytes = fuzz_take(fuzz, &len);
	if (parse_info(&info, info_bytes, info_len))
		goto out_free;
	memset(&report, POISON, sizeof(report));
	err = dongle_codec_parse_report(&report, &info, bytes, len);
	PROPERTY(!err || fuzz_is(&report, sizeof(report), POISON),
		 "report: nothing is copied on error");
	PROPERTY(!err || err == -EMSGSIZE || err == -EBADMSG,
		 "report: an error is one that the header names");
	if (err)
		goto out_free;
	PROPERTY(fuzz_has(&info, &report.state), "report: nothing out of range gets out");
	check_packed_report(&info, &report, bytes);
out_free:
	free(info_bytes);
	free(bytes);
}

static void one_set(struct fuzz *fuzz)
{
	u8 built[USB_DONGLE_MSG_MAX], want[USB_DONGLE_SET_MIN + NEW_BYTES] = {};
	size_t size, len = fuzz->left;
	u8 *bytes = fuzz_take(fuzz, &len);
	struct dongle_set set;
	int err;

	memset(&set, POISON, sizeof(set));
	err = dongle_codec_parse_set(&set, bytes, len);
	PROPERTY(!err || (err == -EMSGSIZE && fuzz_is(&set, sizeof(set), POISON)),
		 "SET_STATE: nothing is copied on error");
	if (!err) {
		PROPERTY(len >= USB_DONGLE_SET_MIN && bytes[0] == len,
			 "SET_STATE: its length is what arrived");
		memcpy(want, bytes, min(sizeof(want), len));
		size = bytes[4] & 0x30 ? sizeof(want) : USB_DONGLE_SET_MIN;
		want[0] = size;
		want[1] = 0;
		PROPERTY(dongle_codec_build_set(built, &set) == size &&
			 !memcmp(built, want, size),
			 "SET_STATE that was unpacked packs to the same bytes");
	}
	free(bytes);
}

void fuzz_start(void)
{
}

void fuzz_one(struct fuzz *fuzz)
{
	switch (fuzz_below(fuzz, 3)) {
	case 0:
		one_info(fuzz);
		break;
	case 1:
		one_report(fuzz);
		break;
	default:
		one_set(fuzz);
	}
}
