// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "script.h"
#include "tamper.h"
#include "usbdev.h"

#define MAX_TAMPERS	8
#define MAX_SPEC	512
#define CONFIG_HEAD	9	/* bytes of the configuration descriptor proper */

struct tampering {
	char what[10];
	int request;		/* -1: any */
	int times;		/* -1: always */
	char does[MAX_SPEC];
};

static struct tampering tampers[MAX_TAMPERS];
static unsigned int count;
static uint8_t before[USBDEV_MAX_DATA];	/* the message before, whatever it was */
static int before_length;

static void resize(struct message *message, int length)
{
	int old = message->length > 0 ? message->length : 0;

	if (length < 0)
		length = 0;
	if ((size_t)length > message->max)
		length = message->max;
	if (length > old)
		memset(message->data + old, 0, length - old);
	message->length = length;
}

/* At the end, or behind the bytes that are there already. */
static bool put_hex(struct message *message, int at, const char *text)
{
	uint8_t bytes[USBDEV_MAX_DATA];
	int n = parse_bytes(text, bytes, sizeof(bytes));

	if (n < 0)
		return false;
	if (at < 0)
		at += message->length;
	if (at < 0 || (size_t)at + n > message->max)
		return true;	/* nothing there to be changed */
	if (at + n > message->length)
		resize(message, at + n);
	memcpy(message->data + at, bytes, n);
	return true;
}

static void randomize(struct message *message, unsigned int seed)
{
	int i;

	for (i = 0; i < message->length; i++)
		message->data[i] = rand_r(&seed) >> 7;
}

/* A few bits only: most of it stays as it should be. */
static void flip(struct message *message, unsigned int seed)
{
	unsigned int n = 1 + rand_r(&seed) % 4;

	while (message->length > 0 && n--)
		message->data[rand_r(&seed) % message->length] ^= 1 << rand_r(&seed) % 8;
}

static void fix_total(struct message *message)
{
	if (strcmp(message->what, "config") || message->length < 4)
		return;
	message->data[2] = message->length;
	message->data[3] = message->length >> 8;
}

/* The last @n bytes go before everything else in a configuration. */
static void bring_forward(struct message *message, int n)
{
	uint8_t moved[256];

	if (n > (int)sizeof(moved) || message->length < CONFIG_HEAD + n)
		return;
	memcpy(moved, message->data + message->length - n, n);
	memmove(message->data + CONFIG_HEAD + n, message->data + CONFIG_HEAD,
		message->length - CONFIG_HEAD - n);
	memcpy(message->data + CONFIG_HEAD, moved, n);
}

/* The last @n bytes once more. */
static void repeat(struct message *message, int n)
{
	int at = message->length;

	if (n > at || (size_t)at + n > message->max)
		return;
	resize(message, at + n);
	memcpy(message->data + at, message->data + at - n, n);
	fix_total(message);
}

static void play_back(struct message *message)
{
	resize(message, before_length);
	memcpy(message->data, before, message->length);
}

static bool do_word(struct message *message, const char *word)
{
	message->length = USBDEV_STALL;
	if (!strcmp(word, "stall"))
		return true;
	message->length = USBDEV_SILENT;
	return !strcmp(word, "silent");
}

static bool do_named(struct message *message, const char *name, const char *value)
{
	size_t length = message->length > 0 ? message->length : 0;
	int n = atoi(value);

	if (!strcmp(name, "len")) {
		resize(message, n);
		fix_total(message);
	} else if (!strcmp(name, "fill")) {
		memset(message->data, strtoul(value, NULL, 16), length);
	} else if (!strcmp(name, "random")) {
		randomize(message, n);
	} else if (!strcmp(name, "flip")) {
		flip(message, n);
	} else if (!strcmp(name, "error")) {
		message->error = -n;
	} else if (!strcmp(name, "late")) {
		message->late = n * 1000;
	} else if (!strcmp(name, "first")) {
		bring_forward(message, n);
	} else if (!strcmp(name, "again")) {
		repeat(message, n);
	} else {
		return false;
	}
	return true;
}

/* Return: whether it can be understood. */
static bool act(struct message *message, char *text)
{
	char *value = strchr(text, '=');

	if (!strcmp(text, "before")) {
		play_back(message);
		return true;
	}
	if (!value)
		return do_word(message, text);
	*value++ = '\0';
	if (!strcmp(text, "hex")) {
		message->length = 0;
		return put_hex(message, 0, value);
	}
	if (!strcmp(text, "append")) {
		bool ok = put_hex(message, message->length, value);

		fix_total(message);
		return ok;
	}
	if (strspn(text, "-0123456789") == strlen(text))
		return put_hex(message, atoi(text), value);
	return do_named(message, text, value);
}

static bool act_all(struct message *message, const char *does)
{
	char text[MAX_SPEC], *word, *rest = NULL;
	bool ok = true;

	snprintf(text, sizeof(text), "%s", does);
	for (word = strtok_r(text, " ", &rest); word && ok; word = strtok_r(NULL, " ", &rest))
		ok = act(message, word);
	return ok;
}

static bool concerns(const struct tampering *t, const struct message *message)
{
	return !strcmp(t->what, message->what) && t->times &&
	       (t->request < 0 || t->request == (int)message->request);
}

bool tamper_add(const char *spec)
{
	uint8_t data[USBDEV_MAX_DATA];
	struct message nothing = { .what = "", .data = data, .max = sizeof(data) };
	struct tampering *t = &tampers[count];
	char target[24];
	int skip = 0;

	*t = (struct tampering){ .request = -1, .times = -1 };
	if (count == MAX_TAMPERS || sscanf(spec, "%23s %n", target, &skip) < 1 ||
	    sscanf(target, "%9[a-z].%x", t->what, (unsigned int *)&t->request) < 1)
		return false;
	if (sscanf(spec + skip, "times=%d ", &t->times) == 1)
		skip += strcspn(spec + skip, " ");
	snprintf(t->does, sizeof(t->does), "%s", spec + skip);
	if (!act_all(&nothing, t->does))
		return false;
	count++;
	return true;
}

void tamper_end(void)
{
	count = 0;
}

void tamper(struct message *message)
{
	uint8_t was[USBDEV_MAX_DATA];
	int length = message->length > 0 ? message->length : 0;
	unsigned int i;

	memcpy(was, message->data, length);
	for (i = 0; i < count; i++) {
		if (!concerns(&tampers[i], message))
			continue;
		tampers[i].times -= tampers[i].times > 0;
		act_all(message, tampers[i].does);
	}
	memcpy(before, was, length);
	before_length = length;
}
