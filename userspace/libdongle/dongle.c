// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "bought.h"
#include "codec.h"

static const u8 magic[] = { 'D', 'N', 'G', 'L' };

static int control(struct dongle *dongle, u8 request, bool in, void *buf, u16 len)
{
	return dongle->bus->ops->control(dongle->handle, dongle->id.interface, request, in, buf,
					 len);
}

static int get_info(struct dongle *dongle)
{
	u8 buf[USB_DONGLE_MSG_MAX] = {};
	int len;

	len = control(dongle, USB_DONGLE_GET_INFO, true, buf, sizeof(buf));
	if (len == -EPIPE)
		return -ENODEV;
	if (len < 0)
		return len;
	if ((size_t)len < sizeof(magic) || memcmp(buf, magic, sizeof(magic)))
		return -ENODEV;
	return dongle_codec_parse_info(&dongle->info, buf, len);
}

static int compare_paths(const void *a, const void *b)
{
	const struct dongle_id *x = a, *y = b;

	return strverscmp(x->path, y->path);
}

int dongle_list(struct dongle_bus *bus, struct dongle_id **ids)
{
	int i, n = bus->ops->list(bus, ids);

	if (n > 0)
		qsort(*ids, n, sizeof(**ids), compare_paths);
	for (i = 0; i < n; i++) {
		bought_name(&(*ids)[i]);
		memcpy((*ids)[i].raw_serial, (*ids)[i].serial, DONGLE_STRING_MAX);
		dongle_make_printable((*ids)[i].path);
		dongle_make_printable((*ids)[i].serial);
		dongle_make_printable((*ids)[i].product);
	}
	return n;
}

static int protocol_get(struct dongle *dongle, struct dongle_report *report)
{
	u8 buf[USB_DONGLE_MSG_MAX] = {};
	int len;

	len = control(dongle, USB_DONGLE_GET_STATE, true, buf, sizeof(buf));
	if (len < 0)
		return len;
	return dongle_codec_parse_report(report, &dongle->info, buf, len);
}

static int protocol_set(struct dongle *dongle, u32 mask, const struct dongle_state *state,
			struct dongle_report *report)
{
	struct dongle_set set = { .mask = mask, .state = *state };
	u8 buf[USB_DONGLE_MSG_MAX];
	size_t len = dongle_codec_build_set(buf, &set);
	int done;

	done = control(dongle, USB_DONGLE_SET_STATE, false, buf, len);
	if (done < 0)
		return done;
	if ((size_t)done != len)
		return -EIO;
	return protocol_get(dongle, report);
}

static void protocol_close(struct dongle *dongle)
{
	dongle->bus->ops->close(dongle->handle);
}

static const struct dongle_ops protocol_ops = {
	.get = protocol_get,
	.set = protocol_set,
	.close = protocol_close,
};

static int protocol_open(struct dongle *dongle)
{
	int err = dongle->bus->ops->open(dongle->bus, &dongle->id, &dongle->handle);

	if (err)
		return err;
	dongle->ops = &protocol_ops;
	err = get_info(dongle);
	if (err)
		protocol_close(dongle);
	return err;
}

int dongle_open(struct dongle_bus *bus, const struct dongle_id *id, struct dongle **dongle)
{
	struct dongle *dev;
	int err;

	dev = calloc(1, sizeof(*dev));
	if (!dev)
		return -ENOMEM;
	dev->bus = bus;
	dev->id = *id;
	err = id->bought ? bought_open(dev) : protocol_open(dev);
	if (err)
		free(dev);
	else
		*dongle = dev;
	return err;
}

int dongle_get(struct dongle *dongle, struct dongle_report *report)
{
	return dongle->ops->get(dongle, report);
}

int dongle_set(struct dongle *dongle, u32 mask, const struct dongle_state *state,
	       struct dongle_report *report)
{
	return dongle->ops->set(dongle, mask, state, report);
}

void dongle_close(struct dongle *dongle)
{
	if (!dongle)
		return;
	dongle->ops->close(dongle);
	free(dongle);
}

void dongle_bus_free(struct dongle_bus *bus)
{
	if (bus)
		bus->ops->put(bus);
}
