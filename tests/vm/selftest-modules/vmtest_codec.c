// SPDX-License-Identifier: GPL-2.0-only
/*
 * The sound card of a codec that a devicetree node describes: two levels in steps of
 * 0.5 dB from -103.5 dB up to +24 dB, as those of a PCM5122, one that is mono, and one
 * that does not say what its steps are.
 */
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <sound/control.h>
#include <sound/core.h>
#include <sound/initval.h>
#include <sound/tlv.h>

#define VALUE_MAX	255

enum { DIGITAL, ANALOGUE, MONO, BARE, CONTROLS };

struct codec {
	unsigned int value[CONTROLS][2]; /* left and right */
};

static DECLARE_TLV_DB_SCALE(level_tlv, -10350, 50, 1);

static unsigned int channels(const struct snd_kcontrol *kctl)
{
	return kctl->private_value == MONO ? 1 : 2;
}

static int level_info(struct snd_kcontrol *kctl, struct snd_ctl_elem_info *info)
{
	info->type = SNDRV_CTL_ELEM_TYPE_INTEGER;
	info->count = channels(kctl);
	info->value.integer.max = VALUE_MAX;
	return 0;
}

static unsigned int *values(struct snd_kcontrol *kctl)
{
	struct codec *codec = snd_kcontrol_chip(kctl);

	return codec->value[kctl->private_value];
}

static int level_get(struct snd_kcontrol *kctl, struct snd_ctl_elem_value *value)
{
	unsigned int ch;

	for (ch = 0; ch < channels(kctl); ch++)
		value->value.integer.value[ch] = values(kctl)[ch];
	return 0;
}

static int level_put(struct snd_kcontrol *kctl, struct snd_ctl_elem_value *value)
{
	unsigned int *own = values(kctl);
	bool changed = false;
	unsigned int ch;

	for (ch = 0; ch < channels(kctl); ch++) {
		if (value->value.integer.value[ch] < 0 ||
		    value->value.integer.value[ch] > VALUE_MAX)
			return -EINVAL;
		changed |= own[ch] != value->value.integer.value[ch];
		own[ch] = value->value.integer.value[ch];
	}
	return changed;
}

#define CONTROL(_name, _number, _tlv) \
	.iface = SNDRV_CTL_ELEM_IFACE_MIXER, \
	.name = _name, \
	.access = SNDRV_CTL_ELEM_ACCESS_READWRITE | (_tlv), \
	.info = level_info, \
	.get = level_get, \
	.put = level_put, \
	.private_value = (_number)

#define LEVEL(_name, _number) { \
	CONTROL(_name, _number, SNDRV_CTL_ELEM_ACCESS_TLV_READ), \
	.tlv.p = level_tlv, \
}

static const struct snd_kcontrol_new levels[] = {
	LEVEL("Digital Playback Volume", DIGITAL),
	LEVEL("Analogue Playback Volume", ANALOGUE),
	LEVEL("Mono Playback Volume", MONO),
	{ CONTROL("Bare Playback Volume", BARE, 0) },
};

static int codec_probe(struct platform_device *pdev)
{
	struct snd_card *card;
	struct codec *codec;
	unsigned int i;
	int err;

	err = snd_devm_card_new(&pdev->dev, -1, "Codec", THIS_MODULE, sizeof(*codec), &card);
	if (err)
		return err;
	codec = card->private_data;
	strscpy(card->driver, "vmtest_codec", sizeof(card->driver));
	strscpy(card->shortname, "Codec", sizeof(card->shortname));
	for (i = 0; i < ARRAY_SIZE(levels); i++) {
		/* as loud as it gets, as the real one starts */
		codec->value[i][0] = VALUE_MAX;
		codec->value[i][1] = VALUE_MAX;
		err = snd_ctl_add(card, snd_ctl_new1(&levels[i], codec));
		if (err)
			return err;
	}
	return snd_card_register(card);
}

static const struct of_device_id codec_of_match[] = {
	{ .compatible = "vmtest,codec" },
	{ }
};
MODULE_DEVICE_TABLE(of, codec_of_match);

static struct platform_driver codec_driver = {
	.probe = codec_probe,
	.driver = {
		.name = "vmtest_codec",
		.of_match_table = codec_of_match,
	},
};
module_platform_driver(codec_driver);

MODULE_DESCRIPTION("Test module: a codec's sound card");
MODULE_LICENSE("GPL");
