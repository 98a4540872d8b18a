/* SPDX-License-Identifier: GPL-2.0-only */
/* How loud headphones get at the levels that a dongle has now. */
#ifndef DONGLE_CTL_ESTIMATE_H
#define DONGLE_CTL_ESTIMATE_H

#include "advise.h"

/**
 * struct estimate - of one dongle
 * @headphones: their name; empty: nobody asked
 * @broken: files might name some, but cannot be read
 * @known: mask of 1 << output: those that sound and whose full scale is known
 * @spl: of each, of the louder channel of a signal at full scale, dB SPL
 */
struct estimate {
	char headphones[CATALOG_NAME_MAX];
	bool broken;
	u8 known;
	double spl[DONGLE_OUTPUTS];
};

/**
 * estimate_prepare - what stays the same while a dongle is there
 * @run: this run
 * @own: result: headphones and dongle together
 * @advise: with the headphones
 * @dongle: device
 * @state: its state
 *
 * Return: EXIT_OK, or why not.
 */
enum exit_code estimate_prepare(struct run *run, struct advise *own, const struct advise *advise,
				const struct dongle *dongle, const struct dongle_state *state);

/**
 * estimate_now - how loud it is in a state
 * @estimate: result
 * @own: of estimate_prepare()
 * @dongle: device
 * @state: its state
 * @stage: of its sound card; its volume counts, too
 */
void estimate_now(struct estimate *estimate, struct advise *own, const struct dongle *dongle,
		  const struct dongle_state *state, const struct stage *stage);

/**
 * estimate_sounds - whether anything comes out that is played
 * @info: device
 * @state: its state
 * @stage: of its sound card
 * @output: USB_DONGLE_SE or USB_DONGLE_BALANCED
 *
 * Return: whether it is live and not muted.
 */
bool estimate_sounds(const struct dongle_info *info, const struct dongle_state *state,
		     const struct stage *stage, unsigned int output);

/**
 * estimate_make - work it out
 * @run: this run
 * @estimate: result
 * @advise: with the headphones
 * @dongle: device
 * @state: its state
 * @stage: of its sound card; its volume counts, too
 *
 * Return: EXIT_OK, or why not.
 */
enum exit_code estimate_make(struct run *run, struct estimate *estimate,
			     const struct advise *advise, const struct dongle *dongle,
			     const struct dongle_state *state, const struct stage *stage);

/**
 * estimate_text - a line, where somebody asked
 * @out: where to
 * @estimate: of the dongle
 */
void estimate_text(FILE *out, const struct estimate *estimate);

/**
 * estimate_plain - a sentence, where somebody asked
 * @out: where to
 * @estimate: of the dongle
 */
void estimate_plain(FILE *out, const struct estimate *estimate);

#endif /* DONGLE_CTL_ESTIMATE_H */
