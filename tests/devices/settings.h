/* SPDX-License-Identifier: GPL-2.0-only */
/* What a dongle can be set to: a table, and how its protocol addresses each row. */
#ifndef SETTINGS_H
#define SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#define MAX_SETTINGS	24

struct setting {
	const char *name;
	uint32_t power_on;
	uint8_t command;	/* that writes it, 0: read-only */
	uint8_t argument;	/* where in the command's, from 0 */
	uint8_t max;		/* of each byte */
	const uint8_t *only;	/* ascending up to max: no other values */
	uint8_t question;	/* that asks for it */
	uint8_t offset;		/* in the reply */
	uint8_t bytes;		/* 0: one */
	bool latched;		/* a write takes effect with settings_latch() */
	uint8_t (*read)(void);	/* instead of a value of its own */
};

/* The first byte on the wire is the most significant one of a value. */
struct settings {
	const struct setting *table;	/* ends with one without a name */
	uint32_t written[MAX_SETTINGS];
	uint32_t live[MAX_SETTINGS];
};

void settings_power_on(struct settings *settings, const struct setting *table);

/* As a knob would. Return: whether there is such a setting and value. */
bool settings_set(struct settings *settings, const char *name, uint32_t value);

/* " name=value" of each, as it is in effect. */
void settings_print(const struct settings *settings);

/* Return: how many bytes of arguments the command has, 0 when there is no such command. */
unsigned int settings_arguments(const struct settings *settings, uint8_t command);

bool settings_is_question(const struct settings *settings, uint8_t question);

/* Return: whether all of it was valid; nothing of it is done otherwise. */
bool settings_write(struct settings *settings, uint8_t command, const uint8_t *arguments);

void settings_latch(struct settings *settings);

/* Puts what was written into a reply. */
void settings_reply(const struct settings *settings, uint8_t question, uint8_t *reply);

#endif
