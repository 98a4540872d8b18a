// SPDX-License-Identifier: GPL-2.0-only
#include "seed.h"
#include "../unit/decibel.c"

static void seeds(void)
{
	const struct control *c;

	for (c = controls; c < controls + ARRAY_SIZE(controls); c++) {
		seed_add(&c->control.min, sizeof(int));
		seed_add(&c->control.max, sizeof(int));
		seed_add(c->control.tlv, 8 + c->control.tlv[1]);
		seed_write();
	}
}
