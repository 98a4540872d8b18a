// SPDX-License-Identifier: GPL-2.0-only
/*
 * usage: interrupt N PREFIX ACTION COMMAND [ARGUMENT]...
 *        interrupt MOUNTPOINT
 *
 * Runs COMMAND, and the shell's ACTION just before the command's file call number N, from 1,
 * the first being one whose path starts with PREFIX. Where ACTION fails, COMMAND is killed.
 * Exits as COMMAND does; 98 after a kill, 99 where there were fewer calls.
 *
 * With a mount point alone it takes the power away from that file system: nothing that is not
 * on the disk by now gets there.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define EXT4_IOC_SHUTDOWN		_IOR('X', 125, uint32_t)
#define EXT4_GOING_FLAGS_NOLOGFLUSH	2

#define STATUS_KILLED	98
#define STATUS_FEWER	99

static int cut_power(const char *mountpoint)
{
	uint32_t flags = EXT4_GOING_FLAGS_NOLOGFLUSH;
	int fd = open(mountpoint, O_RDONLY | O_DIRECTORY);

	if (fd < 0 || ioctl(fd, EXT4_IOC_SHUTDOWN, &flags)) {
		perror(mountpoint);
		return 1;
	}
	close(fd);
	return 0;
}

/* Where the path of a call is among its arguments; -1 for a call that has none, -2 for others. */
static int path_argument(long number)
{
	switch (number) {
	case SYS_mkdir:
		return 0;
	case SYS_openat:
	case SYS_unlinkat:
	case SYS_renameat:
	case SYS_renameat2:
	case SYS_newfstatat:
		return 1;
	case SYS_write:
	case SYS_ftruncate:
	case SYS_fchmod:
	case SYS_flock:
	case SYS_fsync:
	case SYS_getdents64:
	case SYS_close:
		return -1;
	default:
		return -2;
	}
}

static bool starts_with(pid_t pid, uint64_t address, const char *prefix)
{
	char path[256] = "";
	struct iovec to = { path, strlen(prefix) }, from = { (void *)address, strlen(prefix) };

	return to.iov_len < sizeof(path) && process_vm_readv(pid, &to, 1, &from, 1, 0) > 0 &&
	       !strcmp(path, prefix);
}

/* Is the call that @pid is about to make one that counts? */
static bool counts(pid_t pid, const char *prefix, bool *begun)
{
	struct __ptrace_syscall_info info;
	int path;

	ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof(info), &info);
	if (info.op != PTRACE_SYSCALL_INFO_ENTRY)
		return false;
	path = path_argument(info.entry.nr);
	if (!*begun && path >= 0)
		*begun = starts_with(pid, info.entry.args[path], prefix);
	return *begun && path > -2;
}

static int watch(pid_t pid, long n, const char *prefix, const char *action)
{
	bool begun = false;
	int status;

	waitpid(pid, &status, 0); /* it is to run COMMAND */
	ptrace(PTRACE_SETOPTIONS, pid, NULL, PTRACE_O_TRACESYSGOOD);
	ptrace(PTRACE_SYSCALL, pid, NULL, NULL);
	while (waitpid(pid, &status, 0) == pid && WIFSTOPPED(status)) {
		if (n && counts(pid, prefix, &begun) && !--n && system(action)) {
			kill(pid, SIGKILL);
			waitpid(pid, &status, 0);
			return STATUS_KILLED;
		}
		ptrace(PTRACE_SYSCALL, pid, NULL, NULL);
	}
	return n ? STATUS_FEWER : WEXITSTATUS(status);
}

int main(int argc, char **argv)
{
	pid_t pid;

	if (argc == 2)
		return cut_power(argv[1]);
	if (argc < 5 || atol(argv[1]) < 1) {
		fprintf(stderr, "usage: interrupt N PREFIX ACTION COMMAND [ARGUMENT]...\n");
		return 2;
	}
	pid = fork();
	if (!pid) {
		ptrace(PTRACE_TRACEME, 0, NULL, NULL);
		execvp(argv[4], argv + 4);
		perror(argv[4]);
		_exit(127);
	}
	return watch(pid, atol(argv[1]), argv[2], argv[3]);
}
