// SPDX-License-Identifier: GPL-2.0-only
/* dongle-kunit.ko: its suites run when it is loaded, see their files. */
#include <linux/module.h>

MODULE_DESCRIPTION("USB dongle DAC: KUnit tests");
MODULE_LICENSE("GPL");
