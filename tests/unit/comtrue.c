// SPDX-License-Identifier: GPL-2.0-only
/* Commands and answers of Comtrue bridges, byte for byte as fixtures/2fc6_* has them. */
#include "../../driver/host/models.h"
#include "names.h"
#include "state.h"
#include "tap.h"

#define DB(x)	((int)((x) * 256))

static const struct comtrue *speak;
static struct dongle_info info;

static const struct {
	const char *what;
	u32 field;
	struct dongle_state state;
	u8 command[COMTRUE_COMMAND_MAX];
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

static void test_commands(void)
{
	u8 command[COMTRUE_COMMAND_MAX];
	size_t i, len;

	for (i = 0; i < ARRAY_SIZE(commands); i++) {
		memset(command, 0, sizeof(command));
		len = comtrue_build_set(speak, &info, commands[i].field, &commands[i].state,
					command);
		tap_int(len, 4, "%s: length", commands[i].what);
		tap_mem(command, commands[i].command, 4, "%s: bytes", commands[i].what);
	}
	tap_int(comtrue_build_set(speak, &info, USB_DONGLE_F_MODE, &commands[0].state, command), 0,
		"what the device has not: no command");
	tap_int(comtrue_build_ask(speak, 0xA2, command), 3, "a question: length");
	tap_mem(command, ((const u8[]){ 0xC0, 0xA5, 0xA2 }), 3, "a question: bytes");
}

static const struct {
	const char *what;
	u8 ask;
	int len;
	u8 bytes[COMTRUE_ANSWER_LEN];
	int err;
} answers[] = {
	{ "another question", 0xA3, 7, { 0xA0, 0xA5, 0xA2, 0, 0 }, -EAGAIN },
	{ "no header", 0xA3, 7, { 0xC0, 0xA5, 0xA3, 0, 0 }, -EAGAIN },
	{ "no second byte", 0xA3, 7, { 0xA0, 0x00, 0xA3, 0, 0 }, -EAGAIN },
	{ "nothing", 0xA3, 7, { 0 }, -EAGAIN },
	{ "too short", 0xA3, 6, { 0xA0, 0xA5, 0xA3, 1, 1, 1 }, -EMSGSIZE },
	{ "an error", 0xA3, -1, { 0xA0, 0xA5, 0xA3, 1, 1, 1 }, -EMSGSIZE },
	{ "no such filter", 0xA3, 7, { 0xA0, 0xA5, 0xA3, 5, 0, 0 }, -EPROTO },
	{ "no such gain", 0xA3, 7, { 0xA0, 0xA5, 0xA3, 0, 2, 0 }, -EPROTO },
	{ "no such LED", 0xA3, 7, { 0xA0, 0xA5, 0xA3, 0, 0, 3 }, -EPROTO },
};

static void test_answers(void)
{
	const u8 status[] = { 0xA0, 0xA5, 0xA3, 2, 1, 2, 0xFF };
	const u8 volume[] = { 0xA0, 0xA5, 0xA2, 0xFF, 0x64, 0xFF, 0xFF };
	struct dongle_state state, before;
	size_t i;

	dongle_state_init(&info, &state);
	for (i = 0; i < ARRAY_SIZE(answers); i++) {
		before = state;
		tap_int(comtrue_parse(speak, &info, answers[i].ask, answers[i].bytes,
				      answers[i].len, &state),
			answers[i].err, "%s: refused", answers[i].what);
		tap_int(dongle_state_diff(&before, &state), 0, "%s: changes nothing",
			answers[i].what);
	}
	tap_int(comtrue_parse(speak, &info, 0xA3, status, 7, &state), 0, "status");
	tap_int(state.filter, 2, "its filter");
	tap_int(state.gain, USB_DONGLE_GAIN_HIGH, "its gain");
	tap_int(state.option[0], 2, "its LED");
	tap_int(comtrue_parse(speak, &info, 0xA2, volume, 7, &state), 0, "volume");
	tap_int(state.output[0].volume[0], DB(-50), "left");
	tap_int(state.output[0].volume[1], DB(-50), "right");
	tap_int(state.filter, 2, "and nothing else");
}

/* The KA5: its balance takes two bytes, right and left. */
static void test_sides(void)
{
	const struct dongle_model *model = dongle_model_find(0x2972, 0x0055);
	static const struct {
		int balance;
		u8 command[COMTRUE_COMMAND_MAX];
	} rows[] = {
		{ 0, { 0xC7, 0xA5, 0x05, 0, 0 } },
		{ 12, { 0xC7, 0xA5, 0x05, 0, 12 } },
		{ 1, { 0xC7, 0xA5, 0x05, 0, 1 } },
		{ -1, { 0xC7, 0xA5, 0x05, 1, 0 } },
		{ -12, { 0xC7, 0xA5, 0x05, 12, 0 } },
	};
	u8 command[COMTRUE_COMMAND_MAX], answer[] = { 0xC7, 0xA5, 0xA2, 0, 0x64, 0, 0 };
	struct dongle_state state = {};
	size_t i;

	dongle_model_info(model, &info);
	speak = model->kind->comtrue;
	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		state.option[1] = rows[i].balance + 12;
		memset(command, 0xFF, sizeof(command));
		tap_int(comtrue_build_set(speak, &info, DONGLE_F_OPTION(1), &state, command), 7,
			"balance %d: length", rows[i].balance);
		tap_mem(command, rows[i].command, 7, "balance %d: bytes", rows[i].balance);
		memcpy(answer + 5, rows[i].command + 3, 2);
		state.option[1] = 0xFF;
		tap_int(comtrue_parse(speak, &info, 0xA2, answer, 7, &state), 0,
			"balance %d: answer", rows[i].balance);
		tap_int(state.option[1], rows[i].balance + 12, "balance %d: back",
			rows[i].balance);
	}
	answer[5] = 1;
	answer[6] = 1;
	tap_int(comtrue_parse(speak, &info, 0xA2, answer, 7, &state), -EPROTO, "both sides");
	answer[5] = 13;
	answer[6] = 0;
	tap_int(comtrue_parse(speak, &info, 0xA2, answer, 7, &state), -EPROTO, "too far left");
	answer[5] = 0;
	answer[6] = 255;
	tap_int(comtrue_parse(speak, &info, 0xA2, answer, 7, &state), -EPROTO, "too far right");
}

static void test_models(void)
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

int main(void)
{
	const struct dongle_model *model = dongle_model_find(0x2fc6, 0xf06a);

	if (tap_ok(model, "Dawn Pro")) {
		dongle_model_info(model, &info);
		speak = model->kind->comtrue;
		test_commands();
		test_answers();
	}
	test_sides();
	test_models();
	return tap_done();
}
