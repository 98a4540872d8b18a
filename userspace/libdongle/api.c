// SPDX-License-Identifier: GPL-2.0-only
/* What programs see of descriptions, states and changes: numbers and words. */
#include <stdio.h>
#include <stdlib.h>

#include "bus.h"
#include "config.h"
#include "level.h"
#include "names.h"
#include "plan.h"
#include "state.h"
#include "text.h"

#define VALUE_MAX	80

/**
 * struct dongle_change - settings, and the text they point to
 * @request: settings
 * @text: values of each setting
 * @error: of the last call
 */
struct dongle_change {
	struct request request;
	char text[SETTINGS][VALUE_MAX];
	char error[ERROR_TEXT_MAX];
};

const struct dongle_id *dongle_get_id(const struct dongle *dongle)
{
	return &dongle->id;
}

const struct dongle_info *dongle_get_info(const struct dongle *dongle)
{
	return &dongle->info;
}

int dongle_read(struct dongle *dongle, const struct dongle_state **state)
{
	struct dongle_report report;
	int err = dongle_get(dongle, &report);

	if (err)
		return err;
	dongle->last = report;
	*state = &dongle->last.state;
	return 0;
}

static int output_property(const struct dongle_info *info, enum dongle_property property,
			   unsigned int index)
{
	const struct dongle_output_info *o = &info->output[index % DONGLE_OUTPUTS];

	if (property != DONGLE_FULL_SCALE && index >= DONGLE_OUTPUTS)
		return 0;
	switch (property) {
	case DONGLE_CONNECTOR:
		return o->connector;
	case DONGLE_CAPS:
		return o->caps;
	case DONGLE_VOLUME_MIN:
		return o->volume_min;
	case DONGLE_VOLUME_MAX:
		return o->volume_max;
	case DONGLE_VOLUME_STEP:
		return o->volume_step;
	case DONGLE_SOURCE_IMPEDANCE:
		return o->source_impedance;
	case DONGLE_FULL_SCALE:
		index /= DONGLE_OUTPUTS;
		return index < USB_DONGLE_GAINS ? o->full_scale[index] : 0;
	default:
		return 0;
	}
}

int dongle_property(const struct dongle_info *info, enum dongle_property property,
		    unsigned int index)
{
	switch (property) {
	case DONGLE_VERSION:
		return info->version;
	case DONGLE_MODES:
		return info->modes;
	case DONGLE_GAINS:
		return info->gains;
	case DONGLE_GAIN_LEVEL:
		return index < USB_DONGLE_GAINS ? info->gain_level[index] : 0;
	case DONGLE_FILTERS:
		return dongle_state_filters(info);
	case DONGLE_FILTER_KIND:
		return index < USB_DONGLE_FILTERS ? info->filters[index] : 0;
	case DONGLE_SHARED_LEVEL:
		return !!(info->flags & USB_DONGLE_SHARED_LEVEL);
	default:
		return output_property(info, property, index);
	}
}

static int output_value(const struct dongle_info *info, const struct dongle_state *state,
			enum dongle_field field, unsigned int output)
{
	const struct dongle_output_state *own = &state->output[output];
	const struct dongle_output_state *level =
		&state->output[dongle_state_level_output(info, output)];

	switch (field) {
	case DONGLE_LIVE:
		return !!(state->active & BIT(output));
	case DONGLE_LEFT:
		return level->volume[0];
	case DONGLE_RIGHT:
		return level->volume[1];
	case DONGLE_LIMIT:
		return level->limit;
	case DONGLE_MUTE:
		return level->mute;
	case DONGLE_PLUG:
		return own->plug;
	case DONGLE_IMPEDANCE:
		return own->impedance;
	default:
		return 0;
	}
}

int dongle_value(const struct dongle_info *info, const struct dongle_state *state,
		 enum dongle_field field, unsigned int output)
{
	switch (field) {
	case DONGLE_MODE:
		return info->modes ? dongle_state_mode(info, state) : 0;
	case DONGLE_GAIN:
		return dongle_state_gain(info, state);
	case DONGLE_FILTER:
		return state->filter;
	default:
		return output < DONGLE_OUTPUTS ? output_value(info, state, field, output) : 0;
	}
}

const char *dongle_name(enum dongle_field field, int value)
{
	static const struct {
		const struct dongle_name *names;
		int count;
	} tables[] = {
		[DONGLE_MODE]	= { dongle_mode_names, DONGLE_MODE_NAMES },
		[DONGLE_GAIN]	= { dongle_gain_names, USB_DONGLE_GAINS },
		[DONGLE_FILTER]	= { dongle_filter_names, DONGLE_FILTER_NAMES },
		[DONGLE_PLUG]	= { dongle_plug_names, DONGLE_PLUG_NAMES },
	};

	if (field >= ARRAY_SIZE(tables) || value < 0 || value >= tables[field].count)
		return NULL;
	return tables[field].names[value].key;
}

struct dongle_change *dongle_change_new(void)
{
	return calloc(1, sizeof(struct dongle_change));
}

void dongle_change_free(struct dongle_change *change)
{
	free(change);
}

const char *dongle_change_error(const struct dongle_change *change)
{
	return change->error;
}

__printf(3, 4)
static int fail(struct dongle_change *change, int err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(change->error, sizeof(change->error), format, args);
	va_end(args);
	return err;
}

struct dongle_change *dongle_config_change(const struct dongle_config *config,
					   const struct dongle *dongle)
{
	struct dongle_change *change = dongle_change_new();

	if (change)
		config_request(config, dongle, &change->request);
	return change;
}

int dongle_change_text(struct dongle_change *change, const char *key, const char *value)
{
	struct request request = change->request;
	enum setting i = setting_find(key);

	if (i == SETTINGS)
		return fail(change, -EINVAL, "'%.80s' is no setting", key);
	if (i == SET_HEADPHONES)
		return fail(change, -EINVAL, "%s", "headphones are set in files only");
	if (!value && i != SET_KEEP_LEVEL)
		return fail(change, -EINVAL, "%.80s: it needs a value", key);
	if (value && strlen(value) >= VALUE_MAX)
		return fail(change, -EINVAL, "%.80s: its value is too long", key);
	if (!request_set(&request, i, value ? value : "", change->error))
		return -EINVAL;
	change->request = request;
	snprintf(change->text[i], VALUE_MAX, "%s", value ? value : "");
	change->request.text[i] = change->text[i];
	change->error[0] = '\0';
	return 0;
}

/* The words of a number that is set, as a person would write them. */
static bool spell(char key[VALUE_MAX], char text[VALUE_MAX], enum dongle_field field,
		  unsigned int output, int value)
{
	static const char *const plain[] = { "mode", "gain" };
	static const char *const of_output[] = {
		[DONGLE_LEFT] = "volume", [DONGLE_LIMIT] = "limit", [DONGLE_MUTE] = "mute",
	};
	char level[LEVEL_TEXT_MAX];
	const char *word = NULL;

	if (field <= DONGLE_GAIN)
		word = dongle_name(field, value);
	else if (field == DONGLE_MUTE)
		word = value == 1 ? "on" : value == 0 ? "off" : NULL;
	else if ((field == DONGLE_LEFT || field == DONGLE_LIMIT) && abs(value) <= INT16_MAX)
		word = level_format(level, value);
	if (field == DONGLE_FILTER && value >= 0 && value < USB_DONGLE_FILTERS)
		snprintf(text, VALUE_MAX, "%d", value + 1);
	else if (word)
		snprintf(text, VALUE_MAX, "%s", word);
	else
		return false;
	if (field <= DONGLE_FILTER)
		snprintf(key, VALUE_MAX, "%s", field == DONGLE_FILTER ? "filter" : plain[field]);
	else
		snprintf(key, VALUE_MAX, "%s-%s", dongle_output_names[output].key,
			 of_output[field]);
	return true;
}

/* One channel, of a level whose other channel may have been given before. */
static int set_right(struct dongle_change *change, unsigned int output, int value)
{
	enum setting setting = SET_VOLUME + output;
	char right[LEVEL_TEXT_MAX], text[VALUE_MAX], key[VALUE_MAX];
	const char *left = change->text[setting];

	level_format(right, value);
	snprintf(text, sizeof(text), "%.*s,%s", (int)strcspn(left, ","), left, right);
	snprintf(key, sizeof(key), "%s-volume", dongle_output_names[output].key);
	if (!request_has(&change->request, setting))
		return fail(change, -EINVAL, "%s: set the left channel first", key);
	return dongle_change_text(change, key, text);
}

int dongle_change_value(struct dongle_change *change, enum dongle_field field,
			unsigned int output, int value)
{
	char key[VALUE_MAX], text[VALUE_MAX];

	if (field > DONGLE_FILTER && output >= DONGLE_OUTPUTS)
		return fail(change, -EINVAL, "%s", "there is no such output");
	if (field == DONGLE_RIGHT && abs(value) <= INT16_MAX)
		return set_right(change, output, value);
	if (!spell(key, text, field, output, value))
		return fail(change, -EINVAL, "%s", "this value cannot be set");
	return dongle_change_text(change, key, text);
}

int dongle_change_apply(struct dongle_change *change, struct dongle *dongle, unsigned int flags)
{
	struct dongle_report report;
	struct plan plan;
	int err;

	change->error[0] = '\0';
	if (!request_check(&change->request, change->error))
		return -EINVAL;
	err = dongle_get(dongle, &report);
	if (err)
		return err;
	if (!plan_make(&plan, &dongle->info, &report.state, &change->request))
		return fail(change, -EINVAL, "%s", plan.error);
	if (!plan.mask || flags & DONGLE_DRY_RUN)
		return !!plan.mask;
	err = dongle_set(dongle, plan.mask, &plan.state, &dongle->last);
	if (err)
		return err;
	if (dongle->last.result != USB_DONGLE_RESULT_OK)
		return fail(change, -EREMOTEIO, "%s", dongle_result_text(dongle->last.result));
	return 1;
}
