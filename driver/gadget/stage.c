// SPDX-License-Identifier: GPL-2.0-only
/* Which output stages there are, and which dongle has which. */
#include <linux/module.h>
#include "f_dongle.h"
#include "../core/codec.h"

/* Protects both lists, stage->dongle and, with core.lock inside it, dongle->stage. */
static DEFINE_MUTEX(stages_lock);
static LIST_HEAD(stages);
static LIST_HEAD(dongles);

static struct f_dongle_stage *find(const char *name)
{
	struct f_dongle_stage *stage;

	list_for_each_entry(stage, &stages, node)
		if (!strcmp(stage->name, name))
			return stage;
	return NULL;
}

bool f_dongle_stage_is_virtual(const struct f_dongle *dongle)
{
	lockdep_assert_held(&dongle->core.lock);
	return dongle->stage == &dongle->virt.stage;
}

/* Called with both locks held, as what follows. */
static int attach(struct f_dongle *dongle, struct f_dongle_stage *stage)
{
	if (!try_module_get(stage->owner))
		return -ENODEV;
	stage->dongle = dongle;
	dongle->stage = stage;
	return 0;
}

/* The cards of its levels are known as long as it is there. */
static void leave(struct f_dongle *dongle, struct f_dongle_stage *stage)
{
	const struct f_dongle_level none = {};
	const struct dongle_state closed = {};
	unsigned int out;

	stage->ops->apply(stage, &closed);
	for (out = 0; out < DONGLE_OUTPUTS; out++)
		f_dongle_follow(dongle, out, &none);
}

static void detach(struct f_dongle *dongle)
{
	struct f_dongle_stage *stage = dongle->stage;

	dongle->stage = NULL;
	if (!stage)
		return;
	if (stage != &dongle->virt.stage)
		leave(dongle, stage);
	stage->dongle = NULL;
	module_put(stage->owner);
}

static void follow(struct f_dongle *dongle)
{
	unsigned int out;

	for (out = 0; out < DONGLE_OUTPUTS; out++)
		f_dongle_follow(dongle, out, &dongle->stage->level[out]);
}

static void describe(struct f_dongle *dongle)
{
	dongle->core.info = dongle->stage->info;
	follow(dongle);
	memset(&dongle->core.state, 0, sizeof(dongle->core.state));
	f_dongle_reset(dongle);
}

static int exchange(struct f_dongle *dongle, struct f_dongle_stage *stage, const char *name)
{
	int err;

	if (dongle->bound)
		return -EBUSY;
	if (dongle->stage == stage)
		return 0;
	detach(dongle);
	err = attach(dongle, stage);
	if (err)
		return err;
	strscpy(dongle->stage_name, name, sizeof(dongle->stage_name));
	describe(dongle);
	return 0;
}

int f_dongle_stage_take(struct f_dongle *dongle, const char *name)
{
	struct f_dongle_stage *stage;
	int err;

	if (strlen(name) >= sizeof(dongle->stage_name))
		return -ENAMETOOLONG;
	mutex_lock(&stages_lock);
	stage = strcmp(name, F_DONGLE_STAGE_VIRTUAL) ? find(name) : &dongle->virt.stage;
	if (!stage) {
		err = -ENODEV;
	} else if (stage->dongle && stage->dongle != dongle) {
		err = -EBUSY;
	} else {
		mutex_lock(&dongle->core.lock);
		err = exchange(dongle, stage, name);
		mutex_unlock(&dongle->core.lock);
	}
	mutex_unlock(&stages_lock);
	return err;
}

/* The description that a host has read cannot change. */
static void take_back(struct f_dongle *dongle, struct f_dongle_stage *stage)
{
	bool same = !memcmp(&dongle->core.info, &stage->info, sizeof(stage->info));

	if (dongle->bound && !same) {
		pr_err("dongle.%s: its output stage %s is not what it was; unbind the gadget first\n",
		       dongle->name, stage->name);
		return;
	}
	if (attach(dongle, stage))
		return;
	if (!same) {
		describe(dongle);
		return;
	}
	follow(dongle);
	f_dongle_bring_back(dongle);
}

int f_dongle_stage_register(struct f_dongle_stage *stage)
{
	struct f_dongle *dongle;
	int err = 0;

	if (dongle_codec_check_info(&stage->info))
		return -EINVAL;
	stage->info.flags |= dongle_state_extras(&stage->info);
	stage->dongle = NULL;
	mutex_lock(&stages_lock);
	if (find(stage->name)) {
		err = -EEXIST;
		goto unlock;
	}
	list_add_tail(&stage->node, &stages);
	list_for_each_entry(dongle, &dongles, stages_node) {
		mutex_lock(&dongle->core.lock);
		if (!dongle->stage && !stage->dongle && !strcmp(dongle->stage_name, stage->name))
			take_back(dongle, stage);
		mutex_unlock(&dongle->core.lock);
	}
unlock:
	mutex_unlock(&stages_lock);
	return err;
}
EXPORT_SYMBOL_GPL(f_dongle_stage_register);

void f_dongle_stage_unregister(struct f_dongle_stage *stage)
{
	struct f_dongle *dongle;

	mutex_lock(&stages_lock);
	list_del(&stage->node);
	dongle = stage->dongle;
	if (dongle) {
		mutex_lock(&dongle->core.lock);
		detach(dongle);
		mutex_unlock(&dongle->core.lock);
	}
	mutex_unlock(&stages_lock);
}
EXPORT_SYMBOL_GPL(f_dongle_stage_unregister);

int f_dongle_stage_sense(struct f_dongle_stage *stage)
{
	u8 plug[DONGLE_OUTPUTS] = {};
	struct f_dongle *dongle;
	int err, first = 0;
	unsigned int out;

	mutex_lock(&stages_lock);
	dongle = stage->dongle;
	if (dongle) {
		mutex_lock(&dongle->core.lock);
		stage->ops->sense(stage, plug);
		for (out = 0; out < DONGLE_OUTPUTS; out++) {
			err = f_dongle_sense(dongle, out, plug[out]);
			first = first ?: err == -EOPNOTSUPP ? 0 : err;
		}
		/* a fault that is over may leave the state as it was */
		err = f_dongle_settle(dongle);
		first = first ?: err == -ENODEV ? 0 : err;
		mutex_unlock(&dongle->core.lock);
	}
	mutex_unlock(&stages_lock);
	return first;
}
EXPORT_SYMBOL_GPL(f_dongle_stage_sense);

void f_dongle_stage_add(struct f_dongle *dongle)
{
	mutex_lock(&stages_lock);
	list_add_tail(&dongle->stages_node, &dongles);
	mutex_unlock(&stages_lock);
}

void f_dongle_stage_remove(struct f_dongle *dongle)
{
	mutex_lock(&stages_lock);
	list_del(&dongle->stages_node);
	mutex_lock(&dongle->core.lock);
	detach(dongle);
	mutex_unlock(&dongle->core.lock);
	mutex_unlock(&stages_lock);
}
