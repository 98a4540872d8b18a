/* SPDX-License-Identifier: GPL-2.0-only */
/* Inside dongle_watch: one device, and where its changes come from. */
#ifndef LIBDONGLE_WATCH_H
#define LIBDONGLE_WATCH_H

#include "bus.h"
#include "card.h"

#define WATCH_REPORTS	16	/* kept for each device */

/**
 * struct watched - one device
 * @next: in the list of the watch
 * @watch: that list
 * @id: which one it is
 * @settled: its interface was offered to every driver: it may be claimed
 * @gone: it was unplugged
 * @stranger: it is no dongle
 * @known: @info and @now are true
 * @announced: its appearing was told
 * @error: why it cannot be opened, -errno
 * @told_error: the same, as it was told
 * @info: what it is
 * @now: how it is
 * @shown: how it was in the last event
 * @from: how it was in the event before
 * @card: its controls; open where the kernel has a driver for it
 * @dongle: open where it has none and we listen, or NULL
 * @report: what it reported, oldest first
 * @reports: how many
 * @sequence: of the newest report taken
 * @lost: a report is missing or was bad: read the state
 * @dead: reports end here
 */
struct watched {
	struct watched *next;
	struct dongle_watch *watch;
	struct dongle_id id;
	bool settled;
	bool gone;
	bool stranger;
	bool known;
	bool announced;
	int error;
	int told_error;
	struct dongle_info info;
	struct dongle_state now;
	struct dongle_state shown;
	struct dongle_state from;
	struct card card;
	struct dongle *dongle;
	struct dongle_report report[WATCH_REPORTS];
	unsigned int reports;
	u16 sequence;
	bool lost;
	bool dead;
};

/**
 * struct dongle_watch - all devices
 * @bus: where they are
 * @epoll: file descriptors of everything below
 * @first: devices
 * @event: the last that was taken
 * @ended: the device of that event, if it is gone
 */
struct dongle_watch {
	struct dongle_bus *bus;
	int epoll;
	struct watched *first;
	struct dongle_event event;
	struct watched *ended;
};

/* source.c: where the changes of one device come from. */

/**
 * source_look - find out what the device is and listen where its changes are
 * @w: settled
 */
void source_look(struct watched *w);

/**
 * source_card_ready - the card of the device has something
 * @w: its card is open
 */
void source_card_ready(struct watched *w);

/**
 * source_step - bring @w->now on by one report, or read it after a loss
 * @w: device, @w->now was shown
 *
 * Return: false when there was nothing to do.
 */
bool source_step(struct watched *w);

/**
 * source_hand_over - let the kernel's driver have the device
 * @w: device
 */
void source_hand_over(struct watched *w);

/**
 * source_close - listen no more
 * @w: device
 */
void source_close(struct watched *w);

#endif /* LIBDONGLE_WATCH_H */
