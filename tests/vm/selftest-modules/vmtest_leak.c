// SPDX-License-Identifier: GPL-2.0-only
/* Does what the harness must notice: leaves a control behind on card 0. */
#include <linux/module.h>
#include <sound/control.h>
#include <sound/core.h>

static int vmtest_leak_get(struct snd_kcontrol *kcontrol,
			   struct snd_ctl_elem_value *value)
{
	value->value.integer.value[0] = 1;
	return 0;
}

static const struct snd_kcontrol_new vmtest_leak_control = {
	.iface = SNDRV_CTL_ELEM_IFACE_MIXER,
	.name = "Leaked Switch",
	.access = SNDRV_CTL_ELEM_ACCESS_READ,
	.info = snd_ctl_boolean_mono_info,
	.get = vmtest_leak_get,
};

static int __init vmtest_leak_init(void)
{
	struct snd_card *card = snd_card_ref(0);
	int err;

	if (!card)
		return -ENODEV;
	err = snd_ctl_add(card, snd_ctl_new1(&vmtest_leak_control, NULL));
	snd_card_unref(card);
	return err;
}
module_init(vmtest_leak_init);

static void __exit vmtest_leak_exit(void)
{
}
module_exit(vmtest_leak_exit);

MODULE_DESCRIPTION("VM harness test: leaves a control behind");
MODULE_LICENSE("GPL");
