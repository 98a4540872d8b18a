// SPDX-License-Identifier: GPL-2.0-only
/*
 * dongle-ctl abx: finds the device, works out what is compared, and sees to it that the
 * terminal and the device are as before on each way out.
 */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "abx.h"
#include "abx_score.h"
#include "advise.h"
#include "signals.h"

static const int deadly[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };

/* They wait while a switch is under way. SIGPIPE is an error of writing instead. */
static int signals_open(sigset_t *before)
{
	int fd = signals_hold(deadly, ARRAY_SIZE(deadly), before);
	sigset_t pipe;

	if (fd < 0)
		return fd;
	sigemptyset(&pipe);
	sigaddset(&pipe, SIGPIPE);
	sigprocmask(SIG_BLOCK, &pipe, NULL);
	return fd;
}

/* One of SIGPIPE would come now. */
static void signals_close(int fd, const sigset_t *before)
{
	const struct timespec none = {};
	sigset_t pipe;

	sigemptyset(&pipe);
	sigaddset(&pipe, SIGPIPE);
	while (sigtimedwait(&pipe, NULL, &none) > 0)
		;
	close(fd);
	sigprocmask(SIG_SETMASK, before, NULL);
}

static enum exit_code code_of(struct run *run, struct abx *abx, enum abx_end end)
{
	static const char *const was[] = {
		[ABX_CHANGED] = "another program changed the settings; they stay as they are",
		[ABX_FAILED] = "the settings may not be as before",
	};

	if (end != ABX_CHANGED && end != ABX_FAILED)
		return EXIT_OK;
	fprintf(run->err, "dongle-ctl: abx: the device at %s: %s%s%s\n", abx->dongle->id.path,
		end == ABX_FAILED ? dongle_strerror(abx->error) : "", end == ABX_FAILED ? "; " : "",
		was[end]);
	return EXIT_DEVICE;
}

static enum exit_code talk(struct run *run, struct abx *abx)
{
	struct abx_input input = { .fd = run->in, .json = run->options->json };
	enum exit_code code;
	enum abx_end end;
	sigset_t before;
	int err;

	input.signals = signals_open(&before);
	if (input.signals < 0)
		return verb_failed(run, abx->dongle, "test", input.signals);
	if (!input.json)
		abx_terminal_open(input.fd);
	end = abx_session(abx, &input);
	abx_terminal_close();
	abx->face->result(abx, end);
	err = abx_log_end(abx, end);
	if (err)
		fprintf(run->err, "dongle-ctl: abx: cannot write %s: %s\n", abx->log_path,
			strerror(-err));
	code = code_of(run, abx, end);
	code = verb_finish(run, 0, code == EXIT_OK && err ? EXIT_FILE : code);
	signals_close(input.signals, &before);
	/* as everything that is stopped so */
	if (input.signal)
		raise(input.signal);
	return code;
}

static enum exit_code with_log(struct run *run, struct abx *abx)
{
	enum exit_code code = EXIT_FILE;
	int err = abx_log_open(abx);

	if (!err)
		err = abx_log_start(abx);
	if (err)
		fprintf(run->err,
			"dongle-ctl: abx: cannot write the log %s: %s; give another one with --log=FILE\n",
			abx->log_path, strerror(-err));
	else
		code = talk(run, abx);
	if (abx->log >= 0)
		close(abx->log);
	return code;
}

static enum exit_code test(struct run *run, struct dongle *dongle, const struct abx_plan *plan)
{
	const struct options *options = run->options;
	struct abx abx = {
		.run = run, .dongle = dongle, .plan = plan, .log = -1,
		.face = options->json ? &abx_json_face : &abx_text_face,
		.trials = options->trials ? options->trials : ABX_TRIALS,
	};

	return with_log(run, &abx);
}

/* Figures of the command line come first, then the dongle's own, then the files'. */
static enum exit_code ask_for(struct run *run, struct dongle *dongle,
			      const struct dongle_state *state, struct abx_ask *ask)
{
	struct advise *advise = calloc(1, sizeof(*advise));
	enum exit_code code;

	if (!advise)
		return verb_failed(run, dongle, "test", -ENOMEM);
	memcpy(ask->side, run->options->abx, sizeof(ask->side));
	ask->unmatched = run->options->given & BIT(OPTION_UNMATCHED);
	advise->figures = run->options->figures;
	code = advise_headphones(run, advise);
	if (code == EXIT_OK)
		code = advise_dongle(run, advise, dongle, state);
	ask->figures = advise->figures;
	if (!ask->figures.impedance)
		ask->figures.impedance = advise->measured;
	free(advise);
	return code;
}

static enum exit_code plan_and_test(struct run *run, struct dongle *dongle)
{
	char error[ERROR_TEXT_MAX] = "";
	struct text why = { error, sizeof(error), 0 };
	struct dongle_report report;
	struct abx_plan plan;
	struct abx_ask ask;
	enum exit_code code;
	int err = dongle_get(dongle, &report);

	if (err)
		return verb_failed(run, dongle, "read", err);
	code = ask_for(run, dongle, &report.state, &ask);
	if (code != EXIT_OK)
		return code;
	if (abx_plan_make(&plan, &dongle->info, &report.state, &ask, &why))
		return test(run, dongle, &plan);
	fprintf(run->err, "dongle-ctl: abx: %s\n", error);
	return EXIT_USAGE;
}

enum exit_code abx_run(struct run *run)
{
	return verb_with_one(run, plan_and_test);
}
