/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What dongle-gadget.conf says, checked and in the words of configfs, and what
 * is made of it.
 */
#ifndef DONGLE_GADGET_H
#define DONGLE_GADGET_H

#include <stdbool.h>
#include <stdio.h>

#include "text.h"

#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))

enum gadget_exit {
	GADGET_OK	= 0,
	GADGET_SYSTEM	= 1,	/* the kernel refused, or something is not there (yet) */
	GADGET_USAGE	= 2,
	GADGET_FILE	= 6,	/* as dongle-ctl's */
};

#define VALUE_MAX	192	/* a line has less */

/* The alsaloop that runs between them takes no more. */
#define BRIDGE_RATE_MAX	192000

/* Keys that are looked at by name; all others are only written to configfs. */
#define KEY_SERIAL	"serial"
#define KEY_CONTROLLER	"controller"
#define KEY_STAGE	"stage"
#define KEY_CODEC	"codec"
#define KEY_LATENCY	"latency"
#define KEY_PERIOD	"period"

struct key;

/**
 * struct form - a kind of value
 * @take: turns what was written into what configfs takes; false with @why
 *	written: what is wrong and what is allowed
 */
struct form {
	bool (*take)(const struct key *key, const char *value, char out[VALUE_MAX],
		     struct text *why);
};

/**
 * struct key - a setting
 * @section: it stands below
 * @name: of it
 * @attribute: where its value goes, below the gadget's folder; NULL: nowhere
 * @fallback: the value where nothing is written; NULL: none
 * @describes: it describes an output stage, which one with hardware does itself
 * @form: of its value
 * @min: of each number of the value
 * @max: of each
 * @names: words the value can be of, NULL ends them
 */
struct key {
	const char *section;
	const char *name;
	const char *attribute;
	const char *fallback;
	bool describes;
	const struct form *form;
	int min, max;
	const char *const *names;
};

extern const struct key gadget_keys[];
extern const unsigned int gadget_keys_count;

#define GADGET_KEYS_MAX	48	/* more than there are */

/**
 * struct entry - what a setting is
 * @value: for configfs, or for the bridge
 * @line: where it was written; 0 is a fallback
 * @given: is it to be written at all
 */
struct entry {
	char value[VALUE_MAX];
	unsigned int line;
	bool given;
};

/**
 * struct gadget - a file, read
 * @path: of the file
 * @entry: one for each of gadget_keys
 */
struct gadget {
	const char *path;
	struct entry entry[GADGET_KEYS_MAX];
};

/**
 * gadget_read - read a file and check all that is in it
 * @gadget: result
 * @path: file; must stay
 * @err: where complaints go, each with its line
 *
 * Return: whether nothing was wrong.
 */
bool gadget_read(struct gadget *gadget, const char *path, FILE *err);

/**
 * gadget_entry - look a setting up
 * @gadget: file
 * @section: of the key
 * @name: of the key
 *
 * Return: its entry; @given tells whether there is one.
 */
const struct entry *gadget_entry(const struct gadget *gadget, const char *section,
				 const char *name);

/**
 * gadget_start - make the gadget and bind it to its controller, or change nothing
 * @gadget: what
 * @configfs: where configfs is mounted
 * @err: where complaints go
 *
 * Return: GADGET_*.
 */
enum gadget_exit gadget_start(const struct gadget *gadget, const char *configfs, FILE *err);

/**
 * gadget_stop - take it down, also half of one; none is fine
 * @configfs: where configfs is mounted
 * @err: where complaints go
 *
 * Return: GADGET_*.
 */
enum gadget_exit gadget_stop(const char *configfs, FILE *err);

/**
 * gadget_serial - the serial number of a board without one in the file
 * @serial: result: the board's own, else made of the machine's id
 *
 * Return: false where there is neither.
 */
bool gadget_serial(char serial[VALUE_MAX]);

/**
 * bridge_run - have alsaloop bridge sound to the codec whenever the host plays
 * @gadget: file
 * @err: where complaints go
 *
 * Return: GADGET_*, once a signal or an error ends it.
 */
enum gadget_exit bridge_run(const struct gadget *gadget, FILE *err);

#endif /* DONGLE_GADGET_H */
