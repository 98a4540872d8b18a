// SPDX-License-Identifier: GPL-2.0-only
/*
 * The formulas of loudness.c: what others have published, each to 0.1 dB, and what must
 * hold whatever the figures are.
 */
#include <math.h>

#include "loudness.h"
#include "tap.h"

#define CLOSE_DB	0.1

/*
 * Published figures. Sensitivity is at 1 V or, in those with PER_MW, at 1 mW. What a source
 * does not give is 0.
 *
 * XNOR	"Headphones sensitivity, impedance, required V/I/P, amplifier gain", head-fi.org
 *	thread 668238, 2013: sensitivity at 1 V, impedance, then V, mA and mW for 110 dB SPL
 * NWAVGUY	"More Power?", nwavguy.blogspot.com, September 2011: the table of mW for 105, 110
 *	and 115 dB SPL
 * CTRL	"Headphone Power Calculator", ctrlcalculator.com: its table; rows whose own formula
 *	does not give them are left out
 */
#define XNOR(name, db, ohm, v, ma, mw)	{ "xnor, " name, db, false, ohm, 110, v, ma, mw }
#define NWAVGUY(db, spl, mw)	{ "NwAvGuy, " #db " dB/mW", db, true, 300, spl, 0, 0, mw }
#define CTRL(db, ohm, spl, mw)	{ "ctrlcalculator, " #db " dB/mW", db, true, ohm, spl, 0, 0, mw }

static const struct {
	const char *source;
	double sensitivity;
	bool per_mw;
	double ohm, spl, volts, milliamps, milliwatts;
} needs[] = {
	XNOR("AKG K271 MK II", 106, 65, 1.585, 24.383, 38.644),
	XNOR("AKG K601", 99, 131, 3.548, 27.085, 96.101),
	XNOR("AKG K701", 105, 65, 1.778, 27.358, 48.65),
	XNOR("Audeze LCD-2", 108, 45, 1.259, 27.976, 35.22),
	XNOR("Audeze LCD-3", 102, 48, 2.512, 52.331, 131.449),
	XNOR("ATH-AD700", 113, 35, 0.708, 20.227, 14.32),
	XNOR("ATH-M50", 115, 38, 0.562, 14.798, 8.322),
	NWAVGUY(85, 110, 316.2),
	NWAVGUY(88, 105, 50.1),
	NWAVGUY(91, 115, 251.2),
	NWAVGUY(94, 105, 12.6),
	NWAVGUY(97, 110, 20.0),
	NWAVGUY(103, 115, 15.8),
	CTRL(90, 32, 110, 100),
	CTRL(95, 250, 105, 10),
	CTRL(102, 64, 115, 19.95),
	CTRL(88, 16, 100, 15.85),
	CTRL(98, 150, 112, 25),
};

static void close_to(double got, double want, double per_db, const char *source, const char *what)
{
	double off = fabs(per_db * log10(got / want));

	if (want && !tap_ok(off < CLOSE_DB, "%s: %s", source, what))
		tap_note("got %g, want %g, %.2f dB off", got, want, off);
}

static void test_published(void)
{
	double per_volt, volts;
	size_t i;

	for (i = 0; i < sizeof(needs) / sizeof(*needs); i++) {
		per_volt = needs[i].sensitivity;
		if (needs[i].per_mw)
			per_volt = loudness_per_volt(per_volt, needs[i].ohm);
		volts = loudness_volts(per_volt, needs[i].spl);
		close_to(volts, needs[i].volts, 20, needs[i].source, "voltage");
		close_to(loudness_milliamps(volts, needs[i].ohm), needs[i].milliamps, 20,
			 needs[i].source, "current");
		close_to(loudness_milliwatts(volts, needs[i].ohm), needs[i].milliwatts, 10,
			 needs[i].source, "power");
	}
}

static void same_db(double got, double want, const char *name)
{
	if (!tap_ok(fabs(got - want) < CLOSE_DB, "%s", name))
		tap_note("got %.3f, want %.3f", got, want);
}

/* By hand, from what a standard, a maker or a measurement says. */
static void test_by_hand(void)
{
	/* IEC 61938: 5 V behind 120 ohm, so 5 * 32 / 152 = 1.053 V and 34.6 mW in 32 ohm */
	same_db(loudness_decibel(loudness_loaded(5, 120, 32)), 0.45, "IEC 61938: 32 ohm");
	same_db(10 * log10(loudness_milliwatts(loudness_loaded(5, 120, 32), 32)), 15.39,
		"IEC 61938: power in 32 ohm");
	/* and as much as it can do in 120 ohm: 2.5 V, 52.1 mW */
	same_db(10 * log10(loudness_milliwatts(loudness_loaded(5, 120, 120), 120)), 17.17,
		"IEC 61938: most power in 120 ohm");
	/* Sennheiser, HD 650: 103 dB SPL at 1 V, 300 ohm: 1 V makes 3.33 mW, 5.23 dB more than 1 */
	same_db(loudness_per_mw(103, 300), 97.77, "Sennheiser HD 650: 97.8 dB/mW");
	/* Shure, SE846: 114 dB SPL/mW, 9 ohm: 1 V makes 111 mW, 20.46 dB */
	same_db(loudness_per_volt(114, 9), 134.46, "Shure SE846: 134.5 dB/V");
	/* diyaudio.com thread 298299: 300 ohm, peak of 600, behind 30: 0.4 dB */
	same_db(loudness_tilt(30, 300, 600), 0.4, "diyAudio: 600 ohm peak of 300 behind 30");
	/* archimago.blogspot.com, E1DA 9038D6K: 200 mW in 20 ohm are 2 V */
	same_db(10 * log10(loudness_milliwatts(2, 20)), 23.01, "Archimago: 200 mW in 20 ohm");
	/* an eighth: the load twice as high is louder by 20 log (16/17 / (8/9)) = 0.50 dB */
	same_db(loudness_tilt(1, LOUDNESS_RATIO_MIN, 2 * LOUDNESS_RATIO_MIN), 0.5,
		"1:8 is half a dB where the impedance doubles");
}

static bool same(double a, double b)
{
	return fabs(a - b) * 1e9 < 1 + fabs(b);
}

static void test_round_trips(void)
{
	bool units = true, levels = true, factors = true;
	double ohm, level;

	for (ohm = 1; ohm <= 10000; ohm *= 1.7)
		for (level = 50; level <= 150; level += 3.3) {
			units &= same(loudness_per_mw(loudness_per_volt(level, ohm), ohm), level) &&
				 same(loudness_per_volt(loudness_per_mw(level, ohm), ohm), level);
			levels &= same(loudness_spl(100, loudness_volts(100, level)), level);
			factors &= same(loudness_decibel(loudness_factor(level - 100)),
					level - 100);
		}
	tap_ok(units, "per mW and per V, both ways");
	tap_ok(levels, "dB SPL and V, both ways");
	tap_ok(factors, "dB and ratios, both ways");
	tap_ok(same(loudness_per_volt(100, 1000), 100), "at 1000 ohm both are one");
}

static void test_order(void)
{
	bool sensitive = true, louder = true, loaded = true, tilts = true;
	double ohm, level;

	for (ohm = 1; ohm <= 10000; ohm *= 1.7)
		for (level = 50; level <= 150; level += 3.3) {
			sensitive &= loudness_volts(loudness_per_volt(level + 0.1, ohm), 110) <
				     loudness_volts(loudness_per_volt(level, ohm), 110);
			louder &= loudness_volts(level, 110.1) > loudness_volts(level, 110);
			loaded &= loudness_loaded(1, level, ohm) < 1 &&
				  loudness_loaded(1, level, ohm) <
				  loudness_loaded(1, level, ohm * 1.1);
			tilts &= loudness_tilt(level, ohm, ohm * 2) > 0 &&
				 loudness_tilt(level, ohm, ohm / 2) < 0;
		}
	tap_ok(sensitive, "more sensitivity never asks for more voltage");
	tap_ok(louder, "louder never asks for less");
	tap_ok(loaded, "a load takes some of the voltage, the lower the more");
	tap_ok(tilts, "what has more impedance is louder, what has less is softer");
	tap_ok(same(loudness_loaded(3, 0, 8), 3), "no source impedance takes nothing");
}

int main(void)
{
	test_published();
	test_by_hand();
	test_round_trips();
	test_order();
	return tap_done();
}
