// SPDX-License-Identifier: GPL-2.0-only
/*
 * Prints how fast this machine's time stamp counter is, in kHz. An emulated one is
 * the same, but a busy host does not let the guest find that out.
 */
#include <stdio.h>
#include <time.h>
#include <x86intrin.h>

#define TRIES	100
#define NS	1000000000LL

struct moment {
	long long ns;
	long long ticks;
};

static long long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC_RAW, &time);
	return time.tv_sec * NS + time.tv_nsec;
}

/* Of several, the one that nothing came between. */
static struct moment look(void)
{
	long long shortest = NS;
	struct moment best = { 0 };

	for (int i = 0; i < TRIES; i++) {
		long long before = now(), ticks = __rdtsc(), after = now();

		if (after - before >= shortest)
			continue;
		shortest = after - before;
		best = (struct moment){ .ns = before + shortest / 2, .ticks = ticks };
	}
	return best;
}

int main(void)
{
	struct moment start = look(), end;

	nanosleep(&(struct timespec){ .tv_nsec = 50000000 }, NULL);
	end = look();
	printf("%.0f\n", (end.ticks - start.ticks) * 1e6 / (end.ns - start.ns));
	return 0;
}
