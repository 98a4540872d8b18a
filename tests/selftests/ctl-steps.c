// SPDX-License-Identifier: GPL-2.0-only
/*
 * usage: ctl-steps MS HOST-CTL DEVICE-CTL FUNCTION-DIR
 *
 * Every MS milliseconds, until SIGTERM, does the next of: a level at the host, a
 * mode at the host, a level at the device, an SE plug in or out, a balanced one
 * in, shorted or out. Late ones are caught up. Prints how many it did in how many
 * ms; exits with 1 if one failed.
 */
#include <alsa/asoundlib.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t ending;

static void end(int signal)
{
	ending = 1;
}

static bool put(snd_ctl_t *ctl, const char *name, unsigned int value)
{
	snd_ctl_elem_value_t *elem;

	snd_ctl_elem_value_alloca(&elem);
	snd_ctl_elem_value_set_interface(elem, SND_CTL_ELEM_IFACE_MIXER);
	snd_ctl_elem_value_set_name(elem, name);
	if (strstr(name, "Mode")) {
		snd_ctl_elem_value_set_enumerated(elem, 0, value % 3);
	} else {
		snd_ctl_elem_value_set_integer(elem, 0, value % 100);
		snd_ctl_elem_value_set_integer(elem, 1, value % 90);
	}
	return snd_ctl_elem_write(ctl, elem) >= 0;
}

static bool plug(const char *dir, const char *output, unsigned int n)
{
	static const char *const states[] = { "plugged", "empty", "plugged", "shorted" };
	const char *state = states[n % (output[0] == 's' ? 2 : 4)];
	char path[256];
	bool done;
	int fd;

	snprintf(path, sizeof(path), "%s/%s/plug", dir, output);
	fd = open(path, O_WRONLY);
	done = write(fd, state, strlen(state)) > 0;
	close(fd);
	return done;
}

static bool step(unsigned int n, snd_ctl_t *host, snd_ctl_t *device, const char *dir)
{
	switch (n % 5) {
	case 0:
		return put(host, "SE Headphone Playback Volume", n);
	case 1:
		return put(host, "Output Mode", n / 5);
	case 2:
		return put(device, "Balanced Headphone Playback Volume", n);
	case 3:
		return plug(dir, "se", n / 5);
	default:
		return plug(dir, "balanced", n / 5);
	}
}

static long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int main(int argc, char **argv)
{
	snd_ctl_t *host, *device;
	unsigned int n = 0;
	bool good = true;
	long start, due;

	if (argc != 5 || snd_ctl_open(&host, argv[2], 0) < 0 ||
	    snd_ctl_open(&device, argv[3], 0) < 0)
		return 2;
	signal(SIGTERM, end);
	start = now_ms();
	for (due = start; !ending; due += atoi(argv[1])) {
		while (now_ms() < due && !ending)
			usleep(2000);
		good &= step(n++, host, device, argv[4]);
	}
	printf("%u %ld\n", n, now_ms() - start);
	snd_ctl_close(host);
	snd_ctl_close(device);
	return !good;
}
