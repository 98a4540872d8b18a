/* SPDX-License-Identifier: GPL-2.0-only */
/* Events of a watch, a line for each field that changed. */
#ifndef DONGLE_CTL_EVENT_H
#define DONGLE_CTL_EVENT_H

#include <stdio.h>

#include "bus.h"

/**
 * event_text - write an event for a person
 * @out: where to
 * @event: event
 * @plain: in words, to be read aloud
 *
 * Return: 0.
 */
int event_text(FILE *out, const struct dongle_event *event, bool plain);

/**
 * event_json - write an event for a program, one JSON object a line, schema 1
 * @out: where to
 * @event: event
 *
 * Return: 0 or -errno.
 */
int event_json(FILE *out, const struct dongle_event *event);

#endif /* DONGLE_CTL_EVENT_H */
