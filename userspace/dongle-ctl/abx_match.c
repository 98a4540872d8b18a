// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>

#include "abx_match.h"
#include "loudness.h"
#include "state.h"

#define SEARCH		3.0	/* dB that a better match may cost */
#define BETTER		0.02	/* dB that make it one */
#define ROUNDING	0.000001	/* dB of doubles */

static unsigned int highest_gain(const struct dongle_info *info)
{
	unsigned int gain = 0;

	while (info->gains >> (gain + 1))
		gain++;
	return gain;
}

/* dB against the highest gain. */
static double gain_of(const struct dongle_info *info, unsigned int out, unsigned int gain)
{
	const u16 *full_scale = info->output[out].full_scale;
	unsigned int highest = highest_gain(info);

	if (gain == highest)
		return 0;
	if (info->gain_level[gain] != DONGLE_LEVEL_UNKNOWN)
		return info->gain_level[gain] / LOUDNESS_PER_DB;
	if (full_scale[gain] && full_scale[highest])
		return loudness_decibel((double)full_scale[gain] / full_scale[highest]);
	return NAN;
}

double abx_contradiction(const struct dongle_info *info, unsigned int out, unsigned int gain)
{
	const u16 *full_scale = info->output[out].full_scale;
	unsigned int highest = highest_gain(info);

	if (gain == highest || !full_scale[gain] || !full_scale[highest] ||
	    info->gain_level[gain] == DONGLE_LEVEL_UNKNOWN)
		return 0;
	return fabs(loudness_decibel((double)full_scale[gain] / full_scale[highest]) -
		    info->gain_level[gain] / LOUDNESS_PER_DB);
}

double abx_source(const struct dongle_info *info, const struct figures *figures,
		  unsigned int out)
{
	double given = figures->source_impedance[out];

	return given ? given : info->output[out].source_impedance / LOUDNESS_MILLI;
}

/* dB of 1 mV at the load, at level 0 and the highest gain. */
static double output_of(const struct dongle_info *info, const struct figures *figures,
			unsigned int out)
{
	double volts = figures->full_scale[out], source = abx_source(info, figures, out);

	if (!volts)
		volts = info->output[out].full_scale[highest_gain(info)];
	if (!volts)
		return NAN;
	if (source && figures->impedance)
		volts = loudness_loaded(volts, source, figures->impedance);
	return loudness_decibel(volts);
}

double abx_voltage(const struct dongle_info *info, const struct dongle_state *state,
		   const struct figures *figures, unsigned int out, unsigned int ch,
		   bool absolute)
{
	unsigned int level = dongle_state_level_output(info, out);
	double db = gain_of(info, out, info->gains ? dongle_state_gain(info, state) : 0);

	if (info->output[level].caps & USB_DONGLE_CAP_VOLUME)
		db += state->output[level].volume[ch] / LOUDNESS_PER_DB;
	return absolute ? db + output_of(info, figures, out) : db;
}

static double voltage_at(const struct abx_fader *fader, int level)
{
	return fader->top - (fader->level - level) / LOUDNESS_PER_DB;
}

/* The highest level that is at most so loud, which may be below the lowest there is. */
static int level_at(const struct abx_fader *fader, double most)
{
	double above = (fader->top - most) * LOUDNESS_PER_DB - ROUNDING;

	if (above <= 0)
		return fader->level;
	if (!fader->step)
		return fader->min - 1;
	return fader->level - (int)ceil(above / fader->step) * fader->step;
}

/* Of the two steps around a voltage the nearer one that is not above @most. */
static int level_near(const struct abx_fader *fader, double voltage, double most)
{
	int below = level_at(fader, voltage), above = below + fader->step;

	if (above > level_at(fader, most))
		return below;
	return voltage_at(fader, above) - voltage < voltage - voltage_at(fader, below) ? above :
											 below;
}

bool abx_match(struct abx_fader fader[2], double most, double *mismatch)
{
	int first = level_at(&fader[0], most), step = fader[0].step ? fader[0].step : 1;
	int best[2] = { first, level_at(&fader[1], most) }, level, other;
	double difference;

	if (best[0] < fader[0].min || best[1] < fader[1].min)
		return false;
	*mismatch = fabs(voltage_at(&fader[0], best[0]) - voltage_at(&fader[1], best[1]));
	for (level = first; level >= fader[0].min && first - level <= SEARCH * LOUDNESS_PER_DB;
	     level -= step) {
		other = level_near(&fader[1], voltage_at(&fader[0], level), most);
		difference = fabs(voltage_at(&fader[0], level) - voltage_at(&fader[1], other));
		if (other >= fader[1].min && difference < *mismatch - BETTER) {
			best[0] = level;
			best[1] = other;
			*mismatch = difference;
		}
		if (!fader[0].step)
			break;
	}
	fader[0].level = best[0];
	fader[1].level = best[1];
	return true;
}
