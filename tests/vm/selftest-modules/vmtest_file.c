// SPDX-License-Identifier: GPL-2.0-only
/* Does what the harness must notice: opens files and never closes them. */
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/module.h>

/* The guest's count may be some too low. */
#define FILES	20

static int __init vmtest_file_init(void)
{
	struct file *file;
	int i;

	for (i = 0; i < FILES; i++) {
		file = filp_open("/dev/null", O_RDONLY, 0);
		if (IS_ERR(file))
			return PTR_ERR(file);
	}
	return 0;
}
module_init(vmtest_file_init);

static void __exit vmtest_file_exit(void)
{
}
module_exit(vmtest_file_exit);

MODULE_DESCRIPTION("VM harness test: leaves files open");
MODULE_LICENSE("GPL");
