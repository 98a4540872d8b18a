// SPDX-License-Identifier: GPL-2.0-only
/*
 * What dongle-keeper does for whom. Node is /dev/null, which fstat() of this
 * program shows as the node of a USB device; tests/selftests/autoconf has a real one.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "device.h"
#include "fakebus.h"
#include "keeper.h"
#include "saved.h"
#include "serve.h"
#include "tap.h"

static dev_t node_number;

int __real_fstat(int fd, struct stat *st);
int __wrap_fstat(int fd, struct stat *st);

int __wrap_fstat(int fd, struct stat *st)
{
	int err = __real_fstat(fd, st);

	if (!err && node_number && S_ISCHR(st->st_mode))
		st->st_rdev = node_number;
	return err;
}

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

static void test_answer(struct dongle_bus *bus, const char *what, int want,
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
	tap_int(answer, want, "%s: the answer", what);
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
	test_answer(bus, what, want, "s", 1, &fd, 1);
	test_answer(bus, what, want, "f", 1, &fd, 1);
	close(fd);
}

static void test_requests(struct dongle_bus *bus)
{
	int files[3] = { open("/dev/null", O_RDWR), STDIN_FILENO, STDOUT_FILENO };

	test_answer(bus, "no file", -EINVAL, "s", 1, NULL, 0);
	test_answer(bus, "an unknown task", -EINVAL, "x", 1, files, 1);
	test_answer(bus, "a long request", -EINVAL, "ss", 2, files, 1);
	test_answer(bus, "an empty request", -EINVAL, "", 0, files, 1);
	test_answer(bus, "two files", -EINVAL, "s", 1, files, 2);
	test_answer(bus, "three files", -EINVAL, "s", 1, files, 3);
	test_answer(bus, "save", DONGLE_BY_SERIAL, "s", 1, files, 1);
	test_answer(bus, "forget", 1, "f", 1, files, 1);
	test_answer(bus, "forget again", 0, "f", 1, files, 1);
	close(files[0]);
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
	char dir[64] = "/tmp/keeper-XXXXXX";
	struct fake_bus fake;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	if (!mkdtemp(dir) || setenv("DONGLE_STATE_DIR", dir, 1))
		exit(1);
	/* fakebus.h: the first device is at address 11 */
	node_number = makedev(USB_DEVICE_MAJOR, (fake.device[0].id.bus - 1) * 128 + 10);
	test_requests(&fake.bus);
	test_node(&fake.bus, "a node that may be read", -EACCES, "/dev/null", O_RDONLY);
	test_node(&fake.bus, "a node to look at", -EACCES, "/dev/null", O_PATH);
	test_node(&fake.bus, "a folder", -EINVAL, "/", O_RDONLY | O_DIRECTORY);
	node_number++;
	test_node(&fake.bus, "a USB device that is no dongle", -ENODEV, "/dev/null", O_RDWR);
	node_number = 0;
	test_node(&fake.bus, "another device", -EINVAL, "/dev/null", O_RDWR);
	test_silence(&fake.bus);
	dongle_bus_free(&fake.bus);
	strcat(dir, "/" SAVED_LOCK);
	tap_int(unlink(dir), 0, "its lock is there");
	*strrchr(dir, '/') = '\0';
	tap_int(rmdir(dir), 0, "nothing else is left of it");
	return tap_done();
}
