// SPDX-License-Identifier: GPL-2.0-only
/*
 * usage: ffs-device DIR INFO STATE [REPORT]...
 *
 * A control interface that says what it is told to, on FunctionFS mounted at
 * DIR: INFO answers GET_INFO, STATE answers GET_STATE, and the REPORTs follow the
 * first GET_STATE. All are hexadecimal; "-" stalls. SET_STATE is taken and
 * ignored. The numbers are those of the protocol's text, not of its header.
 * Prints "ready" when the gadget can be bound and each request as it arrives.
 */
#include <asm/byteorder.h>
#include <endian.h>
#include <fcntl.h>
#include <linux/usb/functionfs.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct speed_descs {
	struct usb_interface_descriptor intf;
	struct usb_endpoint_descriptor_no_audio ep;
} __attribute__((packed));

#define SPEED(interval) { \
	.intf = { \
		.bLength = sizeof(descriptors.fs.intf), \
		.bDescriptorType = USB_DT_INTERFACE, \
		.bNumEndpoints = 1, \
		.bInterfaceClass = 0xff, \
		.bInterfaceSubClass = 0x44, \
		.bInterfaceProtocol = 0x01, \
		.iInterface = 1, \
	}, \
	.ep = { \
		.bLength = sizeof(descriptors.fs.ep), \
		.bDescriptorType = USB_DT_ENDPOINT, \
		.bEndpointAddress = 1 | USB_DIR_IN, \
		.bmAttributes = USB_ENDPOINT_XFER_INT, \
		.wMaxPacketSize = __constant_cpu_to_le16(64), \
		.bInterval = (interval), \
	}, \
}

static const struct {
	struct usb_functionfs_descs_head_v2 header;
	__le32 fs_count;
	__le32 hs_count;
	struct speed_descs fs, hs;
} __attribute__((packed)) descriptors = {
	.header = {
		.magic = __constant_cpu_to_le32(FUNCTIONFS_DESCRIPTORS_MAGIC_V2),
		.flags = __constant_cpu_to_le32(FUNCTIONFS_HAS_FS_DESC | FUNCTIONFS_HAS_HS_DESC),
		.length = __constant_cpu_to_le32(sizeof(descriptors)),
	},
	.fs_count = __constant_cpu_to_le32(2),
	.hs_count = __constant_cpu_to_le32(2),
	.fs = SPEED(1),
	.hs = SPEED(4),
};

#define NAME	"Stranger"

static const struct {
	struct usb_functionfs_strings_head header;
	__le16 language;
	char name[sizeof(NAME)];
} __attribute__((packed)) strings = {
	.header = {
		.magic = __constant_cpu_to_le32(FUNCTIONFS_STRINGS_MAGIC),
		.length = __constant_cpu_to_le32(sizeof(strings)),
		.str_count = __constant_cpu_to_le32(1),
		.lang_count = __constant_cpu_to_le32(1),
	},
	.language = __constant_cpu_to_le16(0x0409),
	.name = NAME,
};

struct message {
	unsigned char data[256];
	size_t length;
};

static struct message parse(const char *hex)
{
	struct message message = {};

	while (message.length < sizeof(message.data) &&
	       sscanf(hex + 2 * message.length, "%2hhx", &message.data[message.length]) == 1)
		message.length++;
	return message;
}

static int open_file(const char *dir, const char *name, int flags)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	return open(path, flags);
}

/* A transfer in the wrong direction is a stall. */
static void stall(int ep0, const struct usb_ctrlrequest *setup)
{
	char byte;

	if (setup->bRequestType & USB_DIR_IN)
		(void)!read(ep0, &byte, 0);
	else
		(void)!write(ep0, &byte, 0);
}

static void send_reports(const char *dir, char **reports)
{
	int ep = open_file(dir, "ep1", O_WRONLY);

	for (; *reports; reports++) {
		struct message report = parse(*reports);

		(void)!write(ep, report.data, report.length);
	}
	close(ep);
}

static void answer(int ep0, const struct usb_ctrlrequest *setup, const char *hex)
{
	struct message message = parse(hex);
	unsigned char sink[4096];

	printf("request %02x\n", setup->bRequest);
	if (!(setup->bRequestType & USB_DIR_IN))
		(void)!read(ep0, sink, le16toh(setup->wLength));
	else if (!strcmp(hex, "-"))
		stall(ep0, setup);
	else
		(void)!write(ep0, message.data, message.length < le16toh(setup->wLength) ?
			     message.length : le16toh(setup->wLength));
}

int main(int argc, char **argv)
{
	struct usb_functionfs_event event;
	int ep0, reported = 0;

	if (argc < 4)
		return 2;
	setvbuf(stdout, NULL, _IOLBF, 0);
	ep0 = open_file(argv[1], "ep0", O_RDWR);
	if (write(ep0, &descriptors, sizeof(descriptors)) < 0 ||
	    write(ep0, &strings, sizeof(strings)) < 0) {
		perror("ffs-device");
		return 1;
	}
	puts("ready");
	while (read(ep0, &event, sizeof(event)) == sizeof(event)) {
		if (event.type != FUNCTIONFS_SETUP)
			continue;
		answer(ep0, &event.u.setup, argv[event.u.setup.bRequest == 1 ? 2 : 3]);
		if (event.u.setup.bRequest == 2 && !reported++)
			send_reports(argv[1], argv + 4);
	}
	return 0;
}
