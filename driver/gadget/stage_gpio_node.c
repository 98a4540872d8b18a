// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads what dts/bindings/sound/headphone-output-stage.yaml describes. A schema is not
 * always there to check it, so everything is checked here, too.
 */
#include <linux/device.h>
#include <linux/gpio/consumer.h>
#include <linux/math.h>
#include <linux/property.h>
#include "stage_gpio.h"
#include "../core/names.h"

#define SETTLE_US_DEFAULT	10000
#define SETTLE_US_MAX		200000
#define DEBOUNCE_MS_DEFAULT	200
#define DEBOUNCE_MS_MAX		5000
#define GAIN_LINES_MAX		4
#define MILLIDECIBELS_MAX	60000
#define UV_PER_MV		1000

/* The name of each output's node. */
static const char *const node_names[DONGLE_OUTPUTS] = {
	[USB_DONGLE_SE]		= "single-ended",
	[USB_DONGLE_BALANCED]	= "balanced",
};

/* Of USB_DONGLE_CONNECTOR_*. */
static const struct {
	const char *name;
	unsigned int output;
} connectors[] = {
	[USB_DONGLE_CONNECTOR_TRS_35]	= { "trs-3.5mm", USB_DONGLE_SE },
	[USB_DONGLE_CONNECTOR_TRS_635]	= { "trs-6.35mm", USB_DONGLE_SE },
	[USB_DONGLE_CONNECTOR_TRRS_25]	= { "trrs-2.5mm", USB_DONGLE_BALANCED },
	[USB_DONGLE_CONNECTOR_TRRRS_44]	= { "trrrs-4.4mm", USB_DONGLE_BALANCED },
};

/* Where the steps are among low, medium, high. */
static const u8 gain_masks[] = {
	[0] = 0,
	[1] = BIT(USB_DONGLE_GAIN_LOW),
	[2] = BIT(USB_DONGLE_GAIN_LOW) | BIT(USB_DONGLE_GAIN_HIGH),
	[3] = BIT(USB_DONGLE_GAIN_LOW) | BIT(USB_DONGLE_GAIN_MEDIUM) | BIT(USB_DONGLE_GAIN_HIGH),
};

/* One node being read. */
struct reader {
	struct stage_gpio *gpio;
	struct fwnode_handle *node;
};

#define wrong(reader, property, fmt, ...) \
	dev_err_probe((reader)->gpio->dev, -EINVAL, "%pfwf: %s: " fmt "\n", (reader)->node, \
		      property, ##__VA_ARGS__)

/* A line, or NULL where there is none. */
static int read_line(const struct reader *reader, const char *property, enum gpiod_flags flags,
		     struct gpio_desc **line)
{
	struct gpio_desc *desc;

	desc = devm_fwnode_gpiod_get(reader->gpio->dev, reader->node, property, flags,
				     dev_name(reader->gpio->dev));
	*line = NULL;
	if (PTR_ERR(desc) == -ENOENT)
		return 0;
	if (IS_ERR(desc))
		return dev_err_probe(reader->gpio->dev, PTR_ERR(desc), "%pfwf: %s-gpios\n",
				     reader->node, property);
	*line = desc;
	return 0;
}

static int read_number(const struct reader *reader, const char *property, u32 max, u32 *value)
{
	if (!fwnode_property_present(reader->node, property))
		return 0;
	if (fwnode_property_read_u32(reader->node, property, value) || *value > max)
		return wrong(reader, property, "one number, at most %u", max);
	return 0;
}

/* Return: how many numbers, or a negative errno. */
static int read_numbers(const struct reader *reader, const char *property, u32 *values,
			unsigned int most)
{
	int n = fwnode_property_count_u32(reader->node, property);

	if (n == -EINVAL)
		return 0;
	if (n < 1 || n > most ||
	    fwnode_property_read_u32_array(reader->node, property, values, n))
		return wrong(reader, property, "1 to %u numbers", most);
	return n;
}

static int check_states(const struct reader *reader, unsigned int n)
{
	const struct stage_gpio *gpio = reader->gpio;
	unsigned int i, j;

	for (i = 0; i < n; i++) {
		if (gpio->gain_state[i] >= BIT(gpio->gain->ndescs))
			return wrong(reader, "gain-states",
				     "%u needs more lines than the %u of gain-gpios",
				     gpio->gain_state[i], gpio->gain->ndescs);
		for (j = 0; j < i; j++)
			if (gpio->gain_state[i] == gpio->gain_state[j])
				return wrong(reader, "gain-states", "%u is there twice",
					     gpio->gain_state[i]);
	}
	return 0;
}

/* Millidecibels relative to the lowest become 1/256 dB relative to the highest. */
static void set_gain_levels(struct dongle_info *info, const u32 *levels, unsigned int n)
{
	unsigned int i, gain = 0;

	info->gains = gain_masks[n];
	for (i = 0; i < n; i++, gain++) {
		while (!(info->gains & BIT(gain)))
			gain++;
		info->gain_level[gain] =
			-(s16)DIV_ROUND_CLOSEST((levels[n - 1] - levels[i]) * 256, 1000);
	}
}

static int check_levels(const struct reader *reader, const u32 *levels, int n, int states)
{
	int i;

	if (n != states)
		return wrong(reader, "gain-millidecibels", "%d numbers, but %d in gain-states", n,
			     states);
	if (levels[0])
		return wrong(reader, "gain-millidecibels",
			     "the first is 0, the others are relative to it");
	for (i = 1; i < n; i++)
		if (levels[i] <= levels[i - 1] || levels[i] > MILLIDECIBELS_MAX)
			return wrong(reader, "gain-millidecibels", "%u: rising, at most %u",
				     levels[i], MILLIDECIBELS_MAX);
	return 0;
}

static int read_gain(const struct reader *reader)
{
	struct stage_gpio *gpio = reader->gpio;
	u32 levels[USB_DONGLE_GAINS];
	int n, states, err;

	gpio->gain = devm_gpiod_get_array_optional(gpio->dev, "gain", GPIOD_OUT_LOW);
	if (IS_ERR(gpio->gain))
		return dev_err_probe(gpio->dev, PTR_ERR(gpio->gain), "%pfwf: gain-gpios\n",
				     reader->node);
	states = read_numbers(reader, "gain-states", gpio->gain_state, USB_DONGLE_GAINS);
	if (states < 0)
		return states;
	n = read_numbers(reader, "gain-millidecibels", levels, USB_DONGLE_GAINS);
	if (n < 0)
		return n;
	if (!gpio->gain)
		return states || n ?
			wrong(reader, "gain-gpios", "missing, but there are steps") : 0;
	if (gpio->gain->ndescs > GAIN_LINES_MAX)
		return wrong(reader, "gain-gpios", "at most %u lines", GAIN_LINES_MAX);
	if (!states)
		return wrong(reader, "gain-states", "missing, but there are gain-gpios");
	err = check_states(reader, states);
	if (!err)
		err = check_levels(reader, levels, n, states);
	if (!err)
		set_gain_levels(&gpio->stage.info, levels, n);
	return err;
}

static int read_connector(const struct reader *reader, unsigned int out)
{
	struct dongle_output_info *info = &reader->gpio->stage.info.output[out];
	const char *name;
	u8 i;

	if (fwnode_property_read_string(reader->node, "connector", &name))
		return wrong(reader, "connector", "missing");
	for (i = USB_DONGLE_CONNECTOR_TRS_35; i < ARRAY_SIZE(connectors); i++) {
		if (strcmp(connectors[i].name, name))
			continue;
		if (connectors[i].output != out)
			return wrong(reader, "connector", "%s is for %s", name,
				     node_names[connectors[i].output]);
		info->connector = i;
		return 0;
	}
	return wrong(reader, "connector", "no such connector: %s", name);
}

/* What it delivers, for each step of the gain. */
static int read_full_scale(const struct reader *reader, unsigned int out)
{
	const char *property = "full-scale-microvolt";
	struct dongle_info *info = &reader->gpio->stage.info;
	u32 values[USB_DONGLE_GAINS];
	unsigned int gain, steps = max_t(unsigned int, hweight8(info->gains), 1);
	int i = 0, n = read_numbers(reader, property, values, USB_DONGLE_GAINS);

	if (n < 0)
		return n;
	if (n != steps)
		return wrong(reader, property, "%d numbers, but %u steps of gain", n, steps);
	for (gain = 0; gain < USB_DONGLE_GAINS; gain++) {
		if (!(max_t(u8, info->gains, 1) & BIT(gain)))
			continue;
		if (!values[i] || values[i] % UV_PER_MV || values[i] / UV_PER_MV > U16_MAX)
			return wrong(reader, property, "%u: whole millivolts, at most %u",
				     values[i], U16_MAX * UV_PER_MV);
		if (i && values[i] < values[i - 1])
			return wrong(reader, property, "it falls while the gain rises");
		info->output[out].full_scale[gain] = values[i++] / UV_PER_MV;
	}
	return 0;
}

static int read_impedance(const struct reader *reader, unsigned int out)
{
	const char *property = "source-impedance-micro-ohms";
	u32 value = 0;
	int err;

	if (!fwnode_property_present(reader->node, property))
		return wrong(reader, property, "missing");
	err = read_number(reader, property, U16_MAX * 1000, &value);
	reader->gpio->stage.info.output[out].source_impedance = DIV_ROUND_CLOSEST(value, 1000);
	return err;
}

static int read_lines(const struct reader *reader, unsigned int out)
{
	struct stage_gpio_fault *fault = &reader->gpio->fault[out];
	struct stage_gpio_output *output = &reader->gpio->output[out];
	u8 *caps = &reader->gpio->stage.info.output[out].caps;
	int err;

	err = read_line(reader, "enable", GPIOD_OUT_LOW, &output->enable);
	if (!err)
		err = read_line(reader, "hp-det", GPIOD_IN, &output->detect);
	if (!err)
		err = read_line(reader, "fault", GPIOD_IN, &fault->line);
	if (err)
		return err;
	if (output->enable)
		*caps |= USB_DONGLE_CAP_MUTE;
	if (output->detect)
		*caps |= USB_DONGLE_CAP_DETECT;
	if (!fault->line && !reader->gpio->fault[DONGLE_OUTPUTS].line)
		return 0;
	if (!output->detect)
		return wrong(reader, "hp-det-gpios",
			     "missing, but a fault lasts until the plug is pulled");
	*caps |= USB_DONGLE_CAP_SHORT;
	return 0;
}

static void put_node(void *node)
{
	fwnode_handle_put(node);
}

static int find_card(const struct reader *reader, struct f_dongle_level *level)
{
	struct fwnode_handle *card = fwnode_find_reference(reader->node, "sound-card", 0);
	const char *name = NULL;

	fwnode_property_read_string(reader->node, "level-control", &name);
	if (IS_ERR(card) && !name)
		return 0;
	if (IS_ERR(card))
		return wrong(reader, "sound-card", "missing, but there is a level-control");
	level->card = card;
	if (devm_add_action_or_reset(reader->gpio->dev, put_node, card))
		return -ENOMEM;
	if (!name)
		return wrong(reader, "level-control", "missing, but there is a sound-card");
	if (strscpy(level->control, name, sizeof(level->control)) <= 0)
		return wrong(reader, "level-control", "1 to %zu characters",
			     sizeof(level->control) - 1);
	return 0;
}

static int read_level(const struct reader *reader, unsigned int out)
{
	struct dongle_output_info *info = &reader->gpio->stage.info.output[out];
	struct f_dongle_level *level = &reader->gpio->stage.level[out];
	int err = find_card(reader, level);

	if (err || !level->control[0])
		return err;
	err = f_dongle_level_range(level, info);
	if (err == -ENODEV)
		return dev_err_probe(reader->gpio->dev, -EPROBE_DEFER,
				     "%pfwf: sound-card: not there yet\n", reader->node);
	if (err == -ENOENT)
		return wrong(reader, "level-control", "the card has no %s", level->control);
	if (err)
		return wrong(reader, "level-control", "%s: not writable, or no levels in dB",
			     level->control);
	info->caps |= USB_DONGLE_CAP_VOLUME | USB_DONGLE_CAP_LIMIT;
	return 0;
}

static int read_output(const struct reader *reader, unsigned int out)
{
	int err = read_connector(reader, out);

	if (!err)
		err = read_full_scale(reader, out);
	if (!err)
		err = read_impedance(reader, out);
	if (!err)
		err = read_lines(reader, out);
	return err ?: read_level(reader, out);
}

/* One attenuator for both: SE's level, limit and mute act on both. */
static void share_level(struct stage_gpio *gpio)
{
	struct dongle_info *info = &gpio->stage.info;

	if (!f_dongle_level_same(&gpio->stage.level[USB_DONGLE_SE],
				 &gpio->stage.level[USB_DONGLE_BALANCED]))
		return;
	info->flags |= USB_DONGLE_SHARED_LEVEL;
	info->output[USB_DONGLE_BALANCED].caps &=
		~(USB_DONGLE_CAP_VOLUME | USB_DONGLE_CAP_MUTE | USB_DONGLE_CAP_LIMIT);
	memset(&gpio->stage.level[USB_DONGLE_BALANCED], 0, sizeof(gpio->stage.level[0]));
}

static int read_outputs(struct stage_gpio *gpio)
{
	struct dongle_info *info = &gpio->stage.info;
	unsigned int out, there = 0;
	struct reader reader = { gpio };
	u8 caps = 0;
	int err;

	for (out = 0; out < DONGLE_OUTPUTS; out++) {
		reader.node = device_get_named_child_node(gpio->dev, node_names[out]);
		if (!reader.node)
			continue;
		err = read_output(&reader, out);
		fwnode_handle_put(reader.node);
		if (err)
			return err;
		there |= BIT(out);
		caps |= info->output[out].caps;
	}
	reader.node = dev_fwnode(gpio->dev);
	if (!there)
		return wrong(&reader, "single-ended, balanced", "one of these nodes at least");
	if (there != BIT(DONGLE_OUTPUTS) - 1)
		return 0;
	for (out = 0; out < DONGLE_OUTPUTS; out++)
		if (!gpio->output[out].enable)
			return wrong(&reader, node_names[out],
				     "enable-gpios missing: two outputs need one each");
	info->modes = there | (caps & USB_DONGLE_CAP_DETECT ? BIT(USB_DONGLE_MODE_AUTO) : 0);
	share_level(gpio);
	return 0;
}

static void set_debounce(struct stage_gpio *gpio, u32 ms)
{
	unsigned int out;

	for (out = 0; out < DONGLE_OUTPUTS; out++)
		if (gpio->output[out].detect &&
		    gpiod_set_debounce(gpio->output[out].detect, ms * 1000))
			gpio->debounce = msecs_to_jiffies(ms);
}

int stage_gpio_read_node(struct stage_gpio *gpio)
{
	const struct reader reader = { gpio, dev_fwnode(gpio->dev) };
	u32 debounce = DEBOUNCE_MS_DEFAULT;
	unsigned int i;
	int err;

	for (i = 0; i < STAGE_GPIO_FAULTS; i++)
		gpio->fault[i] = (struct stage_gpio_fault){ gpio, NULL, BIT(i) };
	gpio->fault[DONGLE_OUTPUTS].outputs = BIT(DONGLE_OUTPUTS) - 1;
	gpio->settle_us = SETTLE_US_DEFAULT;

	err = read_line(&reader, "mute", GPIOD_OUT_HIGH, &gpio->mute);
	if (!err)
		err = read_line(&reader, "fault", GPIOD_IN, &gpio->fault[DONGLE_OUTPUTS].line);
	if (!err)
		err = read_number(&reader, "settle-time-us", SETTLE_US_MAX, &gpio->settle_us);
	if (!err)
		err = read_number(&reader, "debounce-delay-ms", DEBOUNCE_MS_MAX, &debounce);
	if (!err)
		err = read_gain(&reader);
	if (!err)
		err = read_outputs(gpio);
	if (!err)
		set_debounce(gpio, debounce);
	return err;
}
