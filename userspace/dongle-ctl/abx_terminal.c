// SPDX-License-Identifier: GPL-2.0-only
/* A terminal that gives each key at once, and none of them to see. */
#include <termios.h>
#include <unistd.h>

#include "abx.h"

static struct termios saved;
static int terminal = -1;

/* Ctrl-C stays a signal; a test that is put to sleep would leave its settings. */
void abx_terminal_open(int fd)
{
	struct termios keys;

	if (!isatty(fd) || tcgetattr(fd, &saved))
		return;
	keys = saved;
	keys.c_lflag &= ~(ICANON | ECHO);
	keys.c_cc[VMIN] = 1;
	keys.c_cc[VTIME] = 0;
	keys.c_cc[VSUSP] = _POSIX_VDISABLE;
	if (!tcsetattr(fd, TCSANOW, &keys))
		terminal = fd;
}

/* What was typed too much is no command for the shell. */
void abx_terminal_close(void)
{
	if (terminal >= 0)
		tcsetattr(terminal, TCSAFLUSH, &saved);
	terminal = -1;
}
