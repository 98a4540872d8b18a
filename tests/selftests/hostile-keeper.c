// SPDX-License-Identifier: GPL-2.0-only
/*
 * usage: hostile-keeper SOCKET USB-NODE
 *
 * Asks dongle-keeper for what it must refuse, and looks at its answers; then holds
 * 300 connections that ask nothing until each has been closed. Exits with 1 after
 * saying what was wrong. USB-NODE is a dongle that this user may open for writing.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "hostile.h"

#define FILES_MAX	253	/* of one packet */
#define SILENT		300	/* more than systemd starts in a moment */
#define PATIENCE_MS	60000	/* a slow guest; it waits for 5 s itself */

static const char *socket_path;
static unsigned int asked, wrong;

static int connect_keeper(void)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);

	snprintf(address.sun_path, sizeof(address.sun_path), "%s", socket_path);
	if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof(address))) {
		perror(socket_path);
		exit(1);
	}
	return fd;
}

static int send_to(int fd, const void *data, size_t len, const int *files, unsigned int n)
{
	union {
		char buf[CMSG_SPACE(FILES_MAX * sizeof(int))];
		struct cmsghdr align;
	} control = {};
	struct iovec vec = { .iov_base = (void *)data, .iov_len = len };
	struct msghdr msg = { .msg_iov = &vec, .msg_iovlen = 1 };
	struct cmsghdr *cmsg;

	if (n) {
		msg.msg_control = control.buf;
		msg.msg_controllen = CMSG_SPACE(n * sizeof(int));
		cmsg = CMSG_FIRSTHDR(&msg);
		cmsg->cmsg_level = SOL_SOCKET;
		cmsg->cmsg_type = SCM_RIGHTS;
		cmsg->cmsg_len = CMSG_LEN(n * sizeof(int));
		memcpy(CMSG_DATA(cmsg), files, n * sizeof(int));
	}
	return sendmsg(fd, &msg, MSG_NOSIGNAL) < 0 ? -errno : 0;
}

/* Return: what it answered, or 1 if it closed the connection, 2 if it did nothing. */
static int answer_of(int fd)
{
	struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
	int answer;

	if (poll(&poll_fd, 1, PATIENCE_MS) <= 0)
		return 2;
	return recv(fd, &answer, sizeof(answer), 0) == sizeof(answer) ? answer : 1;
}

static void refused(const char *what, int want, const void *data, size_t len, const int *files,
		    unsigned int n)
{
	int got, fd = connect_keeper();

	asked++;
	got = send_to(fd, data, len, files, n);
	if (!got)
		got = answer_of(fd);
	if (got != want) {
		printf("# %s: %d instead of %d\n", what, got, want);
		wrong++;
	}
	close(fd);
}

static void wrong_nodes(const char *node)
{
	static const struct {
		const char *path;
		int flags, want;
	} nodes[] = {
		{ NULL, O_RDONLY, -EACCES },
		{ NULL, O_PATH, -EACCES },
		{ "/dev/null", O_RDWR, -EINVAL },
		{ "/dev/zero", O_RDWR, -EINVAL },
		{ "/", O_RDONLY | O_DIRECTORY, -EINVAL },
		{ "/etc/passwd", O_RDONLY, -EINVAL },
		{ "/proc/self/mem", O_RDWR, -EINVAL },
	};
	int pair[2], fd;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(nodes); i++) {
		const char *what = nodes[i].path ?: "the node, not to be written";

		fd = open(nodes[i].path ?: node, nodes[i].flags | O_CLOEXEC);
		refused(what, nodes[i].want, "s", 1, &fd, 1);
		refused(what, nodes[i].want, "f", 1, &fd, 1);
		close(fd);
	}
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
		exit(2);
	refused("a connection", -EINVAL, "s", 1, pair, 1);
	close(pair[0]);
	close(pair[1]);
}

static void wrong_packets(int node)
{
	static char huge[65536];
	int files[FILES_MAX];
	unsigned int i;

	for (i = 0; i < FILES_MAX; i++)
		files[i] = node;
	refused("nothing in it", -EINVAL, "", 0, files, 1);
	refused("no node", -EINVAL, "s", 1, NULL, 0);
	refused("two nodes", -EINVAL, "s", 1, files, 2);
	refused("three nodes", -EINVAL, "s", 1, files, 3);
	refused("as many nodes as there can be", -EINVAL, "s", 1, files, FILES_MAX);
	refused("a longer one", -EINVAL, "sf", 2, files, 1);
	memset(huge, 's', sizeof(huge));
	refused("a huge one", -EINVAL, huge, sizeof(huge), files, 1);
	for (i = 0; i < 256; i += 5) {
		char task = i;

		if (task != 's' && task != 'f')
			refused("another byte", -EINVAL, &task, 1, files, 1);
	}
}

/* Who sends and does not wait, or connects and goes. */
static void hasty(int node)
{
	unsigned int i;
	int fd;

	for (i = 0; i < 10; i++) {
		fd = connect_keeper();
		if (i % 2)
			send_to(fd, "x", 1, &node, 1);
		close(fd);
		asked++;
	}
}

static void hold_silent(void)
{
	int fds[SILENT], i;

	for (i = 0; i < SILENT; i++)
		fds[i] = connect_keeper();
	asked += SILENT;
	for (i = 0; i < SILENT; i++) {
		if (answer_of(fds[i]) != 1) {
			printf("# the silent connection %d is not closed\n", i);
			wrong++;
		}
		close(fds[i]);
	}
}

int main(int argc, char **argv)
{
	int node;

	if (argc != 3) {
		fprintf(stderr, "usage: hostile-keeper SOCKET USB-NODE\n");
		return 2;
	}
	socket_path = argv[1];
	node = open(argv[2], O_RDWR | O_CLOEXEC);
	if (node < 0) {
		perror(argv[2]);
		return 2;
	}
	wrong_packets(node);
	wrong_nodes(argv[2]);
	hasty(node);
	hold_silent();
	printf("# %u asked, %u wrong\n", asked, wrong);
	return wrong > 0;
}
