// SPDX-License-Identifier: GPL-2.0-only
/* What commands to bought dongles mean, by tests/fixtures rather than by the table. */
#include "speech.h"

size_t speech_length(const struct dialect_register *reg)
{
	static const u8 lengths[] = {
		[DIALECT_BOTH] = 1, [DIALECT_STEREO] = 2, [DIALECT_SIDES] = 2,
		[DIALECT_RATES] = 4, [DIALECT_GROUP] = 4,
	};

	return lengths[reg->shape];
}

/* Attenuation: 1 dB for each of the code, or 0.5 dB. */
static int step(const struct dongle_model *model)
{
	return model->vendor == 0x2fc6 && model->product == 0xf0b5 ? 256 : 128;
}

bool speech_is(const struct dialect_register *reg, const u8 *command, size_t len)
{
	return len >= reg->len + speech_length(reg) && !memcmp(command, reg->set, reg->len);
}

int speech_loudness(const struct dongle_model *model, const struct dialect_register *reg,
		    const u8 *command, unsigned int channel)
{
	unsigned int at = reg->len;

	if (reg->shape == DIALECT_GROUP)
		at += reg->at - 4;
	else if (reg->shape == DIALECT_STEREO)
		at += channel;
	return -command[at] * step(model);
}

bool speech_louder(const struct dongle_model *model, const u8 *command, size_t len,
		   const struct dongle_state *from, const struct dongle_state *to)
{
	const struct dialect_register *reg;
	unsigned int ch;
	int now;

	for (reg = model->kind->dialect->registers; reg->field; reg++) {
		if (reg->field != USB_DONGLE_F_VOLUME(0) || !speech_is(reg, command, len))
			continue;
		for (ch = 0; ch < DONGLE_CHANNELS; ch++) {
			now = speech_loudness(model, reg, command, ch);
			if (now > from->output[0].volume[ch] && now > to->output[0].volume[ch])
				return true;
		}
	}
	return false;
}

int speech_question(const struct dongle_dialect *speak, const u8 *command, size_t len)
{
	const struct dialect_question *ask = speak->questions;
	int n;

	for (n = 0; n < DIALECT_QUESTIONS && ask[n].len; n++)
		if (len >= ask[n].len && !memcmp(command, ask[n].ask, ask[n].len))
			return n;
	return -1;
}

int speech_error(struct fuzz *fuzz)
{
	static const int errors[] = { -EPIPE, -ETIMEDOUT, -ESHUTDOWN, -EIO, -EACCES, -ENOMEM };

	return errors[fuzz_below(fuzz, ARRAY_SIZE(errors))];
}

int speech_answer(struct fuzz *fuzz, const struct dongle_dialect *speak, unsigned int question,
		  u8 *buf, int room)
{
	const struct dialect_question *ask = &speak->questions[question];
	u8 what = fuzz_byte(fuzz);
	int len = room;

	if (what >= 0xf0)
		return speech_error(fuzz);
	if (what >= 0xe0)
		len = fuzz_below(fuzz, room + 1);
	fuzz_fill(fuzz, buf, len);
	if (what < 0xc0 && len >= DIALECT_HEADER)
		memcpy(buf, ask->answer, DIALECT_HEADER - !(ask->known & 8));
	return len;
}

const struct dongle_model *speech_model(u8 n)
{
	unsigned int models = 0;

	while (dongle_models[models].name)
		models++;
	return &dongle_models[n % models];
}
