// SPDX-License-Identifier: GPL-2.0-only
#include <endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "script.h"
#include "vhci.h"

static size_t kept = SIZE_MAX;	/* bytes, of those that are 0 at the end */

void log_shortened(size_t head)
{
	kept = head;
}

static unsigned long long now_ms(void)
{
	return now_us() / 1000;
}

void log_bytes(const char *what, const uint8_t *data, size_t length)
{
	while (length > kept && !data[length - 1])
		length--;
	printf("%llu %s ", now_ms(), what);
	while (length--)
		printf("%02X", *data++);
	putchar('\n');
}

void log_request(const char *what, const struct usb_ctrlrequest *req)
{
	printf("%llu %s %02X %02X %04X %04X\n", now_ms(), what, req->bRequestType, req->bRequest,
	       le16toh(req->wValue), le16toh(req->wIndex));
}

int parse_bytes(const char *text, uint8_t *data, size_t max)
{
	size_t digits = strlen(text), i;

	if (digits % 2 || digits / 2 > max || strspn(text, "0123456789abcdefABCDEF") != digits)
		return -1;
	for (i = 0; i < digits / 2; i++)
		if (sscanf(text + 2 * i, "%2hhx", &data[i]) != 1)
			return -1;
	return i;
}

/* Return: whether it is one. */
static bool fault_command(struct faults *faults, const char *name, const char *value)
{
	unsigned int n = value ? strtoul(value, NULL, 10) : 0;

	if (!strcmp(name, "stale"))
		faults->stale = true;
	else if (!strcmp(name, "double"))
		faults->twice = true;
	else if (!strcmp(name, "dead"))
		faults->dead = true;
	else if (!value)
		return false;
	else if (!strcmp(name, "delay"))
		faults->delay = n;
	else if (!strcmp(name, "drop"))
		faults->drop = n;
	else if (!strcmp(name, "stall"))
		faults->stall = n;
	else if (!strcmp(name, "silent"))
		faults->silent = n;
	else if (!strcmp(name, "cut"))
		faults->cut = n;
	else
		return false;
	return true;
}

static bool command(struct script *script, char *line)
{
	char *words[3], *rest = NULL;
	int n;

	if (script->ops->line(script->owner, line))
		return true;
	for (n = 0; n < 3; n++)
		words[n] = strtok_r(n ? NULL : line, " \t", &rest);
	if (!words[0])
		return true;
	if (!strcmp(words[0], "get")) {
		script->ops->print(script->owner);
		putchar('\n');
		return true;
	}
	if (!strcmp(words[0], "set"))
		return words[2] && script->ops->set(script->owner, words[1],
						    strtoul(words[2], NULL, 16));
	if (!strcmp(words[0], "unplug")) {
		script->ops->unplug(script->owner);
		return true;
	}
	return fault_command(script->faults, words[0], words[1]) ||
	       script->ops->other(script->owner, words[0], words[1]);
}

int script_serve(struct script *script, int fd)
{
	char *end;
	ssize_t n;

	n = read(fd, script->text + script->used, sizeof(script->text) - 1 - script->used);
	if (n <= 0)
		return -1;
	script->used += n;
	script->text[script->used] = '\0';
	while ((end = strchr(script->text, '\n'))) {
		*end++ = '\0';
		if (!command(script, script->text))
			fputs("no such command\n", stderr);
		script->used -= end - script->text;
		memmove(script->text, end, script->used + 1);
	}
	return 0;
}
