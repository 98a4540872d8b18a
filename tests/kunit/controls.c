// SPDX-License-Identifier: GPL-2.0-only
/* The controls of a dongle: which, what they show, what they refuse, who hears of them. */
#include "fixture.h"
#include "state.h"

#define SE_VOLUME	"SE Headphone Playback Volume"
#define SE_SWITCH	"SE Headphone Playback Switch"
#define SE_JACK		"SE Headphone Jack"
#define BAL_VOLUME	"Balanced Headphone Playback Volume"

#define BOTH(name)	"SE Headphone " name "|Balanced Headphone " name "|"
#define COMMON		"Output Mode|Headphone Gain|DAC Filter|"

static const struct device_row {
	const char *what;
	const struct dongle_info *info;
	const struct dongle_state *state;
	const char *names;
} devices[] = {
	{ "full", &device_full, &device_full_state,
	  BOTH("Playback Volume") BOTH("Playback Switch") BOTH("Jack") BOTH("Impedance")
	  COMMON },
	{ "shared level", &device_shared, &device_shared_state,
	  "Headphone Playback Volume|Headphone Playback Switch|" },
	{ "balanced only", &device_single, &device_single_state,
	  "Balanced Headphone Playback Volume|Headphone Gain|" },
};

TEST(names)
{
	struct fixture *f = test->priv;
	const struct device_row *d;

	for (d = devices; d < devices + ARRAY_SIZE(devices); d++) {
		fixture_register(f, d->info, d->state);
		tap_str(fixture_names(test, f->card), d->names, "%s: its controls", d->what);
		fixture_unregister(f);
		tap_str(fixture_names(test, f->card), "", "%s: gone", d->what);
	}
}

/* What a control of device_full says of itself, and what it is. */
static const struct shown {
	const char *name;
	snd_ctl_elem_iface_t iface;
	bool writable;
	snd_ctl_elem_type_t type;
	unsigned int count;
	long max; /* or how many items */
	long value[2];
} all_shown[] = {
	/* up to the limit */
	{ SE_VOLUME, SNDRV_CTL_ELEM_IFACE_MIXER, true, SNDRV_CTL_ELEM_TYPE_INTEGER, 2, 100,
	  { 80, 80 } },
	{ BAL_VOLUME, SNDRV_CTL_ELEM_IFACE_MIXER, true, SNDRV_CTL_ELEM_TYPE_INTEGER, 2, 104,
	  { 70, 69 } },
	{ SE_SWITCH, SNDRV_CTL_ELEM_IFACE_MIXER, true, SNDRV_CTL_ELEM_TYPE_BOOLEAN, 1, 1, { 1 } },
	{ "Balanced Headphone Playback Switch", SNDRV_CTL_ELEM_IFACE_MIXER, true,
	  SNDRV_CTL_ELEM_TYPE_BOOLEAN, 1, 1, { 0 } },
	{ SE_JACK, SNDRV_CTL_ELEM_IFACE_CARD, false, SNDRV_CTL_ELEM_TYPE_BOOLEAN, 1, 1, { 1 } },
	{ "Balanced Headphone Jack", SNDRV_CTL_ELEM_IFACE_CARD, false,
	  SNDRV_CTL_ELEM_TYPE_BOOLEAN, 1, 1, { 0 } },
	{ "SE Headphone Impedance", SNDRV_CTL_ELEM_IFACE_CARD, false, SNDRV_CTL_ELEM_TYPE_INTEGER,
	  1, 65535, { 32 } },
	{ "Output Mode", SNDRV_CTL_ELEM_IFACE_MIXER, true, SNDRV_CTL_ELEM_TYPE_ENUMERATED, 1, 3,
	  { 2 } },
	{ "Headphone Gain", SNDRV_CTL_ELEM_IFACE_MIXER, true, SNDRV_CTL_ELEM_TYPE_ENUMERATED, 1, 3,
	  { 0 } },
	{ "DAC Filter", SNDRV_CTL_ELEM_IFACE_MIXER, true, SNDRV_CTL_ELEM_TYPE_ENUMERATED, 1, 3,
	  { 1 } },
};

static void check_shown(struct snd_kcontrol *kctl, const struct shown *s)
{
	struct snd_ctl_elem_info info = {};
	struct snd_ctl_elem_value value = {};
	bool items = s->type == SNDRV_CTL_ELEM_TYPE_ENUMERATED;
	unsigned int ch;

	tap_int(kctl->id.iface, s->iface, "%s: interface", s->name);
	tap_int(!!(kctl->vd[0].access & SNDRV_CTL_ELEM_ACCESS_WRITE), s->writable,
		"%s: writable", s->name);
	tap_int(!!kctl->put, s->writable, "%s: has a put", s->name);
	tap_int(kctl->info(kctl, &info), 0, "%s: info", s->name);
	tap_int(info.type, s->type, "%s: type", s->name);
	tap_int(info.count, s->count, "%s: count", s->name);
	tap_int(items ? info.value.enumerated.items : info.value.integer.max, s->max,
		"%s: range", s->name);
	tap_int(kctl->get(kctl, &value), 0, "%s: get", s->name);
	for (ch = 0; ch < s->count; ch++)
		tap_int(items ? value.value.enumerated.item[0] : value.value.integer.value[ch],
			s->value[ch], "%s: value %u", s->name, ch);
}

TEST(shows)
{
	struct fixture *f = test->priv;
	struct snd_kcontrol *kctl;
	const struct shown *s;

	fixture_register(f, &device_full, &device_full_state);
	for (s = all_shown; s < all_shown + ARRAY_SIZE(all_shown); s++) {
		kctl = fixture_find(f->card, s->name);
		if (tap_ok(kctl, "%s: is there", s->name))
			check_shown(kctl, s);
	}
}

/* One put to device_full in device_full_state: what it returns, the fields written. */
static const struct put {
	const char *what, *name;
	long value[2];
	int result;
	u32 mask;
} puts[] = {
	{ "a level", SE_VOLUME, { 60, 61 }, 1, USB_DONGLE_F_VOLUME(0) },
	{ "the same level", SE_VOLUME, { 80, 80 }, 0, 0 },
	{ "the level of the limit", SE_VOLUME, { 100, 100 }, 1, USB_DONGLE_F_VOLUME(0) },
	{ "a level above the limit", SE_VOLUME, { 80, 101 }, -ERANGE, 0 },
	{ "a level below all", SE_VOLUME, { -1, 80 }, -EINVAL, 0 },
	{ "a level above all", SE_VOLUME, { 80, 121 }, -EINVAL, 0 },
	{ "a level of 64 bits", SE_VOLUME, { 1L << 32, 80 }, -EINVAL, 0 },
	{ "the other output's level", BAL_VOLUME, { 0, 104 }, 1, USB_DONGLE_F_VOLUME(1) },
	{ "mute", SE_SWITCH, { 0 }, 1, USB_DONGLE_F_MUTE(0) },
	{ "not muted already", SE_SWITCH, { 1 }, 0, 0 },
	{ "neither on nor off", SE_SWITCH, { 2 }, -EINVAL, 0 },
	{ "a mode", "Output Mode", { 1 }, 1, USB_DONGLE_F_MODE },
	{ "no such mode", "Output Mode", { 3 }, -EINVAL, 0 },
	{ "a gain", "Headphone Gain", { 2 }, 1, USB_DONGLE_F_GAIN },
	{ "no such gain", "Headphone Gain", { 3 }, -EINVAL, 0 },
	{ "a filter", "DAC Filter", { 0 }, 1, USB_DONGLE_F_FILTER },
	{ "no such filter", "DAC Filter", { 3 }, -EINVAL, 0 },
};

static int put_value(struct fixture *f, const char *name, long left, long right)
{
	struct snd_kcontrol *kctl = fixture_find(f->card, name);
	struct snd_ctl_elem_info info = {};
	struct snd_ctl_elem_value value = {};

	kctl->info(kctl, &info);
	if (info.type == SNDRV_CTL_ELEM_TYPE_ENUMERATED) {
		value.value.enumerated.item[0] = left;
	} else {
		value.value.integer.value[0] = left;
		value.value.integer.value[1] = right;
	}
	return kctl->put(kctl, &value);
}

TEST(puts)
{
	struct fixture *f = test->priv;
	const struct put *p;

	for (p = puts; p < puts + ARRAY_SIZE(puts); p++) {
		fixture_register(f, &device_full, &device_full_state);
		f->writes = 0;
		f->mask = 0;
		tap_int(put_value(f, p->name, p->value[0], p->value[1]), p->result, "%s", p->what);
		tap_int(f->mask, p->mask, "%s: fields", p->what);
		tap_int(f->writes, p->result == 1, "%s: writes", p->what);
		tap_int(!!dongle_state_diff(&f->dongle.state, &device_full_state), p->result == 1,
			"%s: state", p->what);
		fixture_unregister(f);
	}
}

/* One gain and mode fewer: items are counted among those there are. */
TEST(items)
{
	struct dongle_info info = device_full;
	struct fixture *f = test->priv;

	info.gains = BIT(USB_DONGLE_GAIN_LOW) | BIT(USB_DONGLE_GAIN_HIGH);
	info.modes = BIT(USB_DONGLE_MODE_BALANCED) | BIT(USB_DONGLE_MODE_AUTO);
	fixture_register(f, &info, &device_full_state);
	tap_int(put_value(f, "Headphone Gain", 1, 0), 1, "the second gain");
	tap_int(f->written.gain, USB_DONGLE_GAIN_HIGH, "is the high one");
	tap_int(put_value(f, "Headphone Gain", 2, 0), -EINVAL, "no third");
	tap_int(put_value(f, "Output Mode", 0, 0), 1, "the first mode");
	tap_int(f->written.mode, USB_DONGLE_MODE_BALANCED, "is balanced");
}

TEST(refused_by_device)
{
	struct fixture *f = test->priv;

	fixture_register(f, &device_full, &device_full_state);
	fixture_heard(f, "");
	f->err = -EIO;
	tap_int(put_value(f, SE_VOLUME, 60, 60), -EIO, "what the device refuses is refused");
	tap_int(dongle_state_diff(&f->dongle.state, &device_full_state), 0, "and changes nothing");
	tap_int(fixture_heard(f, SE_VOLUME), 0, "and nobody hears of it");
	f->err = 0;
	tap_int(put_value(f, SE_VOLUME, 60, 60), 1, "the next one is taken");
}

/* ALSA announces what is put, the dongle everything else. */
TEST(announces)
{
	struct dongle_state state = device_full_state;
	struct fixture *f = test->priv;

	fixture_register(f, &device_full, &state);
	fixture_heard(f, "");
	put_value(f, SE_VOLUME, 60, 60);
	tap_int(fixture_heard(f, SE_VOLUME), 0, "a put is not announced twice");
	state = f->dongle.state;
	state.gain = USB_DONGLE_GAIN_HIGH;
	mutex_lock(&f->dongle.lock);
	snd_dongle_update(&f->dongle, &state);
	mutex_unlock(&f->dongle.lock);
	tap_int(fixture_heard(f, "Headphone Gain"), SNDRV_CTL_EVENT_MASK_VALUE,
		"what the device did is");
	state.output[0].limit = DB(-30);
	mutex_lock(&f->dongle.lock);
	snd_dongle_update(&f->dongle, &state);
	snd_dongle_update(&f->dongle, &state);
	mutex_unlock(&f->dongle.lock);
	tap_int(fixture_heard(f, SE_VOLUME), SNDRV_CTL_EVENT_MASK_INFO | SNDRV_CTL_EVENT_MASK_TLV,
		"a limit is a new range");
	mutex_lock(&f->dongle.lock);
	snd_dongle_update(&f->dongle, &state);
	mutex_unlock(&f->dongle.lock);
	tap_ok(list_empty(&f->listener.events), "nothing new, nothing said");
}

/* Right after a switch the old output's level is not taken for the new one. */
TEST(carried_over)
{
	struct fixture *f = test->priv;

	fixture_register(f, &device_full, &device_full_state);
	put_value(f, "Output Mode", USB_DONGLE_MODE_BALANCED, 0);
	f->dongle.switching = get_jiffies_64() + 60 * HZ;
	fixture_heard(f, "");
	tap_int(put_value(f, BAL_VOLUME, 80, 80), -EBUSY, "SE's -20 dB are refused");
	tap_int(fixture_heard(f, BAL_VOLUME), SNDRV_CTL_EVENT_MASK_VALUE, "and who asked is told");
	tap_int(put_value(f, BAL_VOLUME, 81, 81), 1, "-19 dB are not SE's level");
	tap_int(put_value(f, BAL_VOLUME, 80, 80), 1, "from then on, any level goes");
	put_value(f, "Output Mode", USB_DONGLE_MODE_SE, 0);
	f->dongle.switching = 0;
	put_value(f, BAL_VOLUME, 70, 70);
	tap_int(put_value(f, SE_VOLUME, 60, 60), 1, "and later, too");
}

static struct kunit_case controls_cases[] = {
	TEST_CASE(names), TEST_CASE(shows), TEST_CASE(puts), TEST_CASE(items),
	TEST_CASE(refused_by_device), TEST_CASE(announces), TEST_CASE(carried_over), {}
};

static struct kunit_suite controls_suite = {
	.name = "dongle-controls",
	.init = fixture_init,
	.exit = fixture_exit,
	.test_cases = controls_cases,
};

kunit_test_suite(controls_suite);
