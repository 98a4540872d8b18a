// SPDX-License-Identifier: GPL-2.0-only
/* Does what the harness must notice: a kernel warning. */
#include <linux/bug.h>
#include <linux/module.h>

static int __init vmtest_warn_init(void)
{
	WARN_ON(1);
	return 0;
}
module_init(vmtest_warn_init);

static void __exit vmtest_warn_exit(void)
{
}
module_exit(vmtest_warn_exit);

MODULE_DESCRIPTION("VM harness test: warns when loaded");
MODULE_LICENSE("GPL");
