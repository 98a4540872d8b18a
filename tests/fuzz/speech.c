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

const struct dongle_model *speech_model(u8 n)
{
	unsigned int models = 0;

	while (dongle_models[models].name)
		models++;
	return &dongle_models[n % models];
}
