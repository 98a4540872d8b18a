// SPDX-License-Identifier: GPL-2.0-only
/*
 * Registers from usb-dongle-control (FiiO KA5). The power-on values, but for the
 * volume, are not documented; nor are the interfaces, so there is no HID here.
 */
#include <stddef.h>

#include "comtrue.h"

static const uint8_t brightness[] = { 0, 10, 25, 40, 60, 80, 105, 130, 160, 200 };

static const struct setting settings[] = {
	{ "filter", 0, 0x01, 0, 4, NULL, 0xa3, 3 },
	{ "gain", 0, 0x02, 0, 1, NULL, 0xa3, 4 },
	{ "volume", 0x60, 0x04, 0, 255, NULL, 0xa2, 4 },
	{ "balance_right", 0, 0x05, 0, 12, NULL, 0xa2, 5 },
	{ "balance_left", 0, 0x05, 1, 12, NULL, 0xa2, 6 },
	{ "amp", 0, 0x06, 0, 1, NULL, 0xa3, 5 },
	{ "mute", 0, 0x07, 0, 1, NULL, 0xa3, 6 },
	{ "spdif", 0, 0x08, 0, 1, NULL, 0xa4, 3 },
	{ "display_timeout", 30, 0x09, 0, 60, NULL, 0xa4, 4 },
	{ "hid_mode", 0, 0x0a, 0, 1, NULL, 0xa0, 6 },
	{ "brightness", 80, 0x0b, 0, 200, brightness, 0xa4, 5 },
	{ "invert", 0, 0x0c, 0, 1, NULL, 0xa4, 6 },
	{ "volume_mode", 0, 0x0d, 0, 1, NULL, 0xa0, 5 },
	{ "firmware", 0x10, 0, 0, 255, NULL, 0xa0, 3 },
	{ "rate_key", 0, 0, 0, 255, NULL, 0xa1, 3 },
	{ }
};

static const struct comtrue_model model = {
	.name = "FiiO KA5",
	.maker = "FiiO",
	.vendor = 0x2972,
	.product = 0x0055,
	.header = 0xc7,
	.balance = 0x05,
	.settings = settings,
};

int main(int argc, char **argv)
{
	return comtrue_main(argc, argv, &model);
}
