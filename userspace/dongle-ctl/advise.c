// SPDX-License-Identifier: GPL-2.0-only
/*
 * Looks for the figures of headphones and dongle, on the command line, in files and in
 * the dongle, and has them judged. It changes nothing.
 */
#include <stdlib.h>

#include "advise.h"
#include "bought.h"

#define BY_HAND		"any dongle of these figures"

static int add_model(struct catalog *catalog, const struct dongle_model *model)
{
	struct catalog_entry *entry;
	unsigned int i;

	for (i = 0; i < catalog->n; i++)
		if (catalog_same(catalog->entry[i].name, model->name))
			return 0;
	entry = catalog_add(catalog);
	if (!entry)
		return -ENOMEM;
	snprintf(entry->name, sizeof(entry->name), "%s", model->name);
	return 0;
}

int advise_catalog(struct catalog *catalog, FILE *err)
{
	const struct dongle_model *model;
	int error = catalog_read(catalog, CATALOG_DONGLES, err);

	for (model = dongle_models; !error && model->name; model++) {
		error = add_model(catalog, model);
		if (error)
			catalog_free(catalog);
	}
	return error;
}

static enum exit_code no_memory(struct run *run)
{
	fprintf(run->err, "dongle-ctl: %s\n", strerror(ENOMEM));
	return EXIT_DEVICE;
}

/* Return: EXIT_OK with @found, or why not. */
static enum exit_code look_up(struct run *run, const char *option, const struct catalog *catalog,
			      const char *name, const struct catalog_entry **found)
{
	char buf[ERROR_TEXT_MAX] = "";
	struct text why = { buf, sizeof(buf), 0 };

	switch (catalog_find(catalog, name, found, &why)) {
	case CATALOG_ONE:
		return EXIT_OK;
	case CATALOG_BROKEN:
		fprintf(run->err, "dongle-ctl: %s: the entry of '%s' is broken, see above\n",
			option, (*found)->name);
		return EXIT_FILE;
	default:
		fprintf(run->err, "dongle-ctl: %s: %s\n", option, buf);
		return EXIT_USAGE;
	}
}

void advise_take(struct advise *advise, const struct catalog_entry *entry)
{
	snprintf(advise->headphones, sizeof(advise->headphones), "%s", entry->name);
	snprintf(advise->headphones_source, sizeof(advise->headphones_source), "%s",
		 entry->source);
	figures_merge(&advise->figures, &entry->figures);
}

enum exit_code advise_headphones(struct run *run, struct advise *advise)
{
	const struct catalog_entry *entry;
	struct catalog catalog;
	enum exit_code code;

	if (!run->options->headphones)
		return EXIT_OK;
	if (catalog_read(&catalog, CATALOG_HEADPHONES, run->err))
		return no_memory(run);
	code = look_up(run, "--headphones", &catalog, run->options->headphones, &entry);
	if (code == EXIT_OK)
		advise_take(advise, entry);
	catalog_free(&catalog);
	return code;
}

/* What nobody knows more of has the outputs whose full scale is known. */
static void describe(struct dongle_info *info, const char *name, const struct figures *figures)
{
	const struct dongle_model *model = dongle_models;
	unsigned int i;

	while (model->name && !catalog_same(model->name, name))
		model++;
	if (model->name) {
		dongle_model_info(model, info);
		return;
	}
	memset(info, 0, sizeof(*info));
	for (i = 0; i < DONGLE_OUTPUTS; i++)
		if (figures->full_scale[i])
			info->output[i].connector = i ? USB_DONGLE_CONNECTOR_TRRRS_44 :
							USB_DONGLE_CONNECTOR_TRS_35;
}

static void take_dongle(struct advise *advise, const struct catalog_entry *entry)
{
	bool given = advise->figures.given & BIT(FIGURE_FULL_SCALE);

	snprintf(advise->dongle_source, sizeof(advise->dongle_source), "%s",
		 given ? "full scale as given" : entry->source);
	figures_merge(&advise->figures, &entry->figures);
}

static enum exit_code take_model(struct run *run, struct advise *advise)
{
	const struct catalog_entry *entry;
	struct catalog catalog;
	enum exit_code code;

	if (advise_catalog(&catalog, run->err))
		return no_memory(run);
	code = look_up(run, "--device: no such dongle is connected, and as a model",
		       &catalog, run->options->selector.device, &entry);
	if (code == EXIT_OK) {
		snprintf(advise->dongle, sizeof(advise->dongle), "%s", entry->name);
		take_dongle(advise, entry);
		describe(&advise->info, entry->name, &advise->figures);
	}
	catalog_free(&catalog);
	return code == EXIT_USAGE ? EXIT_NONE : code;
}

/* One that does not say it may be in the files. */
static enum exit_code add_published(struct run *run, struct advise *advise)
{
	const struct catalog_entry *entry;
	struct catalog catalog;

	if (catalog_read(&catalog, CATALOG_DONGLES, run->err))
		return no_memory(run);
	entry = catalog_named(&catalog, advise->dongle);
	if (entry)
		take_dongle(advise, entry);
	catalog_free(&catalog);
	return EXIT_OK;
}

enum exit_code advise_dongle(struct run *run, struct advise *advise, const struct dongle *dongle,
			     const struct dongle_state *state)
{
	unsigned int i;

	advise->info = dongle->info;
	snprintf(advise->dongle, sizeof(advise->dongle), "%s",
		 *dongle->id.product ? dongle->id.product : "(no name)");
	for (i = 0; i < DONGLE_OUTPUTS && !advise->measured; i++)
		if (dongle->info.output[i].caps & USB_DONGLE_CAP_IMPEDANCE)
			advise->measured = state->output[i].impedance;
	if (advise->figures.given & BIT(FIGURE_FULL_SCALE))
		snprintf(advise->dongle_source, sizeof(advise->dongle_source),
			 "full scale as given");
	return advice_has_full_scale(&dongle->info) ? EXIT_OK : add_published(run, advise);
}

static bool has_headphones(const struct figures *figures)
{
	return figures->given & BIT(FIGURE_SENSITIVITY);
}

static enum exit_code say_which(struct run *run)
{
	fprintf(run->err,
		"dongle-ctl: advise: which headphones? give --headphones=NAME, or --sensitivity and --impedance; dongle.conf(5) can name those of a dongle\n");
	return EXIT_USAGE;
}

static enum exit_code ask_dongle(struct run *run, struct dongle *dongle)
{
	const struct catalog_entry *entry = NULL;
	struct dongle_report report;
	int err = dongle_get(dongle, &report);

	if (!has_headphones(&run->advise->figures) && run->config)
		entry = config_headphones(run->config, dongle);
	if (entry)
		advise_take(run->advise, entry);
	if (!has_headphones(&run->advise->figures))
		return say_which(run);
	if (err)
		return verb_failed(run, dongle, "read", err);
	return advise_dongle(run, run->advise, dongle, &report.state);
}

/* Given figures do where no dongle is named; a name may be that of a model. */
static enum exit_code find_dongle(struct run *run, struct advise *advise)
{
	const struct selector *selector = &run->options->selector;
	bool others = selector->serial || selector->path || selector->id;
	struct dongle_id *ids = NULL;
	enum exit_code code;
	int n;

	if (!selector->device && !others && advise->figures.given & BIT(FIGURE_FULL_SCALE)) {
		snprintf(advise->dongle, sizeof(advise->dongle), BY_HAND);
		describe(&advise->info, "", &advise->figures);
		return EXIT_OK;
	}
	if (selector->device && !others) {
		n = select_ids(run->bus, selector, &ids);
		free(ids);
		if (n <= 0)
			return take_model(run, advise);
	}
	run->advise = advise;
	code = verb_with_one(run, ask_dongle);
	if (code == EXIT_NONE)
		fprintf(run->err,
			"Without one, name it as --device=MODEL, or give what it can: --full-scale=MV\n");
	return code;
}

static enum exit_code check_headphones(struct run *run, struct advise *advise)
{
	struct figures *figures = &advise->figures;

	if (!(figures->given & BIT(FIGURE_IMPEDANCE)) && advise->measured) {
		figures->impedance = advise->measured;
		figures->given |= BIT(FIGURE_IMPEDANCE);
		advise->is_measured = true;
	}
	if (figures->given & BIT(FIGURE_IMPEDANCE))
		return EXIT_OK;
	fprintf(run->err,
		"dongle-ctl: advise: no impedance is given, and the dongle has not measured any; give --impedance=OHM, or --headphones=NAME\n");
	return EXIT_USAGE;
}

static enum exit_code judge(struct run *run, struct advise *advise)
{
	if (advice_make(&advise->advice, &advise->info, &advise->figures))
		return EXIT_OK;
	fprintf(run->err,
		"dongle-ctl: advise: nobody knows the full scale of %s; give --full-scale=MV, such as --full-scale=2000,4000 of both outputs\n",
		advise->dongle);
	return EXIT_USAGE;
}

static int write_out(struct run *run, const struct advise *advise)
{
	const struct options *options = run->options;

	if (options->quiet)
		return 0;
	if (options->json)
		return advise_json(run->out, advise);
	if (options->plain)
		advise_plain(run->out, advise);
	else
		advise_text(run->out, advise, &run->style);
	return 0;
}

static enum exit_code draw(struct run *run, const struct advise *advise)
{
	const char *path = run->options->svg;
	int err = path ? advise_svg(path, advise) : 0;

	if (!err)
		return EXIT_OK;
	fprintf(run->err, "dongle-ctl: cannot write %s: %s\n", path, strerror(-err));
	return EXIT_DEVICE;
}

/* Those of the command line; where it has none, the dongle says which it drives. */
static enum exit_code find_headphones(struct run *run, struct advise *advise,
				      struct dongle_config **config)
{
	enum exit_code code = advise_headphones(run, advise);
	int error;

	if (code != EXIT_OK || has_headphones(&advise->figures))
		return code;
	error = config_read(config, run->err);
	if (error == -ENOMEM)
		return no_memory(run);
	if (error) {
		fprintf(run->err,
			"dongle-ctl: advise: files of settings are broken, see above, and no headphones are given; give --headphones=NAME\n");
		return EXIT_FILE;
	}
	return config_names_headphones(*config) ? EXIT_OK : say_which(run);
}

enum exit_code advise_run(struct run *run)
{
	struct advise *advise = calloc(1, sizeof(*advise));
	struct dongle_config *config = NULL;
	enum exit_code code;
	int error = 0;

	if (!advise)
		return no_memory(run);
	advise->figures = run->options->figures;
	code = find_headphones(run, advise, &config);
	run->config = config;
	if (code == EXIT_OK)
		code = find_dongle(run, advise);
	if (code == EXIT_OK && !has_headphones(&advise->figures))
		code = say_which(run);
	if (code == EXIT_OK)
		code = check_headphones(run, advise);
	if (code == EXIT_OK)
		code = judge(run, advise);
	if (code == EXIT_OK)
		code = draw(run, advise);
	if (code == EXIT_OK)
		error = write_out(run, advise);
	config_free(config);
	free(advise);
	run->advise = NULL;
	run->config = NULL;
	return verb_finish(run, error, code);
}
