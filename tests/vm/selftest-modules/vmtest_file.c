// SPDX-License-Identifier: GPL-2.0-only
/* Does what the harness must notice: opens a file and never closes it. */
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/module.h>

static int __init vmtest_file_init(void)
{
	return PTR_ERR_OR_ZERO(filp_open("/dev/null", O_RDONLY, 0));
}
module_init(vmtest_file_init);

static void __exit vmtest_file_exit(void)
{
}
module_exit(vmtest_file_exit);

MODULE_DESCRIPTION("VM harness test: leaves a file open");
MODULE_LICENSE("GPL");
