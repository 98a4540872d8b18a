// SPDX-License-Identifier: GPL-2.0-only
#include <endian.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "script.h"
#include "tamper.h"
#include "usbdev.h"

#define DT_REPORT	0x22
#define VENDOR_INTERFACE	2	/* where the channel is, if it is not the device's */
#define STORM_US	125
#define STORM_BURST	16
#define STORM_REPORTED	500	/* every so many, a line in the log */

static size_t device_descriptor(struct usb_device *dev, uint8_t *data)
{
	const struct usb_device_descriptor descriptor = {
		.bLength = sizeof(descriptor),
		.bDescriptorType = USB_DT_DEVICE,
		.bcdUSB = htole16(0x0200),
		.bDeviceClass = USB_CLASS_MISC,	/* interfaces are associated */
		.bDeviceSubClass = 2,
		.bDeviceProtocol = 1,
		.bMaxPacketSize0 = 64,
		.idVendor = htole16(dev->vendor),
		.idProduct = htole16(dev->product),
		.bcdDevice = htole16(0x0100),
		.iManufacturer = 1,
		.iProduct = 2,
		.iSerialNumber = dev->strings[2] ? 3 : 0,
		.bNumConfigurations = 1,
	};

	memcpy(data, &descriptor, sizeof(descriptor));
	return sizeof(descriptor);
}

static size_t config_descriptor(struct usb_device *dev, uint8_t *data)
{
	const struct usb_function *const *function;
	struct usb_config_descriptor descriptor = {
		.bLength = USB_DT_CONFIG_SIZE,
		.bDescriptorType = USB_DT_CONFIG,
		.bConfigurationValue = 1,
		.bmAttributes = USB_CONFIG_ATT_ONE,
		.bMaxPower = 50,	/* of 2 mA */
	};
	size_t length = USB_DT_CONFIG_SIZE;

	for (function = dev->functions; *function; function++) {
		memcpy(data + length, (*function)->descriptors, (*function)->length);
		length += (*function)->length;
		descriptor.bNumInterfaces += (*function)->interfaces;
	}
	descriptor.wTotalLength = htole16(length);
	memcpy(data, &descriptor, USB_DT_CONFIG_SIZE);
	return length;
}

/* ASCII only. Return: length, or USBDEV_STALL. */
static int string_descriptor(struct usb_device *dev, unsigned int index, uint8_t *data)
{
	const char *text;
	size_t i;

	data[1] = USB_DT_STRING;
	if (!index) {
		data[0] = 4;
		data[2] = 0x09;	/* English (United States) */
		data[3] = 0x04;
		return 4;
	}
	if (index > 3 || !dev->strings[index - 1])
		return USBDEV_STALL;
	text = dev->strings[index - 1];
	for (i = 0; text[i] && i < 126; i++) {
		data[2 + 2 * i] = text[i];
		data[3 + 2 * i] = 0;
	}
	data[0] = 2 + 2 * i;
	return data[0];
}

static int get_descriptor(struct usb_device *dev, unsigned int value, uint8_t *data)
{
	switch (value >> 8) {
	case USB_DT_DEVICE:
		return device_descriptor(dev, data);
	case USB_DT_CONFIG:
		return value & 0xff ? USBDEV_STALL : (int)config_descriptor(dev, data);
	case USB_DT_STRING:
		return string_descriptor(dev, value & 0xff, data);
	}
	return USBDEV_STALL;
}

/* Return: the function that owns the interface, or NULL. */
static const struct usb_function *of_interface(struct usb_device *dev, unsigned int number)
{
	const struct usb_function *const *function;

	for (function = dev->functions; *function; function++) {
		if (number < (*function)->interfaces)
			return *function;
		number -= (*function)->interfaces;
	}
	return NULL;
}

static const struct usb_function *of_endpoint(struct usb_device *dev, unsigned int number)
{
	const struct usb_function *const *function = dev->functions;

	while (*function && !((*function)->endpoints & 1u << number))
		function++;
	return *function;
}

static int of_function(struct usb_device *dev, const struct usb_function *function,
		       const struct usb_ctrlrequest *req, uint8_t *data)
{
	return function ? function->control(dev, req, data) : USBDEV_STALL;
}

static int interface_request(struct usb_device *dev, const struct usb_ctrlrequest *req,
			     uint8_t *data)
{
	unsigned int number = le16toh(req->wIndex);
	const struct usb_function *function = of_interface(dev, number);

	if (!function || number >= USBDEV_MAX_INTERFACES)
		return USBDEV_STALL;
	switch (req->bRequest) {
	case USB_REQ_SET_INTERFACE:
		dev->alternate[number] = le16toh(req->wValue);
		return 0;
	case USB_REQ_GET_INTERFACE:
		data[0] = dev->alternate[number];
		return 1;
	case USB_REQ_GET_DESCRIPTOR:
		return function->control(dev, req, data);
	}
	return USBDEV_STALL;
}

static int standard_request(struct usb_device *dev, const struct usb_ctrlrequest *req,
			    uint8_t *data)
{
	switch (req->bRequest) {
	case USB_REQ_GET_STATUS:
		memset(data, 0, 2);
		return 2;
	case USB_REQ_CLEAR_FEATURE:
	case USB_REQ_SET_FEATURE:
	case USB_REQ_SET_ADDRESS:
		return 0;
	}
	if ((req->bRequestType & USB_RECIP_MASK) == USB_RECIP_INTERFACE)
		return interface_request(dev, req, data);
	switch (req->bRequest) {
	case USB_REQ_GET_DESCRIPTOR:
		return get_descriptor(dev, le16toh(req->wValue), data);
	case USB_REQ_GET_CONFIGURATION:
		data[0] = dev->configuration;
		return 1;
	case USB_REQ_SET_CONFIGURATION:
		dev->configuration = le16toh(req->wValue);
		memset(dev->alternate, 0, sizeof(dev->alternate));
		return 0;
	}
	return USBDEV_STALL;
}

static int control(struct usb_device *dev, const struct usb_ctrlrequest *req, uint8_t *data)
{
	unsigned int index = le16toh(req->wIndex);

	switch (req->bRequestType & USB_TYPE_MASK) {
	case USB_TYPE_STANDARD:
		return standard_request(dev, req, data);
	case USB_TYPE_VENDOR:
		return dev->vendor_control(dev, req, data);
	}
	switch (req->bRequestType & USB_RECIP_MASK) {
	case USB_RECIP_INTERFACE:
		return of_function(dev, of_interface(dev, index & 0xff), req, data);
	case USB_RECIP_ENDPOINT:
		return of_function(dev, of_endpoint(dev, index & 0x0f), req, data);
	}
	return USBDEV_STALL;
}

/* What of a message is tampered with is named by this. */
static const char *name_of(const struct usb_ctrlrequest *req)
{
	bool in = req->bRequestType & USB_DIR_IN;

	switch (req->bRequestType & USB_TYPE_MASK) {
	case USB_TYPE_VENDOR:
		return in ? "in" : "out";
	case USB_TYPE_CLASS:
		if ((le16toh(req->wIndex) & 0xff) == VENDOR_INTERFACE)
			return in ? "in" : "out";
		return "audio";
	}
	if (req->bRequest != USB_REQ_GET_DESCRIPTOR)
		return "standard";
	switch (le16toh(req->wValue) >> 8) {
	case USB_DT_DEVICE:
		return "device";
	case USB_DT_CONFIG:
		return "config";
	case USB_DT_STRING:
		return le16toh(req->wValue) & 0xff ? "string" : "languages";
	case DT_REPORT:
		return "hid";
	}
	return "standard";
}

static void complete(struct usb_device *dev, struct urb *urb, const struct message *message)
{
	urb->decided = true;
	urb->actual = urb->length;
	urb->status = message->error;
	if (message->length < 0) {
		urb->status = urb->status ? urb->status : -EPIPE;
		urb->actual = 0;
	} else if ((size_t)message->length < urb->length) {
		urb->actual = message->length;
	}
	if (urb->in)
		memcpy(urb->data, message->data, urb->actual);
	urb->due = now_us() + message->late;
	if (!message->late)
		vhci_complete(&dev->vhci, urb, urb->status, urb->actual);
}

void usbdev_answer(struct usb_device *dev, struct urb *urb, const char *what, uint8_t *data,
		   int length)
{
	struct message message = {
		.what = what,
		.request = urb->setup[1],
		.data = data,
		.max = USBDEV_MAX_DATA,
		.length = length,
	};

	tamper(&message);
	if (message.length != USBDEV_SILENT || message.error)
		complete(dev, urb, &message);
}

static void submit_control(struct usb_device *dev, struct urb *urb)
{
	struct usb_ctrlrequest req;
	uint8_t data[USBDEV_MAX_DATA] = {};
	int result = USBDEV_STALL;

	memcpy(&req, urb->setup, sizeof(req));
	if (!urb->in && urb->length <= sizeof(data))
		memcpy(data, urb->data, urb->length);
	if (urb->in || urb->length <= sizeof(data))
		result = control(dev, &req, data);
	if (result == USBDEV_SILENT)
		return;
	if (result == USBDEV_STALL && (req.bRequestType & USB_TYPE_MASK) != USB_TYPE_STANDARD)
		log_request("stall", &req);
	if (!urb->in && result >= 0)
		result = urb->length;
	usbdev_answer(dev, urb, name_of(&req), data, result);
}

bool usbdev_storm(struct usb_device *dev, const char *text)
{
	struct storm *storm = &dev->storm;
	char hex[2 * sizeof(storm->data) + 1];
	struct urb *urb;
	int length;

	*storm = (struct storm){ .number = -1, .since = now_us() };
	if (sscanf(text, "%u %128s %d", &storm->left, hex, &storm->number) < 2)
		return false;
	length = parse_bytes(hex, storm->data, sizeof(storm->data));
	if (length < 0 || storm->number > length - 2)
		storm->left = 0;
	storm->length = length;
	for (urb = dev->vhci.urbs; urb; urb = urb->next)
		if (urb->endpoint && urb->in && !urb->packets && !urb->decided)
			urb->due = now_us();
	return storm->left;
}

static void count_up(struct storm *storm)
{
	uint8_t *number = storm->data + storm->number;

	if (storm->number >= 0 && !++number[0])
		number[1]++;
}

bool usbdev_storms(struct usb_device *dev, struct urb *urb)
{
	struct storm *storm = &dev->storm;
	uint64_t time = now_us() - storm->since;
	uint8_t data[USBDEV_MAX_DATA];

	if (!storm->left)
		return false;
	if (storm->sent > time / STORM_US + STORM_BURST) {
		urb->due = now_us() + STORM_BURST * STORM_US;
		return true;
	}
	count_up(storm);
	memcpy(data, storm->data, storm->length);
	storm->sent++;
	if (!--storm->left || storm->sent % STORM_REPORTED == 0)
		printf("%llu stormed %u in %llu us\n", now_us() / 1000ull, storm->sent,
		       (unsigned long long)time);
	usbdev_answer(dev, urb, "report", data, storm->length);
	return true;
}

int usbdev_plug(struct usb_device *dev)
{
	dev->configuration = 0;
	memset(dev->alternate, 0, sizeof(dev->alternate));
	return vhci_attach(&dev->vhci, VHCI_HIGH_SPEED);
}

int usbdev_serve(struct usb_device *dev)
{
	const struct usb_function *function;
	struct urb *urb;

	if (vhci_receive(&dev->vhci, &urb))
		return -1;
	if (!urb)
		return 0;
	if (!urb->packets && dev->unplug_at && !--dev->unplug_at) {
		puts("unplugged");
		return -1;
	}
	if (!urb->endpoint) {
		submit_control(dev, urb);
		return 0;
	}
	function = of_endpoint(dev, urb->endpoint);
	if (function)
		function->submit(dev, urb);
	else
		vhci_complete(&dev->vhci, urb, -EPIPE, 0);
	return 0;
}

void usbdev_tick(struct usb_device *dev)
{
	struct urb *urb;

	while ((urb = vhci_due(&dev->vhci))) {
		if (urb->decided)
			vhci_complete(&dev->vhci, urb, urb->status, urb->actual);
		else
			of_endpoint(dev, urb->endpoint)->expire(dev, urb);
	}
}
