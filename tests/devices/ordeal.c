// SPDX-License-Identifier: GPL-2.0-only
/* One case: a device means harm at a moment, and what must be so all the same. */
#include <pthread.h>
#include <glob.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hostile.h"

#define CARD_MS		3000
#define GOOD_ID		"1d6b:0106"
#define GOOD_CONTROLS	11
#define GOOD_WRITES	6	/* some are read-only, and the gain is low already */
#define PROGRAM_SECONDS	30

bool verbose;

static char blames[8192];
static pthread_mutex_t blames_lock = PTHREAD_MUTEX_INITIALIZER;

void blame(const char *format, ...)
{
	va_list arguments;
	size_t n;

	pthread_mutex_lock(&blames_lock);
	n = strlen(blames);
	if (n + 600 < sizeof(blames)) {
		n += sprintf(blames + n, "# ");
		va_start(arguments, format);
		vsnprintf(blames + n, 512, format, arguments);
		va_end(arguments);
		strcat(blames, "\n");
	}
	pthread_mutex_unlock(&blames_lock);
}

/* Until its controls are there, or have had the time to come. */
static int wait_card(const char *id, unsigned int ms, int controls)
{
	long begin = now_ms();
	int card, found = 0, last;

	do {
		sleep_ms(now_ms() - begin < 1000 ? 50 : 200);
		card = plug_card(id);
		last = found;
		found = judge_count(card);
	} while (now_ms() - begin < ms && (!found || found != last || found < controls));
	return card;
}

/* In sysfs; where there is none, nothing happens. */
static void put_file(const char *pattern, const char *text)
{
	FILE *file;
	glob_t g;

	if (glob(pattern, 0, NULL, &g))
		return;
	file = fopen(g.gl_pathv[0], "w");
	if (file) {
		fputs(text, file);
		fclose(file);
	}
	globfree(&g);
}

static void sleep_and_wake(void)
{
	put_file("/sys/devices/platform/vhci_hcd.0/usb*/*-*/power/autosuspend_delay_ms", "0");
	put_file("/sys/devices/platform/vhci_hcd.0/usb*/*-*/power/control", "auto");
	sleep_ms(200);
	put_file("/sys/devices/platform/vhci_hcd.0/usb*/*-*/power/control", "on");
	put_file("/sys/power/pm_test", "freezer");
	put_file("/sys/module/suspend/parameters/pm_test_delay", "0");
	put_file("/sys/power/state", "mem");
}

static void *write_on(void *argument)
{
	struct judge *judge = argument;

	judge_write(judge);
	judge_write(judge);
	return NULL;
}

/* While somebody sets what there is to set. */
static void meanwhile(struct judge *judge, void (*happens)(struct plug *plug), struct plug *plug)
{
	pthread_t writer;

	pthread_create(&writer, NULL, write_on, judge);
	sleep_ms(5);
	happens(plug);
	pthread_join(writer, NULL);
}

static void pull(struct plug *plug)
{
	plug_say(plug, "unplug\n");
}

static void unload(struct plug *plug)
{
	static const char *const out[] = { "modprobe", "-r", "snd-usb-dongle", NULL };

	run_program(out, PROGRAM_SECONDS, false);
}

static void load(void)
{
	static const char *const in[] = { "modprobe", "snd-usb-dongle", NULL };

	run_program(in, PROGRAM_SECONDS, false);
}

static void happen(const struct hostile_case *c, struct plug *plug, struct judge *judge)
{
	switch (c->moment) {
	case PUT:
		judge_write(judge);
		break;
	case GET:
		if (c->victim->poke)
			plug_say(plug, "tamper report times=1 2=ff10\n%s\n", c->victim->poke);
		judge_reread(judge);
		judge_read(judge);
		break;
	case REMOVE:
		meanwhile(judge, pull, plug);
		break;
	case SLEEP:
		sleep_and_wake();
		break;
	case UNLOAD:
		meanwhile(judge, unload, plug);
		break;
	default:
		break;
	}
	if (c->moment != REMOVE && c->victim->poke)
		plug_say(plug, "%s\n", c->victim->poke);
	sleep_ms(300);
	if (c->moment == UNLOAD) {
		load();
		judge->card = wait_card(c->victim->id, c->victim->settles, 1);
	}
}

static void programs(const struct hostile_case *c, bool all)
{
	const char *ctl = getenv("DONGLE_CTL") ? getenv("DONGLE_CTL") : "dongle-ctl";
	char id[32];
	const char *const status[] = { ctl, id, "status", NULL };
	const char *const direct[] = { ctl, id, "--direct", "status", NULL };
	const char *const json[] = { ctl, "list", "--json", NULL };
	const char *const set[] = { ctl, id, "--direct", "--se-volume=-70dB", NULL };

	snprintf(id, sizeof(id), "--id=%s", c->victim->id);
	run_program(direct, PROGRAM_SECONDS, true);
	if (all || c->victim != victims) /* the same for those of ours */
		run_program(status, PROGRAM_SECONDS, true);
	if (all)
		run_program(json, PROGRAM_SECONDS, true);
	if (c->victim == victims && c->moment != ATTACH)
		run_program(set, PROGRAM_SECONDS, true);
}

static void amixer(int card)
{
	char number[12];
	const char *const argv[] = { "amixer", "-c", number, "contents", NULL };

	snprintf(number, sizeof(number), "%d", card);
	run_program(argv, PROGRAM_SECONDS, true);
}

/* Whatever it does, this is how it must be. */
static void judge_all(const struct hostile_case *c, struct judge *judge, bool thorough)
{
	judge_read(judge);
	judge_write(judge);
	judge_read(judge);
	if (judge->card >= 0 && !c->mutation->deaf)
		judge_play(judge->card);
	programs(c, thorough);
	if (judge->card >= 0 && thorough)
		amixer(judge->card);
}

/* From the start, at attach; what else it does is said to it. */
static bool is_option(const struct hostile_case *c, const char *line)
{
	return c->moment == ATTACH && !strncmp(line, "tamper ", 7);
}

static struct plug start(const struct hostile_case *c, const char *commands)
{
	char text[2048], *options[16] = { NULL }, *line, *rest = NULL;
	struct plug plug;
	int n = 0;

	snprintf(text, sizeof(text), "%s", commands);
	line = strtok_r(text, "\n", &rest);
	for (; line && n < 14; line = strtok_r(NULL, "\n", &rest)) {
		if (!is_option(c, line))
			continue;
		options[n++] = "--tamper";
		options[n++] = line + 7;
	}
	if (!plug_in(&plug, c->victim->program, options))
		blame("no emulated device");
	return plug;
}

static void begin(const struct hostile_case *c, struct plug *plug, const char *commands)
{
	char text[2048], *line, *rest = NULL;

	snprintf(text, sizeof(text), "%s", commands);
	for (line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
		if (!is_option(c, line))
			plug_say(plug, "%s\n", line);
}

/* A fresh one, as it should be: it has everything, and hears everything. */
static void try_good_one(void)
{
	char *options[] = { "--product", "0106", NULL };
	struct judge judge = { .card = -1 };
	struct plug plug;

	if (!plug_in(&plug, victims[0].program, options))
		blame("no emulated device");
	judge.card = wait_card(GOOD_ID, CARD_MS, GOOD_CONTROLS);
	judge_write(&judge);
	judge_read(&judge);
	if (judge.controls != GOOD_CONTROLS)
		blame("a good device has %u controls afterwards, not %u", judge.controls,
		      GOOD_CONTROLS);
	heard_check(&plug, victims, &judge);
	if (plug.writes != GOOD_WRITES)
		blame("a good device heard %u writes afterwards, not %u", plug.writes, GOOD_WRITES);
	plug_out(&plug);
}

const char *ordeal(const struct hostile_case *c, bool thorough)
{
	struct judge judge = { .card = -1 };
	char commands[2048];
	struct plug plug;
	long since = now_ms();

	blames[0] = '\0';
	log_start();
	hostile_commands(c, commands, sizeof(commands));
	plug = start(c, commands);
	if (c->moment == ATTACH)
		begin(c, &plug, commands);
	judge.card = wait_card(c->victim->id, c->victim->settles, 1);
	heard_check(&plug, c->victim, &judge); /* nobody has asked for anything yet */
	if (judge.card < 0 && !c->mutation->deaf)
		blame("no card");
	if (c->moment != ATTACH)
		begin(c, &plug, commands);
	happen(c, &plug, &judge);
	if (c->moment != REMOVE)
		judge_all(c, &judge, thorough);
	heard_check(&plug, c->victim, &judge);
	plug_out(&plug);
	log_check(c->mutation->deaf);
	if (verbose)
		printf("# %u controls, slowest %ld ms, %u writes, %lu reports a second, %ld ms\n",
		       judge.controls, judge.slowest, plug.writes, plug.storms, now_ms() - since);
	if (thorough)
		try_good_one();
	return blames[0] ? blames : NULL;
}
