// SPDX-License-Identifier: GPL-2.0-only
#include "json.h"
#include "show.h"
#include "verb.h"

static enum exit_code status_of(struct run *run, struct dongle *dongle)
{
	struct dongle_report report;
	int error = dongle_get(dongle, &report);

	if (error)
		return verb_failed(run, dongle, "read", error);
	if (!run->options->quiet && run->options->json)
		error = json_show(run->out, dongle, &report.state);
	else if (!run->options->quiet)
		show_status(run->out, dongle, &report.state);
	return verb_finish(run, error, EXIT_OK);
}

enum exit_code status_run(struct run *run)
{
	return verb_with_one(run, status_of);
}
