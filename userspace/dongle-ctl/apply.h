/* SPDX-License-Identifier: GPL-2.0-only */
/* What the program does, once its options are read. */
#ifndef DONGLE_CTL_APPLY_H
#define DONGLE_CTL_APPLY_H

#include <stdio.h>

#include "request.h"
#include "select.h"

enum command {
	COMMAND_STATUS,
	COMMAND_LIST,
	COMMAND_SET,
};

/**
 * struct options - the command line
 * @command: what to do
 * @selector: with which device
 * @request: settings, for COMMAND_SET
 * @json: write JSON
 * @quiet: write nothing but errors
 */
struct options {
	enum command command;
	struct selector selector;
	struct request request;
	bool json;
	bool quiet;
};

/**
 * apply_run - do it
 * @bus: where devices are
 * @options: what
 * @out: for results
 * @err: for errors
 *
 * Return: EXIT_*.
 */
enum exit_code apply_run(struct dongle_bus *bus, const struct options *options, FILE *out,
			 FILE *err);

#endif /* DONGLE_CTL_APPLY_H */
