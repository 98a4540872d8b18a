// SPDX-License-Identifier: GPL-2.0-only
#include <jansson.h>

#include "json.h"
#include "loudness.h"
#include "names.h"
#include "option.h"
#include "state.h"
#include "show.h"

static json_t *level(int level)
{
	return json_real(level / LOUDNESS_PER_DB);
}

static json_t *known(u16 value)
{
	return value ? json_integer(value) : json_null();
}

static json_t *string_or_null(const char *text)
{
	return *text ? json_string(text) : json_null();
}

static json_t *error_or_null(int err)
{
	return err ? json_string(dongle_strerror(err)) : json_null();
}

static json_t *key_or_null(bool exists, const struct dongle_name *name)
{
	return exists ? json_string(name->key) : json_null();
}

static json_t *level_or_null(bool exists, int value)
{
	return exists ? level(value) : json_null();
}

static json_t *new_document(void)
{
	return json_pack("{s:i}", "schema", JSON_SCHEMA);
}

static int write_document(FILE *out, json_t *document, size_t flags)
{
	int err = -ENOMEM;

	if (document)
		err = json_dumpf(document, out, flags) ? -EIO : 0;
	if (!err && fputc('\n', out) == EOF)
		err = -EIO;
	json_decref(document);
	return err;
}

static json_t *device_object(const struct dongle_id *id)
{
	char text[32];
	json_t *device = json_object();

	json_object_set_new(device, "path", json_string(id->path));
	snprintf(text, sizeof(text), "%04x:%04x", id->vendor_id, id->product_id);
	json_object_set_new(device, "id", json_string(text));
	json_object_set_new(device, "serial", string_or_null(id->serial));
	json_object_set_new(device, "product", string_or_null(id->product));
	snprintf(text, sizeof(text), "/dev/bus/usb/%03u/%03u", id->bus, id->address);
	json_object_set_new(device, "node", json_string(text));
	return device;
}

int json_list(FILE *out, const struct candidate *found, int n)
{
	json_t *document = new_document(), *devices = json_array(), *device;
	int i;

	for (i = 0; i < n; i++) {
		device = device_object(&found[i].id);
		json_object_set_new(device, "usable", json_boolean(!found[i].err));
		json_object_set_new(device, "error", error_or_null(found[i].err));
		json_array_append_new(devices, device);
	}
	json_object_set_new(document, "devices", devices);
	return write_document(out, document, JSON_INDENT(2));
}

static json_t *volume_or_null(bool exists, const s16 volume[DONGLE_CHANNELS])
{
	return exists ? json_pack("[o,o]", level(volume[0]), level(volume[1])) : json_null();
}

static void add_level(json_t *object, const struct dongle_output_info *info,
		      const struct dongle_output_state *state)
{
	bool volume = info->caps & USB_DONGLE_CAP_VOLUME;

	json_object_set_new(object, "volume_db", volume_or_null(volume, state->volume));
	json_object_set_new(object, "volume_min_db", level_or_null(volume, info->volume_min));
	json_object_set_new(object, "volume_max_db", level_or_null(volume, info->volume_max));
	json_object_set_new(object, "volume_step_db", level_or_null(volume, info->volume_step));
	json_object_set_new(object, "limit_db",
			    level_or_null(info->caps & USB_DONGLE_CAP_LIMIT, state->limit));
	json_object_set_new(object, "mute", info->caps & USB_DONGLE_CAP_MUTE ?
			    json_boolean(state->mute) : json_null());
}

static json_t *output_object(const struct dongle_info *info, const struct dongle_state *state,
			     unsigned int out)
{
	const struct dongle_output_info *o = &info->output[out];
	unsigned int shared = dongle_state_level_output(info, out);
	u16 full_scale = o->full_scale[dongle_state_gain(info, state)];
	bool detect = o->caps & USB_DONGLE_CAP_DETECT;
	json_t *object;

	if (o->connector == USB_DONGLE_CONNECTOR_NONE)
		return json_null();
	object = json_object();
	json_object_set_new(object, "connector",
			    json_string(dongle_connector_name(o->connector)->key));
	json_object_set_new(object, "plug", detect ?
			    json_string(dongle_plug_names[state->output[out].plug].key) :
			    json_null());
	json_object_set_new(object, "live", json_boolean(state->active & BIT(out)));
	add_level(object, &info->output[shared], &state->output[shared]);
	json_object_set_new(object, "impedance_ohm", o->caps & USB_DONGLE_CAP_IMPEDANCE ?
			    known(state->output[out].impedance) : json_null());
	json_object_set_new(object, "full_scale_mv", known(full_scale));
	json_object_set_new(object, "source_impedance_mohm", known(o->source_impedance));
	return object;
}

/* A name, a number, or whether it is on. */
static json_t *option_json(const struct dongle_option *option, u8 value)
{
	if (option->values)
		return json_string(option->values[value].key);
	return option_is_switch(option) ? json_boolean(value) : json_integer(option->min + value);
}

static json_t *options_object(const struct dongle_info *info, const struct dongle_state *state)
{
	json_t *object = json_object();
	unsigned int i;

	for (i = 0; i < DONGLE_OPTIONS && info->options[i].count; i++)
		json_object_set_new(object, info->options[i].key,
				    option_json(&info->options[i], state->option[i]));
	return object;
}

static json_t *modes_array(const struct dongle_info *info)
{
	json_t *array = json_array();
	unsigned int i;

	for (i = 0; i < DONGLE_MODE_NAMES; i++)
		if (info->modes & BIT(i))
			json_array_append_new(array, json_string(dongle_mode_names[i].key));
	return array;
}

static json_t *gain_level(const struct dongle_info *info, u8 gain)
{
	return level_or_null(info->gain_level[gain] != DONGLE_LEVEL_UNKNOWN,
			     info->gain_level[gain]);
}

static json_t *gains_array(const struct dongle_info *info)
{
	json_t *array = json_array();
	unsigned int i;

	for (i = 0; i < USB_DONGLE_GAINS; i++)
		if (info->gains & BIT(i))
			json_array_append_new(array, json_pack("{s:s,s:o}",
							       "gain", dongle_gain_names[i].key,
							       "level_db",
							       gain_level(info, i)));
	return array;
}

static json_t *filters_array(const struct dongle_info *info)
{
	unsigned int i, n = dongle_state_filters(info);
	json_t *array = json_array();

	for (i = 0; i < n; i++)
		json_array_append_new(array,
				      json_string(dongle_filter_name(info->filters[i])->key));
	return array;
}

static void add_selection(json_t *document, const struct dongle_info *info,
			  const struct dongle_state *state)
{
	u8 mode = dongle_state_mode(info, state), gain = dongle_state_gain(info, state);
	bool filter = dongle_state_filters(info);

	json_object_set_new(document, "mode",
			    key_or_null(info->modes, &dongle_mode_names[info->modes ? mode : 0]));
	json_object_set_new(document, "gain", key_or_null(info->gains, &dongle_gain_names[gain]));
	json_object_set_new(document, "gain_level_db",
			    info->gains ? gain_level(info, gain) : json_null());
	json_object_set_new(document, "filter",
			    filter ? json_string(dongle_filter_name(info->filters[state->filter])
						 ->key) : json_null());
	json_object_set_new(document, "filter_number",
			    filter ? json_integer(state->filter + 1) : json_null());
	json_object_set_new(document, "modes", modes_array(info));
	json_object_set_new(document, "gains", gains_array(info));
	json_object_set_new(document, "filters", filters_array(info));
	json_object_set_new(document, "options", options_object(info, state));
}

static void add_state(json_t *document, const struct dongle_info *info,
		      const struct dongle_state *state)
{
	json_t *outputs = json_object();
	unsigned int i;

	for (i = 0; i < DONGLE_OUTPUTS; i++)
		json_object_set_new(outputs, dongle_output_names[i].key,
				    output_object(info, state, i));
	json_object_set_new(document, "outputs", outputs);
	json_object_set_new(document, "shared_level",
			    json_boolean(info->flags & USB_DONGLE_SHARED_LEVEL));
	json_object_set_new(document, "matched", info->flags & USB_DONGLE_MATCH ?
			    json_boolean(state->matched) : json_null());
	json_object_set_new(document, "limit_gain", state->limit_gain ?
			    json_string(dongle_gain_names[state->limit_gain - 1].key) :
			    json_null());
	add_selection(document, info, state);
}

static json_t *state_document(const struct dongle_id *id, const struct dongle_info *info,
			      const struct dongle_state *state)
{
	json_t *document = new_document();

	json_object_set_new(document, "device", device_object(id));
	add_state(document, info, state);
	return document;
}

static json_t *total_or_null(const struct dongle *dongle, const struct dongle_state *state,
			     const struct stage *stage, unsigned int out)
{
	unsigned int level = dongle_state_level_output(&dongle->info, out);
	double total[DONGLE_CHANNELS];

	if (dongle->info.output[out].connector == USB_DONGLE_CONNECTOR_NONE ||
	    !(dongle->info.output[level].caps & USB_DONGLE_CAP_VOLUME))
		return json_null();
	stage_total(dongle, state, stage, out, total);
	return json_pack("[f,f]", total[0], total[1]);
}

/* The stage in front of the dongle's own, and both together. */
static json_t *stage_or_null(const struct dongle *dongle, const struct dongle_state *state,
			     const struct stage *stage)
{
	json_t *object, *totals;
	unsigned int i;

	if (!*stage->name)
		return json_null();
	object = json_object();
	totals = json_object();
	for (i = 0; i < DONGLE_OUTPUTS; i++)
		json_object_set_new(totals, dongle_output_names[i].key,
				    total_or_null(dongle, state, stage, i));
	json_object_set_new(object, "control", json_string(stage->name));
	json_object_set_new(object, "volume_db", json_pack("[f,f]", stage->level[0] / 100.0,
							   stage->level[1] / 100.0));
	json_object_set_new(object, "mute", stage->mute == STAGE_UNKNOWN ? json_null() :
			    json_boolean(stage->mute == STAGE_MUTED));
	json_object_set_new(object, "total_db", totals);
	return object;
}

static json_t *loudness_or_null(const struct estimate *estimate)
{
	json_t *object, *peaks;
	unsigned int i;

	if (!*estimate->headphones)
		return json_null();
	object = json_object();
	peaks = json_object();
	for (i = 0; i < DONGLE_OUTPUTS; i++)
		json_object_set_new(peaks, dongle_output_names[i].key, estimate->known & BIT(i) ?
				    json_real(estimate->spl[i]) : json_null());
	json_object_set_new(object, "headphones", json_string(estimate->headphones));
	json_object_set_new(object, "peak_db_spl", peaks);
	return object;
}

int json_show(FILE *out, const struct dongle *dongle, const struct dongle_state *state,
	      const struct stage *stage, const struct estimate *estimate,
	      const struct doseshow *dose)
{
	json_t *document = state_document(&dongle->id, &dongle->info, state);

	json_object_set_new(document, "sound_card", stage_or_null(dongle, state, stage));
	json_object_set_new(document, "loudness", loudness_or_null(estimate));
	json_object_set_new(document, "dose", doseshow_object(dose));
	return write_document(out, document, JSON_INDENT(2));
}

int json_changes(FILE *out, const struct dongle *dongle, u32 mask,
		 const struct dongle_state *before, const struct dongle_state *after, bool dry_run)
{
	json_t *document = state_document(&dongle->id, &dongle->info, after);
	json_t *changed = json_array();
	const char *name;
	unsigned int i;

	mask &= dongle_state_diff(before, after);
	for (i = 0; i < SHOW_FIELDS; i++)
		if (mask & show_field(i, &dongle->info, &name))
			json_array_append_new(changed, json_string(name));
	json_object_set_new(document, "changed", changed);
	json_object_set_new(document, "dry_run", json_boolean(dry_run));
	return write_document(out, document, JSON_INDENT(2));
}

int json_match(FILE *out, const struct dongle *dongle, const struct dongle_state *state,
	       const s16 match[USB_DONGLE_GAINS], double ohm, bool kept, bool dry_run)
{
	json_t *document = state_document(&dongle->id, &dongle->info, state);
	json_t *offsets = json_object();
	unsigned int gain;

	for (gain = 0; gain < USB_DONGLE_GAINS; gain++)
		if (dongle->info.gains & BIT(gain))
			json_object_set_new(offsets, dongle_gain_names[gain].key,
					    json_real(match[gain] / LOUDNESS_PER_DB));
	json_object_set_new(document, "match_db", offsets);
	json_object_set_new(document, "impedance_ohm", ohm ? json_real(ohm) : json_null());
	json_object_set_new(document, "kept", json_boolean(kept));
	json_object_set_new(document, "dry_run", json_boolean(dry_run));
	return write_document(out, document, JSON_INDENT(2));
}

int json_presence(FILE *out, const struct dongle_event *event)
{
	json_t *document = new_document();

	json_object_set_new(document, "event", json_string(event->type == DONGLE_GONE ?
							   "gone" : "appeared"));
	json_object_set_new(document, "device", device_object(event->id));
	if (event->type == DONGLE_APPEARED)
		json_object_set_new(document, "error", error_or_null(event->error));
	if (event->to)
		add_state(document, event->info, event->to);
	return write_document(out, document, JSON_COMPACT);
}

int json_all(FILE *out, const struct candidate *found, const struct dongle_report *reports,
	     const struct stage *stages, const struct estimate *estimates, int n,
	     const struct doseshow *dose)
{
	json_t *document = new_document(), *all = json_array(), *one;
	int i;

	for (i = 0; i < n; i++) {
		one = json_object();
		json_object_set_new(one, "device", device_object(&found[i].id));
		json_object_set_new(one, "error", error_or_null(found[i].err));
		if (!found[i].err) {
			add_state(one, &found[i].dongle->info, &reports[i].state);
			json_object_set_new(one, "sound_card",
					    stage_or_null(found[i].dongle, &reports[i].state,
							  &stages[i]));
			json_object_set_new(one, "loudness", loudness_or_null(&estimates[i]));
		}
		json_array_append_new(all, one);
	}
	json_object_set_new(document, "dongles", all);
	json_object_set_new(document, "dose", doseshow_object(dose));
	return write_document(out, document, JSON_INDENT(2));
}
