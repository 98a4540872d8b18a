// SPDX-License-Identifier: GPL-2.0-only
/*
 * usage: dongle-keeper
 *
 * Saves or forgets the settings of one dongle for a user who may not write to
 * the folder of saved files; libdongle/keeper.h says how it is asked. Standard
 * input is the connection: systemd accepts it (dongle-keeper.socket).
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "serve.h"

#define PATIENCE_S	5	/* for one who connects and asks nothing */

int main(void)
{
	struct timeval patience = { .tv_sec = PATIENCE_S };
	struct dongle_bus *bus;
	int err;

	if (setsockopt(STDIN_FILENO, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience))) {
		fprintf(stderr, "dongle-keeper: standard input is no connection: %s\n",
			strerror(errno));
		return 2;
	}
	err = dongle_bus_new(&bus, DONGLE_BUS_ONLY);
	if (!err) {
		err = serve(STDIN_FILENO, bus);
		dongle_bus_free(bus);
	}
	if (err)
		fprintf(stderr, "dongle-keeper: %s\n", strerror(-err));
	return !!err;
}
