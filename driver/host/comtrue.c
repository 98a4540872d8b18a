// SPDX-License-Identifier: GPL-2.0-only
#include "comtrue.h"
#include "../core/state.h"

#define COMMAND_SECOND	0xA5

/* The volume register of the CS43131 behind the bridge: attenuation, 0 is full output. */
#define CODE_STEP	128	/* 1/256 dB */

static u8 volume_code(const struct dongle_info *info, const struct dongle_state *state)
{
	int down = info->output[0].volume_max - state->output[0].volume[0];

	return min(down / CODE_STEP, 0xff);
}

/* Gains are numbered from the lowest that exists. */
static u8 gain_code(const struct dongle_info *info, const struct dongle_state *state)
{
	u8 gain, code = 0;

	for (gain = 0; gain < state->gain; gain++)
		code += !!(info->gains & BIT(gain));
	return code;
}

static u8 gain_of(const struct dongle_info *info, u8 code)
{
	u8 gain;

	for (gain = 0; gain < USB_DONGLE_GAINS; gain++)
		if (info->gains & BIT(gain) && !code--)
			return gain;
	return USB_DONGLE_GAINS; /* no such */
}

static unsigned int option_of(u32 field)
{
	unsigned int n = 0;

	while (field != DONGLE_F_OPTION(n))
		n++;
	return n;
}

static u8 encode(const struct dongle_info *info, u32 field, const struct dongle_state *state)
{
	switch (field) {
	case USB_DONGLE_F_VOLUME(0):
		return volume_code(info, state);
	case USB_DONGLE_F_MUTE(0):
		return state->output[0].mute;
	case USB_DONGLE_F_GAIN:
		return gain_code(info, state);
	case USB_DONGLE_F_FILTER:
		return state->filter;
	}
	return state->option[option_of(field)];
}

static void decode(const struct dongle_info *info, u32 field, u8 code, struct dongle_state *state)
{
	struct dongle_output_state *output = &state->output[0];

	switch (field) {
	case USB_DONGLE_F_VOLUME(0):
		output->volume[0] = info->output[0].volume_max - code * CODE_STEP;
		output->volume[1] = output->volume[0];
		return;
	case USB_DONGLE_F_MUTE(0):
		output->mute = code;
		return;
	case USB_DONGLE_F_GAIN:
		state->gain = gain_of(info, code);
		return;
	case USB_DONGLE_F_FILTER:
		state->filter = code;
		return;
	}
	state->option[option_of(field)] = code;
}

/* Numbers from the far left to the far right: the other side is made softer. */
static void encode_sides(const struct dongle_option *option, u8 chosen, u8 sides[2])
{
	int balance = option->min + chosen;

	sides[0] = balance < 0 ? -balance : 0;
	sides[1] = balance > 0 ? balance : 0;
}

static void decode_sides(const struct dongle_info *info, u32 field, const u8 sides[2],
			 struct dongle_state *state)
{
	unsigned int n = option_of(field);
	int chosen;

	chosen = sides[1] - sides[0] - info->options[n].min;
	/* both at once, or too much: none that there is */
	state->option[n] = (sides[0] && sides[1]) || chosen < 0 ? 0xff : min(chosen, 0xff);
}

static const struct comtrue_register *find(const struct comtrue *family, u32 field)
{
	const struct comtrue_register *reg = family->registers;

	while (reg->field && reg->field != field)
		reg++;
	return reg->field ? reg : NULL;
}

/* What one byte does takes four, what two do is known from whole commands only. */
size_t comtrue_build_set(const struct comtrue *family, const struct dongle_info *info, u32 field,
			 const struct dongle_state *state, u8 command[COMTRUE_COMMAND_MAX])
{
	const struct comtrue_register *reg = find(family, field);
	unsigned int n;

	if (!reg)
		return 0;
	memset(command, 0, COMTRUE_COMMAND_MAX);
	command[0] = family->header;
	command[1] = COMMAND_SECOND;
	command[2] = reg->set;
	if (!reg->sides) {
		command[3] = encode(info, field, state);
		return 4;
	}
	n = option_of(field);
	encode_sides(&info->options[n], state->option[n], command + 3);
	return COMTRUE_COMMAND_MAX;
}

size_t comtrue_build_ask(const struct comtrue *family, u8 ask, u8 command[COMTRUE_COMMAND_MAX])
{
	command[0] = family->header;
	command[1] = COMMAND_SECOND;
	command[2] = ask;
	return 3;
}

int comtrue_parse(const struct comtrue *family, const struct dongle_info *info, u8 ask,
		  const u8 *answer, int len, struct dongle_state *state)
{
	const struct comtrue_register *reg;
	struct dongle_state tmp = *state;
	u32 fields = 0;

	if (len < COMTRUE_ANSWER_LEN)
		return -EMSGSIZE;
	if ((family->answer && answer[0] != family->answer) || answer[1] != COMMAND_SECOND ||
	    answer[2] != ask)
		return -EAGAIN;
	for (reg = family->registers; reg->field; reg++) {
		if (reg->ask != ask)
			continue;
		if (reg->sides)
			decode_sides(info, reg->field, answer + reg->at, &tmp);
		else
			decode(info, reg->field, answer[reg->at], &tmp);
		fields |= reg->field;
	}
	if (!dongle_state_valid(info, fields, &tmp))
		return -EPROTO;
	*state = tmp;
	return 0;
}
