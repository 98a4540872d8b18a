// SPDX-License-Identifier: GPL-2.0-only
/*
 * A switch is: look, silence, all that differs, sound. Nothing of it depends on which side
 * comes and which was there, and each step has its time, however long the one before took.
 */
#include <time.h>

#include "abx.h"
#include "bus.h"
#include "state.h"

#define SET_AT		1
#define SOUND_AT	3
#define OVER_AT		4

/* Without the protocol each setting is a command of its own. */
#define PACE_BOUGHT	3

#define LIMITS		(USB_DONGLE_F_LIMIT(0) | USB_DONGLE_F_LIMIT(1))

unsigned int abx_pace_ms = 100;

static void wait_until(const struct abx *abx, const struct timespec *start, unsigned int n)
{
	unsigned int ms = n * abx_pace_ms * (abx->dongle->bought ? PACE_BOUGHT : 1);
	struct timespec end = {
		start->tv_sec + ms / 1000, start->tv_nsec + ms % 1000 * 1000000L,
	};

	if (end.tv_nsec >= 1000000000L) {
		end.tv_nsec -= 1000000000L;
		end.tv_sec++;
	}
	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &end, NULL) == EINTR)
		;
}

/* Fields that only this test may change while it runs. */
static bool is_ours(const struct abx *abx, u32 fields, const struct dongle_state *state)
{
	fields &= dongle_state_writable(&abx->dongle->info) & ~LIMITS & ~abx->unsure;
	return !(dongle_state_diff(&abx->state, state) & fields);
}

static int look(struct abx *abx)
{
	struct dongle_report report;
	int err = dongle_get(abx->dongle, &report);

	if (err)
		return err;
	return is_ours(abx, ~0U, &report.state) ? 0 : -ECANCELED;
}

static int send(struct abx *abx, u32 mask, const struct dongle_state *state)
{
	struct dongle_report report;
	int err;

	abx->touched = true;
	abx->unsure = mask;
	err = dongle_set(abx->dongle, mask, state, &report);
	if (err)
		return err;
	abx->unsure = 0;
	if (report.result != USB_DONGLE_RESULT_OK)
		return -EREMOTEIO;
	dongle_state_copy(&abx->state, mask, state);
	return is_ours(abx, mask, &report.state) ? 0 : -ECANCELED;
}

static struct dongle_state silent(const struct abx *abx)
{
	const struct dongle_output_info *o = abx->dongle->info.output;
	struct dongle_state state = abx->state;
	unsigned int out, ch;

	for (out = 0; out < DONGLE_OUTPUTS; out++) {
		state.output[out].mute = 1;
		for (ch = 0; ch < DONGLE_CHANNELS; ch++)
			state.output[out].volume[ch] = o[out].volume_min;
	}
	return state;
}

static int change(struct abx *abx, const struct dongle_state *to)
{
	struct dongle_state quiet = silent(abx);
	struct timespec start;
	int err;

	clock_gettime(CLOCK_MONOTONIC, &start);
	err = look(abx);
	if (!err && abx->plan->quiet)
		err = send(abx, abx->plan->quiet, &quiet);
	wait_until(abx, &start, SET_AT);
	if (!err)
		err = send(abx, abx->plan->set, to);
	wait_until(abx, &start, SOUND_AT);
	if (!err && abx->plan->quiet)
		err = send(abx, abx->plan->quiet, to);
	wait_until(abx, &start, OVER_AT);
	return err;
}

int abx_switch(struct abx *abx, unsigned int side)
{
	return change(abx, &abx->plan->side[side]);
}

int abx_restore(struct abx *abx)
{
	return abx->touched ? change(abx, &abx->plan->before) : 0;
}
