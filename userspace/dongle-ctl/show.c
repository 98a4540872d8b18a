// SPDX-License-Identifier: GPL-2.0-only
#include "level.h"
#include "names.h"
#include "option.h"
#include "state.h"
#include "show.h"
#include "text.h"

#define VALUE_MAX	96
#define UNKNOWN		"-"

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
	if (!info->gains)
		text_add(text, UNKNOWN);
	else if (info->gain_level[gain] == DONGLE_LEVEL_UNKNOWN)
		text_add(text, "%s", dongle_gain_names[gain].label);
	else
		text_add(text, "%s (%s dB)", dongle_gain_names[gain].label,
			 level_format(level, info->gain_level[gain]));
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

static void format_matched(struct text *text, const struct dongle_info *info,
			   const struct dongle_state *state, unsigned int out)
{
	(void)info;
	(void)out;
	text_add(text, "%s", state->matched ? "yes" : "no");
}

static void format_limit_gain(struct text *text, const struct dongle_info *info,
			      const struct dongle_state *state, unsigned int out)
{
	(void)info;
	(void)out;
	text_add(text, "%s", state->limit_gain ? dongle_gain_names[state->limit_gain - 1].key :
						 "any");
}

static void format_plug(struct text *text, const struct dongle_info *info,
			const struct dongle_state *state, unsigned int out)
{
	if (info->output[out].caps & USB_DONGLE_CAP_DETECT)
		text_add(text, "%s", dongle_plug_names[state->output[out].plug].key);
	else
		text_add(text, UNKNOWN);
}

static void format_impedance(struct text *text, const struct dongle_info *info,
			     const struct dongle_state *state, unsigned int out)
{
	u16 impedance = state->output[out].impedance;

	if (info->output[out].caps & USB_DONGLE_CAP_IMPEDANCE && impedance)
		text_add(text, "%u ohm", impedance);
	else
		text_add(text, UNKNOWN);
}

static void format_live(struct text *text, const struct dongle_info *info,
			const struct dongle_state *state, unsigned int out)
{
	size_t start = text->len;

	(void)info;
	for (out = 0; out < DONGLE_OUTPUTS; out++)
		if (state->active & BIT(out))
			text_add(text, "%s%s", text->len > start ? " and " : "",
				 dongle_output_names[out].label);
	if (text->len == start)
		text_add(text, "none");
}

static const struct {
	u32 field;
	unsigned int out;
	const char *name, *only;	/* @only: where one level is all there is */
	format_fn format;
} fields[SHOW_PROTOCOL] = {
	[SHOW_MODE]   = { USB_DONGLE_F_MODE,   0, "mode",   "mode",   format_mode },
	[SHOW_GAIN]   = { USB_DONGLE_F_GAIN,   0, "gain",   "gain",   format_gain },
	[SHOW_FILTER] = { USB_DONGLE_F_FILTER, 0, "filter", "filter", format_filter },
	{ USB_DONGLE_F_VOLUME(0), 0, "se-volume", "volume",	format_volume },
	{ USB_DONGLE_F_MUTE(0),	  0, "se-mute",	"mute",		format_mute },
	{ USB_DONGLE_F_LIMIT(0),  0, "se-limit", "limit",	format_limit },
	{ USB_DONGLE_F_VOLUME(1), 1, "balanced-volume", "volume", format_volume },
	{ USB_DONGLE_F_MUTE(1),	  1, "balanced-mute", "mute",	format_mute },
	{ USB_DONGLE_F_LIMIT(1),  1, "balanced-limit", "limit",	format_limit },
	{ USB_DONGLE_F_PLUG(0),	  0, "se-plug",	"se-plug",	format_plug },
	{ USB_DONGLE_F_PLUG(1),	  1, "balanced-plug", "balanced-plug", format_plug },
	{ USB_DONGLE_F_ACTIVE,	  0, "live",	"live",		format_live },
	{ USB_DONGLE_F_IMPEDANCE(0), 0, "se-impedance", "se-impedance", format_impedance },
	{ USB_DONGLE_F_IMPEDANCE(1), 1, "balanced-impedance", "balanced-impedance",
	  format_impedance },
	{ USB_DONGLE_F_MATCH,	  0, "matched",	"matched",	format_matched },
	{ USB_DONGLE_F_LIMIT_GAIN, 0, "limit-gain", "limit-gain", format_limit_gain },
};

u32 show_field(unsigned int n, const struct dongle_info *info, const char **name)
{
	if (n >= SHOW_PROTOCOL) {
		n -= SHOW_PROTOCOL;
		*name = info->options[n].key;
		return info->options[n].count ? DONGLE_F_OPTION(n) : 0;
	}
	*name = info->flags & USB_DONGLE_SHARED_LEVEL ? fields[n].only : fields[n].name;
	return fields[n].field;
}

static void format_field(struct text *text, unsigned int n, const struct dongle_info *info,
			 const struct dongle_state *state)
{
	if (n < SHOW_PROTOCOL)
		fields[n].format(text, info, state, fields[n].out);
	else
		option_format(text, &info->options[n - SHOW_PROTOCOL],
			      state->option[n - SHOW_PROTOCOL]);
}

void show_value(char value[SHOW_LINE_MAX], unsigned int n, const struct dongle_info *info,
		const struct dongle_state *state)
{
	struct text text = { value, SHOW_LINE_MAX, 0 };

	format_field(&text, n, info, state);
}

/* For ears: no sign that a reader skips, no arrow. */
static void say(char spoken[VALUE_MAX], const char *value)
{
	struct text text = { spoken, VALUE_MAX, 0 };
	const char *s;

	spoken[0] = '\0';
	for (s = value; *s; s++) {
		if (*s == '-' && s[1] >= '0' && s[1] <= '9')
			text_add(&text, "minus ");
		else if (!strcmp(s, UNKNOWN))
			text_add(&text, "unknown");
		else
			text_add(&text, "%c", *s);
	}
}

bool show_change(char line[SHOW_LINE_MAX], unsigned int n, const struct dongle_info *info,
		 u32 mask, const struct dongle_state *before, const struct dongle_state *after,
		 bool plain)
{
	char old[VALUE_MAX], new[VALUE_MAX], said_old[VALUE_MAX], said_new[VALUE_MAX];
	struct text from = { old, sizeof(old), 0 }, to = { new, sizeof(new), 0 };
	const char *name;

	if (!(mask & show_field(n, info, &name)))
		return false;
	format_field(&from, n, info, before);
	format_field(&to, n, info, after);
	if (plain) {
		say(said_old, old);
		say(said_new, new);
		snprintf(line, SHOW_LINE_MAX, "%s from %s to %s", name, said_old, said_new);
	} else {
		snprintf(line, SHOW_LINE_MAX, "%s: %s -> %s", name, old, new);
	}
	return true;
}

void show_changes(FILE *out, const struct dongle_info *info, u32 mask,
		  const struct dongle_state *before, const struct dongle_state *after,
		  bool plain)
{
	char line[SHOW_LINE_MAX];
	unsigned int i;

	mask &= dongle_state_diff(before, after);
	for (i = 0; i < SHOW_FIELDS; i++)
		if (show_change(line, i, info, mask, before, after, plain))
			fprintf(out, "%s\n", line);
	if (!mask)
		fprintf(out, "nothing to change\n");
}

void show_id(FILE *out, const struct dongle_id *id)
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
