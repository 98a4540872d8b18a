// SPDX-License-Identifier: GPL-2.0-only
#include <unistd.h>

#include "complete.h"
#include "options.h"

int main(int argc, char **argv)
{
	bool complete = argc > 1 && !strcmp(argv[1], COMPLETE_OPTION);
	struct options options = {};
	struct run run = { .options = &options, .in = STDIN_FILENO, .out = stdout, .err = stderr };
	enum exit_code code;
	unsigned int flags = DONGLE_BUS_ONLY;
	int err;

	if (!complete)
		options_parse(&options, argc, argv);
	if (options.given & BIT(OPTION_DIRECT))
		flags |= DONGLE_BUS_DIRECT;
	err = dongle_bus_new(&run.bus, flags);
	if (err) {
		fprintf(stderr, "dongle-ctl: cannot use USB: %s\n", strerror(-err));
		return EXIT_DEVICE;
	}
	if ((options.verb == &verbs[VERB_STATUS] || options.verb == &verbs[VERB_ADVISE]) &&
	    !options.json)
		run.style = glance_style(stdout);
	code = complete ? complete_run(run.bus, run.out, argv + 2, argc - 2) : verb_run(&run);
	dongle_bus_free(run.bus);
	return code;
}
