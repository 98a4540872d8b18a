// SPDX-License-Identifier: GPL-2.0-only
#include "names.h"
#include "plan.h"
#include "state.h"
#include "text.h"

/* What every rule below works on. */
struct job {
	const struct dongle_info *info;
	const struct dongle_state *cur;
	const struct request *request;
	struct dongle_state next;
	u32 asked;
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

/* Modes and gains: @available is a mask of 1 << value. */
static bool check_choice(struct job *job, enum setting setting, const struct dongle_name *names,
			 u8 available, u8 wanted)
{
	const char *separator = "";
	unsigned int i;

	if (available & BIT(wanted))
		return true;
	text_add(&job->error, "%s: this device has no '%s'; ", setting_name(setting),
		 job->request->text[setting]);
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
	text_add(&job->error, "--filter: this device has no '%s'; %s",
		 job->request->text[SET_FILTER], n ? "allowed: " : "there is nothing to select");
	for (i = 0; i < n; i++)
		text_add(&job->error, "%s%u %s", i ? ", " : "", i + 1,
			 dongle_filter_name(job->info->filters[i])->key);
	return false;
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
	struct level_range range = level_range_of(job->info, job->cur, out);
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

static bool plan_keep_level(struct job *job)
{
	const struct dongle_info *info = job->info;
	unsigned int out;
	int delta;

	if (!request_has(job->request, SET_KEEP_LEVEL))
		return true;
	delta = info->gain_level[dongle_state_gain(info, job->cur)] -
		info->gain_level[job->request->gain];
	for (out = 0; delta && out < DONGLE_OUTPUTS; out++)
		if (exists(info, out) && dongle_state_level_output(info, out) == out &&
		    !keep_output(job, out, delta))
			return false;
	return true;
}

/* Which output a level or mute is of; @base is SET_VOLUME or SET_MUTE. */
static bool find_output(struct job *job, enum setting base, enum target target, u8 cap,
			unsigned int *out)
{
	const char *name = setting_name(base + target);
	bool one = plan_one_level(job->info, out);

	if (target == TARGET_SHARED && !one) {
		text_add(&job->error, "%s: the outputs of this device are set separately: ", name);
		text_add(&job->error, "%s and %s apply", setting_name(base + TARGET_SE),
			 setting_name(base + TARGET_BALANCED));
		return false;
	}
	if (target != TARGET_SHARED && shared(job->info)) {
		text_add(&job->error, "%s: both outputs share one level and mute: %s applies",
			 name, setting_name(base + TARGET_SHARED));
		return false;
	}
	if (target != TARGET_SHARED)
		*out = target;
	if (job->info->output[*out].caps & cap)
		return true;
	if (exists(job->info, *out))
		text_add(&job->error, "%s: the %s output of this device has no %s of its own", name,
			 dongle_output_names[*out].label, base == SET_VOLUME ? "level" : "mute");
	else
		text_add(&job->error, "%s: this device has no %s output", name,
			 dongle_output_names[*out].label);
	return false;
}

static void out_of_range(struct job *job, enum setting setting, unsigned int out,
			 const struct level_range *range)
{
	bool limited = range->max < job->info->output[out].volume_max;
	char text[LEVEL_TEXT_MAX];

	text_add(&job->error, "%s: '%s' is out of range; allowed: %sdB to ", setting_name(setting),
		 job->request->text[setting], level_format(text, range->min));
	text_add(&job->error, "%sdB%s", level_format(text, range->max),
		 limited ? ", the limit that is set" : "");
}

static bool plan_volume(struct job *job, enum target target)
{
	const struct level_change *change = job->request->volume[target];
	enum setting setting = SET_VOLUME + target;
	struct level_range range;
	unsigned int out, ch;

	if (!request_has(job->request, setting))
		return true;
	if (!find_output(job, SET_VOLUME, target, USB_DONGLE_CAP_VOLUME, &out))
		return false;
	range = level_range_of(job->info, job->cur, out);
	job->asked |= USB_DONGLE_F_VOLUME(out);
	for (ch = 0; ch < DONGLE_CHANNELS; ch++) {
		if (level_apply(&range, &change[ch], &job->next.output[out].volume[ch]))
			continue;
		out_of_range(job, setting, out, &range);
		return false;
	}
	return true;
}

static bool plan_mute(struct job *job, enum target target)
{
	enum mute mute = job->request->mute[target];
	unsigned int out;

	if (!request_has(job->request, SET_MUTE + target))
		return true;
	if (!find_output(job, SET_MUTE, target, USB_DONGLE_CAP_MUTE, &out))
		return false;
	job->next.output[out].mute = mute == MUTE_TOGGLE ? !job->cur->output[out].mute :
							   mute == MUTE_ON;
	job->asked |= USB_DONGLE_F_MUTE(out);
	return true;
}

bool plan_make(struct plan *plan, const struct dongle_info *info, const struct dongle_state *cur,
	       const struct request *request)
{
	struct job job = {
		.info = info, .cur = cur, .request = request, .next = *cur,
		.error = { plan->error, sizeof(plan->error), 0 },
	};
	enum target target;

	plan->error[0] = '\0';
	if (!plan_mode(&job) || !plan_gain(&job) || !plan_filter(&job) || !plan_keep_level(&job))
		return false;
	for (target = 0; target < TARGETS; target++)
		if (!plan_volume(&job, target) || !plan_mute(&job, target))
			return false;
	/* a choice of one exists, and is made, but is no field */
	job.asked &= dongle_state_writable(info);
	plan->state = job.next;
	plan->mask = job.asked & dongle_state_diff(cur, &job.next) ? job.asked : 0;
	return true;
}
