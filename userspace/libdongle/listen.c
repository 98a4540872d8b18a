// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reports of a dongle that no driver has. The interface is claimed for it, which
 * keeps a driver that comes later from binding: who listens must watch for that
 * and hand over.
 */
#include <sys/epoll.h>

#include "usb.h"

static void LIBUSB_CALL fd_added(int fd, short events, void *data)
{
	struct usb_bus *usb = data;
	struct epoll_event event = { .events = events, .data.ptr = usb->data };

	/* EPOLLIN and EPOLLOUT are POLLIN and POLLOUT */
	epoll_ctl(usb->epoll, EPOLL_CTL_ADD, fd, &event);
}

static void LIBUSB_CALL fd_removed(int fd, void *data)
{
	struct usb_bus *usb = data;

	epoll_ctl(usb->epoll, EPOLL_CTL_DEL, fd, NULL);
}

int usb_poll(struct usb_bus *usb, int epoll, void *data)
{
	const struct libusb_pollfd **fds;
	int i;

	if (epoll < 0) {
		libusb_set_pollfd_notifiers(usb->context, NULL, NULL, NULL);
		return 0;
	}
	fds = libusb_get_pollfds(usb->context);
	if (!fds)
		return -ENOMEM;
	usb->epoll = epoll;
	usb->data = data;
	for (i = 0; fds[i]; i++)
		fd_added(fds[i]->fd, fds[i]->events, usb);
	libusb_free_pollfds(fds);
	libusb_set_pollfd_notifiers(usb->context, fd_added, fd_removed, usb);
	return 0;
}

int usb_dispatch(struct dongle_bus *bus)
{
	struct usb_bus *usb = (struct usb_bus *)bus;
	struct timeval now = {};

	return usb_errno(libusb_handle_events_timeout_completed(usb->context, &now, NULL));
}

/* Return: length of the report, or -errno. */
static int outcome(const struct libusb_transfer *transfer)
{
	switch (transfer->status) {
	case LIBUSB_TRANSFER_COMPLETED:
		return transfer->actual_length;
	case LIBUSB_TRANSFER_STALL:
		return -EPIPE;
	case LIBUSB_TRANSFER_NO_DEVICE:
		return -ESHUTDOWN;
	default:
		return -EIO;
	}
}

static void LIBUSB_CALL complete(struct libusb_transfer *transfer)
{
	struct usb_handle *h = transfer->user_data;
	int len = outcome(transfer);

	if (transfer->status == LIBUSB_TRANSFER_CANCELLED) {
		h->ended = true;
		return;
	}
	if (len >= 0) {
		h->fn(h->arg, h->buf, len);
		len = usb_errno(libusb_submit_transfer(transfer));
	}
	if (len >= 0)
		return;
	h->ended = true;
	h->fn(h->arg, NULL, len);
}

/* Return: the interrupt IN endpoint of an interface, or -ENODEV. */
static int find_endpoint(const struct libusb_config_descriptor *config, u8 interface)
{
	const struct libusb_interface_descriptor *alt;
	int i, j;

	for (i = 0; i < config->bNumInterfaces; i++) {
		alt = config->interface[i].altsetting;
		if (alt->bInterfaceNumber != interface)
			continue;
		for (j = 0; j < alt->bNumEndpoints; j++)
			if (alt->endpoint[j].bmAttributes == LIBUSB_TRANSFER_TYPE_INTERRUPT &&
			    alt->endpoint[j].bEndpointAddress & LIBUSB_ENDPOINT_IN)
				return alt->endpoint[j].bEndpointAddress;
	}
	return -ENODEV;
}

static int endpoint_of(const struct usb_handle *h, u8 interface)
{
	struct libusb_config_descriptor *config;
	int err, endpoint;

	err = libusb_get_active_config_descriptor(libusb_get_device(h->dev), &config);
	if (err)
		return usb_errno(err);
	endpoint = find_endpoint(config, interface);
	libusb_free_config_descriptor(config);
	return endpoint;
}

int usb_listen(void *handle, u8 interface, dongle_listen_fn fn, void *arg)
{
	struct usb_handle *h = handle;
	int err, endpoint = endpoint_of(h, interface);

	if (endpoint < 0)
		return endpoint;
	err = usb_errno(libusb_claim_interface(h->dev, interface));
	if (err)
		return err;
	h->interface = interface;
	h->fn = fn;
	h->arg = arg;
	h->ended = false;
	err = -ENOMEM;
	h->transfer = libusb_alloc_transfer(0);
	if (!h->transfer)
		goto err_release;
	libusb_fill_interrupt_transfer(h->transfer, h->dev, endpoint, h->buf, sizeof(h->buf),
				       complete, h, 0);
	err = usb_errno(libusb_submit_transfer(h->transfer));
	if (err)
		goto err_free;
	return 0;

err_free:
	libusb_free_transfer(h->transfer);
	h->transfer = NULL;
err_release:
	libusb_release_interface(h->dev, interface);
	return err;
}

void usb_unlisten(struct usb_handle *h)
{
	if (!h->transfer)
		return;
	if (!h->ended && libusb_cancel_transfer(h->transfer))
		h->ended = true;
	while (!h->ended && !libusb_handle_events(h->usb->context))
		;
	libusb_free_transfer(h->transfer);
	h->transfer = NULL;
	libusb_release_interface(h->dev, h->interface);
}

void usb_hand_over(void *handle, u8 interface)
{
	struct usb_handle *h = handle;

	usb_unlisten(h);
	libusb_attach_kernel_driver(h->dev, interface);
}
