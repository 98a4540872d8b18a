// SPDX-License-Identifier: GPL-2.0-only
/*
 * The input device, for programs that listen there. Not a snd_jack: its error
 * paths corrupt the card's list on every kernel we know.
 */
#include "core.h"
#include "names.h"

static bool jack_detected(const struct snd_dongle *dongle)
{
	unsigned int out;

	for (out = 0; out < DONGLE_OUTPUTS; out++)
		if (dongle->info.output[out].caps & USB_DONGLE_CAP_DETECT)
			return true;
	return false;
}

void snd_dongle_jack_register(struct snd_dongle *dongle)
{
	struct input_dev *input;
	int err;

	if (!jack_detected(dongle))
		return;
	input = input_allocate_device();
	if (!input)
		goto err_none;
	input->name = "Dongle Headphone Jack";
	input->phys = dev_name(dongle->dev);
	input->id.bustype = BUS_USB;
	input->dev.parent = dongle->dev;
	input_set_capability(input, EV_SW, SW_HEADPHONE_INSERT);
	err = input_register_device(input);
	if (err) {
		input_free_device(input);
		goto err_none;
	}
	mutex_lock(&dongle->lock);
	dongle->input = input;
	snd_dongle_jack_report(dongle);
	mutex_unlock(&dongle->lock);
	return;

err_none:
	dev_warn(dongle->dev, "no input device for the jacks\n");
}

void snd_dongle_jack_unregister(struct snd_dongle *dongle)
{
	struct input_dev *input;

	mutex_lock(&dongle->lock);
	input = dongle->input;
	dongle->input = NULL;
	mutex_unlock(&dongle->lock);
	if (input)
		input_unregister_device(input);
}

void snd_dongle_jack_report(struct snd_dongle *dongle)
{
	unsigned int out;
	bool in = false;

	if (!dongle->input)
		return;
	for (out = 0; out < DONGLE_OUTPUTS; out++)
		in |= dongle->state.output[out].plug == USB_DONGLE_PLUG_PLUGGED;
	input_report_switch(dongle->input, SW_HEADPHONE_INSERT, in);
	input_sync(dongle->input);
}
