// SPDX-License-Identifier: GPL-2.0-only
#include "names.h"

const struct dongle_name dongle_output_names[] = {
	[USB_DONGLE_SE]		= { "SE",	"se" },
	[USB_DONGLE_BALANCED]	= { "Balanced",	"balanced" },
};
EXPORT_SYMBOL_GPL(dongle_output_names);

const struct dongle_name dongle_mode_names[] = {
	[USB_DONGLE_MODE_SE]		= { "Single-Ended",	"single-ended" },
	[USB_DONGLE_MODE_BALANCED]	= { "Balanced",		"balanced" },
	[USB_DONGLE_MODE_AUTO]		= { "Auto",		"auto" },
};
EXPORT_SYMBOL_GPL(dongle_mode_names);

const struct dongle_name dongle_gain_names[] = {
	[USB_DONGLE_GAIN_LOW]		= { "Low",	"low" },
	[USB_DONGLE_GAIN_MEDIUM]	= { "Medium",	"medium" },
	[USB_DONGLE_GAIN_HIGH]		= { "High",	"high" },
};
EXPORT_SYMBOL_GPL(dongle_gain_names);

const struct dongle_name dongle_filter_names[] = {
	[USB_DONGLE_FILTER_NONE] = { "Unknown", "unknown" },
	[USB_DONGLE_FILTER_FAST_LOW_LATENCY] = { "Fast Low Latency", "fast-low-latency" },
	[USB_DONGLE_FILTER_FAST_PHASE_COMP] = {
		"Fast Phase Compensated", "fast-phase-compensated"
	},
	[USB_DONGLE_FILTER_SLOW_LOW_LATENCY] = { "Slow Low Latency", "slow-low-latency" },
	[USB_DONGLE_FILTER_SLOW_PHASE_COMP] = {
		"Slow Phase Compensated", "slow-phase-compensated"
	},
	[USB_DONGLE_FILTER_NOS] = { "Non-Oversampling", "non-oversampling" },
	[USB_DONGLE_FILTER_FAST_LINEAR] = { "Fast Linear Phase", "fast-linear-phase" },
	[USB_DONGLE_FILTER_SLOW_LINEAR] = { "Slow Linear Phase", "slow-linear-phase" },
	[USB_DONGLE_FILTER_FAST_MINIMUM] = { "Fast Minimum Phase", "fast-minimum-phase" },
	[USB_DONGLE_FILTER_SLOW_MINIMUM] = { "Slow Minimum Phase", "slow-minimum-phase" },
	[USB_DONGLE_FILTER_APODIZING] = { "Apodizing", "apodizing" },
	[USB_DONGLE_FILTER_HYBRID] = { "Hybrid", "hybrid" },
	[USB_DONGLE_FILTER_BRICK_WALL] = { "Brick Wall", "brick-wall" },
	[USB_DONGLE_FILTER_SHARP] = { "Sharp", "sharp" },
	[USB_DONGLE_FILTER_SLOW] = { "Slow", "slow" },
};
EXPORT_SYMBOL_GPL(dongle_filter_names);

const struct dongle_name dongle_connector_names[] = {
	[USB_DONGLE_CONNECTOR_NONE]	= { "None",		"none" },
	[USB_DONGLE_CONNECTOR_TRS_35]	= { "3.5 mm TRS",	"3.5" },
	[USB_DONGLE_CONNECTOR_TRS_635]	= { "6.35 mm TRS",	"6.35" },
	[USB_DONGLE_CONNECTOR_TRRS_25]	= { "2.5 mm TRRS",	"2.5" },
	[USB_DONGLE_CONNECTOR_TRRRS_44]	= { "4.4 mm TRRRS",	"4.4" },
};
EXPORT_SYMBOL_GPL(dongle_connector_names);

const struct dongle_name dongle_plug_names[] = {
	[USB_DONGLE_PLUG_EMPTY]		= { "Empty",	"empty" },
	[USB_DONGLE_PLUG_PLUGGED]	= { "Plugged",	"plugged" },
	[USB_DONGLE_PLUG_SHORTED]	= { "Shorted",	"shorted" },
};
EXPORT_SYMBOL_GPL(dongle_plug_names);

const struct dongle_name *dongle_filter_name(u8 filter)
{
	return &dongle_filter_names[filter < DONGLE_FILTER_NAMES ? filter : USB_DONGLE_FILTER_NONE];
}
EXPORT_SYMBOL_GPL(dongle_filter_name);

const struct dongle_name *dongle_connector_name(u8 connector)
{
	static const struct dongle_name unknown = { "Unknown", "unknown" };

	return connector < DONGLE_CONNECTOR_NAMES ? &dongle_connector_names[connector] : &unknown;
}
EXPORT_SYMBOL_GPL(dongle_connector_name);
