/* SPDX-License-Identifier: GPL-2.0-only */
/* The sound cards of dongles, and their controls. */
#ifndef DONGLE_CARD_H
#define DONGLE_CARD_H

#include <limits.h>
#include <sound/asound.h>
#include <stdbool.h>

#define CARDS_MAX	8
#define CONTROLS_MAX	16
#define OUTPUTS		2

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))
#define __printf(a, b)	__attribute__((format(printf, a, b)))

enum end {
	END_HOST,	/* speaks the protocol: it says what it has */
	END_DEVICE,	/* a gadget of this machine */
	END_BOUGHT,	/* a protocol of its own */
};

/**
 * struct control - one control of a dongle
 * @info: as the kernel describes it
 * @start: what it is when it was found
 */
struct control {
	struct snd_ctl_elem_info info;
	long start[2];
};

/**
 * struct card - the card of a dongle
 * @number: of the card
 * @end: see there
 * @dir: its device in sysfs
 * @interface: number of the control interface, of END_HOST
 * @function: the gadget's function in configfs, of END_DEVICE
 * @fd: its control device
 * @controls: those of the dongle
 * @count: how many
 */
struct card {
	int number;
	enum end end;
	char dir[PATH_MAX];
	int interface;
	char function[PATH_MAX];
	int fd;
	struct control controls[CONTROLS_MAX];
	unsigned int count;
};

/**
 * cards_find - find every card that has, or should have, the controls of a dongle
 * @cards: result
 * @why: where there is none, the reason
 *
 * Return: how many.
 */
unsigned int cards_find(struct card cards[CARDS_MAX], const char **why);

/* The name of a control. */
const char *control_name(const struct control *control);

/* Whether a name ends with @end. */
bool ends_with(const char *name, const char *end);

/* What a control is. Return: 0 or -1, errno. */
int control_read(const struct card *card, const struct control *control, long value[2]);

/* Set it. Return: as the kernel's put, or -1, errno. */
int control_write(const struct card *card, const struct control *control, const long value[2]);

/* The lowest and highest value, or item. */
long control_min(const struct control *control);
long control_max(const struct control *control);

/* Read a small file of sysfs or configfs. Return: false where it is not there. */
__printf(2, 3)
bool read_text(char text[128], const char *format, ...);

#endif /* DONGLE_CARD_H */
