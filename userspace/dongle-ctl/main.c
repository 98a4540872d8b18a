// SPDX-License-Identifier: GPL-2.0-only
#include "options.h"

int main(int argc, char **argv)
{
	struct options options;
	struct dongle_bus *bus;
	enum exit_code code;
	int err;

	options_parse(&options, argc, argv);
	err = dongle_usb_bus(&bus);
	if (err) {
		fprintf(stderr, "dongle-ctl: cannot use USB: %s\n", strerror(-err));
		return EXIT_DEVICE;
	}
	code = apply_run(bus, &options, stdout, stderr);
	bus->ops->put(bus);
	return code;
}
