/* SPDX-License-Identifier: GPL-2.0-only */
/* What gcc 12 and 13 put into a file that counts its lines, and call. */
#ifndef VMTEST_COUNTS_H
#define VMTEST_COUNTS_H

#include <linux/types.h>

#if __GNUC__ < 12 || __GNUC__ > 13
#error "other versions of gcc have other structures"
#endif

#define GCOV_COUNTERS		8
#define GCOV_DATA_MAGIC		0x67636461
#define GCOV_TAG_FUNCTION	0x01000000
#define GCOV_TAG_COUNTER(n)	(0x01a10000 + ((u32)(n) << 17))

struct gcov_ctr_info {
	unsigned int num;
	s64 *values;
};

struct gcov_info;

struct gcov_fn_info {
	const struct gcov_info *key;
	unsigned int ident;
	unsigned int lineno_checksum;
	unsigned int cfg_checksum;
	struct gcov_ctr_info ctrs[];
};

struct gcov_info {
	unsigned int version;
	struct gcov_info *next;
	unsigned int stamp;
	unsigned int checksum;
	const char *filename;
	void *merge[GCOV_COUNTERS];
	unsigned int n_functions;
	struct gcov_fn_info **functions;
};

/* With a structure in it, its version would be another with each compiler. */
void __gcov_init(void *file);
void __gcov_exit(void);
void __gcov_merge_add(s64 *values, unsigned int num);

#endif /* VMTEST_COUNTS_H */
