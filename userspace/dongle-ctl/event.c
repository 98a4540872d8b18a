// SPDX-License-Identifier: GPL-2.0-only
#include "event.h"
#include "json.h"
#include "level.h"
#include "names.h"
#include "option.h"
#include "show.h"
#include "state.h"
#include "text.h"

#define LINE_MAX	4096	/* one serial number, all of it escaped, and a change */

typedef void (*json_fn)(struct text *text, const struct dongle_info *info,
			const struct dongle_state *state, unsigned int out);

static void add_string(struct text *text, const char *s)
{
	text_add(text, "\"");
	for (; *s; s++)
		text_add(text, *s == '"' || *s == '\\' ? "\\%c" : "%c", *s);
	text_add(text, "\"");
}

static void json_mode(struct text *text, const struct dongle_info *info,
		      const struct dongle_state *state, unsigned int out)
{
	(void)out;
	text_add(text, "\"%s\"", dongle_mode_names[dongle_state_mode(info, state)].key);
}

static void json_gain(struct text *text, const struct dongle_info *info,
		      const struct dongle_state *state, unsigned int out)
{
	(void)out;
	text_add(text, "\"%s\"", dongle_gain_names[dongle_state_gain(info, state)].key);
}

static void json_filter(struct text *text, const struct dongle_info *info,
			const struct dongle_state *state, unsigned int out)
{
	(void)out;
	text_add(text, "\"%s\"", dongle_filter_name(info->filters[state->filter])->key);
}

static void json_volume(struct text *text, const struct dongle_info *info,
			const struct dongle_state *state, unsigned int out)
{
	char left[LEVEL_TEXT_MAX], right[LEVEL_TEXT_MAX];

	(void)info;
	text_add(text, "[%s,%s]", level_format(left, state->output[out].volume[0]),
		 level_format(right, state->output[out].volume[1]));
}

static void json_limit(struct text *text, const struct dongle_info *info,
		       const struct dongle_state *state, unsigned int out)
{
	char level[LEVEL_TEXT_MAX];

	(void)info;
	text_add(text, "%s", level_format(level, state->output[out].limit));
}

static void json_matched(struct text *text, const struct dongle_info *info,
			 const struct dongle_state *state, unsigned int out)
{
	(void)info;
	(void)out;
	text_add(text, state->matched ? "true" : "false");
}

static void json_limit_gain(struct text *text, const struct dongle_info *info,
			    const struct dongle_state *state, unsigned int out)
{
	(void)info;
	(void)out;
	if (state->limit_gain)
		text_add(text, "\"%s\"", dongle_gain_names[state->limit_gain - 1].key);
	else
		text_add(text, "null");
}

static void json_mute(struct text *text, const struct dongle_info *info,
		      const struct dongle_state *state, unsigned int out)
{
	(void)info;
	text_add(text, state->output[out].mute ? "true" : "false");
}

static void json_plug(struct text *text, const struct dongle_info *info,
		      const struct dongle_state *state, unsigned int out)
{
	(void)info;
	text_add(text, "\"%s\"", dongle_plug_names[state->output[out].plug].key);
}

static void json_impedance(struct text *text, const struct dongle_info *info,
			   const struct dongle_state *state, unsigned int out)
{
	u16 impedance = state->output[out].impedance;

	(void)info;
	text_add(text, impedance ? "%u" : "null", impedance);
}

static void json_live(struct text *text, const struct dongle_info *info,
		      const struct dongle_state *state, unsigned int out)
{
	(void)info;
	text_add(text, state->active & BIT(out) ? "true" : "false");
}

/* Named as in the state; a field of each output stands for both. */
static const struct {
	u32 field;
	const char *name;
	bool leveled;		/* one serves both outputs where the level is shared */
	bool by_device;		/* no program can change it */
	json_fn write;
} fields[] = {
	{ USB_DONGLE_F_MODE,		"mode",		 false, false, json_mode },
	{ USB_DONGLE_F_GAIN,		"gain",		 false, false, json_gain },
	{ USB_DONGLE_F_FILTER,		"filter",	 false, false, json_filter },
	{ USB_DONGLE_F_ACTIVE,		"live",		 false, false, json_live },
	{ USB_DONGLE_F_MATCH,		"matched",	 false, false, json_matched },
	{ USB_DONGLE_F_LIMIT_GAIN,	"limit_gain",	 false, false, json_limit_gain },
	{ USB_DONGLE_F_VOLUME(0),	"volume_db",	 true,	false, json_volume },
	{ USB_DONGLE_F_MUTE(0),		"mute",		 true,	false, json_mute },
	{ USB_DONGLE_F_LIMIT(0),	"limit_db",	 true,	false, json_limit },
	{ USB_DONGLE_F_PLUG(0),		"plug",		 false, true,  json_plug },
	{ USB_DONGLE_F_IMPEDANCE(0),	"impedance_ohm", false, true,  json_impedance },
};

static void json_option(struct text *text, const struct dongle_option *option, u8 value)
{
	if (option->values)
		text_add(text, "\"%s\"", option->values[value].key);
	else if (option_is_switch(option))
		text_add(text, value ? "true" : "false");
	else
		text_add(text, "%d", option->min + value);
}

static bool has_changed(const struct dongle_event *event, unsigned int n, unsigned int out)
{
	u32 field = fields[n].field;

	if (field == USB_DONGLE_F_ACTIVE)
		return (event->from->active ^ event->to->active) & BIT(out);
	if (field < USB_DONGLE_F_VOLUME(0))
		return !out && event->fields & field;
	return event->fields & (field << (8 * out));
}

/* Return: the output's name, or NULL where the field is of the whole device. */
static const char *output_of(const struct dongle_event *event, unsigned int n, unsigned int out)
{
	bool shared = event->info->flags & USB_DONGLE_SHARED_LEVEL;

	if ((fields[n].field < USB_DONGLE_F_VOLUME(0) && fields[n].field != USB_DONGLE_F_ACTIVE) ||
	    (shared && fields[n].leveled))
		return NULL;
	return dongle_output_names[out].key;
}

static void json_head(struct text *text, const struct dongle_event *event, const char *output,
		      const char *field)
{
	text_add(text, "{\"schema\":%d,\"event\":\"changed\",\"device\":{\"path\":\"%s\"",
		 JSON_SCHEMA, event->id->path);
	text_add(text, ",\"id\":\"%04x:%04x\",\"serial\":", event->id->vendor_id,
		 event->id->product_id);
	if (*event->id->serial)
		add_string(text, event->id->serial);
	else
		text_add(text, "null");
	text_add(text, output ? "},\"output\":\"%s\"" : "},\"output\":null", output);
	text_add(text, ",\"field\":\"%s\",\"from\":", field);
}

static void json_change(struct text *text, const struct dongle_event *event, unsigned int n,
			unsigned int out)
{
	json_head(text, event, output_of(event, n, out), fields[n].name);
	fields[n].write(text, event->info, event->from, out);
	text_add(text, ",\"to\":");
	fields[n].write(text, event->info, event->to, out);
	text_add(text, fields[n].by_device ? ",\"by\":\"device\"}\n" : ",\"by\":null}\n");
}

static void json_choice(struct text *text, const struct dongle_event *event, unsigned int n)
{
	const struct dongle_option *option = &event->info->options[n];

	json_head(text, event, NULL, option->key);
	json_option(text, option, event->from->option[n]);
	text_add(text, ",\"to\":");
	json_option(text, option, event->to->option[n]);
	text_add(text, ",\"by\":null}\n");
}

static int write_line(FILE *out, const struct text *text)
{
	return fwrite(text->buf, 1, text->len, out) == text->len ? 0 : -errno;
}

static int json_fields(FILE *out, const struct dongle_event *event, char line[LINE_MAX])
{
	unsigned int n, output;
	int err = 0;

	for (n = 0; n < ARRAY_SIZE(fields); n++) {
		for (output = 0; output < DONGLE_OUTPUTS; output++) {
			struct text text = { line, LINE_MAX, 0 };

			if (err || !has_changed(event, n, output))
				continue;
			json_change(&text, event, n, output);
			err = write_line(out, &text);
		}
	}
	return err;
}

int event_json(FILE *out, const struct dongle_event *event)
{
	char line[LINE_MAX];
	unsigned int n;
	int err;

	if (event->type != DONGLE_CHANGED)
		return json_presence(out, event);
	err = json_fields(out, event, line);
	for (n = 0; n < DONGLE_OPTIONS && !err; n++) {
		struct text text = { line, LINE_MAX, 0 };

		if (!(event->fields & DONGLE_F_OPTION(n)))
			continue;
		json_choice(&text, event, n);
		err = write_line(out, &text);
	}
	return err;
}

static void name_device(FILE *out, const struct dongle_id *id, bool plain)
{
	if (plain)
		fprintf(out, "%s at %s", *id->product ? id->product : "Dongle", id->path);
	else
		fprintf(out, "%s  %s", id->path, *id->serial ? id->serial : id->product);
	fputs(plain ? ", " : "  ", out);
}

int event_text(FILE *out, const struct dongle_event *event, bool plain)
{
	const struct dongle_id *id = event->id;
	char line[SHOW_LINE_MAX];
	unsigned int n;

	switch (event->type) {
	case DONGLE_APPEARED:
		name_device(out, id, plain);
		fprintf(out, "appeared%s%s", plain ? "" : "  ", plain ? "" : id->product);
		if (event->error)
			fprintf(out, "%s cannot be used: %s", plain ? "," : " ",
				dongle_strerror(event->error));
		fputc('\n', out);
		break;
	case DONGLE_GONE:
		name_device(out, id, plain);
		fprintf(out, "gone\n");
		break;
	case DONGLE_CHANGED:
		for (n = 0; n < SHOW_FIELDS; n++) {
			if (!show_change(line, n, event->info, event->fields, event->from,
					 event->to, plain))
				continue;
			name_device(out, id, plain);
			fprintf(out, "%s\n", line);
		}
		break;
	}
	return ferror(out) ? -EIO : 0;
}
