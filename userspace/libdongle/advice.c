// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "advice.h"
#include "loudness.h"
#include "names.h"

/* Gains to look at: one that is not there is the only one. */
static u8 gains_of(const struct dongle_info *info)
{
	return info->gains ? info->gains : BIT(0);
}

static bool is_highest(const struct dongle_info *info, unsigned int gain)
{
	return !(gains_of(info) >> (gain + 1));
}

/* What was given is of the highest gain. Return: V, 0: not known. */
static double full_scale_of(const struct dongle_info *info, const struct figures *figures,
			    unsigned int output, unsigned int gain)
{
	double given = figures->full_scale[output] / LOUDNESS_MILLI;
	int level = info->gain_level[gain];

	if (!given)
		return info->output[output].full_scale[gain] / LOUDNESS_MILLI;
	if (is_highest(info, gain))
		return given;
	return level == DONGLE_LEVEL_UNKNOWN ? 0 : given * loudness_factor(level / LOUDNESS_PER_DB);
}

/* At its highest level, which may be below full scale; above it music would clip. */
static double highest_level(const struct dongle_info *info, unsigned int output)
{
	unsigned int out = info->flags & USB_DONGLE_SHARED_LEVEL ? 0 : output;
	const struct dongle_output_info *o = &info->output[out];

	if (!(o->caps & USB_DONGLE_CAP_VOLUME) || o->volume_max >= 0)
		return 1;
	return loudness_factor(o->volume_max / LOUDNESS_PER_DB);
}

static void judge(const struct advice *advice, struct advice_row *row)
{
	double volts = loudness_loaded(row->full_scale, row->source, advice->impedance);

	row->reach = loudness_spl(advice->per_volt, volts);
	row->headroom = row->reach - advice->target;
	if (row->source)
		row->ratio = advice->impedance / row->source;
	if (row->headroom < 0)
		row->against |= ADVICE_SOFT;
	if (row->headroom > LOUDNESS_EXCESS)
		row->against |= ADVICE_NOISE;
	if (row->ratio && row->ratio < LOUDNESS_RATIO_MIN)
		row->against |= ADVICE_RATIO;
}

static void add_row(struct advice *advice, const struct figures *figures, unsigned int output,
		    unsigned int gain)
{
	const struct dongle_info *info = advice->info;
	struct advice_row *row = &advice->row[advice->rows];
	double full_scale = full_scale_of(info, figures, output, gain);

	if (!full_scale) {
		advice->unknown[output] |= BIT(gain);
		return;
	}
	row->output = output;
	row->gain = gain;
	row->full_scale = full_scale * highest_level(info, output);
	row->source = figures->source_impedance[output];
	if (!row->source)
		row->source = info->output[output].source_impedance / LOUDNESS_MILLI;
	judge(advice, row);
	advice->rows++;
}

/* What changes the sound is taken only where nothing else does. */
static bool is_better(const struct advice_row *row, const struct advice_row *best)
{
	bool shapes = row->against & ADVICE_RATIO, best_shapes = best->against & ADVICE_RATIO;

	return shapes == best_shapes ? row->full_scale < best->full_scale : best_shapes;
}

static void choose(struct advice *advice)
{
	const struct advice_row *row;
	int i;

	advice->best = -1;
	for (i = 0; i < advice->rows; i++) {
		row = &advice->row[i];
		if (row->reach > advice->row[advice->loudest].reach)
			advice->loudest = i;
		if (row->against & ADVICE_SOFT)
			continue;
		if (advice->best < 0 || is_better(row, &advice->row[advice->best]))
			advice->best = i;
	}
}

bool advice_make(struct advice *advice, const struct dongle_info *info,
		 const struct figures *figures)
{
	unsigned int output, gain;

	*advice = (struct advice){
		.info = info,
		.impedance = figures->impedance,
		.per_volt = figures_per_volt(figures),
		.target = figures->given & BIT(FIGURE_TARGET) ? figures->target : FIGURES_TARGET,
	};
	advice->volts = loudness_volts(advice->per_volt, advice->target);
	advice->milliamps = loudness_milliamps(advice->volts, advice->impedance);
	advice->milliwatts = loudness_milliwatts(advice->volts, advice->impedance);
	for (output = 0; output < DONGLE_OUTPUTS; output++)
		for (gain = 0; gain < USB_DONGLE_GAINS; gain++)
			if (info->output[output].connector != USB_DONGLE_CONNECTOR_NONE &&
			    gains_of(info) & BIT(gain))
				add_row(advice, figures, output, gain);
	choose(advice);
	return advice->rows;
}

bool advice_has_full_scale(const struct dongle_info *info)
{
	unsigned int i, gain;

	for (i = 0; i < DONGLE_OUTPUTS; i++)
		for (gain = 0; gain < USB_DONGLE_GAINS; gain++)
			if (info->output[i].full_scale[gain])
				return true;
	return false;
}

const char *advice_output(unsigned int output)
{
	return output == USB_DONGLE_SE ? "single-ended" : "balanced";
}

const char *advice_name(char name[ADVICE_NAME_MAX], const struct advice *advice,
			const struct advice_row *row)
{
	u8 gains = advice->info->gains;

	if (gains & (gains - 1))
		snprintf(name, ADVICE_NAME_MAX, "%s, %s gain", advice_output(row->output),
			 dongle_gain_names[row->gain].key);
	else
		snprintf(name, ADVICE_NAME_MAX, "%s", advice_output(row->output));
	return name;
}
