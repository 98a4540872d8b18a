// SPDX-License-Identifier: GPL-2.0-only
#include "options.h"

int main(int argc, char **argv)
{
	struct options options;
	struct run run = { .options = &options, .out = stdout, .err = stderr };
	enum exit_code code;
	int err;

	options_parse(&options, argc, argv);
	err = dongle_usb_bus(&run.bus);
	if (err) {
		fprintf(stderr, "dongle-ctl: cannot use USB: %s\n", strerror(-err));
		return EXIT_DEVICE;
	}
	code = options.verb->run(&run);
	run.bus->ops->put(run.bus);
	return code;
}
