/* SPDX-License-Identifier: GPL-2.0-only */
/* Hostile devices: what they do, when, and what must be so all the same. */
#ifndef HOSTILE_H
#define HOSTILE_H

#include <alsa/asoundlib.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

#define __printf(a, b)	__attribute__((__format__(printf, a, b)))

/* Which victims a mutation is for; a bit for each row of victims[]. */
#define OWN		(1u << 0)
#define DAWN		(1u << 1)
#define KA5		(1u << 2)
#define SG3		(1u << 3)
#define ELITE		(1u << 4)
#define SPACE		(1u << 5)
#define VICTIMS		6
#define CHANNEL		(DAWN | KA5)
#define HID		(SG3 | ELITE | SPACE)
#define BOUGHT		(CHANNEL | HID)
#define ANY		(OWN | BOUGHT)

enum moment { ATTACH, PUT, GET, REMOVE, SLEEP, UNLOAD, MOMENTS };

#define AT(moment)	(1u << (moment))
#define LATER		(AT(PUT) | AT(GET) | AT(REMOVE) | AT(SLEEP) | AT(UNLOAD))
#define ALWAYS		(AT(ATTACH) | LATER)

/**
 * struct mutation - one kind of malice, data only
 * @name: for humans
 * @victims: who does it
 * @moments: when it begins
 * @does: commands of a device, ";" between: %o offset and %v value of byte number seed,
 *	%s the seed, %a and %w how its answers and writes are named
 * @seeds: how many there are; 0: one
 * @picks: how many are in the selection; 0: one
 * @deaf: its sound may be gone, too
 */
struct mutation {
	const char *name;
	unsigned int victims;
	unsigned int moments;
	const char *does;
	unsigned int seeds;
	unsigned int picks;
	bool deaf;
};

extern const struct mutation mutations[];

/* A frame that sets something: what it begins with, and where its level is. */
struct write {
	const char *begins;	/* hexadecimal */
	const char *control;	/* that was asked for */
	unsigned int at;	/* byte of the value */
	unsigned int values;
	bool softens;		/* a greater value is softer: what ALSA has, from the top */
};

struct victim {
	const char *program;
	const char *id;
	const char *answer;
	const char *write;
	const char *poke;	/* has it speak first, if it does that */
	unsigned int settles;	/* ms, however it answers */
	const struct write *writes;
};

extern const struct victim victims[VICTIMS];

struct hostile_case {
	unsigned int number;
	const struct mutation *mutation;
	const struct victim *victim;
	enum moment moment;
	unsigned int seed;
};

/* Return: false when there is no such case. */
bool hostile_find(unsigned int number, struct hostile_case *found);

void hostile_name(const struct hostile_case *c, char *text, size_t size);

/* The commands of @c, one a line. */
void hostile_commands(const struct hostile_case *c, char *text, size_t size);

/*
 * ordeal.c. @thorough: a good device afterwards, and programs that take their time.
 * Return: NULL or what went wrong, a line each.
 */
const char *ordeal(const struct hostile_case *c, bool thorough);

extern bool verbose;

/* Notes that something went wrong. */
__printf(1, 2) void blame(const char *format, ...);

/* plug.c: an emulated device as a process of its own. */
struct plug {
	pid_t pid;
	FILE *say;
	char log[64];
	long heard;		/* of the log, so far */
	unsigned int writes;
	unsigned long storms;	/* reports a second that were read */
};

bool plug_in(struct plug *plug, const char *program, char *const options[]);
__printf(2, 3) void plug_say(struct plug *plug, const char *format, ...);
void plug_out(struct plug *plug);

/* The card's number, of the device with this product string or id; -1: none. */
int plug_card(const char *id);

/* judge.c: what is asked of the controls, and how long it took. */
struct asked {
	char name[44];
	long value;		/* the loudest that was asked for */
	long max;
	double db;		/* of it, 1/100 dB; NAN where there is none */
	bool set;
};

#define MAX_ASKED	32

struct judge {
	int card;
	struct asked asked[MAX_ASKED];
	unsigned int count;
	unsigned int controls;	/* ours */
	long slowest;		/* ms, of any call */
};

bool judge_is_ours(const char *name);
void judge_read(struct judge *judge);
void judge_write(struct judge *judge);
void judge_reread(struct judge *judge);
void judge_play(int card);
int judge_count(int card);
const struct asked *judge_asked(const struct judge *judge, const char *name);

/* heard.c: what reached the device. */
void heard_check(struct plug *plug, const struct victim *victim, const struct judge *judge);

/* around.c: the kernel's log and other programs. */
void log_start(void);
void log_check(bool deaf);
void run_program(const char *const argv[], unsigned int seconds, bool errors);

/* ms of CLOCK_MONOTONIC */
long now_ms(void);
void sleep_ms(unsigned int ms);

#endif
