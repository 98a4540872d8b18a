// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "advise.h"
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
	struct dongle_state after = plan->state;
	enum exit_code code = verb_set(run, dongle, plan->mask, &after);

	if (code != EXIT_OK)
		return code;
	return show_result(run, dongle, plan->mask | plan->follows, before, &after);
}

/* A limit in dB SPL: for which headphones, and when it is met. */
static void say_counted(struct run *run, const struct plan *plan, const struct request *request)
{
	if (!plan->counted || run->options->quiet || run->options->json)
		return;
	fprintf(run->out, "limit counted for %s at the loudest gain, so that it holds at each\n",
		request->headphones_name);
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
	say_counted(run, &plan, request);
	if (!plan.mask || run->options->given & BIT(OPTION_DRY_RUN))
		return show_result(run, dongle, plan.mask ? plan.mask | plan.follows : 0,
				   &before.state, &plan.state);
	return send(run, dongle, &plan, &before.state);
}

/* Those that files name for this dongle. */
static enum exit_code take_configured(struct run *run, struct dongle *dongle,
				      struct advise *advise)
{
	const struct catalog_entry *entry;
	struct dongle_config *config;
	int error = config_read(&config, run->err);

	if (error) {
		fprintf(run->err,
			"dongle-ctl: nothing is set: %s; give --headphones=NAME\n",
			error == -EINVAL ? "files of settings are broken, see above" :
			strerror(-error));
		return EXIT_FILE;
	}
	entry = config_headphones(config, dongle);
	if (entry)
		advise_take(advise, entry);
	config_free(config);
	return EXIT_OK;
}

static enum exit_code set_counted(struct run *run, struct dongle *dongle)
{
	struct request request = run->options->request;
	struct advise *advise = calloc(1, sizeof(*advise));
	enum exit_code code;

	if (!advise)
		return verb_failed(run, dongle, "change", -ENOMEM);
	if (run->options->headphones)
		code = advise_headphones(run, advise);
	else
		code = take_configured(run, dongle, advise);
	request.headphones = advise->figures;
	request.headphones_name = advise->headphones;
	if (code == EXIT_OK)
		code = set_request(run, dongle, &request);
	free(advise);
	return code;
}

static enum exit_code set_of(struct run *run, struct dongle *dongle)
{
	if (request_wants_spl(&run->options->request) < SETTINGS)
		return set_counted(run, dongle);
	return set_request(run, dongle, &run->options->request);
}

enum exit_code set_run(struct run *run)
{
	return verb_with_one(run, set_of);
}
