/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What driver/host/talk.c needs of the kernel, for one thread whose clock is ours. The
 * headers that it includes are empty.
 */
#ifndef TEST_KERNEL_H
#define TEST_KERNEL_H

#include "model.h"

typedef unsigned long long u64;

struct mutex {
	int held;
};

struct list_head {
	struct list_head *next, *prev;
};

struct work_struct {
	int queued;
};

struct delayed_work {
	int queued;
};

struct snd_ctl_elem_id {
	int numid;
};

struct snd_card;
struct snd_ctl_layer_ops;
struct device;
struct input_dev;
struct usb_device;
struct usb_interface;

/* Of 1 ms; sleeping moves it. */
extern unsigned long jiffies;

#define time_before(a, b)		((long)((a) - (b)) < 0)
#define jiffies_to_msecs(j)		(j)
#define msecs_to_jiffies(ms)		(ms)
#define msleep(ms)			(jiffies += (ms))
#define lockdep_assert_held(lock)	((void)(lock))
#define usb_autopm_get_interface(intf)	((void)(intf), 0)
#define usb_autopm_put_interface(intf)	((void)(intf))
#define BITS_PER_TYPE(type)		(8 * sizeof(type))

/* Return: the first bit from @bit on, or 64. */
static inline unsigned int next_bit(u64 mask, unsigned int bit)
{
	while (bit < 64 && !(mask >> bit & 1))
		bit++;
	return bit;
}

#define for_each_set_bit(bit, mask, size) \
	for ((bit) = next_bit(*(mask), 0); (bit) < (size); \
	     (bit) = next_bit(*(mask), (bit) + 1))

#endif /* TEST_KERNEL_H */
