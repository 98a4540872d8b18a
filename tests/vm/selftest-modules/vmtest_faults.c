// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fails one allocation that is made on behalf of our modules, in whatever context: tasks,
 * work items, threads of the kernel, interrupts. Load it before them. In debugfs,
 * vmtest_faults/ has
 *
 *	modules	on whose behalf, names with blanks between; all that can be, as it comes
 *	nth	N: count from now on, and fail the Nth; 0: count only
 *	onward	Y: fail those that follow, too, until nth is written again
 *	seen	how many there were
 *	places	of these the first of each chain of calls that led to one, by their numbers
 *	failed	the calls that led to the one that failed, on one line; empty: none did
 *
 * Only for x86-64.
 */
#include <linux/debugfs.h>
#include <linux/gfp.h>
#include <linux/jhash.h>
#include <linux/kprobes.h>
#include <linux/linkage.h>
#include <linux/module.h>
#include <linux/objtool.h>
#include <linux/seq_file.h>
#include <linux/stacktrace.h>
#include <linux/string.h>

#define VMTEST_DEPTH	64
#define VMTEST_SHOWN	24
#define VMTEST_PLACES	1024

static struct vmtest_module {
	const char *name;
	struct module *module;	/* while it is loaded */
	bool chosen;
} vmtest_ours[] = {
	{ "snd_dongle", NULL, true },
	{ "snd_usb_dongle", NULL, true },
	{ "usb_f_dongle", NULL, true },
	{ "dongle_stage_gpio", NULL, true },
};

/*
 * A bus that answers such a failure by taking the device away; and HID's core, which gives a
 * device that we leave to its own driver, and warns.
 */
static struct vmtest_module vmtest_spared[] = {
	{ "hid", NULL, true },
	{ "vhci_hcd", NULL, true },
	{ "usbip_core", NULL, true },
};

static struct dentry *vmtest_faults_dir;
static bool vmtest_armed;
static bool vmtest_onward;
static unsigned int vmtest_nth;
static atomic_t vmtest_seen;
static unsigned long vmtest_failed[VMTEST_DEPTH];
static unsigned int vmtest_failed_depth;
static u32 vmtest_places[VMTEST_PLACES];

/* A module that goes waits for RCU, and probes run without preemption. */
static bool vmtest_is_in(unsigned long addr, const struct vmtest_module *modules, unsigned int n)
{
	struct module *module;
	unsigned int i;

	for (i = 0; i < n; i++) {
		module = READ_ONCE(modules[i].module);
		if (module && modules[i].chosen && within_module(addr, module))
			return true;
	}
	return false;
}

static bool vmtest_for_us(const unsigned long *calls, unsigned int n)
{
	bool ours = false;
	unsigned int i;

	for (i = 0; i < n; i++) {
		if (vmtest_is_in(calls[i], vmtest_spared, ARRAY_SIZE(vmtest_spared)))
			return false;
		ours |= vmtest_is_in(calls[i], vmtest_ours, ARRAY_SIZE(vmtest_ours));
	}
	return ours;
}

/* What a function does that has its result already. */
void vmtest_return(void);
asm(".pushsection .text\n"
	".type vmtest_return, @function\n"
	"vmtest_return:\n"
	ANNOTATE_NOENDBR
	ASM_RET
	".size vmtest_return, .-vmtest_return\n"
	".popsection\n");

/* Where each allocation passes: which argument its flags are, and what says that it failed. */
struct vmtest_place {
	const char *symbol;
	unsigned int flags;
	long failure;
};

/* All of them ask it, where there is fault injection, and on 6.1. */
static const struct vmtest_place vmtest_hook[] = {
	{ "should_failslab", 1, -ENOMEM },
};

static const struct vmtest_place vmtest_allocators[] = {
	{ "__kmalloc_noprof", 1 },
	{ "__kmalloc_cache_noprof", 1 },
	{ "__kmalloc_cache_node_noprof", 1 },
	{ "__kmalloc_node_noprof", IS_ENABLED(CONFIG_SLAB_BUCKETS) ? 2 : 1 },
	{ "__kmalloc_node_track_caller_noprof", IS_ENABLED(CONFIG_SLAB_BUCKETS) ? 2 : 1 },
	{ "kmem_cache_alloc_noprof", 1 },
	{ "kmem_cache_alloc_node_noprof", 1 },
	{ "kmem_cache_alloc_lru_noprof", 2 },
};

/*
 * Behind what every function begins with. A probe on that is ftrace's, which interrupts
 * interrupt, and what those allocate meanwhile would not be seen.
 */
#define VMTEST_OFFSET	((IS_ENABLED(CONFIG_X86_KERNEL_IBT) ? 4 : 0) + \
			 (IS_ENABLED(CONFIG_FUNCTION_TRACER) ? 5 : 0))

struct vmtest_probe {
	struct kprobe kprobe;
	const struct vmtest_place *place;
};

static struct vmtest_probe vmtest_probes[ARRAY_SIZE(vmtest_allocators)];
static unsigned int vmtest_probes_count;

static int vmtest_allocation(struct kprobe *kprobe, struct pt_regs *regs)
{
	const struct vmtest_place *place =
		container_of(kprobe, struct vmtest_probe, kprobe)->place;
	unsigned long calls[VMTEST_DEPTH], ip = regs->ip;
	unsigned int n, nth = READ_ONCE(vmtest_nth);
	int seen;

	if (!READ_ONCE(vmtest_armed) ||
	    regs_get_kernel_argument(regs, place->flags) & __GFP_NOFAIL)
		return 0;
	/* which instruction is next decides where on the stack the caller is */
	regs->ip = (unsigned long)kprobe->addr;
	n = stack_trace_save(calls, VMTEST_DEPTH, 0);
	regs->ip = ip;
	if (!vmtest_for_us(calls, n))
		return 0;
	seen = atomic_inc_return(&vmtest_seen);
	if (seen <= VMTEST_PLACES)
		vmtest_places[seen - 1] = jhash(calls, n * sizeof(calls[0]), 0);
	if (!nth || seen < nth || (seen > nth && !vmtest_onward))
		return 0;
	if (seen == nth) {
		memcpy(vmtest_failed, calls, sizeof(calls));
		smp_store_release(&vmtest_failed_depth, n); /* with what is in it */
	}
	regs->ax = place->failure;
	regs->ip = (unsigned long)vmtest_return;
	return 1;
}

/* With one, the probe is not optimised to something that cannot return. */
static void vmtest_after(struct kprobe *probe, struct pt_regs *regs, unsigned long flags)
{
}

static void vmtest_unwatch(void)
{
	while (vmtest_probes_count)
		unregister_kprobe(&vmtest_probes[--vmtest_probes_count].kprobe);
}

static int vmtest_watch(const struct vmtest_place *places, unsigned int n)
{
	unsigned int i;
	int err;

	for (i = 0; i < n; i++) {
		vmtest_probes[i] = (struct vmtest_probe) {
			.kprobe.symbol_name = places[i].symbol,
			.kprobe.offset = VMTEST_OFFSET,
			.kprobe.pre_handler = vmtest_allocation,
			.kprobe.post_handler = vmtest_after,
			.place = &places[i],
		};
		err = register_kprobe(&vmtest_probes[i].kprobe);
		if (err) {
			vmtest_unwatch();
			return err;
		}
		vmtest_probes_count++;
	}
	return 0;
}

static void vmtest_note(struct vmtest_module *modules, unsigned int n, struct module *module,
			bool there)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		if (!strcmp(modules[i].name, module->name))
			WRITE_ONCE(modules[i].module, there ? module : NULL);
}

static int vmtest_module_changed(struct notifier_block *nb, unsigned long action, void *data)
{
	bool there = action != MODULE_STATE_GOING;

	vmtest_note(vmtest_ours, ARRAY_SIZE(vmtest_ours), data, there);
	vmtest_note(vmtest_spared, ARRAY_SIZE(vmtest_spared), data, there);
	return NOTIFY_OK;
}

static struct notifier_block vmtest_module_nb = {
	.notifier_call = vmtest_module_changed,
};

static int vmtest_nth_set(void *data, u64 nth)
{
	WRITE_ONCE(vmtest_armed, false);
	WRITE_ONCE(vmtest_failed_depth, 0);
	WRITE_ONCE(vmtest_nth, nth);
	atomic_set(&vmtest_seen, 0);
	WRITE_ONCE(vmtest_armed, true);
	return 0;
}
DEFINE_DEBUGFS_ATTRIBUTE(vmtest_nth_fops, NULL, vmtest_nth_set, "%llu\n");

static int vmtest_failed_show(struct seq_file *file, void *data)
{
	unsigned int i, n = smp_load_acquire(&vmtest_failed_depth); /* then what is in it */

	for (i = 0; i < min_t(unsigned int, n, VMTEST_SHOWN); i++)
		seq_printf(file, " %ps", (void *)vmtest_failed[i]);
	if (n)
		seq_putc(file, '\n');
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(vmtest_failed);

static bool vmtest_is_first(unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		if (vmtest_places[i] == vmtest_places[n])
			return false;
	return true;
}

static int vmtest_places_show(struct seq_file *file, void *data)
{
	unsigned int n, seen = min_t(unsigned int, atomic_read(&vmtest_seen), VMTEST_PLACES);

	for (n = 0; n < seen; n++)
		if (vmtest_is_first(n))
			seq_printf(file, "%u\n", n + 1);
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(vmtest_places);

static ssize_t vmtest_modules_write(struct file *file, const char __user *from, size_t size,
				    loff_t *pos)
{
	char text[128], *rest = text, *name;
	unsigned int i;

	if (size >= sizeof(text))
		return -EINVAL;
	if (copy_from_user(text, from, size))
		return -EFAULT;
	text[size] = '\0';
	for (i = 0; i < ARRAY_SIZE(vmtest_ours); i++)
		vmtest_ours[i].chosen = false;
	while ((name = strsep(&rest, "\n "))) {
		for (i = 0; i < ARRAY_SIZE(vmtest_ours); i++)
			if (!strcmp(vmtest_ours[i].name, name))
				vmtest_ours[i].chosen = true;
	}
	return size;
}

static const struct file_operations vmtest_modules_fops = {
	.owner = THIS_MODULE,
	.write = vmtest_modules_write,
};

static int __init vmtest_faults_init(void)
{
	int err;

	err = register_module_notifier(&vmtest_module_nb);
	if (err)
		return err;
	err = vmtest_watch(vmtest_hook, ARRAY_SIZE(vmtest_hook));
	if (err == -ENOENT)
		err = vmtest_watch(vmtest_allocators, ARRAY_SIZE(vmtest_allocators));
	if (err) {
		unregister_module_notifier(&vmtest_module_nb);
		return err;
	}
	vmtest_faults_dir = debugfs_create_dir("vmtest_faults", NULL);
	debugfs_create_file("modules", 0200, vmtest_faults_dir, NULL, &vmtest_modules_fops);
	debugfs_create_file("nth", 0200, vmtest_faults_dir, NULL, &vmtest_nth_fops);
	debugfs_create_bool("onward", 0600, vmtest_faults_dir, &vmtest_onward);
	debugfs_create_atomic_t("seen", 0400, vmtest_faults_dir, &vmtest_seen);
	debugfs_create_file("places", 0400, vmtest_faults_dir, NULL, &vmtest_places_fops);
	debugfs_create_file("failed", 0400, vmtest_faults_dir, NULL, &vmtest_failed_fops);
	return 0;
}
module_init(vmtest_faults_init);

static void __exit vmtest_faults_exit(void)
{
	debugfs_remove(vmtest_faults_dir);
	vmtest_unwatch();
	unregister_module_notifier(&vmtest_module_nb);
}
module_exit(vmtest_faults_exit);

MODULE_DESCRIPTION("VM harness: fails allocations on behalf of our modules");
MODULE_LICENSE("GPL");
