// SPDX-License-Identifier: GPL-2.0-only
/*
 * usb_f_dongle.ko: the configfs function "dongle". Put it into a configuration
 * after uac2, whose card then shows the same controls as the host's does.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include "f_dongle.h"
#include "../core/codec.h"

static const struct usb_interface_descriptor dongle_interface_desc = {
	.bLength = sizeof(dongle_interface_desc),
	.bDescriptorType = USB_DT_INTERFACE,
	.bNumEndpoints = 1,
	.bInterfaceClass = USB_CLASS_VENDOR_SPEC,
	.bInterfaceSubClass = USB_DONGLE_SUBCLASS,
	.bInterfaceProtocol = USB_DONGLE_PROTOCOL,
};

static const struct usb_endpoint_descriptor dongle_ep_desc = {
	.bLength = USB_DT_ENDPOINT_SIZE,
	.bDescriptorType = USB_DT_ENDPOINT,
	.bEndpointAddress = USB_DIR_IN,
	.bmAttributes = USB_ENDPOINT_XFER_INT,
	.wMaxPacketSize = cpu_to_le16(USB_DONGLE_MSG_MAX),
};

static const struct usb_ss_ep_comp_descriptor dongle_ep_comp_desc = {
	.bLength = sizeof(dongle_ep_comp_desc),
	.bDescriptorType = USB_DT_SS_ENDPOINT_COMP,
	.wBytesPerInterval = cpu_to_le16(USB_DONGLE_MSG_MAX),
};

/* Polled every millisecond: in frames at full speed, 2^(n-1) microframes above. */
#define INTERVAL_FULL_SPEED	1
#define INTERVAL_HIGH_SPEED	4

static struct usb_string dongle_strings[] = {
	{ .s = "Dongle Control" },
	{ }
};

static struct usb_gadget_strings dongle_strings_en = {
	.language = 0x0409, /* en-US */
	.strings = dongle_strings,
};

static struct usb_gadget_strings *dongle_string_table[] = {
	&dongle_strings_en,
	NULL
};

static struct f_dongle *to_f_dongle(struct usb_function *func)
{
	return container_of(func, struct f_dongle, func);
}

/* usb_assign_descriptors() copies them, so each instance has its own numbers. */
static int assign_descriptors(struct f_dongle *dongle, u8 string)
{
	struct usb_interface_descriptor interface = dongle_interface_desc;
	struct usb_endpoint_descriptor full = dongle_ep_desc, high = dongle_ep_desc;
	struct usb_ss_ep_comp_descriptor comp = dongle_ep_comp_desc;
	struct usb_descriptor_header *full_descs[] = {
		(void *)&interface, (void *)&full, NULL
	};
	struct usb_descriptor_header *high_descs[] = {
		(void *)&interface, (void *)&high, NULL
	};
	struct usb_descriptor_header *super_descs[] = {
		(void *)&interface, (void *)&high, (void *)&comp, NULL
	};

	full.bInterval = INTERVAL_FULL_SPEED;
	dongle->reports.ep = usb_ep_autoconfig(dongle->func.config->cdev->gadget, &full);
	if (!dongle->reports.ep)
		return -ENODEV;
	high.bEndpointAddress = full.bEndpointAddress;
	high.bInterval = INTERVAL_HIGH_SPEED;
	interface.bInterfaceNumber = dongle->interface;
	interface.iInterface = string;
	return usb_assign_descriptors(&dongle->func, full_descs, high_descs, super_descs,
				      super_descs);
}

/* Two on one cable could not be told apart by either end's sound card. */
static bool is_only_one(const struct usb_configuration *config, const struct usb_function *func)
{
	const struct usb_function *other;

	list_for_each_entry(other, &config->functions, list)
		if (other != func && other->bind == func->bind)
			return false;
	return true;
}

static int check_config(struct f_dongle *dongle, struct usb_configuration *config)
{
	struct usb_gadget *gadget = config->cdev->gadget;
	const char *fault;

	if (!is_only_one(config, &dongle->func)) {
		dev_err(&gadget->dev, "dongle.%s: only one dongle function in a gadget\n",
			dongle->name);
		return -EEXIST;
	}
	fault = dongle_codec_check_info(&dongle->core.info);
	if (fault) {
		dev_err(&gadget->dev, "dongle.%s: its attributes contradict each other: %s\n",
			dongle->name, fault);
		return -EINVAL;
	}
	return 0;
}

/* From here to unbind the description is constant. */
static int claim(struct f_dongle *dongle, struct usb_configuration *config)
{
	int err;

	mutex_lock(&dongle->core.lock);
	err = check_config(dongle, config);
	dongle->bound = !err;
	mutex_unlock(&dongle->core.lock);
	return err;
}

static void release(struct f_dongle *dongle)
{
	mutex_lock(&dongle->core.lock);
	dongle->bound = false;
	dongle->core.dev = NULL;
	mutex_unlock(&dongle->core.lock);
}

static int assign_numbers(struct f_dongle *dongle, struct usb_configuration *config)
{
	struct usb_string *strings;
	int number;

	strings = usb_gstrings_attach(config->cdev, dongle_string_table,
				      ARRAY_SIZE(dongle_strings) - 1);
	if (IS_ERR(strings))
		return PTR_ERR(strings);
	number = usb_interface_id(config, &dongle->func);
	if (number < 0)
		return number;
	dongle->interface = number;
	return assign_descriptors(dongle, strings[0].id);
}

static int f_dongle_bind(struct usb_configuration *config, struct usb_function *func)
{
	struct f_dongle *dongle = to_f_dongle(func);
	struct usb_gadget *gadget = config->cdev->gadget;
	int err;

	err = claim(dongle, config);
	if (err)
		return err;
	err = assign_numbers(dongle, config);
	if (err)
		goto err_release;
	err = f_dongle_report_init(dongle);
	if (err)
		goto err_free_descriptors;
	err = f_dongle_ep0_init(dongle, gadget);
	if (err)
		goto err_free_report;
	dongle->core.dev = &gadget->dev;
	dongle->core.card_dev = &gadget->dev; /* f_uac2 takes it for its card */
	snd_dongle_register(&dongle->core);
	return 0;

err_free_report:
	f_dongle_report_free(dongle);
err_free_descriptors:
	usb_free_all_descriptors(func);
err_release:
	release(dongle);
	return err;
}

static void f_dongle_unbind(struct usb_configuration *config, struct usb_function *func)
{
	struct f_dongle *dongle = to_f_dongle(func);

	snd_dongle_unregister(&dongle->core);
	f_dongle_ep0_free(dongle, config->cdev->gadget);
	f_dongle_report_free(dongle);
	usb_free_all_descriptors(func);
	release(dongle);
}

static int f_dongle_set_alt(struct usb_function *func, unsigned int interface, unsigned int alt)
{
	struct f_dongle *dongle = to_f_dongle(func);

	f_dongle_report_disable(dongle);
	return f_dongle_report_enable(dongle);
}

static void f_dongle_disable(struct usb_function *func)
{
	struct f_dongle *dongle = to_f_dongle(func);

	f_dongle_ep0_disable(dongle);
	f_dongle_report_disable(dongle);
}

static int f_dongle_setup(struct usb_function *func, const struct usb_ctrlrequest *setup)
{
	return f_dongle_ep0_setup(to_f_dongle(func), setup);
}

static void f_dongle_suspend(struct usb_function *func)
{
	f_dongle_report_suspend(to_f_dongle(func), true);
}

static void f_dongle_resume(struct usb_function *func)
{
	f_dongle_report_suspend(to_f_dongle(func), false);
}

/* The function lives in its instance: it is linked once or not at all. */
static void f_dongle_free(struct usb_function *func)
{
	struct f_dongle *dongle = to_f_dongle(func);

	mutex_lock(&dongle->core.lock);
	dongle->linked = false;
	mutex_unlock(&dongle->core.lock);
}

static struct usb_function *f_dongle_alloc(struct usb_function_instance *instance)
{
	struct f_dongle *dongle = container_of(instance, struct f_dongle, instance);
	bool linked;

	mutex_lock(&dongle->core.lock);
	linked = dongle->linked;
	dongle->linked = true;
	mutex_unlock(&dongle->core.lock);
	if (linked)
		return ERR_PTR(-EBUSY);

	dongle->func = (struct usb_function) {
		.name = "dongle",
		.bind = f_dongle_bind,
		.unbind = f_dongle_unbind,
		.set_alt = f_dongle_set_alt,
		.disable = f_dongle_disable,
		.setup = f_dongle_setup,
		.suspend = f_dongle_suspend,
		.resume = f_dongle_resume,
		.free_func = f_dongle_free,
	};
	return &dongle->func;
}

static int f_dongle_set_name(struct usb_function_instance *instance, const char *name)
{
	struct f_dongle *dongle = container_of(instance, struct f_dongle, instance);

	return strscpy(dongle->name, name, sizeof(dongle->name)) < 0 ? -ENAMETOOLONG : 0;
}

static void f_dongle_free_instance(struct usb_function_instance *instance)
{
	struct f_dongle *dongle = container_of(instance, struct f_dongle, instance);

	f_dongle_stage_remove(dongle);
	f_dongle_follow_remove(dongle);
	mutex_destroy(&dongle->core.lock);
	kfree(dongle);
}

static struct usb_function_instance *f_dongle_alloc_instance(void)
{
	struct f_dongle *dongle = kzalloc(sizeof(*dongle), GFP_KERNEL);

	if (!dongle)
		return ERR_PTR(-ENOMEM);
	dongle->instance.set_inst_name = f_dongle_set_name;
	dongle->instance.free_func_inst = f_dongle_free_instance;
	spin_lock_init(&dongle->lock);
	snd_dongle_init(&dongle->core);
	dongle->core.ops = &f_dongle_ops;
	f_dongle_configfs_init(dongle);
	f_dongle_follow_add(dongle);
	f_dongle_stage_add(dongle);
	f_dongle_stage_take(dongle, F_DONGLE_STAGE_VIRTUAL);
	return &dongle->instance;
}

DECLARE_USB_FUNCTION(dongle, f_dongle_alloc_instance, f_dongle_alloc);

static int __init f_dongle_init(void)
{
	f_dongle_follow_init();
	return usb_function_register(&dongleusb_func);
}

static void __exit f_dongle_exit(void)
{
	usb_function_unregister(&dongleusb_func);
	f_dongle_follow_exit();
}

module_init(f_dongle_init);
module_exit(f_dongle_exit);
MODULE_DESCRIPTION("USB gadget function: dongle DAC controls");
MODULE_LICENSE("GPL");
