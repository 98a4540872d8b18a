// SPDX-License-Identifier: GPL-2.0-only
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <unistd.h>

#include "glance.h"
#include "level.h"
#include "names.h"
#include "option.h"
#include "show.h"
#include "state.h"
#include "text.h"

#define BAR_WIDTH	16	/* a line takes 79 columns */
#define LEVEL_WIDTH	16	/* "-100.5/-100.5 dB" */

enum color {
	COLOR_NONE,
	COLOR_LIVE,
	COLOR_OFF,
	COLOR_MUTED,
	COLOR_FAULT,
};

static const char *const sgr[] = {
	[COLOR_LIVE]	= "\033[1;32m",
	[COLOR_OFF]	= "\033[2m",
	[COLOR_MUTED]	= "\033[33m",
	[COLOR_FAULT]	= "\033[1;31m",
};

struct style glance_style(FILE *out)
{
	const char *term = getenv("TERM"), *no_color = getenv("NO_COLOR");
	struct style style = {};

	if (setlocale(LC_CTYPE, ""))
		style.utf8 = !strcmp(nl_langinfo(CODESET), "UTF-8");
	style.color = isatty(fileno(out)) && !(no_color && *no_color) && term &&
		      strcmp(term, "dumb");
	return style;
}

/* Padded inside the colour, so that columns stay columns. */
static void put(FILE *out, const struct style *style, enum color color, int width,
		const char *text)
{
	bool colored = style->color && color != COLOR_NONE;

	fprintf(out, "%s%-*s%s", colored ? sgr[color] : "", width, text,
		colored ? "\033[0m" : "");
}

/* Cells of the bar up to a level. */
static int cells(const struct dongle_output_info *info, int level)
{
	int range = info->volume_max - info->volume_min;

	return range ? ((level - info->volume_min) * BAR_WIDTH + range / 2) / range : 0;
}

/* The louder channel; a limit is a mark, what lies above it stays empty. */
static void put_bar(FILE *out, const struct dongle_output_info *info,
		    const struct dongle_output_state *state, const struct style *style)
{
	bool limited = info->caps & USB_DONGLE_CAP_LIMIT && state->limit < info->volume_max;
	int louder = state->volume[0] > state->volume[1] ? state->volume[0] : state->volume[1];
	int full = cells(info, louder), limit = cells(info, state->limit), i;

	if (!(info->caps & USB_DONGLE_CAP_VOLUME)) {
		fprintf(out, "%*s  ", BAR_WIDTH + 2, "");
		return;
	}
	fputs(style->utf8 ? "▕" : "[", out);
	for (i = 0; i < BAR_WIDTH; i++) {
		if (i < full)
			fputs(style->utf8 ? "█" : "#", out);
		else if (limited && i == limit)
			fputs(style->utf8 ? "┃" : "|", out);
		else if (limited && i > limit)
			fputs(" ", out);
		else
			fputs(style->utf8 ? "░" : "-", out);
	}
	fputs(style->utf8 ? "▏  " : "]  ", out);
}

static void put_level(FILE *out, const struct dongle_output_info *info,
		      const struct dongle_output_state *state, const struct style *style)
{
	char buf[64] = "", left[LEVEL_TEXT_MAX], right[LEVEL_TEXT_MAX];
	bool muted = info->caps & USB_DONGLE_CAP_MUTE && state->mute;
	struct text text = { buf, sizeof(buf), 0 };

	put_bar(out, info, state, style);
	level_format(left, state->volume[0]);
	level_format(right, state->volume[1]);
	if (!(info->caps & USB_DONGLE_CAP_VOLUME))
		text_add(&text, "-");
	else if (state->volume[0] == state->volume[1])
		text_add(&text, "%s dB", left);
	else
		text_add(&text, "%s/%s dB", left, right);
	put(out, style, COLOR_NONE, LEVEL_WIDTH, buf);
	put(out, style, muted ? COLOR_MUTED : COLOR_NONE, 7, muted ? "  muted" : "");
}

static void put_plug(FILE *out, const struct dongle_output_info *info, u8 plug,
		     const struct style *style)
{
	if (!(info->caps & USB_DONGLE_CAP_DETECT))
		put(out, style, COLOR_NONE, 9, "-");
	else
		put(out, style, plug == USB_DONGLE_PLUG_SHORTED ? COLOR_FAULT :
		    plug == USB_DONGLE_PLUG_EMPTY ? COLOR_OFF : COLOR_NONE, 9,
		    dongle_plug_names[plug].key);
}

static void put_output(FILE *out, const struct dongle_info *info,
		       const struct dongle_state *state, unsigned int output,
		       const struct style *style)
{
	unsigned int level = dongle_state_level_output(info, output);
	const struct dongle_output_info *o = &info->output[output];
	u16 impedance = state->output[output].impedance;
	bool live = state->active & BIT(output);
	char load[16] = "";

	if (o->caps & USB_DONGLE_CAP_IMPEDANCE && impedance)
		snprintf(load, sizeof(load), "%u %s", impedance, style->utf8 ? "Ω" : "ohm");
	fprintf(out, "  %-10s", dongle_output_names[output].label);
	put_plug(out, o, state->output[output].plug, style);
	put(out, style, live ? COLOR_LIVE : COLOR_OFF, 6, live ? "live" : "off");
	put_level(out, &info->output[level], &state->output[level], style);
	fprintf(out, "  %s\n", load);
}

static void put_connectors(FILE *out, const struct dongle_info *info)
{
	const char *separator = "  Jacks     ";
	unsigned int i;

	for (i = 0; i < DONGLE_OUTPUTS; i++) {
		if (info->output[i].connector == USB_DONGLE_CONNECTOR_NONE)
			continue;
		fprintf(out, "%s%s %s", separator, dongle_output_names[i].label,
			dongle_connector_name(info->output[i].connector)->label);
		separator = ", ";
	}
	fputc('\n', out);
}

static void put_full_scales(FILE *out, const struct dongle_info *info,
			    const struct dongle_state *state)
{
	u8 gain = dongle_state_gain(info, state);
	const char *separator = ", full scale ";
	unsigned int i;

	for (i = 0; i < DONGLE_OUTPUTS; i++) {
		if (!info->output[i].full_scale[gain])
			continue;
		fprintf(out, "%s%s %u mV", separator, dongle_output_names[i].label,
			info->output[i].full_scale[gain]);
		separator = ", ";
	}
}

/* Limits that are in force. */
static void put_limit(FILE *out, const struct dongle_info *info, const struct dongle_state *state,
		      unsigned int output)
{
	const struct dongle_output_info *o = &info->output[output];
	char text[LEVEL_TEXT_MAX];

	if (o->caps & USB_DONGLE_CAP_LIMIT && state->output[output].limit < o->volume_max)
		fprintf(out, "  %-9s no level above %s dB (limit)\n",
			dongle_output_names[output].label,
			level_format(text, state->output[output].limit));
}

static void put_field(FILE *out, const char *name, unsigned int field,
		      const struct dongle_info *info, const struct dongle_state *state)
{
	char value[SHOW_LINE_MAX];

	show_value(value, field, info, state);
	fprintf(out, "  %-9s %s", name, value);
}

static void put_options(FILE *out, const struct dongle_info *info,
			const struct dongle_state *state)
{
	char value[OPTION_TEXT_MAX];
	unsigned int i;

	for (i = 0; i < DONGLE_OPTIONS && info->options[i].count; i++) {
		struct text text = { value, sizeof(value), 0 };

		option_format(&text, &info->options[i], state->option[i]);
		fprintf(out, "  %-9s %s\n", info->options[i].name, value);
	}
}

/* The stage in front of the dongle's own, and both together. */
static void put_stage(FILE *out, const struct dongle *dongle, const struct dongle_state *state,
		      const struct stage *stage)
{
	const char *separator = "; together with the dongle: ";
	double total[DONGLE_CHANNELS];
	unsigned int i, level;

	if (!*stage->name)
		return;
	fprintf(out, "  Card      %s %.2f/%.2f dB%s", stage->name, stage->level[0] / 100.0,
		stage->level[1] / 100.0, stage->mute == STAGE_MUTED ? " muted" : "");
	for (i = 0; i < DONGLE_OUTPUTS; i++) {
		level = dongle_state_level_output(&dongle->info, i);
		if (level != i || !(dongle->info.output[i].caps & USB_DONGLE_CAP_VOLUME))
			continue;
		stage_total(dongle, state, stage, i, total);
		fprintf(out, "%s%s%.2f/%.2f dB", separator,
			dongle->info.flags & USB_DONGLE_SHARED_LEVEL ? "" :
			i ? "Balanced " : "SE ", total[0], total[1]);
		separator = ", ";
	}
	fputc('\n', out);
}

void glance_show(FILE *out, const struct dongle *dongle, const struct dongle_state *state,
		 const struct stage *stage, const struct style *style)
{
	const struct dongle_info *info = &dongle->info;
	unsigned int i;

	show_id(out, &dongle->id);
	fputc('\n', out);
	for (i = 0; i < DONGLE_OUTPUTS; i++)
		if (info->output[i].connector != USB_DONGLE_CONNECTOR_NONE)
			put_output(out, info, state, i, style);
	for (i = 0; i < DONGLE_OUTPUTS; i++)
		put_limit(out, info, state, i);
	if (info->flags & USB_DONGLE_SHARED_LEVEL)
		fprintf(out, "  Level     one for both outputs\n");
	if (state->matched)
		fprintf(out, "  Level     both outputs are kept equally loud (match)\n");
	if (state->limit_gain)
		fprintf(out, "  Limit     meant at %s gain, holds at each\n",
			dongle_gain_names[state->limit_gain - 1].key);
	put_connectors(out, info);
	put_field(out, "Mode", SHOW_MODE, info, state);
	fputc('\n', out);
	put_field(out, "Gain", SHOW_GAIN, info, state);
	put_full_scales(out, info, state);
	fputc('\n', out);
	put_field(out, "Filter", SHOW_FILTER, info, state);
	fputc('\n', out);
	put_options(out, info, state);
	put_stage(out, dongle, state, stage);
}
