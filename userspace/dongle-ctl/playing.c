// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "playing.h"

#define PATH_MAX_HERE	512
#define LINE_MAX	64

const char *playing_folder = "/proc/asound";

static bool runs(const char *stream, const char *sub)
{
	char path[PATH_MAX_HERE], line[LINE_MAX] = "";
	FILE *status;

	snprintf(path, sizeof(path), "%s/%s/status", stream, sub);
	status = fopen(path, "re");
	if (!status)
		return false;
	if (!fgets(line, sizeof(line), status))
		*line = '\0';
	fclose(status);
	return !strcmp(line, "state: RUNNING\n") || !strcmp(line, "state: DRAINING\n");
}

/* @begin, @end: of the names that count. Return: whether @below says so of one of them. */
static bool any_below(const char *folder, const char *begin, const char *end,
		      bool (*below)(const char *folder, const char *name))
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	bool found = false;
	size_t len;

	while (dir && !found && (entry = readdir(dir))) {
		len = strlen(entry->d_name);
		if (!strncmp(entry->d_name, begin, strlen(begin)) && len > strlen(end) &&
		    !strcmp(entry->d_name + len - strlen(end), end))
			found = below(folder, entry->d_name);
	}
	if (dir)
		closedir(dir);
	return found;
}

static bool stream_runs(const char *card, const char *stream)
{
	char path[PATH_MAX_HERE];

	snprintf(path, sizeof(path), "%.200s/%.200s", card, stream);
	return any_below(path, "sub", "", runs);
}

bool playing_now(int card)
{
	char path[PATH_MAX_HERE];

	snprintf(path, sizeof(path), "%s/card%d", playing_folder, card);
	return any_below(path, "pcm", "p", stream_runs);
}
