// SPDX-License-Identifier: GPL-2.0-only
#include <unistd.h>

#include "dosefile.h"
#include "keeper.h"
#include "saved.h"
#include "verb.h"

static enum exit_code failed(struct run *run, const char *what, const char *name, int error)
{
	fprintf(run->err, "dongle-ctl: cannot %s %s%s%s: %s\n", what, config_state_dir(),
		*name ? "/" : "", name, strerror(-error));
	if (error == -EACCES || error == -EPERM)
		fprintf(run->err,
			"It belongs to root, and dongle-keeper.socket is not there to help: run 'dongle-ctl %s' as root.\n",
			run->options->verb->word);
	return EXIT_FILE;
}

static void say_saved(struct run *run, const struct dongle_id *id, const char *name, int by)
{
	if (run->options->quiet)
		return;
	fprintf(run->out, "saved: %s/%s\n", config_state_dir(), name);
	if (by & DONGLE_BY_PATH)
		fprintf(run->out, "%s: these are the settings of the dongle at port %s\n",
			by & DONGLE_BY_SERIAL ?
			"Another dongle of this model has the same serial number" :
			"This dongle has no serial number", id->path);
}

static enum exit_code save(struct run *run, struct dongle *dongle)
{
	int error, by = saved_by(run->bus, &dongle->id);
	char name[SAVED_NAME_MAX];
	struct dongle_report report;

	error = by < 0 ? by : dongle_get(dongle, &report);
	if (error)
		return verb_failed(run, dongle, "read", error);
	saved_name(name, &dongle->id, by);
	error = keeper_write(dongle, &report.state, by);
	if (error)
		return failed(run, "write", name, error);
	say_saved(run, &dongle->id, name, by);
	return verb_finish(run, 0, EXIT_OK);
}

static bool is_wanted(struct run *run, const struct dongle_id *id)
{
	(void)run;
	(void)id;
	return true;
}

enum exit_code save_run(struct run *run)
{
	if (run->options->given & BIT(OPTION_ALL))
		return verb_with_all(run, is_wanted, save);
	return verb_with_one(run, save);
}

static enum exit_code forget(struct run *run, struct dongle *dongle)
{
	int n = dongle_forget(dongle);

	if (n < 0 && n != -ENOENT)
		return failed(run, "remove files of", "", n);
	if (!run->options->quiet)
		fprintf(run->out, "%s: %s\n", dongle->id.path, n > 0 ?
			"what was saved is forgotten" : "nothing was saved");
	return verb_finish(run, 0, EXIT_OK);
}

static enum exit_code forget_dose(struct run *run)
{
	int folder = dosefile_open(false), n;

	n = folder < 0 ? folder : dosefile_forget(folder);
	if (folder >= 0)
		close(folder);
	if (n < 0 && n != -ENOENT) {
		fprintf(run->err, "dongle-ctl: cannot remove the listening dose: %s\n",
			strerror(-n));
		return EXIT_FILE;
	}
	if (!run->options->quiet)
		fprintf(run->out, "%s\n", n > 0 ? "the listening dose is forgotten" :
			"no listening dose was kept");
	return verb_finish(run, 0, EXIT_OK);
}

enum exit_code forget_run(struct run *run)
{
	if (run->options->given & BIT(OPTION_DOSE))
		return forget_dose(run);
	return verb_with_one(run, forget);
}
