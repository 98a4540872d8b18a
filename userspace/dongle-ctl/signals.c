// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "signals.h"

int signals_hold(const int *signals, size_t n, sigset_t *before)
{
	sigset_t mask;
	int fd;

	sigemptyset(&mask);
	while (n--)
		sigaddset(&mask, signals[n]);
	fd = signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd < 0) {
		fd = -errno;
		sigemptyset(&mask);
	}
	sigprocmask(SIG_BLOCK, &mask, before);
	return fd;
}

int signals_taken(int fd)
{
	struct signalfd_siginfo info;

	return read(fd, &info, sizeof(info)) == sizeof(info) ? (int)info.ssi_signo : 0;
}
