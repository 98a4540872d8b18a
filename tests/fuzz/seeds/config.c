// SPDX-License-Identifier: GPL-2.0-only
#include "seed.h"
#include "../unit/config.c"

static void seeds(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(broken); i++) {
		seed_add(broken[i].text, strlen(broken[i].text));
		seed_write();
	}
}
