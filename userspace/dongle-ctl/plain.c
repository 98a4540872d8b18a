// SPDX-License-Identifier: GPL-2.0-only
/*
 * A screen reader reads line by line and skips signs, a minus among them. So
 * each line is a sentence that names its subject, numbers are words where a sign
 * would carry the meaning, and nothing is said by place or colour.
 */
#include <stdlib.h>

#include "glance.h"
#include "level.h"
#include "names.h"
#include "option.h"
#include "state.h"
#include "text.h"

static const char *const output_words[] = {
	[USB_DONGLE_SE] = "Single-ended", [USB_DONGLE_BALANCED] = "Balanced",
};

/* "minus 20.5", "0": to the nearest hundredth, ears want no more. */
static const char *say_level(char said[LEVEL_TEXT_MAX], int level)
{
	unsigned int hundredths = (abs(level) * 100 + 128) / 256;
	size_t len;

	len = snprintf(said, LEVEL_TEXT_MAX, "%s%u.%02u", level < 0 ? "minus " : "",
		       hundredths / 100, hundredths % 100);
	while (said[len - 1] == '0')
		said[--len] = '\0';
	if (said[len - 1] == '.')
		said[len - 1] = '\0';
	return said;
}

static void say_volume(FILE *out, const struct dongle_output_info *info,
		       const struct dongle_output_state *state)
{
	char left[LEVEL_TEXT_MAX], right[LEVEL_TEXT_MAX];

	if (!(info->caps & USB_DONGLE_CAP_VOLUME))
		return;
	if (state->volume[0] == state->volume[1])
		fprintf(out, ", level %s decibels", say_level(left, state->volume[0]));
	else
		fprintf(out, ", level left %s decibels, right %s decibels",
			say_level(left, state->volume[0]), say_level(right, state->volume[1]));
	if (info->caps & USB_DONGLE_CAP_LIMIT && state->limit < info->volume_max)
		fprintf(out, ", limited to %s decibels", say_level(left, state->limit));
}

static void say_output(FILE *out, const struct dongle_info *info,
		       const struct dongle_state *state, unsigned int output)
{
	unsigned int level = dongle_state_level_output(info, output);
	const struct dongle_output_info *o = &info->output[output];

	fprintf(out, "%s output: ", output_words[output]);
	if (o->caps & USB_DONGLE_CAP_DETECT)
		fprintf(out, "%s, ", dongle_plug_names[state->output[output].plug].key);
	fputs(state->active & BIT(output) ? "live" : "not live", out);
	say_volume(out, &info->output[level], &state->output[level]);
	if (info->output[level].caps & USB_DONGLE_CAP_MUTE)
		fputs(state->output[level].mute ? ", muted" : ", not muted", out);
	if (o->caps & USB_DONGLE_CAP_IMPEDANCE && state->output[output].impedance)
		fprintf(out, ", load %u ohms", state->output[output].impedance);
	fprintf(out, ", connector %s.\n", dongle_connector_name(o->connector)->label);
}

static void say_gain(FILE *out, const struct dongle_info *info, const struct dongle_state *state)
{
	u8 gain = dongle_state_gain(info, state);
	char level[LEVEL_TEXT_MAX];

	if (!info->gains)
		return;
	fprintf(out, "Gain: %s", dongle_gain_names[gain].label);
	if (info->gain_level[gain] != DONGLE_LEVEL_UNKNOWN)
		fprintf(out, ", %s decibels", say_level(level, info->gain_level[gain]));
	fprintf(out, ".\n");
}

static void say_option(FILE *out, const struct dongle_option *option, u8 value)
{
	int number = option->min + value;

	fprintf(out, "%s: ", option->name);
	if (option->values)
		fprintf(out, "%s.\n", option->values[value].label);
	else if (option_is_switch(option))
		fprintf(out, "%s.\n", value ? "on" : "off");
	else
		fprintf(out, "%s%d.\n", number < 0 ? "minus " : "", abs(number));
}

static const char *say_hundredths(char said[LEVEL_TEXT_MAX], double level)
{
	return say_level(said, level * 256 + (level < 0 ? -0.5 : 0.5));
}

static void say_stage(FILE *out, const struct dongle *dongle, const struct dongle_state *state,
		      const struct stage *stage)
{
	char left[LEVEL_TEXT_MAX], right[LEVEL_TEXT_MAX];
	double total[DONGLE_CHANNELS];
	unsigned int i;

	if (!*stage->name)
		return;
	fprintf(out, "Sound card: %s, left %s decibels, right %s decibels%s.\n", stage->name,
		say_hundredths(left, stage->level[0] / 100.0),
		say_hundredths(right, stage->level[1] / 100.0),
		stage->mute == STAGE_MUTED ? ", muted" : "");
	for (i = 0; i < DONGLE_OUTPUTS; i++) {
		if (dongle_state_level_output(&dongle->info, i) != i ||
		    !(dongle->info.output[i].caps & USB_DONGLE_CAP_VOLUME))
			continue;
		stage_total(dongle, state, stage, i, total);
		fprintf(out,
			"Sound card and %s level together: left %s decibels, right %s decibels.\n",
			dongle->info.flags & USB_DONGLE_SHARED_LEVEL ? "dongle" :
			dongle_output_names[i].label, say_hundredths(left, total[0]),
			say_hundredths(right, total[1]));
	}
}

void plain_show(FILE *out, const struct dongle *dongle, const struct dongle_state *state,
		const struct stage *stage)
{
	const struct dongle_info *info = &dongle->info;
	const struct dongle_id *id = &dongle->id;
	unsigned int i;

	fprintf(out, "%s", *id->product ? id->product : "Dongle");
	if (*id->serial)
		fprintf(out, ", serial number %s", id->serial);
	fprintf(out, ", at USB path %s.\n", id->path);
	for (i = 0; i < DONGLE_OUTPUTS; i++)
		if (info->output[i].connector != USB_DONGLE_CONNECTOR_NONE)
			say_output(out, info, state, i);
	if (info->flags & USB_DONGLE_SHARED_LEVEL)
		fprintf(out, "Both outputs share one level.\n");
	if (state->matched)
		fprintf(out, "Both outputs are kept equally loud.\n");
	if (state->limit_gain)
		fprintf(out, "Limits are meant at %s gain and hold at each.\n",
			dongle_gain_names[state->limit_gain - 1].key);
	if (info->modes)
		fprintf(out, "Mode: %s.\n",
			dongle_mode_names[dongle_state_mode(info, state)].label);
	say_gain(out, info, state);
	if (dongle_state_filters(info))
		fprintf(out, "Filter: number %u, %s.\n", state->filter + 1U,
			dongle_filter_name(info->filters[state->filter])->label);
	for (i = 0; i < DONGLE_OPTIONS && info->options[i].count; i++)
		say_option(out, &info->options[i], state->option[i]);
	say_stage(out, dongle, state, stage);
}
