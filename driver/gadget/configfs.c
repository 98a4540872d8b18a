// SPDX-License-Identifier: GPL-2.0-only
/* The attributes; configfs-usb-gadget-dongle says what they mean. */
#include <linux/module.h>
#include "f_dongle.h"
#include "../core/names.h"

static const struct dongle_name priority_names[DONGLE_PRIORITIES] = {
	[DONGLE_PRIORITY_BALANCED]	= { .key = "balanced-first" },
	[DONGLE_PRIORITY_FIRST]		= { .key = "first-come" },
	[DONGLE_PRIORITY_LAST]		= { .key = "last-come" },
};

/* Indexed by the bit of USB_DONGLE_CAP_*. */
static const struct dongle_name cap_names[] = {
	{ .key = "volume" },
	{ .key = "mute" },
	{ .key = "limit" },
	{ .key = "detect" },
	{ .key = "short" },
	{ .key = "impedance" },
};

enum form {
	FORM_NUMBERS,	/* all of them */
	FORM_NAME,	/* one */
	FORM_MASK,	/* any of the names, "none" or nothing: no bit */
	FORM_LIST,	/* names in an order that matters, 0 ends it */
};

/* How the text of an attribute becomes a field, and back. */
struct kind {
	enum form form;
	u8 size;			/* of an element in bytes */
	u8 count;			/* elements */
	int min, max;			/* FORM_NUMBERS */
	const struct dongle_name *names;	/* the others */
	unsigned int names_count;
};

#define NAMES(table)	.names = (table), .names_count = ARRAY_SIZE(table)

static const struct kind kind_flag = { FORM_NUMBERS, 1, 1, 0, 1 };
static const struct kind kind_s16 = { FORM_NUMBERS, 2, 1, S16_MIN, S16_MAX };
static const struct kind kind_u16 = { FORM_NUMBERS, 2, 1, 0, U16_MAX };
static const struct kind kind_s16_gains = { FORM_NUMBERS, 2, USB_DONGLE_GAINS, S16_MIN, 0 };
static const struct kind kind_u16_gains = { FORM_NUMBERS, 2, USB_DONGLE_GAINS, 0, U16_MAX };
static const struct kind kind_modes = { FORM_MASK, 1, 1, NAMES(dongle_mode_names) };
static const struct kind kind_gains = { FORM_MASK, 1, 1, NAMES(dongle_gain_names) };
static const struct kind kind_caps = { FORM_MASK, 1, 1, NAMES(cap_names) };
static const struct kind kind_connector = { FORM_NAME, 1, 1, NAMES(dongle_connector_names) };
static const struct kind kind_priority = { FORM_NAME, 1, 1, NAMES(priority_names) };
static const struct kind kind_plug = { FORM_NAME, 1, 1, NAMES(dongle_plug_names) };
static const struct kind kind_filters = {
	FORM_LIST, 1, USB_DONGLE_FILTERS, NAMES(dongle_filter_names)
};

/* An attribute that describes the device. */
struct field {
	size_t offset;	/* in struct f_dongle, or dongle_output_info */
	const struct kind *kind;
};

#define VALUES_MAX	8

/* The next word of @text, which moves on; NULL at the end. */
static char *next_word(char **text)
{
	char *word;

	do
		word = strsep(text, " \t\n");
	while (word && !*word);
	return word;
}

static int parse_name(const struct kind *kind, const char *word, int *value)
{
	unsigned int i;

	for (i = 0; i < kind->names_count; i++) {
		if (strcmp(kind->names[i].key, word))
			continue;
		*value = i;
		/* a list ends at 0: that filter has no name to offer */
		return kind->form == FORM_LIST && !i ? -EINVAL : 0;
	}
	return -EINVAL;
}

static int parse_number(const struct kind *kind, const char *word, int *value)
{
	int err = kstrtoint(word, 10, value);

	if (err)
		return err;
	return *value < kind->min || *value > kind->max ? -ERANGE : 0;
}

static bool is_several(const struct kind *kind)
{
	return kind->form == FORM_MASK || kind->form == FORM_LIST;
}

/* Return: how many words, or a negative errno. */
static int parse_words(const struct kind *kind, char *text, int values[VALUES_MAX])
{
	unsigned int n = 0;
	char *word;
	int err;

	while ((word = next_word(&text))) {
		if (is_several(kind) && !strcmp(word, "none"))
			return n || next_word(&text) ? -EINVAL : 0;
		if (n == VALUES_MAX)
			return -E2BIG;
		err = kind->names ? parse_name(kind, word, &values[n]) :
				    parse_number(kind, word, &values[n]);
		if (err)
			return err;
		n++;
	}
	return n == kind->count || is_several(kind) ? n : -EINVAL;
}

/* The same, of text that must stay as it is. */
static int parse(const struct kind *kind, const char *page, size_t len, int values[VALUES_MAX])
{
	char *text;
	int n;

	if (!f_dongle_is_text(page, len))
		return -EINVAL;
	text = kstrdup(page, GFP_KERNEL);
	if (!text)
		return -ENOMEM;
	n = parse_words(kind, text, values);
	kfree(text);
	return n;
}

static void write_element(void *field, unsigned int size, unsigned int i, int value)
{
	if (size == sizeof(u8))
		((u8 *)field)[i] = value;
	else
		((u16 *)field)[i] = value;
}

static int read_element(const struct kind *kind, const void *field, unsigned int i)
{
	/* of flags, the first; the others follow from the rest */
	if (kind == &kind_flag)
		return *(const u8 *)field & USB_DONGLE_SHARED_LEVEL;
	if (kind->size == sizeof(u8))
		return ((const u8 *)field)[i];
	return kind->min < 0 ? ((const s16 *)field)[i] : ((const u16 *)field)[i];
}

static void write_field(const struct kind *kind, void *field, const int *values, unsigned int n)
{
	unsigned int i;
	u8 mask = 0;

	memset(field, 0, kind->size * kind->count);
	for (i = 0; i < n; i++) {
		if (kind->form == FORM_MASK)
			mask |= BIT(values[i]);
		else
			write_element(field, kind->size, i, values[i]);
	}
	if (kind->form == FORM_MASK)
		write_element(field, kind->size, 0, mask);
}

static ssize_t show_mask(const struct kind *kind, u8 mask, char *page)
{
	ssize_t len = 0;
	unsigned int i;

	for (i = 0; i < kind->names_count; i++)
		if (mask & BIT(i))
			len += sysfs_emit_at(page, len, "%s%s", len ? " " : "",
					     kind->names[i].key);
	return len + sysfs_emit_at(page, len, len ? "\n" : "none\n");
}

static ssize_t show_elements(const struct kind *kind, const void *field, char *page)
{
	ssize_t len = 0;
	unsigned int i;

	for (i = 0; i < kind->count; i++) {
		int value = read_element(kind, field, i);

		if (kind->form == FORM_LIST && !value)
			break;
		len += sysfs_emit_at(page, len, i ? " " : "");
		if (kind->names)
			len += sysfs_emit_at(page, len, "%s", kind->names[value].key);
		else
			len += sysfs_emit_at(page, len, "%d", value);
	}
	return len + sysfs_emit_at(page, len, len ? "\n" : "none\n");
}

static ssize_t show_field(struct f_dongle *dongle, void *base, const struct field *field,
			  char *page)
{
	const struct kind *kind = field->kind;
	ssize_t len;

	mutex_lock(&dongle->core.lock);
	if (kind->form == FORM_MASK)
		len = show_mask(kind, *(u8 *)(base + field->offset), page);
	else
		len = show_elements(kind, base + field->offset, page);
	mutex_unlock(&dongle->core.lock);
	return len;
}

static ssize_t store_field(struct f_dongle *dongle, void *base, const struct field *field,
			   const char *page, size_t len)
{
	int values[VALUES_MAX];
	int n = parse(field->kind, page, len, values);

	if (n < 0)
		return n;
	mutex_lock(&dongle->core.lock);
	if (dongle->bound) {
		n = -EBUSY;
	} else if (!f_dongle_stage_is_virtual(dongle) && field->kind != &kind_priority) {
		n = -EPERM; /* it describes itself */
	} else {
		write_field(field->kind, base + field->offset, values, n);
		f_dongle_reset(dongle);
	}
	mutex_unlock(&dongle->core.lock);
	return n < 0 ? n : len;
}

static struct dongle_output_info *output_info(struct f_dongle_output *output)
{
	return &output->dongle->core.info.output[output->number];
}

/* configfs does not tell its callbacks which attribute they serve. */
#define DONGLE_ATTR(_name, _field, _kind) \
static const struct field dongle_field_##_name = { \
	.offset = offsetof(struct f_dongle, _field), \
	.kind = &(_kind), \
}; \
static ssize_t dongle_##_name##_show(struct config_item *item, char *page) \
{ \
	struct f_dongle *dongle = f_dongle_of(item); \
	return show_field(dongle, dongle, &dongle_field_##_name, page); \
} \
static ssize_t dongle_##_name##_store(struct config_item *item, const char *page, size_t len) \
{ \
	struct f_dongle *dongle = f_dongle_of(item); \
	return store_field(dongle, dongle, &dongle_field_##_name, page, len); \
} \
CONFIGFS_ATTR(dongle_, _name)

#define OUTPUT_ATTR(_name, _kind) \
static const struct field output_field_##_name = { \
	.offset = offsetof(struct dongle_output_info, _name), \
	.kind = &(_kind), \
}; \
static ssize_t output_##_name##_show(struct config_item *item, char *page) \
{ \
	struct f_dongle_output *output = f_dongle_output_of(item); \
	return show_field(output->dongle, output_info(output), &output_field_##_name, page); \
} \
static ssize_t output_##_name##_store(struct config_item *item, const char *page, size_t len) \
{ \
	struct f_dongle_output *output = f_dongle_output_of(item); \
	return store_field(output->dongle, output_info(output), &output_field_##_name, page, \
			   len); \
} \
CONFIGFS_ATTR(output_, _name)

DONGLE_ATTR(shared_level, core.info.flags, kind_flag);
DONGLE_ATTR(modes, core.info.modes, kind_modes);
DONGLE_ATTR(gains, core.info.gains, kind_gains);
DONGLE_ATTR(gain_level, core.info.gain_level, kind_s16_gains);
DONGLE_ATTR(filters, core.info.filters, kind_filters);
DONGLE_ATTR(plug_priority, priority, kind_priority);

OUTPUT_ATTR(connector, kind_connector);
OUTPUT_ATTR(caps, kind_caps);
OUTPUT_ATTR(volume_min, kind_s16);
OUTPUT_ATTR(volume_max, kind_s16);
OUTPUT_ATTR(volume_step, kind_u16);
OUTPUT_ATTR(full_scale, kind_u16_gains);
OUTPUT_ATTR(source_impedance, kind_u16);

/* The virtual output stage: at any time. */

static ssize_t output_plug_show(struct config_item *item, char *page)
{
	struct f_dongle_output *output = f_dongle_output_of(item);
	const struct snd_dongle *core = &output->dongle->core;
	u8 plug = READ_ONCE(core->state.output[output->number].plug);

	return sysfs_emit(page, "%s\n", dongle_plug_names[plug].key);
}

static ssize_t output_plug_store(struct config_item *item, const char *page, size_t len)
{
	struct f_dongle_output *output = f_dongle_output_of(item);
	struct f_dongle *dongle = output->dongle;
	int plug[VALUES_MAX];
	int err = parse(&kind_plug, page, len, plug);

	if (err < 0)
		return err;
	mutex_lock(&dongle->core.lock);
	err = -EPERM;
	if (f_dongle_stage_is_virtual(dongle))
		err = f_dongle_sense(dongle, output->number, plug[0]);
	mutex_unlock(&dongle->core.lock);
	return err ?: len;
}
CONFIGFS_ATTR(output_, plug);

static ssize_t output_impedance_show(struct config_item *item, char *page)
{
	struct f_dongle_output *output = f_dongle_output_of(item);

	return sysfs_emit(page, "%u\n",
			  READ_ONCE(output->dongle->virt.impedance[output->number]));
}

static ssize_t output_impedance_store(struct config_item *item, const char *page, size_t len)
{
	struct f_dongle_output *output = f_dongle_output_of(item);
	struct f_dongle *dongle = output->dongle;
	u16 *load = &dongle->virt.impedance[output->number];
	int impedance[VALUES_MAX];
	int err = parse(&kind_u16, page, len, impedance);
	u16 before;

	if (err < 0)
		return err;
	mutex_lock(&dongle->core.lock);
	before = *load;
	*load = impedance[0];
	err = f_dongle_sense(dongle, output->number,
			     dongle->core.state.output[output->number].plug);
	if (err)
		*load = before;
	mutex_unlock(&dongle->core.lock);
	return err ?: len;
}
CONFIGFS_ATTR(output_, impedance);

static ssize_t store_number(struct f_dongle *dongle, const struct kind *kind, const char *page,
			    size_t len, u16 *number)
{
	int values[VALUES_MAX];
	int err = parse(kind, page, len, values);

	if (err < 0)
		return err;
	mutex_lock(&dongle->core.lock);
	*number = values[0];
	mutex_unlock(&dongle->core.lock);
	return len;
}

static ssize_t dongle_settle_show(struct config_item *item, char *page)
{
	return sysfs_emit(page, "%u\n", READ_ONCE(f_dongle_of(item)->virt.settle));
}

static ssize_t dongle_settle_store(struct config_item *item, const char *page, size_t len)
{
	struct f_dongle *dongle = f_dongle_of(item);

	return store_number(dongle, &kind_u16, page, len, &dongle->virt.settle);
}
CONFIGFS_ATTR(dongle_, settle);

static ssize_t dongle_fault_show(struct config_item *item, char *page)
{
	return sysfs_emit(page, "%u\n", READ_ONCE(f_dongle_of(item)->virt.fault));
}

static ssize_t dongle_fault_store(struct config_item *item, const char *page, size_t len)
{
	struct f_dongle *dongle = f_dongle_of(item);

	return store_number(dongle, &kind_flag, page, len, &dongle->virt.fault);
}
CONFIGFS_ATTR(dongle_, fault);

static struct configfs_attribute *dongle_attrs[] = {
	&dongle_attr_shared_level,
	&dongle_attr_modes,
	&dongle_attr_gains,
	&dongle_attr_gain_level,
	&dongle_attr_filters,
	&dongle_attr_plug_priority,
	&f_dongle_attr_stage,
	&dongle_attr_settle,
	&dongle_attr_fault,
	NULL
};

static struct configfs_attribute *output_attrs[] = {
	&output_attr_connector,
	&output_attr_caps,
	&output_attr_volume_min,
	&output_attr_volume_max,
	&output_attr_volume_step,
	&output_attr_full_scale,
	&output_attr_source_impedance,
	&output_attr_plug,
	&output_attr_impedance,
	&f_dongle_attr_level_control,
	NULL
};

static void dongle_release(struct config_item *item)
{
	usb_put_function_instance(&f_dongle_of(item)->instance);
}

static struct configfs_item_operations dongle_item_ops = {
	.release = dongle_release,
};

static const struct config_item_type dongle_type = {
	.ct_item_ops = &dongle_item_ops,
	.ct_attrs = dongle_attrs,
	.ct_owner = THIS_MODULE,
};

static const struct config_item_type output_type = {
	.ct_attrs = output_attrs,
	.ct_owner = THIS_MODULE,
};

#define CAPS_ALL	(USB_DONGLE_CAP_VOLUME | USB_DONGLE_CAP_MUTE | USB_DONGLE_CAP_LIMIT | \
			 USB_DONGLE_CAP_DETECT | USB_DONGLE_CAP_SHORT | USB_DONGLE_CAP_IMPEDANCE)

/* 2 and 4 Vrms, 100 dB of volume in steps of 0.5 dB, 6 dB between the gains. */
static const struct dongle_info default_info = {
	.modes = BIT(USB_DONGLE_MODE_SE) | BIT(USB_DONGLE_MODE_BALANCED) |
		 BIT(USB_DONGLE_MODE_AUTO),
	.gains = BIT(USB_DONGLE_GAIN_LOW) | BIT(USB_DONGLE_GAIN_MEDIUM) |
		 BIT(USB_DONGLE_GAIN_HIGH),
	.gain_level = { -3082, -1541, 0 },
	.filters = {
		USB_DONGLE_FILTER_FAST_LOW_LATENCY,
		USB_DONGLE_FILTER_FAST_PHASE_COMP,
		USB_DONGLE_FILTER_SLOW_LOW_LATENCY,
		USB_DONGLE_FILTER_SLOW_PHASE_COMP,
		USB_DONGLE_FILTER_NOS,
	},
	.output = {
		[USB_DONGLE_SE] = {
			.connector = USB_DONGLE_CONNECTOR_TRS_35,
			.caps = CAPS_ALL,
			.volume_min = -25600,
			.volume_step = 128,
			.full_scale = { 500, 1000, 2000 },
			.source_impedance = 500,
		},
		[USB_DONGLE_BALANCED] = {
			.connector = USB_DONGLE_CONNECTOR_TRRRS_44,
			.caps = CAPS_ALL,
			.volume_min = -25600,
			.volume_step = 128,
			.full_scale = { 1000, 2000, 4000 },
			.source_impedance = 1000,
		},
	},
};

#define DEFAULT_LOAD	32 /* ohm */

void f_dongle_configfs_init(struct f_dongle *dongle)
{
	struct config_group *group = &dongle->instance.group;
	unsigned int out;

	dongle->virt.stage.info = default_info;
	dongle->virt.stage.ops = &f_dongle_virtual_ops;
	config_group_init_type_name(group, "", &dongle_type);
	for (out = 0; out < DONGLE_OUTPUTS; out++) {
		struct f_dongle_output *output = &dongle->output[out];

		dongle->virt.impedance[out] = DEFAULT_LOAD;
		output->dongle = dongle;
		output->number = out;
		config_group_init_type_name(&output->group, dongle_output_names[out].key,
					    &output_type);
		configfs_add_default_group(&output->group, group);
	}
}
