/* SPDX-License-Identifier: GPL-2.0-only */
/* What sysfs says of the devices. Reading it opens, and wakes, none. */
#ifndef LIBDONGLE_SYSFS_H
#define LIBDONGLE_SYSFS_H

#include "bus.h"

/* "/sys", but for tests. */
extern const char *dongle_sysfs;

/**
 * sysfs_list - the devices with the three bytes of the protocol, and those whose USB
 *		id is in the table of bought ones
 * @ids: result, the caller frees it
 *
 * Return: how many, or -errno.
 */
int sysfs_list(struct dongle_id **ids);

/**
 * sysfs_driver - who has the control interface of a device
 * @id: device
 *
 * Return: who; of a bought one DRIVER_OURS while snd-usb-dongle is loaded at all.
 */
enum dongle_driver sysfs_driver(const struct dongle_id *id);

/**
 * sysfs_card - the sound card of a device
 * @id: device
 *
 * Return: its number, or -ENODEV.
 */
int sysfs_card(const struct dongle_id *id);

#endif /* LIBDONGLE_SYSFS_H */
