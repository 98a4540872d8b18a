// SPDX-License-Identifier: GPL-2.0-only
/*
 * usage: hostile --list|--selection [FROM]|--all [FROM]|--case N... [--verbose]
 *
 * Emulated dongles that mean harm, one case after the other, numbered and the same each
 * time. Runs beside its devices, as root, in a guest with vhci_hcd and the drivers. Prints
 * TAP.
 */
#include <string.h>
#include <stdlib.h>
#include <unistd.h>

#include "hostile.h"

#define THOROUGH	4	/* every so many cases, and the first */

static const char *const moment_names[] = {
	[ATTACH] = "attach", [PUT] = "put", [GET] = "get", [REMOVE] = "remove",
	[SLEEP] = "sleep", [UNLOAD] = "unload",
};

static const uint8_t wild[] = { 0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff };

static unsigned int seeds_of(const struct mutation *mutation)
{
	return mutation->seeds ? mutation->seeds : 1;
}

/* In the order of the table, then victims, moments and seeds. */
static bool next_case(struct hostile_case *c)
{
	c->number++;
	if (++c->seed < seeds_of(c->mutation))
		return true;
	c->seed = 0;
	do
		c->moment++;
	while (c->moment < MOMENTS && !(c->mutation->moments & AT(c->moment)));
	if (c->moment < MOMENTS)
		return true;
	do
		c->victim++;
	while (c->victim < victims + VICTIMS &&
	       !(c->mutation->victims & 1u << (c->victim - victims)));
	if (c->victim == victims + VICTIMS) {
		c->mutation++;
		if (!c->mutation->name)
			return false;
		c->victim = victims + __builtin_ctz(c->mutation->victims);
	}
	c->moment = __builtin_ctz(c->mutation->moments);
	return true;
}

static void first_case(struct hostile_case *c)
{
	*c = (struct hostile_case){
		.number = 1,
		.mutation = mutations,
		.victim = victims + __builtin_ctz(mutations[0].victims),
		.moment = __builtin_ctz(mutations[0].moments),
	};
}

bool hostile_find(unsigned int number, struct hostile_case *found)
{
	first_case(found);
	while (found->number != number)
		if (!next_case(found))
			return false;
	return true;
}

void hostile_name(const struct hostile_case *c, char *text, size_t size)
{
	int n = snprintf(text, size, "case %u: %s, %s, at %s", c->number, c->victim->program,
			 c->mutation->name, moment_names[c->moment]);

	if (seeds_of(c->mutation) > 1)
		snprintf(text + n, size - n, ", seed %u", c->seed);
}

static const char *expand(const struct hostile_case *c, char what, char *number)
{
	switch (what) {
	case 'a':
		return c->victim->answer;
	case 'w':
		return c->victim->write;
	case 's':
		sprintf(number, "%u", c->seed);
		break;
	case 'o':
		sprintf(number, "%zu", c->seed / sizeof(wild));
		break;
	default:
		sprintf(number, "%02x", wild[c->seed % sizeof(wild)]);
	}
	return number;
}

void hostile_commands(const struct hostile_case *c, char *text, size_t size)
{
	const char *from;
	char number[12];
	size_t n = 0;

	for (from = c->mutation->does; *from && n + 64 < size; from++) {
		if (*from == '%')
			n += sprintf(text + n, "%s", expand(c, *++from, number));
		else
			text[n++] = *from == ';' ? '\n' : *from;
	}
	text[n++] = '\n';
	text[n] = '\0';
}

/* Of each mutation some seeds, far from each other; victims and moments take turns. */
static bool is_selected(const struct hostile_case *c)
{
	const struct mutation *m = c->mutation;
	unsigned int seeds = seeds_of(m), picks = m->picks ? m->picks : 1, pick, turn;
	unsigned int all_victims = __builtin_popcount(m->victims);
	unsigned int all_moments = __builtin_popcount(m->moments);
	unsigned int victim = __builtin_popcount(m->victims & ((1u << (c->victim - victims)) - 1));
	unsigned int moment = __builtin_popcount(m->moments & (AT(c->moment) - 1));

	for (pick = 0; pick < picks; pick++) {
		turn = pick + (m - mutations);
		if (victim == turn % all_victims && moment == turn % all_moments &&
		    c->seed == (pick * seeds / picks + 7 * (m - mutations)) % seeds)
			return true;
	}
	return false;
}

static void judge_case(const struct hostile_case *c, unsigned int *failed)
{
	static unsigned int results;
	const char *why = ordeal(c, results % THOROUGH == 0);
	char name[160];

	hostile_name(c, name, sizeof(name));
	printf("%sok %u - %s\n", why ? "not " : "", ++results, name);
	if (why)
		printf("%s", why);
	*failed += !!why;
}

static int run_many(bool all, unsigned long from)
{
	unsigned int failed = 0, count = 0;
	struct hostile_case c;

	first_case(&c);
	do {
		if (c.number < from || (!all && !is_selected(&c)))
			continue;
		judge_case(&c, &failed);
		count++;
	} while (next_case(&c));
	printf("1..%u\n", count);
	return failed > 0;
}

static int list(void)
{
	struct hostile_case c;
	char name[160];

	first_case(&c);
	do {
		hostile_name(&c, name, sizeof(name));
		printf("%c %s\n", is_selected(&c) ? '*' : ' ', name);
	} while (next_case(&c));
	return 0;
}

static int run_cases(char **texts)
{
	unsigned int failed = 0, count = 0;
	struct hostile_case c;
	char *end;

	for (; texts[count]; count++) {
		unsigned long number = strtoul(texts[count], &end, 10);

		if (*end || end == texts[count] || !hostile_find(number, &c)) {
			hostile_find(0, &c);
			fprintf(stderr, "hostile: no case %s: there are 1 to %u\n", texts[count],
				c.number - 1);
			return 2;
		}
		judge_case(&c, &failed);
	}
	printf("1..%u\n", count);
	return failed > 0;
}

/* Cards go while they are opened: that is no news. */
static void say_nothing(const char *file, int line, const char *function, int err,
			const char *format, ...)
{
}

int main(int argc, char **argv)
{
	snd_lib_error_set_handler(say_nothing);
	setvbuf(stdout, NULL, _IOLBF, 0);
	verbose = argc > 2 && !strcmp(argv[argc - 1], "--verbose");
	argc -= verbose;
	argv[argc] = NULL;
	if (argc == 2 && !strcmp(argv[1], "--list"))
		return list();
	if ((argc == 2 || argc == 3) &&
	    (!strcmp(argv[1], "--selection") || !strcmp(argv[1], "--all")))
		return run_many(argv[1][2] == 'a', argc == 3 ? strtoul(argv[2], NULL, 10) : 0);
	if (argc > 2 && !strcmp(argv[1], "--case"))
		return run_cases(argv + 2);
	fputs("usage: hostile --list|--selection [FROM]|--all [FROM]|--case N... [--verbose]\n",
	      stderr);
	return 2;
}
