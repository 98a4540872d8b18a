// SPDX-License-Identifier: GPL-2.0-only
/* Which card a dongle's controls go to, and when. */
#include <kunit/device.h>
#include "fixture.h"

static bool has_controls(struct snd_card *card)
{
	return fixture_find(card, "Output Mode");
}

TEST(card_first)
{
	struct fixture *f = test->priv;

	fixture_register(f, &device_full, &device_full_state);
	tap_ok(f->dongle.card == f->card, "on the card of its device");
	tap_int(f->dongle.count, 11, "eleven controls");
	fixture_unregister(f);
	tap_ok(!f->dongle.card, "and off it");
	tap_int(f->dongle.count, 0, "none left");
}

TEST(dongle_first)
{
	struct fixture *f = test->priv;

	fixture_free_card(f);
	fixture_register(f, &device_full, &device_full_state);
	tap_ok(!f->dongle.card, "no card yet");
	fixture_new_card(test);
	tap_ok(f->card, "a card comes");
	fixture_settle(f);
	tap_ok(f->dongle.card == f->card, "it is taken");
}

TEST(card_leaves)
{
	struct snd_card *second;
	struct fixture *f = test->priv;

	fixture_register(f, &device_full, &device_full_state);
	snd_card_disconnect(f->card);
	fixture_settle(f);
	tap_ok(!f->dongle.card, "a card that leaves is left");
	second = fixture_card(test, f->parent);
	tap_int(snd_card_register(second), 0, "the next one comes");
	fixture_settle(f);
	tap_ok(f->dongle.card == second, "and is taken");
	fixture_unregister(f);
	snd_card_free(second);
}

TEST(card_of_another)
{
	struct device *other = kunit_device_register(test, "other");
	struct snd_card *card = fixture_card(test, other);
	struct fixture *f = test->priv;

	tap_int(snd_card_register(card), 0, "another device has a card");
	f->dongle.card_dev = f->parent;
	fixture_register(f, &device_full, &device_full_state);
	tap_ok(has_controls(f->card), "ours has the controls");
	tap_ok(!has_controls(card), "the other has none");
	snd_card_free(card);
	fixture_settle(f);
	tap_ok(f->dongle.card == f->card, "nor does its leaving matter");
}

/* The card's device may be a child of the one that the dongle names. */
TEST(card_of_child)
{
	struct fixture *f = test->priv;

	f->dongle.card_dev = f->parent->parent;
	fixture_register(f, &device_full, &device_full_state);
	tap_ok(f->dongle.card == f->card, "a card of a child");
}

static int taken_info(struct snd_kcontrol *kctl, struct snd_ctl_elem_info *info)
{
	info->type = SNDRV_CTL_ELEM_TYPE_BOOLEAN;
	info->count = 1;
	info->value.integer.max = 1;
	return 0;
}

static int taken_get(struct snd_kcontrol *kctl, struct snd_ctl_elem_value *value)
{
	return 0;
}

static const struct snd_kcontrol_new taken = {
	.iface = SNDRV_CTL_ELEM_IFACE_MIXER,
	.name = "Headphone Gain",
	.access = SNDRV_CTL_ELEM_ACCESS_READ,
	.info = taken_info,
	.get = taken_get,
};

TEST(name_taken)
{
	struct fixture *f = test->priv;

	tap_int(snd_ctl_add(f->card, snd_ctl_new1(&taken, NULL)), 0, "somebody has such a control");
	fixture_register(f, &device_full, &device_full_state);
	tap_ok(!f->dongle.card, "the dongle has no card");
	tap_int(f->dongle.count, 0, "and no controls");
	tap_str(fixture_names(test, f->card), "Headphone Gain|", "and the card as many as before");
}

static int lock_err;
static unsigned int locked, unlocked;

static int lock_card(struct snd_dongle *dongle)
{
	locked += !lock_err;
	return lock_err;
}

static void unlock_card(struct snd_dongle *dongle)
{
	unlocked++;
}

static const struct snd_dongle_ops locking_ops = {
	.lock_card = lock_card,
	.unlock_card = unlock_card,
};

/* The driver of the card may be leaving. */
TEST(lock)
{
	struct fixture *f = test->priv;

	f->dongle.ops = &locking_ops;
	locked = 0;
	unlocked = 0;
	lock_err = -ENODEV;
	fixture_register(f, &device_full, &device_full_state);
	tap_ok(!f->dongle.card, "not now: no card");
	lock_err = -EBUSY;
	snd_dongle_rescan(&f->dongle);
	fixture_settle(f);
	tap_ok(!f->dongle.card, "busy: no card");
	tap_ok(delayed_work_pending(&f->dongle.attach_work), "but it is tried again");
	lock_err = 0;
	fixture_settle(f);
	tap_ok(f->dongle.card == f->card, "and then it has one");
	tap_int(locked, 1, "locked once");
	tap_int(unlocked, 1, "unlocked once");
}

TEST(jack)
{
	struct dongle_state state = device_full_state;
	struct fixture *f = test->priv;

	fixture_register(f, &device_full, &device_full_state);
	if (!tap_ok(f->dongle.input, "an input device where plugs are seen"))
		return;
	tap_ok(test_bit(SW_HEADPHONE_INSERT, f->dongle.input->sw), "a plug is in");
	state.output[USB_DONGLE_SE].plug = USB_DONGLE_PLUG_SHORTED;
	mutex_lock(&f->dongle.lock);
	snd_dongle_update(&f->dongle, &state);
	mutex_unlock(&f->dongle.lock);
	tap_ok(!test_bit(SW_HEADPHONE_INSERT, f->dongle.input->sw), "a shorted one is none");
	fixture_unregister(f);
	tap_ok(!f->dongle.input, "none left");
	fixture_register(f, &device_shared, &device_shared_state);
	tap_ok(!f->dongle.input, "none where none are seen");
}

static struct kunit_case card_cases[] = {
	TEST_CASE(card_first), TEST_CASE(dongle_first), TEST_CASE(card_leaves),
	TEST_CASE(card_of_another), TEST_CASE(card_of_child), TEST_CASE(name_taken),
	TEST_CASE(lock), TEST_CASE(jack), {}
};

static struct kunit_suite card_suite = {
	.name = "dongle-card",
	.init = fixture_init,
	.exit = fixture_exit,
	.test_cases = card_cases,
};

kunit_test_suite(card_suite);
