/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An output's level is a mixer control of the codec's sound card, in dB on both sides. It
 * is set here and not by a program that follows the controls, as a level has to be down
 * before the gain goes up.
 */
#ifndef F_DONGLE_LEVEL_H
#define F_DONGLE_LEVEL_H

#include <linux/types.h>
#include <uapi/sound/asound.h>
#include "../core/model.h"

struct fwnode_handle;
struct snd_card;
struct snd_kcontrol;

/**
 * struct f_dongle_level - which control an output's level is
 * @card: firmware node of the card's device, or NULL: by @id
 * @id: of the card, as in /proc/asound/cards
 * @control: name of the control; "" for no level
 */
struct f_dongle_level {
	const struct fwnode_handle *card;
	char id[16];
	char control[SNDRV_CTL_ELEM_ID_NAME_MAXLEN];
};

/**
 * f_dongle_level_range - what the control reaches
 * @level: with a @control
 * @info: result: volume_min, volume_max, volume_step
 *
 * Return: 0, -ENODEV there is no such card yet, -ENOENT it has no such control, -EINVAL it
 * cannot be written or its TLV data tells no dB that fit.
 */
int f_dongle_level_range(const struct f_dongle_level *level, struct dongle_output_info *info);

/**
 * f_dongle_level_set - set the control, never louder than asked
 * @level: with a @control
 * @volume: 1/256 dB, left and right; the softer one where the control has one channel
 *
 * Return: 0, or a negative errno as above or of the codec.
 */
int f_dongle_level_set(const struct f_dongle_level *level, const s16 volume[DONGLE_CHANNELS]);

/**
 * f_dongle_level_get - what the control is set to
 * @level: with a @control
 * @info: the range; the result is on its grid
 * @volume: what it should be, 1/256 dB; what it is. Untouched where that is the same
 *	for the control.
 *
 * Return: as above.
 */
int f_dongle_level_get(const struct f_dongle_level *level, const struct dongle_output_info *info,
		       s16 volume[DONGLE_CHANNELS]);

/**
 * f_dongle_level_is_of - is it on this card
 * @level: any
 * @card: a card
 * @control: name of a control, or NULL for any
 *
 * Return: whether it is.
 */
bool f_dongle_level_is_of(const struct f_dongle_level *level, const struct snd_card *card,
			  const char *control);

/**
 * f_dongle_level_same - are two levels one control
 * @a: one
 * @b: another
 *
 * Return: whether they are.
 */
bool f_dongle_level_same(const struct f_dongle_level *a, const struct f_dongle_level *b);

#endif /* F_DONGLE_LEVEL_H */
