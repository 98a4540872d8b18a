// SPDX-License-Identifier: GPL-2.0-only
/*
 * Asks the kernel directly: alsa-lib would read its configuration for each card
 * and take one event a call.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <sound/asound.h>

#include "card.h"
#include "names.h"
#include "state.h"

#define ELEMENTS_MAX	256	/* snd-usb-audio makes a few dozen at most */
#define EVENTS		16	/* one read takes */

/**
 * struct kind - one kind of control
 * @name: after the output's name, where it has one
 * @field: USB_DONGLE_F_* of output 0
 * @per_output: one for each output
 * @leveled: one serves both outputs of a device with a shared level
 * @iface: SNDRV_CTL_ELEM_IFACE_*
 * @seen: CARD_*
 * @take: from its value to the state
 */
struct kind {
	const char *name;
	u32 field;
	bool per_output;
	bool leveled;
	int iface;
	int seen;
	void (*take)(const struct dongle_info *info, unsigned int out,
		     const struct snd_ctl_elem_value *value, struct dongle_state *state);
};

/* The enum's items are the choices that exist, in order. */
static u8 choice(u8 choices, unsigned int item)
{
	unsigned int i;

	for (i = 0; i < 8; i++)
		if (choices & BIT(i) && !item--)
			return i;
	return 0;
}

static void take_volume(const struct dongle_info *info, unsigned int out,
			const struct snd_ctl_elem_value *value, struct dongle_state *state)
{
	const struct dongle_output_info *o = &info->output[out];
	unsigned int ch;

	for (ch = 0; ch < DONGLE_CHANNELS; ch++)
		state->output[out].volume[ch] =
			o->volume_min + value->value.integer.value[ch] * o->volume_step;
}

static void take_switch(const struct dongle_info *info, unsigned int out,
			const struct snd_ctl_elem_value *value, struct dongle_state *state)
{
	(void)info;
	state->output[out].mute = !value->value.integer.value[0];
}

static void take_jack(const struct dongle_info *info, unsigned int out,
		      const struct snd_ctl_elem_value *value, struct dongle_state *state)
{
	u8 *plug = &state->output[out].plug;

	(void)info;
	if (value->value.integer.value[0])
		*plug = USB_DONGLE_PLUG_PLUGGED;
	else if (*plug == USB_DONGLE_PLUG_PLUGGED)
		*plug = USB_DONGLE_PLUG_EMPTY;
}

static void take_impedance(const struct dongle_info *info, unsigned int out,
			   const struct snd_ctl_elem_value *value, struct dongle_state *state)
{
	(void)info;
	state->output[out].impedance = value->value.integer.value[0];
}

static void take_mode(const struct dongle_info *info, unsigned int out,
		      const struct snd_ctl_elem_value *value, struct dongle_state *state)
{
	(void)out;
	state->mode = choice(info->modes, value->value.enumerated.item[0]);
}

static void take_gain(const struct dongle_info *info, unsigned int out,
		      const struct snd_ctl_elem_value *value, struct dongle_state *state)
{
	(void)out;
	state->gain = choice(info->gains, value->value.enumerated.item[0]);
}

static void take_filter(const struct dongle_info *info, unsigned int out,
			const struct snd_ctl_elem_value *value, struct dongle_state *state)
{
	(void)info;
	(void)out;
	state->filter = value->value.enumerated.item[0];
}

#define OF_MIXER	.iface = SNDRV_CTL_ELEM_IFACE_MIXER
#define OF_CARD		.iface = SNDRV_CTL_ELEM_IFACE_CARD

static const struct kind kinds[] = {
	{ "Headphone Playback Volume", USB_DONGLE_F_VOLUME(0), true, true, OF_MIXER,
	  .take = take_volume },
	{ "Headphone Playback Switch", USB_DONGLE_F_MUTE(0), true, true, OF_MIXER,
	  .take = take_switch },
	{ "Headphone Jack", USB_DONGLE_F_PLUG(0), true, false, OF_CARD,
	  .seen = CARD_ROUTED | CARD_PLUGGED, .take = take_jack },
	{ "Headphone Impedance", USB_DONGLE_F_IMPEDANCE(0), true, false, OF_CARD,
	  .take = take_impedance },
	{ "Output Mode", USB_DONGLE_F_MODE, false, false, OF_MIXER,
	  .seen = CARD_ROUTED, .take = take_mode },
	{ "Headphone Gain", USB_DONGLE_F_GAIN, false, false, OF_MIXER, .take = take_gain },
	{ "DAC Filter", USB_DONGLE_F_FILTER, false, false, OF_MIXER, .take = take_filter },
};

static u32 control_field(unsigned int kind, unsigned int out)
{
	return kinds[kind].field << (8 * out);
}

static bool has_name(const struct dongle_info *info, unsigned int kind, unsigned int out,
		     const char *name)
{
	bool named = kinds[kind].per_output &&
		     !(kinds[kind].leveled && info->flags & USB_DONGLE_SHARED_LEVEL);
	size_t len;

	if (!named)
		return !strcmp(name, kinds[kind].name);
	len = strlen(dongle_output_names[out].label);
	return !strncmp(name, dongle_output_names[out].label, len) && name[len] == ' ' &&
	       !strcmp(name + len + 1, kinds[kind].name);
}

/* Return: what the controls of a whole set show. */
static u32 wanted_fields(const struct dongle_info *info)
{
	u32 exist = dongle_state_fields(info), wanted = 0;
	unsigned int kind, out;

	for (kind = 0; kind < ARRAY_SIZE(kinds); kind++)
		for (out = 0; out < (kinds[kind].per_output ? DONGLE_OUTPUTS : 1); out++)
			wanted |= control_field(kind, out) & exist;
	return wanted;
}

static void add_control(struct card *card, const struct dongle_info *info,
			const struct snd_ctl_elem_id *id)
{
	u32 exist = dongle_state_fields(info);
	unsigned int kind, out;

	for (kind = 0; kind < ARRAY_SIZE(kinds); kind++) {
		for (out = 0; out < (kinds[kind].per_output ? DONGLE_OUTPUTS : 1); out++) {
			if (!(control_field(kind, out) & exist & ~card->fields) ||
			    id->iface != kinds[kind].iface ||
			    !has_name(info, kind, out, (const char *)id->name))
				continue;
			card->control[card->count++] = (struct card_control){ id->numid, kind,
									      out };
			card->fields |= control_field(kind, out);
			return;
		}
	}
}

static int find_controls(struct card *card, const struct dongle_info *info)
{
	struct snd_ctl_elem_id ids[ELEMENTS_MAX];
	struct snd_ctl_elem_list list = { .space = ELEMENTS_MAX, .pids = ids };
	unsigned int i;

	if (ioctl(card->fd, SNDRV_CTL_IOCTL_ELEM_LIST, &list))
		return -errno;
	card->count = 0;
	card->fields = 0;
	for (i = 0; i < list.used; i++)
		add_control(card, info, &ids[i]);
	return card->fields == wanted_fields(info) ? 0 : -EAGAIN;
}

static int read_value(struct card *card, const struct card_control *control,
		      const struct dongle_info *info, struct dongle_state *state)
{
	struct snd_ctl_elem_value value;

	memset(&value.id, 0, sizeof(value.id));
	value.id.numid = control->numid;
	if (ioctl(card->fd, SNDRV_CTL_IOCTL_ELEM_READ, &value))
		return -errno;
	kinds[control->kind].take(info, control->out, &value, state);
	return 0;
}

/* The upper end of a volume is its limit. */
static int read_limit(struct card *card, const struct card_control *control,
		      const struct dongle_info *info, struct dongle_state *state)
{
	const struct dongle_output_info *o = &info->output[control->out];
	struct snd_ctl_elem_info elem = { .id.numid = control->numid };

	if (kinds[control->kind].take != take_volume || !(o->caps & USB_DONGLE_CAP_LIMIT))
		return 0;
	if (ioctl(card->fd, SNDRV_CTL_IOCTL_ELEM_INFO, &elem))
		return -errno;
	state->output[control->out].limit = o->volume_min +
					    elem.value.integer.max * o->volume_step;
	return 0;
}

int card_open(struct card *card, int number)
{
	char path[32];
	int on = 1;

	snprintf(path, sizeof(path), "/dev/snd/controlC%d", number);
	card->count = 0;
	card->fields = 0;
	card->fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (card->fd < 0)
		return -errno;
	if (!ioctl(card->fd, SNDRV_CTL_IOCTL_SUBSCRIBE_EVENTS, &on))
		return 0;
	on = -errno;
	card_close(card);
	return on;
}

void card_close(struct card *card)
{
	if (card->fd >= 0)
		close(card->fd);
	card->fd = -1;
	card->count = 0;
}

int card_find(struct card *card, const struct dongle_info *info, struct dongle_state *state)
{
	struct dongle_state now = *state;
	unsigned int i;
	int err = find_controls(card, info);

	for (i = 0; !err && i < card->count; i++) {
		err = read_value(card, &card->control[i], info, &now);
		if (!err)
			err = read_limit(card, &card->control[i], info, &now);
	}
	if (!err)
		*state = now;
	return err;
}

/* Return: mask of CARD_*, or -errno. */
static int take_event(struct card *card, const struct snd_ctl_event *event,
		      const struct dongle_info *info, struct dongle_state *state)
{
	const struct card_control *control = card->control;
	unsigned int mask = event->data.elem.mask;
	int err = 0;

	while (control < card->control + card->count && control->numid != event->data.elem.id.numid)
		control++;
	if (control == card->control + card->count) {
		/* one of ours that is late, maybe the last */
		if (mask != SNDRV_CTL_EVENT_MASK_REMOVE && mask & SNDRV_CTL_EVENT_MASK_ADD)
			card_find(card, info, state);
		return CARD_SEEN;
	}
	if (mask == SNDRV_CTL_EVENT_MASK_REMOVE) {
		card->count = 0; /* they go and come together */
		return CARD_SEEN;
	}
	if (mask & SNDRV_CTL_EVENT_MASK_VALUE)
		err = read_value(card, control, info, state);
	if (!err && mask & SNDRV_CTL_EVENT_MASK_INFO)
		err = read_limit(card, control, info, state);
	return err ? err : CARD_SEEN | kinds[control->kind].seen;
}

int card_events(struct card *card, const struct dongle_info *info, struct dongle_state *state)
{
	struct snd_ctl_event events[EVENTS];
	ssize_t i, len = read(card->fd, events, sizeof(events));
	int seen = 0, one;

	if (len < 0)
		return errno == EAGAIN || errno == EINTR ? 0 : -errno;
	for (i = 0; i < len / (ssize_t)sizeof(events[0]); i++) {
		if (events[i].type != SNDRV_CTL_EVENT_ELEM)
			continue;
		one = take_event(card, &events[i], info, state);
		if (one == -ENODEV)
			return one;
		seen |= one < 0 ? CARD_SEEN : one;
	}
	return seen;
}
