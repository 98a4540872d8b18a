// SPDX-License-Identifier: GPL-2.0-only
/* Wire format: Documentation/usb/usbip_protocol.rst of the kernel. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "vhci.h"

#define VHCI_DIR	"/sys/devices/platform/vhci_hcd.0/"
#define PORT_FREE	4	/* VDEV_ST_NULL */

#define CMD_SUBMIT	1
#define CMD_UNLINK	2
#define RET_SUBMIT	3
#define RET_UNLINK	4

#define PARTS		3	/* of a message: header, data, packets */
#define MAX_PACKETS	1024
#define MAX_LENGTH	0x100000

/* A stream that was away this long has stopped: nothing is left to catch up. */
#define STOPPED_US	200000

struct header {
	uint32_t command;
	uint32_t seqnum;
	uint32_t devid;
	uint32_t in;
	uint32_t endpoint;
	uint32_t flags;		/* RET_*: status; CMD_UNLINK: seqnum of the URB */
	uint32_t length;	/* RET_*: actual length */
	uint32_t start_frame;
	uint32_t packets;
	uint32_t interval;	/* RET_*: number of errors */
	uint8_t setup[8];
};

uint64_t now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000ull + now.tv_nsec / 1000;
}

static void skip(struct iovec *parts, size_t n)
{
	size_t part;

	for (; n; parts++, n -= part) {
		part = parts->iov_len < n ? parts->iov_len : n;
		parts->iov_base = (char *)parts->iov_base + part;
		parts->iov_len -= part;
	}
}

/*
 * All at once: vhci_hcd takes a URB out of its books when the header is there, and whoever
 * unlinks it from then on, with the only processor, does so over and over until the rest is
 * there as well.
 */
static int send_all(struct vhci *vhci, struct iovec parts[PARTS])
{
	struct msghdr message = { .msg_iov = parts, .msg_iovlen = PARTS };
	size_t length = 0, i;
	ssize_t n;

	for (i = 0; i < PARTS; i++)
		length += parts[i].iov_len;
	for (; length; length -= n) {
		n = sendmsg(vhci->fd, &message, MSG_NOSIGNAL);
		if (n <= 0)
			return -1;
		skip(parts, n);
	}
	return 0;
}

static int receive_all(struct vhci *vhci, void *data, size_t length)
{
	if (!length)
		return 0;
	return recv(vhci->fd, data, length, MSG_WAITALL) == (ssize_t)length ? 0 : -1;
}

/* Return: 0, or -1 with errno EBUSY when somebody else was faster. */
static int attach_port(int port, int fd, int speed)
{
	char text[64];
	int file, n, result;

	file = open(VHCI_DIR "attach", O_WRONLY);
	if (file < 0)
		return -1;
	/* any device number will do, as long as it is not 0 */
	n = snprintf(text, sizeof(text), "%d %d %d %d", port, fd, 0x10001 + port, speed);
	result = write(file, text, n) == n ? 0 : -1;
	n = errno;
	close(file);
	errno = n;
	return result;
}

/* Return: the port, or -1. */
static int attach_free_port(int fd, int speed)
{
	int port, status;
	char line[128];
	FILE *file;

	file = fopen(VHCI_DIR "status", "r");
	if (!file)
		return -1;
	errno = EBUSY;
	while (fgets(line, sizeof(line), file)) {
		if (sscanf(line, "hs %d %d", &port, &status) != 2 || status != PORT_FREE)
			continue;
		if (!attach_port(port, fd, speed)) {
			fclose(file);
			return port;
		}
		if (errno != EBUSY)
			break;
	}
	fclose(file);
	return -1;
}

int vhci_attach(struct vhci *vhci, int speed)
{
	int fds[2];

	memset(vhci, 0, sizeof(*vhci));
	vhci->fd = -1;
	vhci->speed = speed;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds))
		return -1;
	vhci->port = attach_free_port(fds[1], speed);
	close(fds[1]);
	if (vhci->port < 0) {
		close(fds[0]);
		return -1;
	}
	vhci->fd = fds[0];
	return 0;
}

static void free_urb(struct vhci *vhci, struct urb *urb)
{
	struct urb **link = &vhci->urbs;

	while (*link && *link != urb)
		link = &(*link)->next;
	if (*link)
		*link = urb->next;
	free(urb->iso);
	free(urb->data);
	free(urb);
}

void vhci_unplug(struct vhci *vhci)
{
	if (vhci->fd >= 0)
		close(vhci->fd);
	vhci->fd = -1;
	while (vhci->urbs)
		free_urb(vhci, vhci->urbs);
}

static void reply(struct vhci *vhci, uint32_t command, uint32_t seqnum, int status,
		  const struct urb *urb, size_t actual)
{
	struct header header = {
		.command = htonl(command),
		.seqnum = htonl(seqnum),
		.flags = htonl(status),
		.length = htonl(actual),
		.packets = htonl(urb ? urb->packets : 0),
	};
	struct iovec parts[PARTS] = {
		{ &header, sizeof(header) },
		{ urb ? urb->data : NULL, urb && urb->in ? actual : 0 },
		{ urb ? urb->iso : NULL, urb ? urb->packets * sizeof(*urb->iso) : 0 },
	};

	/* a failure is seen by the next vhci_receive() */
	send_all(vhci, parts);
}

void vhci_complete(struct vhci *vhci, struct urb *urb, int status, size_t actual)
{
	unsigned int i;

	for (i = 0; i < urb->packets; i++) {
		urb->iso[i].actual = urb->in ? 0 : urb->iso[i].length;
		urb->iso[i].status = 0;
	}
	reply(vhci, RET_SUBMIT, urb->seqnum, status, urb, actual);
	free_urb(vhci, urb);
}

static void unlink_urb(struct vhci *vhci, const struct header *header)
{
	uint32_t seqnum = ntohl(header->flags);
	struct urb *urb = vhci->urbs;

	while (urb && urb->seqnum != seqnum)
		urb = urb->next;
	if (urb)
		free_urb(vhci, urb);
	reply(vhci, RET_UNLINK, ntohl(header->seqnum), urb ? -ECONNRESET : 0, NULL, 0);
}

static int receive_body(struct vhci *vhci, struct urb *urb)
{
	urb->data = calloc(1, urb->length + 1);
	urb->iso = calloc(urb->packets + 1, sizeof(*urb->iso));
	if (!urb->data || !urb->iso)
		return -1;
	if (!urb->in && receive_all(vhci, urb->data, urb->length))
		return -1;
	return receive_all(vhci, urb->iso, urb->packets * sizeof(*urb->iso));
}

static struct urb *new_urb(struct vhci *vhci, const struct header *header)
{
	struct urb **link = &vhci->urbs;
	struct urb *urb;

	urb = calloc(1, sizeof(*urb));
	if (!urb)
		return NULL;
	urb->seqnum = ntohl(header->seqnum);
	urb->endpoint = ntohl(header->endpoint);
	urb->in = !!header->in;
	urb->interval = ntohl(header->interval);
	urb->length = ntohl(header->length);
	/* not isochronous: 0 from old kernels, all ones by the protocol */
	if (header->packets != UINT32_MAX)
		urb->packets = ntohl(header->packets);
	memcpy(urb->setup, header->setup, sizeof(urb->setup));
	while (*link)
		link = &(*link)->next;
	*link = urb;
	return urb;
}

int vhci_receive(struct vhci *vhci, struct urb **urb)
{
	struct header header;

	*urb = NULL;
	if (receive_all(vhci, &header, sizeof(header)))
		return -1;
	switch (ntohl(header.command)) {
	case CMD_UNLINK:
		unlink_urb(vhci, &header);
		return 0;
	case CMD_SUBMIT:
		*urb = new_urb(vhci, &header);
		break;
	}
	if (!*urb || (*urb)->length > MAX_LENGTH || (*urb)->packets > MAX_PACKETS ||
	    (*urb)->endpoint >= VHCI_ENDPOINTS)
		return -1;
	return receive_body(vhci, *urb);
}

void vhci_pace(struct vhci *vhci, struct urb *urb)
{
	unsigned int unit = vhci->speed == VHCI_HIGH_SPEED ? 125 : 1000;
	uint64_t *clock = &vhci->clock[urb->endpoint];
	uint64_t now = now_us();

	if (*clock + STOPPED_US < now)
		*clock = now;
	*clock += (uint64_t)urb->packets * urb->interval * unit;
	urb->due = *clock;
}

struct urb *vhci_due(struct vhci *vhci)
{
	struct urb *urb = vhci->urbs;
	uint64_t now = now_us();

	while (urb && (!urb->due || urb->due > now))
		urb = urb->next;
	return urb;
}

int vhci_wait_ms(struct vhci *vhci)
{
	uint64_t now = now_us(), first = UINT64_MAX;
	struct urb *urb;

	for (urb = vhci->urbs; urb; urb = urb->next)
		if (urb->due && urb->due < first)
			first = urb->due;
	if (first == UINT64_MAX)
		return -1;
	return first > now ? (first - now + 999) / 1000 : 0;
}
