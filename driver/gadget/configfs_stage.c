// SPDX-License-Identifier: GPL-2.0-only
/* The attributes "stage" and "level_control": what drives the outputs. */
#include <linux/module.h>
#include <linux/property.h>
#include <linux/slab.h>
#include "f_dongle.h"

static ssize_t f_dongle_stage_show(struct config_item *item, char *page)
{
	return sysfs_emit(page, "%s\n", f_dongle_of(item)->stage_name);
}

static ssize_t f_dongle_stage_store(struct config_item *item, const char *page, size_t len)
{
	char *text;
	int err;

	if (!f_dongle_is_text(page, len))
		return -EINVAL;
	text = kstrdup(page, GFP_KERNEL);
	if (!text)
		return -ENOMEM;
	err = f_dongle_stage_take(f_dongle_of(item), strim(text));
	kfree(text);
	return err ?: len;
}

struct configfs_attribute f_dongle_attr_stage = {
	.ca_name = "stage",
	.ca_mode = 0644,
	.ca_owner = THIS_MODULE,
	.show = f_dongle_stage_show,
	.store = f_dongle_stage_store,
};

/* @text: CARD:CONTROL, or "none" */
static int parse_level(struct f_dongle_level *level, char *text)
{
	char *id = strsep(&text, ":");

	memset(level, 0, sizeof(*level));
	if (!text)
		return strcmp(id, "none") ? -EINVAL : 0;
	if (!*id || !*text)
		return -EINVAL;
	if (strscpy(level->id, id, sizeof(level->id)) < 0 ||
	    strscpy(level->control, text, sizeof(level->control)) < 0)
		return -ENAMETOOLONG;
	return 0;
}

/* Called with the dongle's lock held. */
static int set_level(struct f_dongle *dongle, unsigned int out, const struct f_dongle_level *level)
{
	struct dongle_output_info info = dongle->core.info.output[out];
	int err;

	if (dongle->bound)
		return -EBUSY;
	if (!f_dongle_stage_is_virtual(dongle))
		return -EPERM;
	if (f_dongle_level_same(level, &dongle->level[!out]))
		return -EEXIST;
	if (level->control[0]) {
		err = f_dongle_level_range(level, &info);
		if (err)
			return err;
	}
	dongle->core.info.output[out] = info;
	f_dongle_follow(dongle, out, level);
	f_dongle_reset(dongle);
	return 0;
}

static ssize_t f_dongle_level_control_show(struct config_item *item, char *page)
{
	struct f_dongle_output *output = f_dongle_output_of(item);
	struct f_dongle *dongle = output->dongle;
	const struct f_dongle_level *level = &dongle->level[output->number];
	ssize_t len;

	mutex_lock(&dongle->core.lock);
	if (!level->control[0])
		len = sysfs_emit(page, "none\n");
	else if (level->card)
		len = sysfs_emit(page, "%pfwf:%s\n", level->card, level->control);
	else
		len = sysfs_emit(page, "%s:%s\n", level->id, level->control);
	mutex_unlock(&dongle->core.lock);
	return len;
}

static ssize_t f_dongle_level_control_store(struct config_item *item, const char *page, size_t len)
{
	struct f_dongle_output *output = f_dongle_output_of(item);
	struct f_dongle *dongle = output->dongle;
	struct f_dongle_level level;
	char *text;
	int err;

	if (!f_dongle_is_text(page, len))
		return -EINVAL;
	text = kstrdup(page, GFP_KERNEL);
	if (!text)
		return -ENOMEM;
	err = parse_level(&level, strim(text));
	if (!err) {
		mutex_lock(&dongle->core.lock);
		err = set_level(dongle, output->number, &level);
		mutex_unlock(&dongle->core.lock);
	}
	kfree(text);
	return err ?: len;
}

struct configfs_attribute f_dongle_attr_level_control = {
	.ca_name = "level_control",
	.ca_mode = 0644,
	.ca_owner = THIS_MODULE,
	.show = f_dongle_level_control_show,
	.store = f_dongle_level_control_store,
};
