/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How loud headphones are: the formulas of dongle-ctl-advise(1), no more.
 *
 * Voltages are RMS of a sine, impedances nominal and in ohm, levels dB SPL at 1 kHz.
 * All arguments but levels are above 0.
 */
#ifndef LIBDONGLE_LOUDNESS_H
#define LIBDONGLE_LOUDNESS_H

/* Of the levels and milli-units that a device is described in. */
#define LOUDNESS_PER_DB		256.0
#define LOUDNESS_MILLI		1000.0

/* Below this ratio of load to source impedance the headphones' own shapes the sound. */
#define LOUDNESS_RATIO_MIN	8.0

/* dB above what is needed, from which on the noise of a stage comes up with it. */
#define LOUDNESS_EXCESS		30.0

/**
 * loudness_per_volt - sensitivity at 1 V, from that at 1 mW
 * @per_mw: dB SPL at 1 mW
 * @ohm: impedance
 *
 * Return: dB SPL at 1 V.
 */
double loudness_per_volt(double per_mw, double ohm);

/**
 * loudness_per_mw - the reverse of loudness_per_volt()
 * @per_volt: dB SPL at 1 V
 * @ohm: impedance
 *
 * Return: dB SPL at 1 mW.
 */
double loudness_per_mw(double per_volt, double ohm);

/**
 * loudness_volts - what a level takes
 * @per_volt: dB SPL at 1 V
 * @spl: level
 *
 * Return: V.
 */
double loudness_volts(double per_volt, double spl);

/**
 * loudness_spl - what a voltage makes, the reverse of loudness_volts()
 * @per_volt: dB SPL at 1 V
 * @volts: at the headphones
 *
 * Return: dB SPL.
 */
double loudness_spl(double per_volt, double volts);

/**
 * loudness_milliamps - the current that goes with a voltage
 * @volts: at the headphones
 * @ohm: their impedance
 *
 * Return: mA.
 */
double loudness_milliamps(double volts, double ohm);

/**
 * loudness_milliwatts - the power that goes with a voltage
 * @volts: at the headphones
 * @ohm: their impedance
 *
 * Return: mW.
 */
double loudness_milliwatts(double volts, double ohm);

/**
 * loudness_loaded - what is left of a voltage behind a source impedance
 * @volts: without a load
 * @source: impedance; 0 has no effect
 * @load: impedance
 *
 * Return: V at the load.
 */
double loudness_loaded(double volts, double source, double load);

/**
 * loudness_tilt - what a source impedance does where the load's is another
 * @source: impedance
 * @nominal: of the load
 * @other: of the load at another frequency
 *
 * Return: dB by which that frequency is louder.
 */
double loudness_tilt(double source, double nominal, double other);

/**
 * loudness_factor - a ratio of voltages
 * @decibel: its dB
 *
 * Return: the ratio.
 */
double loudness_factor(double decibel);

/**
 * loudness_decibel - the reverse of loudness_factor()
 * @factor: ratio
 *
 * Return: its dB.
 */
double loudness_decibel(double factor);

#endif /* LIBDONGLE_LOUDNESS_H */
