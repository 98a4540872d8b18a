// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <sys/ioctl.h>

#include <sound/asound.h>
#include <sound/tlv.h>

#include "card.h"
#include "stage.h"
#include "state.h"

#define VOLUME		"Playback Volume"
#define SWITCH		"Playback Switch"
#define STEP_MASK	0xffff	/* above it: the lowest value mutes */
#define TLV_WORDS	4

static bool is_of_dongle(const struct card *card, unsigned int numid)
{
	unsigned int i;

	for (i = 0; i < card->count; i++)
		if (card->control[i].numid == numid)
			return true;
	return false;
}

static bool ends(const char *name, const char *end)
{
	size_t len = strlen(name), tail = strlen(end);

	return len >= tail && !strcmp(name + len - tail, end);
}

/* A value in 1/100 dB, by the range that the control has. */
static int level_of(const unsigned int *tlv, const struct snd_ctl_elem_info *elem, long value)
{
	long span = elem->value.integer.max - elem->value.integer.min;
	int low = tlv[2], high = tlv[3];

	value -= elem->value.integer.min;
	if (tlv[0] == SNDRV_CTL_TLVT_DB_SCALE)
		return low + value * (tlv[3] & STEP_MASK);
	return span ? low + (long long)(high - low) * value / span : low;
}

static bool mutes_at_lowest(const unsigned int *tlv)
{
	return tlv[0] == SNDRV_CTL_TLVT_DB_MINMAX_MUTE ||
	       (tlv[0] == SNDRV_CTL_TLVT_DB_SCALE && tlv[3] & ~STEP_MASK);
}

/* @tlv: result. Return: whether its dB are known. */
static bool read_range(int fd, unsigned int numid, unsigned int tlv[TLV_WORDS])
{
	unsigned int buf[2 + TLV_WORDS] = { numid, TLV_WORDS * sizeof(*tlv) };

	if (ioctl(fd, SNDRV_CTL_IOCTL_TLV_READ, buf))
		return false;
	memcpy(tlv, buf + 2, TLV_WORDS * sizeof(*tlv));
	return tlv[1] >= 2 * sizeof(*tlv) &&
	       (tlv[0] == SNDRV_CTL_TLVT_DB_SCALE || tlv[0] == SNDRV_CTL_TLVT_DB_MINMAX ||
		tlv[0] == SNDRV_CTL_TLVT_DB_MINMAX_MUTE);
}

static bool read_level(int fd, const struct snd_ctl_elem_id *id, struct stage *stage)
{
	struct snd_ctl_elem_info elem = { .id.numid = id->numid };
	struct snd_ctl_elem_value value = { .id.numid = id->numid };
	unsigned int tlv[TLV_WORDS], ch;

	if (ioctl(fd, SNDRV_CTL_IOCTL_ELEM_INFO, &elem) ||
	    elem.type != SNDRV_CTL_ELEM_TYPE_INTEGER || !read_range(fd, id->numid, tlv) ||
	    ioctl(fd, SNDRV_CTL_IOCTL_ELEM_READ, &value))
		return false;
	for (ch = 0; ch < DONGLE_CHANNELS; ch++)
		stage->level[ch] = level_of(tlv, &elem,
					    value.value.integer.value[elem.count > 1 ? ch : 0]);
	if (mutes_at_lowest(tlv) && value.value.integer.value[0] == elem.value.integer.min)
		stage->mute = STAGE_MUTED;
	snprintf(stage->name, STAGE_NAME_MAX, "%s", (const char *)id->name);
	return true;
}

/* The switch of the same name. */
static void read_switch(int fd, const struct snd_ctl_elem_id *id, struct stage *stage)
{
	struct snd_ctl_elem_value value = { .id.numid = id->numid };
	size_t stem = strlen(stage->name) - strlen(VOLUME);

	if (strncmp((const char *)id->name, stage->name, stem) ||
	    strcmp((const char *)id->name + stem, SWITCH) ||
	    ioctl(fd, SNDRV_CTL_IOCTL_ELEM_READ, &value))
		return;
	if (!value.value.integer.value[0])
		stage->mute = STAGE_MUTED;
	else if (stage->mute == STAGE_UNKNOWN)
		stage->mute = STAGE_SOUNDS;
}

static void find_stage(const struct card *card, struct stage *stage)
{
	struct snd_ctl_elem_id ids[CARD_ELEMENTS_MAX];
	struct snd_ctl_elem_list list = { .space = CARD_ELEMENTS_MAX, .pids = ids };
	unsigned int i;

	if (ioctl(card->fd, SNDRV_CTL_IOCTL_ELEM_LIST, &list))
		return;
	for (i = 0; i < list.used && !*stage->name; i++)
		if (ends((const char *)ids[i].name, VOLUME) && !is_of_dongle(card, ids[i].numid))
			read_level(card->fd, &ids[i], stage);
	for (i = 0; i < list.used && *stage->name; i++)
		if (!is_of_dongle(card, ids[i].numid))
			read_switch(card->fd, &ids[i], stage);
}

void stage_read(const struct dongle *dongle, struct stage *stage)
{
	int number = dongle->bus->ops->card(dongle->bus, &dongle->id);
	struct dongle_state state = {};
	struct card card;

	memset(stage, 0, sizeof(*stage));
	if (number < 0 || card_open(&card, number))
		return;
	card.bought = dongle->id.bought;
	card_find(&card, &dongle->info, &state);
	find_stage(&card, stage);
	card_close(&card);
}

void stage_total(const struct dongle *dongle, const struct dongle_state *state,
		 const struct stage *stage, unsigned int out, double total[DONGLE_CHANNELS])
{
	unsigned int ch, level = dongle_state_level_output(&dongle->info, out);

	for (ch = 0; ch < DONGLE_CHANNELS; ch++)
		total[ch] = state->output[level].volume[ch] / 256.0 + stage->level[ch] / 100.0;
}
