// SPDX-License-Identifier: GPL-2.0-only
#include "json.h"
#include "plan.h"
#include "show.h"
#include "verb.h"

static enum exit_code show_result(struct run *run, const struct dongle *dongle, u32 mask,
				  const struct dongle_state *before,
				  const struct dongle_state *after)
{
	int error = 0;

	if (!run->options->quiet && run->options->json)
		error = json_changes(run->out, dongle, mask, before, after);
	else if (!run->options->quiet)
		show_changes(run->out, &dongle->info, mask, before, after,
			     run->options->plain);
	return verb_finish(run, error, EXIT_OK);
}

static enum exit_code set_of(struct run *run, struct dongle *dongle)
{
	struct dongle_report before, after;
	struct plan plan;
	int error;

	error = dongle_get(dongle, &before);
	if (error)
		return verb_failed(run, dongle, "read", error);
	if (!plan_make(&plan, &dongle->info, &before.state, &run->options->request)) {
		fprintf(run->err, "dongle-ctl: %s\n", plan.error);
		return EXIT_USAGE;
	}
	if (!plan.mask)
		return show_result(run, dongle, 0, &before.state, &before.state);
	error = dongle_set(dongle, plan.mask, &plan.state, &after);
	if (error)
		return verb_failed(run, dongle, "change", error);
	if (after.result != USB_DONGLE_RESULT_OK) {
		fprintf(run->err, "dongle-ctl: the device at %s refused, nothing is changed: %s\n",
			dongle->id.path, dongle_result_text(after.result));
		return EXIT_DEVICE;
	}
	return show_result(run, dongle, plan.mask | plan.follows, &before.state, &after.state);
}

enum exit_code set_run(struct run *run)
{
	return verb_with_one(run, set_of);
}
