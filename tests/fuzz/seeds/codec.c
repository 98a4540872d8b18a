// SPDX-License-Identifier: GPL-2.0-only
#include "seed.h"
#include "../unit/codec.c"

static void add_changed(const u8 *bytes, size_t len, const struct change *change)
{
	u8 copy[USB_DONGLE_MSG_MAX];

	memcpy(copy, bytes, len);
	memcpy(copy + change->offset, change->bytes, change->count);
	seed_add(copy, len);
	seed_write();
}

static void seeds(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(info_changes); i++) {
		seed_add_byte(0);
		add_changed(info_bytes, INFO_SIZE, &info_changes[i]);
	}
	for (i = 0; i < ARRAY_SIZE(report_changes); i++) {
		seed_add_byte(1);
		seed_add(info_bytes, INFO_SIZE);
		add_changed(report_bytes, REPORT_SIZE, &report_changes[i]);
	}
	seed_add_byte(2);
	seed_add(set_bytes, SET_SIZE);
	seed_write();
}
