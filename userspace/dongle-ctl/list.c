// SPDX-License-Identifier: GPL-2.0-only
#include "json.h"
#include "show.h"
#include "verb.h"

enum exit_code list_run(struct run *run)
{
	const struct options *options = run->options;
	struct candidate *found;
	int n = select_find(run->bus, &options->selector, &found);
	int error = 0;

	if (n < 0) {
		fprintf(run->err, "dongle-ctl: cannot list USB devices: %s\n", strerror(-n));
		return EXIT_DEVICE;
	}
	if (!options->quiet && options->json)
		error = json_list(run->out, found, n);
	else if (!options->quiet)
		show_list(run->out, found, n);
	select_free(found, n);
	return verb_finish(run, error,
			   n ? EXIT_OK : select_say_none(&options->selector, run->err));
}
