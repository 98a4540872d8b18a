/* SPDX-License-Identifier: GPL-2.0-only */
/* dongle-ctl abx: a blind test between two settings, and who it talks to. */
#ifndef DONGLE_CTL_ABX_H
#define DONGLE_CTL_ABX_H

#include "abx_plan.h"
#include "text.h"
#include "verb.h"

#define ABX_TRIALS	16	/* where none are given */
#define ABX_TEXT_MAX	2048
#define ABX_LINE_MAX	4096
#define ABX_PATH_MAX	4096

enum abx_command {
	ABX_LISTEN_A,
	ABX_LISTEN_B,
	ABX_LISTEN_X,
	ABX_ANSWER_A,
	ABX_ANSWER_B,
	ABX_QUIT,
	ABX_HELP,
	ABX_NOTHING,	/* a blank */
	ABX_WRONG,
	ABX_GONE,	/* no more will come */
};

#define ABX_SOUNDS	(ABX_LISTEN_X + 1)

enum abx_end {
	ABX_DONE,
	ABX_STOPPED,	/* by the listener */
	ABX_KILLED,	/* by a signal */
	ABX_CHANGED,	/* by another program */
	ABX_FAILED,
	ABX_ENDS
};

/**
 * struct abx - a test that runs
 * @run: this run
 * @dongle: device
 * @plan: what is compared
 * @face: who it talks to
 * @state: of the device, as this test left it
 * @touched: something was sent
 * @unsure: fields that may be as they were before, too
 * @trials: how many there shall be
 * @answered: how many there were
 * @hits: answers that were right
 * @listened: how often to A, B and X in this trial
 * @drawn: X is chosen for this trial
 * @x: ABX_A or ABX_B; told to nobody before the answer
 * @error: what failed, -errno
 * @log: file descriptor
 * @log_path: its name
 */
struct abx {
	struct run *run;
	struct dongle *dongle;
	const struct abx_plan *plan;
	const struct abx_face *face;
	struct dongle_state state;
	bool touched;
	u32 unsure;
	unsigned int trials;
	unsigned int answered;
	unsigned int hits;
	unsigned int listened[ABX_SOUNDS];
	bool drawn;
	u8 x;
	int error;
	int log;
	char log_path[ABX_PATH_MAX];
};

/**
 * struct abx_face - how a test is shown; none may know X
 * @begin: says what is compared
 * @listening: says what sounds now
 * @answered: says that an answer was taken
 * @refuse: says why a command was not
 * @help: says what commands there are
 * @result: says how it went
 */
struct abx_face {
	void (*begin)(const struct abx *abx);
	void (*listening)(const struct abx *abx, enum abx_command sound);
	void (*answered)(const struct abx *abx, enum abx_command answer);
	void (*refuse)(const struct abx *abx, const char *why);
	void (*help)(const struct abx *abx);
	void (*result)(const struct abx *abx, enum abx_end end);
};

extern const struct abx_face abx_text_face, abx_json_face;
extern const char *const abx_ends[ABX_ENDS];

/* ms from one transfer to the next; each switch takes four. */
extern unsigned int abx_pace_ms;

/**
 * abx_switch - let a side sound: the same transfers at the same times, whatever sounds now
 * @abx: test
 * @side: ABX_A or ABX_B
 *
 * Return: 0; -ECANCELED: another program has changed something, and nothing was sent or
 * the rest was not; or another -errno.
 */
int abx_switch(struct abx *abx, unsigned int side);

/**
 * abx_restore - have all as it was before the test, where nobody else changed it
 * @abx: test
 *
 * Return: as abx_switch().
 */
int abx_restore(struct abx *abx);

/**
 * struct abx_input - where commands come from
 * @fd: file descriptor
 * @signals: of signalfd()
 * @json: objects, one a line; letters otherwise
 * @signal: that ended it, or 0
 * @line: what has come
 * @len: how much
 * @skips: the rest of a line that was too long
 */
struct abx_input {
	int fd;
	int signals;
	bool json;
	int signal;
	char line[ABX_LINE_MAX];
	size_t len;
	bool skips;
};

/**
 * abx_next - wait for a command
 * @input: where from
 *
 * Return: command; ABX_GONE at the end, and with @input->signal after a signal.
 */
enum abx_command abx_next(struct abx_input *input);

/**
 * abx_session - all trials, and the device as it was
 * @abx: test
 * @input: where commands come from
 *
 * Return: how it ended.
 */
enum abx_end abx_session(struct abx *abx, struct abx_input *input);

/**
 * abx_terminal_open - have keys without Enter, where there is a terminal
 * @fd: of the keys
 */
void abx_terminal_open(int fd);

/**
 * abx_terminal_close - the reverse of abx_terminal_open()
 */
void abx_terminal_close(void);

/**
 * abx_says - what the result shows, and what it does not
 * @text: where to, a sentence a line
 * @abx: test
 * @end: how it ended
 */
void abx_says(struct text *text, const struct abx *abx, enum abx_end end);

/**
 * abx_hides - what the test cannot hide, a line each
 *
 * Return: text.
 */
const char *abx_hides(void);

/**
 * abx_log_open - open the log, before anything is touched
 * @abx: test
 *
 * Return: 0 or -errno.
 */
int abx_log_open(struct abx *abx);

/**
 * abx_log_start - note what is compared
 * @abx: test
 *
 * Return: 0 or -errno.
 */
int abx_log_start(const struct abx *abx);

/**
 * abx_log_answer - note a trial that is over
 * @abx: test
 * @answer: ABX_A or ABX_B
 *
 * Return: 0 or -errno.
 */
int abx_log_answer(const struct abx *abx, unsigned int answer);

/**
 * abx_log_end - note how it went
 * @abx: test
 * @end: how it ended
 *
 * Return: 0 or -errno.
 */
int abx_log_end(const struct abx *abx, enum abx_end end);

#endif /* DONGLE_CTL_ABX_H */
