// SPDX-License-Identifier: GPL-2.0-only
/* Commands and answers of bought dongles, byte for byte as the fixtures have them. */
#include "../../driver/host/models.h"
#include "names.h"
#include "state.h"
#include "tap.h"

#define DB(x)	((int)((x) * 256))

#define STATUS	0	/* questions of the Dawn family */
#define VOLUME	1

static const struct dongle_dialect *speak;
static struct dongle_info info;
static struct dialect_heard heard;

static void become(const struct dongle_model *model)
{
	dongle_model_info(model, &info);
	speak = model->kind->dialect;
	memset(&heard, 0, sizeof(heard));
}

static const struct {
	const char *what;
	u32 field;
	struct dongle_state state;
	u8 command[4];
} commands[] = {
	{ "first filter", USB_DONGLE_F_FILTER, { .filter = 0 }, { 0xC0, 0xA5, 0x01, 0 } },
	{ "last filter", USB_DONGLE_F_FILTER, { .filter = 4 }, { 0xC0, 0xA5, 0x01, 4 } },
	{ "low gain", USB_DONGLE_F_GAIN, { .gain = USB_DONGLE_GAIN_LOW },
	  { 0xC0, 0xA5, 0x02, 0 } },
	{ "high gain", USB_DONGLE_F_GAIN, { .gain = USB_DONGLE_GAIN_HIGH },
	  { 0xC0, 0xA5, 0x02, 1 } },
	{ "LED off", DONGLE_F_OPTION(0), { .option = { 2 } }, { 0xC0, 0xA5, 0x06, 2 } },
	{ "0 dB", USB_DONGLE_F_VOLUME(0), { .output[0].volume = { 0, 0 } },
	  { 0xC0, 0xA5, 0x04, 0x00 } },
	{ "-0.5 dB", USB_DONGLE_F_VOLUME(0), { .output[0].volume = { DB(-0.5), DB(-0.5) } },
	  { 0xC0, 0xA5, 0x04, 0x01 } },
	{ "-60 dB", USB_DONGLE_F_VOLUME(0), { .output[0].volume = { DB(-60), DB(-60) } },
	  { 0xC0, 0xA5, 0x04, 0x78 } },
	{ "-127.5 dB", USB_DONGLE_F_VOLUME(0), { .output[0].volume = { DB(-127.5), DB(-127.5) } },
	  { 0xC0, 0xA5, 0x04, 0xFF } },
};

TEST(commands)
{
	u8 command[DIALECT_FRAME_MAX];
	size_t i, len;

	become(dongle_model_find(0x2fc6, 0xf06a));
	for (i = 0; i < ARRAY_SIZE(commands); i++) {
		memset(command, 0, sizeof(command));
		len = dongle_dialect_set(speak, &info, commands[i].field, &commands[i].state,
					 &heard, 0, command);
		tap_int(len, 4, "%s: length", commands[i].what);
		tap_mem(command, commands[i].command, 4, "%s: bytes", commands[i].what);
	}
	tap_int(dongle_dialect_set(speak, &info, USB_DONGLE_F_MODE, &commands[0].state, &heard, 0,
				   command), 0, "what the device has not: no command");
	tap_int(dongle_dialect_set(speak, &info, USB_DONGLE_F_GAIN, &commands[2].state, &heard, 1,
				   command), 0, "one command for a field");
	tap_int(dongle_dialect_ask(speak, 2, command), 0, "no third question");
	tap_int(dongle_dialect_ask(speak, VOLUME, command), 3, "a question: length");
	tap_mem(command, ((const u8[]){ 0xC0, 0xA5, 0xA2 }), 3, "a question: bytes");
}

static const struct {
	const char *what;
	u8 question;
	int len;
	u8 bytes[7];
	int err;
} answers[] = {
	{ "another question", STATUS, 7, { 0xA0, 0xA5, 0xA2, 0, 0 }, -EAGAIN },
	{ "no header", STATUS, 7, { 0xC0, 0xA5, 0xA3, 0, 0 }, -EAGAIN },
	{ "no second byte", STATUS, 7, { 0xA0, 0x00, 0xA3, 0, 0 }, -EAGAIN },
	{ "nothing", STATUS, 7, { 0 }, -EAGAIN },
	{ "too short", STATUS, 6, { 0xA0, 0xA5, 0xA3, 1, 1, 1 }, -EMSGSIZE },
	{ "an error", STATUS, -1, { 0xA0, 0xA5, 0xA3, 1, 1, 1 }, -EMSGSIZE },
	{ "no such filter", STATUS, 7, { 0xA0, 0xA5, 0xA3, 5, 0, 0 }, -EPROTO },
	{ "no such gain", STATUS, 7, { 0xA0, 0xA5, 0xA3, 0, 2, 0 }, -EPROTO },
	{ "no such LED", STATUS, 7, { 0xA0, 0xA5, 0xA3, 0, 0, 3 }, -EPROTO },
};

TEST(answers)
{
	const u8 status[] = { 0xA0, 0xA5, 0xA3, 2, 1, 2, 0xFF };
	const u8 volume[] = { 0xA0, 0xA5, 0xA2, 0xFF, 0x64, 0xFF, 0xFF };
	struct dongle_state state, before;
	size_t i;

	become(dongle_model_find(0x2fc6, 0xf06a));
	dongle_state_init(&info, &state);
	for (i = 0; i < ARRAY_SIZE(answers); i++) {
		before = state;
		tap_int(dongle_dialect_parse(speak, &info, answers[i].question,
					     answers[i].bytes, answers[i].len, &state, &heard),
			answers[i].err, "%s: refused", answers[i].what);
		tap_int(dongle_state_diff(&before, &state), 0, "%s: changes nothing",
			answers[i].what);
	}
	tap_int(dongle_dialect_parse(speak, &info, STATUS, status, 7, &state, &heard), 0, "status");
	tap_int(state.filter, 2, "its filter");
	tap_int(state.gain, USB_DONGLE_GAIN_HIGH, "its gain");
	tap_int(state.option[0], 2, "its LED");
	tap_int(dongle_dialect_parse(speak, &info, VOLUME, volume, 7, &state, &heard), 0, "volume");
	tap_int(state.output[0].volume[0], DB(-50), "left");
	tap_int(state.output[0].volume[1], DB(-50), "right");
	tap_int(state.filter, 2, "and nothing else");
}

static int parse_volume(const u8 answer[7], struct dongle_state *state)
{
	return dongle_dialect_parse(speak, &info, VOLUME, answer, 7, state, &heard);
}

/* The KA5: its balance takes two bytes, right and left. */
TEST(sides)
{
	const struct dongle_model *model = dongle_model_find(0x2972, 0x0055);
	static const struct {
		int balance;
		u8 command[7];
	} rows[] = {
		{ 0, { 0xC7, 0xA5, 0x05, 0, 0 } },
		{ 12, { 0xC7, 0xA5, 0x05, 0, 12 } },
		{ 1, { 0xC7, 0xA5, 0x05, 0, 1 } },
		{ -1, { 0xC7, 0xA5, 0x05, 1, 0 } },
		{ -12, { 0xC7, 0xA5, 0x05, 12, 0 } },
	};
	u8 command[DIALECT_FRAME_MAX], answer[] = { 0xC7, 0xA5, 0xA2, 0, 0x64, 0, 0 };
	struct dongle_state state = {};
	size_t i;

	become(model);
	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		state.option[1] = rows[i].balance + 12;
		memset(command, 0xFF, sizeof(command));
		tap_int(dongle_dialect_set(speak, &info, DONGLE_F_OPTION(1), &state, &heard, 0,
					   command), 7,
			"balance %d: length", rows[i].balance);
		tap_mem(command, rows[i].command, 7, "balance %d: bytes", rows[i].balance);
		memcpy(answer + 5, rows[i].command + 3, 2);
		state.option[1] = 0xFF;
		tap_int(parse_volume(answer, &state), 0,
			"balance %d: answer", rows[i].balance);
		tap_int(state.option[1], rows[i].balance + 12, "balance %d: back",
			rows[i].balance);
	}
	answer[5] = 1;
	answer[6] = 1;
	tap_int(parse_volume(answer, &state), -EPROTO, "both sides");
	answer[5] = 13;
	answer[6] = 0;
	tap_int(parse_volume(answer, &state), -EPROTO, "too far left");
	answer[5] = 0;
	answer[6] = 255;
	tap_int(parse_volume(answer, &state), -EPROTO, "too far right");
}

static int is_muted(const struct dongle_state *state)
{
	return state->output[0].mute;
}

static int left_level(const struct dongle_state *state)
{
	return state->output[0].volume[0];
}

static int right_level(const struct dongle_state *state)
{
	return state->output[0].volume[1];
}

static int filter(const struct dongle_state *state)
{
	return state->filter;
}

static int first_option(const struct dongle_state *state)
{
	return state->option[0];
}

/* Devices that are spoken to over HID. A row is one of the commands for a field. */
static const struct {
	const char *what;
	u16 vendor, product;
	u32 field;
	struct dongle_state state;
	unsigned int n;
	int len;
	u8 command[10];
} hid_commands[] = {
	{ "E1DA: levels", 0x2fc6, 0x6013, USB_DONGLE_F_VOLUME(0),
	  { .output[0].volume = { DB(-60), DB(-127.5) } }, 0, 7, { 0x06, 0, 2, 0x78, 0xFF } },
	{ "E1DA: 0 dB", 0x2fc6, 0x6013, USB_DONGLE_F_VOLUME(0), { }, 0, 7, { 0x06, 0, 2 } },
	{ "E1DA: no more", 0x2fc6, 0x6013, USB_DONGLE_F_VOLUME(0), { }, 1, 0, { } },
	{ "E1DA: mute", 0x2fc6, 0x6013, USB_DONGLE_F_MUTE(0), { .output[0].mute = 1 }, 0, 7,
	  { 0x03, 0x02, 1, 1 } },
	{ "E1DA: takes effect", 0x2fc6, 0x6013, USB_DONGLE_F_MUTE(0), { }, 1, 7, { 0x05 } },
	{ "E1DA: no more", 0x2fc6, 0x6013, USB_DONGLE_F_MUTE(0), { }, 2, 0, { } },
	{ "E1DA: filter to 96 kHz", 0x2fc6, 0x6013, USB_DONGLE_F_FILTER, { .filter = 6 }, 0, 7,
	  { 0x03, 0x24, 4, 0xE0, 0xE0, 0xE0, 0xE0 } },
	{ "E1DA: filter from 176.4 kHz", 0x2fc6, 0x6013, USB_DONGLE_F_FILTER, { .filter = 4 }, 1, 7,
	  { 0x03, 0x28, 4, 0x80, 0x80, 0x80, 0x80 } },
	{ "E1DA: takes effect", 0x2fc6, 0x6013, USB_DONGLE_F_FILTER, { }, 2, 7, { 0x05 } },
	{ "E1DA: no more", 0x2fc6, 0x6013, USB_DONGLE_F_FILTER, { }, 3, 0, { } },
	{ "DC-Elite: filter", 0x2fc6, 0xf0b5, USB_DONGLE_F_FILTER,
	  { .filter = 1, .option = { 2 } }, 0, 8, { 0x11, 0x20, 0xDF, 0, 1, 2, 0xB2, 0xB3 } },
	{ "DC-Elite: DSD filter", 0x2fc6, 0xf0b5, DONGLE_F_OPTION(0),
	  { .filter = 1, .option = { 1 } }, 0, 8, { 0x11, 0x20, 0xDF, 0, 1, 1, 0xB2, 0xB3 } },
	{ "DC-Elite: -3 dB, the rest kept", 0x2fc6, 0xf0b5, USB_DONGLE_F_VOLUME(0),
	  { .output[0].volume = { DB(-3), DB(-3) } }, 0, 8,
	  { 0x19, 0x30, 0xCF, 0, 0xB4, 3, 0xB6, 0xB7 } },
	{ "Space Pro: low gain", 0x3302, 0x4307, USB_DONGLE_F_GAIN, { .gain = 0 }, 0, 64,
	  { 0x4B, 0x01, 0x19, 0x3C, 0 } },
	{ "Space Pro: high gain", 0x3302, 0x4307, USB_DONGLE_F_GAIN,
	  { .gain = USB_DONGLE_GAIN_HIGH }, 0, 64, { 0x4B, 0x01, 0x19, 0x3C, 1 } },
	{ "Space Pro: first filter", 0x3302, 0x4367, USB_DONGLE_F_FILTER, { .filter = 0 }, 0, 64,
	  { 0x4B, 0x01, 0x11, 0x01, 1 } },
	{ "Space Pro: last filter", 0x3302, 0x4307, USB_DONGLE_F_FILTER, { .filter = 4 }, 0, 64,
	  { 0x4B, 0x01, 0x11, 0x01, 5 } },
};

TEST(hid_commands)
{
	static const struct dialect_heard before = { {
		{ 0x59, 0, 0xFF, 0, 0xB0, 0xB1, 0xB2, 0xB3 },
		{ 0x62, 0, 0xFF, 0, 0xB4, 0xB5, 0xB6, 0xB7 },
	} };
	static const u8 zero[DIALECT_FRAME_MAX];
	u8 command[DIALECT_FRAME_MAX];
	size_t i, len;

	for (i = 0; i < ARRAY_SIZE(hid_commands); i++) {
		become(dongle_model_find(hid_commands[i].vendor, hid_commands[i].product));
		memset(command, 0xFF, sizeof(command));
		len = dongle_dialect_set(speak, &info, hid_commands[i].field,
					 &hid_commands[i].state, &before, hid_commands[i].n,
					 command);
		tap_int(len, hid_commands[i].len, "%s: length", hid_commands[i].what);
		tap_mem(command, hid_commands[i].command, min(len, 10), "%s: bytes",
			hid_commands[i].what);
		tap_ok(len <= 10 || !memcmp(command + 10, zero, len - 10),
		       "%s: nothing after them", hid_commands[i].what);
	}
}

static const struct {
	const char *what;
	u16 vendor, product;
	unsigned int question;
	int ask_len;
	u8 ask[4];
	int len;
	u8 answer[8];
	int err;
	int (*value)(const struct dongle_state *state);
	int expected;
} hid_answers[] = {
	{ "E1DA: mute", 0x2fc6, 0x6013, 0, 7, { 4, 0, 4 }, 7, { 4, 0, 4, 's', 9, 1, 0 }, 0,
	  is_muted, 1 },
	{ "E1DA: left", 0x2fc6, 0x6013, 1, 7, { 4, 4, 4 }, 7, { 4, 4, 4, 0x78, 0x64, 0, 0xFF }, 0,
	  left_level, DB(-60) },
	{ "E1DA: right", 0x2fc6, 0x6013, 1, 7, { 4, 4, 4 }, 7, { 4, 4, 4, 0x78, 0x64, 0, 0xFF }, 0,
	  right_level, DB(-50) },
	{ "E1DA: filter", 0x2fc6, 0x6013, 2, 7, { 4, 0x24, 4 }, 7,
	  { 4, 0x24, 4, 0xC0, 0x20, 0x20, 0x20 }, 0, filter, 5 },
	{ "E1DA: no such filter", 0x2fc6, 0x6013, 2, 7, { 4, 0x24, 4 }, 7,
	  { 4, 0x24, 4, 0xA0, 0x20, 0x20, 0x20 }, -EPROTO, filter, 0 },
	{ "E1DA: another question", 0x2fc6, 0x6013, 1, 7, { 4, 4, 4 }, 7,
	  { 4, 0, 4, 0, 0, 0, 0 }, -EAGAIN, left_level, DB(-60) },
	{ "E1DA: short", 0x2fc6, 0x6013, 1, 7, { 4, 4, 4 }, 4, { 4, 4, 4, 0 }, -EMSGSIZE,
	  left_level, DB(-60) },
	{ "DC-Elite: filter", 0x2fc6, 0xf0b5, 0, 8, { 0x59, 0x21, 0xDE }, 8,
	  { 0x59, 0, 0xFF, 0, 1, 2 }, 0, filter, 1 },
	{ "DC-Elite: DSD filter", 0x2fc6, 0xf0b5, 0, 8, { 0x59, 0x21, 0xDE }, 8,
	  { 0x59, 0, 0xFF, 0, 1, 2 }, 0, first_option, 2 },
	{ "DC-Elite: level", 0x2fc6, 0xf0b5, 1, 8, { 0x62, 0x31, 0xCE }, 8,
	  { 0x62, 0, 0xFF, 0, 1, 2, 1, 2 }, 0, left_level, DB(-2) },
	{ "DC-Elite: no such level", 0x2fc6, 0xf0b5, 1, 8, { 0x62, 0x31, 0xCE }, 8,
	  { 0x62, 0, 0xFF, 0, 1, 4, 1, 2 }, -EPROTO, left_level, DB(-3) },
	{ "DC-Elite: of a write", 0x2fc6, 0xf0b5, 0, 8, { 0x59, 0x21, 0xDE }, 8,
	  { 0x11, 0, 0xFF, 0, 1, 2 }, -EAGAIN, filter, 0 },
};

/* One who is as quiet as can be hears the answer. */
TEST(hid_answers)
{
	u8 command[DIALECT_FRAME_MAX];
	struct dongle_state state;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(hid_answers); i++) {
		const char *what = hid_answers[i].what;

		become(dongle_model_find(hid_answers[i].vendor, hid_answers[i].product));
		dongle_state_init(&info, &state);
		tap_int(dongle_dialect_ask(speak, hid_answers[i].question, command),
			hid_answers[i].ask_len, "%s: length of the question", what);
		tap_mem(command, hid_answers[i].ask, 4, "%s: question", what);
		tap_int(dongle_dialect_parse(speak, &info, hid_answers[i].question,
					     hid_answers[i].answer, hid_answers[i].len, &state,
					     &heard), hid_answers[i].err, "%s: answer", what);
		tap_int(hid_answers[i].value(&state), hid_answers[i].expected, "%s: value", what);
	}
}

TEST(numbered)
{
	u8 answer[64] = { 0x4B, 0x80, 0x11, 0x01, 3 }, command[DIALECT_FRAME_MAX];
	struct dongle_state state = {};

	become(dongle_model_find(0x3302, 0x4307));
	tap_int(dongle_dialect_ask(speak, 0, command), 64, "Space Pro: length of a question");
	tap_mem(command, ((const u8[]){ 0x4B, 0x80, 0x19, 0x3C, 0, 0 }), 6, "Space Pro: question");
	tap_int(dongle_dialect_parse(speak, &info, 1, answer, 64, &state, &heard), 0,
		"Space Pro: answer");
	tap_int(state.filter, 2, "Space Pro: filter");
	tap_int(dongle_dialect_parse(speak, &info, 0, answer, 64, &state, &heard), -EAGAIN,
		"Space Pro: the answer to another question");
	tap_ok(!dongle_dialect_is_key(speak, answer, 64), "Space Pro: an answer is no key");
	answer[4] = 0;
	tap_int(dongle_dialect_parse(speak, &info, 1, answer, 64, &state, &heard), -EPROTO,
		"Space Pro: filters count from 1");
	answer[0] = 1;
	tap_ok(dongle_dialect_is_key(speak, answer, 64), "Space Pro: another report is");
}

/* Keys and answers in one report: what comes back for a question of anybody is no key. */
TEST(keys)
{
	static const u8 pressed[8] = { 0x01 }, released[8] = { 0 };
	static const u8 answer[] = { 0x62, 0, 0xFF, 0, 1, 2, 1, 2 };
	static const u8 version[] = { 0x58, 0, 0xFF, 0, 0x10, 0x98, 0x73, 0 };

	become(dongle_model_find(0x2fc6, 0xf0b5));
	tap_ok(dongle_dialect_is_key(speak, pressed, 8), "DC-Elite: a key");
	tap_ok(dongle_dialect_is_key(speak, released, 8), "DC-Elite: let go");
	tap_ok(!dongle_dialect_is_key(speak, answer, 8), "DC-Elite: an answer");
	tap_ok(!dongle_dialect_is_key(speak, version, 8), "DC-Elite: an answer to somebody else");
	tap_ok(dongle_dialect_writes_whole(speak), "DC-Elite: is read before it is set");
	become(dongle_model_find(0x2fc6, 0xf06a));
	tap_ok(!dongle_dialect_writes_whole(speak), "Dawn Pro: is not");
}

/* Each level there is, there and back: the quietest is the highest code. */
static void check_levels(u16 product, unsigned int question, u8 at)
{
	u8 command[DIALECT_FRAME_MAX], answer[DIALECT_FRAME_MAX];
	struct dongle_state state, back;
	int level, code = 0, wrong = 0;
	size_t len;

	become(dongle_model_find(0x2fc6, product));
	dongle_state_init(&info, &state);
	for (level = info.output[0].volume_max; level >= info.output[0].volume_min;
	     level -= info.output[0].volume_step, code++) {
		state.output[0].volume[0] = level;
		state.output[0].volume[1] = level;
		len = dongle_dialect_set(speak, &info, USB_DONGLE_F_VOLUME(0), &state, &heard, 0,
					 command);
		wrong += !len || command[at] != code;
		memcpy(answer, speak->questions[question].answer, DIALECT_HEADER);
		memset(answer + DIALECT_HEADER, code, 4);
		if (product == 0x6013)
			answer[3] = code;
		back = state;
		back.output[0].volume[0] = info.output[0].volume_min;
		wrong += dongle_dialect_parse(speak, &info, question, answer, 8, &back, &heard) ||
			 back.output[0].volume[0] != level || back.output[0].volume[1] != level;
	}
	tap_int(wrong, 0, "%04x: %d levels, there and back", product, code);
}

TEST(levels)
{
	check_levels(0xf06a, VOLUME, 3);
	check_levels(0x6013, 1, 3);
	check_levels(0xf0b5, 1, 5);
}

TEST(types)
{
	const struct dongle_model *e1da = dongle_model_find(0x2fc6, 0x6013);
	const struct dongle_model *dawn = dongle_model_find(0x2fc6, 0xf06a);

	tap_str(dongle_model_typed(e1da, 's')->name, "E1DA 9038SG3", "one id, type s");
	tap_str(dongle_model_typed(e1da, 't')->name, "E1DA 9038SG3", "type t");
	tap_str(dongle_model_typed(e1da, 'd')->name, "E1DA 9038D", "type d");
	tap_ok(!dongle_model_typed(e1da, 'x'), "another type: nobody knows it");
	tap_ok(!dongle_model_typed(e1da, 0), "no type");
	tap_ok(dongle_model_typed(dawn, 'd') == dawn, "an id of one model only");
}

TEST(models)
{
	const struct dongle_model *model = dongle_model_find(0x2fc6, 0xf068);

	tap_ok(!dongle_model_find(0x2fc6, 0xf0b7), "another product of the same vendor is unknown");
	tap_ok(!dongle_model_find(0x1234, 0xf06a), "and the same product of another");
	if (!tap_ok(model, "one that is known"))
		return;
	tap_str(model->name, "Moondrop Dawn 3.5", "its name");
	dongle_model_info(model, &info);
	tap_int(info.output[USB_DONGLE_SE].connector, USB_DONGLE_CONNECTOR_TRS_35, "its jack");
	tap_int(info.output[USB_DONGLE_BALANCED].connector, USB_DONGLE_CONNECTOR_NONE,
		"and no other");
}

TEST_SUITE(dialect,
	   TEST_CASE(commands),
	   TEST_CASE(answers),
	   TEST_CASE(sides),
	   TEST_CASE(hid_commands),
	   TEST_CASE(hid_answers),
	   TEST_CASE(numbered),
	   TEST_CASE(keys),
	   TEST_CASE(levels),
	   TEST_CASE(types),
	   TEST_CASE(models));
