// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "figures.h"
#include "loudness.h"

#define NUMBER_MAX	16	/* digits and a point */

struct range {
	double min, max;
	const char *allowed;
};

static const struct range ranges[FIGURES] = {
	[FIGURE_IMPEDANCE] = { 1, 10000, "1 to 10000 ohm, such as 32" },
	[FIGURE_SENSITIVITY] = { 50, 150, "50 to 150, such as 104dB/mW or 104dB/V" },
	[FIGURE_TARGET] = { 40, 140, "40 to 140 dB SPL, such as 110" },
	[FIGURE_FULL_SCALE] = {
		1, 100000,
		"1 to 100000 mV (RMS), such as 2000, or 2000,4000 with balanced, or ,4000 of balanced alone"
	},
	[FIGURE_SOURCE_IMPEDANCE] = {
		0.001, 10000,
		"0.001 to 10000 ohm, such as 0.5, or 0.5,1 with balanced, or ,1 of balanced alone; "
		"without it none is assumed"
	},
};

/* Decimal, and nothing else that strtod() takes. Return: what follows, or NULL. */
static const char *parse_number(const char *s, double *number)
{
	size_t len = strspn(s, "0123456789.");
	char buf[NUMBER_MAX + 1], *end;

	if (!len || len > NUMBER_MAX)
		return NULL;
	memcpy(buf, s, len);
	buf[len] = '\0';
	*number = strtod(buf, &end);
	return *end ? NULL : s + len;
}

static const char *skip_blanks(const char *s)
{
	return s + strspn(s, " \t");
}

/* Return: what follows @unit where that is there, in any case of letters. */
static const char *skip_unit(const char *s, const char *unit)
{
	const char *start = skip_blanks(s);
	size_t len = strlen(unit);

	return strncasecmp(start, unit, len) ? s : skip_blanks(start + len);
}

static bool in_range(enum figure figure, double number)
{
	return number >= ranges[figure].min && number <= ranges[figure].max;
}

static bool refuse(enum figure figure, const char *value, struct text *why)
{
	text_add(why, "'%.40s' is not possible; allowed: %s", value, ranges[figure].allowed);
	return false;
}

static bool read_one(enum figure figure, const char *value, const char *unit, double *number,
		     struct text *why)
{
	const char *end = parse_number(value, number);

	if (!end || *skip_unit(end, unit) || !in_range(figure, *number))
		return refuse(figure, value, why);
	return true;
}

/* Of both outputs, of the first, or behind a comma of the second alone. */
static bool read_outputs(enum figure figure, const char *value, const char *unit,
			 double number[DONGLE_OUTPUTS], struct text *why)
{
	double read[DONGLE_OUTPUTS] = {};
	const char *s = value;
	unsigned int i;

	for (i = 0; i < DONGLE_OUTPUTS && s && *s; i++) {
		if (*s != ',') {
			s = parse_number(s, &read[i]);
			if (!s || !in_range(figure, read[i]))
				return refuse(figure, value, why);
			s = skip_unit(s, unit);
		}
		if (*s == ',' && s[1])
			s++;
		else
			break;
	}
	if (!s || *s || !(read[0] || read[1]))
		return refuse(figure, value, why);
	memcpy(number, read, sizeof(read));
	return true;
}

/* "104dB/mW", "104 dB SPL/V", "104 dB/1 Vrms". Return: what follows, or NULL. */
static const char *parse_unit(const char *s, bool *per_mw)
{
	s = skip_unit(skip_unit(s, "dB"), "SPL");
	if (*s != '/')
		return NULL;
	s = skip_unit(s + 1, "1");
	*per_mw = !strncasecmp(s, "mW", 2);
	if (*per_mw)
		return skip_blanks(s + 2);
	if (tolower((unsigned char)*s) != 'v')
		return NULL;
	return skip_blanks(skip_unit(s + 1, "rms"));
}

static bool read_sensitivity(struct figures *figures, const char *value, struct text *why)
{
	const char *end = parse_number(value, &figures->sensitivity), *rest;

	if (!end)
		return refuse(FIGURE_SENSITIVITY, value, why);
	rest = skip_unit(skip_unit(end, "dB"), "SPL");
	if (!*rest) {
		text_add(why, "'%.40s': at 1 mW or at 1 V? These differ by %s; "
			 "allowed: %.*sdB/mW or %.*sdB/V, as the maker says it", value,
			 "15 dB at 32 ohm and 5 dB at 300 ohm", (int)(end - value), value,
			 (int)(end - value), value);
		return false;
	}
	rest = parse_unit(end, &figures->per_mw);
	if (rest && (*rest == '/' || *rest == ',')) {
		text_add(why, "'%.40s' has two units; "
			 "allowed: one of them, such as 104dB/mW or 104dB/V", value);
		return false;
	}
	if (!rest || *rest || !in_range(FIGURE_SENSITIVITY, figures->sensitivity))
		return refuse(FIGURE_SENSITIVITY, value, why);
	return true;
}

static bool set_sensitivity(struct figures *figures, const char *value, struct text *why)
{
	struct figures read = *figures;

	if (!read_sensitivity(&read, value, why))
		return false;
	if (figures->given & BIT(FIGURE_SENSITIVITY) && figures->per_mw != read.per_mw) {
		text_add(why, "'%.40s' comes after one of the other unit; allowed: one of them",
			 value);
		return false;
	}
	*figures = read;
	return true;
}

bool figures_set(struct figures *figures, enum figure figure, const char *value,
		 struct text *why)
{
	bool good = false;

	switch (figure) {
	case FIGURE_IMPEDANCE:
		good = read_one(figure, value, "ohm", &figures->impedance, why);
		break;
	case FIGURE_SENSITIVITY:
		good = set_sensitivity(figures, value, why);
		break;
	case FIGURE_TARGET:
		good = read_one(figure, value, "dB", &figures->target, why);
		break;
	case FIGURE_FULL_SCALE:
		good = read_outputs(figure, value, "mV", figures->full_scale, why);
		break;
	case FIGURE_SOURCE_IMPEDANCE:
		good = read_outputs(figure, value, "ohm", figures->source_impedance, why);
		break;
	case FIGURES:
		break;
	}
	if (good)
		figures->given |= BIT(figure);
	return good;
}

void figures_merge(struct figures *figures, const struct figures *other)
{
	u32 more = other->given & ~figures->given;
	unsigned int i;

	if (more & BIT(FIGURE_IMPEDANCE))
		figures->impedance = other->impedance;
	if (more & BIT(FIGURE_SENSITIVITY)) {
		figures->sensitivity = other->sensitivity;
		figures->per_mw = other->per_mw;
	}
	if (more & BIT(FIGURE_TARGET))
		figures->target = other->target;
	for (i = 0; i < DONGLE_OUTPUTS; i++) {
		if (!figures->full_scale[i])
			figures->full_scale[i] = other->full_scale[i];
		if (!figures->source_impedance[i])
			figures->source_impedance[i] = other->source_impedance[i];
	}
	figures->given |= more;
}

double figures_per_volt(const struct figures *figures)
{
	if (figures->per_mw)
		return loudness_per_volt(figures->sensitivity, figures->impedance);
	return figures->sensitivity;
}
