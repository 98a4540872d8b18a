// SPDX-License-Identifier: GPL-2.0-only
/* Folders of settings. Nothing need reach a disk. */
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz.h"
#include "wrap.h"

/* In memory where there is such a folder. */
static char top[32];

int __wrap_fsync(int fd)
{
	(void)fd;
	return 0;
}

const char *fuzz_path(const char *name)
{
	static char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", top, name);
	return path;
}

static void clear(const char *folder)
{
	DIR *dir = opendir(fuzz_path(folder));
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		unlinkat(dirfd(dir), entry->d_name, 0);
	if (dir)
		closedir(dir);
}

void fuzz_clear(void)
{
	clear("etc");
	clear("var");
	clear("data/headphones");
	clear("data/dongles");
	clear("etc/headphones");
	clear("etc/dongles");
}

/* Those below others come later. */
static const char *const folders[] = {
	"etc", "var", "data", "data/headphones", "data/dongles", "etc/headphones", "etc/dongles",
};

static void stop(void)
{
	unsigned int i;

	fuzz_clear();
	for (i = ARRAY_SIZE(folders); i--;)
		rmdir(fuzz_path(folders[i]));
	rmdir(top);
}

void fuzz_folder_start(void)
{
	unsigned int i;

	snprintf(top, sizeof(top), "%s/dongle-fuzz-XXXXXX",
		 access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
	umask(022);
	if (!mkdtemp(top))
		exit(1);
	for (i = 0; i < ARRAY_SIZE(folders); i++)
		if (mkdir(fuzz_path(folders[i]), 0755))
			exit(1);
	if (setenv("DONGLE_CONFIG_DIR", fuzz_path("etc"), 1) ||
	    setenv("DONGLE_STATE_DIR", fuzz_path("var"), 1) ||
	    setenv("DONGLE_DATA_DIR", fuzz_path("data"), 1) ||
	    setenv("XDG_CONFIG_HOME", fuzz_path("none"), 1) ||
	    setenv("XDG_STATE_HOME", fuzz_path("none"), 1))
		exit(1);
	atexit(stop);
}

void fuzz_write(const char *name, const void *text, size_t len)
{
	int fd = open(fuzz_path(name), O_WRONLY | O_CREAT | O_TRUNC, 0644);

	if (fd < 0 || write(fd, text, len) != (ssize_t)len)
		exit(1);
	close(fd);
}

int fuzz_names(char last[256])
{
	DIR *dir = opendir(fuzz_path("var"));
	struct dirent *entry;
	int n = 0;

	while (dir && (entry = readdir(dir))) {
		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..") ||
		    !strcmp(entry->d_name, ".lock"))
			continue;
		snprintf(last, 256, "%s", entry->d_name);
		n++;
	}
	if (dir)
		closedir(dir);
	return n;
}
