/* SPDX-License-Identifier: GPL-2.0-only */
/* Commands on standard input, the log on standard output. */
#ifndef SCRIPT_H
#define SCRIPT_H

#include <linux/usb/ch9.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of the vendor channel; the counts run down to 0. */
struct faults {
	unsigned int delay;	/* ms from a question to its reply */
	unsigned int drop;	/* questions without a reply */
	unsigned int stall;	/* transfers */
	unsigned int silent;	/* transfers */
	int cut;		/* bytes of the next reply, -1 for all */
	bool twice;		/* the next reply is that to the question after it, too */
	bool stale;		/* the next read has the reply before */
	bool dead;
};

struct script_ops {
	void (*print)(void *owner);	/* "state ...", without the line's end */
	bool (*set)(void *owner, const char *name, unsigned int value);
	void (*unplug)(void *owner);
	bool (*line)(void *owner, const char *line);	/* commands of any number of words */
	bool (*other)(void *owner, const char *name, const char *value);	/* commands */
};

struct script {
	const struct script_ops *ops;
	void *owner;
	struct faults *faults;
	char text[1024];		/* read but not complete */
	size_t used;
};

/* For long frames: from now on, zeros at the end, behind @head bytes, are left out. */
void log_shortened(size_t head);

/* "MS WHAT HEX" */
void log_bytes(const char *what, const uint8_t *data, size_t length);

/* "MS WHAT TT RR VVVV IIII" */
void log_request(const char *what, const struct usb_ctrlrequest *req);

/* Return: bytes of @text, up to @max; -1 for anything but hexadecimal. */
int parse_bytes(const char *text, uint8_t *data, size_t max);

/* Does the commands that have come. Return: negative at the end of the input. */
int script_serve(struct script *script, int fd);

#endif
