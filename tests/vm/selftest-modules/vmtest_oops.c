// SPDX-License-Identifier: GPL-2.0-only
/* Does what the harness must notice: an oops. */
#include <linux/module.h>

static int *vmtest_nowhere;

static int __init vmtest_oops_init(void)
{
	WRITE_ONCE(*vmtest_nowhere, 1);
	return 0;
}
module_init(vmtest_oops_init);

static void __exit vmtest_oops_exit(void)
{
}
module_exit(vmtest_oops_exit);

MODULE_DESCRIPTION("VM harness test: oopses when loaded");
MODULE_LICENSE("GPL");
