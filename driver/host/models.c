// SPDX-License-Identifier: GPL-2.0-only
/* What is known of bought dongles. tests/fixtures says from where. */
#include "models.h"
#include "../core/names.h"

static const struct dongle_name led_names[] = {
	{ "On", "on" }, { "Temporarily Off", "temporarily-off" }, { "Off", "off" },
};

/* Comtrue bridge and CS43131 or CS43198; volume 0.5 dB a code, both channels. */
static const struct dongle_info comtrue_info = {
	.flags = USB_DONGLE_SHARED_LEVEL,
	.mono = true,
	.gains = BIT(USB_DONGLE_GAIN_LOW) | BIT(USB_DONGLE_GAIN_HIGH),
	.gain_level = { DONGLE_LEVEL_UNKNOWN, DONGLE_LEVEL_UNKNOWN, 0 },
	.filters = {
		USB_DONGLE_FILTER_FAST_LOW_LATENCY, USB_DONGLE_FILTER_FAST_PHASE_COMP,
		USB_DONGLE_FILTER_SLOW_LOW_LATENCY, USB_DONGLE_FILTER_SLOW_PHASE_COMP,
		USB_DONGLE_FILTER_NOS,
	},
	.output[0] = {
		.caps = USB_DONGLE_CAP_VOLUME,
		.volume_min = -255 * 128,
		.volume_max = 0,
		.volume_step = 128,
	},
};

#define QUESTION_LEN	3

/* HEADER A5 x and then byte 3; nothing says when an answer is there, or to which question. */
#define COMTRUE_ASK(header, known, what) \
	{ { header, 0xA5, what }, QUESTION_LEN, known, { 0xA0, 0xA5, what } }

static const struct dongle_dialect dawn_dialect = {
	.link = DIALECT_LINK_CHANNEL,
	.answer_len = 7,
	.questions = {
		COMTRUE_ASK(0xC0, 0x7, 0xA3),
		COMTRUE_ASK(0xC0, 0x7, 0xA2),
	},
	.registers = {
		{ USB_DONGLE_F_FILTER, { 0xC0, 0xA5, 0x01 }, 3, .question = 0, .at = 3 },
		{ USB_DONGLE_F_GAIN, { 0xC0, 0xA5, 0x02 }, 3, .question = 0, .at = 4 },
		{ DONGLE_F_OPTION(0), { 0xC0, 0xA5, 0x06 }, 3, .question = 0, .at = 5 },
		{ USB_DONGLE_F_VOLUME(0), { 0xC0, 0xA5, 0x04 }, 3, .question = 1, .at = 4 },
	},
};

static const struct dongle_kind dawn = {
	.dialect = &dawn_dialect,
	.info = &comtrue_info,
	.options = { { "LED", "led", led_names, ARRAY_SIZE(led_names), 0 } },
};

static const struct dongle_name class_names[] = {
	{ "AB", "ab" }, { "H", "h" },
};

/* How its answers begin is not known but for the question in them. */
static const struct dongle_dialect ka5_dialect = {
	.link = DIALECT_LINK_CHANNEL,
	.command_len = 7,
	.answer_len = 7,
	.questions = {
		COMTRUE_ASK(0xC7, 0x6, 0xA3),
		COMTRUE_ASK(0xC7, 0x6, 0xA2),
		COMTRUE_ASK(0xC7, 0x6, 0xA4),
	},
	.registers = {
		{ USB_DONGLE_F_FILTER, { 0xC7, 0xA5, 0x01 }, 3, .question = 0, .at = 3 },
		{ USB_DONGLE_F_GAIN, { 0xC7, 0xA5, 0x02 }, 3, .question = 0, .at = 4 },
		{ DONGLE_F_OPTION(0), { 0xC7, 0xA5, 0x06 }, 3, .question = 0, .at = 5 },
		{ USB_DONGLE_F_MUTE(0), { 0xC7, 0xA5, 0x07 }, 3, .question = 0, .at = 6 },
		{ USB_DONGLE_F_VOLUME(0), { 0xC7, 0xA5, 0x04 }, 3, .question = 1, .at = 4 },
		{ DONGLE_F_OPTION(1), { 0xC7, 0xA5, 0x05 }, 3, .shape = DIALECT_SIDES,
		  .question = 1, .at = 5 },
		{ DONGLE_F_OPTION(2), { 0xC7, 0xA5, 0x08 }, 3, .question = 2, .at = 3 },
	},
};

static const struct dongle_kind ka5 = {
	.dialect = &ka5_dialect,
	.info = &comtrue_info,
	.caps = USB_DONGLE_CAP_MUTE,
	.options = {
		{ "Amplifier Class", "amplifier-class", class_names, ARRAY_SIZE(class_names), 0 },
		/* steps of 0.5 dB, negative to the left */
		{ "Headphone Balance", "balance", NULL, 25, -12 },
		{ "IEC958 Playback Switch", "spdif", NULL, 2, 0 },
	},
};

/*
 * ES9038Q2M behind a Comtrue bridge: registers 00-2F by 03 and 04, the volume by 06.
 * Nothing tells that an answer repeats the question, but values come after three bytes.
 */
static const struct dongle_info e1da_info = {
	.flags = USB_DONGLE_SHARED_LEVEL,
	.filters = {
		USB_DONGLE_FILTER_FAST_LINEAR, USB_DONGLE_FILTER_SLOW_LINEAR,
		USB_DONGLE_FILTER_FAST_MINIMUM, USB_DONGLE_FILTER_SLOW_MINIMUM,
		USB_DONGLE_FILTER_APODIZING, USB_DONGLE_FILTER_HYBRID,
		USB_DONGLE_FILTER_BRICK_WALL,
	},
	.output[0] = {
		.caps = USB_DONGLE_CAP_VOLUME | USB_DONGLE_CAP_MUTE,
		.volume_min = -255 * 128,
		.volume_max = 0,
		.volume_step = 128,
	},
};

static const u8 e1da_filters[] = { 0x00, 0x20, 0x40, 0x60, 0x80, 0xC0, 0xE0 };

#define E1DA_ASK(at)	{ { 0x04, at, 4 }, QUESTION_LEN, 0x7, { 0x04, at, 4 } }

/* A filter for each sample rate: 44.1 to 96 kHz, 176.4 to 384 kHz. */
static const struct dongle_dialect e1da_dialect = {
	.link = DIALECT_LINK_HID,
	.command_len = 7,
	.answer_len = 7,
	.type_at = 3,
	.pause_ms = 100,
	.apply = { 0x05 },
	.questions = { E1DA_ASK(0x00), E1DA_ASK(0x04), E1DA_ASK(0x24) },
	.registers = {
		{ USB_DONGLE_F_MUTE(0), { 0x03, 0x02, 1 }, 3, .question = 0, .at = 5,
		  .apply = true },
		{ USB_DONGLE_F_VOLUME(0), { 0x06, 0x00, 2 }, 3, DIALECT_STEREO,
		  .question = 1, .at = 3 },
		{ USB_DONGLE_F_FILTER, { 0x03, 0x24, 4 }, 3, DIALECT_RATES,
		  .question = 2, .at = 3, .codes = e1da_filters, .apply = true },
		{ USB_DONGLE_F_FILTER, { 0x03, 0x28, 4 }, 3, DIALECT_RATES,
		  .codes = e1da_filters },
	},
};

static const struct dongle_kind sg3 = {
	.dialect = &e1da_dialect,
	.info = &e1da_info,
	.types = "st",
};

static const struct dongle_kind d9038 = {
	.dialect = &e1da_dialect,
	.info = &e1da_info,
	.types = "d",
};

static const struct dongle_info dc_elite_info = {
	.flags = USB_DONGLE_SHARED_LEVEL,
	.mono = true,
	.filters = { USB_DONGLE_FILTER_SHARP, USB_DONGLE_FILTER_SLOW },
	.output[0] = {
		.caps = USB_DONGLE_CAP_VOLUME,
		.volume_min = -3 * 256,
		.volume_max = 0,
		.volume_step = 256,
	},
};

static const struct dongle_name dsd_filter_names[] = {
	{ "Low", "low" }, { "Medium", "medium" }, { "High", "high" },
};

/*
 * The first byte of a question comes back, any number would do. Coax, match and knob
 * are set with the reduction, and kept: what their values mean is not known.
 */
static const struct dongle_dialect dc_elite_dialect = {
	.link = DIALECT_LINK_HID,
	.command_len = 8,
	.answer_len = 8,
	.keys = true,
	.pause_ms = 100, /* one request at a time, and what sets is answered, too */
	.questions = {
		{ { 0x59, 0x21, 0xDE }, QUESTION_LEN, 0xF, { 0x59, 0x00, 0xFF, 0x00 } },
		{ { 0x62, 0x31, 0xCE }, QUESTION_LEN, 0xF, { 0x62, 0x00, 0xFF, 0x00 } },
	},
	.registers = {
		{ USB_DONGLE_F_FILTER, { 0x11, 0x20, 0xDF }, 4, DIALECT_GROUP,
		  .question = 0, .at = 4 },
		{ DONGLE_F_OPTION(0), { 0x11, 0x20, 0xDF }, 4, DIALECT_GROUP,
		  .question = 0, .at = 5 },
		{ USB_DONGLE_F_VOLUME(0), { 0x19, 0x30, 0xCF }, 4, DIALECT_GROUP,
		  .question = 1, .at = 5 },
	},
};

static const struct dongle_kind dc_elite = {
	.dialect = &dc_elite_dialect,
	.info = &dc_elite_info,
	.options = { { "DSD Filter", "dsd-filter", dsd_filter_names,
		       ARRAY_SIZE(dsd_filter_names), 0 } },
};

/* 2 and 4 Vrms. */
static const struct dongle_info space_pro_info = {
	.flags = USB_DONGLE_SHARED_LEVEL,
	.gains = BIT(USB_DONGLE_GAIN_LOW) | BIT(USB_DONGLE_GAIN_HIGH),
	.gain_level = { -1541, DONGLE_LEVEL_UNKNOWN, 0 },
	.filters = {
		USB_DONGLE_FILTER_FAST_LOW_LATENCY, USB_DONGLE_FILTER_FAST_PHASE_COMP,
		USB_DONGLE_FILTER_SLOW_LOW_LATENCY, USB_DONGLE_FILTER_SLOW_PHASE_COMP,
		USB_DONGLE_FILTER_NOS,
	},
};

static const u8 walkplay_filters[] = { 1, 2, 3, 4, 5 };

#define WALKPLAY_ASK(group, length) \
	{ { 0x4B, 0x80, group, length }, 4, 0x7, { 0x4B, 0x80, group } }

static const struct dongle_dialect walkplay_dialect = {
	.link = DIALECT_LINK_HID,
	.command_len = 64,
	.answer_len = 64,
	.numbered = true,
	.pause_ms = 100,
	.questions = { WALKPLAY_ASK(0x19, 0x3C), WALKPLAY_ASK(0x11, 0x01) },
	.registers = {
		{ USB_DONGLE_F_GAIN, { 0x4B, 0x01, 0x19, 0x3C }, 4, .question = 0, .at = 4 },
		{ USB_DONGLE_F_FILTER, { 0x4B, 0x01, 0x11, 0x01 }, 4, .question = 1, .at = 4,
		  .codes = walkplay_filters },
	},
};

static const struct dongle_kind space_pro = {
	.dialect = &walkplay_dialect,
	.info = &space_pro_info,
};

#define MODEL(v, p, se, balanced, k, c, n) { \
	.vendor = (v), \
	.product = (p), \
	.connector = { USB_DONGLE_CONNECTOR_##se, USB_DONGLE_CONNECTOR_##balanced }, \
	.kind = &(k), \
	.confidence = DONGLE_CONFIDENCE_##c, \
	.name = (n), \
},

const struct dongle_model dongle_models[] = {
	DONGLE_MODELS(MODEL)
	{ }
};

const struct dongle_model *dongle_model_find(u16 vendor, u16 product)
{
	const struct dongle_model *model;

	for (model = dongle_models; model->name; model++)
		if (model->vendor == vendor && model->product == product)
			return model;
	return NULL;
}

const struct dongle_model *dongle_model_typed(const struct dongle_model *model, u8 type)
{
	const struct dongle_model *other;

	if (!model->kind->types)
		return model;
	for (other = dongle_models; other->name; other++)
		if (other->vendor == model->vendor && other->product == model->product &&
		    type && strchr(other->kind->types, type))
			return other;
	return NULL;
}

void dongle_model_info(const struct dongle_model *model, struct dongle_info *info)
{
	unsigned int out;

	*info = *model->kind->info;
	info->output[0].caps |= model->kind->caps;
	memcpy(info->options, model->kind->options, sizeof(info->options));
	for (out = 0; out < DONGLE_OUTPUTS; out++)
		info->output[out].connector = model->connector[out];
}
