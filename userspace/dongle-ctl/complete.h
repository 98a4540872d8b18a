/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * dongle-ctl --complete WORD...: what the last WORD can become, for the scripts
 * in userspace/completion and for nobody else: it changes as they do.
 */
#ifndef DONGLE_CTL_COMPLETE_H
#define DONGLE_CTL_COMPLETE_H

#include "verb.h"

#define COMPLETE_OPTION	"--complete"

/**
 * complete_run - write all that the last word can become, whatever it begins with
 * @bus: where devices are
 * @out: where to; a line each: the whole word, a tab, what it is
 * @words: of the command line after the program; bad ones are passed over
 * @n: how many; the last one is being typed and may be empty
 *
 * Values are those of the devices that @words choose. These are read, no more.
 *
 * Return: EXIT_OK, or EXIT_DEVICE where the output could not be written.
 */
enum exit_code complete_run(struct dongle_bus *bus, FILE *out, char **words, int n);

#endif /* DONGLE_CTL_COMPLETE_H */
