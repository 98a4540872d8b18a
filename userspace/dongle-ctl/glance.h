/* SPDX-License-Identifier: GPL-2.0-only */
/* How a device is, for a person: at a glance, or to be heard. */
#ifndef DONGLE_CTL_GLANCE_H
#define DONGLE_CTL_GLANCE_H

#include <stdio.h>

#include "bus.h"
#include "stage.h"

/**
 * struct style - what the reader's terminal can do
 * @color: colours
 * @utf8: letters other than ASCII
 */
struct style {
	bool color;
	bool utf8;
};

/**
 * glance_style - find out
 * @out: where the text goes
 *
 * Colour only on a terminal that has it, never with NO_COLOR in the
 * environment; UTF-8 only where the locale says so.
 *
 * Return: its style.
 */
struct style glance_style(FILE *out);

/**
 * glance_show - both outputs, each on one line with its level as a bar
 * @out: where to
 * @dongle: device
 * @state: its state
 * @stage: of its sound card
 * @style: what the terminal can do
 */
void glance_show(FILE *out, const struct dongle *dongle, const struct dongle_state *state,
		 const struct stage *stage, const struct style *style);

/**
 * plain_show - sentences: one for each output, what matters most first
 * @out: where to
 * @dongle: device
 * @state: its state
 * @stage: of its sound card
 */
void plain_show(FILE *out, const struct dongle *dongle, const struct dongle_state *state,
		const struct stage *stage);

#endif /* DONGLE_CTL_GLANCE_H */
