// SPDX-License-Identifier: GPL-2.0-only
/*
 * Writes a line for each field that changed and sleeps in poll until the next
 * does: no timer, nothing opened or allocated for a change.
 */
#include <poll.h>

#include "dongle.h"
#include "event.h"
#include "verb.h"

static int write_event(struct run *run, const struct dongle_event *event)
{
	if (run->options->quiet)
		return 0;
	if (run->options->json)
		return event_json(run->out, event);
	return event_text(run->out, event, run->options->plain);
}

/* All that is there now; then flushed, so that a reader has it. */
static int write_pending(struct run *run, struct dongle_watch *watch)
{
	const struct dongle_event *event;
	int n, err = 0;

	while ((n = dongle_watch_next(watch, &event)) > 0) {
		if (!select_matches(&run->options->selector, event->id))
			continue;
		err = write_event(run, event);
		if (!err && fflush(run->out))
			err = -errno;
		if (err)
			return err;
	}
	return n;
}

/* Ends when nobody reads any more, too. */
static int follow(struct run *run, struct dongle_watch *watch)
{
	struct pollfd fds[] = {
		{ .fd = dongle_watch_fd(watch), .events = POLLIN },
		{ .fd = fileno(run->out), .events = 0 },
	};
	int err;

	for (;;) {
		err = write_pending(run, watch);
		if (err)
			return err;
		if (poll(fds, ARRAY_SIZE(fds), -1) < 0 && errno != EINTR)
			return -errno;
		if (fds[1].revents & (POLLERR | POLLHUP))
			return -EPIPE;
	}
}

enum exit_code monitor_run(struct run *run)
{
	struct dongle_watch *watch;
	int err = dongle_watch_new(run->bus, &watch);

	if (err) {
		fprintf(run->err, "dongle-ctl: cannot watch devices: %s\n", strerror(-err));
		return EXIT_DEVICE;
	}
	err = follow(run, watch);
	dongle_watch_free(watch);
	if (err == -EPIPE)
		return EXIT_OK;
	fprintf(run->err, "dongle-ctl: cannot watch devices any longer: %s\n", strerror(-err));
	return EXIT_DEVICE;
}
