// SPDX-License-Identifier: GPL-2.0-only
/*
 * The codec's control is looked up for each use: its card comes and goes, and nothing of
 * it is kept meanwhile.
 *
 * Lock order: the controls_rwsem of our own card, if a control of ours is being set, the
 * dongle's lock, the controls_rwsem of the codec's card.
 */
#include <linux/module.h>
#include <linux/property.h>
#include <linux/slab.h>
#include <sound/control.h>
#include <sound/core.h>
#include "../core/core.h"
#include "decibel.h"
#include "level.h"

static bool is_card_of(const struct snd_card *card, const void *data)
{
	const struct f_dongle_level *level = data;

	if (level->card)
		return card->dev && dev_fwnode(card->dev) == level->card;
	return !strcmp(card->id, level->id);
}

bool f_dongle_level_is_of(const struct f_dongle_level *level, const struct snd_card *card,
			  const char *control)
{
	return level->control[0] && is_card_of(card, level) &&
	       (!control || !strcmp(level->control, control));
}

bool f_dongle_level_same(const struct f_dongle_level *a, const struct f_dongle_level *b)
{
	return a->control[0] && a->card == b->card && !strcmp(a->id, b->id) &&
	       !strcmp(a->control, b->control);
}
EXPORT_SYMBOL_GPL(f_dongle_level_same);

/* Called with @card's controls_rwsem held. */
static struct snd_kcontrol *find_control(struct snd_card *card, const char *name)
{
	struct snd_kcontrol *kctl;

	list_for_each_entry(kctl, &card->controls, list)
		if (kctl->id.iface == SNDRV_CTL_ELEM_IFACE_MIXER && !kctl->id.index &&
		    !strcmp(kctl->id.name, name))
			return kctl;
	return NULL;
}

/* What a use of the control needs, from its card's controls_rwsem down. */
struct use {
	struct snd_card *card;
	struct snd_kcontrol *kctl;
	struct dongle_decibel decibel;
	unsigned int channels;
	struct snd_ctl_elem_value *value;
};

static int describe(struct use *use)
{
	const unsigned int needed = SNDRV_CTL_ELEM_ACCESS_READWRITE |
				    SNDRV_CTL_ELEM_ACCESS_TLV_READ;
	const struct snd_kcontrol *kctl = use->kctl;
	unsigned int access = kctl->vd[0].access;
	struct snd_ctl_elem_info *info;
	int err;

	/* a callback would write to a program's memory */
	if ((access & needed) != needed || access & SNDRV_CTL_ELEM_ACCESS_TLV_CALLBACK ||
	    !kctl->tlv.p || !kctl->put)
		return -EINVAL;
	info = kzalloc(sizeof(*info), GFP_KERNEL);
	if (!info)
		return -ENOMEM;
	info->id = kctl->id;
	err = kctl->info(use->kctl, info);
	if (!err && info->type != SNDRV_CTL_ELEM_TYPE_INTEGER)
		err = -EINVAL;
	use->decibel = (struct dongle_decibel){
		kctl->tlv.p, info->value.integer.min, info->value.integer.max
	};
	use->channels = min_t(unsigned int, info->count, DONGLE_CHANNELS);
	kfree(info);
	return err < 0 ? err : 0;
}

static int begin(const struct f_dongle_level *level, struct use *use)
{
	int err = -ENOMEM;

	use->card = snd_dongle_get_card(is_card_of, level);
	if (!use->card)
		return -ENODEV;
	use->value = kzalloc(sizeof(*use->value), GFP_KERNEL);
	if (!use->value)
		goto err_put_card;
	/* inside that of our own card, where a control of ours is being set */
	down_write_nested(&use->card->controls_rwsem, SINGLE_DEPTH_NESTING);
	use->kctl = find_control(use->card, level->control);
	err = use->kctl ? describe(use) : -ENOENT;
	if (err)
		goto err_unlock;
	use->value->id = use->kctl->id;
	return 0;

err_unlock:
	up_write(&use->card->controls_rwsem);
	kfree(use->value);
err_put_card:
	snd_dongle_put_card(use->card);
	return err;
}

static void end(struct use *use)
{
	up_write(&use->card->controls_rwsem);
	kfree(use->value);
	snd_dongle_put_card(use->card);
}

int f_dongle_level_range(const struct f_dongle_level *level, struct dongle_output_info *info)
{
	struct use use;
	int err = begin(level, &use);

	if (err)
		return err;
	err = dongle_decibel_range(&use.decibel, info);
	end(&use);
	return err;
}
EXPORT_SYMBOL_GPL(f_dongle_level_range);

/* The value of each channel of the control. */
static void values(const struct use *use, const s16 volume[DONGLE_CHANNELS],
		   long value[DONGLE_CHANNELS])
{
	unsigned int ch;

	for (ch = 0; ch < DONGLE_CHANNELS; ch++)
		value[ch] = dongle_decibel_value(&use->decibel, volume[ch]);
	if (use->channels == 1)
		value[0] = min(value[0], value[1]);
}

int f_dongle_level_set(const struct f_dongle_level *level, const s16 volume[DONGLE_CHANNELS])
{
	struct use use;
	int err = begin(level, &use);

	if (err)
		return err;
	/* a control of more channels keeps the others */
	err = use.kctl->get(use.kctl, use.value);
	if (err >= 0) {
		values(&use, volume, use.value->value.integer.value);
		err = use.kctl->put(use.kctl, use.value);
	}
	/* this one does not come back to us, as snd_ctl_notify_one() would */
	if (err > 0)
		snd_ctl_notify(use.card, SNDRV_CTL_EVENT_MASK_VALUE, &use.kctl->id);
	end(&use);
	return min(err, 0);
}

int f_dongle_level_get(const struct f_dongle_level *level, const struct dongle_output_info *info,
		       s16 volume[DONGLE_CHANNELS])
{
	long wanted[DONGLE_CHANNELS];
	unsigned int ch, from;
	struct use use;
	int err = begin(level, &use);

	if (err)
		return err;
	err = use.kctl->get(use.kctl, use.value);
	values(&use, volume, wanted);
	for (ch = 0; ch < DONGLE_CHANNELS && err >= 0; ch++) {
		from = min(ch, use.channels - 1);
		if (use.value->value.integer.value[from] != wanted[from])
			volume[ch] = dongle_decibel_level(&use.decibel, info,
							  use.value->value.integer.value[from]);
	}
	end(&use);
	return min(err, 0);
}
