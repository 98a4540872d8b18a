/* SPDX-License-Identifier: GPL-2.0-only */
/* Functions that the linker puts in the place of others (--wrap), and those. */
#ifndef TEST_WRAP_H
#define TEST_WRAP_H

#include <argp.h>
#include <poll.h>
#include <time.h>

error_t __real_argp_parse(const struct argp *argp, int argc, char **argv, unsigned int flags,
			  int *index, void *input);
error_t __wrap_argp_parse(const struct argp *argp, int argc, char **argv, unsigned int flags,
			  int *index, void *input);
void __wrap_argp_error(const struct argp_state *state, const char *format, ...);

int __wrap_fsync(int fd);

ssize_t __real_write(int fd, const void *buf, size_t len);
ssize_t __wrap_write(int fd, const void *buf, size_t len);
int __real_poll(struct pollfd *fds, nfds_t n, int timeout);
int __wrap_poll(struct pollfd *fds, nfds_t n, int timeout);
int __wrap_clock_nanosleep(clockid_t clock, int flags, const struct timespec *time,
			   struct timespec *left);
long long __wrap_dongle_now_ms(void);

#endif /* TEST_WRAP_H */
