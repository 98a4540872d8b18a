/* SPDX-License-Identifier: GPL-2.0-only */
/* One request to dongle-keeper, answered; keeper.h says what is in it. */
#ifndef DONGLE_KEEPER_SERVE_H
#define DONGLE_KEEPER_SERVE_H

#include "bus.h"

/**
 * serve - answer one request
 * @socket: connection
 * @bus: where the device is
 *
 * Return: 0 when it was answered, also with an error, or -errno.
 */
int serve(int socket, struct dongle_bus *bus);

#endif /* DONGLE_KEEPER_SERVE_H */
