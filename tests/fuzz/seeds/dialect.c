// SPDX-License-Identifier: GPL-2.0-only
#include "seed.h"
#include "../unit/dialect.c"

/* The last bytes of the model, what was heard, one answer: see tests/fuzz/dialect.c. */
static void add(u16 vendor, u16 product, u8 question, const u8 *answer, size_t len)
{
	static const u8 nothing[sizeof(struct dialect_heard)];
	size_t whole = dongle_model_find(vendor, product)->kind->dialect->answer_len;

	seed_add_byte(dongle_model_find(vendor, product) - dongle_models);
	seed_add(nothing, sizeof(nothing));
	seed_add_byte(0);
	seed_add_byte(question);
	seed_add_byte(whole);
	seed_add_byte(0xd0);
	seed_add(answer, len);
	for (; len < whole; len++)
		seed_add_byte(0);
	seed_write();
}

static void seeds(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(answers); i++)
		add(0x2fc6, 0xf06a, answers[i].question, answers[i].bytes, 7);
	for (i = 0; i < ARRAY_SIZE(hid_answers); i++)
		add(hid_answers[i].vendor, hid_answers[i].product, hid_answers[i].question,
		    hid_answers[i].answer, sizeof(hid_answers[i].answer));
}
