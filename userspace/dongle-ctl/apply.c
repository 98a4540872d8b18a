// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "saved.h"
#include "verb.h"

static bool has(struct run *run, const struct dongle_id *id)
{
	return config_has(run->config, id);
}

/* What makes this dongle the one that the settings are for? */
static void say_by(struct run *run, const struct dongle_id *id, bool by_path)
{
	static const char same_serial[] = "one of this model has the same serial number";
	int by = saved_by(run->bus, id);

	if (run->options->quiet || run->options->json || by < 0 || !(by & DONGLE_BY_PATH))
		return;
	if (by_path)
		fprintf(run->out, "%s: settings of this port; %s\n", id->path,
			by & DONGLE_BY_SERIAL ? same_serial : "this dongle has no serial number");
	else if (by & DONGLE_BY_SERIAL)
		fprintf(run->out, "%s: the same settings as for another dongle: %s\n", id->path,
			same_serial);
}

static enum exit_code apply_to(struct run *run, struct dongle *dongle)
{
	struct request request;

	if (!has(run, &dongle->id))
		return EXIT_OK;
	say_by(run, &dongle->id, config_request(run->config, dongle, &request));
	return set_request(run, dongle, &request);
}

/* Nothing for any that could be meant: then none is opened, whichever it is. */
static bool has_none(struct run *run)
{
	struct dongle_id *ids = NULL;
	int i = 0, n = select_ids(run->bus, &run->options->selector, &ids);

	while (i < n && !has(run, &ids[i]))
		i++;
	free(ids);
	return n > 0 && i == n;
}

static enum exit_code apply(struct run *run)
{
	if (run->options->given & BIT(OPTION_ALL))
		return verb_with_all(run, has, apply_to);
	return has_none(run) ? EXIT_OK : verb_with_one(run, apply_to);
}

enum exit_code apply_run(struct run *run)
{
	struct dongle_config *config;
	enum exit_code code;
	int error = config_read(&config, run->err);

	if (error) {
		fprintf(run->err, "dongle-ctl: nothing is applied: %s\n", error == -EINVAL ?
			"files of settings are broken, see above" : strerror(-error));
		return EXIT_FILE;
	}
	run->config = config;
	code = apply(run);
	config_free(config);
	return code;
}
