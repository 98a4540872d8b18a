// SPDX-License-Identifier: GPL-2.0-only
/*
 * Requests that dongle-keeper refuses: what came with them is no open dongle, or
 * one that may only be read. What it does for one that may be written is seen in
 * tests/selftests/autoconf, with a device node.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "device.h"
#include "fakebus.h"
#include "keeper.h"
#include "serve.h"
#include "tap.h"

/* As keeper.h has it: @len bytes, and with them @files open files. */
static void send_to(int fd, const char *data, size_t len, const int *file, int files)
{
	union {
		char buf[CMSG_SPACE(4 * sizeof(int))];
		struct cmsghdr align;
	} control = {};
	struct iovec vec = { .iov_base = (void *)data, .iov_len = len };
	struct msghdr msg = { .msg_iov = &vec, .msg_iovlen = 1 };
	struct cmsghdr *cmsg;

	if (files) {
		msg.msg_control = control.buf;
		msg.msg_controllen = CMSG_SPACE(files * sizeof(int));
		cmsg = CMSG_FIRSTHDR(&msg);
		cmsg->cmsg_level = SOL_SOCKET;
		cmsg->cmsg_type = SCM_RIGHTS;
		cmsg->cmsg_len = CMSG_LEN(files * sizeof(int));
		memcpy(CMSG_DATA(cmsg), file, files * sizeof(int));
	}
	if (sendmsg(fd, &msg, 0) < 0)
		exit(1);
}

/* The lowest number that is free. */
static int next_file(void)
{
	int fd = dup(STDIN_FILENO);

	close(fd);
	return fd;
}

static void test_refused(struct dongle_bus *bus, const char *what, int want,
			 const char *data, size_t len, const int *file, int files)
{
	int pair[2], answer = 1, before, err;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
		exit(1);
	before = next_file();
	send_to(pair[0], data, len, file, files);
	err = serve(pair[1], bus);
	tap_int(err, 0, "%s: answered", what);
	if (recv(pair[0], &answer, sizeof(answer), MSG_DONTWAIT) != sizeof(answer))
		answer = 1;
	tap_int(answer, want, "%s: %s", what, strerror(-want));
	tap_int(next_file(), before, "%s: no file stays open", what);
	close(pair[0]);
	close(pair[1]);
}

static void test_node(struct dongle_bus *bus, const char *what, int want, const char *path,
		      int flags)
{
	int fd = open(path, flags);

	if (fd < 0)
		exit(1);
	test_refused(bus, what, want, "s", 1, &fd, 1);
	test_refused(bus, what, want, "f", 1, &fd, 1);
	close(fd);
}

static void test_silence(struct dongle_bus *bus)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair))
		exit(1);
	fcntl(pair[1], F_SETFL, O_NONBLOCK);
	tap_int(serve(pair[1], bus), -EAGAIN, "one who asks nothing gets no answer");
	close(pair[0]);
	close(pair[1]);
}

int main(void)
{
	int files[] = { 0, 1, 2 };
	struct fake_bus fake;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	setenv("DONGLE_STATE_DIR", "/nonexistent/dongle", 1);
	test_refused(&fake.bus, "no file", -EINVAL, "s", 1, NULL, 0);
	test_refused(&fake.bus, "an unknown task", -EINVAL, "x", 1, files, 1);
	test_refused(&fake.bus, "a long request", -EINVAL, "ss", 2, files, 1);
	test_refused(&fake.bus, "an empty request", -EINVAL, "", 0, files, 1);
	test_refused(&fake.bus, "two files", -EINVAL, "s", 1, files, 2);
	test_refused(&fake.bus, "three files", -EINVAL, "s", 1, files, 3);
	test_node(&fake.bus, "another device", -EINVAL, "/dev/null", O_RDWR);
	test_node(&fake.bus, "a folder", -EINVAL, "/", O_RDONLY | O_DIRECTORY);
	test_silence(&fake.bus);
	dongle_bus_free(&fake.bus);
	return tap_done();
}
