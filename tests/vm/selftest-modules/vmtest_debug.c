// SPDX-License-Identifier: GPL-2.0-only
/* Does what the harness must notice with the debug kernel: a fault of choice. */
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/timer.h>

static char *fault = "";
module_param(fault, charp, 0);
MODULE_PARM_DESC(fault, "inversion, use-after-free, leak, timer or shift");

static DEFINE_MUTEX(vmtest_debug_a);
static DEFINE_MUTEX(vmtest_debug_b);

static void vmtest_debug_inversion(void)
{
	mutex_lock(&vmtest_debug_a);
	mutex_lock(&vmtest_debug_b);
	mutex_unlock(&vmtest_debug_b);
	mutex_unlock(&vmtest_debug_a);
	mutex_lock(&vmtest_debug_b);
	mutex_lock(&vmtest_debug_a);
	mutex_unlock(&vmtest_debug_a);
	mutex_unlock(&vmtest_debug_b);
}

static void vmtest_debug_use_after_free(void)
{
	char *p = kmalloc(64, GFP_KERNEL);

	kfree(p);
	OPTIMIZER_HIDE_VAR(p);
	if (p)
		READ_ONCE(*p);
}

/* Several, since a stale pointer may be left to some of them. */
static void vmtest_debug_leak(void)
{
	for (int i = 0; i < 10; i++) {
		void *p = kmalloc(64, GFP_KERNEL);

		OPTIMIZER_HIDE_VAR(p);
	}
}

static void vmtest_debug_expired(struct timer_list *timer)
{
}

static void vmtest_debug_timer(void)
{
	struct timer_list *timer = kmalloc(sizeof(*timer), GFP_KERNEL);

	if (!timer)
		return;
	timer_setup(timer, vmtest_debug_expired, 0);
	mod_timer(timer, jiffies + 1000 * HZ);
	kfree(timer);
}

static void vmtest_debug_shift(void)
{
	int by = 40, value = 1;

	OPTIMIZER_HIDE_VAR(by);
	value <<= by;
	OPTIMIZER_HIDE_VAR(value);
}

static const struct {
	const char *name;
	void (*commit)(void);
} vmtest_debug_faults[] = {
	{ "inversion", vmtest_debug_inversion },
	{ "use-after-free", vmtest_debug_use_after_free },
	{ "leak", vmtest_debug_leak },
	{ "timer", vmtest_debug_timer },
	{ "shift", vmtest_debug_shift },
};

static int __init vmtest_debug_init(void)
{
	for (int i = 0; i < ARRAY_SIZE(vmtest_debug_faults); i++) {
		if (strcmp(fault, vmtest_debug_faults[i].name))
			continue;
		vmtest_debug_faults[i].commit();
		return 0;
	}
	return -EINVAL;
}
module_init(vmtest_debug_init);

static void __exit vmtest_debug_exit(void)
{
}
module_exit(vmtest_debug_exit);

MODULE_DESCRIPTION("VM harness test: commits the fault it is told");
MODULE_LICENSE("GPL");
