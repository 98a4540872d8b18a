// SPDX-License-Identifier: GPL-2.0-only
/*
 * Drives the lines of an output stage. Every change of output or gain happens while it is
 * muted, and an output opens after all others have closed.
 */
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/mod_devicetable.h>
#include <linux/platform_device.h>
#include <linux/regulator/consumer.h>
#include "stage_gpio.h"
#include "../core/state.h"

/* After what could not be done, for want of memory or of an answer of the codec. */
#define SENSE_AGAIN	(HZ / 4)

static void settle(const struct stage_gpio *gpio)
{
	if (gpio->settle_us)
		fsleep(gpio->settle_us);
}

/* Which outputs should be heard. */
static u8 heard(const struct stage_gpio *gpio, const struct dongle_state *state)
{
	const struct dongle_info *info = &gpio->stage.info;
	unsigned int out;
	u8 mask = 0;

	for (out = 0; out < DONGLE_OUTPUTS; out++)
		if (state->active & BIT(out) &&
		    !state->output[dongle_state_level_output(info, out)].mute)
			mask |= BIT(out);
	return mask;
}

static void enable(const struct stage_gpio *gpio, u8 outputs, int on)
{
	unsigned int out;

	for (out = 0; out < DONGLE_OUTPUTS; out++)
		if (outputs & BIT(out) && gpio->output[out].enable)
			gpiod_set_value_cansleep(gpio->output[out].enable, on);
}

static void set_gain(struct stage_gpio *gpio, u8 step)
{
	DECLARE_BITMAP(values, BITS_PER_LONG);

	gpio->step = step;
	if (!gpio->gain)
		return;
	values[0] = gpio->gain_state[step];
	gpiod_set_array_value_cansleep(gpio->gain->ndescs, gpio->gain->desc, gpio->gain->info,
				       values);
	settle(gpio);
}

static void close(struct stage_gpio *gpio, u8 outputs)
{
	if (!outputs)
		return;
	enable(gpio, outputs, 0);
	gpio->open &= ~outputs;
	settle(gpio);
}

/* A fault since the outputs were opened has closed them already, or does so now. */
static void open(struct stage_gpio *gpio, u8 outputs)
{
	u8 late;

	outputs &= ~READ_ONCE(gpio->faulty);
	if (!outputs)
		return;
	enable(gpio, outputs, 1);
	WRITE_ONCE(gpio->open, gpio->open | outputs);
	smp_mb(); /* see close_faulty() */
	late = READ_ONCE(gpio->faulty) & outputs;
	enable(gpio, late, 0);
	gpio->open &= ~late;
	settle(gpio);
}

static void unmute(struct stage_gpio *gpio)
{
	if (!gpio->mute || !gpio->open)
		return;
	gpiod_set_value_cansleep(gpio->mute, 0);
	smp_mb(); /* see close_faulty() */
	if (READ_ONCE(gpio->faulty) & gpio->open)
		gpiod_set_value_cansleep(gpio->mute, 1);
}

/* Any context that fits the line. */
static void set_line(struct gpio_desc *line, int value)
{
	if (gpiod_cansleep(line))
		gpiod_set_value_cansleep(line, value);
	else
		gpiod_set_value(line, value);
}

/*
 * Of the outputs that are open. In interrupt context lines that sleep are left to the
 * thread. open() and unmute() move a line first and look at ->faulty then, this does it the
 * other way round: whichever comes last closes.
 */
static void close_faulty(const struct stage_gpio_fault *fault, bool sleep)
{
	struct stage_gpio *gpio = fault->gpio;
	unsigned long faulty = READ_ONCE(gpio->open) & fault->outputs;
	struct gpio_desc *line;
	unsigned int out;

	for_each_set_bit(out, &faulty, DONGLE_OUTPUTS)
		set_bit(out, &gpio->faulty);
	smp_mb__after_atomic(); /* with those of open() and unmute() */
	if (faulty && gpio->mute && (sleep || !gpiod_cansleep(gpio->mute)))
		set_line(gpio->mute, 1);
	for_each_set_bit(out, &faulty, DONGLE_OUTPUTS) {
		line = gpio->output[out].enable;
		if (line && (sleep || !gpiod_cansleep(line)))
			set_line(line, 0);
	}
}

static bool is_active(const struct stage_gpio_fault *fault)
{
	return fault->line && gpiod_get_value_cansleep(fault->line) > 0;
}

/* An interrupt tells of a change: what was there before the output opened is seen here. */
static void look_for_faults(struct stage_gpio *gpio)
{
	const struct stage_gpio_fault *fault;

	for (fault = gpio->fault; fault < gpio->fault + STAGE_GPIO_FAULTS; fault++)
		if (is_active(fault))
			close_faulty(fault, true);
	if (READ_ONCE(gpio->faulty))
		mod_delayed_work(system_highpri_wq, &gpio->sense_work, 0);
}

static int gpio_apply(struct f_dongle_stage *stage, const struct dongle_state *state)
{
	struct stage_gpio *gpio = container_of(stage, struct stage_gpio, stage);
	const struct dongle_info *info = &stage->info;
	u8 step = dongle_state_item(info->gains, dongle_state_gain(info, state));
	u8 wanted = heard(gpio, state) & ~READ_ONCE(gpio->faulty);

	if (wanted == gpio->open && step == gpio->step)
		return 0;
	if (gpio->mute) {
		gpiod_set_value_cansleep(gpio->mute, 1);
		settle(gpio);
	}
	/* without a mute line, what stays open is closed for a change of gain */
	close(gpio, gpio->mute || step == gpio->step ? gpio->open & ~wanted : gpio->open);
	if (step != gpio->step)
		set_gain(gpio, step);
	open(gpio, wanted & ~gpio->open);
	unmute(gpio);
	look_for_faults(gpio);
	return 0;
}

static bool is_plugged(const struct stage_gpio *gpio, unsigned int out)
{
	return gpio->output[out].detect &&
	       gpiod_get_value_cansleep(gpio->output[out].detect) > 0;
}

static bool has_fault(const struct stage_gpio *gpio, unsigned int out)
{
	const struct stage_gpio_fault *fault;

	for (fault = gpio->fault; fault < gpio->fault + STAGE_GPIO_FAULTS; fault++)
		if (fault->outputs & BIT(out) && is_active(fault))
			return true;
	return false;
}

/* It is over when the plug was pulled and the line says so, in any order. */
static void forgive(struct stage_gpio *gpio, unsigned int out, bool plugged)
{
	bool fault = has_fault(gpio, out);

	if (!plugged)
		gpio->pulled |= BIT(out);
	else if (fault)
		gpio->pulled &= ~BIT(out);
	if (gpio->pulled & BIT(out) && !fault) {
		gpio->pulled &= ~BIT(out);
		clear_bit(out, &gpio->faulty);
	}
}

static void gpio_sense(struct f_dongle_stage *stage, u8 plug[DONGLE_OUTPUTS])
{
	struct stage_gpio *gpio = container_of(stage, struct stage_gpio, stage);
	unsigned int out;

	for (out = 0; out < DONGLE_OUTPUTS; out++) {
		bool plugged = is_plugged(gpio, out);

		if (test_bit(out, &gpio->faulty))
			forgive(gpio, out, plugged);
		if (!plugged)
			plug[out] = USB_DONGLE_PLUG_EMPTY;
		else if (test_bit(out, &gpio->faulty))
			plug[out] = USB_DONGLE_PLUG_SHORTED;
		else
			plug[out] = USB_DONGLE_PLUG_PLUGGED;
	}
}

static const struct f_dongle_stage_ops gpio_ops = {
	.apply = gpio_apply,
	.sense = gpio_sense,
};

static void sense_work(struct work_struct *work)
{
	struct stage_gpio *gpio = container_of(work, struct stage_gpio, sense_work.work);

	/* a plug that could not be heard is still there */
	if (f_dongle_stage_sense(&gpio->stage))
		queue_delayed_work(system_highpri_wq, &gpio->sense_work, SENSE_AGAIN);
}

/* Each bounce starts the wait again. */
static irqreturn_t detect_irq(int irq, void *data)
{
	struct stage_gpio *gpio = data;

	mod_delayed_work(system_highpri_wq, &gpio->sense_work, gpio->debounce);
	return IRQ_HANDLED;
}

static irqreturn_t fault_irq(int irq, void *data)
{
	close_faulty(data, false);
	return IRQ_WAKE_THREAD;
}

static irqreturn_t fault_thread(int irq, void *data)
{
	const struct stage_gpio_fault *fault = data;
	struct stage_gpio *gpio = fault->gpio;

	close_faulty(fault, true);
	if (READ_ONCE(gpio->faulty) & fault->outputs)
		dev_warn_ratelimited(gpio->dev, "over-current or short: closed until the plug is pulled\n");
	mod_delayed_work(system_highpri_wq, &gpio->sense_work, 0);
	return IRQ_HANDLED;
}

static int line_irq(struct stage_gpio *gpio, const struct gpio_desc *line, const char *what)
{
	int irq = gpiod_to_irq(line);

	if (irq < 0)
		dev_err_probe(gpio->dev, irq, "%s: its line has no interrupt\n", what);
	return irq;
}

static int request_detect(struct stage_gpio *gpio, unsigned int out)
{
	struct gpio_desc *line = gpio->output[out].detect;
	int irq;

	if (!line)
		return 0;
	irq = line_irq(gpio, line, "hp-det-gpios");
	if (irq < 0)
		return irq;
	return devm_request_threaded_irq(gpio->dev, irq, NULL, detect_irq,
					 IRQF_TRIGGER_RISING | IRQF_TRIGGER_FALLING | IRQF_ONESHOT,
					 dev_name(gpio->dev), gpio);
}

static int request_fault(struct stage_gpio *gpio, struct stage_gpio_fault *fault)
{
	unsigned long edge;
	int irq;

	if (!fault->line)
		return 0;
	irq = line_irq(gpio, fault->line, "fault-gpios");
	if (irq < 0)
		return irq;
	edge = gpiod_is_active_low(fault->line) ? IRQF_TRIGGER_FALLING : IRQF_TRIGGER_RISING;
	return devm_request_threaded_irq(gpio->dev, irq, fault_irq, fault_thread, edge,
					 dev_name(gpio->dev), fault);
}

static int request_irqs(struct stage_gpio *gpio)
{
	unsigned int i;
	int err = 0;

	for (i = 0; i < STAGE_GPIO_FAULTS && !err; i++)
		err = request_fault(gpio, &gpio->fault[i]);
	for (i = 0; i < DONGLE_OUTPUTS && !err; i++)
		err = request_detect(gpio, i);
	return err;
}

static void cancel_sense(void *data)
{
	struct stage_gpio *gpio = data;

	cancel_delayed_work_sync(&gpio->sense_work);
}

static void closed_and_off(void *data)
{
	struct stage_gpio *gpio = data;

	if (gpio->mute)
		gpiod_set_value_cansleep(gpio->mute, 1);
	enable(gpio, BIT(DONGLE_OUTPUTS) - 1, 0);
}

static void unregister(void *data)
{
	f_dongle_stage_unregister(data);
}

static int stage_gpio_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct stage_gpio *gpio;
	int err;

	gpio = devm_kzalloc(dev, sizeof(*gpio), GFP_KERNEL);
	if (!gpio)
		return -ENOMEM;
	gpio->dev = dev;
	gpio->stage.name = dev_name(dev);
	gpio->stage.owner = THIS_MODULE;
	gpio->stage.ops = &gpio_ops;
	INIT_DELAYED_WORK(&gpio->sense_work, sense_work);
	platform_set_drvdata(pdev, gpio);

	err = stage_gpio_read_node(gpio);
	if (err)
		return err;
	err = devm_add_action_or_reset(dev, closed_and_off, gpio);
	if (err)
		return err;
	set_gain(gpio, 0);
	/* the lines are safe: now it may have its supply */
	err = devm_regulator_get_enable_optional(dev, "vdd");
	if (err && err != -ENODEV)
		return dev_err_probe(dev, err, "vdd-supply\n");
	/* at the end: no interrupts, no dongle, no work */
	err = devm_add_action_or_reset(dev, cancel_sense, gpio);
	if (err)
		return err;
	err = f_dongle_stage_register(&gpio->stage);
	if (err)
		return dev_err_probe(dev, err, "cannot be registered\n");
	err = devm_add_action_or_reset(dev, unregister, &gpio->stage);
	return err ?: request_irqs(gpio);
}

static void stage_gpio_shutdown(struct platform_device *pdev)
{
	closed_and_off(platform_get_drvdata(pdev));
}

static const struct of_device_id stage_gpio_of_match[] = {
	{ .compatible = "headphone-output-stage" },
	{ }
};
MODULE_DEVICE_TABLE(of, stage_gpio_of_match);

static struct platform_driver stage_gpio_driver = {
	.probe = stage_gpio_probe,
	.shutdown = stage_gpio_shutdown,
	.driver = {
		.name = "dongle-stage-gpio",
		.of_match_table = stage_gpio_of_match,
	},
};
module_platform_driver(stage_gpio_driver);

MODULE_DESCRIPTION("Output stage of a USB dongle DAC, on GPIO lines");
MODULE_LICENSE("GPL");
