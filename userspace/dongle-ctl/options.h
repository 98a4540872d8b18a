/* SPDX-License-Identifier: GPL-2.0-only */
/* The command line. */
#ifndef DONGLE_CTL_OPTIONS_H
#define DONGLE_CTL_OPTIONS_H

#include <argp.h>

#include "verb.h"

#define KEY_OPTION	0x100	/* + enum option_number */
#define KEY_SETTING	0x200	/* + enum setting */

/**
 * option_rows - all options, those of bought dongles among them
 *
 * Return: rows, the last one empty.
 */
const struct argp_option *option_rows(void);

/**
 * options_parse - read the command line
 * @options: result; keeps pointers into @argv
 * @argc: of main()
 * @argv: of main()
 *
 * Ends the program with EXIT_USAGE, and with EXIT_OK after help and version.
 */
void options_parse(struct options *options, int argc, char **argv);

#endif /* DONGLE_CTL_OPTIONS_H */
