// SPDX-License-Identifier: GPL-2.0-only
#include "level.h"
#include "names.h"
#include "plan.h"
#include "state.h"
#include "show.h"
#include "text.h"

#define VALUE_MAX	96
#define UNKNOWN		"-"
#define ROW		"  %-9s %-12s  %-7s  %-4s  %-18s  %-5s"

typedef void (*format_fn)(struct text *text, const struct dongle_info *info,
			  const struct dongle_state *state, unsigned int out);

static void format_mode(struct text *text, const struct dongle_info *info,
			const struct dongle_state *state, unsigned int out)
{
	(void)out;
	text_add(text, "%s", info->modes ?
		 dongle_mode_names[dongle_state_mode(info, state)].label : UNKNOWN);
}

static void format_gain(struct text *text, const struct dongle_info *info,
			const struct dongle_state *state, unsigned int out)
{
	u8 gain = dongle_state_gain(info, state);
	char level[LEVEL_TEXT_MAX];

	(void)out;
	if (info->gains)
		text_add(text, "%s (%s dB)", dongle_gain_names[gain].label,
			 level_format(level, info->gain_level[gain]));
	else
		text_add(text, UNKNOWN);
}

static void format_filter(struct text *text, const struct dongle_info *info,
			  const struct dongle_state *state, unsigned int out)
{
	(void)out;
	if (dongle_state_filters(info))
		text_add(text, "%u %s", state->filter + 1U,
			 dongle_filter_name(info->filters[state->filter])->label);
	else
		text_add(text, UNKNOWN);
}

static void format_volume(struct text *text, const struct dongle_info *info,
			  const struct dongle_state *state, unsigned int out)
{
	const struct dongle_output_state *o = &state->output[out];
	char left[LEVEL_TEXT_MAX], right[LEVEL_TEXT_MAX];

	if (info->output[out].caps & USB_DONGLE_CAP_VOLUME)
		text_add(text, "%s / %s dB", level_format(left, o->volume[0]),
			 level_format(right, o->volume[1]));
	else
		text_add(text, UNKNOWN);
}

static void format_mute(struct text *text, const struct dongle_info *info,
			const struct dongle_state *state, unsigned int out)
{
	if (info->output[out].caps & USB_DONGLE_CAP_MUTE)
		text_add(text, "%s", state->output[out].mute ? "on" : "off");
	else
		text_add(text, UNKNOWN);
}

static void format_limit(struct text *text, const struct dongle_info *info,
			 const struct dongle_state *state, unsigned int out)
{
	char level[LEVEL_TEXT_MAX];

	if (!(info->output[out].caps & USB_DONGLE_CAP_LIMIT))
		text_add(text, UNKNOWN);
	else if (state->output[out].limit == info->output[out].volume_max)
		text_add(text, "none");
	else
		text_add(text, "%s dB", level_format(level, state->output[out].limit));
}

static const struct {
	u32 field;
	unsigned int out;
	const char *name, *only;	/* @only: where one level is all there is */
	format_fn format;
} fields[SHOW_FIELDS] = {
	{ USB_DONGLE_F_MODE,	  0, "mode",	"mode",		format_mode },
	{ USB_DONGLE_F_GAIN,	  0, "gain",	"gain",		format_gain },
	{ USB_DONGLE_F_FILTER,	  0, "filter",	"filter",	format_filter },
	{ USB_DONGLE_F_VOLUME(0), 0, "se-volume", "volume",	format_volume },
	{ USB_DONGLE_F_MUTE(0),	  0, "se-mute",	"mute",		format_mute },
	{ USB_DONGLE_F_LIMIT(0),  0, "se-limit", "limit",	format_limit },
	{ USB_DONGLE_F_VOLUME(1), 1, "balanced-volume", "volume", format_volume },
	{ USB_DONGLE_F_MUTE(1),	  1, "balanced-mute", "mute",	format_mute },
	{ USB_DONGLE_F_LIMIT(1),  1, "balanced-limit", "limit",	format_limit },
};

u32 show_field(unsigned int n, const struct dongle_info *info, const char **name)
{
	*name = info->flags & USB_DONGLE_SHARED_LEVEL ? fields[n].only : fields[n].name;
	return fields[n].field;
}

void show_changes(FILE *out, const struct dongle_info *info, u32 mask,
		  const struct dongle_state *before, const struct dongle_state *after)
{
	char old[VALUE_MAX], new[VALUE_MAX];
	struct text from, to;
	const char *name;
	unsigned int i;

	mask &= dongle_state_diff(before, after);
	for (i = 0; i < SHOW_FIELDS; i++) {
		if (!(mask & show_field(i, info, &name)))
			continue;
		from = (struct text){ old, sizeof(old), 0 };
		to = (struct text){ new, sizeof(new), 0 };
		fields[i].format(&from, info, before, fields[i].out);
		fields[i].format(&to, info, after, fields[i].out);
		fprintf(out, "%s: %s -> %s\n", name, old, new);
	}
	if (!mask)
		fprintf(out, "nothing to change\n");
}

static void show_id(FILE *out, const struct dongle_id *id)
{
	fprintf(out, "%s  %04x:%04x  %s%s%s", id->path, id->vendor_id, id->product_id,
		*id->product ? id->product : "(no name)", *id->serial ? "  serial " : "",
		id->serial);
}

void show_list(FILE *out, const struct candidate *found, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		show_id(out, &found[i].id);
		if (found[i].err)
			fprintf(out, "  [not usable: %s]", dongle_strerror(found[i].err));
		fputc('\n', out);
	}
}

static const char *plug_of(const struct dongle_info *info, const struct dongle_state *state,
			   unsigned int out)
{
	if (!(info->output[out].caps & USB_DONGLE_CAP_DETECT))
		return UNKNOWN;
	return dongle_plug_names[state->output[out].plug].key;
}

static void show_electrical(FILE *out, const struct dongle_info *info,
			    const struct dongle_state *state, unsigned int output)
{
	u16 full_scale = info->output[output].full_scale[dongle_state_gain(info, state)];
	u16 impedance = state->output[output].impedance;

	if (info->output[output].caps & USB_DONGLE_CAP_IMPEDANCE && impedance)
		fprintf(out, "  %5u ohm", impedance);
	else
		fprintf(out, "  %9s", UNKNOWN);
	if (full_scale)
		fprintf(out, "  %7u mV\n", full_scale);
	else
		fprintf(out, "  %10s\n", UNKNOWN);
}

static void show_output(FILE *out, const struct dongle_info *info,
			const struct dongle_state *state, unsigned int output)
{
	unsigned int level = dongle_state_level_output(info, output);
	char volume[VALUE_MAX], mute[VALUE_MAX];
	struct text volume_text = { volume, sizeof(volume), 0 };
	struct text mute_text = { mute, sizeof(mute), 0 };

	format_volume(&volume_text, info, state, level);
	format_mute(&mute_text, info, state, level);
	fprintf(out, ROW, dongle_output_names[output].label,
		dongle_connector_name(info->output[output].connector)->label,
		plug_of(info, state, output), state->active & BIT(output) ? "live" : "off",
		volume, mute);
	show_electrical(out, info, state, output);
}

static void show_line(FILE *out, const char *name, format_fn format,
		      const struct dongle_info *info, const struct dongle_state *state)
{
	char value[VALUE_MAX];
	struct text text = { value, sizeof(value), 0 };

	format(&text, info, state, 0);
	fprintf(out, "  %-9s %s\n", name, value);
}

/* Limits that are in force. */
static void show_limit(FILE *out, const struct dongle_info *info, const struct dongle_state *state,
		       unsigned int output)
{
	const struct dongle_output_info *o = &info->output[output];
	char text[LEVEL_TEXT_MAX];

	if (o->caps & USB_DONGLE_CAP_LIMIT && state->output[output].limit < o->volume_max)
		fprintf(out, "  %-9s no level above %s dB (limit)\n",
			dongle_output_names[output].label,
			level_format(text, state->output[output].limit));
}

void show_status(FILE *out, const struct dongle *dongle, const struct dongle_state *state)
{
	const struct dongle_info *info = &dongle->info;
	unsigned int i;

	show_id(out, &dongle->id);
	fputc('\n', out);
	fprintf(out, ROW "  %9s  %10s\n", "Output", "Connector", "Plug", "", "Level left / right",
		"Mute", "Load", "Full scale");
	for (i = 0; i < DONGLE_OUTPUTS; i++)
		if (info->output[i].connector != USB_DONGLE_CONNECTOR_NONE)
			show_output(out, info, state, i);
	for (i = 0; i < DONGLE_OUTPUTS; i++)
		show_limit(out, info, state, i);
	if (info->flags & USB_DONGLE_SHARED_LEVEL)
		fprintf(out, "  Level     one for both outputs\n");
	show_line(out, "Mode", format_mode, info, state);
	show_line(out, "Gain", format_gain, info, state);
	show_line(out, "Filter", format_filter, info, state);
}
