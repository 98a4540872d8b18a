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

#define EVENTS		16	/* one read takes */

/**
 * struct kind - one kind of control
 * @name: after the output's name, where it has one
 * @field: USB_DONGLE_F_* of output 0
 * @per_output: one for each output
 * @per_option: one for each option, whose name it has
 * @leveled: one serves both outputs of a device with a shared level
 * @iface: SNDRV_CTL_ELEM_IFACE_*
 * @seen: CARD_*
 * @take: from its value to the state
 * @put: from the state to its value; NULL: read only
 */
struct kind {
	const char *name;
	u32 field;
	bool per_output;
	bool per_option;
	bool leveled;
	int iface;
	int seen;
	void (*take)(const struct dongle_info *info, unsigned int out,
		     const struct snd_ctl_elem_value *value, struct dongle_state *state);
	void (*put)(const struct dongle_info *info, unsigned int out,
		    const struct dongle_state *state, struct snd_ctl_elem_value *value);
};

static void take_volume(const struct dongle_info *info, unsigned int out,
			const struct snd_ctl_elem_value *value, struct dongle_state *state)
{
	const struct dongle_output_info *o = &info->output[out];
	unsigned int ch;

	for (ch = 0; ch < DONGLE_CHANNELS; ch++)
		state->output[out].volume[ch] =
			o->volume_min +
			value->value.integer.value[info->mono ? 0 : ch] * o->volume_step;
}

static void put_volume(const struct dongle_info *info, unsigned int out,
		       const struct dongle_state *state, struct snd_ctl_elem_value *value)
{
	const struct dongle_output_info *o = &info->output[out];
	unsigned int ch;

	for (ch = 0; ch < (info->mono ? 1 : DONGLE_CHANNELS); ch++)
		value->value.integer.value[ch] =
			(state->output[out].volume[ch] - o->volume_min) / o->volume_step;
}

static void take_switch(const struct dongle_info *info, unsigned int out,
			const struct snd_ctl_elem_value *value, struct dongle_state *state)
{
	(void)info;
	state->output[out].mute = !value->value.integer.value[0];
}

static void put_switch(const struct dongle_info *info, unsigned int out,
		       const struct dongle_state *state, struct snd_ctl_elem_value *value)
{
	(void)info;
	value->value.integer.value[0] = !state->output[out].mute;
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
	dongle_state_choice(info->modes, value->value.enumerated.item[0], &state->mode);
}

static void put_mode(const struct dongle_info *info, unsigned int out,
		     const struct dongle_state *state, struct snd_ctl_elem_value *value)
{
	(void)out;
	value->value.enumerated.item[0] = dongle_state_item(info->modes, state->mode);
}

static void take_gain(const struct dongle_info *info, unsigned int out,
		      const struct snd_ctl_elem_value *value, struct dongle_state *state)
{
	(void)out;
	dongle_state_choice(info->gains, value->value.enumerated.item[0], &state->gain);
}

static void put_gain(const struct dongle_info *info, unsigned int out,
		     const struct dongle_state *state, struct snd_ctl_elem_value *value)
{
	(void)out;
	value->value.enumerated.item[0] = dongle_state_item(info->gains, state->gain);
}

static void take_filter(const struct dongle_info *info, unsigned int out,
			const struct snd_ctl_elem_value *value, struct dongle_state *state)
{
	(void)info;
	(void)out;
	state->filter = value->value.enumerated.item[0];
}

static void put_filter(const struct dongle_info *info, unsigned int out,
		       const struct dongle_state *state, struct snd_ctl_elem_value *value)
{
	(void)info;
	(void)out;
	value->value.enumerated.item[0] = state->filter;
}

static void take_option(const struct dongle_info *info, unsigned int n,
			const struct snd_ctl_elem_value *value, struct dongle_state *state)
{
	const struct dongle_option *option = &info->options[n];

	if (option->values)
		state->option[n] = value->value.enumerated.item[0];
	else
		state->option[n] = value->value.integer.value[0] - option->min;
}

static void put_option(const struct dongle_info *info, unsigned int n,
		       const struct dongle_state *state, struct snd_ctl_elem_value *value)
{
	const struct dongle_option *option = &info->options[n];

	if (option->values)
		value->value.enumerated.item[0] = state->option[n];
	else
		value->value.integer.value[0] = option->min + state->option[n];
}

#define OF_MIXER	.iface = SNDRV_CTL_ELEM_IFACE_MIXER
#define OF_CARD		.iface = SNDRV_CTL_ELEM_IFACE_CARD

static const struct kind kinds[] = {
	{ "Headphone Playback Volume", USB_DONGLE_F_VOLUME(0), OF_MIXER, .per_output = true,
	  .leveled = true, .take = take_volume, .put = put_volume },
	{ "Headphone Playback Switch", USB_DONGLE_F_MUTE(0), OF_MIXER, .per_output = true,
	  .leveled = true, .take = take_switch, .put = put_switch },
	{ "Headphone Jack", USB_DONGLE_F_PLUG(0), OF_CARD, .per_output = true,
	  .seen = CARD_ROUTED | CARD_PLUGGED, .take = take_jack },
	{ "Headphone Impedance", USB_DONGLE_F_IMPEDANCE(0), OF_CARD, .per_output = true,
	  .take = take_impedance },
	{ "Output Mode", USB_DONGLE_F_MODE, OF_MIXER, .seen = CARD_ROUTED,
	  .take = take_mode, .put = put_mode },
	{ "Headphone Gain", USB_DONGLE_F_GAIN, OF_MIXER, .take = take_gain, .put = put_gain },
	{ "DAC Filter", USB_DONGLE_F_FILTER, OF_MIXER, .take = take_filter, .put = put_filter },
	{ NULL, DONGLE_F_OPTION(0), OF_MIXER, .per_option = true,
	  .take = take_option, .put = put_option },
};

static unsigned int instances(unsigned int kind)
{
	if (kinds[kind].per_option)
		return DONGLE_OPTIONS;
	return kinds[kind].per_output ? DONGLE_OUTPUTS : 1;
}

static u32 control_field(unsigned int kind, unsigned int out)
{
	return kinds[kind].field << (kinds[kind].per_option ? out : 8 * out);
}

static bool has_name(const struct dongle_info *info, unsigned int kind, unsigned int out,
		     const char *name)
{
	bool named = kinds[kind].per_output &&
		     !(kinds[kind].leveled && info->flags & USB_DONGLE_SHARED_LEVEL);
	size_t len;

	if (!named)
		return !strcmp(name, kinds[kind].per_option ? info->options[out].name :
							      kinds[kind].name);
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
		for (out = 0; out < instances(kind); out++)
			wanted |= control_field(kind, out) & exist;
	return wanted;
}

/* snd-usb-audio may have a control of the same name. */
static bool is_ours(const struct card *card, const struct snd_ctl_elem_id *id)
{
	struct snd_ctl_elem_info elem = { .id.numid = id->numid };

	return !card->bought || (!ioctl(card->fd, SNDRV_CTL_IOCTL_ELEM_INFO, &elem) &&
				 elem.access & SNDRV_CTL_ELEM_ACCESS_TLV_COMMAND);
}

static void add_control(struct card *card, const struct dongle_info *info,
			const struct snd_ctl_elem_id *id)
{
	u32 exist = dongle_state_fields(info);
	unsigned int kind, out;

	for (kind = 0; kind < ARRAY_SIZE(kinds); kind++) {
		for (out = 0; out < instances(kind); out++) {
			if (!(control_field(kind, out) & exist & ~card->fields) ||
			    id->iface != kinds[kind].iface ||
			    !has_name(info, kind, out, (const char *)id->name) ||
			    !is_ours(card, id))
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
	struct snd_ctl_elem_id ids[CARD_ELEMENTS_MAX];
	struct snd_ctl_elem_list list = { .space = CARD_ELEMENTS_MAX, .pids = ids };
	unsigned int i;

	if (ioctl(card->fd, SNDRV_CTL_IOCTL_ELEM_LIST, &list))
		return -errno;
	card->count = 0;
	card->fields = 0;
	for (i = 0; i < list.used; i++)
		add_control(card, info, &ids[i]);
	card->found = card->fields == wanted_fields(info);
	return card->found ? 0 : -EAGAIN;
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

	snprintf(path, sizeof(path), "/dev/snd/controlC%d", number);
	card->bought = false;
	card->found = false;
	card->count = 0;
	card->fields = 0;
	card->fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	return card->fd < 0 ? -errno : 0;
}

int card_subscribe(struct card *card)
{
	int on = 1;

	return ioctl(card->fd, SNDRV_CTL_IOCTL_SUBSCRIBE_EVENTS, &on) ? -errno : 0;
}

void card_close(struct card *card)
{
	if (card->fd >= 0)
		close(card->fd);
	card->fd = -1;
	card->found = false;
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

int card_write(struct card *card, const struct dongle_info *info, u32 field,
	       const struct dongle_state *state)
{
	const struct card_control *control = card->control;
	struct snd_ctl_elem_value value;

	while (control < card->control + card->count &&
	       control_field(control->kind, control->out) != field)
		control++;
	if (control == card->control + card->count || !kinds[control->kind].put)
		return -EOPNOTSUPP;
	memset(&value, 0, sizeof(value));
	value.id.numid = control->numid;
	kinds[control->kind].put(info, control->out, state, &value);
	if (ioctl(card->fd, SNDRV_CTL_IOCTL_ELEM_WRITE, &value) >= 0)
		return 0;
	return errno == ENODEV ? -ESHUTDOWN : -errno;
}

/* Any command on any control of it says so; the kernel wants type and length in it. */
void card_look_again(struct card *card)
{
	unsigned int buf[4] = { card->control[0].numid, 2 * sizeof(buf[0]) };

	if (card->bought && card->count)
		ioctl(card->fd, SNDRV_CTL_IOCTL_TLV_COMMAND, buf);
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
		card->found = false;
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
