// SPDX-License-Identifier: GPL-2.0-only
/* Asks the kernel's sound card what any program would ask, and looks at the time. */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "hostile.h"

#define SLOW_MS		1000
#define PLAYED		2400	/* frames, 50 ms */
#define PLAY_TRIES	5
#define PLAY_AGAIN_US	500000

static const char *const ours[] = {
	"SE Headphone ", "Balanced Headphone ", "Headphone Gain", "Headphone Balance",
	"Headphone Playback Volume", "Headphone Playback Switch", "Headphone Jack",
	"Output Mode", "DAC Filter", "DSD Filter", "LED", "Amplifier Class",
	"IEC958 Playback Switch", NULL
};

bool judge_is_ours(const char *name)
{
	unsigned int i = 0;

	while (ours[i] && strncmp(name, ours[i], strlen(ours[i])))
		i++;
	return ours[i];
}

static snd_ctl_t *open_card(int card)
{
	snd_ctl_t *ctl;
	char name[16];

	if (card < 0)
		return NULL;
	snprintf(name, sizeof(name), "hw:%d", card);
	return snd_ctl_open(&ctl, name, 0) ? NULL : ctl;
}

/* No call may take longer than a second, however mute the device. */
static void clocked(struct judge *judge, long since, const char *what, const char *name)
{
	long took = now_ms() - since;

	if (took > judge->slowest)
		judge->slowest = took;
	if (took > SLOW_MS)
		blame("%s of '%s' took %ld ms", what, name, took);
}

static unsigned int list(snd_ctl_t *ctl, snd_ctl_elem_list_t *elements)
{
	snd_ctl_elem_list_clear(elements);
	if (snd_ctl_elem_list_alloc_space(elements, 64) || snd_ctl_elem_list(ctl, elements))
		return 0;
	return snd_ctl_elem_list_get_used(elements);
}

static void check_value(const snd_ctl_elem_info_t *info, const snd_ctl_elem_value_t *value,
			unsigned int i)
{
	const char *name = snd_ctl_elem_info_get_name(info);
	long n;

	switch (snd_ctl_elem_info_get_type(info)) {
	case SND_CTL_ELEM_TYPE_ENUMERATED:
		n = snd_ctl_elem_value_get_enumerated(value, i);
		if (n >= snd_ctl_elem_info_get_items(info))
			blame("'%s' is %ld of %u", name, n, snd_ctl_elem_info_get_items(info));
		break;
	case SND_CTL_ELEM_TYPE_INTEGER:
		n = snd_ctl_elem_value_get_integer(value, i);
		if (n < snd_ctl_elem_info_get_min(info) || n > snd_ctl_elem_info_get_max(info))
			blame("'%s' is %ld, not in %ld to %ld", name, n,
			      snd_ctl_elem_info_get_min(info), snd_ctl_elem_info_get_max(info));
		break;
	case SND_CTL_ELEM_TYPE_BOOLEAN:
		n = snd_ctl_elem_value_get_boolean(value, i);
		if (n != 0 && n != 1)
			blame("'%s' is %ld", name, n);
		break;
	default:
		break;
	}
}

/* Return: 0, or the error of either. */
static int read_element(struct judge *judge, snd_ctl_t *ctl, snd_ctl_elem_info_t *info,
			snd_ctl_elem_value_t *value)
{
	const char *name = snd_ctl_elem_info_get_name(info);
	snd_ctl_elem_id_t *id;
	long since = now_ms();
	int err;

	snd_ctl_elem_id_alloca(&id);
	err = snd_ctl_elem_info(ctl, info);
	if (err)
		return err;
	snd_ctl_elem_info_get_id(info, id);
	snd_ctl_elem_value_set_id(value, id);
	if (!snd_ctl_elem_info_is_readable(info))
		return 0;
	err = snd_ctl_elem_read(ctl, value);
	clocked(judge, since, "reading", name);
	return err;
}

typedef void (*visit_t)(struct judge *judge, snd_ctl_t *ctl, snd_ctl_elem_info_t *info,
			snd_ctl_elem_value_t *value);

/* Each control that can be read; only ours can fail for a reason of the device's. */
static void for_each(struct judge *judge, visit_t visit)
{
	snd_ctl_elem_list_t *elements;
	snd_ctl_elem_value_t *value;
	snd_ctl_elem_info_t *info;
	long since = now_ms();
	snd_ctl_t *ctl = open_card(judge->card);
	unsigned int i, n;
	int err;

	if (!ctl)
		return;
	clocked(judge, since, "opening", "card");
	snd_ctl_elem_list_alloca(&elements);
	snd_ctl_elem_info_alloca(&info);
	snd_ctl_elem_value_alloca(&value);
	n = list(ctl, elements);
	judge->controls = 0;
	for (i = 0; i < n; i++) {
		snd_ctl_elem_info_set_numid(info, snd_ctl_elem_list_get_numid(elements, i));
		err = read_element(judge, ctl, info, value);
		judge->controls += judge_is_ours(snd_ctl_elem_list_get_name(elements, i));
		if (!err)
			visit(judge, ctl, info, value);
		else if (err != -ENODEV && err != -ENOENT)
			blame("'%s' cannot be read: %d", snd_ctl_elem_list_get_name(elements, i),
			      err);
	}
	snd_ctl_elem_list_free_space(elements);
	snd_ctl_close(ctl);
}

static void check_element(struct judge *judge, snd_ctl_t *ctl, snd_ctl_elem_info_t *info,
			  snd_ctl_elem_value_t *value)
{
	unsigned int i;

	for (i = 0; i < snd_ctl_elem_info_get_count(info); i++)
		if (snd_ctl_elem_info_is_readable(info))
			check_value(info, value, i);
}

void judge_read(struct judge *judge)
{
	for_each(judge, check_element);
}

static double decibel(snd_ctl_t *ctl, snd_ctl_elem_info_t *info, long value)
{
	snd_ctl_elem_id_t *id;
	unsigned int tlv[64];
	long gain;

	snd_ctl_elem_id_alloca(&id);
	snd_ctl_elem_info_get_id(info, id);
	if (snd_ctl_elem_tlv_read(ctl, id, tlv, sizeof(tlv)) ||
	    snd_tlv_convert_to_dB(tlv, snd_ctl_elem_info_get_min(info),
				  snd_ctl_elem_info_get_max(info), value, &gain))
		return NAN;
	return gain;
}

static void remember(struct judge *judge, snd_ctl_t *ctl, snd_ctl_elem_info_t *info, long value)
{
	const char *name = snd_ctl_elem_info_get_name(info);
	struct asked *asked = judge->asked;
	double db = NAN;

	if (snd_ctl_elem_info_get_type(info) == SND_CTL_ELEM_TYPE_INTEGER)
		db = decibel(ctl, info, value);
	while (asked < judge->asked + judge->count && strcmp(asked->name, name))
		asked++;
	if (asked == judge->asked + MAX_ASKED)
		return;
	if (asked == judge->asked + judge->count) {
		judge->count++;
		*asked = (struct asked){ .value = value, .db = db };
		snprintf(asked->name, sizeof(asked->name), "%s", name);
	}
	if (value > asked->value)
		asked->value = value;
	if (db > asked->db)
		asked->db = db;
	if (snd_ctl_elem_info_get_type(info) == SND_CTL_ELEM_TYPE_INTEGER)
		asked->max = snd_ctl_elem_info_get_max(info);
}

/* A little softer, muted, less gain; else the next one there is. */
static long softer(const snd_ctl_elem_info_t *info, const snd_ctl_elem_value_t *value)
{
	const char *name = snd_ctl_elem_info_get_name(info);
	long n;

	switch (snd_ctl_elem_info_get_type(info)) {
	case SND_CTL_ELEM_TYPE_BOOLEAN:
		return 0;
	case SND_CTL_ELEM_TYPE_ENUMERATED:
		if (strstr(name, "Gain"))
			return 0;
		n = snd_ctl_elem_value_get_enumerated(value, 0) + 1;
		return n < (long)snd_ctl_elem_info_get_items(info) ? n : 0;
	default:
		n = snd_ctl_elem_value_get_integer(value, 0);
		return n > snd_ctl_elem_info_get_min(info) ? n - 1 : n;
	}
}

static void write_element(struct judge *judge, snd_ctl_t *ctl, snd_ctl_elem_info_t *info,
			  snd_ctl_elem_value_t *value)
{
	const char *name = snd_ctl_elem_info_get_name(info);
	long wanted, since;
	unsigned int i;

	if (!judge_is_ours(name) || !snd_ctl_elem_info_is_writable(info))
		return;
	wanted = softer(info, value);
	for (i = 0; i < snd_ctl_elem_info_get_count(info); i++) {
		if (snd_ctl_elem_info_get_type(info) == SND_CTL_ELEM_TYPE_ENUMERATED)
			snd_ctl_elem_value_set_enumerated(value, i, wanted);
		else
			snd_ctl_elem_value_set_integer(value, i, wanted);
	}
	remember(judge, ctl, info, wanted);
	since = now_ms();
	snd_ctl_elem_write(ctl, value);
	clocked(judge, since, "writing", name);
}

void judge_write(struct judge *judge)
{
	for_each(judge, write_element);
}

static void reread_element(struct judge *judge, snd_ctl_t *ctl, snd_ctl_elem_info_t *info,
			   snd_ctl_elem_value_t *value)
{
	unsigned int command[] = { 0, 0 };
	snd_ctl_elem_id_t *id;

	if (!snd_ctl_elem_info_is_tlv_commandable(info))
		return;
	snd_ctl_elem_id_alloca(&id);
	snd_ctl_elem_info_get_id(info, id);
	snd_ctl_elem_tlv_command(ctl, id, command);
}

void judge_reread(struct judge *judge)
{
	for_each(judge, reread_element);
}

/* How many controls are ours. */
int judge_count(int card)
{
	snd_ctl_elem_list_t *elements;
	snd_ctl_t *ctl = open_card(card);
	unsigned int i, n;
	int found = 0;

	if (!ctl)
		return 0;
	snd_ctl_elem_list_alloca(&elements);
	n = list(ctl, elements);
	for (i = 0; i < n; i++)
		found += judge_is_ours(snd_ctl_elem_list_get_name(elements, i));
	snd_ctl_elem_list_free_space(elements);
	snd_ctl_close(ctl);
	return found;
}

/* Return: frames, or a negative errno. */
static int play(int card)
{
	static const int16_t silence[2 * PLAYED];
	snd_pcm_t *pcm;
	char name[16];
	int err;

	snprintf(name, sizeof(name), "hw:%d,0", card);
	err = snd_pcm_open(&pcm, name, SND_PCM_STREAM_PLAYBACK, 0);
	if (err)
		return err;
	err = snd_pcm_set_params(pcm, SND_PCM_FORMAT_S16_LE, SND_PCM_ACCESS_RW_INTERLEAVED, 2,
				 48000, 0, 20000);
	if (!err)
		err = snd_pcm_writei(pcm, silence, PLAYED);
	snd_pcm_close(pcm);
	return err;
}

/* usbhid resets a device whose endpoint cannot be cleared, and the card comes anew. */
void judge_play(int card)
{
	int try, err = -ENODEV;

	for (try = 0; try < PLAY_TRIES && (err == -ENODEV || err == -ENOENT); try++) {
		if (try)
			usleep(PLAY_AGAIN_US);
		err = play(card);
	}
	if (err != PLAYED)
		blame("it does not play: %s", snd_strerror(err));
}

const struct asked *judge_asked(const struct judge *judge, const char *name)
{
	unsigned int i;

	for (i = 0; i < judge->count; i++)
		if (!strcmp(judge->asked[i].name, name))
			return &judge->asked[i];
	return NULL;
}
