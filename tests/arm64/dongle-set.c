// SPDX-License-Identifier: GPL-2.0-only
/*
 * usage: dongle-set DEVICE [mode|gain|se-mute|balanced-mute VALUE]
 *
 * Sets one thing of the dongle that is the only function of DEVICE, below
 * /dev/bus/usb, and prints the state that follows.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/usb/ch9.h>
#include <linux/usb/dongle.h>
#include <linux/usbdevice_fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#define TIMEOUT_MS	60000

static int request(int fd, int in, int number, void *data, int length)
{
	struct usbdevfs_ctrltransfer transfer = {
		.bRequestType = (in ? USB_DIR_IN : 0) | USB_TYPE_VENDOR | USB_RECIP_INTERFACE,
		.bRequest = number,
		.wLength = length,
		.timeout = TIMEOUT_MS,
		.data = data,
	};

	return ioctl(fd, USBDEVFS_CONTROL, &transfer) < 0 ? -errno : 0;
}

/* Return: 0 where there is no such name. */
static __u32 fill(struct usb_dongle_state *state, const char *name, int value)
{
	state->mode = value;
	state->gain = value;
	state->output[USB_DONGLE_SE].mute = value;
	state->output[USB_DONGLE_BALANCED].mute = value;
	if (!strcmp(name, "mode"))
		return USB_DONGLE_F_MODE;
	if (!strcmp(name, "gain"))
		return USB_DONGLE_F_GAIN;
	if (!strcmp(name, "se-mute"))
		return USB_DONGLE_F_MUTE(USB_DONGLE_SE);
	if (!strcmp(name, "balanced-mute"))
		return USB_DONGLE_F_MUTE(USB_DONGLE_BALANCED);
	return 0;
}

static int show(int fd)
{
	struct usb_dongle_report report;
	int err = request(fd, 1, USB_DONGLE_GET_STATE, &report, sizeof(report));

	if (err)
		return err;
	printf("result=%d mode=%d active=%d gain=%d plug=%d,%d\n", report.result, report.state.mode,
	       report.state.active, report.state.gain, report.state.output[USB_DONGLE_SE].plug,
	       report.state.output[USB_DONGLE_BALANCED].plug);
	return 0;
}

int main(int argc, char **argv)
{
	struct usb_dongle_set set = { .length = sizeof(set) };
	unsigned int interface = 0;
	int fd, err = 0;

	if (argc == 4)
		set.mask = fill(&set.state, argv[2], atoi(argv[3]));
	if (argc != 2 && !set.mask) {
		fputs("usage: dongle-set DEVICE [mode|gain|se-mute|balanced-mute VALUE]\n", stderr);
		return 2;
	}
	fd = open(argv[1], O_RDWR);
	if (fd < 0 || ioctl(fd, USBDEVFS_CLAIMINTERFACE, &interface) < 0) {
		perror(argv[1]);
		return 1;
	}
	if (set.mask)
		err = request(fd, 0, USB_DONGLE_SET_STATE, &set, sizeof(set));
	if (!err)
		err = show(fd);
	if (err)
		fprintf(stderr, "dongle-set: %s\n", strerror(-err));
	return err ? 1 : 0;
}
