/* SPDX-License-Identifier: GPL-2.0-only */
/* Runs of dongle-ctl in this program, with folders of settings of their own. */
#ifndef TEST_RUNNER_H
#define TEST_RUNNER_H

#include "fakebus.h"
#include "verb.h"

/**
 * struct outcome - what a run wrote and returned
 * @code: EXIT_*
 * @out: results, free() it
 * @err: errors, free() it
 */
struct outcome {
	enum exit_code code;
	char *out;
	char *err;
};

extern const struct options runner_apply, runner_save, runner_forget;

/**
 * runner_start - make /tmp/dongle-XXXXXX with the empty folders etc, var, data/headphones
 *		  and data/dongles
 */
void runner_start(void);

/**
 * runner_end - remove them
 */
void runner_end(void);

/**
 * runner_clear - remove all files of these folders
 */
void runner_clear(void);

/**
 * runner_write - write a file
 * @name: such as "etc/a.conf"
 * @text: its content
 */
void runner_write(const char *name, const char *text);

/**
 * runner_read - read a file
 * @name: such as "etc/a.conf"
 *
 * Return: its content, free() it; "(none)" where there is none.
 */
char *runner_read(const char *name);

/**
 * runner_path - where a file is
 * @name: such as "etc/a.conf"
 *
 * Return: its path, until the next call.
 */
const char *runner_path(const char *name);

/**
 * runner_files - how many files a folder has, hidden ones included, the lock not
 * @name: "etc" or "var"
 *
 * Return: their number.
 */
int runner_files(const char *name);

/**
 * runner_setting - the command line that sets one thing
 * @setting: what
 * @value: as it is given
 *
 * Return: the options.
 */
struct options runner_setting(enum setting setting, const char *value);

/**
 * runner_run - one run; no device may be left open
 * @run: result, for runner_free()
 * @fake: devices, whose logs are emptied before
 * @options: command line
 */
void runner_run(struct outcome *run, struct fake_bus *fake, const struct options *options);

/**
 * runner_free - free what a run wrote
 * @run: its outcome
 */
void runner_free(struct outcome *run);

/**
 * runner_check - one run, and what came of it
 * @name: of the check
 * @fake: devices
 * @options: command line
 * @code: what it shall return
 * @says: shall be in its output or errors; "" for nothing written at all
 * @log: what device 0 shall be asked
 */
void runner_check(const char *name, struct fake_bus *fake, const struct options *options,
		  enum exit_code code, const char *says, const char *log);

#endif /* TEST_RUNNER_H */
