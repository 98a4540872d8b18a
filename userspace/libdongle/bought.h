/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Dongles that are known by their USB id, and speak as their makers made them. One
 * path a call: the controls of the sound card while they are there, else the wire.
 */
#ifndef LIBDONGLE_BOUGHT_H
#define LIBDONGLE_BOUGHT_H

#include "bus.h"
#include "card.h"
#include "../../driver/host/models.h"

/* From a question to its answer, ms; but for tests. */
extern unsigned int dongle_answer_ms;

/**
 * struct bought - what struct dongle has more of a bought one
 * @model: its row
 * @hidraw: file descriptor, or -1
 * @card: its controls; closed, with fd -1, where there are none
 * @device: how it is, as it was read last
 * @known: @device is true
 * @heard: its answers
 * @free_at: when the next command may be sent, ms of CLOCK_MONOTONIC
 */
struct bought {
	const struct dongle_model *model;
	int hidraw;
	struct card card;
	struct dongle_state device;
	bool known;
	struct dialect_heard heard;
	long long free_at;
};

static inline const struct dongle_dialect *bought_dialect(const struct dongle *dongle)
{
	return dongle->bought->model->kind->dialect;
}

/**
 * bought_name - call a device as its maker does
 * @id: of any; where several share its USB id, it keeps what it says itself
 */
void bought_name(struct dongle_id *id);

/**
 * bought_describe - what a device is, as far as its USB id says
 * @id: bought
 * @info: result
 *
 * Return: its row, or NULL: nobody may speak to it.
 */
const struct dongle_model *bought_describe(const struct dongle_id *id, struct dongle_info *info);

/**
 * bought_open - the part of dongle_open()
 * @dongle: zeroed, but for bus and id
 *
 * Return: 0 or -errno, and then nothing is open.
 */
int bought_open(struct dongle *dongle);

/**
 * bought_bypassed - the card whose controls are not used though they are there
 * @dongle: device
 *
 * Return: its number, or -1.
 */
int bought_bypassed(const struct dongle *dongle);

/* wire.c */

/**
 * wire_open - open the device itself
 * @dongle: bought, not open
 *
 * Return: 0 or -errno.
 */
int wire_open(struct dongle *dongle);

/**
 * wire_is_open - can it be spoken to
 * @dongle: bought
 *
 * Return: whether it can.
 */
bool wire_is_open(const struct dongle *dongle);

/**
 * wire_close - the reverse of wire_open()
 * @dongle: bought, open or not
 */
void wire_close(struct dongle *dongle);

/**
 * wire_ask - ask everything; @device and @heard of it are set, all or nothing
 * @dongle: bought, open
 *
 * Return: 0 or -errno.
 */
int wire_ask(struct dongle *dongle);

/**
 * wire_set - set one field
 * @dongle: bought, open
 * @field: which
 * @state: has its value
 *
 * Return: 0 or -errno.
 */
int wire_set(struct dongle *dongle, u32 field, const struct dongle_state *state);

#endif /* LIBDONGLE_BOUGHT_H */
