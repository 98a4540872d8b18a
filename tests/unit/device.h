/* SPDX-License-Identifier: GPL-2.0-only */
/* Devices that the tests share. */
#ifndef TEST_DEVICE_H
#define TEST_DEVICE_H

#include "model.h"

#define DB(x)	((int)((x) * 256))

/* Two outputs with all there is; SE -60 .. 0 by 0.5 dB, balanced -100 .. 4 by 1 dB. */
extern const struct dongle_info device_full;
/* Auto, SE live at -20 dB with a limit of -10 dB, balanced at -30 and -31 dB. */
extern const struct dongle_state device_full_state;

/* One attenuator for both outputs, -60 .. 0 by 0.5 dB; one gain, no mode, no filter. */
extern const struct dongle_info device_shared;
extern const struct dongle_state device_shared_state;

/* Balanced only, -60 .. 0 by 0.5 dB, no mute. */
extern const struct dongle_info device_single;
extern const struct dongle_state device_single_state;

#endif /* TEST_DEVICE_H */
