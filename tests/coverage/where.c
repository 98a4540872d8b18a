// SPDX-License-Identifier: GPL-2.0-only
/*
 * Is inside the programs whose lines are counted. In a guest their counts go where
 * every user and every sandbox may write; a signal that ends one comes after them.
 */
#include <gcov.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define PLACE "/dev/coverage"	/* made by tests/vm/init */

static void write_and_end(int number)
{
	__gcov_dump();
	raise(number);
}

static void catch_end(int number)
{
	struct sigaction action = {
		.sa_handler = write_and_end, .sa_flags = SA_RESETHAND,
	}, was;

	if (!sigaction(number, NULL, &was) && was.sa_handler == SIG_DFL)
		sigaction(number, &action, NULL);
}

__attribute__((constructor)) static void count(void)
{
	char place[64];

	catch_end(SIGTERM);
	catch_end(SIGINT);
	catch_end(SIGHUP);
	catch_end(SIGPIPE);
	if (access(PLACE, W_OK))
		return;
	snprintf(place, sizeof(place), PLACE "/%u", geteuid());
	setenv("GCOV_PREFIX", place, 1);
	setenv("GCOV_ERROR_FILE", "/dev/null", 1);
}
