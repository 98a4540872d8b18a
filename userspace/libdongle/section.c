// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <stdio.h>

#include "section.h"

#define BLANKS		" \t\r"
#define ID_LENGTH	9	/* VVVV:PPPP */
#define ESCAPES		"\\\\ for a backslash, \\xHH for the byte HH, 01 to ff"
#define KINDS		"[any], [model VVVV:PPPP], [path 1-1.2], [serial TEXT], or several " \
			"of the last three as in [model VVVV:PPPP serial TEXT]"

typedef bool (*word_fn)(struct section *section, char **rest, struct text *why);

/* Cuts the next word off @rest. Return: the word, empty at the end. */
static char *next_word(char **rest)
{
	char *word = *rest + strspn(*rest, BLANKS);
	char *end = word + strcspn(word, BLANKS);

	*rest = *end ? end + 1 : end;
	*end = '\0';
	return word;
}

/* Return: value of a hex digit; @c is one. */
static unsigned int hex_digit(char c)
{
	return isdigit((unsigned char)c) ? c - '0' : tolower((unsigned char)c) - 'a' + 10;
}

static unsigned int hex_number(const char *s, unsigned int digits)
{
	unsigned int number = 0;

	while (digits--)
		number = number << 4 | hex_digit(*s++);
	return number;
}

static bool is_hex(const char *s, unsigned int digits)
{
	while (digits && isxdigit((unsigned char)*s)) {
		digits--;
		s++;
	}
	return !digits;
}

static bool read_model(struct section *section, char **rest, struct text *why)
{
	const char *word = next_word(rest);

	if (strlen(word) != ID_LENGTH || !is_hex(word, 4) || word[4] != ':' ||
	    !is_hex(word + 5, 4)) {
		text_add(why, "'%.40s' is no model; allowed: VVVV:PPPP, four hex digits each",
			 word);
		return false;
	}
	section->vendor_id = hex_number(word, 4);
	section->product_id = hex_number(word + 5, 4);
	return true;
}

static bool read_path(struct section *section, char **rest, struct text *why)
{
	const char *word = next_word(rest);

	if (!dongle_is_path(word) || strlen(word) >= sizeof(section->path)) {
		text_add(why, "'%.40s' is no path; allowed: one that list shows, such as 1-1.2",
			 word);
		return false;
	}
	memcpy(section->path, word, strlen(word) + 1);
	return true;
}

/* Undoes \\ and \xHH. Return: bytes read, 0 where that is no escape. */
static unsigned int unescape(const char *s, char *byte)
{
	if (*s != '\\') {
		*byte = *s;
		return 1;
	}
	*byte = '\\';
	if (s[1] == '\\')
		return 2;
	if (s[1] != 'x' || !is_hex(s + 2, 2))
		return 0;
	*byte = hex_number(s + 2, 2);
	return *byte ? 4 : 0;
}

/* The serial number is all that is left: it may have any character in it. */
static bool read_serial(struct section *section, char **rest, struct text *why)
{
	const char *s = *rest + strspn(*rest, BLANKS);
	unsigned int used, len = 0;

	for (; *s; s += used) {
		used = unescape(s, &section->serial[len]);
		if (!used) {
			text_add(why, "'%.4s' in the serial number; allowed: " ESCAPES, s);
			return false;
		}
		if (++len >= sizeof(section->serial)) {
			text_add(why, "the serial number is longer than the %d bytes of USB",
				 DONGLE_STRING_MAX - 1);
			return false;
		}
	}
	*rest += strlen(*rest);
	if (!len)
		text_add(why, "no serial number; model and path name a dongle that has none");
	return len;
}

static const struct {
	const char *word;
	u8 name;
	word_fn read;
} words[] = {
	{ "model",	SECTION_MODEL,	read_model },
	{ "path",	SECTION_PATH,	read_path },
	{ "serial",	SECTION_SERIAL,	read_serial },
};

static bool read_words(struct section *section, char *rest, struct text *why)
{
	const char *word;
	size_t i;

	for (word = next_word(&rest); *word; word = next_word(&rest)) {
		for (i = 0; i < ARRAY_SIZE(words) && strcmp(word, words[i].word); i++)
			;
		if (i == ARRAY_SIZE(words) || section->names & words[i].name) {
			text_add(why, "'%.40s' is %s; allowed: " KINDS, word,
				 i < ARRAY_SIZE(words) ? "there twice" : "no kind of section");
			return false;
		}
		section->names |= words[i].name;
		if (!words[i].read(section, &rest, why))
			return false;
	}
	return true;
}

bool section_parse(struct section *section, char *line, struct text *why)
{
	size_t len;
	char *rest;

	memset(section, 0, sizeof(*section));
	line += strspn(line, BLANKS) + 1;
	line += strspn(line, BLANKS);
	for (len = strlen(line); len && strchr(BLANKS, line[len - 1]); len--)
		;
	if (!len || line[len - 1] != ']') {
		text_add(why, "a section line ends with ] and nothing after it");
		return false;
	}
	for (len--; len && strchr(BLANKS, line[len - 1]); len--)
		;
	line[len] = '\0';
	if (!strcmp(line, "any"))
		return true;
	rest = line;
	if (!read_words(section, rest, why))
		return false;
	if (!section->names)
		text_add(why, "a section without a name; allowed: " KINDS);
	return section->names;
}

/* Only what every terminal and editor shows as it is stays as it is. */
static void format_serial(struct text *text, const char *serial)
{
	const char *s;

	for (s = serial; *s; s++) {
		if (*s == '\\')
			text_add(text, "\\\\");
		else if (*s < ' ' || *s > '~' || (*s == ' ' && (s == serial || !s[1])))
			text_add(text, "\\x%02x", (unsigned char)*s);
		else
			text_add(text, "%c", *s);
	}
}

void section_format(struct text *text, const struct section *section)
{
	text_add(text, "[%s", section->names ? "" : "any");
	if (section->names & SECTION_MODEL)
		text_add(text, "model %04x:%04x", section->vendor_id, section->product_id);
	if (section->names & SECTION_PATH)
		text_add(text, "%spath %s", section->names & SECTION_MODEL ? " " : "",
			 section->path);
	if (section->names & SECTION_SERIAL) {
		text_add(text, "%sserial ", section->names & ~SECTION_SERIAL ? " " : "");
		format_serial(text, section->serial);
	}
	text_add(text, "]");
}

bool section_matches(const struct section *section, const struct dongle_id *id)
{
	if (section->names & SECTION_MODEL &&
	    (section->vendor_id != id->vendor_id || section->product_id != id->product_id))
		return false;
	if (section->names & SECTION_PATH && strcmp(section->path, id->path))
		return false;
	return !(section->names & SECTION_SERIAL) || !strcmp(section->serial, id->raw_serial);
}

bool section_same(const struct section *a, const struct section *b)
{
	return a->names == b->names && a->vendor_id == b->vendor_id &&
	       a->product_id == b->product_id && !strcmp(a->path, b->path) &&
	       !strcmp(a->serial, b->serial);
}
