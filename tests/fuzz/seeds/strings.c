// SPDX-License-Identifier: GPL-2.0-only
#include "seed.h"
#include "../unit/strings.c"

static void seeds(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(strings); i++) {
		seed_add(strings[i].from, strlen(strings[i].from) + 1);
		seed_add(strings[i].to, strlen(strings[i].to) + 1);
		seed_write();
	}
}
