/* SPDX-License-Identifier: GPL-2.0-only */
/* Reports of a HID interface, in and out. */
#ifndef LIBDONGLE_HIDRAW_H
#define LIBDONGLE_HIDRAW_H

#include "bus.h"
#include "../../driver/host/dialect.h"

#define HIDRAW_NAME_MAX	32

/* "/dev", but for tests. */
extern const char *dongle_hidraw_nodes;

/**
 * hidraw_takes - does a HID interface take commands
 * @descriptor: its report descriptor
 * @len: of @descriptor
 * @report: number of the output report; 0: they have no numbers
 *
 * Return: whether it has such an output report.
 */
bool hidraw_takes(const u8 *descriptor, size_t len, u8 report);

/**
 * hidraw_open - open the interface of a device that takes commands
 * @id: device
 * @report: as in hidraw_takes()
 *
 * Return: a file descriptor or -errno; -ENXIO: it has none.
 */
int hidraw_open(const struct dongle_id *id, u8 report);

/**
 * hidraw_send - one report
 * @fd: open
 * @numbered: @command begins with the report's number
 * @command: report
 * @len: of @command, at most DIALECT_FRAME_MAX
 *
 * Return: 0 or -errno.
 */
int hidraw_send(int fd, bool numbered, const u8 *command, size_t len);

/**
 * hidraw_drain - forget what has come
 * @fd: open
 */
void hidraw_drain(int fd);

/**
 * hidraw_receive - wait for an answer; other reports are passed over
 * @fd: open
 * @dialect: how the device speaks
 * @question: what was asked
 * @answer: result, DIALECT_FRAME_MAX bytes
 *
 * Return: length; -EAGAIN: it did not come in time; or another -errno.
 */
int hidraw_receive(int fd, const struct dongle_dialect *dialect, unsigned int question,
		   u8 *answer);

#endif /* LIBDONGLE_HIDRAW_H */
