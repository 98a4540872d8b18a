// SPDX-License-Identifier: GPL-2.0-only
/* Commands: letters, of a terminal or a file, or JSON objects, one a line. */
#include <jansson.h>
#include <poll.h>
#include <unistd.h>

#include "abx.h"
#include "signals.h"

/* Listening and answering are far apart on a keyboard. */
static const struct {
	char key;
	enum abx_command command;
} keys[] = {
	{ 'a', ABX_LISTEN_A },
	{ 'b', ABX_LISTEN_B },
	{ 'x', ABX_LISTEN_X },
	{ '1', ABX_ANSWER_A },
	{ '2', ABX_ANSWER_B },
	{ 'q', ABX_QUIT },
	{ 4, ABX_QUIT },	/* Ctrl-D of a terminal without lines */
	{ 'h', ABX_HELP },
	{ '?', ABX_HELP },
	{ ' ', ABX_NOTHING },
	{ '\t', ABX_NOTHING },
	{ '\r', ABX_NOTHING },
	{ '\n', ABX_NOTHING },
};

static const struct {
	const char *key, *value;
	enum abx_command command;
} words[] = {
	{ "listen", "a", ABX_LISTEN_A },
	{ "listen", "b", ABX_LISTEN_B },
	{ "listen", "x", ABX_LISTEN_X },
	{ "answer", "a", ABX_ANSWER_A },
	{ "answer", "b", ABX_ANSWER_B },
	{ "quit", NULL, ABX_QUIT },
};

static enum abx_command read_key(char c)
{
	size_t i;

	if (c >= 'A' && c <= 'Z')
		c += 'a' - 'A';
	for (i = 0; i < ARRAY_SIZE(keys); i++)
		if (keys[i].key == c)
			return keys[i].command;
	return ABX_WRONG;
}

/* Exactly one of the words, and nothing else. */
static enum abx_command read_object(const char *line, size_t len)
{
	json_t *object = json_loadb(line, len, JSON_REJECT_DUPLICATES, NULL), *value;
	enum abx_command command = ABX_WRONG;
	const char *text;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(words) && json_object_size(object) == 1; i++) {
		value = json_object_get(object, words[i].key);
		text = json_string_value(value);
		if (words[i].value ? text && !strcmp(text, words[i].value) :
				     json_is_true(value))
			command = words[i].command;
	}
	json_decref(object);
	return command;
}

/* Return: whether there is a command in what has come. */
static bool take(struct abx_input *input, enum abx_command *command)
{
	char *end = input->json ? memchr(input->line, '\n', input->len) : input->line;
	size_t used;

	if (!end || !input->len)
		return false;
	if (!input->json)
		*command = read_key(*end);
	else if (input->skips)
		*command = ABX_WRONG;
	else
		*command = read_object(input->line, end - input->line);
	input->skips = false;
	used = end + 1 - input->line;
	input->len -= used;
	memmove(input->line, input->line + used, input->len);
	return true;
}

/* Return: false where nothing more comes. */
static bool fill(struct abx_input *input)
{
	ssize_t n;

	if (input->len == sizeof(input->line)) {
		input->skips = true;
		input->len = 0;
	}
	n = read(input->fd, input->line + input->len, sizeof(input->line) - input->len);
	if (n < 0)
		return errno == EINTR || errno == EAGAIN;
	input->len += n;
	return n;
}

static bool killed(struct abx_input *input)
{
	input->signal = signals_taken(input->signals);
	return input->signal;
}

enum abx_command abx_next(struct abx_input *input)
{
	struct pollfd fds[] = {
		{ .fd = input->signals, .events = POLLIN },
		{ .fd = input->fd, .events = POLLIN },
	};
	enum abx_command command;

	for (;;) {
		/* what was typed before a signal came does not count */
		if (poll(fds, 1, 0) > 0 && killed(input))
			return ABX_GONE;
		if (take(input, &command))
			return command;
		if (poll(fds, ARRAY_SIZE(fds), -1) < 0 && errno != EINTR)
			return ABX_GONE;
		if (!fds[0].revents && fds[1].revents && !fill(input))
			return ABX_GONE;
	}
}
