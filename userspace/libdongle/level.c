// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "level.h"
#include "state.h"

#define BILLION		1000000000LL
#define SPL_MIN		40
#define SPL_MAX		140
#define AMOUNT_MAX	9999	/* dB or percent: products stay within 64 bits */
#define PER_DB		256
#define PER_STEP_8	390625	/* 1/256 dB in 1e-8 dB */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Decimal number, not as the locale has it. Return: what follows, or NULL. */
static const char *parse_number(const char *s, s64 *billionths)
{
	s64 whole = 0, part = 0, unit = BILLION;
	const char *start = s;

	for (; is_digit(*s); s++) {
		whole = whole * 10 + (*s - '0');
		if (whole > AMOUNT_MAX)
			return NULL;
	}
	if (s == start)
		return NULL;
	if (*s == '.') {
		if (!is_digit(*++s))
			return NULL;
		for (; is_digit(*s); s++) {
			unit /= 10;
			part += (*s - '0') * unit;
		}
	}
	*billionths = whole * BILLION + part;
	return s;
}

static const char *parse_unit(const char *s, bool *percent)
{
	*percent = *s == '%';
	if (*percent)
		return s + 1;
	return strncasecmp(s, "dB", 2) ? s : s + 2;
}

/* Takes the sign at @s if there is one. */
static const char *parse_sign(const char *s, char *sign)
{
	*sign = *s == '+' || *s == '-' ? *s : '\0';
	return *sign ? s + 1 : s;
}

/* A leading minus is part of the number: levels are negative. */
static bool sensible(const struct level_change *change, char lead, char trail)
{
	if (lead && trail)
		return false;
	if (!change->percent)
		return true;
	return lead != '-' && (change->relative || change->amount <= 100 * BILLION);
}

/* Return: what follows the level, or NULL. */
static const char *parse_channel(const char *s, struct level_change *change)
{
	char lead, trail;

	s = parse_number(parse_sign(s, &lead), &change->amount);
	if (!s)
		return NULL;
	s = parse_sign(parse_unit(s, &change->percent), &trail);
	change->relative = lead == '+' || trail;
	if (!sensible(change, lead, trail))
		return NULL;
	if (lead == '-' || trail == '-')
		change->amount = -change->amount;
	return s;
}

bool level_parse(struct level_change change[DONGLE_CHANNELS], const char *text)
{
	const char *s = parse_channel(text, &change[0]);

	if (!s)
		return false;
	change[1] = change[0];
	if (*s == ',')
		s = parse_channel(s + 1, &change[1]);
	return s && !*s;
}

/* Return: what follows @unit, with blanks in front or none. */
static const char *skip_unit(const char *s, const char *unit)
{
	size_t len = strlen(unit);

	s += strspn(s, " \t");
	return strncasecmp(s, unit, len) ? NULL : s + len;
}

bool level_parse_spl(double *spl, const char *text)
{
	s64 billionths;
	const char *s = parse_number(text, &billionths);

	s = s ? skip_unit(s, "dB") : NULL;
	s = s ? skip_unit(s, "SPL") : NULL;
	if (!s || *s || billionths < SPL_MIN * BILLION || billionths > SPL_MAX * BILLION)
		return false;
	*spl = billionths / (double)BILLION;
	return true;
}

struct level_range level_range_of(const struct dongle_info *info, const struct dongle_state *state,
				  unsigned int out)
{
	const struct dongle_output_info *o = &info->output[out];

	return (struct level_range){
		.min = o->volume_min,
		.max = dongle_state_top(info, state, out),
		.step = o->volume_step,
	};
}

/* Rounds up; @by is above 0. */
static s64 divide_up(s64 value, s64 by)
{
	return value / by + (value % by > 0);
}

/* Return: nearest level of the grid, which here has no ends; ties go down. */
static s64 nearest(const struct level_range *range, s64 billionths)
{
	s64 above = billionths - range->min * BILLION;
	s64 step = range->step * BILLION;

	return range->min + divide_up(2 * above - step, 2 * step) * range->step;
}

static s64 amount_of(const struct level_range *range, const struct level_change *change)
{
	if (change->percent)
		return change->amount * (range->max - range->min) / 100;
	return change->amount * PER_DB;
}

static s64 add_relative(const struct level_range *range, const struct level_change *change,
			int level)
{
	s64 to = nearest(range, level * BILLION + amount_of(range, change));

	if (change->percent && change->amount && to == level)
		to += change->amount > 0 ? range->step : -range->step;
	if (to > range->max)
		return range->max;
	return to < range->min ? range->min : to;
}

bool level_apply(const struct level_range *range, const struct level_change *change, s16 *level)
{
	s64 to;

	if (change->relative)
		to = add_relative(range, change, *level);
	else
		to = nearest(range, amount_of(range, change) +
				    (change->percent ? range->min * BILLION : 0));
	if (to < range->min || to > range->max)
		return false;
	*level = to;
	return true;
}

bool level_floor(const struct level_range *range, const struct level_change *change, s16 *level)
{
	s64 above = amount_of(range, change) - (change->percent ? 0 : range->min * BILLION);

	if (above < 0 || above > (range->max - range->min) * BILLION)
		return false;
	*level = range->min + above / (range->step * BILLION) * range->step;
	return true;
}

bool level_add(const struct level_range *range, int delta, s16 *level)
{
	int above = *level + delta - range->min;

	if (above < 0)
		return false;
	*level = min(range->min + above / range->step * range->step, range->max);
	return true;
}

const char *level_format(char text[LEVEL_TEXT_MAX], int level)
{
	s64 value = (s64)abs(level) * PER_STEP_8;
	size_t len;

	len = snprintf(text, LEVEL_TEXT_MAX, "%s%d.%08d", level < 0 ? "-" : "",
		       (int)(value / (BILLION / 10)), (int)(value % (BILLION / 10)));
	while (text[len - 1] == '0' && text[len - 2] != '.')
		text[--len] = '\0';
	return text;
}
