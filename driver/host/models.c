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

static const struct comtrue dawn_comtrue = {
	.header = 0xC0,
	.answer = 0xA0,
	.questions = { 0xA3, 0xA2 },
	.registers = {
		{ USB_DONGLE_F_FILTER,		0x01, 0xA3, 3 },
		{ USB_DONGLE_F_GAIN,		0x02, 0xA3, 4 },
		{ DONGLE_F_OPTION(0),		0x06, 0xA3, 5 },
		{ USB_DONGLE_F_VOLUME(0),	0x04, 0xA2, 4 },
	},
};

static const struct dongle_kind dawn = {
	.comtrue = &dawn_comtrue,
	.info = &comtrue_info,
	.options = { { "LED", "led", led_names, ARRAY_SIZE(led_names) } },
};

static const struct dongle_name class_names[] = {
	{ "AB", "ab" }, { "H", "h" },
};

/* How its answers begin is not known. */
static const struct comtrue ka5_comtrue = {
	.header = 0xC7,
	.questions = { 0xA3, 0xA2, 0xA4 },
	.registers = {
		{ USB_DONGLE_F_FILTER,		0x01, 0xA3, 3 },
		{ USB_DONGLE_F_GAIN,		0x02, 0xA3, 4 },
		{ DONGLE_F_OPTION(0),		0x06, 0xA3, 5 },
		{ USB_DONGLE_F_MUTE(0),		0x07, 0xA3, 6 },
		{ USB_DONGLE_F_VOLUME(0),	0x04, 0xA2, 4 },
		{ DONGLE_F_OPTION(1),		0x05, 0xA2, 5, true },
		{ DONGLE_F_OPTION(2),		0x08, 0xA4, 3 },
	},
};

static const struct dongle_kind ka5 = {
	.comtrue = &ka5_comtrue,
	.info = &comtrue_info,
	.caps = USB_DONGLE_CAP_MUTE,
	.options = {
		{ "Amplifier Class", "amplifier-class", class_names, ARRAY_SIZE(class_names) },
		/* steps of 0.5 dB, negative to the left */
		{ "Headphone Balance", "balance", NULL, 25, -12 },
		{ "IEC958 Playback Switch", "spdif", NULL, 2 },
	},
};

#define MODEL(v, p, se, balanced, k, n) { \
	.vendor = (v), \
	.product = (p), \
	.connector = { USB_DONGLE_CONNECTOR_##se, USB_DONGLE_CONNECTOR_##balanced }, \
	.kind = &(k), \
	.name = (n), \
},

static const struct dongle_model models[] = {
	DONGLE_MODELS(MODEL)
};

const struct dongle_model *dongle_model_find(u16 vendor, u16 product)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(models); i++)
		if (models[i].vendor == vendor && models[i].product == product)
			return &models[i];
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
