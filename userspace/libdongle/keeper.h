/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Saving without being root. The folder of saved files belongs to root, the
 * device also to who sits in front of it. dongle-keeper, which systemd starts
 * for each connection, saves a device for whoever can open it for writing.
 *
 * A request is one packet: a byte that says what to do, and with it the device's
 * open node. That shows the right to the device and which one it is; nothing else
 * is taken from who asks. The answer is one packet, an int: what dongle_save()
 * or dongle_forget() returned.
 */
#ifndef LIBDONGLE_KEEPER_H
#define LIBDONGLE_KEEPER_H

#include "bus.h"

#define KEEPER_SOCKET	"/run/dongle/keeper"
#define KEEPER_SAVE	's'
#define KEEPER_FORGET	'f'

#define USB_DEVICE_MAJOR	189	/* of the nodes; Documentation/admin-guide/devices.txt */
#define USB_DEVICE_MINORS	128	/* of one bus; its first device has 1 */

/**
 * keeper_write - saved_write(), by dongle-keeper where this user may not
 * @dongle: device
 * @state: its settings; dongle-keeper reads them anew
 * @by: mask of DONGLE_BY_*
 *
 * Return: as saved_write(), -EACCES also where there is no dongle-keeper;
 * -ETIMEDOUT.
 */
int keeper_write(const struct dongle *dongle, const struct dongle_state *state, int by);

#endif /* LIBDONGLE_KEEPER_H */
