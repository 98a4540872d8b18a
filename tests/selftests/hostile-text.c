// SPDX-License-Identifier: GPL-2.0-only
/*
 * usage: hostile-text FILE...
 *
 * Writes wild texts to each attribute FILE. One that is refused must leave it as it
 * was. Prints "NAME ERROR" once for each error that came, and "NAME takes 'TEXT'"
 * for each text that was taken, after which it writes what was there before. Exits
 * with 1 where a refused text changed something.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "hostile.h"

#define PAGE	4096
#define NAMES	8	/* of errors that one file gives */

static const struct text {
	const char *text;
	size_t len;		/* 0: to its end */
} texts[] = {
	{ .text = "\n" },
	{ .text = "   \t\n" },
	{ .text = "\0", .len = 1 },
	{ .text = "\0\0\0\0", .len = 4 },
	{ .text = "1\0002", .len = 3 },
	{ .text = "-1" },
	{ .text = "-32769" },
	{ .text = "65536" },
	{ .text = "4294967296" },
	{ .text = "-9223372036854775809" },
	{ .text = "99999999999999999999999999999999" },
	{ .text = "1 2 3 4 5 6 7 8 9" },
	{ .text = "1x" },
	{ .text = "0x10" },
	{ .text = "1e3" },
	{ .text = "1.5" },
	{ .text = "--1" },
	{ .text = "+-1" },
	{ .text = "%s%n%s%n" },
	{ .text = "../../etc/passwd" },
	{ .text = "none none" },
	{ .text = "none auto" },
	{ .text = "AUTO" },
	{ .text = "\xff\xfe\x80" },
	{ .text = ":" },
	{ .text = ":::::" },
	{ .text = "none:none" },
	{ .text = "\033[2J" },
	{ .text = "unknown" },
};

struct errors {
	int seen[NAMES];
	unsigned int n;
};

static bool changed;

static ssize_t read_file(const char *path, char text[PAGE + 1])
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	if (fd < 0)
		return -1;
	n = read(fd, text, PAGE);
	close(fd);
	text[n < 0 ? 0 : n] = '\0';
	return n;
}

/* In one call. Return: 0 or an errno. */
static int write_file(const char *path, const char *text, size_t len)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), err;

	if (fd < 0)
		return errno;
	err = write(fd, text, len) < 0 ? errno : 0;
	close(fd);
	return err;
}

static const char *name_of(const char *path)
{
	const char *name = strstr(path, "dongle.");

	name = name ? strchr(name, '/') : NULL;
	return name ? name + 1 : path;
}

static void note(struct errors *errors, int err)
{
	unsigned int i;

	for (i = 0; i < errors->n; i++)
		if (errors->seen[i] == err)
			return;
	if (errors->n < NAMES)
		errors->seen[errors->n++] = err;
}

static void show(const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < len && i < 40; i++)
		if (isprint((unsigned char)text[i]))
			putchar(text[i]);
		else
			printf("\\%03o", (unsigned char)text[i]);
	if (i < len)
		printf("... (%zu)", len);
}

static void try_text(const char *path, const char *text, size_t len, struct errors *errors)
{
	static char before[PAGE + 1], after[PAGE + 1];
	int err;

	read_file(path, before);
	err = write_file(path, text, len);
	if (err) {
		note(errors, err);
		read_file(path, after);
		if (!strcmp(before, after))
			return;
		changed = true;
		printf("%s refuses '", name_of(path));
		show(text, len);
		printf("' and is another\n");
	} else {
		printf("%s takes '", name_of(path));
		show(text, len);
		printf("'\n");
	}
	write_file(path, before, strlen(before));
}

/* What is there, and more: a NUL and a word, a word, itself until the page is full. */
static void try_longer(const char *path, struct errors *errors)
{
	static char value[PAGE + 1], text[2 * PAGE];
	size_t len, n;

	read_file(path, value);
	len = strcspn(value, "\n");
	value[len] = '\0';
	n = sprintf(text, "%s%c%s", value, 0, "x");
	try_text(path, text, n, errors);
	n = sprintf(text, "%s", value) + 1;
	try_text(path, text, n, errors);
	n = sprintf(text, "%s unknown", value);
	try_text(path, text, n, errors);
	for (n = 0; n + len + 1 < PAGE - 1; n += len + 1)
		snprintf(text + n, sizeof(text) - n, "%s ", value);
	try_text(path, text, n, errors);
}

static void try_pages(const char *path, struct errors *errors)
{
	static char text[2 * PAGE];

	memset(text, 'A', sizeof(text));
	try_text(path, text, PAGE, errors);
	try_text(path, text, sizeof(text), errors);
	try_text(path, text, 39, errors);
	try_text(path, text, 40, errors);
	memset(text, '9', PAGE);
	try_text(path, text, PAGE, errors);
	memset(text, 0, PAGE);
	try_text(path, text, PAGE, errors);
	memset(text, ' ', PAGE);
	text[PAGE - 2] = 'x';
	try_text(path, text, PAGE - 1, errors);
}

static void try_file(const char *path)
{
	struct errors errors = {};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(texts); i++)
		try_text(path, texts[i].text, texts[i].len ?: strlen(texts[i].text), &errors);
	try_longer(path, &errors);
	try_pages(path, &errors);
	for (i = 0; i < errors.n; i++)
		printf("%s %s\n", name_of(path), strerrorname_np(errors.seen[i]));
}

int main(int argc, char **argv)
{
	int i;

	if (argc < 2) {
		fprintf(stderr, "usage: hostile-text FILE...\n");
		return 2;
	}
	for (i = 1; i < argc; i++)
		try_file(argv[i]);
	return changed;
}
