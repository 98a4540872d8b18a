// SPDX-License-Identifier: GPL-2.0-only
/*
 * Looking changes nothing, so all that match are shown. As JSON, one device is
 * one object and a choice is asked for, unless --all makes it a list.
 */
#include <stdlib.h>

#include "json.h"
#include "verb.h"

static enum exit_code read_all(struct run *run, struct candidate *found,
			       struct dongle_report *reports, struct stage *stages, int n)
{
	enum exit_code code = EXIT_OK;
	int i;

	for (i = 0; i < n; i++) {
		if (found[i].err) {
			code = select_say_failed(&found[i].id, found[i].err, run->err);
			continue;
		}
		if (run->options->given & BIT(OPTION_DIRECT) && found[i].dongle->bought)
			verb_say_direct(run, found[i].dongle);
		found[i].err = dongle_get(found[i].dongle, &reports[i]);
		if (found[i].err)
			code = verb_failed(run, found[i].dongle, "read", found[i].err);
		else
			stage_read(found[i].dongle, &stages[i]);
	}
	return code;
}

static int write_json(struct run *run, const struct candidate *found,
		      const struct dongle_report *reports, const struct stage *stages, int n)
{
	if (run->options->given & BIT(OPTION_ALL))
		return json_all(run->out, found, reports, stages, n);
	return found->err ? 0 : json_show(run->out, found->dongle, &reports->state, stages);
}

static void write_text(struct run *run, const struct candidate *found,
		       const struct dongle_report *reports, const struct stage *stages, int n)
{
	const char *separator = "";
	int i;

	for (i = 0; i < n; i++) {
		if (found[i].err)
			continue;
		fputs(separator, run->out);
		separator = "\n";
		if (run->options->plain)
			plain_show(run->out, found[i].dongle, &reports[i].state, &stages[i]);
		else
			glance_show(run->out, found[i].dongle, &reports[i].state, &stages[i],
				    &run->style);
	}
}

static enum exit_code show_all(struct run *run, struct candidate *found, int n)
{
	struct dongle_report *reports = calloc(n, sizeof(*reports));
	struct stage *stages = calloc(n, sizeof(*stages));
	enum exit_code code;
	int error = 0;

	if (!reports || !stages) {
		error = -ENOMEM;
		code = EXIT_DEVICE;
		goto out_free;
	}
	code = read_all(run, found, reports, stages, n);
	if (!run->options->quiet && run->options->json)
		error = write_json(run, found, reports, stages, n);
	else if (!run->options->quiet)
		write_text(run, found, reports, stages, n);
out_free:
	free(stages);
	free(reports);
	return verb_finish(run, error, code);
}

enum exit_code status_run(struct run *run)
{
	const struct options *options = run->options;
	bool all = options->given & BIT(OPTION_ALL);
	struct candidate *found;
	enum exit_code code;
	int n = select_find(run->bus, &options->selector, &found);

	if (n < 0) {
		fprintf(run->err, "dongle-ctl: cannot list USB devices: %s\n", strerror(-n));
		return EXIT_DEVICE;
	}
	if (!n && all && options->json && !options->quiet)
		json_all(run->out, found, NULL, NULL, 0);
	if (!n)
		code = select_say_none(&options->selector, run->err);
	else if (n > 1 && options->json && !all)
		code = select_say_ambiguous(found, n, run->err);
	else
		code = show_all(run, found, n);
	select_free(found, n);
	return code;
}
