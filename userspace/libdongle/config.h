/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Settings that are kept in files, and which of them a dongle gets.
 *
 * Where
 * -----
 *	/etc/dongle/NAME.conf		what the administrator wants
 *	/var/lib/dongle/NAME.conf	what was saved, one file a dongle
 *
 * unless make was given another SYSCONFDIR or STATEDIR; the environment
 * variables DONGLE_CONFIG_DIR and DONGLE_STATE_DIR name other folders. Other
 * names and hidden files are not read. Files of a folder are read in the byte
 * order of their names. A folder that is not there is as good as empty.
 *
 * A file is read only if it is a regular file, no symbolic link, belongs to
 * root or to the user who runs the program, cannot be written by anyone else,
 * and has at most 65536 bytes.
 *
 * What is in them
 * ---------------
 * Lines of text (UTF-8, ended by a line feed):
 *
 *	# a comment; so is what begins with ;
 *	[model 1d6b:0104]
 *	gain = low
 *	se-volume = -30		; a comment after a blank
 *
 * Blanks around names and values do not count. A line with a setting has at
 * most 190 bytes. No line has control characters other than tabs.
 *
 * A section says which dongles the settings below it are for:
 *
 *	[any]			all
 *	[model VVVV:PPPP]	those with this vendor and product id, in hex
 *	[path 1-1.2]		the one at this place of the bus
 *	[serial TEXT]		the one with this serial number
 *
 * or those for which several of the last three hold, serial being the last:
 * [model VVVV:PPPP serial TEXT]. TEXT goes up to the ] at the end of the line
 * and stands for itself, brackets, quotes and blanks within it included, but
 * for two escapes: \\ is a backslash and \xHH is the byte HH, 01 to ff.
 * Control characters, and blanks at its ends, are written so. No section may
 * be twice in a file, no key twice in a section.
 *
 * A setting is a line KEY = VALUE. The keys are those of dongle-ctl without
 * dashes in front, the values those that do not depend on what is there now:
 *
 *	mode		single-ended, balanced, auto
 *	gain		low, medium, high
 *	filter		its name, or its number from 1
 *	volume, se-volume, balanced-volume
 *			dB: "-20", "-20.5dB", or left and right "-20,-21"
 *	mute, se-mute, balanced-mute
 *			on, off
 *	limit, se-limit, balanced-limit
 *			dB, none: the highest level the device has, or with headphones
 *			how loud these may get, "100dBSPL"
 *	headphones	their name, as dongle-ctl-advise(1) has it
 *	led, amplifier-class, balance, spdif, dsd-filter
 *			what some bought dongles have, by the table of models
 *
 * A level between two steps of the device is the lower one. One out of its
 * range is an error. One above the limit that holds then is lowered to it.
 *
 * Which one counts
 * ----------------
 * For each key on its own: /etc/dongle comes before /var/lib/dongle whatever
 * the section; then a section with a serial number before one without, then
 * one with a path, then one with a model, then [any]; then the later file.
 * volume and se-volume, say, are one key on a device that has one level only.
 *
 * A key for something that the device does not have is an error, except below
 * a section that names neither model nor serial number: that is for whatever
 * is plugged in, as far as it has it.
 *
 * Headphones
 * ----------
 * They choose what no key says: the mode where no plug is detected, the gain that is
 * enough, and limits of 110 dB SPL. A limit below /var/lib/dongle counts beside theirs
 * only where it is lower.
 *
 * What goes wrong
 * ---------------
 * Every broken file is named as FILE: WHY, every broken line as
 * FILE:LINE: KEY: WHY. Then nothing of any file holds: the line might have
 * been a limit.
 */
#ifndef LIBDONGLE_CONFIG_H
#define LIBDONGLE_CONFIG_H

#include <stdio.h>

#include "bus.h"
#include "catalog.h"
#include "request.h"

#ifndef DONGLE_CONFIG_DIR
#define DONGLE_CONFIG_DIR	"/etc/dongle"
#define DONGLE_STATE_DIR	"/var/lib/dongle"
#endif

struct dongle_config;

/**
 * config_dir - the folder of the administrator's files
 *
 * Return: $DONGLE_CONFIG_DIR, or /etc/dongle.
 */
const char *config_dir(void);

/**
 * config_state_dir - the folder of the saved files
 *
 * Return: $DONGLE_STATE_DIR, or /var/lib/dongle.
 */
const char *config_state_dir(void);

/**
 * config_read - read all files
 * @config: result, for config_free()
 * @err: where to name what is broken, one line each
 *
 * Return: 0; -EINVAL when something is broken; -ENOMEM.
 */
int config_read(struct dongle_config **config, FILE *err);

/**
 * config_has - is anything set for a device
 * @config: files
 * @id: device, which need not be open
 *
 * Return: whether it is.
 */
bool config_has(const struct dongle_config *config, const struct dongle_id *id);

/**
 * config_request - what is set for a device, as a request
 * @config: files; @request points into it
 * @dongle: device
 * @request: result
 *
 * Return: whether one of the values counts because the device is at its place.
 */
bool config_request(const struct dongle_config *config, const struct dongle *dongle,
		    struct request *request);

/**
 * config_headphones - what a device drives
 * @config: files; the result is theirs
 * @dongle: device
 *
 * Return: their entry, or NULL: the files name none.
 */
const struct catalog_entry *config_headphones(const struct dongle_config *config,
					      const struct dongle *dongle);

/**
 * config_names_headphones - do the files name headphones of any device
 * @config: files
 *
 * Return: whether they do.
 */
bool config_names_headphones(const struct dongle_config *config);

/**
 * config_free - the reverse of config_read()
 * @config: files or NULL
 */
void config_free(struct dongle_config *config);

#endif /* LIBDONGLE_CONFIG_H */
