// SPDX-License-Identifier: GPL-2.0-only
#include "dialect.h"
#include "../core/state.h"

#define NO_CODE		0xff	/* for a value that no device has */
#define GROUP_AT	4
#define GROUP_LEN	4

/* Attenuation: 0 is the most there is. */
static u8 volume_code(const struct dongle_info *info, s16 volume)
{
	const struct dongle_output_info *out = &info->output[0];

	return min((out->volume_max - volume) / out->volume_step, 0xff);
}

static s16 volume_of(const struct dongle_info *info, u8 code)
{
	return info->output[0].volume_max - code * info->output[0].volume_step;
}

static unsigned int option_of(u32 field)
{
	unsigned int n = 0;

	while (field != DONGLE_F_OPTION(n))
		n++;
	return n;
}

/* How many values a field has whose codes a table names. */
static unsigned int count_values(const struct dongle_info *info, u32 field)
{
	unsigned int n = 0;

	if (field != USB_DONGLE_F_FILTER)
		return info->options[option_of(field)].count;
	while (n < USB_DONGLE_FILTERS && info->filters[n])
		n++;
	return n;
}

static u8 find_code(const struct dongle_info *info, const struct dialect_register *reg, u8 code)
{
	unsigned int i, n = count_values(info, reg->field);

	for (i = 0; i < n; i++)
		if (reg->codes[i] == code)
			return i;
	return NO_CODE;
}

static u8 encode(const struct dongle_info *info, const struct dialect_register *reg,
		 const struct dongle_state *state, unsigned int channel)
{
	u8 value;

	switch (reg->field) {
	case USB_DONGLE_F_VOLUME(0):
		return volume_code(info, state->output[0].volume[channel]);
	case USB_DONGLE_F_MUTE(0):
		return state->output[0].mute;
	case USB_DONGLE_F_GAIN:
		return dongle_state_item(info->gains, state->gain); /* from the lowest */
	case USB_DONGLE_F_FILTER:
		value = state->filter;
		break;
	default:
		value = state->option[option_of(reg->field)];
	}
	return reg->codes ? reg->codes[value] : value;
}

static void decode(const struct dongle_info *info, const struct dialect_register *reg, u8 code,
		   struct dongle_state *state, unsigned int channel)
{
	u8 value = reg->codes ? find_code(info, reg, code) : code;

	switch (reg->field) {
	case USB_DONGLE_F_VOLUME(0):
		state->output[0].volume[channel] = volume_of(info, code);
		return;
	case USB_DONGLE_F_MUTE(0):
		state->output[0].mute = code;
		return;
	case USB_DONGLE_F_GAIN:
		state->gain = USB_DONGLE_GAINS; /* no such */
		dongle_state_choice(info->gains, code, &state->gain);
		return;
	case USB_DONGLE_F_FILTER:
		state->filter = value;
		return;
	}
	state->option[option_of(reg->field)] = value;
}

/* Numbers from the far left to the far right: the other side is made softer. */
static void encode_sides(const struct dongle_info *info, u32 field,
			 const struct dongle_state *state, u8 sides[2])
{
	unsigned int n = option_of(field);
	int balance = info->options[n].min + state->option[n];

	sides[0] = max(-balance, 0);
	sides[1] = max(balance, 0);
}

static void decode_sides(const struct dongle_info *info, u32 field, const u8 sides[2],
			 struct dongle_state *state)
{
	unsigned int n = option_of(field);
	int chosen = sides[1] - sides[0] - info->options[n].min;

	/* both at once, or too much: none that there is */
	state->option[n] = (sides[0] && sides[1]) || chosen < 0 ? NO_CODE : min(chosen, NO_CODE);
}

/* What the device has now, except where registers of the same command say otherwise. */
static void fill_group(const struct dongle_dialect *dialect, const struct dongle_info *info,
		       const struct dialect_register *reg, const struct dongle_state *state,
		       const struct dialect_heard *heard, u8 *values)
{
	const struct dialect_register *other;

	memcpy(values, heard->bytes[reg->question] + GROUP_AT, GROUP_LEN);
	for (other = dialect->registers; other->field; other++)
		if (other->question == reg->question)
			values[other->at - GROUP_AT] = encode(info, other, state, 0);
}

/* Return: how many bytes the values are. */
static size_t fill_values(const struct dongle_dialect *dialect, const struct dongle_info *info,
			  const struct dialect_register *reg, const struct dongle_state *state,
			  const struct dialect_heard *heard, u8 *values)
{
	switch (reg->shape) {
	case DIALECT_STEREO:
		values[0] = encode(info, reg, state, 0);
		values[1] = encode(info, reg, state, 1);
		return 2;
	case DIALECT_SIDES:
		encode_sides(info, reg->field, state, values);
		return 2;
	case DIALECT_RATES:
		memset(values, encode(info, reg, state, 0), 4);
		return 4;
	case DIALECT_GROUP:
		fill_group(dialect, info, reg, state, heard, values);
		return GROUP_LEN;
	}
	values[0] = encode(info, reg, state, 0);
	return 1;
}

/* The rest of a command is 0 already. */
static size_t filled_up(const struct dongle_dialect *dialect, size_t len)
{
	return len < dialect->command_len ? dialect->command_len : len;
}

size_t dongle_dialect_set(const struct dongle_dialect *dialect, const struct dongle_info *info,
			  u32 field, const struct dongle_state *state,
			  const struct dialect_heard *heard, unsigned int n,
			  u8 command[DIALECT_FRAME_MAX])
{
	const struct dialect_register *reg;
	bool apply = false;
	size_t len;

	memset(command, 0, DIALECT_FRAME_MAX);
	for (reg = dialect->registers; reg->field; reg++) {
		if (reg->field != field)
			continue;
		apply |= reg->apply;
		if (n--)
			continue;
		memcpy(command, reg->set, reg->len);
		len = reg->len;
		len += fill_values(dialect, info, reg, state, heard, command + len);
		return filled_up(dialect, len);
	}
	if (n || !apply)
		return 0;
	memcpy(command, dialect->apply, sizeof(dialect->apply));
	return filled_up(dialect, sizeof(dialect->apply));
}

size_t dongle_dialect_ask(const struct dongle_dialect *dialect, unsigned int question,
			  u8 command[DIALECT_FRAME_MAX])
{
	const struct dialect_question *ask = &dialect->questions[question];

	if (question >= DIALECT_QUESTIONS || !ask->len)
		return 0;
	memset(command, 0, DIALECT_FRAME_MAX);
	memcpy(command, ask->ask, ask->len);
	return filled_up(dialect, ask->len);
}

static bool begins(const struct dialect_question *question, u8 known, const u8 *answer)
{
	unsigned int i;

	for (i = 0; i < DIALECT_HEADER; i++)
		if (known & BIT(i) && answer[i] != question->answer[i])
			return false;
	return true;
}

bool dongle_dialect_is_answer(const struct dongle_dialect *dialect, unsigned int question,
			      const u8 *answer, int len)
{
	const struct dialect_question *ask = &dialect->questions[question];

	return len >= dialect->answer_len && begins(ask, ask->known, answer);
}

static void decode_register(const struct dongle_info *info, const struct dialect_register *reg,
			    const u8 *answer, struct dongle_state *state)
{
	unsigned int channel;

	if (reg->shape == DIALECT_SIDES) {
		decode_sides(info, reg->field, answer + reg->at, state);
		return;
	}
	for (channel = 0; channel < DONGLE_CHANNELS; channel++)
		decode(info, reg, answer[reg->at + (reg->shape == DIALECT_STEREO ? channel : 0)],
		       state, channel);
}

int dongle_dialect_parse(const struct dongle_dialect *dialect, const struct dongle_info *info,
			 unsigned int question, const u8 *answer, int len,
			 struct dongle_state *state, struct dialect_heard *heard)
{
	const struct dialect_register *reg;
	size_t kept = dialect->answer_len;
	struct dongle_state tmp = *state;
	u32 fields = 0;

	if (len < dialect->answer_len)
		return -EMSGSIZE;
	if (!dongle_dialect_is_answer(dialect, question, answer, len))
		return -EAGAIN;
	for (reg = dialect->registers; reg->field; reg++) {
		if (reg->question != question || !reg->at)
			continue;
		decode_register(info, reg, answer, &tmp);
		fields |= reg->field;
	}
	if (!dongle_state_valid(info, fields, &tmp))
		return -EPROTO;
	*state = tmp;
	kept = min(kept, sizeof(heard->bytes[question]));
	memcpy(heard->bytes[question], answer, kept);
	return 0;
}

/*
 * Where answers have a report of their own, the HID core may still take it for keys:
 * usage 1 of page FF01 is KEY_MICMUTE. Where they share one, their first byte repeats
 * that of a question, anybody's.
 */
bool dongle_dialect_is_key(const struct dongle_dialect *dialect, const u8 *report, int len)
{
	const struct dialect_question *any = &dialect->questions[0];

	if (dialect->numbered)
		return report[0] != any->answer[0];
	return !dialect->keys || len < dialect->answer_len ||
	       !begins(any, any->known & ~BIT(0), report);
}

bool dongle_dialect_writes_whole(const struct dongle_dialect *dialect)
{
	const struct dialect_register *reg;

	for (reg = dialect->registers; reg->field; reg++)
		if (reg->shape == DIALECT_GROUP)
			return true;
	return false;
}
