// SPDX-License-Identifier: GPL-2.0-only
/* The bytes here are written by hand from the text of <linux/usb/dongle.h>. */

#include "codec.h"
#include "state.h"
#include "tap.h"

#define INFO_SIZE	64
#define REPORT_SIZE	36
#define SET_SIZE	32
/* those that have what 1.1 added */
#define NEW_REPORT_SIZE	44
#define NEW_SET_SIZE	40

static const u8 info_bytes[INFO_SIZE] = {
	'D', 'N', 'G', 'L', 0x01, 0x01,	/* version 1.1 */
	0x40, 0x06,			/* 64 bytes, outputs to match, limits at a gain */
	0x07, 0x07,			/* all modes, all gains */
	0x00, 0xf4, 0x00, 0xfa, 0x00, 0x00,	/* -12, -6, 0 dB */
	1, 2, 3, 5, 10, 0, 0, 0,
	1, 0x2f, 0x80, 0x80, 0x00, 0x00, 0x80, 0x00,	/* 3.5, -127.5 .. 0 by 0.5 dB */
	0xf4, 0x01, 0xe8, 0x03, 0xd0, 0x07, 0x2c, 0x01,	/* 500, 1000, 2000 mV, 300 mohm */
	4, 0x3f, 0x00, 0x9c, 0x00, 0x04, 0x00, 0x01,	/* 4.4, -100 .. 4 by 1 dB */
	0xe8, 0x03, 0xd0, 0x07, 0xa0, 0x0f, 0x58, 0x02,	/* 1000, 2000, 4000 mV, 600 mohm */
};

static const struct dongle_info info_values = {
	.version = 0x0101,
	.flags = USB_DONGLE_MATCH | USB_DONGLE_LIMIT_GAIN,
	.modes = 7,
	.gains = 7,
	.gain_level = { -12 * 256, -6 * 256, 0 },
	.filters = { 1, 2, 3, 5, 10 },
	.output = {
		{ 1, 0x2f, -32640, 0, 128, { 500, 1000, 2000 }, 300 },
		{ 4, 0x3f, -100 * 256, 4 * 256, 256, { 1000, 2000, 4000 }, 600 },
	},
};

static const struct dongle_state state_values = {
	.mode = 2, .active = 1, .gain = 1, .filter = 3,
	.output = {
		{ { -20 * 256, -5248 }, -10 * 256, 1, 1, 32 },
		{ { -30 * 256, -31 * 256 }, 4 * 256, 0, 2, 300 },
	},
	.matched = 1, .limit_gain = 2, .match = { -1536, -1600, 256 },
};

static const u8 new_bytes[] = {
	0x01, 0x02,			/* matched, limits are meant at medium */
	0x00, 0xfa, 0xc0, 0xf9, 0x00, 0x01,	/* -6, -6.25, 1 dB */
};

static const u8 report_bytes[REPORT_SIZE] = {
	0x24, 0x04, 0x34, 0x12,		/* 36 bytes, above its limit, number 0x1234 */
	0xcd, 0xab, 0x00, 0x00,		/* tag 0xabcd */
	0x02, 0x08, 0x01, 0x00,		/* gain, SE plug, balanced volume */
	0x02, 0x01, 0x01, 0x03,		/* auto, SE live, medium, 4th filter */
	0x00, 0xec, 0x80, 0xeb,		/* SE -20 dB, -20.5 dB */
	0x00, 0xf6, 0x01, 0x01,		/* limit -10 dB, muted, plugged */
	0x20, 0x00,			/* 32 ohm */
	0x00, 0xe2, 0x00, 0xe1,		/* balanced -30 dB, -31 dB */
	0x00, 0x04, 0x00, 0x02,		/* limit 4 dB, not muted, shorted */
	0x2c, 0x01,			/* 300 ohm */
};

static const u8 set_bytes[SET_SIZE] = {
	0x20, 0x00, 0x02, 0x01,		/* 32 bytes, tag 0x0102 */
	0x01, 0x00, 0x01, 0x00,		/* mode, balanced volume */
	0x02, 0x01, 0x01, 0x03,		/* auto, SE live, medium, 4th filter */
	0x00, 0xec, 0x80, 0xeb,		/* SE -20 dB, -20.5 dB */
	0x00, 0xf6, 0x01, 0x01,		/* limit -10 dB, muted, plugged */
	0x20, 0x00,			/* 32 ohm */
	0x00, 0xe2, 0x00, 0xe1,		/* balanced -30 dB, -31 dB */
	0x00, 0x04, 0x00, 0x02,		/* limit 4 dB, not muted, shorted */
	0x2c, 0x01,			/* 300 ohm */
};

/* One change of a good message and what it makes of it. */
struct change {
	u8 offset;
	u8 bytes[4];
	u8 count;
	int err;
	const char *name;
};

#define CHANGE(o, e, n, ...) { (o), { __VA_ARGS__ }, sizeof((u8[]){ __VA_ARGS__ }), (e), (n) }

static const struct change info_changes[] = {
	CHANGE(0, -ENODEV, "magic byte 0", 'd'),
	CHANGE(1, -ENODEV, "magic byte 1", 'n'),
	CHANGE(2, -ENODEV, "magic byte 2", 'g'),
	CHANGE(3, -ENODEV, "magic byte 3", 'l'),
	CHANGE(4, -EPROTONOSUPPORT, "version 2.0", 0x00, 0x02),
	CHANGE(4, -EPROTONOSUPPORT, "version 0.9", 0x90, 0x00),
	CHANGE(4, 0, "version 1.0, and flags of 1.1", 0x00, 0x01),
	CHANGE(4, 0, "version 1.16", 0x10, 0x01),
	CHANGE(6, -EMSGSIZE, "length 63", 63),
	CHANGE(6, -EMSGSIZE, "length 0", 0),
	CHANGE(6, -EMSGSIZE, "length 65 of 64", 65),
	CHANGE(7, -EBADMSG, "shared level and a second level", 0x01),
	CHANGE(7, -EBADMSG, "shared level and outputs to match", 0x03),
	CHANGE(7, 0, "a flag that is not known", 0x80),
	CHANGE(7, -EBADMSG, "limits at a gain, one gain", 0x04, 0x07, 0x02),
	CHANGE(41, -EBADMSG, "outputs to match, balanced has no volume", 0x3a),
	CHANGE(8, 0, "a mode that is not known", 0x0f),
	CHANGE(9, 0, "a gain that is not known", 0x0f),
	CHANGE(16, 0, "a filter that is not known", 0xee),
	CHANGE(24, -EBADMSG, "SE capabilities and no connector", 0),
	CHANGE(24, -EBADMSG, "SE mode and no SE output", 0, 0),
	CHANGE(24, 0, "a connector that is not known", 0xee),
	CHANGE(25, -EBADMSG, "short but no detection", 0x17),
	CHANGE(25, -EBADMSG, "impedance but no detection", 0x27),
	CHANGE(25, -EBADMSG, "limit but no volume", 0x2e),
	CHANGE(26, -EBADMSG, "volume_min above volume_max", 0x80, 0x00, 0x00, 0x00),
	CHANGE(26, -EBADMSG, "volume_min above 0", 0x80, 0x00, 0x00, 0x01),
	CHANGE(26, -EBADMSG, "no whole number of steps", 0x81, 0x80),
	CHANGE(30, -EBADMSG, "volume_step 0", 0x00, 0x00),
	CHANGE(40, -EBADMSG, "balanced capabilities and no connector", 0),
	CHANGE(40, -EBADMSG, "balanced mode and no balanced output", 0, 0),
	CHANGE(41, -EBADMSG, "balanced limit but no volume", 0x3e),
	CHANGE(42, -EBADMSG, "balanced volume_min above volume_max", 0x00, 0x05),
	CHANGE(46, -EBADMSG, "balanced volume_step 0", 0x00, 0x00),
	CHANGE(46, -EBADMSG, "balanced steps too long", 0x00, 0x7f),
	CHANGE(56, 0, "reserved bytes not 0", 1, 2, 3, 4),
};

static const struct change report_changes[] = {
	CHANGE(0, -EMSGSIZE, "length 35", 35),
	CHANGE(0, -EMSGSIZE, "length 37 of 36", 37),
	CHANGE(1, 0, "a result that is not known", 0xee),
	CHANGE(8, 0, "a cause that is not known", 0xff, 0xff, 0xff, 0xff),
	CHANGE(12, -EBADMSG, "mode 3", 3),
	CHANGE(12, -EBADMSG, "mode 255", 255),
	CHANGE(13, -EBADMSG, "active output 2", 4),
	CHANGE(14, -EBADMSG, "gain 3", 3),
	CHANGE(15, -EBADMSG, "filter past the last", 5),
	CHANGE(15, 0, "the last filter", 4),
	CHANGE(16, -EBADMSG, "SE left off the grid", 0x01, 0xec),
	CHANGE(18, -EBADMSG, "SE right off the grid", 0x81, 0xeb),
	CHANGE(16, -EBADMSG, "SE left above volume_max", 0x80, 0x00),
	CHANGE(18, -EBADMSG, "SE right below volume_min", 0x00, 0x80),
	CHANGE(20, -EBADMSG, "SE limit above volume_max", 0x80, 0x00),
	CHANGE(20, -EBADMSG, "SE limit off the grid", 0x01, 0xf6),
	CHANGE(16, 0, "SE left at its limit", 0x00, 0xf6),
	CHANGE(16, -EBADMSG, "SE left above its limit", 0x80, 0xf6),
	CHANGE(20, -EBADMSG, "SE limit between its levels", 0x80, 0xeb),
	CHANGE(22, -EBADMSG, "SE mute 2", 2),
	CHANGE(23, -EBADMSG, "SE shorted, which it cannot tell", 2),
	CHANGE(26, -EBADMSG, "balanced left off the grid", 0x80, 0xe2),
	CHANGE(28, -EBADMSG, "balanced right above volume_max", 0x00, 0x05),
	CHANGE(30, -EBADMSG, "balanced limit below volume_min", 0x00, 0x9b),
	CHANGE(32, -EBADMSG, "balanced mute 255", 255),
	CHANGE(33, -EBADMSG, "balanced plug 3", 3),
};

/* A copy of the very size: reading past it is caught. */
static u8 *copy(const void *bytes, size_t size, size_t len)
{
	u8 *buf = tap_alloc(len);

	memcpy(buf, bytes, min(size, len));
	return buf;
}

static int parse_info(const void *bytes, size_t len, struct dongle_info *info)
{
	u8 *buf = copy(bytes, len, len);
	int err = dongle_codec_parse_info(info, buf, len);

	tap_free(buf);
	return err;
}

static int parse_report(const void *bytes, size_t len, struct dongle_report *report)
{
	u8 *buf = copy(bytes, len, len);
	int err = dongle_codec_parse_report(report, &info_values, buf, len);

	tap_free(buf);
	return err;
}

static int parse_set(const void *bytes, size_t len, struct dongle_set *set)
{
	u8 *buf = copy(bytes, len, len);
	int err = dongle_codec_parse_set(set, buf, len);

	tap_free(buf);
	return err;
}

static bool untouched(const void *object, size_t size)
{
	const u8 *p = object;

	while (size && p[size - 1] == 0xa5)
		size--;
	return !size;
}

TEST(info_values)
{
	u8 buf[USB_DONGLE_MSG_MAX];
	struct dongle_info info;

	memset(&info, 0, sizeof(info));
	tap_int(parse_info(info_bytes, INFO_SIZE, &info), 0, "info: good");
	tap_int(info.flags, 6, "info: flags");
	tap_int(info.version, 0x0101, "info: version");
	tap_int(info.modes << 8 | info.gains, 0x0707, "info: modes and gains");
	tap_mem(info.gain_level, info_values.gain_level, sizeof(info.gain_level),
		"info: gain levels");
	tap_mem(info.filters, info_values.filters, sizeof(info.filters), "info: filters");
	tap_mem(&info.output[0], &info_values.output[0], sizeof(info.output[0]), "info: SE");
	tap_mem(&info.output[1], &info_values.output[1], sizeof(info.output[1]),
		"info: balanced");
	memset(buf, 0xa5, sizeof(buf));
	tap_int(dongle_codec_build_info(buf, &info_values), INFO_SIZE, "info: built length");
	tap_mem(buf, info_bytes, INFO_SIZE, "info: built bytes");
}

static void check_state(const char *what, const struct dongle_state *state)
{
	tap_int(state->mode, 2, "%s: mode", what);
	tap_int(state->active, 1, "%s: active", what);
	tap_int(state->gain, 1, "%s: gain", what);
	tap_int(state->filter, 3, "%s: filter", what);
	tap_int(state->output[0].volume[0], -5120, "%s: SE left", what);
	tap_int(state->output[0].volume[1], -5248, "%s: SE right", what);
	tap_int(state->output[0].limit, -2560, "%s: SE limit", what);
	tap_int(state->output[0].mute, 1, "%s: SE mute", what);
	tap_int(state->output[0].plug, 1, "%s: SE plug", what);
	tap_int(state->output[0].impedance, 32, "%s: SE impedance", what);
	tap_int(state->output[1].volume[0], -7680, "%s: balanced left", what);
	tap_int(state->output[1].volume[1], -7936, "%s: balanced right", what);
	tap_int(state->output[1].limit, 1024, "%s: balanced limit", what);
	tap_int(state->output[1].mute, 0, "%s: balanced mute", what);
	tap_int(state->output[1].plug, 2, "%s: balanced plug", what);
	tap_int(state->output[1].impedance, 300, "%s: balanced impedance", what);
}

TEST(report_values)
{
	const struct dongle_report values = {
		.sequence = 0x1234, .tag = 0xabcd, .result = 4, .cause = 0x10802,
		.state = state_values,
	};
	struct dongle_report report = {};
	u8 buf[USB_DONGLE_MSG_MAX];

	tap_int(parse_report(report_bytes, REPORT_SIZE, &report), 0, "report: good");
	tap_int(report.sequence, 0x1234, "report: sequence");
	tap_int(report.tag, 0xabcd, "report: tag");
	tap_int(report.result, 4, "report: result");
	tap_int(report.cause, 0x10802, "report: cause");
	check_state("report", &report.state);
	memset(buf, 0xa5, sizeof(buf));
	tap_int(dongle_codec_build_report(buf, &values), NEW_REPORT_SIZE, "report: built length");
	tap_int(buf[0], NEW_REPORT_SIZE, "report: says so");
	tap_mem(buf + 1, report_bytes + 1, REPORT_SIZE - 1, "report: built bytes");
	tap_mem(buf + REPORT_SIZE, new_bytes, sizeof(new_bytes), "report: built bytes, new");
}

static void check_new(const char *what, const struct dongle_state *state, bool is_new)
{
	tap_int(state->matched, is_new, "%s: matched", what);
	tap_int(state->limit_gain, is_new ? 2 : 0, "%s: gain of the limits", what);
	tap_int(state->match[0], is_new ? -1536 : 0, "%s: match, low", what);
	tap_int(state->match[1], is_new ? -1600 : 0, "%s: match, medium", what);
	tap_int(state->match[2], is_new ? 256 : 0, "%s: match, high", what);
}

/* A message of 1.1, and one of 1.0 behind which there is more that is not of it. */
TEST(new_fields)
{
	struct dongle_info old = info_values;
	struct dongle_report report = {};
	u8 bytes[USB_DONGLE_MSG_MAX];
	struct dongle_set set = {};

	memcpy(bytes, report_bytes, REPORT_SIZE);
	memcpy(bytes + REPORT_SIZE, new_bytes, sizeof(new_bytes));
	tap_int(parse_report(bytes, NEW_REPORT_SIZE, &report), 0, "new: report of 1.0");
	check_new("report of 1.0", &report.state, false);
	bytes[0] = NEW_REPORT_SIZE;
	tap_int(parse_report(bytes, NEW_REPORT_SIZE, &report), 0, "new: report of 1.1");
	check_new("report of 1.1", &report.state, true);
	bytes[REPORT_SIZE + 1] = 4;
	tap_int(parse_report(bytes, NEW_REPORT_SIZE, &report), -EBADMSG,
		"new: limits at a gain that does not exist");
	bytes[REPORT_SIZE] = 2;
	old.flags = 0;
	tap_int(dongle_codec_parse_report(&report, &old, bytes, NEW_REPORT_SIZE), 0,
		"new: of a device that does not have them");
	check_new("not there", &report.state, false);
	memcpy(bytes, set_bytes, SET_SIZE);
	tap_int(parse_set(bytes, SET_SIZE, &set), 0, "new: set of 1.0");
	check_new("set of 1.0", &set.state, false);
	bytes[0] = NEW_SET_SIZE;
	memcpy(bytes + SET_SIZE, new_bytes, sizeof(new_bytes));
	tap_int(parse_set(bytes, NEW_SET_SIZE, &set), 0, "new: set of 1.1");
	check_new("set of 1.1", &set.state, true);
	set.mask = USB_DONGLE_F_MATCH;
	tap_int(dongle_codec_build_set(bytes, &set), NEW_SET_SIZE, "new: built length, match");
	tap_mem(bytes + SET_SIZE, new_bytes, sizeof(new_bytes), "new: built bytes");
	set.mask = USB_DONGLE_F_LIMIT_GAIN;
	tap_int(dongle_codec_build_set(bytes, &set), NEW_SET_SIZE, "new: built length, limits");
}

/* An output without a connector cannot be live. */
TEST(live_output)
{
	struct dongle_info info = info_values;
	struct dongle_report report = {}, got;
	u8 buf[USB_DONGLE_MSG_MAX];
	size_t len;

	info.modes = BIT(USB_DONGLE_MODE_SE);
	memset(&info.output[1], 0, sizeof(info.output[1]));
	dongle_state_init(&info, &report.state);
	report.state.active = BIT(0);
	len = dongle_codec_build_report(buf, &report);
	tap_int(dongle_codec_parse_report(&got, &info, buf, len), 0, "the only output is live");
	report.state.active = BIT(1);
	len = dongle_codec_build_report(buf, &report);
	tap_int(dongle_codec_parse_report(&got, &info, buf, len), -EBADMSG,
		"one that is not there is live");
}

TEST(set_values)
{
	const struct dongle_set values = {
		.tag = 0x0102, .mask = 0x10001, .state = state_values,
	};
	u8 buf[USB_DONGLE_MSG_MAX];
	struct dongle_set set = {};

	tap_int(parse_set(set_bytes, SET_SIZE, &set), 0, "set: good");
	tap_int(set.tag, 0x0102, "set: tag");
	tap_int(set.mask, 0x10001, "set: mask");
	check_state("set", &set.state);
	memset(buf, 0xa5, sizeof(buf));
	tap_int(dongle_codec_build_set(buf, &values), SET_SIZE, "set: built length");
	tap_mem(buf, set_bytes, SET_SIZE, "set: built bytes");
}

TEST(info_changes)
{
	const struct change *c;
	struct dongle_info info;
	u8 bytes[INFO_SIZE];

	for (c = info_changes; c < info_changes + ARRAY_SIZE(info_changes); c++) {
		memcpy(bytes, info_bytes, sizeof(bytes));
		memcpy(bytes + c->offset, c->bytes, c->count);
		memset(&info, 0xa5, sizeof(info));
		tap_int(parse_info(bytes, sizeof(bytes), &info), c->err, "info: %s", c->name);
		if (c->err)
			tap_ok(untouched(&info, sizeof(info)), "info: %s, untouched", c->name);
	}
}

TEST(report_changes)
{
	struct dongle_report report;
	u8 bytes[REPORT_SIZE];
	const struct change *c;

	for (c = report_changes; c < report_changes + ARRAY_SIZE(report_changes); c++) {
		memcpy(bytes, report_bytes, sizeof(bytes));
		memcpy(bytes + c->offset, c->bytes, c->count);
		memset(&report, 0xa5, sizeof(report));
		tap_int(parse_report(bytes, sizeof(bytes), &report), c->err, "report: %s",
			c->name);
		if (c->err)
			tap_ok(untouched(&report, sizeof(report)), "report: %s, untouched",
			       c->name);
	}
}

TEST(short)
{
	int first_info = -1, first_report = -1, first_set = -1;
	struct dongle_report report;
	struct dongle_info info;
	struct dongle_set set;
	int len;

	for (len = INFO_SIZE - 1; len >= 0; len--)
		if (parse_info(info_bytes, len, &info) != -EMSGSIZE)
			first_info = len;
	for (len = REPORT_SIZE - 1; len >= 0; len--)
		if (parse_report(report_bytes, len, &report) != -EMSGSIZE)
			first_report = len;
	for (len = SET_SIZE - 1; len >= 0; len--)
		if (parse_set(set_bytes, len, &set) != -EMSGSIZE)
			first_set = len;
	tap_int(first_info, -1, "info: every shorter length is refused");
	tap_int(first_report, -1, "report: every shorter length is refused");
	tap_int(first_set, -1, "set: every shorter length is refused");
	tap_int(parse_info("DNGX", 4, &info), -EMSGSIZE, "info: length comes before magic");
}

/* A message @len long whose length field says @length. */
static u8 *longer(const void *bytes, size_t size, size_t len, size_t offset, u8 length)
{
	u8 *buf = copy(bytes, size, len);

	memset(buf + size, 0x5a, len - size);
	buf[offset] = length;
	return buf;
}

TEST(long)
{
	u8 *info_buf = longer(info_bytes, INFO_SIZE, 70, 6, 70);
	u8 *report_buf = longer(report_bytes, REPORT_SIZE, 64, 0, 64);
	u8 *set_buf = longer(set_bytes, SET_SIZE, 40, 0, 40);
	struct dongle_report report = {};
	struct dongle_info info = {};
	struct dongle_set set = {};

	memset(report_buf + REPORT_SIZE, 0, NEW_REPORT_SIZE - REPORT_SIZE);
	tap_int(parse_info(info_buf, 70, &info), 0, "info: longer, of a later minor version");
	tap_mem(&info.output, &info_values.output, sizeof(info.output), "info: longer, values");
	tap_int(parse_report(report_buf, 64, &report), 0, "report: longer");
	check_state("longer report", &report.state);
	tap_int(parse_set(set_buf, 40, &set), 0, "set: longer");
	check_state("longer set", &set.state);
	report_buf[0] = REPORT_SIZE;
	tap_int(parse_report(report_buf, 64, &report), 0, "report: more bytes than its length");
	set_buf[0] = SET_SIZE;
	memset(&set, 0xa5, sizeof(set));
	tap_int(parse_set(set_buf, 40, &set), -EMSGSIZE, "set: more bytes than its length");
	tap_ok(untouched(&set, sizeof(set)), "set: more bytes than its length, untouched");
	set_buf[0] = 41;
	tap_int(parse_set(set_buf, 40, &set), -EMSGSIZE, "set: fewer bytes than its length");
	tap_free(info_buf);
	tap_free(report_buf);
	tap_free(set_buf);
}

TEST(contradictions)
{
	struct dongle_info info = info_values;

	tap_ok(!dongle_codec_check_info(&info), "contradiction: none");
	info.output[0].caps &= 0x07;
	info.output[1].caps &= 0x07;
	tap_ok(dongle_codec_check_info(&info), "contradiction: auto, nothing sees a plug");
	info.modes = 3;
	tap_ok(!dongle_codec_check_info(&info), "contradiction: no auto, nothing sees a plug");
	info.flags = USB_DONGLE_SHARED_LEVEL;
	tap_ok(dongle_codec_check_info(&info), "contradiction: shared and separate");
	info.output[1].caps = 0;
	tap_ok(!dongle_codec_check_info(&info), "contradiction: shared and one level");
	info.modes = 0;
	info.output[1].connector = 0;
	tap_ok(!dongle_codec_check_info(&info), "contradiction: one output");
	info.output[0].connector = 0;
	info.output[0].caps = 0;
	tap_ok(dongle_codec_check_info(&info), "contradiction: no output");
}

TEST_SUITE(codec,
	   TEST_CASE(info_values),
	   TEST_CASE(report_values),
	   TEST_CASE(new_fields),
	   TEST_CASE(live_output),
	   TEST_CASE(set_values),
	   TEST_CASE(info_changes),
	   TEST_CASE(report_changes),
	   TEST_CASE(short),
	   TEST_CASE(long),
	   TEST_CASE(contradictions));
