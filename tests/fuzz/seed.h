/* SPDX-License-Identifier: GPL-2.0-only */
/* Writes seeds: each program of seeds/ has the tables of a test of tests/unit. */
#ifndef TEST_SEED_H
#define TEST_SEED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *seed_folder;
static unsigned int seed_count;

/* Parts of the next one. */
static unsigned char seed_bytes[4096];
static size_t seed_len;

static inline void seed_add(const void *bytes, size_t len)
{
	memcpy(seed_bytes + seed_len, bytes, len);
	seed_len += len;
}

static inline void seed_add_byte(unsigned char byte)
{
	seed_add(&byte, 1);
}

/* Ends one. */
static inline void seed_write(void)
{
	char path[512];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%03u", seed_folder, seed_count++);
	file = fopen(path, "w");
	if (!file || fwrite(seed_bytes, 1, seed_len, file) != seed_len || fclose(file))
		exit(1);
	seed_len = 0;
}

static void seeds(void);

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	seed_folder = argv[1];
	seeds();
	return 0;
}

/* The test's own. */
#define main unit_main
int main(void);

#endif /* TEST_SEED_H */
