// SPDX-License-Identifier: GPL-2.0-only
/* Does what the harness must notice with KCSAN: two processors count in one place at once. */
#include <linux/compiler.h>
#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/sched/task.h>

static unsigned int vmtest_race_count;

static int vmtest_race_step(void *unused)
{
	unsigned long end = jiffies + 3 * HZ;

	while (time_before(jiffies, end)) {
		vmtest_race_count++;
		barrier();
		cond_resched();
	}
	return 0;
}

static int __init vmtest_race_init(void)
{
	struct task_struct *other;

	other = kthread_run(vmtest_race_step, NULL, "vmtest_race");
	if (IS_ERR(other))
		return PTR_ERR(other);
	get_task_struct(other);
	vmtest_race_step(NULL);
	kthread_stop_put(other);
	return 0;
}
module_init(vmtest_race_init);

static void __exit vmtest_race_exit(void)
{
}
module_exit(vmtest_race_exit);

MODULE_DESCRIPTION("VM harness test: has two processors count at once");
MODULE_LICENSE("GPL");
