// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "codec.h"
#include "fakebus.h"
#include "state.h"

#define INTERFACE	3
#define REPLY_BYTES	USB_DONGLE_MSG_MAX

static int fake_list(struct dongle_bus *bus, struct dongle_id **ids)
{
	struct fake_bus *fake = (struct fake_bus *)bus;
	int i;

	*ids = NULL;
	if (fake->list_err)
		return fake->list_err;
	*ids = calloc(fake->count + 1, sizeof(**ids));
	if (!*ids)
		return -ENOMEM;
	for (i = 0; i < fake->count; i++)
		(*ids)[i] = fake->device[i].id;
	return fake->count;
}

static int fake_open(struct dongle_bus *bus, const struct dongle_id *id, void **handle)
{
	struct fake_bus *fake = (struct fake_bus *)bus;
	int i;

	for (i = 0; i < fake->count; i++) {
		if (fake->device[i].id.address != id->address)
			continue;
		if (fake->device[i].open_err)
			return fake->device[i].open_err;
		fake->device[i].open++;
		*handle = &fake->device[i];
		return 0;
	}
	return -ESHUTDOWN;
}

static void fake_close(void *handle)
{
	struct fake_device *dev = handle;

	dev->open--;
	dev->listener = NULL;
}

static int get_info(struct fake_device *dev, void *buf)
{
	u8 *bytes = buf;
	int len = dongle_codec_build_info(buf, dev->info);

	if (dev->garble.value)
		bytes[dev->garble.offset] = dev->garble.value;
	return len;
}

static int get_state(struct fake_device *dev, void *buf)
{
	const struct dongle_report report = {
		.result = dev->result, .sequence = dev->sequence, .state = dev->state,
	};

	return dongle_codec_build_report(buf, &report);
}

static int set_state(struct fake_device *dev, const void *buf, u16 len)
{
	struct dongle_set set;

	if (dongle_codec_parse_set(&set, buf, len))
		return -EPIPE;
	dev->tag = set.tag;
	dev->mask = set.mask;
	dev->result = dev->refuse;
	if (!dev->refuse)
		dev->result = dongle_state_apply(dev->info, &dev->state, set.mask, &set.state,
						 &dev->state);
	if (dev->meanwhile)
		dev->state = *dev->meanwhile;
	return len - dev->short_by;
}

static int fake_control(void *handle, u8 interface, u8 request, bool in, void *buf, u16 len)
{
	static const char letters[] = { '?', 'I', 'S', 'W' };
	struct fake_device *dev = handle;
	bool known = request && request < sizeof(letters);
	bool write = request == USB_DONGLE_SET_STATE;

	if (strlen(dev->log) + 1 < FAKE_LOG_MAX)
		dev->log[strlen(dev->log)] = letters[known ? request : 0];
	if (!known || interface != INTERFACE || in == write ||
	    (in && len != REPLY_BYTES)) {
		dev->wrong++;
		return -EPIPE;
	}
	if (dev->fail[request])
		return dev->fail[request];
	if (write)
		return set_state(dev, buf, len);
	return request == USB_DONGLE_GET_INFO ? get_info(dev, buf) : get_state(dev, buf);
}

static int fake_other(void *handle, u8 request, bool in, u16 index, void *buf, u16 len)
{
	struct fake_device *dev = handle;

	return dev->other ? dev->other(dev, request, in, index, buf, len) : -EPIPE;
}

static struct fake_device *find(struct fake_bus *fake, const struct dongle_id *id)
{
	int i;

	for (i = 0; i < fake->count; i++)
		if (fake->device[i].id.address == id->address)
			return &fake->device[i];
	return NULL;
}

static enum dongle_driver fake_driver(struct dongle_bus *bus, const struct dongle_id *id)
{
	return find((struct fake_bus *)bus, id)->driver;
}

static int fake_card(struct dongle_bus *bus, const struct dongle_id *id)
{
	int card = find((struct fake_bus *)bus, id)->card;

	return card ? card : -ENODEV;
}

static int fake_hidraw(struct dongle_bus *bus, const struct dongle_id *id, u8 report)
{
	struct fake_device *dev = find((struct fake_bus *)bus, id);

	return dev->hidraw ? dev->hidraw(dev, report) : -ENXIO;
}

static int fake_hotplug_fd(struct dongle_bus *bus)
{
	struct fake_bus *fake = (struct fake_bus *)bus;

	if (fake->on_wait)
		fake->on_wait(fake);
	return fake->events;
}

static enum hotplug fake_hotplug(struct dongle_bus *bus, char path[DONGLE_PATH_MAX])
{
	struct fake_bus *fake = (struct fake_bus *)bus;
	enum hotplug hotplug = fake->hotplug;
	eventfd_t count;

	snprintf(path, DONGLE_PATH_MAX, "%s", fake->path);
	if (eventfd_read(fake->events, &count))
		return HOTPLUG_NONE;
	fake->hotplug = HOTPLUG_NONE;
	return hotplug;
}

static int fake_poll(struct dongle_bus *bus, int epoll, void *data)
{
	(void)bus;
	(void)epoll;
	(void)data;
	return 0;
}

static int fake_dispatch(struct dongle_bus *bus)
{
	(void)bus;
	return 0;
}

static int fake_listen(void *handle, u8 interface, dongle_listen_fn fn, void *arg)
{
	struct fake_device *dev = handle;

	if (interface != INTERFACE || dev->driver != DRIVER_NONE || dev->busy)
		return -EBUSY;
	dev->listener = fn;
	dev->listener_arg = arg;
	return 0;
}

static void fake_hand_over(void *handle, u8 interface)
{
	struct fake_device *dev = handle;

	dev->wrong += interface != INTERFACE;
	dev->listener = NULL;
	dev->handed_over++;
	dev->driver = DRIVER_OURS;
}

void fake_event(struct fake_bus *fake, enum hotplug hotplug, const char *path)
{
	fake->hotplug = hotplug;
	snprintf(fake->path, sizeof(fake->path), "%s", path);
	eventfd_write(fake->events, 1);
}

void fake_report(struct fake_device *dev, unsigned int skip)
{
	u8 buf[USB_DONGLE_MSG_MAX];
	int len;

	dev->sequence += skip + 1;
	len = get_state(dev, buf);
	if (dev->listener)
		dev->listener(dev->listener_arg, buf, len);
}

static void fake_put(struct dongle_bus *bus)
{
	close(((struct fake_bus *)bus)->events);
}

static const struct dongle_bus_ops fake_ops = {
	.list = fake_list,
	.open = fake_open,
	.control = fake_control,
	.other = fake_other,
	.close = fake_close,
	.hidraw = fake_hidraw,
	.card = fake_card,
	.driver = fake_driver,
	.hotplug_fd = fake_hotplug_fd,
	.hotplug = fake_hotplug,
	.events = fake_poll,
	.dispatch = fake_dispatch,
	.listen = fake_listen,
	.hand_over = fake_hand_over,
	.put = fake_put,
};

void fake_init(struct fake_bus *fake)
{
	memset(fake, 0, sizeof(*fake));
	fake->bus.ops = &fake_ops;
	fake->events = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
}

struct fake_device *fake_add(struct fake_bus *fake, const struct dongle_info *info,
			     const struct dongle_state *state)
{
	unsigned int n = fake->count + 1;
	struct fake_device *dev = &fake->device[fake->count++];

	dev->info = info;
	dev->state = *state;
	dev->id.bus = 1;
	dev->id.address = 10 + n;
	dev->id.vendor_id = 0x1d6b;
	dev->id.product_id = n;
	dev->id.interface = INTERFACE;
	snprintf(dev->id.path, sizeof(dev->id.path), "1-1.%u", n);
	snprintf(dev->id.serial, sizeof(dev->id.serial), "S%u", n);
	snprintf(dev->id.product, sizeof(dev->id.product), "Dongle %u", n);
	return dev;
}

struct fake_device *fake_add_bought(struct fake_bus *fake, unsigned int vendor,
				    unsigned int product)
{
	static const struct dongle_state none;
	struct fake_device *dev = fake_add(fake, NULL, &none);

	dev->id.bought = 1;
	dev->id.vendor_id = vendor;
	dev->id.product_id = product;
	dev->id.serial[0] = '\0';
	dev->id.interface = 0;
	return dev;
}
