// SPDX-License-Identifier: GPL-2.0-only
/*
 * Looking changes nothing, so all that match are shown. As JSON, one device is
 * one object and a choice is asked for, unless --all makes it a list.
 */
#include <stdlib.h>

#include "estimate.h"
#include "json.h"
#include "verb.h"

/* What is known of each dongle that is shown. */
struct shown {
	struct dongle_report *reports;
	struct stage *stages;
	struct estimate *estimates;
	struct doseshow dose;
};

/* With the headphones of the command line, else with those that files name for it. */
static enum exit_code add_estimate(struct run *run, struct dongle *dongle, struct shown *shown,
				   int i)
{
	const struct catalog_entry *entry = NULL;
	struct advise *advise = run->advise;
	enum exit_code code;

	shown->estimates[i].broken = run->config_broken;
	if (!advise && run->config)
		entry = config_headphones(run->config, dongle);
	if (!advise && !entry)
		return EXIT_OK;
	if (entry)
		advise = calloc(1, sizeof(*advise));
	if (!advise)
		return verb_failed(run, dongle, "estimate the loudness of", -ENOMEM);
	if (entry)
		advise_take(advise, entry);
	code = estimate_make(run, &shown->estimates[i], advise, dongle,
			     &shown->reports[i].state, &shown->stages[i]);
	if (entry)
		free(advise);
	return code;
}

static enum exit_code read_one(struct run *run, struct candidate *found, struct shown *shown,
			       int i)
{
	found->err = dongle_get(found->dongle, &shown->reports[i]);
	if (found->err)
		return verb_failed(run, found->dongle, "read", found->err);
	stage_read(found->dongle, &shown->stages[i]);
	return add_estimate(run, found->dongle, shown, i);
}

static enum exit_code read_all(struct run *run, struct candidate *found, struct shown *shown,
			       int n)
{
	enum exit_code one;
	enum exit_code code = EXIT_OK;
	int i;

	for (i = 0; i < n; i++) {
		if (found[i].err) {
			code = select_say_failed(&found[i].id, found[i].err, run->err);
			continue;
		}
		if (run->options->given & BIT(OPTION_DIRECT) && found[i].dongle->bought)
			verb_say_direct(run, found[i].dongle);
		one = read_one(run, &found[i], shown, i);
		if (one != EXIT_OK)
			code = one;
	}
	return code;
}

static int write_json(struct run *run, const struct candidate *found, const struct shown *shown,
		      int n)
{
	if (run->options->given & BIT(OPTION_ALL))
		return json_all(run->out, found, shown->reports, shown->stages, shown->estimates,
				n, &shown->dose);
	return found->err ? 0 : json_show(run->out, found->dongle, &shown->reports->state,
					  shown->stages, shown->estimates, &shown->dose);
}

static void write_one(struct run *run, const struct dongle *dongle, const struct shown *shown,
		      int i)
{
	const struct dongle_state *state = &shown->reports[i].state;

	if (run->options->plain) {
		plain_show(run->out, dongle, state, &shown->stages[i]);
		estimate_plain(run->out, &shown->estimates[i]);
	} else {
		glance_show(run->out, dongle, state, &shown->stages[i], &run->style);
		estimate_text(run->out, &shown->estimates[i]);
	}
}

static void write_text(struct run *run, const struct candidate *found, const struct shown *shown,
		       int n)
{
	const char *separator = "";
	int i;

	for (i = 0; i < n; i++) {
		if (found[i].err)
			continue;
		fputs(separator, run->out);
		separator = "\n";
		write_one(run, found[i].dongle, shown, i);
	}
	if (run->options->plain)
		doseshow_plain(run->out, &shown->dose);
	else
		doseshow_text(run->out, "  Dose      ", &shown->dose);
}

/* It is the listener's, whatever the dongle. */
static void read_dose(struct run *run, struct shown *shown, int n)
{
	int i;

	for (i = 0; i < n && !shown->dose.asked; i++)
		if (*shown->estimates[i].headphones)
			doseshow_read(&shown->dose, run->err);
}

static enum exit_code show_all(struct run *run, struct candidate *found, int n)
{
	struct shown shown = {
		.reports = calloc(n, sizeof(*shown.reports)),
		.stages = calloc(n, sizeof(*shown.stages)),
		.estimates = calloc(n, sizeof(*shown.estimates)),
	};
	enum exit_code code;
	int error = 0;

	if (!shown.reports || !shown.stages || !shown.estimates) {
		error = -ENOMEM;
		code = EXIT_DEVICE;
		goto out_free;
	}
	code = read_all(run, found, &shown, n);
	read_dose(run, &shown, n);
	if (!run->options->quiet && run->options->json)
		error = write_json(run, found, &shown, n);
	else if (!run->options->quiet)
		write_text(run, found, &shown, n);
out_free:
	free(shown.estimates);
	free(shown.stages);
	free(shown.reports);
	return verb_finish(run, error, code);
}

static enum exit_code show(struct run *run)
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
		json_all(run->out, found, NULL, NULL, NULL, 0, NULL);
	if (!n)
		code = select_say_none(&options->selector, run->err);
	else if (n > 1 && options->json && !all)
		code = select_say_ambiguous(found, n, run->err);
	else
		code = show_all(run, found, n);
	select_free(found, n);
	return code;
}

enum exit_code status_run(struct run *run)
{
	struct dongle_config *config = NULL;
	struct advise *advise = NULL;
	enum exit_code code = EXIT_OK;
	char *errors = NULL;

	if (run->options->headphones) {
		advise = calloc(1, sizeof(*advise));
		if (!advise)
			return verb_finish(run, -ENOMEM, EXIT_DEVICE);
		code = advise_headphones(run, advise);
	} else {
		run->config_broken = dongle_config_read(&config, &errors);
		run->config = config;
	}
	free(errors);
	run->advise = advise;
	if (code == EXIT_OK)
		code = show(run);
	run->advise = NULL;
	run->config = NULL;
	config_free(config);
	free(advise);
	return code;
}
