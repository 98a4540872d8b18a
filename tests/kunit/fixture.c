// SPDX-License-Identifier: GPL-2.0-only
#include <kunit/device.h>
#include <linux/module.h>
#include "fixture.h"

static int fixture_write(struct snd_dongle *dongle, u32 mask, struct dongle_state *next)
{
	struct fixture *f = container_of(dongle, struct fixture, dongle);

	if (f->err)
		return f->err;
	f->writes++;
	f->mask = mask;
	f->written = *next;
	return 0;
}

static const struct snd_dongle_ops fixture_ops = {
	.write = fixture_write,
};

struct snd_card *fixture_card(struct kunit *test, struct device *parent)
{
	struct snd_card *card;

	KUNIT_ASSERT_EQ(test, snd_card_new(parent, -1, NULL, THIS_MODULE, 0, &card), 0);
	strscpy(card->driver, "kunit");
	strscpy(card->shortname, "kunit");
	return card;
}

static void listen(struct fixture *f)
{
	struct snd_ctl_file *listener = &f->listener;

	listener->card = f->card;
	listener->subscribed = 1;
	init_waitqueue_head(&listener->change_sleep);
	spin_lock_init(&listener->read_lock);
	INIT_LIST_HEAD(&listener->events);
	write_lock_irq(&f->card->controls_rwlock);
	list_add_tail(&listener->list, &f->card->ctl_files);
	write_unlock_irq(&f->card->controls_rwlock);
}

unsigned int fixture_heard(struct fixture *f, const char *name)
{
	struct snd_kctl_event *event, *next;
	unsigned int mask = 0;

	list_for_each_entry_safe(event, next, &f->listener.events, list) {
		if (!strcmp(event->id.name, name))
			mask |= event->mask;
		list_del(&event->list);
		kfree(event);
	}
	return mask;
}

void fixture_new_card(struct kunit *test)
{
	struct fixture *f = test->priv;

	f->card = fixture_card(test, f->parent);
	listen(f);
	KUNIT_ASSERT_EQ(test, snd_card_register(f->card), 0);
}

void fixture_free_card(struct fixture *f)
{
	if (!f->card)
		return;
	fixture_heard(f, "");
	write_lock_irq(&f->card->controls_rwlock);
	list_del(&f->listener.list);
	write_unlock_irq(&f->card->controls_rwlock);
	snd_card_free(f->card);
	f->card = NULL;
}

int fixture_init(struct kunit *test)
{
	struct fixture *f = kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, f);
	test->priv = f;
	f->parent = kunit_device_register(test, "dongle");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, f->parent);
	fixture_new_card(test);
	f->dongle.dev = f->parent;
	f->dongle.card_dev = f->parent;
	f->dongle.ops = &fixture_ops;
	snd_dongle_init(&f->dongle);
	return 0;
}

void fixture_exit(struct kunit *test)
{
	struct fixture *f = test->priv;

	if (!f)
		return;
	fixture_unregister(f);
	fixture_free_card(f);
}

void fixture_register(struct fixture *f, const struct dongle_info *info,
		      const struct dongle_state *state)
{
	f->dongle.info = *info;
	f->dongle.state = *state;
	snd_dongle_register(&f->dongle);
	f->registered = true;
	fixture_settle(f);
}

void fixture_unregister(struct fixture *f)
{
	if (f->registered)
		snd_dongle_unregister(&f->dongle);
	f->registered = false;
}

void fixture_settle(struct fixture *f)
{
	flush_delayed_work(&f->dongle.attach_work);
	flush_delayed_work(&f->dongle.attach_work); /* it may have come too early */
}

struct snd_kcontrol *fixture_find(struct snd_card *card, const char *name)
{
	struct snd_kcontrol *kctl, *found = NULL;

	down_read(&card->controls_rwsem);
	list_for_each_entry(kctl, &card->controls, list)
		if (!strcmp(kctl->id.name, name))
			found = kctl;
	up_read(&card->controls_rwsem);
	return found;
}

const char *fixture_names(struct kunit *test, struct snd_card *card)
{
	const size_t size = 1024;
	char *names = kunit_kzalloc(test, size, GFP_KERNEL);
	struct snd_kcontrol *kctl;

	KUNIT_ASSERT_NOT_NULL(test, names);
	down_read(&card->controls_rwsem);
	list_for_each_entry(kctl, &card->controls, list) {
		strlcat(names, kctl->id.name, size);
		strlcat(names, "|", size);
	}
	up_read(&card->controls_rwsem);
	return names;
}
