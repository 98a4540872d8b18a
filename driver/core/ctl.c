// SPDX-License-Identifier: GPL-2.0-only
/* The ALSA controls: one row for each kind, shown where the device has it. */
#include <linux/bitops.h>
#include <linux/uaccess.h>
#include <sound/tlv.h>
#include "core.h"
#include "names.h"
#include "state.h"

/**
 * struct ctl_kind - one kind of control
 * @name: after the output's name, where it has one
 * @field: USB_DONGLE_F_* it shows, of output or option 0 if there are several
 * @per_output: one for each output
 * @per_option: one for each option, whose name it has
 * @leveled: one serves both outputs of a device with a shared level
 * @iface: SNDRV_CTL_ELEM_IFACE_*
 * @access: SNDRV_CTL_ELEM_ACCESS_*
 * @info: fill in type, count and range
 * @get: show the state; dongle->lock is held
 * @put: fill in what the user asks for. Return: 0 or -EINVAL.
 */
struct ctl_kind {
	const char *name;
	u32 field;
	bool per_output;
	bool per_option;
	bool leveled;
	snd_ctl_elem_iface_t iface;
	unsigned int access;
	int (*info)(struct snd_dongle *dongle, unsigned int out, struct snd_ctl_elem_info *info);
	void (*get)(struct snd_dongle *dongle, unsigned int out, struct snd_ctl_elem_value *value);
	int (*put)(struct snd_dongle *dongle, unsigned int out,
		   const struct snd_ctl_elem_value *value, struct dongle_state *set);
};

static const struct ctl_kind ctl_kinds[];

/* private_value: row in ctl_kinds, and output or option. */
#define CTL_INDEX_BITS	8

static const struct ctl_kind *ctl_kind(const struct snd_kcontrol *kctl)
{
	return &ctl_kinds[kctl->private_value >> CTL_INDEX_BITS];
}

static unsigned int ctl_index(const struct snd_kcontrol *kctl)
{
	return kctl->private_value & GENMASK(CTL_INDEX_BITS - 1, 0);
}

static unsigned int ctl_instances(const struct ctl_kind *kind)
{
	if (kind->per_option)
		return DONGLE_OPTIONS;
	return kind->per_output ? DONGLE_OUTPUTS : 1;
}

static u32 ctl_field(const struct ctl_kind *kind, unsigned int index)
{
	return kind->field << (kind->per_option ? index : 8 * index);
}

static unsigned int volume_channels(const struct snd_dongle *dongle)
{
	return dongle->info.mono ? 1 : DONGLE_CHANNELS;
}

static int volume_info(struct snd_dongle *dongle, unsigned int out, struct snd_ctl_elem_info *info)
{
	const struct dongle_output_info *output = &dongle->info.output[out];

	info->type = SNDRV_CTL_ELEM_TYPE_INTEGER;
	info->count = volume_channels(dongle);
	mutex_lock(&dongle->lock);
	info->value.integer.max = (dongle_state_top(&dongle->info, &dongle->state, out) -
				   output->volume_min) / output->volume_step;
	mutex_unlock(&dongle->lock);
	return 0;
}

static void volume_get(struct snd_dongle *dongle, unsigned int out,
		       struct snd_ctl_elem_value *value)
{
	const struct dongle_output_info *info = &dongle->info.output[out];
	const struct dongle_output_state *output = &dongle->state.output[out];
	unsigned int ch;

	for (ch = 0; ch < volume_channels(dongle); ch++)
		value->value.integer.value[ch] = (output->volume[ch] - info->volume_min) /
						 info->volume_step;
}

static int volume_put(struct snd_dongle *dongle, unsigned int out,
		      const struct snd_ctl_elem_value *value, struct dongle_state *set)
{
	const struct dongle_output_info *info = &dongle->info.output[out];
	long steps = (info->volume_max - info->volume_min) / info->volume_step;
	unsigned int ch;

	for (ch = 0; ch < DONGLE_CHANNELS; ch++) {
		long step = value->value.integer.value[dongle->info.mono ? 0 : ch];

		if (step < 0 || step > steps)
			return -EINVAL;
		set->output[out].volume[ch] = info->volume_min + step * info->volume_step;
	}
	return 0;
}

/* 1/256 dB to the 1/100 dB of ALSA, to the nearest. */
static int centibel(int level)
{
	return DIV_ROUND_CLOSEST(level * 100, 256);
}

static int volume_range(struct snd_dongle *dongle, unsigned int out, unsigned int size,
			unsigned int __user *tlv)
{
	unsigned int range[] = { SNDRV_CTL_TLVT_DB_MINMAX, 2 * sizeof(int), 0, 0 };
	int top;

	if (size < sizeof(range))
		return -ENOMEM;
	range[SNDRV_CTL_TLVO_DB_MINMAX_MIN] = centibel(dongle->info.output[out].volume_min);
	mutex_lock(&dongle->lock);
	top = dongle_state_top(&dongle->info, &dongle->state, out);
	range[SNDRV_CTL_TLVO_DB_MINMAX_MAX] = centibel(top);
	mutex_unlock(&dongle->lock);
	return copy_to_user(tlv, range, sizeof(range)) ? -EFAULT : 0;
}

/* A command, whatever it says, has a device looked at again that does not tell of changes. */
static int ctl_tlv(struct snd_kcontrol *kctl, int op_flag, unsigned int size,
		   unsigned int __user *tlv)
{
	struct snd_dongle *dongle = snd_kcontrol_chip(kctl);

	switch (op_flag) {
	case SNDRV_CTL_TLV_OP_READ:
		return volume_range(dongle, ctl_index(kctl), size, tlv);
	case SNDRV_CTL_TLV_OP_CMD:
		dongle->ops->reread(dongle);
		return 0;
	}
	return -ENXIO;
}

static int boolean_info(struct snd_dongle *dongle, unsigned int out,
			struct snd_ctl_elem_info *info)
{
	info->type = SNDRV_CTL_ELEM_TYPE_BOOLEAN;
	info->count = 1;
	info->value.integer.max = 1;
	return 0;
}

static void switch_get(struct snd_dongle *dongle, unsigned int out,
		       struct snd_ctl_elem_value *value)
{
	value->value.integer.value[0] = !dongle->state.output[out].mute;
}

static int switch_put(struct snd_dongle *dongle, unsigned int out,
		      const struct snd_ctl_elem_value *value, struct dongle_state *set)
{
	long on = value->value.integer.value[0];

	if (on != 0 && on != 1)
		return -EINVAL;
	set->output[out].mute = !on;
	return 0;
}

static void jack_get(struct snd_dongle *dongle, unsigned int out, struct snd_ctl_elem_value *value)
{
	value->value.integer.value[0] =
		dongle->state.output[out].plug == USB_DONGLE_PLUG_PLUGGED;
}

static int impedance_info(struct snd_dongle *dongle, unsigned int out,
			  struct snd_ctl_elem_info *info)
{
	info->type = SNDRV_CTL_ELEM_TYPE_INTEGER;
	info->count = 1;
	info->value.integer.max = U16_MAX;
	return 0;
}

static void impedance_get(struct snd_dongle *dongle, unsigned int out,
			  struct snd_ctl_elem_value *value)
{
	value->value.integer.value[0] = dongle->state.output[out].impedance;
}

/* Enum items are the values whose bits are set in @choices, in their order. */
static int choice_info(struct snd_ctl_elem_info *info, u8 choices, const struct dongle_name *names)
{
	const char *items[BITS_PER_BYTE];
	unsigned int i, n = 0;

	for (i = 0; i < BITS_PER_BYTE; i++)
		if (choices & BIT(i))
			items[n++] = names[i].label;
	return snd_ctl_enum_info(info, 1, n, items);
}

static int mode_info(struct snd_dongle *dongle, unsigned int out, struct snd_ctl_elem_info *info)
{
	return choice_info(info, dongle->info.modes, dongle_mode_names);
}

static void mode_get(struct snd_dongle *dongle, unsigned int out, struct snd_ctl_elem_value *value)
{
	value->value.enumerated.item[0] = dongle_state_item(dongle->info.modes, dongle->state.mode);
}

static int mode_put(struct snd_dongle *dongle, unsigned int out,
		    const struct snd_ctl_elem_value *value, struct dongle_state *set)
{
	return dongle_state_choice(dongle->info.modes, value->value.enumerated.item[0], &set->mode);
}

static int gain_info(struct snd_dongle *dongle, unsigned int out, struct snd_ctl_elem_info *info)
{
	return choice_info(info, dongle->info.gains, dongle_gain_names);
}

static void gain_get(struct snd_dongle *dongle, unsigned int out, struct snd_ctl_elem_value *value)
{
	value->value.enumerated.item[0] = dongle_state_item(dongle->info.gains, dongle->state.gain);
}

static int gain_put(struct snd_dongle *dongle, unsigned int out,
		    const struct snd_ctl_elem_value *value, struct dongle_state *set)
{
	return dongle_state_choice(dongle->info.gains, value->value.enumerated.item[0], &set->gain);
}

static int filter_info(struct snd_dongle *dongle, unsigned int out, struct snd_ctl_elem_info *info)
{
	const char *items[USB_DONGLE_FILTERS];
	unsigned int i, n = dongle_state_filters(&dongle->info);

	for (i = 0; i < n; i++)
		items[i] = dongle_filter_name(dongle->info.filters[i])->label;
	return snd_ctl_enum_info(info, 1, n, items);
}

static void filter_get(struct snd_dongle *dongle, unsigned int out,
		       struct snd_ctl_elem_value *value)
{
	value->value.enumerated.item[0] = dongle->state.filter;
}

static int filter_put(struct snd_dongle *dongle, unsigned int out,
		      const struct snd_ctl_elem_value *value, struct dongle_state *set)
{
	if (value->value.enumerated.item[0] >= dongle_state_filters(&dongle->info))
		return -EINVAL;
	set->filter = value->value.enumerated.item[0];
	return 0;
}

static int option_info(struct snd_dongle *dongle, unsigned int n, struct snd_ctl_elem_info *info)
{
	const struct dongle_option *option = &dongle->info.options[n];
	const char *items[BITS_PER_BYTE];
	unsigned int i;

	if (option->values) {
		for (i = 0; i < option->count; i++)
			items[i] = option->values[i].label;
		return snd_ctl_enum_info(info, 1, option->count, items);
	}
	info->type = option->count == 2 ? SNDRV_CTL_ELEM_TYPE_BOOLEAN :
					  SNDRV_CTL_ELEM_TYPE_INTEGER;
	info->count = 1;
	info->value.integer.min = option->min;
	info->value.integer.max = option->min + option->count - 1;
	return 0;
}

static void option_get(struct snd_dongle *dongle, unsigned int n,
		       struct snd_ctl_elem_value *value)
{
	const struct dongle_option *option = &dongle->info.options[n];

	if (option->values)
		value->value.enumerated.item[0] = dongle->state.option[n];
	else
		value->value.integer.value[0] = option->min + dongle->state.option[n];
}

static int option_put(struct snd_dongle *dongle, unsigned int n,
		      const struct snd_ctl_elem_value *value, struct dongle_state *set)
{
	const struct dongle_option *option = &dongle->info.options[n];
	long chosen;

	if (option->values)
		chosen = value->value.enumerated.item[0];
	else
		chosen = value->value.integer.value[0] - option->min;
	if (chosen < 0 || chosen >= option->count)
		return -EINVAL;
	set->option[n] = chosen;
	return 0;
}

#define ACCESS_TLV	(SNDRV_CTL_ELEM_ACCESS_READWRITE | SNDRV_CTL_ELEM_ACCESS_TLV_READ | \
			 SNDRV_CTL_ELEM_ACCESS_TLV_CALLBACK)

static const struct ctl_kind ctl_kinds[] = {
	{
		.name = "Headphone Playback Volume",
		.field = USB_DONGLE_F_VOLUME(0),
		.per_output = true,
		.leveled = true,
		.iface = SNDRV_CTL_ELEM_IFACE_MIXER,
		.access = ACCESS_TLV,
		.info = volume_info,
		.get = volume_get,
		.put = volume_put,
	}, {
		.name = "Headphone Playback Switch",
		.field = USB_DONGLE_F_MUTE(0),
		.per_output = true,
		.leveled = true,
		.iface = SNDRV_CTL_ELEM_IFACE_MIXER,
		.access = SNDRV_CTL_ELEM_ACCESS_READWRITE,
		.info = boolean_info,
		.get = switch_get,
		.put = switch_put,
	}, {
		.name = "Headphone Jack",
		.field = USB_DONGLE_F_PLUG(0),
		.per_output = true,
		.iface = SNDRV_CTL_ELEM_IFACE_CARD,
		.access = SNDRV_CTL_ELEM_ACCESS_READ,
		.info = boolean_info,
		.get = jack_get,
	}, {
		.name = "Headphone Impedance",
		.field = USB_DONGLE_F_IMPEDANCE(0),
		.per_output = true,
		.iface = SNDRV_CTL_ELEM_IFACE_CARD,
		.access = SNDRV_CTL_ELEM_ACCESS_READ,
		.info = impedance_info,
		.get = impedance_get,
	}, {
		.name = "Output Mode",
		.field = USB_DONGLE_F_MODE,
		.iface = SNDRV_CTL_ELEM_IFACE_MIXER,
		.access = SNDRV_CTL_ELEM_ACCESS_READWRITE,
		.info = mode_info,
		.get = mode_get,
		.put = mode_put,
	}, {
		.name = "Headphone Gain",
		.field = USB_DONGLE_F_GAIN,
		.iface = SNDRV_CTL_ELEM_IFACE_MIXER,
		.access = SNDRV_CTL_ELEM_ACCESS_READWRITE,
		.info = gain_info,
		.get = gain_get,
		.put = gain_put,
	}, {
		.name = "DAC Filter",
		.field = USB_DONGLE_F_FILTER,
		.iface = SNDRV_CTL_ELEM_IFACE_MIXER,
		.access = SNDRV_CTL_ELEM_ACCESS_READWRITE,
		.info = filter_info,
		.get = filter_get,
		.put = filter_put,
	}, {
		.field = DONGLE_F_OPTION(0),
		.per_option = true,
		.iface = SNDRV_CTL_ELEM_IFACE_MIXER,
		.access = SNDRV_CTL_ELEM_ACCESS_READWRITE,
		.info = option_info,
		.get = option_get,
		.put = option_put,
	},
};

static int ctl_info(struct snd_kcontrol *kctl, struct snd_ctl_elem_info *info)
{
	return ctl_kind(kctl)->info(snd_kcontrol_chip(kctl), ctl_index(kctl), info);
}

static int ctl_get(struct snd_kcontrol *kctl, struct snd_ctl_elem_value *value)
{
	struct snd_dongle *dongle = snd_kcontrol_chip(kctl);

	mutex_lock(&dongle->lock);
	ctl_kind(kctl)->get(dongle, ctl_index(kctl), value);
	mutex_unlock(&dongle->lock);
	return 0;
}

static int ctl_put(struct snd_kcontrol *kctl, struct snd_ctl_elem_value *value)
{
	struct snd_dongle *dongle = snd_kcontrol_chip(kctl);
	const struct ctl_kind *kind = ctl_kind(kctl);
	u32 field = ctl_field(kind, ctl_index(kctl));
	struct dongle_state set = {};
	int err;

	err = kind->put(dongle, ctl_index(kctl), value, &set);
	if (err)
		return err;
	if (kind->put == volume_put)
		return snd_dongle_set_volume(dongle, ctl_index(kctl), &set);
	return snd_dongle_write(dongle, field, &set, field);
}

static void ctl_name(const struct snd_dongle *dongle, const struct ctl_kind *kind,
		     unsigned int index, char name[SNDRV_CTL_ELEM_ID_NAME_MAXLEN])
{
	const char *output = "";

	if (kind->per_output &&
	    !(kind->leveled && dongle->info.flags & USB_DONGLE_SHARED_LEVEL))
		output = dongle_output_names[index].label;
	snprintf(name, SNDRV_CTL_ELEM_ID_NAME_MAXLEN, "%s%s%s", output, *output ? " " : "",
		 kind->per_option ? dongle->info.options[index].name : kind->name);
}

static int ctl_add_one(struct snd_dongle *dongle, struct snd_card *card,
		       const struct ctl_kind *kind, unsigned int index)
{
	struct snd_dongle_control *control = &dongle->controls[dongle->count];
	char name[SNDRV_CTL_ELEM_ID_NAME_MAXLEN];
	struct snd_kcontrol_new template = {
		.iface = kind->iface,
		.name = name,
		.access = kind->access,
		.info = ctl_info,
		.get = ctl_get,
		.put = kind->put ? ctl_put : NULL,
		.private_value = (kind - ctl_kinds) << CTL_INDEX_BITS | index,
	};
	struct snd_kcontrol *kctl;
	int err;

	if (dongle->ops->reread)
		template.access |= SNDRV_CTL_ELEM_ACCESS_TLV_CALLBACK |
				   SNDRV_CTL_ELEM_ACCESS_TLV_COMMAND;
	if (template.access & SNDRV_CTL_ELEM_ACCESS_TLV_CALLBACK)
		template.tlv.c = ctl_tlv;
	ctl_name(dongle, kind, index, name);
	kctl = snd_ctl_new1(&template, dongle);
	if (!kctl)
		return -ENOMEM;
	err = snd_ctl_add(card, kctl); /* frees it on error */
	if (err) {
		dev_err(dongle->dev, "cannot add control '%s': %d\n", name, err);
		return err;
	}
	/* numid is known only now */
	control->id = kctl->id;
	control->fields = ctl_field(kind, index);
	dongle->count++;
	return 0;
}

int snd_dongle_ctl_add(struct snd_dongle *dongle, struct snd_card *card)
{
	u32 fields = dongle_state_fields(&dongle->info);
	unsigned int i, index;
	int err;

	for (i = 0; i < ARRAY_SIZE(ctl_kinds); i++) {
		for (index = 0; index < ctl_instances(&ctl_kinds[i]); index++) {
			if (!(fields & ctl_field(&ctl_kinds[i], index)))
				continue;
			err = ctl_add_one(dongle, card, &ctl_kinds[i], index);
			if (err)
				goto err_remove;
		}
	}
	return 0;

err_remove:
	snd_dongle_ctl_remove(dongle, card);
	return err;
}

void snd_dongle_ctl_remove(struct snd_dongle *dongle, struct snd_card *card)
{
	/* snd_ctl_remove_id() takes the lock on every kernel, _remove() does not */
	while (dongle->count)
		snd_ctl_remove_id(card, &dongle->controls[--dongle->count].id);
}

/* A limit is the upper end of its volume control, wherever the gain puts it. */
static u32 range_fields(const struct snd_dongle *dongle, u32 changed)
{
	u32 fields = 0;
	unsigned int out;

	if (changed & USB_DONGLE_F_LIMIT_GAIN ||
	    (changed & USB_DONGLE_F_GAIN && dongle->state.limit_gain))
		return USB_DONGLE_F_VOLUME(0) | USB_DONGLE_F_VOLUME(1);
	for (out = 0; out < DONGLE_OUTPUTS; out++)
		if (changed & USB_DONGLE_F_LIMIT(out))
			fields |= USB_DONGLE_F_VOLUME(out);
	return fields;
}

void snd_dongle_ctl_notify(struct snd_dongle *dongle, u32 changed, u32 quiet)
{
	u32 ranges = range_fields(dongle, changed);
	unsigned int i;

	for (i = 0; i < dongle->count; i++) {
		struct snd_dongle_control *control = &dongle->controls[i];
		unsigned int mask = 0;

		if (control->fields & changed & ~quiet)
			mask |= SNDRV_CTL_EVENT_MASK_VALUE;
		if (control->fields & ranges)
			mask |= SNDRV_CTL_EVENT_MASK_INFO | SNDRV_CTL_EVENT_MASK_TLV;
		if (mask)
			snd_ctl_notify(dongle->card, mask, &control->id);
	}
}
