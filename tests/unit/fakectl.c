// SPDX-License-Identifier: GPL-2.0-only
/*
 * dongle-ctl as the completion of a shell calls it, with two dongles: a full one
 * and one that has a balanced output only. Anything else than --complete fails.
 */
#include "complete.h"
#include "device.h"
#include "fakebus.h"

int main(int argc, char **argv)
{
	struct fake_device *device;
	struct fake_bus fake;

	if (argc < 2 || strcmp(argv[1], COMPLETE_OPTION))
		return EXIT_USAGE;
	fake_init(&fake);
	device = fake_add(&fake, &device_full, &device_full_state);
	strcpy(device->id.serial, "Desk's \"A\"");
	strcpy(device->id.product, "Full Dongle");
	device = fake_add(&fake, &device_single, &device_single_state);
	strcpy(device->id.product, "Single");
	return complete_run(&fake.bus, stdout, argv + 2, argc - 2);
}
