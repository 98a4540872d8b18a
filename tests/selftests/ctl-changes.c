// SPDX-License-Identifier: GPL-2.0-only
/*
 * usage: dongle-ctl monitor --json | ctl-changes CTL COUNT RATE
 *
 * Changes COUNT controls of the card CTL, each in turn, RATE a second, and reads
 * on standard input what the monitor says. With RATE 0 as fast as it goes, but no
 * control again before its last change was seen: then each change must be there
 * exactly once. Otherwise changes may merge, but each line must begin where the
 * one before ended, none may say nothing, and the last values must be seen.
 * Prints how many were made, how many seen, and how many a second. Exits with 1
 * when something is wrong, after saying what.
 */
#include <alsa/asoundlib.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define TEXT		64
#define PATIENCE_MS	60000
#define CONTROLS	6

static const char *const gains[] = { "\"low\"", "\"medium\"", "\"high\"" };
static const char *const filters[] = {
	"\"fast-low-latency\"", "\"fast-phase-compensated\"", "\"slow-low-latency\"",
	"\"slow-phase-compensated\"", "\"non-oversampling\"",
};

static void volume_text(char text[TEXT], unsigned int value)
{
	snprintf(text, TEXT, "[%.1f,%.1f]", value / 2.0 - 100, value / 2.0 - 100);
}

/* The switch is on while the output is not muted. */
static void mute_text(char text[TEXT], unsigned int value)
{
	snprintf(text, TEXT, "%s", value ? "false" : "true");
}

static void gain_text(char text[TEXT], unsigned int value)
{
	snprintf(text, TEXT, "%s", gains[value]);
}

static void filter_text(char text[TEXT], unsigned int value)
{
	snprintf(text, TEXT, "%s", filters[value]);
}

/*
 * One control, and how far the monitor is: @made changes were made, @seen lines
 * were read, the last of which ended with @shown.
 */
static struct control {
	const char *name;
	const char *line;	/* what its lines contain */
	unsigned int values;
	bool choice;
	void (*text)(char text[TEXT], unsigned int value);
	unsigned int value;
	unsigned int made, seen;
	char want[TEXT], shown[TEXT];
} controls[CONTROLS] = {
	{ .name = "SE Headphone Playback Volume", .values = 150, .text = volume_text,
	  .line = "\"output\":\"se\",\"field\":\"volume_db\"" },
	{ .name = "Headphone Gain", .values = 3, .choice = true, .text = gain_text,
	  .line = "\"field\":\"gain\"" },
	{ .name = "Balanced Headphone Playback Volume", .values = 150, .text = volume_text,
	  .line = "\"output\":\"balanced\",\"field\":\"volume_db\"" },
	{ .name = "SE Headphone Playback Switch", .values = 2, .text = mute_text,
	  .line = "\"output\":\"se\",\"field\":\"mute\"" },
	{ .name = "DAC Filter", .values = 5, .choice = true, .text = filter_text,
	  .line = "\"field\":\"filter\"" },
	{ .name = "Balanced Headphone Playback Switch", .values = 2, .text = mute_text,
	  .line = "\"output\":\"balanced\",\"field\":\"mute\"" },
};

static bool strict, appeared;
static unsigned int lines;

static long long now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

static int fail(const char *what, const char *line)
{
	printf("# %s: %s\n", what, line);
	exit(1);
}

/* The value after @key, up to what follows it in our lines. */
static void cut(char text[TEXT], const char *line, const char *key, const char *end)
{
	const char *from = strstr(line, key), *to;

	if (!from)
		fail("no value", line);
	from += strlen(key);
	to = strstr(from, end);
	if (!to || to - from >= TEXT)
		fail("no end of a value", line);
	snprintf(text, TEXT, "%.*s", (int)(to - from), from);
}

static void judge(struct control *control, const char *line)
{
	char from[TEXT], to[TEXT];

	cut(from, line, "\"from\":", ",\"to\":");
	cut(to, line, "\"to\":", ",\"by\":");
	if (control->seen && strcmp(from, control->shown))
		fail("does not begin where the last one ended", line);
	if (!strcmp(from, to))
		fail("is no change", line);
	if (strict && (control->seen == control->made || strcmp(to, control->want)))
		fail("is not the change that was made", line);
	snprintf(control->shown, TEXT, "%s", to);
	control->seen++;
	lines++;
}

static void take_line(const char *line)
{
	unsigned int i;

	appeared |= !!strstr(line, "\"appeared\"");
	if (!strstr(line, "\"changed\""))
		return;
	for (i = 0; i < CONTROLS; i++)
		if (strstr(line, controls[i].line))
			judge(&controls[i], line);
}

/* Takes what the monitor has written, after at most @ms. Return: false at its end. */
static bool listen_for(int ms)
{
	static char buf[65536];
	static size_t len;
	struct pollfd fd = { .fd = STDIN_FILENO, .events = POLLIN };
	char *line = buf, *end;
	ssize_t n;

	if (poll(&fd, 1, ms) <= 0)
		return true;
	n = read(fd.fd, buf + len, sizeof(buf) - 1 - len);
	if (n <= 0)
		return false;
	len += n;
	buf[len] = '\0';
	while ((end = strchr(line, '\n'))) {
		*end = '\0';
		take_line(line);
		line = end + 1;
	}
	len -= line - buf;
	memmove(buf, line, len);
	return true;
}

static void put(snd_ctl_t *ctl, struct control *control)
{
	snd_ctl_elem_value_t *value;
	int err;

	snd_ctl_elem_value_alloca(&value);
	snd_ctl_elem_value_set_interface(value, SND_CTL_ELEM_IFACE_MIXER);
	snd_ctl_elem_value_set_name(value, control->name);
	if (!control->made) {
		err = snd_ctl_elem_read(ctl, value);
		if (err < 0)
			fail(snd_strerror(err), control->name);
		control->value = control->choice ?
				 snd_ctl_elem_value_get_enumerated(value, 0) :
				 snd_ctl_elem_value_get_integer(value, 0);
	}
	control->value = (control->value + 1) % control->values;
	control->text(control->want, control->value);
	if (control->choice) {
		snd_ctl_elem_value_set_enumerated(value, 0, control->value);
	} else {
		snd_ctl_elem_value_set_integer(value, 0, control->value);
		snd_ctl_elem_value_set_integer(value, 1, control->value);
	}
	control->made++;
	err = snd_ctl_elem_write(ctl, value);
	if (err < 0)
		fail(snd_strerror(err), control->name);
}

/* Until the monitor has shown what a control is. */
static void wait_for(const struct control *control)
{
	long long end = now_us() + PATIENCE_MS * 1000LL;

	while (strict ? control->seen < control->made : strcmp(control->shown, control->want)) {
		if (now_us() > end)
			fail("was never seen", control->name);
		if (!listen_for(100))
			fail("the monitor ended before", control->name);
	}
}

int main(int argc, char **argv)
{
	unsigned int i, count, rate;
	long long start, due, left;
	snd_ctl_t *ctl;

	if (argc != 4 || snd_ctl_open(&ctl, argv[1], 0) < 0)
		return 2;
	count = atoi(argv[2]);
	rate = atoi(argv[3]);
	strict = !rate;
	setvbuf(stdout, NULL, _IOLBF, 0);
	while (!appeared)
		if (!listen_for(PATIENCE_MS))
			fail("the monitor ended", "at its start");
	start = now_us();
	for (i = 0; i < count; i++) {
		if (strict)
			wait_for(&controls[i % CONTROLS]);
		due = rate ? start + i * 1000000LL / rate : 0;
		do {
			left = due - now_us();
			listen_for(left > 0 ? left / 1000 : 0);
		} while (left > 0);
		put(ctl, &controls[i % CONTROLS]);
	}
	due = now_us() - start;
	for (i = 0; i < CONTROLS; i++)
		wait_for(&controls[i]);
	printf("%u made %u seen %lld a second\n", count, lines, count * 1000000LL / due);
	snd_ctl_close(ctl);
	return 0;
}
