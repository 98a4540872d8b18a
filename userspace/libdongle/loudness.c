// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>

#include "loudness.h"

double loudness_factor(double decibel)
{
	return pow(10, decibel / 20);
}

double loudness_decibel(double factor)
{
	return 20 * log10(factor);
}

/* 1 V makes 1000 / ohm milliwatts. */
double loudness_per_volt(double per_mw, double ohm)
{
	return per_mw + 10 * log10(LOUDNESS_MILLI / ohm);
}

double loudness_per_mw(double per_volt, double ohm)
{
	return per_volt - 10 * log10(LOUDNESS_MILLI / ohm);
}

double loudness_volts(double per_volt, double spl)
{
	return loudness_factor(spl - per_volt);
}

double loudness_spl(double per_volt, double volts)
{
	return per_volt + loudness_decibel(volts);
}

double loudness_milliamps(double volts, double ohm)
{
	return volts * LOUDNESS_MILLI / ohm;
}

double loudness_milliwatts(double volts, double ohm)
{
	return volts * volts * LOUDNESS_MILLI / ohm;
}

double loudness_loaded(double volts, double source, double load)
{
	return volts * load / (load + source);
}

double loudness_tilt(double source, double nominal, double other)
{
	return loudness_decibel(loudness_loaded(1, source, other) /
				loudness_loaded(1, source, nominal));
}
