// SPDX-License-Identifier: GPL-2.0-only
#include "seed.h"
#include "../unit/gadget.c"

static void seeds(void)
{
	char text[512];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(broken); i++) {
		seed_add(broken[i].text, strlen(broken[i].text));
		seed_write();
	}
	for (i = 0; i < ARRAY_SIZE(values); i++) {
		snprintf(text, sizeof(text), "[%s]\n%s = %s\n", values[i].section, values[i].key,
			 values[i].written);
		seed_add(text, strlen(text));
		seed_write();
	}
}
