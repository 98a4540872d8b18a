// SPDX-License-Identifier: GPL-2.0-only
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "keeper.h"
#include "saved.h"
#include "serve.h"

#define FILES_MAX	2	/* a long takes as much: room for one has room for two */

/* The only file of a message; of several, none. */
static int take_file(struct cmsghdr *cmsg)
{
	size_t i, n = (cmsg->cmsg_len - CMSG_LEN(0)) / sizeof(int);
	int files[FILES_MAX];

	memcpy(files, CMSG_DATA(cmsg), n * sizeof(int));
	if (n == 1)
		return files[0];
	for (i = 0; i < n; i++)
		close(files[i]);
	return -1;
}

/* The task, and the file that came with it, if any. */
static int receive(int fd, char *task, int *node)
{
	union {
		char buf[CMSG_SPACE(FILES_MAX * sizeof(int))];
		struct cmsghdr align;
	} control;
	char data[2];
	struct iovec vec = { .iov_base = data, .iov_len = sizeof(data) };
	struct msghdr msg = {
		.msg_iov = &vec, .msg_iovlen = 1,
		.msg_control = control.buf, .msg_controllen = sizeof(control.buf),
	};
	struct cmsghdr *cmsg;
	ssize_t n = recvmsg(fd, &msg, MSG_CMSG_CLOEXEC);

	if (n < 0)
		return -errno;
	cmsg = CMSG_FIRSTHDR(&msg);
	if (cmsg && cmsg->cmsg_level == SOL_SOCKET && cmsg->cmsg_type == SCM_RIGHTS &&
	    cmsg->cmsg_len <= sizeof(control.buf))
		*node = take_file(cmsg);
	*task = n == 1 && !(msg.msg_flags & MSG_CTRUNC) ? data[0] : 0;
	return 0;
}

/* One opened only to be looked at, or to be read, shows no right to the device. */
static int check_node(int node, struct stat *st)
{
	int flags;

	if (node < 0)
		return -EINVAL;
	flags = fcntl(node, F_GETFL);
	if (flags < 0 || fstat(node, st))
		return -errno;
	if (!S_ISCHR(st->st_mode) || major(st->st_rdev) != USB_DEVICE_MAJOR)
		return -EINVAL;
	return (flags & O_ACCMODE) == O_RDWR ? 0 : -EACCES;
}

static int open_node(struct dongle_bus *bus, int node, struct dongle **dongle)
{
	struct dongle_id *ids = NULL;
	struct stat st;
	int i, n, err = check_node(node, &st);

	if (err)
		return err;
	n = dongle_list(bus, &ids);
	err = n < 0 ? n : -ENODEV;
	for (i = 0; i < n; i++)
		if (ids[i].bus == minor(st.st_rdev) / USB_DEVICE_MINORS + 1 &&
		    ids[i].address == minor(st.st_rdev) % USB_DEVICE_MINORS + 1)
			err = dongle_open(bus, &ids[i], dongle);
	free(ids);
	return err;
}

static int do_task(struct dongle_bus *bus, char task, int node)
{
	struct dongle *dongle;
	int err;

	if (task != KEEPER_SAVE && task != KEEPER_FORGET)
		return -EINVAL;
	err = open_node(bus, node, &dongle);
	if (err)
		return err;
	err = task == KEEPER_SAVE ? saved_keep(dongle) : saved_remove(dongle);
	dongle_close(dongle);
	return err;
}

int serve(int socket, struct dongle_bus *bus)
{
	int answer, err, node = -1;
	char task = 0;

	err = receive(socket, &task, &node);
	if (err)
		return err;
	answer = do_task(bus, task, node);
	if (node >= 0)
		close(node);
	return send(socket, &answer, sizeof(answer), MSG_NOSIGNAL) < 0 ? -errno : 0;
}
