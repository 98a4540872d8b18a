// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>

#include "../../driver/host/models.h"
#include "names.h"
#include "option.h"

static const char *const switch_words[] = { "off", "on" };

/* The union of all models, in the order of their table; made before any thread starts. */
static struct {
	const struct dongle_option *option[OPTION_KEYS_MAX];
	char name[OPTION_KEYS_MAX][OPTION_NAME_MAX];
	unsigned int count;
} all;

static void add_key(const struct dongle_option *option)
{
	unsigned int n = 0;

	while (n < all.count && strcmp(all.option[n]->key, option->key))
		n++;
	if (n < all.count || n == OPTION_KEYS_MAX)
		return;
	snprintf(all.name[n], OPTION_NAME_MAX, "--%s", option->key);
	all.option[all.count++] = option;
}

static void __attribute__((constructor)) make_all(void)
{
	const struct dongle_model *model;
	unsigned int i;

	for (model = dongle_models; model->name; model++)
		for (i = 0; i < DONGLE_OPTIONS && model->kind->options[i].count; i++)
			add_key(&model->kind->options[i]);
}

unsigned int option_count(void)
{
	return all.count;
}

const char *option_name(unsigned int n)
{
	return n < option_count() ? all.name[n] : NULL;
}

const struct dongle_option *option_any(unsigned int n)
{
	return n < option_count() ? all.option[n] : NULL;
}

static bool is_key(const struct dongle_option *option, unsigned int n)
{
	return option->count && !strcmp(option->key, all.option[n]->key);
}

bool option_allows(unsigned int n, const char *text)
{
	const struct dongle_model *model;
	unsigned int i;

	for (model = dongle_models; model->name; model++)
		for (i = 0; i < DONGLE_OPTIONS; i++)
			if (is_key(&model->kind->options[i], n) &&
			    option_parse(&model->kind->options[i], text) >= 0)
				return true;
	return false;
}

/* Has a model before this one the very same list? */
static bool is_described(const struct dongle_option *option, unsigned int n,
			 const struct dongle_model *before)
{
	const struct dongle_option *other;
	const struct dongle_model *model;
	unsigned int i;

	for (model = dongle_models; model < before; model++) {
		other = model->kind->options;
		for (i = 0; i < DONGLE_OPTIONS; i++, other++)
			if (is_key(other, n) && other->values == option->values &&
			    other->count == option->count && other->min == option->min)
				return true;
	}
	return false;
}

void option_describe(struct text *text, unsigned int n)
{
	const struct dongle_option *option;
	const struct dongle_model *model;
	const char *separator = "";
	unsigned int i;

	for (model = dongle_models; model->name; model++) {
		option = model->kind->options;
		for (i = 0; i < DONGLE_OPTIONS; i++, option++) {
			if (!is_key(option, n) || is_described(option, n, model))
				continue;
			text_add(text, "%s", separator);
			option_values(text, option);
			separator = ", ";
		}
	}
}

unsigned int option_of(const struct dongle_info *info, unsigned int n)
{
	unsigned int i = 0;

	while (i < DONGLE_OPTIONS && !is_key(&info->options[i], n))
		i++;
	return i;
}

bool option_is_switch(const struct dongle_option *option)
{
	return !option->values && option->count == 2 && !option->min;
}

void option_values(struct text *text, const struct dongle_option *option)
{
	const char *separator = "";
	unsigned int i;

	if (option->values || option_is_switch(option)) {
		for (i = 0; i < option->count; i++) {
			text_add(text, "%s", separator);
			option_format(text, option, i);
			separator = ", ";
		}
		return;
	}
	text_add(text, "%d to %d", option->min, option->min + option->count - 1);
}

static int parse_number(const struct dongle_option *option, const char *text)
{
	char *end;
	long n;

	if (*text != '-' && *text != '+' && (*text < '0' || *text > '9'))
		return -1;
	n = strtol(text, &end, 10);
	if (*end || end == text || n < option->min || n >= option->min + option->count)
		return -1;
	return n - option->min;
}

int option_parse(const struct dongle_option *option, const char *text)
{
	bool is_switch = option_is_switch(option);
	unsigned int i;

	if (!option->values && !is_switch)
		return parse_number(option, text);
	for (i = 0; i < option->count; i++)
		if (!strcmp(text, is_switch ? switch_words[i] : option->values[i].key))
			return i;
	return -1;
}

void option_format(struct text *text, const struct dongle_option *option, u8 value)
{
	if (option->values)
		text_add(text, "%s", option->values[value].key);
	else if (option_is_switch(option))
		text_add(text, "%s", switch_words[value]);
	else
		text_add(text, "%d", option->min + value);
}
