// SPDX-License-Identifier: GPL-2.0-only
/*
 * userspace/libdongle: watch.c and source.c on a dongle whose reports are anything, which
 * comes and goes and may be another one each time it is asked what it is.
 */
#include <jansson.h>
#include <stdlib.h>
#include <unistd.h>

#include "event.h"
#include "fuzz.h"
#include "protocol.h"
#include "state.h"
#include "../unit/fakebus.h"

#define EVENTS_MAX	200	/* of so few bytes there are never more */

static struct fuzz *bytes;

static int control(void *handle, u8 interface, u8 request, bool in, void *buf, u16 len)
{
	struct fake_device *device = handle;

	(void)interface;
	PROPERTY(request != USB_DONGLE_SET_STATE, "who watches sets nothing");
	PROPERTY(device->open > 0, "who is asked is open");
	return protocol_answer(bytes, request, in, buf, len);
}

/* A report as it should be, or one that is too long or short, or an error. */
static void report(struct fake_device *device)
{
	u8 buf[USB_DONGLE_MSG_MAX];
	int len = protocol_answer(bytes, USB_DONGLE_GET_STATE, true, buf, 0);

	if (device->listener)
		device->listener(device->listener_arg, buf, len);
}

static bool is_in_names(const struct dongle_state *state)
{
	return state->mode < 3 && state->gain < USB_DONGLE_GAINS && state->active < 4 &&
	       state->filter < USB_DONGLE_FILTERS && state->output[0].plug < 3 &&
	       state->output[1].plug < 3;
}

static void check_written(const struct dongle_event *event)
{
	char *text, *line, *save;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	json_t *one;

	event_text(out, event, bytes->left & 1);
	fclose(out);
	free(text);
	out = open_memstream(&text, &size);
	event_json(out, event);
	fclose(out);
	for (line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		one = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
		PROPERTY(one, "what is written of an event for a program is JSON");
		json_decref(one);
	}
	free(text);
}

static void check_event(const struct dongle_event *event)
{
	if (event->to)
		PROPERTY(fuzz_sensible(event->info) && fuzz_has(event->info, event->to),
			 "an event shows what the dongle can have");
	if (event->from)
		PROPERTY(is_in_names(event->from) && event->fields,
			 "a change is from something to something else");
	check_written(event);
}

static void take_events(struct dongle_watch *watch)
{
	const struct dongle_event *event;
	unsigned int n = 0;
	int err;

	while ((err = dongle_watch_next(watch, &event)) > 0 && n++ < EVENTS_MAX)
		check_event(event);
	PROPERTY(err <= 0, "events end");
}

static void happen(struct fake_bus *fake)
{
	struct fake_device *device = &fake->device[0];

	switch (fuzz_below(bytes, 8)) {
	case 0:
		fake->count = !fake->count;
		fake_event(fake, HOTPLUG_LOOK, "");
		break;
	case 1:
		fake_event(fake, HOTPLUG_SETTLED, device->id.path);
		break;
	case 2:
		device->driver = fuzz_below(bytes, 3);
		fake_event(fake, HOTPLUG_LOOK, "");
		break;
	case 3:
		device->open_err = fuzz_byte(bytes) & 1 ? -EACCES : 0;
		fake_event(fake, HOTPLUG_LOOK, "");
		break;
	default:
		report(device);
	}
}

void fuzz_start(void)
{
}

void fuzz_one(struct fuzz *fuzz)
{
	static const struct dongle_state none;
	struct dongle_watch *watch;
	struct dongle_bus_ops ops;
	struct fake_device *device;
	struct fake_bus fake;
	unsigned int i;

	bytes = fuzz;
	fake_init(&fake);
	ops = *fake.bus.ops;
	ops.control = control;
	fake.bus.ops = &ops;
	device = fake_add(&fake, NULL, &none);
	if (dongle_watch_new(&fake.bus, &watch))
		abort();
	take_events(watch);
	for (i = 0; i < 64 && fuzz->left; i++) {
		happen(&fake);
		if (fuzz_byte(fuzz) & 3)
			take_events(watch);
	}
	dongle_watch_free(watch);
	PROPERTY(!device->open, "what was opened is closed");
	close(fake.events);
}
