// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the controls of each dongle do: they are read and set, others hear of a change
 * once, what is out of range is refused.
 *
 * Somebody may be listening. So nothing is ever made louder than it is: levels and gain
 * only go down and back, and what might be louder in a way that nobody can know, as
 * another output, is tested while the dongle is muted, if it can be. At the end, also of
 * an interrupted run, everything is as it was.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "card.h"
#include "ktap.h"

#define TESTS		5	/* of each control */
#define EVENT_MS	2000	/* for one that must come */
#define QUIET_MS	300	/* for one that must not */
#define SWITCH_MS	300	/* a level right after a switch of outputs may be refused */
#define TRIES		20
#define EVENTS_MAX	100

static struct card cards[CARDS_MAX];
static sig_atomic_t interrupted;

static void interrupt(int sig)
{
	interrupted = sig;
}

static bool is_volume(const struct control *c)
{
	return ends_with(control_name(c), "Headphone Playback Volume");
}

/* Of an output; IEC958 has a switch, too. */
static bool is_switch(const struct control *c)
{
	return ends_with(control_name(c), "Headphone Playback Switch");
}

static bool is_named(const struct control *c, const char *name)
{
	return !strcmp(control_name(c), name);
}

static bool is_writable(const struct control *c)
{
	return c->info.access & SNDRV_CTL_ELEM_ACCESS_WRITE;
}

static bool same(const struct control *c, const long a[2], const long b[2])
{
	return a[0] == b[0] && (c->info.count < 2 || a[1] == b[1]);
}

static bool is_value(const struct card *card, const struct control *c, const long want[2])
{
	long now[2];

	if (control_read(card, c, now))
		return false;
	if (!same(c, now, want))
		ktap_note("it is %ld,%ld, not %ld,%ld", now[0], now[1], want[0], want[1]);
	return same(c, now, want);
}

/* Set it, also right after a switch of outputs. */
static bool write_surely(const struct card *card, const struct control *c, const long value[2])
{
	unsigned int try;

	for (try = 0; try < TRIES; try++) {
		if (control_write(card, c, value) >= 0)
			return true;
		if (errno != EBUSY)
			break;
		poll(NULL, 0, SWITCH_MS);
	}
	ktap_note("cannot set '%s' to %ld: %m", control_name(c), value[0]);
	return false;
}

/* All outputs, if they have a switch. */
static bool has_all_switches(const struct card *card)
{
	bool shared = false, single = false, balanced = false, mode = false;
	unsigned int i;

	for (i = 0; i < card->count; i++) {
		shared |= is_named(&card->controls[i], "Headphone Playback Switch");
		single |= is_named(&card->controls[i], "SE Headphone Playback Switch");
		balanced |= is_named(&card->controls[i], "Balanced Headphone Playback Switch");
		mode |= is_named(&card->controls[i], "Output Mode");
	}
	return shared || (single && balanced) || (!mode && (single || balanced));
}

/* As quiet as can be. Return: it is muted. */
static bool hush(const struct card *card)
{
	bool muted = has_all_switches(card);
	const struct control *c;
	const long off[2] = { 0, 0 };
	unsigned int i;

	for (i = 0; i < card->count; i++) {
		c = &card->controls[i];
		if (is_switch(c))
			muted &= write_surely(card, c, off) && is_value(card, c, off);
	}
	for (i = 0; i < card->count; i++)
		if (is_volume(&card->controls[i]))
			write_surely(card, &card->controls[i], off);
	return muted;
}

/* Everything as it was: the louder last. */
static bool restore(const struct card *card)
{
	bool good = true;
	const struct control *c;
	unsigned int turn, i;

	for (turn = 0; turn < 3; turn++) {
		for (i = 0; i < card->count; i++) {
			c = &card->controls[i];
			if (is_writable(c) && turn == is_volume(c) + 2U * is_switch(c))
				good &= write_surely(card, c, c->start);
		}
	}
	for (i = 0; i < card->count; i++)
		if (is_writable(&card->controls[i]))
			good &= is_value(card, &card->controls[i], card->controls[i].start);
	return good;
}

static int listen_to(const struct card *card)
{
	char path[64];
	int fd, on = 1;

	snprintf(path, sizeof(path), "/dev/snd/controlC%d", card->number);
	fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd >= 0 && ioctl(fd, SNDRV_CTL_IOCTL_SUBSCRIBE_EVENTS, &on) < 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

/* How often a control was said to have a new value; stops waiting long after @want. */
static int heard(int fd, const struct control *c, int want)
{
	struct pollfd pollfd = { .fd = fd, .events = POLLIN };
	struct snd_ctl_event event;
	int count = 0;

	while (poll(&pollfd, 1, count < want ? EVENT_MS : QUIET_MS) > 0) {
		if (read(fd, &event, sizeof(event)) != sizeof(event))
			break;
		count += event.type == SNDRV_CTL_EVENT_ELEM &&
			 event.data.elem.id.numid == c->info.id.numid &&
			 event.data.elem.mask != SNDRV_CTL_EVENT_MASK_REMOVE &&
			 event.data.elem.mask & SNDRV_CTL_EVENT_MASK_VALUE;
	}
	if (count != want)
		ktap_note("told of %d changes, not of %d", count, want);
	return count;
}

/* What happened before may still arrive, as from the other end of the cable. */
static void settle(const struct card *card)
{
	struct pollfd pollfd = { .fd = listen_to(card), .events = POLLIN };
	struct snd_ctl_event event;
	unsigned int events = 0;

	while (events++ < EVENTS_MAX && poll(&pollfd, 1, QUIET_MS) > 0)
		if (read(pollfd.fd, &event, sizeof(event)) != sizeof(event))
			break;
	close(pollfd.fd);
}

static void test_read(const struct card *card, const struct control *c)
{
	unsigned int ch;
	bool good = true;
	long value[2];

	good = !control_read(card, c, value);
	for (ch = 0; good && ch < c->info.count && ch < 2; ch++)
		good = value[ch] >= control_min(c) && value[ch] <= control_max(c);
	ktap_result(good, "read.card%d.%s", card->number, control_name(c));
}

static void test_access(const struct card *card, const struct control *c)
{
	const char *name = control_name(c);
	bool read_only = ends_with(name, "Jack") || ends_with(name, "Impedance"), good;

	good = read_only == !is_writable(c);
	/* its own value, should it be taken after all */
	if (read_only)
		good &= control_write(card, c, c->start) < 0 && errno == EPERM;
	ktap_result(good, "access.card%d.%s", card->number, name);
}

static void test_same(const struct card *card, const struct control *c)
{
	int fd = listen_to(card);
	bool good;

	good = fd >= 0 && control_write(card, c, c->start) >= 0 && !heard(fd, c, 0) &&
	       is_value(card, c, c->start);
	ktap_result(good, "same.card%d.%s", card->number, control_name(c));
	close(fd);
}

static bool step_towards(long *value, long end)
{
	bool away = *value != end;

	*value += (*value < end) - (*value > end);
	return away;
}

/* Another value that is not louder. Return: NULL, or why there is none. */
static const char *other_value(const struct control *c, bool muted, long value[2])
{
	bool down;

	memcpy(value, c->start, sizeof(c->start));
	if (is_volume(c)) {
		down = step_towards(&value[0], control_min(c));
		if (c->info.count > 1)
			down |= step_towards(&value[1], control_min(c));
		return down ? NULL : "it is at its lowest";
	}
	if (is_switch(c))
		return step_towards(&value[0], 0) ? NULL : "it is off, and on is louder";
	if (is_named(c, "Headphone Gain") && step_towards(&value[0], 0))
		return NULL;
	if (is_named(c, "Headphone Balance") &&
	    step_towards(&value[0], value[0] < 0 ? control_min(c) : control_max(c)))
		return NULL;
	if (!muted && (is_named(c, "Headphone Gain") || is_named(c, "Headphone Balance") ||
		       is_named(c, "Output Mode")))
		return "another might be louder, and it cannot be muted";
	value[0] = value[0] < control_max(c) ? value[0] + 1 : control_min(c);
	return value[0] != c->start[0] ? NULL : "there is no other";
}

static bool change_to(const struct card *card, const struct control *c, const long value[2])
{
	int fd = listen_to(card);
	bool good;

	good = fd >= 0 && write_surely(card, c, value) && heard(fd, c, 1) == 1 &&
	       is_value(card, c, value);
	close(fd);
	return good;
}

static void test_change(const struct card *card, const struct control *c, bool muted)
{
	const char *why;
	long value[2];
	bool good;

	why = other_value(c, muted, value);
	if (why) {
		ktap_skip("change.card%d.%s # SKIP %s", card->number, control_name(c), why);
		return;
	}
	good = change_to(card, c, value);
	good &= change_to(card, c, c->start);
	ktap_result(good, "change.card%d.%s", card->number, control_name(c));
}

static bool refuses(const struct card *card, const struct control *c, long value)
{
	const long values[2] = { value, value };
	long before[2];
	bool good;

	good = !control_read(card, c, before) && control_write(card, c, values) < 0;
	if (!good)
		ktap_note("%ld was taken", value);
	return is_value(card, c, before) && good;
}

/* Of a driver that takes what it must refuse nobody knows what it makes of it. */
static void test_range(const struct card *card, const struct control *c, bool muted)
{
	bool low = c->info.type != SNDRV_CTL_ELEM_TYPE_ENUMERATED && !is_switch(c), good = true;
	bool high = muted || !(is_volume(c) || is_switch(c) || is_named(c, "Headphone Gain") ||
			       is_named(c, "Headphone Balance") || is_named(c, "Output Mode"));

	if (low)
		good &= refuses(card, c, control_min(c) - 1);
	if (high)
		good &= refuses(card, c, control_max(c) + 1);
	if (low || high)
		ktap_result(good, "range.card%d.%s", card->number, control_name(c));
	else
		ktap_skip("range.card%d.%s # SKIP it might be taken, and be louder",
			  card->number, control_name(c));
}

static void test_control(const struct card *card, const struct control *c, bool muted)
{
	const char *why = is_writable(c) ? "interrupted" : "read only";

	if (!is_writable(c) || interrupted) {
		ktap_skip("same.card%d.%s # SKIP %s", card->number, control_name(c), why);
		ktap_skip("change.card%d.%s # SKIP %s", card->number, control_name(c), why);
		ktap_skip("range.card%d.%s # SKIP %s", card->number, control_name(c), why);
		return;
	}
	if (!is_volume(c) && !is_switch(c)) {
		test_same(card, c);
		test_change(card, c, muted);
	}
	test_range(card, c, muted);
}

static void test_card(const struct card *card)
{
	const struct control *c;
	unsigned int i;
	bool muted;

	settle(card);
	for (i = 0; i < card->count; i++) {
		c = &card->controls[i];
		test_read(card, c);
		test_access(card, c);
		if (interrupted || !(is_volume(c) || is_switch(c)))
			continue;
		test_same(card, c);
		test_change(card, c, false);
	}
	muted = !interrupted && hush(card);
	for (i = 0; i < card->count; i++)
		test_control(card, &card->controls[i], muted);
	ktap_result(restore(card), "restored.card%d", card->number);
}

int main(void)
{
	const struct sigaction action = { .sa_handler = interrupt };
	unsigned int n, count, tests = 0;
	const char *why;

	count = cards_find(cards, &why);
	if (!count)
		ktap_skip_all(why);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
	for (n = 0; n < count; n++)
		tests += TESTS * cards[n].count + 1;
	ktap_plan(tests);
	for (n = 0; n < count && !interrupted; n++)
		test_card(&cards[n]);
	if (interrupted)
		ktap_note("interrupted; everything is as it was");
	ktap_done();
}
