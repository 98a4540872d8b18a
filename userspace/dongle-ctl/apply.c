// SPDX-License-Identifier: GPL-2.0-only
#include "apply.h"
#include "json.h"
#include "plan.h"
#include "status.h"

/* One run: where its text goes, and the device once that is open. */
struct run {
	const struct options *options;
	struct dongle *dongle;
	FILE *out;
	FILE *err;
};

static enum exit_code device_failed(struct run *run, const char *what, int error)
{
	fprintf(run->err, "dongle-ctl: cannot %s the device at %s: %s\n", what,
		run->dongle->id.path, dongle_strerror(error));
	return EXIT_DEVICE;
}

/* The text of a result is all there is to write: it must have arrived. */
static enum exit_code finish(struct run *run, int error, enum exit_code code)
{
	if (!error && fflush(run->out))
		error = -EIO;
	if (!error)
		return code;
	fprintf(run->err, "dongle-ctl: cannot write the output: %s\n", strerror(-error));
	return EXIT_DEVICE;
}

static enum exit_code run_list(struct run *run, struct dongle_bus *bus)
{
	struct candidate *found;
	int n = select_find(bus, &run->options->selector, &found);
	int error = 0;

	if (n < 0) {
		fprintf(run->err, "dongle-ctl: cannot list USB devices: %s\n", strerror(-n));
		return EXIT_DEVICE;
	}
	if (!run->options->quiet && run->options->json)
		error = json_list(run->out, found, n);
	else if (!run->options->quiet)
		status_list(run->out, found, n);
	select_free(found, n);
	return finish(run, error,
		      n ? EXIT_OK : select_say_none(&run->options->selector, run->err));
}

static enum exit_code run_status(struct run *run)
{
	struct dongle_report report;
	int error = dongle_get(run->dongle, &report);

	if (error)
		return device_failed(run, "read", error);
	if (!run->options->quiet && run->options->json)
		error = json_show(run->out, run->dongle, &report.state);
	else if (!run->options->quiet)
		status_show(run->out, run->dongle, &report.state);
	return finish(run, error, EXIT_OK);
}

static enum exit_code show_changes(struct run *run, u32 mask, const struct dongle_state *before,
				   const struct dongle_state *after)
{
	int error = 0;

	if (!run->options->quiet && run->options->json)
		error = json_changes(run->out, run->dongle, mask, before, after);
	else if (!run->options->quiet)
		status_changes(run->out, &run->dongle->info, mask, before, after);
	return finish(run, error, EXIT_OK);
}

static enum exit_code run_set(struct run *run)
{
	struct dongle_report before, after;
	struct plan plan;
	int error;

	error = dongle_get(run->dongle, &before);
	if (error)
		return device_failed(run, "read", error);
	if (!plan_make(&plan, &run->dongle->info, &before.state, &run->options->request)) {
		fprintf(run->err, "dongle-ctl: %s\n", plan.error);
		return EXIT_USAGE;
	}
	if (!plan.mask)
		return show_changes(run, 0, &before.state, &before.state);
	error = dongle_set(run->dongle, plan.mask, &plan.state, &after);
	if (error)
		return device_failed(run, "change", error);
	if (after.result != USB_DONGLE_RESULT_OK) {
		fprintf(run->err, "dongle-ctl: the device at %s refused, nothing is changed: %s\n",
			run->dongle->id.path, dongle_result_text(after.result));
		return EXIT_DEVICE;
	}
	return show_changes(run, plan.mask, &before.state, &after.state);
}

enum exit_code apply_run(struct dongle_bus *bus, const struct options *options, FILE *out,
			 FILE *err)
{
	struct run run = { .options = options, .out = out, .err = err };
	enum exit_code code;

	if (options->command == COMMAND_LIST)
		return run_list(&run, bus);
	code = select_one(bus, &options->selector, &run.dongle, err);
	if (code != EXIT_OK)
		return code;
	code = options->command == COMMAND_SET ? run_set(&run) : run_status(&run);
	dongle_close(run.dongle);
	return code;
}
