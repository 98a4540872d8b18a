// SPDX-License-Identifier: GPL-2.0-only
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>

#include "hostile.h"

__u32 roll(struct dice *dice, __u32 n)
{
	dice->seed = dice->seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return (dice->seed >> 33) % n;
}

int open_card(const char *number)
{
	char path[32];
	int fd;

	snprintf(path, sizeof(path), "/dev/snd/controlC%s", number);
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0) {
		perror(path);
		exit(2);
	}
	return fd;
}

static bool read_control(int card, const char *name, struct snd_ctl_elem_value *value)
{
	memset(value, 0, sizeof(*value));
	value->id.iface = SNDRV_CTL_ELEM_IFACE_MIXER;
	snprintf((char *)value->id.name, sizeof(value->id.name), "%s", name);
	return !ioctl(card, SNDRV_CTL_IOCTL_ELEM_READ, value);
}

static bool read_choice(int card, const char *name, long *item)
{
	struct snd_ctl_elem_value value;

	if (!read_control(card, name, &value))
		return false;
	*item = value.value.enumerated.item[0];
	return true;
}

static bool read_output(int card, const char *name, struct state *state, int out)
{
	struct snd_ctl_elem_value value;
	struct snd_ctl_elem_info info = {};
	char full[44];
	int ch;

	snprintf(full, sizeof(full), "%s Headphone Playback Switch", name);
	if (!read_control(card, full, &value))
		return false;
	state->output[out].on = value.value.integer.value[0];
	snprintf(full, sizeof(full), "%s Headphone Playback Volume", name);
	if (!read_control(card, full, &value))
		return false;
	for (ch = 0; ch < CHANNELS; ch++)
		state->output[out].volume[ch] = value.value.integer.value[ch];
	info.id = value.id;
	if (ioctl(card, SNDRV_CTL_IOCTL_ELEM_INFO, &info))
		return false;
	state->output[out].limit = info.value.integer.max;
	return true;
}

bool read_state(int card, struct state *state)
{
	memset(state, 0, sizeof(*state));
	return read_choice(card, "Output Mode", &state->mode) &&
	       read_choice(card, "Headphone Gain", &state->gain) &&
	       read_choice(card, "DAC Filter", &state->filter) &&
	       read_output(card, "SE", state, 0) && read_output(card, "Balanced", state, 1);
}

void print_state(FILE *file, const struct state *state)
{
	int out;

	fprintf(file, "mode %ld gain %ld filter %ld", state->mode, state->gain, state->filter);
	for (out = 0; out < OUTPUTS; out++)
		fprintf(file, ", %ld,%ld of %ld, %s", state->output[out].volume[0],
			state->output[out].volume[1], state->output[out].limit,
			state->output[out].on ? "on" : "off");
	fputc('\n', file);
}
