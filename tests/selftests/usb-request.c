// SPDX-License-Identifier: GPL-2.0-only
/*
 * usage: usb-request BUS-PATH TYPE REQUEST VALUE INDEX LENGTH|HEX-DATA
 *        usb-request BUS-PATH reset
 *
 * Sends one control request, of any shape, to the device at BUS-PATH ("1-1").
 * Numbers are hexadecimal; an IN type takes a LENGTH, an OUT type bytes ("-" for
 * none). Prints what came as hex, or "stall", "timeout", "gone", "error N".
 */
#include <libusb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TIMEOUT_MS	2000

static libusb_device_handle *open_path(libusb_context *context, const char *path)
{
	libusb_device **devs;
	libusb_device_handle *handle = NULL;
	unsigned int bus, port;
	ssize_t i, n;

	if (sscanf(path, "%u-%u", &bus, &port) != 2)
		return NULL;
	n = libusb_get_device_list(context, &devs);
	for (i = 0; i < n; i++)
		if (libusb_get_bus_number(devs[i]) == bus &&
		    libusb_get_port_number(devs[i]) == port &&
		    !libusb_open(devs[i], &handle))
			break;
	if (n >= 0)
		libusb_free_device_list(devs, 1);
	return handle;
}

/* Return: number of bytes. */
static size_t parse_hex(const char *text, unsigned char *data, size_t size)
{
	size_t n = 0;

	while (n < size && sscanf(text + 2 * n, "%2hhx", &data[n]) == 1)
		n++;
	return n;
}

static void print_result(int result, const unsigned char *data, int in)
{
	int i;

	switch (result) {
	case LIBUSB_ERROR_PIPE:
		puts("stall");
		return;
	case LIBUSB_ERROR_TIMEOUT:
		puts("timeout");
		return;
	case LIBUSB_ERROR_NO_DEVICE:
		puts("gone");
		return;
	}
	if (result < 0) {
		printf("error %d\n", result);
		return;
	}
	for (i = 0; in && i < result; i++)
		printf("%02x", data[i]);
	puts(in ? "" : "ok");
}

static int request(libusb_device_handle *handle, char **args)
{
	unsigned char data[4096] = {};
	unsigned long word[4];
	size_t length;
	int i, in;

	for (i = 0; i < 4; i++)
		word[i] = strtoul(args[i], NULL, 16);
	in = !!(word[0] & LIBUSB_ENDPOINT_IN);
	length = in ? strtoul(args[4], NULL, 16) : parse_hex(args[4], data, sizeof(data));
	if (length > sizeof(data))
		return 2;
	print_result(libusb_control_transfer(handle, word[0], word[1], word[2], word[3], data,
					     length, TIMEOUT_MS), data, in);
	return 0;
}

int main(int argc, char **argv)
{
	libusb_device_handle *handle;
	libusb_context *context;
	int status;

	if ((argc != 7 && argc != 3) || libusb_init(&context)) {
		fprintf(stderr, "usage: %s PATH TYPE REQUEST VALUE INDEX LENGTH|DATA\n", argv[0]);
		return 2;
	}
	handle = open_path(context, argv[1]);
	if (!handle) {
		puts("gone");
		return 1;
	}
	if (argc == 3)
		status = !!libusb_reset_device(handle);
	else
		status = request(handle, argv + 2);
	libusb_close(handle);
	libusb_exit(context);
	return status;
}
