/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the pure C files of this folder need, in the kernel and in userspace,
 * where the library, the tests and the fuzzers compile the same files.
 */
#ifndef DONGLE_PURE_H
#define DONGLE_PURE_H

#ifdef __KERNEL__
#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/stddef.h>
#include <linux/string.h>
#include <linux/types.h>
#include <asm/byteorder.h>
#else
#include <endian.h>
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
typedef uint8_t u8;
typedef uint16_t u16;
typedef int16_t s16;
typedef uint32_t u32;
typedef int64_t s64;
#define cpu_to_le16(x)		htole16(x)
#define cpu_to_le32(x)		htole32(x)
#define le16_to_cpu(x)		le16toh(x)
#define le32_to_cpu(x)		le32toh(x)
#define ARRAY_SIZE(a)		(sizeof(a) / sizeof((a)[0]))
#define sizeof_field(type, f)	sizeof(((type *)0)->f)
#define BIT(n)			(1UL << (n))
#define min(a, b)		((a) < (b) ? (a) : (b))
#define max(a, b)		((a) > (b) ? (a) : (b))
#define div_s64(a, b)		((a) / (b))
#define EXPORT_SYMBOL_GPL(sym)	extern int dongle_no_export_##sym
#endif

#endif /* DONGLE_PURE_H */
