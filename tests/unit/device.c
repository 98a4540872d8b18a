// SPDX-License-Identifier: GPL-2.0-only
#include "device.h"

#define CAP_LEVEL	(USB_DONGLE_CAP_VOLUME | USB_DONGLE_CAP_MUTE | USB_DONGLE_CAP_LIMIT)
#define CAP_PLUG	(USB_DONGLE_CAP_DETECT | USB_DONGLE_CAP_IMPEDANCE)

const struct dongle_info device_full = {
	.version = USB_DONGLE_VERSION,
	.modes = 7,
	.gains = 7,
	.gain_level = { DB(-12), DB(-5.75), 0 },
	.filters = {
		USB_DONGLE_FILTER_FAST_LINEAR, USB_DONGLE_FILTER_NOS, USB_DONGLE_FILTER_HYBRID,
	},
	.output = {
		{
			.connector = USB_DONGLE_CONNECTOR_TRS_35,
			.caps = CAP_LEVEL | CAP_PLUG,
			.volume_min = DB(-60), .volume_max = 0, .volume_step = DB(0.5),
			.full_scale = { 500, 1000, 2000 }, .source_impedance = 300,
		},
		{
			.connector = USB_DONGLE_CONNECTOR_TRRRS_44,
			.caps = CAP_LEVEL | CAP_PLUG | USB_DONGLE_CAP_SHORT,
			.volume_min = DB(-100), .volume_max = DB(4), .volume_step = DB(1),
			.full_scale = { 1000, 2000, 4000 }, .source_impedance = 600,
		},
	},
};

const struct dongle_state device_full_state = {
	.mode = USB_DONGLE_MODE_AUTO,
	.active = BIT(USB_DONGLE_SE),
	.gain = USB_DONGLE_GAIN_LOW,
	.filter = 1,
	.output = {
		{ { DB(-20), DB(-20) }, DB(-10), 0, USB_DONGLE_PLUG_PLUGGED, 32 },
		{ { DB(-30), DB(-31) }, DB(4), 1, USB_DONGLE_PLUG_EMPTY, 0 },
	},
};

const struct dongle_info device_shared = {
	.version = USB_DONGLE_VERSION,
	.flags = USB_DONGLE_SHARED_LEVEL,
	.gains = BIT(USB_DONGLE_GAIN_HIGH),
	.output = {
		{
			.connector = USB_DONGLE_CONNECTOR_TRS_35,
			.caps = USB_DONGLE_CAP_VOLUME | USB_DONGLE_CAP_MUTE,
			.volume_min = DB(-60), .volume_max = 0, .volume_step = DB(0.5),
			.full_scale = { 0, 0, 1500 },
		},
		{
			.connector = USB_DONGLE_CONNECTOR_TRRS_25,
			.full_scale = { 0, 0, 3000 },
		},
	},
};

const struct dongle_state device_shared_state = {
	.active = 3,
	.output = { { { DB(-25), DB(-25) }, 0, 0, 0, 0 } },
};

const struct dongle_info device_single = {
	.version = USB_DONGLE_VERSION,
	.gains = 5,
	.gain_level = { DB(-10), 0, 0 },
	.output = {
		[USB_DONGLE_BALANCED] = {
			.connector = USB_DONGLE_CONNECTOR_TRRRS_44,
			.caps = USB_DONGLE_CAP_VOLUME,
			.volume_min = DB(-60), .volume_max = 0, .volume_step = DB(0.5),
		},
	},
};

const struct dongle_state device_single_state = {
	.active = BIT(USB_DONGLE_BALANCED),
	.output = { [USB_DONGLE_BALANCED] = { { DB(-40), DB(-40) }, 0, 0, 0, 0 } },
};
