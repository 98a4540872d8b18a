/* SPDX-License-Identifier: GPL-2.0-only */
/* A dongle's controls on its sound card: reading them costs the bus nothing. */
#ifndef LIBDONGLE_CARD_H
#define LIBDONGLE_CARD_H

#include "model.h"

#define CARD_ELEMENTS_MAX	256	/* snd-usb-audio makes a few dozen at most */

/* Per output: volume, switch, jack, impedance. Plus mode, gain, filter, options. */
#define CARD_CONTROLS_MAX	(4 * DONGLE_OUTPUTS + 3 + DONGLE_OPTIONS)

/**
 * struct card_control - one control
 * @numid: as the card numbered it
 * @kind: row of the table of kinds
 * @out: output or option it is of
 */
struct card_control {
	unsigned int numid;
	unsigned int kind;
	unsigned int out;
};

/**
 * struct card - the controls of one dongle
 * @fd: control device of the card, or -1
 * @bought: of a dongle that does not tell of its changes: its controls can be told to
 *	look again, and no others are its
 * @found: all the controls are there
 * @fields: USB_DONGLE_F_* that the controls show
 * @count: of @control
 * @control: those found
 */
struct card {
	int fd;
	bool bought;
	bool found;
	u32 fields;
	unsigned int count;
	struct card_control control[CARD_CONTROLS_MAX];
};

/* What card_events() saw, as a mask. */
#define CARD_SEEN	1	/* an event */
#define CARD_ROUTED	2	/* which output is live may have changed */
#define CARD_PLUGGED	4	/* a plug: shorted or empty is not known */

/**
 * card_open - open a card
 * @card: result, for card_close(); has no controls yet
 * @number: of the card
 *
 * Return: 0 or -errno.
 */
int card_open(struct card *card, int number);

/**
 * card_subscribe - have the events of a card from now on
 * @card: open
 *
 * Return: 0 or -errno.
 */
int card_subscribe(struct card *card);

/**
 * card_close - the reverse of card_open()
 * @card: open, or @fd is -1
 */
void card_close(struct card *card);

/**
 * card_find - look for the controls and read them all
 * @card: open
 * @info: device
 * @state: result: the fields that the controls show
 *
 * Return: 0; -EAGAIN when they are not all there yet: an event will tell; or
 * -errno.
 */
int card_find(struct card *card, const struct dongle_info *info, struct dongle_state *state);

/**
 * card_write - set one field by its control
 * @card: its controls were found
 * @info: device
 * @field: USB_DONGLE_F_* or DONGLE_F_OPTION()
 * @state: has its value
 *
 * Return: 0; -EOPNOTSUPP: there is no such control; or -errno.
 */
int card_write(struct card *card, const struct dongle_info *info, u32 field,
	       const struct dongle_state *state);

/**
 * card_look_again - have the driver ask the device how it is
 * @card: of a bought one, its controls were found
 */
void card_look_again(struct card *card);

/**
 * card_events - take what is pending, never waiting
 * @card: open
 * @info: device
 * @state: the fields that changed are brought up to date
 *
 * ALSA keeps at most one event for each control of a card: a control that
 * changes again before this reads it is one change.
 *
 * Return: mask of CARD_*, 0 when nothing was pending, or -errno.
 */
int card_events(struct card *card, const struct dongle_info *info, struct dongle_state *state);

#endif /* LIBDONGLE_CARD_H */
