/* SPDX-License-Identifier: GPL-2.0-only */
/* What the tests of the listening dose share. */
#ifndef TEST_DOSES_H
#define TEST_DOSES_H

#include <ftw.h>
#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dosefile.h"
#include "runner.h"
#include "tap.h"

#define DOSES_FILE	"state/dongle/dose"

/**
 * doses_close - check a number
 * @got: number
 * @want: what it should be
 * @percent: as far as it may be off
 * @name: of the check
 */
static inline void doses_close(double got, double want, double percent, const char *name)
{
	if (!tap_ok(fabs(got - want) <= want * percent / 100, "%s", name))
		tap_note("got %g, want %g", got, want);
}

/**
 * doses_forget - remove what is kept
 */
static inline void doses_forget(void)
{
	int folder = dosefile_open(true);

	dosefile_forget(folder);
	close(folder);
}

/**
 * doses_start - runner_start(), and a place for the file
 */
static inline void doses_start(void)
{
	runner_start();
	setenv("XDG_STATE_HOME", runner_path("state"), 1);
}

static inline int doses_remove(const char *path, const struct stat *stat, int type,
			       struct FTW *where)
{
	(void)stat;
	(void)type;
	(void)where;
	return remove(path);
}

/**
 * doses_end - remove all of it
 */
static inline void doses_end(void)
{
	nftw(runner_path(""), doses_remove, 8, FTW_DEPTH | FTW_PHYS);
}

#endif /* TEST_DOSES_H */
