// SPDX-License-Identifier: GPL-2.0-only
/* Trials: listen as often as you like, then answer once. */
#include <sys/random.h>

#include "abx.h"

#define KEYS	"allowed: a, b, x, 1, 2, q, h"
#define OBJECTS	"allowed: {\"listen\": \"a\"}, with \"a\", \"b\" or \"x\"; " \
		"{\"answer\": \"a\"}, with \"a\" or \"b\"; {\"quit\": true}"

const char *const abx_ends[ABX_ENDS] = {
	[ABX_DONE]	= "done",
	[ABX_STOPPED]	= "stopped",
	[ABX_KILLED]	= "killed",
	[ABX_CHANGED]	= "changed",
	[ABX_FAILED]	= "failed",
};

/* One trial says nothing of the next, nor of any before. */
static int draw(struct abx *abx)
{
	u8 random;

	if (abx->drawn)
		return 0;
	if (getrandom(&random, sizeof(random), 0) != sizeof(random))
		return -errno;
	abx->x = random & 1 ? ABX_B : ABX_A;
	abx->drawn = true;
	return 0;
}

static int listen_to(struct abx *abx, enum abx_command sound)
{
	/* before any sound: what is drawn late could be drawn for what was heard */
	int err = draw(abx);

	if (!err)
		err = abx_switch(abx, sound == ABX_LISTEN_X ? abx->x :
				      sound == ABX_LISTEN_A ? ABX_A : ABX_B);
	if (err)
		return err;
	abx->listened[sound]++;
	abx->face->listening(abx, sound);
	return 0;
}

static int answer(struct abx *abx, enum abx_command command)
{
	unsigned int side = command == ABX_ANSWER_A ? ABX_A : ABX_B;
	int err;

	if (!abx->listened[ABX_LISTEN_X]) {
		abx->face->refuse(abx, "listen to X first, in each trial");
		return 0;
	}
	abx->answered++;
	abx->hits += side == abx->x;
	err = abx_log_answer(abx, side);
	memset(abx->listened, 0, sizeof(abx->listened));
	abx->drawn = false;
	abx->face->answered(abx, command);
	return err;
}

static int obey(struct abx *abx, enum abx_command command)
{
	switch (command) {
	case ABX_LISTEN_A:
	case ABX_LISTEN_B:
	case ABX_LISTEN_X:
		return listen_to(abx, command);
	case ABX_ANSWER_A:
	case ABX_ANSWER_B:
		return answer(abx, command);
	case ABX_HELP:
		abx->face->help(abx);
		return 0;
	case ABX_WRONG:
		abx->face->refuse(abx, abx->run->options->json ? OBJECTS : KEYS);
		return 0;
	default:
		return 0;
	}
}

static enum abx_end all_trials(struct abx *abx, struct abx_input *input)
{
	enum abx_command command;

	while (abx->answered < abx->trials) {
		/* nobody reads any more */
		if (fflush(abx->run->out))
			return ABX_STOPPED;
		command = abx_next(input);
		if (command == ABX_GONE && input->signal)
			return ABX_KILLED;
		if (command == ABX_GONE || command == ABX_QUIT)
			return ABX_STOPPED;
		abx->error = obey(abx, command);
		if (abx->error)
			return abx->error == -ECANCELED ? ABX_CHANGED : ABX_FAILED;
	}
	return ABX_DONE;
}

enum abx_end abx_session(struct abx *abx, struct abx_input *input)
{
	enum abx_end end;
	int err;

	abx->state = abx->plan->before;
	abx->face->begin(abx);
	end = all_trials(abx, input);
	err = abx_restore(abx);
	if (err && end != ABX_FAILED) {
		end = err == -ECANCELED ? ABX_CHANGED : ABX_FAILED;
		abx->error = err;
	}
	return end;
}
