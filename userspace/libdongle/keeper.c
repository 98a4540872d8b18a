// SPDX-License-Identifier: GPL-2.0-only
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "config.h"
#include "keeper.h"
#include "saved.h"

#define PATIENCE_S	10

static int connect_keeper(void)
{
	struct timeval patience = { .tv_sec = PATIENCE_S };
	struct sockaddr_un address = { .sun_family = AF_UNIX, .sun_path = KEEPER_SOCKET };
	int err, fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -errno;
	if (!setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)) &&
	    !connect(fd, (struct sockaddr *)&address, sizeof(address)))
		return fd;
	err = -errno;
	close(fd);
	return err;
}

static int send_request(int fd, char task, int node)
{
	union {
		char buf[CMSG_SPACE(sizeof(node))];
		struct cmsghdr align;
	} control = {};
	struct iovec data = { .iov_base = &task, .iov_len = sizeof(task) };
	struct msghdr msg = {
		.msg_iov = &data, .msg_iovlen = 1,
		.msg_control = control.buf, .msg_controllen = sizeof(control.buf),
	};
	struct cmsghdr *cmsg = CMSG_FIRSTHDR(&msg);

	cmsg->cmsg_level = SOL_SOCKET;
	cmsg->cmsg_type = SCM_RIGHTS;
	cmsg->cmsg_len = CMSG_LEN(sizeof(node));
	memcpy(CMSG_DATA(cmsg), &node, sizeof(node));
	return sendmsg(fd, &msg, MSG_NOSIGNAL) < 0 ? -errno : 0;
}

static int exchange(int fd, char task, int node)
{
	int answer, err = send_request(fd, task, node);
	ssize_t n;

	if (err)
		return err;
	n = recv(fd, &answer, sizeof(answer), 0);
	if (n < 0)
		return errno == EAGAIN ? -ETIMEDOUT : -errno;
	return n == sizeof(answer) ? answer : -EPROTO;
}

static int ask(const struct dongle_id *id, char task)
{
	int fd, node, answer;
	char path[32];

	snprintf(path, sizeof(path), "/dev/bus/usb/%03u/%03u", id->bus, id->address);
	node = open(path, O_RDWR | O_CLOEXEC);
	if (node < 0)
		return -errno;
	fd = connect_keeper();
	/* nobody to ask: then it is as it was, this user may not */
	answer = fd < 0 ? -EACCES : exchange(fd, task, node);
	if (fd >= 0)
		close(fd);
	close(node);
	return answer;
}

/* A folder of another name is the caller's own affair. */
static bool should_ask(int err)
{
	return err == -EACCES && !strcmp(config_state_dir(), DONGLE_STATE_DIR);
}

int keeper_write(const struct dongle *dongle, const struct dongle_state *state, int by)
{
	int err = saved_write(dongle, state, by);

	if (!should_ask(err))
		return err;
	err = ask(&dongle->id, KEEPER_SAVE);
	return err < 0 ? err : 0;
}

int dongle_save(struct dongle *dongle)
{
	int by = saved_keep(dongle);

	return should_ask(by) ? ask(&dongle->id, KEEPER_SAVE) : by;
}

int dongle_forget(struct dongle *dongle)
{
	int n = saved_remove(dongle);

	return should_ask(n) ? ask(&dongle->id, KEEPER_FORGET) : n;
}
