// SPDX-License-Identifier: GPL-2.0-only
#include "names.h"
#include "plan.h"
#include "profile.h"
#include "state.h"
#include "text.h"

/* What every rule below works on. */
struct job {
	const struct dongle_info *info;
	const struct dongle_state *cur;
	const struct request *request;
	struct dongle_state next;
	u32 asked;
	u32 counted;
	struct text error;
};

static bool exists(const struct dongle_info *info, unsigned int out)
{
	return info->output[out].connector != USB_DONGLE_CONNECTOR_NONE;
}

static bool shared(const struct dongle_info *info)
{
	return info->flags & USB_DONGLE_SHARED_LEVEL;
}

bool plan_one_level(const struct dongle_info *info, unsigned int *out)
{
	bool se = exists(info, USB_DONGLE_SE), balanced = exists(info, USB_DONGLE_BALANCED);

	*out = dongle_state_level_output(info, se ? USB_DONGLE_SE : USB_DONGLE_BALANCED);
	return shared(info) || se != balanced;
}

/* What there is of each output: the setting of the first, and what it is called. */
static const struct of_output {
	enum setting base;	/* + target */
	u8 cap;
	u32 field;		/* of output 0 */
	const char *name;
} of_outputs[] = {
	{ SET_VOLUME,	USB_DONGLE_CAP_VOLUME,	USB_DONGLE_F_VOLUME(0),	"level" },
	{ SET_MUTE,	USB_DONGLE_CAP_MUTE,	USB_DONGLE_F_MUTE(0),	"mute" },
	{ SET_LIMIT,	USB_DONGLE_CAP_LIMIT,	USB_DONGLE_F_LIMIT(0),	"limit" },
};

static u32 field_of_output(const struct dongle_info *info, const struct of_output *of,
			   enum target target)
{
	unsigned int out;
	bool one = plan_one_level(info, &out);

	if (target == TARGET_SHARED ? !one : shared(info))
		return 0;
	if (target != TARGET_SHARED)
		out = target;
	return info->output[out].caps & of->cap ? of->field << (8 * out) : 0;
}

u32 plan_field(const struct dongle_info *info, enum setting setting)
{
	const struct of_output *of;
	unsigned int n;

	if (setting >= SET_OPTION) {
		n = option_of(info, setting - SET_OPTION);
		return n < DONGLE_OPTIONS ? DONGLE_F_OPTION(n) : 0;
	}
	switch (setting) {
	case SET_MODE:
		return info->modes ? USB_DONGLE_F_MODE : 0;
	case SET_GAIN:
	case SET_KEEP_LEVEL:
		return info->gains ? USB_DONGLE_F_GAIN : 0;
	case SET_HEADPHONES:
		return 0;
	case SET_FILTER:
		return info->filters[0] ? USB_DONGLE_F_FILTER : 0;
	default:
		for (of = of_outputs; setting >= of->base + TARGETS; of++)
			;
		return field_of_output(info, of, setting - of->base);
	}
}

/* The way a setting was written, in front of what is said about it. */
static const char *spell(const struct job *job, enum setting asked, enum setting setting)
{
	return job->request->where[asked] ? setting_key(setting) : setting_name(setting);
}

static void blame(struct job *job, enum setting setting)
{
	if (job->request->where[setting])
		text_add(&job->error, "%s: ", job->request->where[setting]);
	text_add(&job->error, "%s: ", spell(job, setting, setting));
}

/* Modes and gains: @available is a mask of 1 << value. */
static bool check_choice(struct job *job, enum setting setting, const struct dongle_name *names,
			 u8 available, u8 wanted)
{
	const char *separator = "";
	unsigned int i;

	if (available & BIT(wanted))
		return true;
	blame(job, setting);
	text_add(&job->error, "this device has no '%s'; ", job->request->text[setting]);
	if (!available)
		text_add(&job->error, "there is nothing to select");
	else
		text_add(&job->error, "allowed: ");
	for (i = 0; available >> i; i++) {
		if (!(available & BIT(i)))
			continue;
		text_add(&job->error, "%s%s", separator, names[i].key);
		separator = ", ";
	}
	return false;
}

static bool plan_mode(struct job *job)
{
	if (!request_has(job->request, SET_MODE))
		return true;
	job->next.mode = job->request->mode;
	job->asked |= USB_DONGLE_F_MODE;
	return check_choice(job, SET_MODE, dongle_mode_names, job->info->modes,
			    job->request->mode);
}

static bool plan_gain(struct job *job)
{
	if (!request_has(job->request, SET_GAIN))
		return true;
	job->next.gain = job->request->gain;
	job->asked |= USB_DONGLE_F_GAIN;
	return check_choice(job, SET_GAIN, dongle_gain_names, job->info->gains,
			    job->request->gain);
}

/* Return: index into the filters of the device, or how many it has. */
static unsigned int find_filter(const struct job *job)
{
	unsigned int i, n = dongle_state_filters(job->info);

	if (job->request->filter_number)
		return min(job->request->filter_number - 1U, n);
	for (i = 0; i < n && job->info->filters[i] != job->request->filter; i++)
		;
	return i;
}

static bool plan_filter(struct job *job)
{
	unsigned int i, n = dongle_state_filters(job->info);

	if (!request_has(job->request, SET_FILTER))
		return true;
	job->next.filter = find_filter(job);
	job->asked |= USB_DONGLE_F_FILTER;
	if (job->next.filter < n)
		return true;
	blame(job, SET_FILTER);
	text_add(&job->error, "this device has no '%s'; %s",
		 job->request->text[SET_FILTER], n ? "allowed: " : "there is nothing to select");
	for (i = 0; i < n; i++)
		text_add(&job->error, "%s%u %s", i ? ", " : "", i + 1,
			 dongle_filter_name(job->info->filters[i])->key);
	return false;
}

static void name_options(struct job *job, enum setting asked)
{
	const char *separator = "";
	unsigned int n;

	for (n = 0; n < option_count(); n++) {
		if (option_of(job->info, n) == DONGLE_OPTIONS)
			continue;
		text_add(&job->error, "%s%s", *separator ? separator : "; it has ",
			 spell(job, asked, SET_OPTION + n));
		separator = ", ";
	}
}

static bool plan_option(struct job *job, enum setting setting)
{
	unsigned int n = option_of(job->info, setting - SET_OPTION);
	const char *value = job->request->text[setting];
	int chosen;

	if (!request_has(job->request, setting))
		return true;
	if (n == DONGLE_OPTIONS) {
		blame(job, setting);
		text_add(&job->error, "this device has no such thing");
		name_options(job, setting);
		return false;
	}
	chosen = option_parse(&job->info->options[n], value);
	if (chosen < 0) {
		blame(job, setting);
		text_add(&job->error, "this device has no '%s'; allowed: ", value);
		option_values(&job->error, &job->info->options[n]);
		return false;
	}
	job->next.option[n] = chosen;
	job->asked |= DONGLE_F_OPTION(n);
	return true;
}

static bool plan_options(struct job *job)
{
	enum setting setting;

	for (setting = SET_OPTION; setting < settings_count(); setting++)
		if (!plan_option(job, setting))
			return false;
	return true;
}

/* Does the request say itself where this channel goes? */
static bool placed(const struct job *job, unsigned int out, unsigned int ch)
{
	unsigned int only;
	enum target target = out;

	if (plan_one_level(job->info, &only) && request_has(job->request,
							    SET_VOLUME + TARGET_SHARED))
		target = TARGET_SHARED;
	return request_has(job->request, SET_VOLUME + target) &&
	       !job->request->volume[target][ch].relative;
}

static bool keep_output(struct job *job, unsigned int out, int delta)
{
	struct level_range range = level_range_of(job->info, &job->next, out);
	s16 *volume = job->next.output[out].volume;
	char text[LEVEL_TEXT_MAX];
	unsigned int ch;

	if (!(job->info->output[out].caps & USB_DONGLE_CAP_VOLUME)) {
		if (delta < 0)
			text_add(&job->error, "--keep-level: the %s output has no level to lower",
				 dongle_output_names[out].label);
		return delta >= 0;
	}
	job->asked |= USB_DONGLE_F_VOLUME(out);
	for (ch = 0; ch < DONGLE_CHANNELS; ch++) {
		if (placed(job, out, ch) || level_add(&range, delta, &volume[ch]))
			continue;
		text_add(&job->error, "--keep-level: the %s output would need %sdB, ",
			 dongle_output_names[out].label, level_format(text, volume[ch] + delta));
		text_add(&job->error, "its lowest level is %sdB", level_format(text, range.min));
		return false;
	}
	return true;
}

static bool knows_gains(const struct job *job)
{
	u8 from = dongle_state_gain(job->info, job->cur), to = job->request->gain;

	return from == to || (job->info->gain_level[from] != DONGLE_LEVEL_UNKNOWN &&
			      job->info->gain_level[to] != DONGLE_LEVEL_UNKNOWN);
}

static bool plan_keep_level(struct job *job)
{
	const struct dongle_info *info = job->info;
	unsigned int out;
	int delta;

	if (!request_has(job->request, SET_KEEP_LEVEL))
		return true;
	if (!knows_gains(job)) {
		text_add(&job->error,
			 "--keep-level: how many dB lie between the gains of this device is not known; set its level with --gain");
		return false;
	}
	delta = info->gain_level[dongle_state_gain(info, job->cur)] -
		info->gain_level[job->request->gain];
	for (out = 0; delta && out < DONGLE_OUTPUTS; out++)
		if (exists(info, out) && dongle_state_level_output(info, out) == out &&
		    !keep_output(job, out, delta))
			return false;
	return true;
}

/* Which output a setting is of. */
static bool find_output(struct job *job, const struct of_output *of, enum target target,
			unsigned int *out)
{
	enum setting setting = of->base + target;
	bool one = plan_one_level(job->info, out);

	if (target != TARGET_SHARED)
		*out = target;
	if (field_of_output(job->info, of, target))
		return true;
	blame(job, setting);
	if (target == TARGET_SHARED && !one) {
		text_add(&job->error, "the outputs of this device are set separately: ");
		text_add(&job->error, "%s and %s apply",
			 spell(job, setting, of->base + TARGET_SE),
			 spell(job, setting, of->base + TARGET_BALANCED));
	} else if (target != TARGET_SHARED && shared(job->info)) {
		text_add(&job->error, "both outputs share one level and mute: %s applies",
			 spell(job, setting, of->base + TARGET_SHARED));
	} else if (exists(job->info, *out)) {
		text_add(&job->error, "the %s output of this device has no %s of its own",
			 dongle_output_names[*out].label, of->name);
	} else {
		text_add(&job->error, "this device has no %s output",
			 dongle_output_names[*out].label);
	}
	return false;
}

static bool out_of_range(struct job *job, enum setting setting, unsigned int out,
			 const struct level_range *range)
{
	bool limited = range->max < job->info->output[out].volume_max;
	char text[LEVEL_TEXT_MAX];

	blame(job, setting);
	text_add(&job->error, "'%s' is out of range; allowed: %sdB to ",
		 job->request->text[setting], level_format(text, range->min));
	text_add(&job->error, "%sdB%s", level_format(text, range->max),
		 limited ? ", the limit that is set" : "");
	return false;
}

/* All the device has, whatever its limit. */
static struct level_range whole_range(const struct job *job, unsigned int out)
{
	struct level_range range = level_range_of(job->info, &job->next, out);

	range.max = job->info->output[out].volume_max;
	return range;
}

static bool plan_spl(struct job *job, enum target target, unsigned int out)
{
	const struct request *request = job->request;
	enum setting setting = SET_LIMIT + target;
	s16 *limit = &job->next.output[out].limit;
	enum profile_result result = PROFILE_OK;
	double lowest = 0;

	if (request->headphones.given)
		result = profile_level(job->info, &request->headphones, out, request->spl[target],
				       limit, &lowest);
	job->counted |= USB_DONGLE_F_LIMIT(out);
	if (request->headphones.given && result == PROFILE_OK)
		return true;
	blame(job, setting);
	text_add(&job->error, "'%s' ", request->text[setting]);
	if (!request->headphones.given)
		text_add(&job->error, "is of headphones, and none are named; give %s, %s",
			 request->where[setting] ? "headphones = NAME" : "--headphones=NAME",
			 "or a limit in dB such as -20dB");
	else if (result == PROFILE_TOO_LOUD)
		text_add(&job->error, "is out of range; allowed: %.1f to 140dBSPL, %s",
			 lowest + 0.05, "as loud as the lowest level gets at the loudest gain");
	else
		text_add(&job->error,
			 "cannot be counted: nobody knows the full scale of the %s output at each gain; give a limit in dB such as -20dB",
			 dongle_output_names[out].label);
	return false;
}

/* It is of the gain that is selected, and is sent as one of the gain that limits are meant at. */
static void limit_at_gain(struct job *job, unsigned int out)
{
	const struct dongle_info *info = job->info;
	const struct dongle_output_info *o = &info->output[out];
	int limit = job->next.output[out].limit, highest = o->volume_max;

	if (!job->next.limit_gain)
		return;
	limit += info->gain_level[job->next.gain] - info->gain_level[job->next.limit_gain - 1];
	job->next.output[out].limit = min(dongle_state_on_grid(o, limit), highest);
}

static bool plan_limit(struct job *job, enum target target)
{
	enum setting setting = SET_LIMIT + target;
	struct level_range range;
	unsigned int out;

	if (!request_has(job->request, setting))
		return true;
	if (!find_output(job, &of_outputs[2], target, &out))
		return false;
	job->asked |= USB_DONGLE_F_LIMIT(out);
	if (job->request->spl[target])
		return plan_spl(job, target, out);
	range = whole_range(job, out);
	if (!level_floor(&range, &job->request->limit[target], &job->next.output[out].limit))
		return out_of_range(job, setting, out, &range);
	limit_at_gain(job, out);
	return true;
}

/* Levels of a file are what they were when it was written: a limit may be newer. */
static bool place_kept(struct job *job, enum target target, unsigned int out)
{
	struct level_range limited = level_range_of(job->info, &job->next, out);
	struct level_range range = whole_range(job, out);
	s16 *volume = job->next.output[out].volume;
	unsigned int ch;

	for (ch = 0; ch < DONGLE_CHANNELS; ch++) {
		if (!level_floor(&range, &job->request->volume[target][ch], &volume[ch]))
			return out_of_range(job, SET_VOLUME + target, out, &range);
		volume[ch] = min(volume[ch], limited.max);
	}
	return true;
}

static bool place(struct job *job, enum target target, unsigned int out)
{
	struct level_range range = level_range_of(job->info, &job->next, out);
	s16 *volume = job->next.output[out].volume;
	unsigned int ch;

	for (ch = 0; ch < DONGLE_CHANNELS; ch++)
		if (!level_apply(&range, &job->request->volume[target][ch], &volume[ch]))
			return out_of_range(job, SET_VOLUME + target, out, &range);
	return true;
}

static bool plan_volume(struct job *job, enum target target)
{
	enum setting setting = SET_VOLUME + target;
	const struct dongle_output_state *volume = job->next.output;
	unsigned int out;

	if (!request_has(job->request, setting))
		return true;
	if (!find_output(job, &of_outputs[0], target, &out))
		return false;
	job->asked |= USB_DONGLE_F_VOLUME(out);
	if (!(job->request->where[setting] ? place_kept(job, target, out) :
					     place(job, target, out)))
		return false;
	if (!job->info->mono || volume[out].volume[0] == volume[out].volume[1])
		return true;
	blame(job, setting);
	text_add(&job->error, "'%s' is two levels; this device has one for both channels",
		 job->request->text[setting]);
	return false;
}

static bool plan_mute(struct job *job, enum target target)
{
	enum mute mute = job->request->mute[target];
	unsigned int out;

	if (!request_has(job->request, SET_MUTE + target))
		return true;
	if (!find_output(job, &of_outputs[1], target, &out))
		return false;
	job->next.output[out].mute = mute == MUTE_TOGGLE ? !job->cur->output[out].mute :
							   mute == MUTE_ON;
	job->asked |= USB_DONGLE_F_MUTE(out);
	return true;
}

static bool plan_limit_gain(struct job *job)
{
	u8 gain = job->request->limit_gain;

	if (!gain)
		return true;
	job->next.limit_gain = gain == LIMIT_AT_ANY_GAIN ? 0 : gain;
	job->asked |= USB_DONGLE_F_LIMIT_GAIN;
	if (job->info->flags & USB_DONGLE_LIMIT_GAIN &&
	    dongle_state_valid(job->info, USB_DONGLE_F_LIMIT_GAIN, &job->next))
		return true;
	text_add(&job->error, "this device has no limit that is meant at this gain");
	return false;
}

static bool plan_limits(struct job *job)
{
	enum target target;

	if (!plan_limit_gain(job))
		return false;
	for (target = 0; target < TARGETS; target++)
		if (!plan_limit(job, target))
			return false;
	return true;
}

static bool plan_levels(struct job *job)
{
	enum target target;

	for (target = 0; target < TARGETS; target++)
		if (!plan_volume(job, target) || !plan_mute(job, target))
			return false;
	return true;
}

/* What nobody asked for, and headphones decide. */
static bool plan_headphones(struct job *job)
{
	const struct request *request = job->request;
	u32 chosen;

	if (!request->leaves)
		return true;
	if (!profile_known(job->info, &request->headphones)) {
		blame(job, SET_HEADPHONES);
		text_add(&job->error, "nobody knows the full scale of this device; %s",
			 "give it in a file of dongles, see dongle-ctl-advise(1)");
		return false;
	}
	chosen = profile_apply(job->info, job->cur, request, job->asked, &job->next);
	job->asked |= chosen;
	job->counted |= chosen & (USB_DONGLE_F_LIMIT(0) | USB_DONGLE_F_LIMIT(1));
	return true;
}

/* What the device does by itself. Return: the fields that change so. */
static u32 obey_limits(struct job *job)
{
	struct dongle_output_state *o = job->next.output;
	unsigned int out, ch;
	u32 lowered = 0;
	s16 top;

	for (out = 0; out < DONGLE_OUTPUTS; out++, o++) {
		if (!(job->info->output[out].caps & USB_DONGLE_CAP_LIMIT) ||
		    !(job->asked & (USB_DONGLE_F_LIMIT(out) | USB_DONGLE_F_LIMIT_GAIN |
				    USB_DONGLE_F_GAIN)))
			continue;
		top = dongle_state_top(job->info, &job->next, out);
		for (ch = 0; ch < DONGLE_CHANNELS; ch++) {
			if (o->volume[ch] > top)
				lowered |= USB_DONGLE_F_VOLUME(out);
			o->volume[ch] = min(o->volume[ch], top);
		}
	}
	return lowered;
}

/* Where outputs are matched, one moves the other. */
static bool obey_match(struct job *job, u32 *follows)
{
	struct dongle_state before = job->next;

	if (dongle_state_match(job->info, job->asked, &job->next)) {
		text_add(&job->error,
			 "the outputs are matched, and one of them cannot go so high: its highest level, or its limit, is in the way");
		return false;
	}
	*follows |= dongle_state_diff(&before, &job->next);
	return true;
}

bool plan_make(struct plan *plan, const struct dongle_info *info, const struct dongle_state *cur,
	       const struct request *request)
{
	struct job job = {
		.info = info, .cur = cur, .request = request, .next = *cur,
		.error = { plan->error, sizeof(plan->error), 0 },
	};

	plan->error[0] = '\0';
	if (!plan_mode(&job) || !plan_gain(&job) || !plan_filter(&job) ||
	    !plan_options(&job) || !plan_limits(&job) || !plan_headphones(&job) ||
	    !plan_keep_level(&job) || !plan_levels(&job))
		return false;
	/* a choice of one exists, and is made, but is no field */
	job.asked &= dongle_state_writable(info);
	plan->follows = obey_limits(&job);
	if (!obey_match(&job, &plan->follows))
		return false;
	plan->state = job.next;
	plan->mask = job.asked & dongle_state_diff(cur, &job.next);
	if (plan->mask && !request_is_kept(request))
		plan->mask = job.asked;
	plan->counted = job.counted & plan->mask;
	return true;
}
