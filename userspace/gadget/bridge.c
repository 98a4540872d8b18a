// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs alsaloop while the host plays. That knows one rate, and with a host that
 * is silent it only underruns; f_uac2 tells when a stream begins, ends or has
 * another rate.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <sound/asound.h>

#include "gadget.h"

#define CARDS		"/sys/class/sound"
#define GADGET_CARD	"UAC2Gadget"	/* what its id begins with */
#define RATE_CONTROL	"Capture Rate"	/* since Linux 5.18; 0: the host does not play */
#define LOOK_MS		1000		/* for cards that are not there yet */
#define END_S		2		/* alsaloop may take to end */
#define SPARE_MS	20
#define ID_MAX		16

struct bridge {
	const struct gadget *gadget;
	FILE *err;
	sigset_t signals;
	int signal_fd;
	char card[ID_MAX];	/* of the gadget */
	int card_fd;		/* its controls */
	int codec_fd;		/* those of the codec, which tell when it goes */
	pid_t loop;		/* alsaloop, or 0 */
	int rate;		/* that it runs with */
	bool ending;		/* the stream has ended, what is buffered has not */
	bool quit;
	bool failed;
};

static const struct entry *entry(const struct bridge *bridge, const char *name)
{
	return gadget_entry(bridge->gadget, "bridge", name);
}

static void read_id(const char *card, char id[ID_MAX])
{
	char path[300];
	FILE *file;

	snprintf(path, sizeof(path), CARDS "/%s/id", card);
	file = fopen(path, "re");
	if (!file || fscanf(file, "%15s", id) != 1)
		*id = '\0';
	if (file)
		fclose(file);
}

/* Return: number of the card whose id @match takes, -1 if there is none. */
static int find_card(char id[ID_MAX], bool (*match)(const char *id, const char *want, int number),
		     const char *want)
{
	struct dirent *entry;
	int number, found = -1;
	char tail;
	DIR *d = opendir(CARDS);

	while (found < 0 && d && (entry = readdir(d))) {
		if (sscanf(entry->d_name, "card%d%c", &number, &tail) != 1)
			continue;
		read_id(entry->d_name, id);
		if (match(id, want, number))
			found = number;
	}
	if (d)
		closedir(d);
	return found;
}

static bool is_gadget(const char *id, const char *want, int number)
{
	(void)number;
	return !strncmp(id, want, strlen(want));
}

static bool is_codec(const char *id, const char *want, int number)
{
	char text[ID_MAX];

	snprintf(text, sizeof(text), "%d", number);
	return !strcmp(id, want) || !strcmp(text, want);
}

/* Who does not subscribe is not woken when the card goes. */
static int open_controls(int number)
{
	char path[32];
	int fd, on = 1;

	snprintf(path, sizeof(path), "/dev/snd/controlC%d", number);
	fd = number < 0 ? -1 : open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd >= 0)
		ioctl(fd, SNDRV_CTL_IOCTL_SUBSCRIBE_EVENTS, &on);
	return fd;
}

static bool open_cards(struct bridge *bridge)
{
	const char *codec = strchr(entry(bridge, KEY_CODEC)->value, ':') + 1;
	char want[ID_MAX], id[ID_MAX];

	codec += strncmp(codec, "CARD=", 5) ? 0 : 5;
	snprintf(want, sizeof(want), "%.*s", (int)strcspn(codec, ","), codec);
	bridge->card_fd = open_controls(find_card(bridge->card, is_gadget, GADGET_CARD));
	bridge->codec_fd = open_controls(find_card(id, is_codec, want));
	return bridge->card_fd >= 0 && bridge->codec_fd >= 0;
}

static void close_cards(struct bridge *bridge)
{
	if (bridge->card_fd >= 0)
		close(bridge->card_fd);
	if (bridge->codec_fd >= 0)
		close(bridge->codec_fd);
}

static bool fail(struct bridge *bridge, const char *what, const char *why)
{
	fprintf(bridge->err, "dongle-gadget: %s%s\n", what, why);
	bridge->failed = true;
	bridge->quit = true;
	return false;
}

/* Return: what the host plays with, 0 while it does not, or -errno. */
static int read_rate(const struct bridge *bridge)
{
	struct snd_ctl_elem_value value = { .id.iface = SNDRV_CTL_ELEM_IFACE_PCM };

	memcpy(value.id.name, RATE_CONTROL, sizeof(RATE_CONTROL));
	if (ioctl(bridge->card_fd, SNDRV_CTL_IOCTL_ELEM_READ, &value))
		return -errno;
	return value.value.integer.value[0];
}

static unsigned int channels(const struct bridge *bridge)
{
	return __builtin_popcount(atoi(gadget_entry(bridge->gadget, "audio", "channels")->value));
}

static int latency_ms(const struct bridge *bridge)
{
	return atoi(entry(bridge, KEY_LATENCY)->value);
}

/* The gadget is told to ask the host for what the codec takes: not one frame is changed. */
static void become_alsaloop(const struct bridge *bridge, int rate)
{
	static const char *const formats[] = { [2] = "S16_LE", [3] = "S24_3LE", [4] = "S32_LE" };
	int size = atoi(gadget_entry(bridge->gadget, "audio", "sample-size")->value);
	char capture[48], rate_text[16], channels_text[16], latency[16];
	const char *const args[] = {
		"alsaloop", "-C", capture, "-P", entry(bridge, KEY_CODEC)->value, "-r", rate_text,
		"-c", channels_text, "-f", formats[size], "-S", "captshift", "-a", "off",
		"-t", latency, entry(bridge, KEY_PERIOD)->given ? "-E" : NULL,
		entry(bridge, KEY_PERIOD)->value, NULL
	};

	snprintf(capture, sizeof(capture), "hw:CARD=%s,DEV=0", bridge->card);
	snprintf(rate_text, sizeof(rate_text), "%d", rate);
	snprintf(channels_text, sizeof(channels_text), "%u", channels(bridge));
	snprintf(latency, sizeof(latency), "%d000", latency_ms(bridge));
	sigprocmask(SIG_UNBLOCK, &bridge->signals, NULL);
	if (!freopen("/dev/null", "w", stdout))
		_exit(127);
	execvp(args[0], (char *const *)args);
	fprintf(stderr, "dongle-gadget: alsaloop cannot be run: %s; the package is alsa-utils\n",
		strerror(errno));
	_exit(127);
}

static void start_loop(struct bridge *bridge, int rate)
{
	bridge->rate = rate;
	bridge->loop = fork();
	if (!bridge->loop)
		become_alsaloop(bridge, rate);
	if (bridge->loop < 0) {
		bridge->loop = 0;
		fail(bridge, "alsaloop cannot be run: ", strerror(errno));
	}
}

static void stop_loop(struct bridge *bridge)
{
	struct timespec patience = { .tv_sec = END_S };
	sigset_t child;

	if (!bridge->loop)
		return;
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	kill(bridge->loop, SIGTERM);
	if (sigtimedwait(&child, NULL, &patience) < 0)
		kill(bridge->loop, SIGKILL);
	waitpid(bridge->loop, NULL, 0);
	bridge->loop = 0;
}

/* Makes alsaloop do as the host does; its last sounds come out before it ends. */
static bool follow_rate(struct bridge *bridge)
{
	int rate = read_rate(bridge);

	if (rate == -ENOENT)
		return fail(bridge, "the card of the gadget has no control '" RATE_CONTROL "'",
			    ": Linux 5.18 is needed");
	if (rate < 0)
		return false;
	bridge->ending = bridge->loop && !rate;
	if (bridge->ending || (bridge->loop && rate == bridge->rate))
		return true;
	stop_loop(bridge);
	if (rate)
		start_loop(bridge, rate);
	return !bridge->quit;
}

static void read_signals(struct bridge *bridge)
{
	struct signalfd_siginfo info;
	int status;

	while (read(bridge->signal_fd, &info, sizeof(info)) == sizeof(info)) {
		if (info.ssi_signo != SIGCHLD) {
			bridge->quit = true;
		} else if (bridge->loop && waitpid(bridge->loop, &status, WNOHANG) > 0) {
			bridge->loop = 0;
			fail(bridge, "alsaloop has ended by itself", "");
		}
	}
}

/* All that counts is read anew. */
static void drop_events(const struct pollfd *fd)
{
	struct snd_ctl_event event;

	while (fd->revents & POLLIN && read(fd->fd, &event, sizeof(event)) > 0)
		;
}

/* Return: whether both cards are still there. */
static bool wait_for_change(struct bridge *bridge)
{
	struct pollfd fds[] = {
		{ .fd = bridge->signal_fd, .events = POLLIN },
		{ .fd = bridge->card_fd, .events = POLLIN },
		{ .fd = bridge->codec_fd, .events = POLLIN },
	};
	int patience = bridge->ending ? latency_ms(bridge) + SPARE_MS : -1;
	int n = poll(fds, ARRAY_SIZE(fds), patience);

	if (!n)
		stop_loop(bridge);
	if (fds[0].revents)
		read_signals(bridge);
	drop_events(&fds[1]);
	drop_events(&fds[2]);
	return !((fds[1].revents | fds[2].revents) & (POLLERR | POLLHUP | POLLNVAL));
}

static void wait_for_cards(struct bridge *bridge)
{
	struct pollfd fd = { .fd = bridge->signal_fd, .events = POLLIN };

	if (poll(&fd, 1, LOOK_MS) > 0)
		read_signals(bridge);
}

enum gadget_exit bridge_run(const struct gadget *gadget, FILE *err)
{
	struct bridge bridge = { .gadget = gadget, .err = err };

	if (!entry(&bridge, KEY_CODEC)->given) {
		fprintf(err, "dongle-gadget: %s names no codec below [bridge]: nothing to do\n",
			gadget->path);
		return GADGET_OK;
	}
	sigemptyset(&bridge.signals);
	sigaddset(&bridge.signals, SIGCHLD);
	sigaddset(&bridge.signals, SIGTERM);
	sigaddset(&bridge.signals, SIGINT);
	sigprocmask(SIG_BLOCK, &bridge.signals, NULL);
	bridge.signal_fd = signalfd(-1, &bridge.signals, SFD_NONBLOCK | SFD_CLOEXEC);
	while (!bridge.quit) {
		if (open_cards(&bridge)) {
			while (!bridge.quit && follow_rate(&bridge) && wait_for_change(&bridge))
				;
			stop_loop(&bridge);
		} else {
			wait_for_cards(&bridge);
		}
		close_cards(&bridge);
	}
	close(bridge.signal_fd);
	return bridge.failed ? GADGET_SYSTEM : GADGET_OK;
}
