/* SPDX-License-Identifier: GPL-2.0-only */
/* A dongle and a sound card without hardware. */
#ifndef TEST_FIXTURE_H
#define TEST_FIXTURE_H

#include "../../driver/core/core.h"
#include "../unit/device.h"
#include "checks.h"

/**
 * struct fixture - a dongle and the card that somebody made for the same device
 * @dongle: full, in Auto mode; not registered
 * @parent: the device
 * @card: registered, without controls
 * @listener: hears of the changes
 * @registered: the dongle is
 * @writes: how often the device was written to
 * @mask: in the last write
 * @written: by the last write
 * @err: what the next writes return
 */
struct fixture {
	struct snd_dongle dongle;
	struct device *parent;
	struct snd_card *card;
	struct snd_ctl_file listener;
	bool registered;
	unsigned int writes;
	u32 mask;
	struct dongle_state written;
	int err;
};

/* The .init and .exit of a suite; test->priv is the fixture. */
int fixture_init(struct kunit *test);
void fixture_exit(struct kunit *test);

/* Make another card, not registered, of @parent. The test ends if there is none. */
struct snd_card *fixture_card(struct kunit *test, struct device *parent);

/* Give the fixture a card, registered, where it has none; and take it away again. */
void fixture_new_card(struct kunit *test);
void fixture_free_card(struct fixture *f);

/* Register the dongle as @info and @state say, and wait for its controls. */
void fixture_register(struct fixture *f, const struct dongle_info *info,
		      const struct dongle_state *state);

/* The same back, if it is registered; the fixture's end does it, too. */
void fixture_unregister(struct fixture *f);

/* Have the dongle done what a card made it do. */
void fixture_settle(struct fixture *f);

/* A control of @card by its name, or NULL. */
struct snd_kcontrol *fixture_find(struct snd_card *card, const char *name);

/* The names of the controls of @card, in their order, each with '|' after it. */
const char *fixture_names(struct kunit *test, struct snd_card *card);

/* What was announced since the last call, added up: SNDRV_CTL_EVENT_MASK_* for @name. */
unsigned int fixture_heard(struct fixture *f, const char *name);

#endif /* TEST_FIXTURE_H */
