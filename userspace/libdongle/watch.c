// SPDX-License-Identifier: GPL-2.0-only
/* All dongles: who comes, who goes, and one event at a time. */
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "state.h"
#include "watch.h"

static struct watched *find(struct dongle_watch *watch, const struct dongle_id *id)
{
	struct watched *w;

	for (w = watch->first; w; w = w->next)
		if (!w->gone && w->id.bus == id->bus && w->id.address == id->address)
			return w;
	return NULL;
}

static struct watched *add(struct dongle_watch *watch, const struct dongle_id *id)
{
	struct watched *w = calloc(1, sizeof(*w)), **end = &watch->first;

	if (!w)
		return NULL;
	w->watch = watch;
	w->id = *id;
	w->card.fd = -1;
	while (*end)
		end = &(*end)->next;
	*end = w;
	return w;
}

static void drop(struct watched *w)
{
	struct watched **at = &w->watch->first;

	while (*at != w)
		at = &(*at)->next;
	*at = w->next;
	source_close(w);
	free(w);
}

static bool is_listed(const struct watched *w, const struct dongle_id *ids, int n)
{
	int i;

	for (i = 0; i < n; i++)
		if (ids[i].bus == w->id.bus && ids[i].address == w->id.address)
			return true;
	return false;
}

/* @path: of the device that has settled; NULL: all have. */
static int look(struct dongle_watch *watch, const char *path)
{
	struct dongle_id *ids;
	struct watched *w;
	int i, n = dongle_list(watch->bus, &ids);

	if (n < 0)
		return n;
	for (w = watch->first; w; w = w->next) {
		if (w->gone || is_listed(w, ids, n))
			continue;
		w->gone = true;
		source_close(w);
	}
	for (i = 0; i < n; i++) {
		w = find(watch, &ids[i]);
		if (!w)
			w = add(watch, &ids[i]);
		if (!w)
			continue;
		w->settled |= !path || !strcmp(path, w->id.path);
		source_look(w);
	}
	free(ids);
	return 0;
}

static int hotplug_ready(struct dongle_watch *watch)
{
	char path[DONGLE_PATH_MAX];
	struct watched *w;

	switch (watch->bus->ops->hotplug(watch->bus, path)) {
	case HOTPLUG_NONE:
		return 0;
	case HOTPLUG_LOOK:
		return look(watch, "");
	case HOTPLUG_SETTLED:
		return look(watch, path);
	case HOTPLUG_DRIVER:
		/* it found our claims and passed by; now it may have them */
		for (w = watch->first; w; w = w->next)
			source_hand_over(w);
		return look(watch, "");
	}
	return 0;
}

static bool emit(struct watched *w, enum dongle_event_type type)
{
	struct dongle_event *event = &w->watch->event;

	memset(event, 0, sizeof(*event));
	event->type = type;
	event->id = &w->id;
	event->info = w->known ? &w->info : NULL;
	event->error = w->error;
	if (type != DONGLE_GONE && w->known)
		event->to = &w->shown;
	if (type != DONGLE_CHANGED)
		return true;
	event->from = &w->from;
	event->fields = dongle_state_diff(&w->from, &w->shown);
	return true;
}

/*
 * Appearing is told once, and again when what could not be opened is. Before it has
 * settled it may be that udev has yet to set the rights.
 */
static bool appears(struct watched *w)
{
	if (w->stranger || w->gone || (w->announced && (!w->told_error || w->error)))
		return false;
	if (!w->known && !(w->error && w->settled))
		return false;
	w->announced = true;
	w->told_error = w->known ? 0 : w->error;
	w->shown = w->now;
	return true;
}

/*
 * Everything that changed since the last event of this device is one event.
 * With a card that is what one read took, in which no control is twice; with
 * reports, one of them.
 */
static bool take_from(struct watched *w)
{
	if (appears(w))
		return emit(w, DONGLE_APPEARED);
	if (w->gone) {
		w->watch->ended = w->announced ? w : NULL;
		return w->announced && emit(w, DONGLE_GONE);
	}
	if (!w->known)
		return false;
	while (!dongle_state_diff(&w->shown, &w->now))
		if (!source_step(w))
			return false;
	w->from = w->shown;
	w->shown = w->now;
	return emit(w, DONGLE_CHANGED);
}

static bool take(struct dongle_watch *watch)
{
	struct watched *w, *next;

	for (w = watch->first; w; w = next) {
		next = w->next;
		if (take_from(w))
			return true;
		if (w->gone)
			drop(w);
	}
	return false;
}

static int dispatch(struct dongle_watch *watch, void *source)
{
	if (source == watch)
		return hotplug_ready(watch);
	if (source == watch->bus)
		return watch->bus->ops->dispatch(watch->bus);
	source_card_ready(source);
	return 0;
}

int dongle_watch_next(struct dongle_watch *watch, const struct dongle_event **event)
{
	struct epoll_event ready;
	int n, err;

	if (watch->ended)
		drop(watch->ended);
	watch->ended = NULL;
	*event = &watch->event;
	while (!take(watch)) {
		/* one at a time: what it leads to may close the others */
		n = epoll_wait(watch->epoll, &ready, 1, 0);
		if (n <= 0)
			return n < 0 && errno != EINTR ? -errno : 0;
		err = dispatch(watch, ready.data.ptr);
		if (err < 0)
			return err;
	}
	return 1;
}

/* Listens before it looks: who comes in between is an event. */
static int start(struct dongle_watch *watch)
{
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = watch };
	struct dongle_bus *bus = watch->bus;
	int err, fd = bus->ops->hotplug_fd(bus);

	if (fd < 0)
		return fd;
	if (epoll_ctl(watch->epoll, EPOLL_CTL_ADD, fd, &event))
		return -errno;
	err = bus->ops->events(bus, watch->epoll, bus);
	return err ? err : look(watch, NULL);
}

int dongle_watch_new(struct dongle_bus *bus, struct dongle_watch **result)
{
	struct dongle_watch *watch = calloc(1, sizeof(*watch));
	int err;

	if (!watch)
		return -ENOMEM;
	watch->bus = bus;
	watch->epoll = epoll_create1(EPOLL_CLOEXEC);
	if (watch->epoll < 0) {
		err = -errno;
		free(watch);
		return err;
	}
	err = start(watch);
	if (err) {
		dongle_watch_free(watch);
		return err;
	}
	*result = watch;
	return 0;
}

int dongle_watch_fd(const struct dongle_watch *watch)
{
	return watch->epoll;
}

void dongle_watch_free(struct dongle_watch *watch)
{
	if (!watch)
		return;
	while (watch->first)
		drop(watch->first);
	watch->bus->ops->events(watch->bus, -1, NULL);
	close(watch->epoll);
	free(watch);
}
