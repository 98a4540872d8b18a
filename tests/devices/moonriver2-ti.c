// SPDX-License-Identifier: GPL-2.0-only
#include "comtrue.h"

static const struct comtrue_model model = {
	.name = "Moonriver 2 Ti",
	.maker = "Comtrue Inc.",
	.vendor = 0x2fc6,
	.product = 0xf06b,
	.header = 0xc0,
	.hid = true,
	.settings = dawn_settings,
};

int main(int argc, char **argv)
{
	return comtrue_main(argc, argv, &model);
}
