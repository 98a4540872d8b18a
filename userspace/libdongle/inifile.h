/* SPDX-License-Identifier: GPL-2.0-only */
/* The lines of a file of settings, and what is said of those that are wrong. */
#ifndef LIBDONGLE_INIFILE_H
#define LIBDONGLE_INIFILE_H

#include <stdbool.h>
#include <stdio.h>

#include "text.h"

/**
 * struct inifile - a file that is read
 * @err: where complaints go
 * @path: how they call the file
 * @begin: of inifile_read_folder(), before each file, or NULL
 * @end: the same, after it
 * @section: takes a line that begins with [, and may change it
 * @lost: a line that begins with [ cannot be read, and will be complained of; or NULL
 * @setting: takes KEY = VALUE
 * @listed: its folder had it a moment ago; when it is gone by now, nothing is wrong
 * @line: where reading is; 0 is the whole file
 * @broken: there were complaints
 * @seen: this line has a setting
 */
struct inifile {
	FILE *err;
	const char *path;
	void (*begin)(struct inifile *ini);
	void (*end)(struct inifile *ini);
	void (*section)(struct inifile *ini, char *line);
	void (*lost)(struct inifile *ini);
	void (*setting)(struct inifile *ini, const char *key, const char *value);
	bool listed;
	unsigned int line;
	bool broken;
	bool seen;
};

/**
 * inifile_complain - say FILE:LINE: KEY: what is wrong
 * @ini: file
 * @key: NULL for the whole line
 * @format: as of printf: what is wrong and what is allowed
 */
__printf(3, 4)
void inifile_complain(struct inifile *ini, const char *key, const char *format, ...);

/**
 * inifile_read - read one file, if it is to be trusted
 * @ini: file; @path says its name, the functions are called for its lines
 * @dir: folder, open
 * @name: of the file
 */
void inifile_read(struct inifile *ini, int dir, const char *name);

/**
 * inifile_read_folder - read the files of a folder that count, in byte order
 * @ini: functions are called for the lines of all
 * @dir: folder, open, and closed by this; or -errno, which is complained of
 * @folder: how complaints call it
 *
 * Return: 0, or -ENOMEM after which some are not read.
 */
int inifile_read_folder(struct inifile *ini, int dir, const char *folder);

#endif /* LIBDONGLE_INIFILE_H */
