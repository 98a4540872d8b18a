// SPDX-License-Identifier: GPL-2.0-only
#include <ini.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "bus.h"
#include "conffile.h"
#include "inifile.h"
#include "request.h"

#define BLANKS		" \t\r"
#define LINE_MAX_BYTES	190	/* of what libinih reads, which has room for 197 */
#define MESSAGE_MAX	(PATH_MAX + ERROR_TEXT_MAX + 512)

void inifile_complain(struct inifile *ini, const char *key, const char *format, ...)
{
	char buf[MESSAGE_MAX] = "";
	struct text text = { buf, sizeof(buf), 0 };
	va_list args;

	ini->broken = true;
	text_add(&text, "%s", ini->path);
	if (ini->line)
		text_add(&text, ":%u", ini->line);
	text_add(&text, ": ");
	if (key)
		text_add(&text, "%.40s: ", key);
	va_start(args, format);
	text_add_args(&text, format, args);
	va_end(args);
	dongle_make_printable(buf);
	fprintf(ini->err, "%s\n", buf);
}

/* Called by libinih for the setting of a line. */
static int take_setting(void *user, const char *section, const char *key, const char *value)
{
	struct inifile *ini = user;

	(void)section;
	ini->seen = true;
	ini->setting(ini, key, value);
	return 1;
}

/* Return: how many bytes come before one that is no text, or @len. */
static size_t text_length(const char *line, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		if ((unsigned char)line[i] >= ' ' && line[i] != 0x7f)
			continue;
		if (line[i] != '\t' && !(line[i] == '\r' && i == len - 1))
			break;
	}
	return i;
}

static void read_line(struct inifile *ini, char *line, size_t len)
{
	const char *start = line + strspn(line, BLANKS);
	size_t good;

	ini->line++;
	good = text_length(line, len);
	if (good < len) {
		if (*start == '[' && ini->lost)
			ini->lost(ini);
		inifile_complain(ini, NULL, "byte %zu is a %s; allowed: text", good + 1,
				 line[good] ? "control character" : "NUL");
		return;
	}
	if (!*start || *start == '#' || *start == ';')
		return;
	if (*start == '[') {
		ini->section(ini, line);
		return;
	}
	if (len > LINE_MAX_BYTES) {
		inifile_complain(ini, NULL, "the line is longer than %d bytes", LINE_MAX_BYTES);
		return;
	}
	/* one line at a time: then each has its number, and none goes on in the next */
	ini->seen = false;
	ini_parse_string(start, take_setting, ini);
	if (!ini->seen)
		inifile_complain(ini, NULL, "'%.40s' is no setting; allowed: KEY = VALUE", start);
}

void inifile_read(struct inifile *ini, int dir, const char *name)
{
	char error[ERROR_TEXT_MAX] = "", *line, *end, *stop;
	struct text why = { error, sizeof(error), 0 };
	struct conffile file;
	int err;

	ini->line = 0;
	err = conffile_read(dir, name, &file, &why);
	if (err) {
		if (err != -ENOENT || !ini->listed)
			inifile_complain(ini, NULL, "%s", error);
		return;
	}
	stop = file.text + file.size;
	for (line = file.text; line < stop; line = end + 1) {
		end = memchr(line, '\n', stop - line);
		if (!end)
			end = stop;
		*end = '\0';
		read_line(ini, line, end - line);
	}
	free(file.text);
	ini->line = 0;
}

static int read_named(struct inifile *ini, int dir, const char *folder, const char *name)
{
	char *path;

	if (asprintf(&path, "%s/%s", folder, name) < 0)
		return -ENOMEM;
	ini->path = path;
	if (ini->begin)
		ini->begin(ini);
	inifile_read(ini, dir, name);
	if (ini->end)
		ini->end(ini);
	free(path);
	return 0;
}

int inifile_read_folder(struct inifile *ini, int dir, const char *folder)
{
	struct dirent **entries;
	int i, n, err = 0;

	ini->path = folder;
	ini->line = 0;
	n = dir < 0 ? dir : conffile_list(dir, &entries);
	if (n < 0)
		inifile_complain(ini, NULL, "%s", strerror(-n));
	for (i = 0; i < n; i++) {
		if (read_named(ini, dir, folder, entries[i]->d_name))
			err = -ENOMEM;
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	if (dir >= 0)
		close(dir);
	return err;
}
