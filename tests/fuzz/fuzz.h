/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What all fuzz targets need. A target is fuzz_one(); libFuzzer and AFL++ call it with
 * the bytes that they made up.
 */
#ifndef TEST_FUZZ_H
#define TEST_FUZZ_H

#include <stdio.h>

#include "model.h"

/**
 * struct fuzz - the bytes that a target has not used yet
 * @data: they
 * @left: how many
 */
struct fuzz {
	const u8 *data;
	size_t left;
};

/**
 * struct fuzz_property - something that must be so, whatever the bytes are
 * @name: what
 * @count: how often it was looked at
 */
struct fuzz_property {
	const char *name;
	unsigned long long count;
};

#define FUZZ_ATTRIBUTE	__attribute__
#define FUZZ_LISTED	FUZZ_ATTRIBUTE((section("fuzz_properties"), used))

/* Ends the program where it is not so. One that is never looked at fails the test, too. */
#define PROPERTY(good, what) do { \
	static struct fuzz_property fuzz_property FUZZ_LISTED = { (what), 0 }; \
	fuzz_judge(&fuzz_property, (good)); \
} while (0)

/* All, as the linker has them. */
extern struct fuzz_property __start_fuzz_properties, __stop_fuzz_properties;

/**
 * fuzz_judge - see PROPERTY()
 * @property: what
 * @good: is it so
 */
void fuzz_judge(struct fuzz_property *property, bool good);

/**
 * fuzz_start - called once, before the first fuzz_one()
 */
void fuzz_start(void);

/**
 * fuzz_one - the target
 * @fuzz: bytes
 */
void fuzz_one(struct fuzz *fuzz);

/**
 * fuzz_byte - take a byte
 * @fuzz: bytes
 *
 * Return: 0 once there is none left.
 */
u8 fuzz_byte(struct fuzz *fuzz);

/**
 * fuzz_below - take a number
 * @fuzz: bytes
 * @n: it is below this, which is 1 to 65536
 *
 * Return: the number.
 */
unsigned int fuzz_below(struct fuzz *fuzz, unsigned int n);

/**
 * fuzz_fill - take bytes; what is missing is 0
 * @fuzz: bytes
 * @object: where to
 * @size: how many
 */
void fuzz_fill(struct fuzz *fuzz, void *object, size_t size);

/**
 * fuzz_take - take a copy of so many bytes, or of those that are left
 * @fuzz: bytes
 * @len: how many, result: how many it was
 *
 * Return: the copy, of that very size: who reads past it is caught. free() it.
 */
u8 *fuzz_take(struct fuzz *fuzz, size_t *len);

/**
 * fuzz_text - take what is up to a byte, or up to the end
 * @fuzz: bytes
 * @end: the byte, which is left out
 * @size: bytes of the text at most, its 0 included
 *
 * Return: the text, up to its first 0; free() it.
 */
char *fuzz_text(struct fuzz *fuzz, u8 end, size_t size);

/**
 * fuzz_is - whether all bytes of an object are the same
 * @object: it
 * @size: of it
 * @byte: they
 *
 * Return: whether.
 */
bool fuzz_is(const void *object, size_t size, u8 byte);

/**
 * fuzz_is_clean - whether a text is valid UTF-8 that steers no terminal
 * @text: it
 * @allowed: control characters that it may have
 *
 * Return: whether.
 */
bool fuzz_is_clean(const char *text, const char *allowed);

/* device.c of this folder: devices and states, and what is said of them. */

/**
 * fuzz_info - make up a device that makes sense
 * @fuzz: bytes
 * @info: result
 */
void fuzz_info(struct fuzz *fuzz, struct dongle_info *info);

/**
 * fuzz_state - make up a state that a device can have
 * @fuzz: bytes
 * @info: the device
 * @state: result
 */
void fuzz_state(struct fuzz *fuzz, const struct dongle_info *info, struct dongle_state *state);

/**
 * fuzz_sensible - whether a description is as <linux/usb/dongle.h> wants it
 * @info: the device
 *
 * Return: whether.
 */
bool fuzz_sensible(const struct dongle_info *info);

/**
 * fuzz_has - whether a device has all of a state, and 0 where it has nothing
 * @info: the device
 * @state: the state
 *
 * Return: whether.
 */
bool fuzz_has(const struct dongle_info *info, const struct dongle_state *state);

/**
 * fuzz_obeys - whether no level of a state is above its limit
 * @info: the device
 * @state: the state
 *
 * Return: whether.
 */
bool fuzz_obeys(const struct dongle_info *info, const struct dongle_state *state);

/**
 * fuzz_top - the highest level that an output may have
 * @info: device
 * @state: its gain and limits
 * @out: output
 *
 * Return: 1/256 dB.
 */
int fuzz_top(const struct dongle_info *info, const struct dongle_state *state, unsigned int out);

/**
 * fuzz_apart - by how much balanced is louder than SE
 * @info: device
 * @state: all of it
 * @ch: channel
 *
 * Return: 1/256 dB.
 */
int fuzz_apart(const struct dongle_info *info, const struct dongle_state *state, unsigned int ch);

/**
 * fuzz_is_matched - are matched outputs as loud as the protocol says
 * @info: device
 * @state: all of it
 *
 * Return: whether they are, or are not matched.
 */
bool fuzz_is_matched(const struct dongle_info *info, const struct dongle_state *state);

/**
 * fuzz_above - whether a level of one state is above that of another
 * @a: the one
 * @b: the other
 *
 * Return: whether.
 */
bool fuzz_above(const struct dongle_state *a, const struct dongle_state *b);

/* folder.c: a folder of its own for the settings of a target that needs one. */

/**
 * fuzz_folder_start - make it, with "etc", "var" and "data" in it, and "headphones" and
 *		       "dongles" below the first and the last; the library uses them
 */
void fuzz_folder_start(void);

/**
 * fuzz_path - where a file of it is
 * @name: such as "etc/a.conf"
 *
 * Return: its path, until the next call.
 */
const char *fuzz_path(const char *name);

/**
 * fuzz_write - write a file of it
 * @name: such as "etc/a.conf"
 * @text: what
 * @len: bytes
 */
void fuzz_write(const char *name, const void *text, size_t len);

/**
 * fuzz_clear - remove all files of these
 */
void fuzz_clear(void);

/**
 * fuzz_names - the files of var
 * @last: name of the last one
 *
 * Return: how many.
 */
int fuzz_names(char last[256]);

#endif /* TEST_FUZZ_H */
