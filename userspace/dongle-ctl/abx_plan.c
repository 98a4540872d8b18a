// SPDX-License-Identifier: GPL-2.0-only
/*
 * Levels are only ever lowered: each side is at most as loud as it would have been with
 * the levels that are set, and as what sounds now.
 */
#include <math.h>
#include <strings.h>

#include "abx_match.h"
#include "abx_plan.h"
#include "loudness.h"
#include "names.h"
#include "plan.h"
#include "state.h"
#include "text.h"

#define AUDIBLE		0.5	/* dB softer that are worth a word */
#define ROUNDING	0.000001	/* dB of doubles */

/* What every step below works on. */
struct job {
	struct abx_plan *plan;
	const struct dongle_info *info;
	const struct abx_ask *ask;
	struct text *why;
	struct text notes;
	bool switches;			/* outputs */
	bool levels;			/* are what is compared */
	u8 outs[ABX_SIDES];		/* mask of outputs that sound */
	double step;			/* the coarsest, dB */
};

static const char *const options[ABX_SIDES] = { "--a", "--b" };

static bool has_volumes(const struct request *request)
{
	return request->given & ((BIT(TARGETS) - 1) << SET_VOLUME);
}

/* Each side says the same things, each of them otherwise or not. */
static bool check_settings(struct job *job)
{
	const struct request *side = job->ask->side;
	u32 lonely = side[ABX_A].given ^ side[ABX_B].given;
	enum setting first = ffs(lonely) - 1;

	if (lonely) {
		text_add(job->why, "%s: '%s' is missing, which %s has",
			 options[side[ABX_A].given & BIT(first) ? ABX_B : ABX_A],
			 setting_key(first),
			 options[side[ABX_A].given & BIT(first) ? ABX_A : ABX_B]);
		return false;
	}
	job->levels = has_volumes(&side[ABX_A]);
	if (job->levels && !job->ask->unmatched) {
		text_add(job->why,
			 "the levels are matched by the test; give --unmatched where they are what shall be compared");
		return false;
	}
	job->switches = request_has(&side[ABX_A], SET_MODE);
	return true;
}

static bool plan_side(struct job *job, int n)
{
	const struct request *request = &job->ask->side[n];
	const struct dongle_option *option;
	struct plan plan;
	unsigned int i;

	if (!plan_make(&plan, job->info, &job->plan->before, request)) {
		text_add(job->why, "%s", plan.error);
		return false;
	}
	if (job->switches && request->mode == USB_DONGLE_MODE_AUTO) {
		text_add(job->why,
			 "%s: mode: 'auto' follows the plugs; allowed: single-ended, balanced",
			 options[n]);
		return false;
	}
	for (i = 0; i < DONGLE_OPTIONS; i++) {
		option = &job->info->options[i];
		if (!(plan.mask & DONGLE_F_OPTION(i)) || option->values ||
		    option_is_switch(option))
			continue;
		text_add(job->why,
			 "%s: %s: its effect on the level is not known, so it cannot be matched",
			 options[n], option->key);
		return false;
	}
	job->plan->side[n] = plan.state;
	return true;
}

static bool plan_sides(struct job *job)
{
	if (!plan_side(job, ABX_A) || !plan_side(job, ABX_B))
		return false;
	if (dongle_state_diff(&job->plan->side[ABX_A], &job->plan->side[ABX_B]))
		return true;
	text_add(job->why, "--a and --b are the same on this device: there is nothing to compare");
	return false;
}

static bool check_output(struct job *job, unsigned int out)
{
	unsigned int level = dongle_state_level_output(job->info, out);
	const struct dongle_output_state *o = job->plan->before.output;
	bool detects = job->info->output[out].caps & USB_DONGLE_CAP_DETECT;

	if (detects && o[out].plug != USB_DONGLE_PLUG_PLUGGED) {
		text_add(job->why, "the %s output %s: with both sides something must be heard",
			 dongle_output_names[out].label,
			 o[out].plug == USB_DONGLE_PLUG_SHORTED ? "is shorted" :
								 "has nothing plugged in");
		return false;
	}
	if (job->info->output[level].caps & USB_DONGLE_CAP_MUTE && o[level].mute) {
		text_add(job->why,
			 "the %s output is muted: unmute it first, at a level that you like",
			 dongle_output_names[out].label);
		return false;
	}
	return true;
}

static bool find_outputs(struct job *job)
{
	unsigned int n, out;

	if (!job->plan->before.active) {
		text_add(job->why, "no output is live: nothing would be heard");
		return false;
	}
	for (n = 0; n < ABX_SIDES; n++) {
		job->outs[n] = job->plan->before.active;
		if (job->switches)
			job->outs[n] = BIT(job->plan->side[n].mode == USB_DONGLE_MODE_SE ?
					   USB_DONGLE_SE : USB_DONGLE_BALANCED);
	}
	for (out = 0; out < DONGLE_OUTPUTS; out++)
		if ((job->outs[ABX_A] | job->outs[ABX_B]) & BIT(out) && !check_output(job, out))
			return false;
	return true;
}

static bool check_load(struct job *job)
{
	if (!job->switches || job->ask->figures.impedance ||
	    abx_source(job->info, &job->ask->figures, USB_DONGLE_SE) ==
	    abx_source(job->info, &job->ask->figures, USB_DONGLE_BALANCED))
		return true;
	if (job->ask->unmatched) {
		text_add(&job->notes,
			 "The load is not known: what the source impedances make of the levels is left out.\n");
		return true;
	}
	text_add(job->why,
		 "the outputs differ in source impedance, so their levels depend on the load, which the dongle has not measured; give --headphones=NAME or --impedance=OHM");
	return false;
}

/* Whichever figure is missing. */
static bool accept_unknown(struct job *job)
{
	const struct dongle_state *before = &job->plan->before, *side = job->plan->side;
	const char *what = job->switches ? "the full scale of each output" :
					   "how many dB lie between the gains";

	job->plan->known = false;
	if (!job->ask->unmatched) {
		text_add(job->why,
			 "%s is not known, so the levels cannot be matched; %s--unmatched compares them as they are set",
			 what, job->switches ? "give --full-scale=SE,BALANCED; " : "");
		return false;
	}
	if (side[ABX_A].gain > before->gain || side[ABX_B].gain > before->gain) {
		text_add(job->why,
			 "a higher gain would be louder than now by nobody knows how much; set it first, at a level that you like");
		return false;
	}
	text_add(&job->notes,
		 "A and B are not matched, as %s is not known: the louder one may be told by that alone.\n",
		 what);
	return true;
}

static double voltage(const struct job *job, const struct dongle_state *state, unsigned int out,
		      unsigned int ch)
{
	return abx_voltage(job->info, state, &job->ask->figures, out, ch, job->switches);
}

/* What sounds now; of several outputs the softest. */
static double voltage_now(const struct job *job, unsigned int out, unsigned int ch)
{
	const struct dongle_state *before = &job->plan->before;
	double most = NAN;
	unsigned int i;

	if (!job->switches)
		return voltage(job, before, out, ch);
	for (i = 0; i < DONGLE_OUTPUTS; i++)
		if (before->active & BIT(i))
			most = fmin(most, voltage(job, before, i, ch));
	return most;
}

static struct abx_fader fader_of(const struct job *job, int n, unsigned int out, unsigned int ch)
{
	unsigned int level = dongle_state_level_output(job->info, out);
	const struct dongle_output_info *o = &job->info->output[level];
	struct abx_fader fader = { .top = voltage(job, &job->plan->side[n], out, ch) };

	if (!(o->caps & USB_DONGLE_CAP_VOLUME))
		return fader;
	fader.level = job->plan->side[n].output[level].volume[ch];
	fader.min = o->volume_min;
	fader.step = o->volume_step;
	return fader;
}

/* Where each output has a level of its own, both sides have the same ones. */
static void set_level(struct job *job, int n, unsigned int out, unsigned int ch, int value)
{
	unsigned int level = dongle_state_level_output(job->info, out);

	job->plan->side[n].output[level].volume[ch] = value;
	if (job->switches && !(job->info->flags & USB_DONGLE_SHARED_LEVEL))
		job->plan->side[!n].output[level].volume[ch] = value;
}

static bool as_given(struct job *job, const struct abx_fader fader[ABX_SIDES], double now,
		     double *mismatch)
{
	*mismatch = fabs(fader[ABX_A].top - fader[ABX_B].top);
	if (fmax(fader[ABX_A].top, fader[ABX_B].top) <= now + ROUNDING)
		return true;
	text_add(job->why,
		 "%s would be %.1f dB louder than it is now; the test is never louder: raise the level first",
		 fader[ABX_A].top > fader[ABX_B].top ? "--a" : "--b",
		 fmax(fader[ABX_A].top, fader[ABX_B].top) - now);
	return false;
}

static bool match_channel(struct job *job, const unsigned int out[ABX_SIDES], unsigned int ch)
{
	struct abx_fader fader[ABX_SIDES] = {
		fader_of(job, ABX_A, out[ABX_A], ch), fader_of(job, ABX_B, out[ABX_B], ch),
	};
	double now = voltage_now(job, out[ABX_A], ch), mismatch, most;

	if (isnan(fader[ABX_A].top) || isnan(fader[ABX_B].top) || isnan(now))
		return job->plan->known ? accept_unknown(job) : true;
	most = fmin(now, fmin(fader[ABX_A].top, fader[ABX_B].top));
	if (job->levels) {
		if (!as_given(job, fader, now, &mismatch))
			return false;
	} else if (!abx_match(fader, most, &mismatch)) {
		text_add(job->why,
			 "the levels cannot be matched without being louder than now: raise the softer one first");
		return false;
	}
	set_level(job, ABX_A, out[ABX_A], ch, fader[ABX_A].level);
	set_level(job, ABX_B, out[ABX_B], ch, fader[ABX_B].level);
	job->step = fmax(job->step, fmax(fader[ABX_A].step, fader[ABX_B].step) / LOUDNESS_PER_DB);
	job->plan->mismatch = fmax(job->plan->mismatch, mismatch);
	job->plan->lowered = fmax(job->plan->lowered,
				  now - voltage(job, &job->plan->side[ABX_A], out[ABX_A], ch));
	return true;
}

static bool match_outputs(struct job *job, unsigned int a, unsigned int b)
{
	const unsigned int out[ABX_SIDES] = { a, b };
	unsigned int ch;

	for (ch = 0; ch < DONGLE_CHANNELS; ch++)
		if (!match_channel(job, out, ch))
			return false;
	return true;
}

static bool match_all(struct job *job)
{
	unsigned int out;

	if (job->switches)
		return match_outputs(job, ffs(job->outs[ABX_A]) - 1, ffs(job->outs[ABX_B]) - 1);
	for (out = 0; out < DONGLE_OUTPUTS; out++)
		if (job->outs[ABX_A] & BIT(out) && !match_outputs(job, out, out))
			return false;
	return true;
}

static bool judge_match(struct job *job)
{
	struct abx_plan *plan = job->plan;

	if (!plan->known) {
		plan->mismatch = NAN;
		plan->lowered = NAN;
		return true;
	}
	if (plan->mismatch > fmax(job->step, ABX_MISMATCH) + ROUNDING && !job->ask->unmatched) {
		text_add(job->why,
			 "A and B would be %.2f dB apart, more than a step of the level: that would be heard as a difference; give --unmatched to compare them all the same",
			 plan->mismatch);
		return false;
	}
	if (plan->mismatch > ABX_MISMATCH)
		text_add(&job->notes,
			 "A and B are %.2f dB apart%s. Steps of 0.4 dB are just heard in noise (Miller 1947), and less is taken for another sound: above 0.1 dB a hit may come from the level alone.\n",
			 plan->mismatch,
			 job->levels ? "" : ", the nearest that the steps of the level allow");
	if (plan->lowered > AUDIBLE)
		text_add(&job->notes,
			 "During the test it is %.1f dB softer than now: levels are only ever lowered.\n",
			 plan->lowered);
	return true;
}

/* Of one gain on one output it would be the same for both sides. */
static void check_figures(struct job *job)
{
	unsigned int out, n, gain[ABX_SIDES];
	double apart = 0;

	for (n = 0; n < ABX_SIDES; n++)
		gain[n] = dongle_state_gain(job->info, &job->plan->side[n]);
	for (n = 0; n < ABX_SIDES; n++)
		for (out = 0; out < DONGLE_OUTPUTS; out++)
			if (job->outs[n] & BIT(out) &&
			    (job->switches || gain[ABX_A] != gain[ABX_B]))
				apart = fmax(apart, abx_contradiction(job->info, out, gain[n]));
	if (apart > ABX_MISMATCH)
		text_add(&job->notes,
			 "What the dongle says of its gains contradicts itself by %.2f dB: so much the match may be off.\n",
			 apart);
}

/* Fields that silence all outputs that sound; the lowest level where none can be muted. */
static u32 quiet_fields(struct job *job)
{
	u8 outs = job->outs[ABX_A] | job->outs[ABX_B];
	unsigned int out, level;
	u32 quiet = 0;
	u8 caps;

	for (out = 0; out < DONGLE_OUTPUTS; out++) {
		if (!(outs & BIT(out)))
			continue;
		level = dongle_state_level_output(job->info, out);
		caps = job->info->output[level].caps;
		if (caps & USB_DONGLE_CAP_MUTE)
			quiet |= USB_DONGLE_F_MUTE(level);
		else if (caps & USB_DONGLE_CAP_VOLUME)
			quiet |= USB_DONGLE_F_VOLUME(level);
	}
	if (!quiet)
		text_add(&job->notes,
			 "This dongle can neither be muted nor lowered: a switch may be heard as a click.\n");
	return quiet;
}

static void collect_fields(struct job *job)
{
	struct abx_plan *plan = job->plan;
	u32 differ = dongle_state_diff(&plan->side[ABX_A], &plan->side[ABX_B]) |
		     dongle_state_diff(&plan->side[ABX_A], &plan->before) |
		     dongle_state_diff(&plan->side[ABX_B], &plan->before);

	plan->quiet = quiet_fields(job);
	plan->set = differ & dongle_state_writable(job->info) & ~plan->quiet;
}

bool abx_plan_make(struct abx_plan *plan, const struct dongle_info *info,
		   const struct dongle_state *before, const struct abx_ask *ask,
		   struct text *why)
{
	struct job job = {
		.plan = plan, .info = info, .ask = ask, .why = why,
		.notes = { plan->notes, sizeof(plan->notes), 0 },
	};

	*plan = (struct abx_plan){ .before = *before, .known = true };
	if (!check_settings(&job) || !plan_sides(&job) || !find_outputs(&job) ||
	    !check_load(&job) || !match_all(&job) || !judge_match(&job))
		return false;
	check_figures(&job);
	collect_fields(&job);
	return true;
}
