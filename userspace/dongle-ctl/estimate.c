// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "estimate.h"
#include "loudness.h"
#include "names.h"
#include "state.h"

#define BROKEN	"files of settings are broken, as 'dongle-ctl apply --dry-run' tells"

bool estimate_sounds(const struct dongle_info *info, const struct dongle_state *state,
		     const struct stage *stage, unsigned int output)
{
	unsigned int level = dongle_state_level_output(info, output);

	if (info->output[level].caps & USB_DONGLE_CAP_MUTE && state->output[level].mute)
		return false;
	if (*stage->name && stage->mute == STAGE_MUTED)
		return false;
	return state->active & BIT(output);
}

/* dB of the louder channel, against the level that a row of advice has. */
static double level_of(const struct dongle *dongle, const struct dongle_state *state,
		       const struct stage *stage, unsigned int output)
{
	unsigned int ch, level = dongle_state_level_output(&dongle->info, output);
	const struct dongle_output_info *o = &dongle->info.output[level];
	double channel[DONGLE_CHANNELS];

	if (o->caps & USB_DONGLE_CAP_VOLUME)
		stage_total(dongle, state, stage, output, channel);
	for (ch = 0; ch < DONGLE_CHANNELS; ch++) {
		if (!(o->caps & USB_DONGLE_CAP_VOLUME))
			channel[ch] = stage->level[ch] / 100.0;
		else if (o->volume_max < 0)
			channel[ch] -= o->volume_max / LOUDNESS_PER_DB;
	}
	return channel[0] > channel[1] ? channel[0] : channel[1];
}

static void take(struct estimate *estimate, const struct advice *advice,
		 const struct dongle *dongle, const struct dongle_state *state,
		 const struct stage *stage)
{
	u8 gain = dongle->info.gains ? dongle_state_gain(&dongle->info, state) : 0;
	const struct advice_row *row;

	for (row = advice->row; row < advice->row + advice->rows; row++) {
		if (row->gain != gain ||
		    !estimate_sounds(&dongle->info, state, stage, row->output))
			continue;
		estimate->known |= BIT(row->output);
		estimate->spl[row->output] = row->reach +
					     level_of(dongle, state, stage, row->output);
	}
}

enum exit_code estimate_prepare(struct run *run, struct advise *own, const struct advise *advise,
				const struct dongle *dongle, const struct dongle_state *state)
{
	*own = *advise;
	return advise_dongle(run, own, dongle, state);
}

void estimate_now(struct estimate *estimate, struct advise *own, const struct dongle *dongle,
		  const struct dongle_state *state, const struct stage *stage)
{
	memset(estimate, 0, sizeof(*estimate));
	memcpy(estimate->headphones, own->headphones, sizeof(estimate->headphones));
	if (advice_make(&own->advice, &own->info, &own->figures))
		take(estimate, &own->advice, dongle, state, stage);
}

enum exit_code estimate_make(struct run *run, struct estimate *estimate,
			     const struct advise *advise, const struct dongle *dongle,
			     const struct dongle_state *state, const struct stage *stage)
{
	struct advise *own = malloc(sizeof(*own));
	enum exit_code code;

	if (!own)
		return verb_failed(run, dongle, "estimate the loudness of", -ENOMEM);
	code = estimate_prepare(run, own, advise, dongle, state);
	if (code == EXIT_OK)
		estimate_now(estimate, own, dongle, state, stage);
	free(own);
	return code;
}

void estimate_text(FILE *out, const struct estimate *estimate)
{
	const char *separator = "";
	unsigned int i;

	if (estimate->broken)
		fprintf(out, "  Loudness  not known: " BROKEN "\n");
	if (!*estimate->headphones)
		return;
	fprintf(out, "  Loudness  ");
	for (i = 0; i < DONGLE_OUTPUTS; i++) {
		if (!(estimate->known & BIT(i)))
			continue;
		fprintf(out, "%s%s up to %.0f dB SPL", separator, dongle_output_names[i].label,
			estimate->spl[i]);
		separator = ", ";
	}
	fprintf(out, "%s with %s (estimate)\n", estimate->known ? "" : "not known, or silent,",
		estimate->headphones);
}

void estimate_plain(FILE *out, const struct estimate *estimate)
{
	unsigned int i;

	if (estimate->broken)
		fprintf(out, "Loudness: not known, " BROKEN ".\n");
	if (!*estimate->headphones)
		return;
	if (!estimate->known)
		fprintf(out, "Loudness with %s: not known, or silent.\n", estimate->headphones);
	for (i = 0; i < DONGLE_OUTPUTS; i++)
		if (estimate->known & BIT(i))
			fprintf(out, "Loudness with %s, estimated: %s up to %.0f decibels SPL.\n",
				estimate->headphones, advice_output(i), estimate->spl[i]);
}
