// SPDX-License-Identifier: GPL-2.0-only
/* --wait: sleeps until the kernel, or udev, tells of a device. */
#include <stdlib.h>

#include "verb.h"

#define RIGHTS_MS	3000	/* udev may give them a moment after the device */

/* Return: 1 for a device that can be used, 0 for none, or -errno. */
static int look(struct run *run)
{
	struct candidate *found;
	int i, n = select_find(run->bus, &run->options->selector, &found);
	int result = n < 0 ? n : 0;

	for (i = 0; i < n && result <= 0; i++)
		result = found[i].err == -EACCES ? -EACCES : 1;
	if (n >= 0)
		select_free(found, n);
	return result;
}

/* Listens before it looks: what comes in between is not missed. */
enum exit_code wait_run(struct run *run)
{
	int wait_ms = run->options->wait_ms, result, left;
	bool forever = wait_ms < 0;
	long long end;

	if (!(run->options->given & BIT(OPTION_WAIT)))
		return EXIT_OK;
	end = dongle_now_ms() + (forever ? RIGHTS_MS : wait_ms);
	if (dongle_wait(run->bus, 0) < 0)
		goto err_deaf;
	for (;;) {
		result = look(run);
		if (result == 1)
			return EXIT_OK;
		left = end > dongle_now_ms() ? end - dongle_now_ms() : 0;
		/* one without rights is reported as always, by who opens it */
		if (result && !left)
			return EXIT_OK;
		if (!forever && !left)
			break;
		if (dongle_wait(run->bus, forever && !result ? -1 : left) < 0)
			goto err_deaf;
		/* time for rights counts from the last event */
		if (forever && !result)
			end = dongle_now_ms() + RIGHTS_MS;
	}
	fprintf(run->err, "dongle-ctl: no dongle %s within %d s\n",
		run->options->given & (BIT(OPTION_WAIT) - 1) ? "that matches appeared" : "appeared",
		wait_ms / 1000);
	return EXIT_NONE;

err_deaf:
	fprintf(run->err, "dongle-ctl: cannot wait for devices\n");
	return EXIT_DEVICE;
}
