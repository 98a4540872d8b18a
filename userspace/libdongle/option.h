/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What there is to choose beyond the protocol: LED, amplifier class, balance. All
 * that any model has, from the table of models.
 */
#ifndef LIBDONGLE_OPTION_H
#define LIBDONGLE_OPTION_H

#include "model.h"
#include "text.h"

#define OPTION_KEYS_MAX	8
#define OPTION_NAME_MAX	32
#define OPTION_TEXT_MAX	32

/**
 * option_count - how many different options all models together have
 *
 * Return: at most OPTION_KEYS_MAX.
 */
unsigned int option_count(void);

/**
 * option_name - the option of the command line
 * @n: below option_count()
 *
 * Return: such as "--led".
 */
const char *option_name(unsigned int n);

/**
 * option_allows - has any model such a value
 * @n: below option_count()
 * @text: value
 *
 * Return: whether one has.
 */
bool option_allows(unsigned int n, const char *text);

/**
 * option_describe - what can be chosen on any model
 * @text: where to: "on, temporarily-off, off"
 * @n: below option_count()
 */
void option_describe(struct text *text, unsigned int n);

/**
 * option_any - what it is on some model
 * @n: below option_count()
 *
 * Return: of the first model that has it.
 */
const struct dongle_option *option_any(unsigned int n);

/**
 * option_of - which of a device's options one is
 * @info: device
 * @n: below option_count()
 *
 * Return: index into @info->options, or DONGLE_OPTIONS: it has no such option.
 */
unsigned int option_of(const struct dongle_info *info, unsigned int n);

/**
 * option_values - what can be chosen on a device
 * @text: where to
 * @option: one of its options
 */
void option_values(struct text *text, const struct dongle_option *option);

/**
 * option_parse - a value as a person writes it
 * @option: one of a device's options
 * @text: value
 *
 * Return: for dongle_state.option, or -1: there is none like that.
 */
int option_parse(const struct dongle_option *option, const char *text);

/**
 * option_format - a value as option_parse() reads it
 * @text: where to
 * @option: one of a device's options
 * @value: of dongle_state.option
 */
void option_format(struct text *text, const struct dongle_option *option, u8 value);

/**
 * option_is_switch - is it just on or off
 * @option: one of a device's options
 *
 * Return: whether it is; then its value is 0 or 1.
 */
bool option_is_switch(const struct dongle_option *option);

#endif /* LIBDONGLE_OPTION_H */
