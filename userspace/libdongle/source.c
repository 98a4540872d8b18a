// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where the changes of one device come from: its sound card while the kernel's
 * driver has it, its interrupt endpoint while nobody has. A bought one tells of its
 * changes by its sound card only.
 */
#include <sys/epoll.h>

#include "bought.h"
#include "codec.h"
#include "state.h"
#include "watch.h"

static s16 ahead(u16 a, u16 b)
{
	return a - b;
}

/* The device has answered: keep what it is and how it is. */
static void know(struct watched *w, const struct dongle *dongle, const struct dongle_report *report)
{
	w->info = dongle->info;
	w->now = report->state;
	w->sequence = report->sequence;
	if (!w->known)
		w->shown = w->now;
	w->known = true;
	w->error = 0;
}

/* What a card cannot show: which output is live, and a short. */
static void read_rest(struct watched *w, int seen)
{
	struct dongle_report report;
	struct dongle *dongle;
	unsigned int out;
	int err;

	if (dongle_open(w->watch->bus, &w->id, &dongle))
		return;
	err = dongle_get(dongle, &report);
	dongle_close(dongle);
	if (err)
		return;
	w->now.active = report.state.active;
	for (out = 0; seen & CARD_PLUGGED && out < DONGLE_OUTPUTS; out++)
		if (w->now.output[out].plug != USB_DONGLE_PLUG_PLUGGED &&
		    report.state.output[out].plug != USB_DONGLE_PLUG_PLUGGED)
			w->now.output[out].plug = report.state.output[out].plug;
}

/* What the controls show is all there is of a bought one. */
static void know_bought(struct watched *w)
{
	w->now.active = dongle_state_route(&w->info, &w->now, DONGLE_PRIORITY_BALANCED, 0);
	if (!w->known)
		w->shown = w->now;
	w->known = true;
	w->error = 0;
}

void source_card_ready(struct watched *w)
{
	int seen = card_events(&w->card, &w->info, &w->now);

	if (w->id.bought && w->card.found && !w->known)
		know_bought(w);
	if (seen == -ENODEV)
		card_close(&w->card);
	else if (seen > 0 && seen & CARD_ROUTED)
		read_rest(w, seen);
}

/* Subscribed before it is read: what happens in between is an event. */
static void open_card(struct watched *w)
{
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = w };
	int number = w->watch->bus->ops->card(w->watch->bus, &w->id);

	if (w->card.fd >= 0 || number < 0 || card_open(&w->card, number))
		return;
	w->card.bought = w->id.bought;
	if (card_subscribe(&w->card) ||
	    epoll_ctl(w->watch->epoll, EPOLL_CTL_ADD, w->card.fd, &event)) {
		card_close(&w->card);
		return;
	}
	if (card_find(&w->card, &w->info, &w->now) == -ENODEV)
		card_close(&w->card);
}

/* Runs inside libusb: only notes. */
static void note_report(void *arg, const void *buf, int len)
{
	struct watched *w = arg;
	struct dongle_report report;

	if (len < 0) {
		w->dead = true;
		return;
	}
	if (dongle_codec_parse_report(&report, &w->info, buf, len)) {
		w->lost = true;
		return;
	}
	/* one that a read has overtaken is old */
	if (ahead(report.sequence, w->sequence) <= 0)
		return;
	w->lost |= ahead(report.sequence, w->sequence) > 1;
	w->sequence = report.sequence;
	/* no room: the two newest become one */
	if (w->reports == WATCH_REPORTS)
		w->reports--;
	w->report[w->reports++] = report;
}

/* Listens before it reads, for the same reason as open_card(). */
static void open_usb(struct watched *w)
{
	const struct dongle_bus_ops *ops = w->watch->bus->ops;
	struct dongle_report report;
	int err;

	if (w->dongle)
		return;
	w->error = dongle_open(w->watch->bus, &w->id, &w->dongle);
	w->stranger = w->error == -ENODEV;
	if (w->error)
		return;
	w->info = w->dongle->info;
	w->reports = 0;
	w->lost = false;
	w->dead = false;
	err = ops->listen(w->dongle->handle, w->id.interface, note_report, w);
	/* someone else has it: nothing will be heard, but it is there */
	if (err && err != -EBUSY)
		w->error = err;
	if (!w->error)
		w->error = dongle_get(w->dongle, &report);
	if (!w->error)
		know(w, w->dongle, &report);
	w->reports = 0;
	if (err || w->error)
		source_close(w);
}

/* The device sleeps on afterwards: a node that is open keeps it awake. */
static void read_once(struct watched *w)
{
	struct dongle_report report;
	struct dongle *dongle;

	w->error = dongle_open(w->watch->bus, &w->id, &dongle);
	w->stranger = w->error == -ENODEV;
	if (w->error)
		return;
	w->error = dongle_get(dongle, &report);
	if (!w->error)
		know(w, dongle, &report);
	dongle_close(dongle);
}

/*
 * While the driver is there its controls are waited for: it asks when one comes, and
 * two at once would not understand each other.
 */
static void look_bought(struct watched *w)
{
	bool driver = w->watch->bus->ops->driver(w->watch->bus, &w->id) == DRIVER_OURS;

	if (!w->known)
		bought_describe(&w->id, &w->info);
	open_card(w);
	if (w->card.fd >= 0 && w->card.found)
		know_bought(w);
	else if (!driver && !w->known && w->settled)
		read_once(w);
}

void source_look(struct watched *w)
{
	if (w->stranger || w->gone)
		return;
	if (w->id.bought) {
		look_bought(w);
		return;
	}
	switch (w->watch->bus->ops->driver(w->watch->bus, &w->id)) {
	case DRIVER_OURS:
		if (w->dongle)
			source_close(w);
		if (!w->known || w->card.fd < 0)
			read_once(w);
		if (w->known)
			open_card(w);
		break;
	case DRIVER_NONE:
		card_close(&w->card);
		if (w->settled)
			open_usb(w);
		break;
	case DRIVER_OTHER:
		if (!w->dongle && !w->known && w->settled)
			read_once(w);
		break;
	}
}

static void heal(struct watched *w)
{
	struct dongle_report report;

	w->lost = false;
	if (dongle_get(w->dongle, &report))
		return;
	w->sequence = report.sequence;
	w->now = report.state;
}

bool source_step(struct watched *w)
{
	if (!w->dongle)
		return false;
	if (w->reports) {
		w->now = w->report[0].state;
		memmove(w->report, w->report + 1, --w->reports * sizeof(w->report[0]));
	} else if (w->lost) {
		heal(w);
	} else if (w->dead) {
		/* unplugged, or one try more; then a hotplug event must tell */
		source_close(w);
		open_usb(w);
	} else {
		return false;
	}
	return true;
}

void source_hand_over(struct watched *w)
{
	if (!w->dongle)
		return;
	w->watch->bus->ops->hand_over(w->dongle->handle, w->id.interface);
	source_close(w);
}

void source_close(struct watched *w)
{
	card_close(&w->card);
	dongle_close(w->dongle);
	w->dongle = NULL;
}
