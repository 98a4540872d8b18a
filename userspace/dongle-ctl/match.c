// SPDX-License-Identifier: GPL-2.0-only
/* dongle-ctl match: works out at which levels both outputs are equally loud. */
#include <math.h>
#include <stdlib.h>

#include "advise.h"
#include "json.h"
#include "loudness.h"
#include "names.h"
#include "state.h"

/* The load, as given or as measured, ohm; 0: not known. */
static double load_of(const struct advise *advise, const struct dongle_info *info,
		      const struct dongle_state *state)
{
	unsigned int i;

	if (advise->figures.given & BIT(FIGURE_IMPEDANCE))
		return advise->figures.impedance;
	for (i = 0; i < DONGLE_OUTPUTS; i++)
		if (info->output[i].caps & USB_DONGLE_CAP_IMPEDANCE && state->output[i].impedance)
			return state->output[i].impedance;
	return 0;
}

static double volts(const struct dongle_output_info *out, unsigned int gain, double ohm)
{
	double full = out->full_scale[gain] / LOUDNESS_MILLI;

	return ohm ? loudness_loaded(full, out->source_impedance / LOUDNESS_MILLI, ohm) : full;
}

/* Return: whether the full scale is known at each gain that there is. */
static bool find_match(const struct dongle_info *info, double ohm, s16 match[USB_DONGLE_GAINS])
{
	const struct dongle_output_info *se = &info->output[USB_DONGLE_SE];
	const struct dongle_output_info *balanced = &info->output[USB_DONGLE_BALANCED];
	u8 gains = info->gains ? info->gains : BIT(USB_DONGLE_GAIN_LOW);
	unsigned int gain;

	for (gain = 0; gain < USB_DONGLE_GAINS; gain++) {
		match[gain] = 0;
		if (!(gains & BIT(gain)))
			continue;
		if (!se->full_scale[gain] || !balanced->full_scale[gain])
			return false;
		match[gain] = lround(LOUDNESS_PER_DB * loudness_decibel(volts(se, gain, ohm) /
							       volts(balanced, gain, ohm)));
	}
	return true;
}

static void say(struct run *run, const struct dongle *dongle, const s16 match[USB_DONGLE_GAINS],
		double ohm, bool kept)
{
	bool dry_run = run->options->given & BIT(OPTION_DRY_RUN);
	u8 gains = dongle->info.gains ? dongle->info.gains : BIT(USB_DONGLE_GAIN_LOW);
	unsigned int gain;

	for (gain = 0; gain < USB_DONGLE_GAINS; gain++)
		if (gains & BIT(gain))
			fprintf(run->out, "%s gain: balanced %+.2f dB against single-ended\n",
				dongle_gain_names[gain].key, match[gain] / LOUDNESS_PER_DB);
	if (!ohm)
		fprintf(run->out,
			"The source impedances are left out, as no load is known: give --headphones=NAME or --impedance=OHM.\n");
	if (dry_run)
		fprintf(run->out, "dry run: nothing was sent\n");
	else if (kept)
		fprintf(run->out,
			"The device keeps both outputs equally loud; no program needs to run.\n");
	else
		fprintf(run->out,
			"Both outputs are equally loud now. Nothing keeps them so: this device cannot; after a change do it again.\n");
}

/* Return: the fields to send; the louder one of a device that keeps nothing goes down. */
static u32 plan(const struct dongle_info *info, const struct dongle_state *cur,
		const s16 match[USB_DONGLE_GAINS], struct dongle_state *next)
{
	const u32 levels = USB_DONGLE_F_VOLUME(0) | USB_DONGLE_F_VOLUME(1);
	struct dongle_info able = *info;
	struct dongle_state set = *cur;

	set.matched = 1;
	memcpy(set.match, match, sizeof(set.match));
	able.flags |= USB_DONGLE_MATCH;
	if (info->flags & USB_DONGLE_MATCH) {
		dongle_state_apply(info, cur, USB_DONGLE_F_MATCH, &set, next);
		return USB_DONGLE_F_MATCH;
	}
	*next = set;
	dongle_state_match(&able, levels, next);
	next->matched = 0;
	memset(next->match, 0, sizeof(next->match));
	return dongle_state_diff(cur, next) & levels;
}

static enum exit_code send(struct run *run, struct dongle *dongle, u32 mask,
			   struct dongle_state *next)
{
	if (!mask || run->options->given & BIT(OPTION_DRY_RUN))
		return EXIT_OK;
	return verb_set(run, dongle, mask, next);
}

static enum exit_code match_off(struct run *run, struct dongle *dongle,
				const struct dongle_state *cur)
{
	struct dongle_state next = *cur;
	enum exit_code code;
	int error = 0;

	if (!(dongle->info.flags & USB_DONGLE_MATCH)) {
		fprintf(run->err,
			"dongle-ctl: match off: this device keeps no outputs matched, so there is nothing to end\n");
		return EXIT_USAGE;
	}
	next.matched = 0;
	code = send(run, dongle, USB_DONGLE_F_MATCH, &next);
	if (code != EXIT_OK || run->options->quiet)
		return code;
	if (run->options->json)
		error = json_match(run->out, dongle, &next, next.match, 0, false,
				   run->options->given & BIT(OPTION_DRY_RUN));
	else
		fprintf(run->out, "%s\n", run->options->given & BIT(OPTION_DRY_RUN) ?
			"dry run: nothing was sent" : "Each output has its own level.");
	return verb_finish(run, error, EXIT_OK);
}

static enum exit_code match_on(struct run *run, struct dongle *dongle,
			       const struct dongle_state *cur)
{
	bool kept = dongle->info.flags & USB_DONGLE_MATCH;
	double ohm = load_of(run->advise, &dongle->info, cur);
	s16 match[USB_DONGLE_GAINS];
	struct dongle_state next;
	enum exit_code code;
	int error = 0;
	u32 mask;

	if (!find_match(&dongle->info, ohm, match)) {
		fprintf(run->err,
			"dongle-ctl: match: this device does not say how loud its outputs are at every gain (full scale), so nothing can be matched\n");
		return EXIT_USAGE;
	}
	mask = plan(&dongle->info, cur, match, &next);
	code = send(run, dongle, mask, &next);
	if (code != EXIT_OK || run->options->quiet)
		return code;
	if (run->options->json)
		error = json_match(run->out, dongle, &next, match, ohm, kept,
				   run->options->given & BIT(OPTION_DRY_RUN));
	else
		say(run, dongle, match, ohm, kept);
	return verb_finish(run, error, EXIT_OK);
}

static enum exit_code match_one(struct run *run, struct dongle *dongle)
{
	struct dongle_report report;
	int error = dongle_get(dongle, &report);

	if (error)
		return verb_failed(run, dongle, "read", error);
	if (!(dongle_state_extras(&dongle->info) & USB_DONGLE_MATCH)) {
		fprintf(run->err, "dongle-ctl: match: %s\n",
			dongle->info.flags & USB_DONGLE_SHARED_LEVEL ?
			"both outputs of this device share one level, which cannot be matched" :
			"this device has no two outputs with a level each");
		return EXIT_USAGE;
	}
	return run->options->off ? match_off(run, dongle, &report.state) :
				   match_on(run, dongle, &report.state);
}

enum exit_code match_run(struct run *run)
{
	struct advise *advise = calloc(1, sizeof(*advise));
	enum exit_code code = EXIT_DEVICE;

	if (!advise) {
		fprintf(run->err, "dongle-ctl: %s\n", strerror(ENOMEM));
		return code;
	}
	advise->figures = run->options->figures;
	run->advise = advise;
	code = advise_headphones(run, advise);
	if (code == EXIT_OK)
		code = verb_with_one(run, match_one);
	run->advise = NULL;
	free(advise);
	return code;
}
