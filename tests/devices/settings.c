// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <string.h>

#include "settings.h"

static unsigned int width(const struct setting *setting)
{
	return setting->bytes ? setting->bytes : 1;
}

static bool byte_allowed(const struct setting *setting, uint8_t byte)
{
	const uint8_t *only = setting->only;

	if (!only || byte > setting->max)
		return byte <= setting->max;
	while (*only < byte)
		only++;
	return *only == byte;
}

static bool allowed(const struct setting *setting, uint32_t value)
{
	unsigned int i;

	for (i = 0; i < width(setting); i++)
		if (!byte_allowed(setting, value >> 8 * i))
			return false;
	return (uint64_t)value >> 8 * i == 0;
}

static uint32_t get_bytes(const struct setting *setting, const uint8_t *data)
{
	uint32_t value = 0;
	unsigned int i;

	for (i = 0; i < width(setting); i++)
		value = value << 8 | data[i];
	return value;
}

static void put_bytes(const struct setting *setting, uint32_t value, uint8_t *data)
{
	unsigned int i = width(setting);

	for (; i; value >>= 8)
		data[--i] = value;
}

void settings_power_on(struct settings *settings, const struct setting *table)
{
	unsigned int i;

	settings->table = table;
	for (i = 0; table[i].name; i++)
		settings->written[i] = table[i].power_on;
	settings_latch(settings);
}

bool settings_set(struct settings *settings, const char *name, uint32_t value)
{
	const struct setting *table = settings->table;
	unsigned int i = 0;

	while (table[i].name && strcmp(table[i].name, name))
		i++;
	if (!table[i].name || table[i].read || !allowed(&table[i], value))
		return false;
	settings->written[i] = value;
	settings->live[i] = value;
	return true;
}

void settings_print(const struct settings *settings)
{
	const struct setting *setting = settings->table;
	const uint32_t *value = settings->live;

	for (; setting->name; setting++, value++)
		printf(" %s=%0*x", setting->name,
		       setting->max > 9 || setting->bytes ? 2 * (int)width(setting) : 1,
		       setting->read ? setting->read() : *value);
}

unsigned int settings_arguments(const struct settings *settings, uint8_t command)
{
	const struct setting *setting;
	unsigned int n = 0;

	for (setting = settings->table; command && setting->name; setting++)
		if (setting->command == command)
			n += width(setting);
	return n;
}

bool settings_is_question(const struct settings *settings, uint8_t question)
{
	const struct setting *setting = settings->table;

	while (setting->name && setting->question != question)
		setting++;
	return setting->name;
}

bool settings_write(struct settings *settings, uint8_t command, const uint8_t *arguments)
{
	const struct setting *table = settings->table;
	unsigned int i;

	for (i = 0; table[i].name; i++)
		if (table[i].command == command &&
		    !allowed(&table[i], get_bytes(&table[i], arguments + table[i].argument)))
			return false;
	for (i = 0; table[i].name; i++) {
		if (table[i].command != command)
			continue;
		settings->written[i] = get_bytes(&table[i], arguments + table[i].argument);
		if (!table[i].latched)
			settings->live[i] = settings->written[i];
	}
	return true;
}

void settings_latch(struct settings *settings)
{
	memcpy(settings->live, settings->written, sizeof(settings->live));
}

void settings_reply(const struct settings *settings, uint8_t question, uint8_t *reply)
{
	const struct setting *setting = settings->table;
	const uint32_t *value = settings->written;

	for (; setting->name; setting++, value++)
		if (setting->question == question)
			put_bytes(setting, setting->read ? setting->read() : *value,
				  reply + setting->offset);
}
