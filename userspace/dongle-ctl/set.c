// SPDX-License-Identifier: GPL-2.0-only
#include "json.h"
#include "plan.h"
#include "show.h"
#include "verb.h"

static enum exit_code show_result(struct run *run, const struct dongle *dongle, u32 mask,
				  const struct dongle_state *before,
				  const struct dongle_state *after)
{
	bool dry_run = run->options->given & BIT(OPTION_DRY_RUN);
	int error = 0;

	if (!run->options->quiet && run->options->json)
		error = json_changes(run->out, dongle, mask, before, after, dry_run);
	else if (!run->options->quiet)
		show_changes(run->out, &dongle->info, mask, before, after,
			     run->options->plain);
	if (dry_run && mask && !run->options->quiet && !run->options->json)
		fprintf(run->out, "dry run: nothing was sent\n");
	return verb_finish(run, error, EXIT_OK);
}

static enum exit_code send(struct run *run, struct dongle *dongle, const struct plan *plan,
			   const struct dongle_state *before)
{
	struct dongle_report after;
	int error = dongle_set(dongle, plan->mask, &plan->state, &after);

	if (error)
		return verb_failed(run, dongle, "change", error);
	if (after.result != USB_DONGLE_RESULT_OK) {
		fprintf(run->err, "dongle-ctl: the device at %s refused, nothing is changed: %s\n",
			dongle->id.path, dongle_result_text(after.result));
		return EXIT_DEVICE;
	}
	return show_result(run, dongle, plan->mask | plan->follows, before, &after.state);
}

enum exit_code set_request(struct run *run, struct dongle *dongle, const struct request *request)
{
	struct dongle_report before;
	struct plan plan;
	int error;

	error = dongle_get(dongle, &before);
	if (error)
		return verb_failed(run, dongle, "read", error);
	if (!plan_make(&plan, &dongle->info, &before.state, request)) {
		fprintf(run->err, "%s%s\n", request_is_kept(request) ? "" : "dongle-ctl: ",
			plan.error);
		return request_is_kept(request) ? EXIT_FILE : EXIT_USAGE;
	}
	if (!plan.mask || run->options->given & BIT(OPTION_DRY_RUN))
		return show_result(run, dongle, plan.mask ? plan.mask | plan.follows : 0,
				   &before.state, &plan.state);
	return send(run, dongle, &plan, &before.state);
}

static enum exit_code set_of(struct run *run, struct dongle *dongle)
{
	return set_request(run, dongle, &run->options->request);
}

enum exit_code set_run(struct run *run)
{
	return verb_with_one(run, set_of);
}
