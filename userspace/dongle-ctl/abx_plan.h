/* SPDX-License-Identifier: GPL-2.0-only */
/* Which two states a blind test compares, at the same voltage at the load: pure. */
#ifndef DONGLE_CTL_ABX_PLAN_H
#define DONGLE_CTL_ABX_PLAN_H

#include "figures.h"
#include "request.h"

#define ABX_A		0
#define ABX_B		1
#define ABX_SIDES	2

#define ABX_NOTES_MAX	2048

/* dB of mismatch, above which a listener is warned. */
#define ABX_MISMATCH	0.1

/**
 * struct abx_ask - what the command line asks for
 * @side: settings of A and of B, read by abx_side_parse()
 * @figures: with an impedance where one is known, full scales and source impedances
 * @unmatched: different levels are meant
 */
struct abx_ask {
	struct request side[ABX_SIDES];
	struct figures figures;
	bool unmatched;
};

/**
 * struct abx_plan - what a test does to a device
 * @before: its state
 * @side: its state with A and with B, never louder than @before
 * @quiet: fields that are silent while it switches
 * @set: fields that differ, in one request; none of @quiet
 * @known: the levels could be compared
 * @mismatch: how many dB are left between A and B; NAN: not @known
 * @lowered: how many dB A and B are softer than @before; NAN: not known
 * @notes: what a listener should know, a line each
 */
struct abx_plan {
	struct dongle_state before;
	struct dongle_state side[ABX_SIDES];
	u32 quiet;
	u32 set;
	bool known;
	double mismatch;
	double lowered;
	char notes[ABX_NOTES_MAX];
};

/**
 * abx_side_parse - read the settings of one side
 * @request: result; keeps @text
 * @option: "--a" or "--b"
 * @text: such as "mode=balanced,filter=1"; its commas and signs become 0
 * @why: result: what is wrong, and what is allowed
 *
 * Return: false with @why written.
 */
bool abx_side_parse(struct request *request, const char *option, char *text, struct text *why);

/**
 * abx_plan_make - work it out
 * @plan: result
 * @info: device
 * @before: its state
 * @ask: what was asked
 * @why: result: why it cannot be done
 *
 * Return: false with @why written.
 */
bool abx_plan_make(struct abx_plan *plan, const struct dongle_info *info,
		   const struct dongle_state *before, const struct abx_ask *ask,
		   struct text *why);

#endif /* DONGLE_CTL_ABX_PLAN_H */
