/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The listening dose, as ITU-T H.870 (WHO) has it: sound pressure squared times hours,
 * so 3 dB more are as much in half the time. Pure; dongle-ctl(1) has the formulas.
 */
#ifndef DONGLE_CTL_DOSE_H
#define DONGLE_CTL_DOSE_H

#include <time.h>

#define DOSE_WEEK	7	/* days */
#define DOSE_DAYS	(2 * DOSE_WEEK)

/* dB(A) of what is played against a sine at full scale, and how far off all may be. */
#define DOSE_PROGRAMME	(-14.0)
#define DOSE_DOUBT	5.0

/* Whose ears: the modes 1 and 2 of H.870. */
enum dose_ears {
	DOSE_ADULT,
	DOSE_SENSITIVE,
	DOSE_EARS
};

/**
 * struct dose_day - what came together on one day, or on several
 * @day: its number, days since 1970-01-01 as the calendar here has them
 * @exposure: Pa2h
 * @seconds: for which sound played
 */
struct dose_day {
	long day;
	double exposure;
	double seconds;
};

/**
 * struct dose - some days, the first one first
 * @n: how many
 * @day: these
 */
struct dose {
	unsigned int n;
	struct dose_day day[DOSE_DAYS];
};

/**
 * dose_exposure - of a level that stays
 * @dba: level, dB(A)
 * @seconds: for how long
 *
 * Return: Pa2h.
 */
double dose_exposure(double dba, double seconds);

/**
 * dose_percent - of what is held to be safe
 * @exposure: Pa2h
 * @days: in so many days
 * @ears: whose
 *
 * Return: percent.
 */
double dose_percent(double exposure, unsigned int days, enum dose_ears ears);

/**
 * dose_doubt - as far off as the estimate may be
 * @percent: estimate
 * @sign: 1 or -1: at most or at least
 *
 * Return: percent.
 */
double dose_doubt(double percent, int sign);

/**
 * dose_date - the day of a moment, where the computer is
 * @wall: moment
 *
 * Return: its number.
 */
long dose_date(time_t wall);

/**
 * dose_forget_old - remove days that count no more, and those more than a week ahead
 * @dose: days
 * @today: number of this day
 */
void dose_forget_old(struct dose *dose, long today);

/**
 * dose_add - add something; old days go
 * @dose: days
 * @more: day, exposure and seconds
 */
void dose_add(struct dose *dose, const struct dose_day *more);

/**
 * dose_sum - what came together up to a day
 * @dose: days
 * @today: number of the last of them
 * @days: how many
 *
 * Return: their sum.
 */
struct dose_day dose_sum(const struct dose *dose, long today, unsigned int days);

#endif /* DONGLE_CTL_DOSE_H */
