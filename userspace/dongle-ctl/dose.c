// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>
#include <string.h>

#include "dose.h"

#define PASCAL		0.00002	/* at 0 dB */
#define HOURS		40.0	/* a week, at the level that is held to be safe */
#define HOUR		3600.0
#define DAY		86400

static const double safe_level[DOSE_EARS] = { 80, 75 };	/* dB(A) */

static double power(double decibel)
{
	return pow(10, decibel / 10);
}

double dose_exposure(double dba, double seconds)
{
	return PASCAL * PASCAL * power(dba) * seconds / HOUR;
}

double dose_percent(double exposure, unsigned int days, enum dose_ears ears)
{
	double week = dose_exposure(safe_level[ears], HOURS * HOUR);

	return 100 * exposure / (week * days / DOSE_WEEK);
}

double dose_doubt(double percent, int sign)
{
	return percent * power(sign * DOSE_DOUBT);
}

/* By the calendar, so that days of 23 and 25 hours are days. */
long dose_date(time_t wall)
{
	struct tm here, date = {};

	localtime_r(&wall, &here);
	date.tm_year = here.tm_year;
	date.tm_mon = here.tm_mon;
	date.tm_mday = here.tm_mday;
	return timegm(&date) / DAY;
}

/* The clock may be wrong, so days to come are kept, but few. */
void dose_forget_old(struct dose *dose, long today)
{
	unsigned int from, to = 0;
	long day;

	for (from = 0; from < dose->n; from++) {
		day = dose->day[from].day;
		if (day > today - DOSE_WEEK && day <= today + DOSE_WEEK)
			dose->day[to++] = dose->day[from];
	}
	dose->n = to;
}

void dose_add(struct dose *dose, const struct dose_day *more)
{
	struct dose_day *at = dose->day;

	dose_forget_old(dose, more->day);
	while (at < dose->day + dose->n && at->day < more->day)
		at++;
	if (at == dose->day + dose->n || at->day != more->day) {
		memmove(at + 1, at, (dose->day + dose->n - at) * sizeof(*at));
		*at = (struct dose_day){ .day = more->day };
		dose->n++;
	}
	at->exposure += more->exposure;
	at->seconds += more->seconds;
}

struct dose_day dose_sum(const struct dose *dose, long today, unsigned int days)
{
	struct dose_day sum = { .day = today };
	unsigned int i;

	for (i = 0; i < dose->n; i++) {
		if (dose->day[i].day > today || dose->day[i].day <= today - (long)days)
			continue;
		sum.exposure += dose->day[i].exposure;
		sum.seconds += dose->day[i].seconds;
	}
	return sum;
}
