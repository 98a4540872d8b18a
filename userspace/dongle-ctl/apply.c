// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "saved.h"
#include "verb.h"

static bool has_any(const struct dongle_config *config, const struct dongle_id *ids, int n)
{
	int i = 0;

	while (i < n && !dongle_config_has(config, &ids[i]))
		i++;
	return i < n;
}

/* What makes this dongle the one that the settings are for? */
static void say_by(struct run *run, const struct dongle_id *id, bool by_path)
{
	static const char same_serial[] = "one of this model has the same serial number";
	int by = dongle_recognised_by(run->bus, id);

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

	if (!dongle_config_has(run->config, &dongle->id))
		return EXIT_OK;
	say_by(run, &dongle->id, dongle_config_request(run->config, dongle, &request));
	return set_request(run, dongle, &request);
}

static enum exit_code apply_to_id(struct run *run, const struct dongle_id *id)
{
	struct dongle *dongle;
	enum exit_code code;
	int error;

	if (!dongle_config_has(run->config, id))
		return EXIT_OK;
	error = dongle_open(run->bus, id, &dongle);
	if (error == -ENODEV || error == -ESHUTDOWN)
		return EXIT_OK;
	if (error)
		return select_say_failed(id, error, run->err);
	code = apply_to(run, dongle);
	dongle_close(dongle);
	return code;
}

/* One that fails does not keep the others from theirs. */
static enum exit_code apply_to_all(struct run *run, const struct dongle_id *ids, int n)
{
	enum exit_code code = EXIT_OK, one;
	int i;

	for (i = 0; i < n; i++) {
		one = apply_to_id(run, &ids[i]);
		if (code == EXIT_OK)
			code = one;
	}
	return code;
}

static enum exit_code apply(struct run *run)
{
	struct dongle_id *ids = NULL;
	enum exit_code code;
	int n = select_ids(run->bus, &run->options->selector, &ids);

	if (n < 0) {
		fprintf(run->err, "dongle-ctl: cannot list USB devices: %s\n", strerror(-n));
		code = EXIT_DEVICE;
	} else if (run->options->given & BIT(OPTION_ALL)) {
		code = apply_to_all(run, ids, n);
	} else if (n && !has_any(run->config, ids, n)) {
		code = EXIT_OK;
	} else {
		code = verb_with_one(run, apply_to);
	}
	free(ids);
	return code;
}

enum exit_code apply_run(struct run *run)
{
	struct dongle_config *config;
	enum exit_code code;
	int error = dongle_config_read(&config, run->err);

	if (error) {
		fprintf(run->err, "dongle-ctl: nothing is applied: %s\n", error == -EINVAL ?
			"files of settings are broken, see above" : strerror(-error));
		return EXIT_FILE;
	}
	run->config = config;
	code = apply(run);
	dongle_config_free(config);
	return code;
}
