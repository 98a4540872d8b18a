/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Counts the listening dose while dongles are watched: level and time, of what plays on
 * an output that is live and not muted. It sends nothing to any device.
 */
#ifndef DONGLE_CTL_LISTENING_H
#define DONGLE_CTL_LISTENING_H

#include "bus.h"
#include "dose.h"
#include "verb.h"

/**
 * struct moment - now
 * @awake: seconds that the computer was not asleep; whoever sets the clock leaves it alone
 * @wall: what the clock says
 */
struct moment {
	double awake;
	time_t wall;
};

struct listening;

/**
 * listening_new - begin; where no dongle has headphones, nothing comes of it
 * @run: this run; its @advise has those of all dongles, or its @config those of some
 * @listening: result
 *
 * Return: EXIT_OK, or why not.
 */
enum exit_code listening_new(struct run *run, struct listening **listening);

/**
 * listening_count - add what was heard up to now
 * @listening: or NULL
 * @now: this moment
 *
 * To be called before the events of a wakeup are taken: until then it was as it was.
 *
 * Return: 0 or -errno of writing the output.
 */
int listening_count(struct listening *listening, const struct moment *now);

/**
 * listening_take - have an event
 * @listening: or NULL
 * @event: of a dongle that is meant
 */
void listening_take(struct listening *listening, const struct dongle_event *event);

/**
 * listening_look - see what plays, after the events
 * @listening: or NULL
 *
 * Return: ms until the next wakeup, -1: only an event is worth one.
 */
int listening_look(struct listening *listening);

/**
 * listening_free - write what is not yet, and end
 * @listening: or NULL
 */
void listening_free(struct listening *listening);

#endif /* DONGLE_CTL_LISTENING_H */
