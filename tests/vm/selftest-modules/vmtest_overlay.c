// SPDX-License-Identifier: GPL-2.0-only
/*
 * Applies devicetree overlays that are written to debugfs, for tests that need
 * hardware of their own: a blob to vmtest_overlay/apply, anything to
 * vmtest_overlay/remove for the newest. Unloading removes them all.
 */
#include <linux/debugfs.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#define VMTEST_OVERLAYS 8
#define VMTEST_BLOB_MAX SZ_64K

static DEFINE_MUTEX(vmtest_overlay_lock);
static int vmtest_overlays[VMTEST_OVERLAYS];
static unsigned int vmtest_overlay_count;
static struct dentry *vmtest_overlay_dir;

static int vmtest_overlay_remove_last(void)
{
	int err;

	lockdep_assert_held(&vmtest_overlay_lock);
	if (!vmtest_overlay_count)
		return -ENOENT;
	err = of_overlay_remove(&vmtest_overlays[vmtest_overlay_count - 1]);
	if (!err)
		vmtest_overlay_count--;
	return err;
}

static int vmtest_overlay_add(const void *blob, size_t size)
{
	int err, id;

	lockdep_assert_held(&vmtest_overlay_lock);
	if (vmtest_overlay_count == VMTEST_OVERLAYS)
		return -ENOSPC;
	err = of_overlay_fdt_apply(blob, size, &id, NULL);
	if (err) {
		if (id) /* some of it may be there */
			of_overlay_remove(&id);
		return err;
	}
	vmtest_overlays[vmtest_overlay_count++] = id;
	return 0;
}

/* A blob is one write. */
static ssize_t vmtest_overlay_apply_write(struct file *file, const char __user *from,
					  size_t size, loff_t *pos)
{
	void *blob;
	int err;

	if (size > VMTEST_BLOB_MAX)
		return -EFBIG;
	blob = memdup_user(from, size);
	if (IS_ERR(blob))
		return PTR_ERR(blob);
	mutex_lock(&vmtest_overlay_lock);
	err = vmtest_overlay_add(blob, size);
	mutex_unlock(&vmtest_overlay_lock);
	kfree(blob);
	return err ?: size;
}

static ssize_t vmtest_overlay_remove_write(struct file *file, const char __user *from,
					   size_t size, loff_t *pos)
{
	int err;

	mutex_lock(&vmtest_overlay_lock);
	err = vmtest_overlay_remove_last();
	mutex_unlock(&vmtest_overlay_lock);
	return err ?: size;
}

static const struct file_operations vmtest_overlay_apply_fops = {
	.owner = THIS_MODULE,
	.write = vmtest_overlay_apply_write,
};

static const struct file_operations vmtest_overlay_remove_fops = {
	.owner = THIS_MODULE,
	.write = vmtest_overlay_remove_write,
};

static int __init vmtest_overlay_init(void)
{
	vmtest_overlay_dir = debugfs_create_dir("vmtest_overlay", NULL);
	debugfs_create_file("apply", 0200, vmtest_overlay_dir, NULL,
			    &vmtest_overlay_apply_fops);
	debugfs_create_file("remove", 0200, vmtest_overlay_dir, NULL,
			    &vmtest_overlay_remove_fops);
	return 0;
}
module_init(vmtest_overlay_init);

static void __exit vmtest_overlay_exit(void)
{
	debugfs_remove(vmtest_overlay_dir);
	mutex_lock(&vmtest_overlay_lock);
	while (!vmtest_overlay_remove_last())
		;
	mutex_unlock(&vmtest_overlay_lock);
}
module_exit(vmtest_overlay_exit);

MODULE_DESCRIPTION("VM harness: applies devicetree overlays");
MODULE_LICENSE("GPL");
