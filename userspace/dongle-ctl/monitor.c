// SPDX-License-Identifier: GPL-2.0-only
/*
 * Writes a line for each field that changed and sleeps in poll until the next
 * does: no timer, nothing opened or allocated for a change. With headphones it
 * counts the listening dose, too, and wakes for that while something could play.
 */
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "advise.h"
#include "config.h"
#include "dongle.h"
#include "event.h"
#include "listening.h"
#include "signals.h"
#include "verb.h"

/**
 * struct monitor - one run
 * @run: this run
 * @watch: of all dongles
 * @listening: counts, or NULL
 * @signals: a signalfd of those that end it where something has to be written then, or -1
 * @ended: the one that did, or 0
 */
struct monitor {
	struct run *run;
	struct dongle_watch *watch;
	struct listening *listening;
	int signals;
	int ended;
};

static int write_event(struct run *run, const struct dongle_event *event)
{
	if (run->options->quiet)
		return 0;
	if (run->options->json)
		return event_json(run->out, event);
	return event_text(run->out, event, run->options->plain);
}

/* All that is there now; then flushed, so that a reader has it. */
static int write_pending(struct monitor *monitor)
{
	const struct dongle_event *event;
	struct run *run = monitor->run;
	int n, err = 0;

	while ((n = dongle_watch_next(monitor->watch, &event)) > 0) {
		if (!select_matches(&run->options->selector, event->id))
			continue;
		listening_take(monitor->listening, event);
		err = write_event(run, event);
		if (!err && fflush(run->out))
			err = -errno;
		if (err)
			return err;
	}
	return n;
}

static struct moment now(void)
{
	struct timespec awake;

	clock_gettime(CLOCK_MONOTONIC, &awake);
	return (struct moment){ awake.tv_sec + awake.tv_nsec / 1e9, time(NULL) };
}

static bool is_stopped(struct monitor *monitor)
{
	monitor->ended = signals_taken(monitor->signals);
	return monitor->ended;
}

/* Ends when nobody reads any more, too. */
static int follow(struct monitor *monitor)
{
	struct pollfd fds[] = {
		{ .fd = dongle_watch_fd(monitor->watch), .events = POLLIN },
		{ .fd = fileno(monitor->run->out), .events = 0 },
		{ .fd = monitor->signals, .events = POLLIN },
	};
	struct moment moment;
	int err;

	for (;;) {
		err = write_pending(monitor);
		if (err)
			return err;
		if (poll(fds, ARRAY_SIZE(fds), listening_look(monitor->listening)) < 0 &&
		    errno != EINTR)
			return -errno;
		moment = now();
		err = listening_count(monitor->listening, &moment);
		if (err)
			return err;
		if (fds[1].revents & (POLLERR | POLLHUP))
			return -EPIPE;
		if (fds[2].revents && is_stopped(monitor))
			return 0;
	}
}

static int follow_and_listen(struct monitor *monitor)
{
	static const int ends[] = { SIGHUP, SIGINT, SIGTERM };
	sigset_t before;
	int err;

	if (!monitor->listening)
		return follow(monitor);
	monitor->signals = signals_hold(ends, ARRAY_SIZE(ends), &before);
	err = follow(monitor);
	listening_free(monitor->listening);
	close(monitor->signals);
	/* as if it had not been listened for */
	if (monitor->ended)
		raise(monitor->ended);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return err;
}

static enum exit_code watch_all(struct run *run)
{
	struct monitor monitor = { .run = run, .signals = -1 };
	enum exit_code code;
	int err = dongle_watch_new(run->bus, &monitor.watch);

	if (err) {
		fprintf(run->err, "dongle-ctl: cannot watch devices: %s\n", strerror(-err));
		return EXIT_DEVICE;
	}
	code = run->advise || run->config ? listening_new(run, &monitor.listening) : EXIT_OK;
	err = code == EXIT_OK ? follow_and_listen(&monitor) : 0;
	dongle_watch_free(monitor.watch);
	if (!err || err == -EPIPE)
		return code;
	fprintf(run->err, "dongle-ctl: cannot watch devices any longer: %s\n", strerror(-err));
	return EXIT_DEVICE;
}

/* What is wrong with files costs the dose alone. */
static void read_config(struct run *run, struct dongle_config **config)
{
	char *errors = NULL;

	if (dongle_config_read(config, &errors))
		fprintf(run->err, "%sdongle-ctl: no listening dose is counted\n",
			errors ? errors : "");
	free(errors);
	run->config = *config;
}

enum exit_code monitor_run(struct run *run)
{
	struct dongle_config *config = NULL;
	enum exit_code code = EXIT_OK;

	if (run->options->headphones) {
		run->advise = calloc(1, sizeof(*run->advise));
		if (!run->advise)
			return verb_finish(run, -ENOMEM, EXIT_DEVICE);
		code = advise_headphones(run, run->advise);
	} else {
		read_config(run, &config);
	}
	if (code == EXIT_OK)
		code = watch_all(run);
	free(run->advise);
	run->advise = NULL;
	run->config = NULL;
	config_free(config);
	return code;
}
