// SPDX-License-Identifier: GPL-2.0-only
/* Random ways from state to state: none is louder than both of its ends. */
#include "state.h"
#include "steps.h"
#include "tap.h"

#define SILENT	(-0x10000)

/* One way, in order: the state before, the steps. */
struct way {
	struct dongle_info info;
	struct dongle_state state[DONGLE_STEPS_MAX + 1];
	unsigned int steps;
	struct dongle_state next;
};

static unsigned int seed_state;

/* The same numbers on every machine. Return: below @n. */
static unsigned int pick(unsigned int n)
{
	seed_state = seed_state * 1103515245U + 12345U;
	return (seed_state >> 16) % n;
}

static void random_info(struct dongle_info *info)
{
	unsigned int i;

	memset(info, 0, sizeof(*info));
	info->flags = pick(4) ? 0 : USB_DONGLE_SHARED_LEVEL;
	info->modes = 7;
	info->gains = 7;
	for (i = 0; i < USB_DONGLE_GAINS; i++)
		info->gain_level[i] = -(int)pick(5000);
	info->filters[0] = 1;
	info->filters[1] = 2;
	for (i = 0; i < DONGLE_OUTPUTS; i++) {
		info->output[i].connector = 1 + i;
		info->output[i].caps = i && info->flags ? 0x38 : 0x3f;
		info->output[i].volume_step = 1 + pick(300);
		info->output[i].volume_min = -(int)pick(20000);
		info->output[i].volume_max = info->output[i].volume_min +
					     info->output[i].volume_step * pick(60);
	}
}

static s16 random_level(const struct dongle_output_info *info)
{
	unsigned int n = (info->volume_max - info->volume_min) / info->volume_step;

	return info->volume_min + info->volume_step * pick(n + 1);
}

static void random_state(const struct dongle_info *info, struct dongle_state *state)
{
	struct dongle_output_state *o;
	unsigned int i;

	memset(state, 0, sizeof(*state));
	state->mode = pick(3);
	state->active = pick(4);
	state->gain = pick(3);
	state->filter = pick(2);
	for (i = 0; i < DONGLE_OUTPUTS; i++) {
		o = &state->output[i];
		o->plug = pick(3);
		o->impedance = pick(600);
		if (o->plug == USB_DONGLE_PLUG_SHORTED)
			state->active &= ~BIT(i);
		if (!(info->output[i].caps & USB_DONGLE_CAP_VOLUME))
			continue;
		o->volume[0] = random_level(&info->output[i]);
		o->volume[1] = random_level(&info->output[i]);
		o->limit = info->output[i].volume_max;
		o->mute = !pick(4);
	}
}

/* Some fields stay, as in real changes. */
static void keep_some(struct dongle_state *next, const struct dongle_state *cur)
{
	if (pick(2))
		next->gain = cur->gain;
	if (pick(2))
		next->active = cur->active;
	if (pick(2))
		memcpy(next->output, cur->output, sizeof(next->output));
}

static bool is_live(const struct dongle_info *info, const struct dongle_state *s, unsigned int out)
{
	unsigned int level = info->flags & 1 ? 0 : out;

	return (s->active >> out & 1) && !s->output[level].mute;
}

static int loudness(const struct dongle_info *info, const struct dongle_state *s,
		    unsigned int out, unsigned int ch)
{
	unsigned int level = info->flags & 1 ? 0 : out;

	if (!is_live(info, s, out))
		return SILENT;
	return s->output[level].volume[ch] + info->gain_level[s->gain];
}

static const char *check_loudness(const struct way *way, const struct dongle_state *s)
{
	const struct dongle_state *cur = &way->state[0];
	unsigned int out, ch;
	int now;

	for (out = 0; out < DONGLE_OUTPUTS; out++) {
		for (ch = 0; ch < DONGLE_CHANNELS; ch++) {
			now = loudness(&way->info, s, out, ch);
			if (now > loudness(&way->info, cur, out, ch) &&
			    now > loudness(&way->info, &way->next, out, ch))
				return "louder than both ends";
		}
	}
	return NULL;
}

/* Where one output opens, none closes, and none is live that will not stay. */
static const char *check_order(const struct way *way, unsigned int step)
{
	bool opens = false, closes = false, leaving = false, was, is;
	unsigned int out;

	for (out = 0; out < DONGLE_OUTPUTS; out++) {
		was = is_live(&way->info, &way->state[step - 1], out);
		is = is_live(&way->info, &way->state[step], out);
		opens |= is && !was;
		closes |= was && !is;
		leaving |= is && !is_live(&way->info, &way->next, out);
	}
	return opens && (closes || leaving) ? "opens before the other closed" : NULL;
}

/* A device may carry out a step in any order: a step does one kind of thing. */
static const char *check_kind(const struct way *way, unsigned int step)
{
	const struct dongle_state *was = &way->state[step - 1], *is = &way->state[step];
	int change = way->info.gain_level[is->gain] - way->info.gain_level[was->gain];
	bool raises = change > 0, lowers = change < 0, switches = false;
	unsigned int out, ch;

	for (out = 0; out < DONGLE_OUTPUTS; out++) {
		switches |= is_live(&way->info, was, out) != is_live(&way->info, is, out);
		for (ch = 0; ch < DONGLE_CHANNELS; ch++) {
			change = is->output[out].volume[ch] - was->output[out].volume[ch];
			raises |= change > 0;
			lowers |= change < 0;
		}
	}
	if (raises && lowers)
		return "raises and lowers in one step";
	return switches && (raises || lowers) ? "switches and changes levels in one step" : NULL;
}

static const char *check_way(const struct way *way)
{
	const char *fault = NULL;
	unsigned int i;

	if (way->steps > 4)
		return "more than four steps";
	if (memcmp(&way->state[way->steps], &way->next, sizeof(way->next)))
		return "does not end at the end";
	for (i = 1; i <= way->steps && !fault; i++) {
		if (!memcmp(&way->state[i - 1], &way->state[i], sizeof(way->next)))
			fault = "a step that changes nothing";
		if (!fault)
			fault = check_loudness(way, &way->state[i]);
		if (!fault)
			fault = check_order(way, i);
		if (!fault)
			fault = check_kind(way, i);
	}
	return fault;
}

/* Goes from the first state of the way to its next. */
static const char *go(struct way *way)
{
	way->steps = dongle_state_steps(&way->info, &way->state[0], &way->next, &way->state[1]);
	return check_way(way);
}

const char *steps_fault(const struct dongle_info *info, const struct dongle_state *cur,
			const struct dongle_state *next)
{
	struct way way = { .info = *info, .state = { *cur }, .next = *next };

	return go(&way);
}

int steps_check(unsigned int seed, unsigned int rounds)
{
	struct way way;
	const char *fault;
	unsigned int i;

	seed_state = seed;
	for (i = 0; i < rounds; i++) {
		random_info(&way.info);
		random_state(&way.info, &way.state[0]);
		random_state(&way.info, &way.next);
		keep_some(&way.next, &way.state[0]);
		fault = go(&way);
		if (!fault)
			continue;
		tap_note("seed %u, round %u: %s", seed, i, fault);
		return 1;
	}
	return 0;
}
