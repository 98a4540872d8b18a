/* SPDX-License-Identifier: GPL-2.0-only */
/* Files that only the administrator can have written, whole in memory. */
#ifndef LIBDONGLE_CONFFILE_H
#define LIBDONGLE_CONFFILE_H

#include <dirent.h>
#include <stddef.h>

#include "text.h"

#define CONFFILE_SUFFIX		".conf"
#define CONFFILE_SIZE_MAX	65536	/* bytes */

/**
 * struct conffile - what is in a file
 * @text: ends with a 0 that is not counted; free() it
 * @size: bytes
 */
struct conffile {
	char *text;
	size_t size;
};

/**
 * conffile_list - the names of the files of a folder that count, in byte order
 * @dir: the folder, open
 * @entries: result; free() each and all
 *
 * Return: how many, or -errno.
 */
int conffile_list(int dir, struct dirent ***entries);

/**
 * conffile_read - read one, if it is to be trusted
 * @dir: folder, open
 * @name: of the file
 * @file: result
 * @why: result: why it is not read
 *
 * Return: 0, or -errno with @why written.
 */
int conffile_read(int dir, const char *name, struct conffile *file, struct text *why);

#endif /* LIBDONGLE_CONFFILE_H */
