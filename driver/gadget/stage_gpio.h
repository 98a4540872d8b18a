/* SPDX-License-Identifier: GPL-2.0-only */
/* dongle-stage-gpio.ko: an output stage of GPIO lines, as devicetree describes it. */
#ifndef STAGE_GPIO_H
#define STAGE_GPIO_H

#include <linux/gpio/consumer.h>
#include <linux/workqueue.h>
#include "../uapi/linux/usb/dongle.h"
#include "stage.h"

struct stage_gpio;

/**
 * struct stage_gpio_fault - a line that tells of a short or of too much current
 * @gpio: whose
 * @line: or NULL
 * @outputs: mask of those it watches
 */
struct stage_gpio_fault {
	struct stage_gpio *gpio;
	struct gpio_desc *line;
	u8 outputs;
};

/**
 * struct stage_gpio_output - the lines of one output; each may be missing
 * @enable: connects the jack
 * @detect: a plug is in
 */
struct stage_gpio_output {
	struct gpio_desc *enable;
	struct gpio_desc *detect;
};

/* One for each output, and one for both. */
#define STAGE_GPIO_FAULTS	(DONGLE_OUTPUTS + 1)

/**
 * struct stage_gpio - an output stage
 * @stage: what usb_f_dongle sees of it. stage.ops->apply() runs one at a time.
 * @dev: its device
 * @mute: mutes all outputs, or NULL
 * @gain: lines that set the gain, or NULL
 * @gain_state: of each step, bit n: @gain->desc[n] is active
 * @output: the outputs
 * @fault: the lines that tell of faults
 * @settle_us: after a line moved, until the signal is quiet
 * @debounce: of the detect lines, in jiffies; 0 where the GPIO controller does it
 * @sense_work: reads the detect lines
 * @open: mask of the outputs that are enabled; written by apply() only
 * @step: that the gain lines are set to; by apply() only
 * @pulled: mask of the faulty outputs whose plug was pulled since; by sense() only
 * @faulty: bit n: output n has had a fault that is not over. Set in interrupt
 *	context. Whoever opens an output looks at it afterwards, so whichever comes last closes.
 */
struct stage_gpio {
	struct f_dongle_stage stage;
	struct device *dev;
	struct gpio_desc *mute;
	struct gpio_descs *gain;
	u32 gain_state[USB_DONGLE_GAINS];
	struct stage_gpio_output output[DONGLE_OUTPUTS];
	struct stage_gpio_fault fault[STAGE_GPIO_FAULTS];
	u32 settle_us;
	unsigned long debounce;
	struct delayed_work sense_work;
	u8 open;
	u8 step;
	u8 pulled;
	unsigned long faulty;
};

/**
 * stage_gpio_read_node - take lines and numbers from the device's firmware node
 * @gpio: @dev and @stage.ops filled in; the rest, up to the work, is the result
 *
 * Everything is closed and muted when it returns.
 *
 * Return: 0, -EPROBE_DEFER, or a negative errno after a message that names the node and
 * the property.
 */
int stage_gpio_read_node(struct stage_gpio *gpio);

#endif /* STAGE_GPIO_H */
