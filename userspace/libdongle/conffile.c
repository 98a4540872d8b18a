// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "conffile.h"

static int counts(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name), suffix = strlen(CONFFILE_SUFFIX);

	return *entry->d_name != '.' && len > suffix &&
	       !strcmp(entry->d_name + len - suffix, CONFFILE_SUFFIX);
}

/* Not alphasort(): the order must not depend on a language. */
static int compare(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

int conffile_list(int dir, struct dirent ***entries)
{
	int n = scandirat(dir, ".", entries, counts, compare);

	return n < 0 ? -errno : n;
}

/* Who could write here could make things louder. */
static int check(const struct stat *st, struct text *why)
{
	if (!S_ISREG(st->st_mode))
		text_add(why, "is no regular file");
	else if (st->st_uid && st->st_uid != geteuid())
		text_add(why, "belongs to user %u; allowed: root%s", st->st_uid,
			 geteuid() ? " or who runs this program" : "");
	else if (st->st_mode & 0022)
		text_add(why, "may be written by others than its owner (mode %04o); "
			 "allowed: mode 0644 or less", st->st_mode & 07777);
	else if (st->st_size > CONFFILE_SIZE_MAX)
		text_add(why, "is larger than %d bytes", CONFFILE_SIZE_MAX);
	else
		return 0;
	return -EPERM;
}

static int read_all(int fd, struct conffile *file)
{
	ssize_t n = 1;

	file->size = 0;
	file->text = malloc(CONFFILE_SIZE_MAX + 2);
	if (!file->text)
		return -ENOMEM;
	while (n > 0 && file->size <= CONFFILE_SIZE_MAX) {
		n = read(fd, file->text + file->size, CONFFILE_SIZE_MAX + 1 - file->size);
		if (n < 0) {
			n = -errno;
			free(file->text);
			return n;
		}
		file->size += n;
	}
	file->text[file->size] = '\0';
	return 0;
}

int conffile_read(int dir, const char *name, struct conffile *file, struct text *why)
{
	struct stat st;
	int fd, err;

	/* a pipe in the place of a file must not block */
	fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0) {
		err = -errno;
		text_add(why, "%s", err == -ELOOP ? "is a symbolic link; allowed: regular files" :
						    strerror(-err));
		return err;
	}
	err = fstat(fd, &st) ? -errno : 0;
	if (!err)
		err = check(&st, why);
	if (!err)
		err = read_all(fd, file);
	close(fd);
	if (err && err != -EPERM)
		text_add(why, "%s", strerror(-err));
	if (!err && file->size > CONFFILE_SIZE_MAX) {
		text_add(why, "grew larger than %d bytes", CONFFILE_SIZE_MAX);
		free(file->text);
		err = -EPERM;
	}
	return err;
}
