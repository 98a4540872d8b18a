/* SPDX-License-Identifier: GPL-2.0-only */
/* The names that ALSA, configfs and the command line share, one table each. */
#ifndef DONGLE_NAMES_H
#define DONGLE_NAMES_H

#include "model.h"

/**
 * struct dongle_name - one value of the protocol and what it is called
 * @label: as ALSA shows it
 * @key: as configfs and the command line spell it
 */
struct dongle_name {
	const char *label;
	const char *key;
};

#define DONGLE_MODE_NAMES	3
#define DONGLE_FILTER_NAMES	15
#define DONGLE_CONNECTOR_NAMES	5
#define DONGLE_PLUG_NAMES	3

/* Indexed by the USB_DONGLE_* value of their kind. */
extern const struct dongle_name dongle_output_names[DONGLE_OUTPUTS];
extern const struct dongle_name dongle_mode_names[DONGLE_MODE_NAMES];
extern const struct dongle_name dongle_gain_names[USB_DONGLE_GAINS];
extern const struct dongle_name dongle_filter_names[DONGLE_FILTER_NAMES];
extern const struct dongle_name dongle_connector_names[DONGLE_CONNECTOR_NAMES];
extern const struct dongle_name dongle_plug_names[DONGLE_PLUG_NAMES];

/**
 * dongle_filter_name - name of a filter, also of one newer than we are
 * @filter: USB_DONGLE_FILTER_*
 *
 * Return: its row, or that of USB_DONGLE_FILTER_NONE.
 */
const struct dongle_name *dongle_filter_name(u8 filter);

/**
 * dongle_connector_name - name of a connector, also of one newer than we are
 * @connector: USB_DONGLE_CONNECTOR_*
 *
 * Return: its row, or one that says unknown.
 */
const struct dongle_name *dongle_connector_name(u8 connector);

#endif /* DONGLE_NAMES_H */
