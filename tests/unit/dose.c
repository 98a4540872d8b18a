// SPDX-License-Identifier: GPL-2.0-only
/* The listening dose: what others have published of it, its days and its file. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "doses.h"
#include "model.h"

#define HOUR		3600.0
#define HEADER		"# dongle-ctl listening dose 1: day, Pa2h, seconds of sound\n"

/*
 * How long a level is held to be safe in a week: ITU-T H.870, by 3 dB and half the time,
 * as WHO's "Safe listening devices and systems" has it for both modes.
 */
static const struct {
	double dba, hours;
	enum dose_ears ears;
} safe[] = {
	{ 80, 40, DOSE_ADULT },
	{ 83, 20, DOSE_ADULT },
	{ 86, 10, DOSE_ADULT },
	{ 89, 5, DOSE_ADULT },
	{ 92, 2.5, DOSE_ADULT },
	{ 95, 75 / 60.0, DOSE_ADULT },
	{ 98, 37.5 / 60, DOSE_ADULT },
	{ 101, 18.75 / 60, DOSE_ADULT },
	{ 75, 40, DOSE_SENSITIVE },
	{ 78, 20, DOSE_SENSITIVE },
	{ 81, 10, DOSE_SENSITIVE },
	{ 84, 5, DOSE_SENSITIVE },
	{ 87, 2.5, DOSE_SENSITIVE },
};

static void test_published(void)
{
	char name[64];
	double percent;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(safe); i++) {
		percent = dose_percent(dose_exposure(safe[i].dba, safe[i].hours * HOUR), DOSE_WEEK,
				       safe[i].ears);
		snprintf(name, sizeof(name), "%.0f dB(A) for %.3g hours are a week's share",
			 safe[i].dba, safe[i].hours);
		tap_ok(fabs(10 * log10(percent / 100)) < 0.1, "%s", name);
	}
	doses_close(dose_exposure(80, 40 * HOUR), 1.6, 0.1, "H.870: 1.6 Pa2h, mode 1");
	doses_close(dose_exposure(75, 40 * HOUR), 0.51, 1, "H.870: 0.51 Pa2h, mode 2");
	/* EN 50332-3: 85 dB(A) for 8 hours are 1.01 Pa2h */
	doses_close(dose_exposure(85, 8 * HOUR), 1.01, 1, "EN 50332-3: 85 dB(A) for 8 hours");
}

/* By hand. A day's share is 1.6 / 7 = 0.2286 Pa2h. */
static void test_by_hand(void)
{
	double hour = dose_exposure(80, HOUR);

	doses_close(hour, 0.04, 0.1, "0.2 Pa squared for an hour");
	doses_close(dose_percent(hour, 1, DOSE_ADULT), 17.5, 0.1, "an hour of 80 is 7/40 of a day");
	doses_close(dose_percent(hour, DOSE_WEEK, DOSE_ADULT), 2.5, 0.1, "and 1/40 of a week");
	doses_close(dose_percent(hour, 1, DOSE_SENSITIVE), 55.3, 0.1,
		    "for a child 3.16 times that");
	doses_close(dose_percent(dose_exposure(90, HOUR), 1, DOSE_ADULT), 175, 0.1,
		    "10 dB more are ten times that");
	doses_close(dose_exposure(83.0103, HOUR / 2), hour, 0.1,
		    "half the time at twice the power");
	doses_close(dose_doubt(35, -1), 11.07, 0.1, "at least, 5 dB less");
	doses_close(dose_doubt(35, 1), 110.7, 0.1, "at most, 5 dB more");
}

static time_t at(const char *zone, int month, int day, int hour)
{
	struct tm date = { .tm_year = 126, .tm_mon = month - 1, .tm_mday = day, .tm_hour = hour,
			   .tm_isdst = -1 };

	setenv("TZ", zone, 1);
	tzset();
	return mktime(&date);
}

#define BERLIN	"CET-1CEST,M3.5.0,M10.5.0/3"

static void test_dates(void)
{
	time_t autumn = at(BERLIN, 10, 25, 0), spring;

	tap_int(dose_date(at("UTC", 1, 1, 0)), 20454, "the number of a day");
	spring = at(BERLIN, 3, 29, 0);
	tap_int(dose_date(spring + 23 * HOUR - 1), dose_date(spring),
		"23 hours are a day in March");
	tap_int(dose_date(spring + 23 * HOUR), dose_date(spring) + 1, "and no more");
	tap_int(dose_date(autumn + 25 * HOUR - 1), dose_date(autumn), "25 hours in October");
	tap_int(dose_date(autumn + 25 * HOUR), dose_date(autumn) + 1, "and then it is the next");
	tap_int(dose_date(at("UTC-12", 6, 2, 1)), dose_date(at("UTC+11", 6, 1, 1)) + 1,
		"the day is that of the place");
}

static void test_days(void)
{
	struct dose_day more = { 100, 1, 10 };
	struct dose dose = {};
	int i;

	for (i = 0; i < 10; i++, more.day++)
		dose_add(&dose, &more);
	tap_int(dose.n, DOSE_WEEK, "a week is kept");
	doses_close(dose_sum(&dose, 109, 1).exposure, 1, 0, "the sum of a day");
	doses_close(dose_sum(&dose, 109, DOSE_WEEK).exposure, 7, 0, "of a week");
	doses_close(dose_sum(&dose, 112, DOSE_WEEK).seconds, 40, 0, "of one that ended later");
	doses_close(dose_sum(&dose, 116, DOSE_WEEK).exposure, 0, 0, "of one too late");
	more.day = 105;
	dose_add(&dose, &more);
	doses_close(dose_sum(&dose, 105, 1).exposure, 2, 0, "the clock was set back");
	doses_close(dose_sum(&dose, 109, DOSE_WEEK).exposure, 8, 0, "and is right again");
	for (more.day = 99; more.day < 116; more.day++)
		dose_add(&dose, &more);
	for (more.day = 115; more.day > 95; more.day--)
		dose_add(&dose, &more);
	tap_ok(dose.n <= DOSE_DAYS, "there is room for all, wherever the clock goes");
	more.day = 20000;
	dose_add(&dose, &more);
	tap_int(dose.n, 1, "far ahead: what is old goes");
	more.day = 110;
	dose_add(&dose, &more);
	tap_int(dose.n, 1, "and what is far ahead, too");
}

static void refused(const char *text, const char *line, const char *name)
{
	struct dose_day more = { dose_date(time(NULL)), 0.5, 60 };
	char why[DOSEFILE_ERROR_MAX] = "", *aside;
	int folder = dosefile_open(true);
	struct dose dose;

	remove(runner_path(DOSES_FILE ".broken"));
	runner_write(DOSES_FILE, text);
	tap_int(dosefile_read(folder, &dose, why), -EBADMSG, "%s: is not read", name);
	tap_has(why, line, "%s: where", name);
	aside = runner_read(DOSES_FILE);
	tap_str(aside, text, "%s: reading changes nothing", name);
	free(aside);
	tap_int(dosefile_add(folder, &more, &dose, why), 0, "%s: is begun anew", name);
	tap_has(why, line, "%s: says so", name);
	doses_close(dose_sum(&dose, more.day, DOSE_WEEK).exposure, 0.5, 0, name);
	aside = runner_read(DOSES_FILE ".broken");
	tap_str(aside, text, "%s: and put aside", name);
	free(aside);
	close(folder);
}

static void test_broken(void)
{
	refused("", "dose:1: it is empty", "empty");
	refused("x\n", "dose:1: it does not begin", "another file");
	refused(HEADER "2026-11-26 0.5\n", "dose:2: no day,", "too little");
	refused(HEADER "2026-11-26 0.5 60 1\n", "dose:2: no day,", "too much");
	refused(HEADER "2026-11-26 nan 60\n", "dose:2: no day,", "no number");
	refused(HEADER "2026-11-26 -1 60\n", "dose:2: no day,", "less than nothing");
	refused(HEADER "2026-11-26 1e9 60\n", "dose:2: no day,", "more than can be");
	refused(HEADER "2026-13-26 1 60\n", "dose:2: no day,", "no month");
	refused(HEADER "2026-11-25 1 60\n2026-11-25 1 60\n", "dose:3: no day,", "a day twice");
	refused(HEADER "2026-11-25 1 60", "dose:2: no day,", "cut off");
	refused(HEADER "2026-11-25 1 60\n\n", "dose:3: no day,", "an empty line");
}

static void test_file(void)
{
	struct dose_day more = { dose_date(time(NULL)), 0.25, 60 };
	char why[DOSEFILE_ERROR_MAX];
	int folder = dosefile_open(true);
	struct stat stat;
	struct dose dose;

	dosefile_forget(folder);
	tap_int(dosefile_read(folder, &dose, why), 0, "no file is no error");
	tap_int(dose.n, 0, "and no dose");
	umask(0);
	dosefile_add(folder, &more, &dose, why);
	dosefile_add(folder, &more, &dose, why);
	umask(022);
	tap_int(fstatat(folder, "dose", &stat, 0) ?: (int)(stat.st_mode & 0777), 0600,
		"nobody else may read it");
	tap_int(fstat(folder, &stat) ?: (int)(stat.st_mode & 0777), 0700, "nor the folder");
	tap_int(dosefile_read(folder, &dose, why), 0, "it can be read");
	doses_close(dose_sum(&dose, more.day, 1).exposure, 0.5, 0, "both are there");
	doses_close(dose_sum(&dose, more.day, 1).seconds, 120, 0, "and their time");
	tap_int(dosefile_forget(folder), 1, "it is forgotten");
	tap_int(dosefile_forget(folder), 0, "once");
	symlinkat("elsewhere", folder, "dose");
	tap_int(dosefile_read(folder, &dose, why), -EBADMSG, "a link is not followed");
	dosefile_forget(folder);
	mkdirat(folder, "dose", 0700);
	tap_int(dosefile_read(folder, &dose, why), -EBADMSG, "a folder is not read");
	unlinkat(folder, "dose", AT_REMOVEDIR);
	close(folder);
}

#define WRITERS	4
#define TIMES	25

/* Nothing that one writes is lost to another. */
static void test_writers(void)
{
	struct dose_day more = { dose_date(time(NULL)), 0.001, 1 };
	char why[DOSEFILE_ERROR_MAX];
	int i, n, status, folder = dosefile_open(true), good = 0;
	struct dose dose;

	fflush(stdout);
	for (i = 0; i < WRITERS; i++) {
		if (fork())
			continue;
		for (n = 0; n < TIMES; n++)
			if (dosefile_add(folder, &more, &dose, why) || *why)
				_exit(1);
		_exit(0);
	}
	while (wait(&status) > 0)
		good += !status;
	tap_int(good, WRITERS, "several write at once");
	dosefile_read(folder, &dose, why);
	doses_close(dose_sum(&dose, more.day, 1).seconds, WRITERS * TIMES, 0.01,
		    "all of it is there");
	dosefile_forget(folder);
	close(folder);
}

int main(void)
{
	doses_start();
	test_published();
	test_by_hand();
	test_dates();
	test_days();
	test_file();
	test_broken();
	doses_forget();
	test_writers();
	doses_end();
	return tap_done();
}
