// SPDX-License-Identifier: GPL-2.0-only
/*
 * What gcc's --coverage needs of a kernel without CONFIG_GCOV_KERNEL: adds up, over all
 * loads of a module, what it has counted when it goes, in the format of gcov. In debugfs
 * each file of it has its own, whose name has "!" for "/".
 */
#include <linux/debugfs.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "vmtest_counts.h"

/* One file and what it counted so far. */
struct vmtest_counts {
	struct list_head list;
	struct debugfs_blob_wrapper blob;
	char name[];
};

static DEFINE_MUTEX(vmtest_counts_lock);
static LIST_HEAD(vmtest_counts_list);
static struct dentry *vmtest_counts_dir;
static bool vmtest_counts_collecting;

static void *put(void *at, u32 value)
{
	memcpy(at, &value, sizeof(value));
	return at + sizeof(value);
}

/* Adds the counts of one kind to those at @at; Return: behind them. */
static void *add_counters(void *at, unsigned int kind, const struct gcov_ctr_info *counters)
{
	s64 sum;

	at = put(at, GCOV_TAG_COUNTER(kind));
	at = put(at, counters->num * sizeof(s64));
	for (unsigned int i = 0; i < counters->num; i++) {
		memcpy(&sum, at, sizeof(sum));
		sum += counters->values[i];
		memcpy(at, &sum, sizeof(sum));
		at += sizeof(sum);
	}
	return at;
}

static void *add_function(void *at, const struct gcov_info *info, const struct gcov_fn_info *fn)
{
	const struct gcov_ctr_info *counters = fn->ctrs;

	at = put(at, GCOV_TAG_FUNCTION);
	at = put(at, 3 * sizeof(u32));
	at = put(at, fn->ident);
	at = put(at, fn->lineno_checksum);
	at = put(at, fn->cfg_checksum);
	for (unsigned int kind = 0; kind < GCOV_COUNTERS; kind++) {
		if (info->merge[kind])
			at = add_counters(at, kind, counters++);
	}
	return at;
}

static void add_file(void *at, const struct gcov_info *info)
{
	at = put(at, GCOV_DATA_MAGIC);
	at = put(at, info->version);
	at = put(at, info->stamp);
	at = put(at, info->checksum);
	for (unsigned int i = 0; i < info->n_functions; i++)
		at = add_function(at, info, info->functions[i]);
}

static size_t size_of(const struct gcov_info *info)
{
	size_t size = 4 * sizeof(u32);

	for (unsigned int i = 0; i < info->n_functions; i++) {
		const struct gcov_ctr_info *counters = info->functions[i]->ctrs;

		size += 5 * sizeof(u32);
		for (unsigned int kind = 0; kind < GCOV_COUNTERS; kind++) {
			if (info->merge[kind])
				size += 2 * sizeof(u32) + counters++->num * sizeof(s64);
		}
	}
	return size;
}

static struct vmtest_counts *find(const struct gcov_info *info)
{
	size_t length = strlen(info->filename) + 1;
	struct vmtest_counts *counts;

	list_for_each_entry(counts, &vmtest_counts_list, list) {
		if (!strcmp(counts->name, info->filename))
			return counts;
	}
	counts = kzalloc(struct_size(counts, name, length), GFP_KERNEL | __GFP_NOFAIL);
	memcpy(counts->name, info->filename, length);
	counts->blob.size = size_of(info);
	counts->blob.data = kzalloc(counts->blob.size, GFP_KERNEL | __GFP_NOFAIL);
	list_add(&counts->list, &vmtest_counts_list);
	strreplace(counts->name, '/', '!');
	debugfs_create_blob(counts->name, 0400, vmtest_counts_dir, &counts->blob);
	memcpy(counts->name, info->filename, length);
	return counts;
}

/* What its constructor tells of a file of a module; early it is not of use. */
void __gcov_init(void *file)
{
	if (vmtest_counts_collecting)
		add_file(find(file)->blob.data, file);
}
EXPORT_SYMBOL(__gcov_init);

/* Named by what gcc makes, and never called. */
void __gcov_exit(void)
{
}
EXPORT_SYMBOL(__gcov_exit);

void __gcov_merge_add(s64 *values, unsigned int num)
{
}
EXPORT_SYMBOL(__gcov_merge_add);

/* Its constructors, one for each file: not every kernel calls them at load. */
static void collect(struct module *module)
{
	struct mod_kallsyms *symbols = rcu_dereference_raw(module->kallsyms);

	for (unsigned int i = 0; i < symbols->num_symtab; i++) {
		const typeof(*symbols->symtab) *symbol = &symbols->symtab[i];
		void (*constructor)(void) = (void *)symbol->st_value;

		if (strstarts(symbols->strtab + symbol->st_name, "_sub_I_00100_"))
			constructor();
	}
}

static int notice(struct notifier_block *block, unsigned long state, void *module)
{
	if (state != MODULE_STATE_GOING)
		return NOTIFY_DONE;
	mutex_lock(&vmtest_counts_lock);
	vmtest_counts_collecting = true;
	collect(module);
	vmtest_counts_collecting = false;
	mutex_unlock(&vmtest_counts_lock);
	return NOTIFY_OK;
}

static struct notifier_block vmtest_counts_block = { .notifier_call = notice };

/* It stays: what was counted is read when all others have gone. */
static int __init vmtest_counts_init(void)
{
	vmtest_counts_dir = debugfs_create_dir("vmtest_counts", NULL);
	return register_module_notifier(&vmtest_counts_block);
}
module_init(vmtest_counts_init);

MODULE_DESCRIPTION("counts of lines, for the tests");
MODULE_LICENSE("GPL");
