// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "doseshow.h"
#include "dosefile.h"
#include "estimate.h"
#include "listening.h"
#include "playing.h"

#define STEP		5	/* s between two looks while something could play */
#define STEP_MAX	15.0	/* who was stopped for longer knows nothing of that time */
#define KEEP		30.0	/* s of sound that are not yet in the file, at most */
#define TELL		10.0	/* percent of a day between two lines */

/**
 * struct ear - at one dongle
 * @next: in the list
 * @dongle: only what it is and where; it is never spoken to
 * @state: how it is
 * @own: headphones and dongle, for the estimate
 * @number: of the dongle, among all programs
 * @mine: no other program counts it
 * @hears: it plays and is loud as @dba says
 * @dba: estimate, dB(A)
 */
struct ear {
	struct ear *next;
	struct dongle dongle;
	struct dongle_state state;
	struct advise own;
	unsigned int number;
	bool mine;
	bool hears;
	double dba;
};

/**
 * struct listening - all of them
 * @run: this run
 * @folder: of the file
 * @lock: of the dongles
 * @first: dongles
 * @awake: of the last count
 * @more: what is not yet in the file
 * @told: tenths of a day that were told of; -1: not known yet
 * @failed: what could not be written was said
 */
struct listening {
	struct run *run;
	int folder;
	int lock;
	struct ear *first;
	double awake;
	struct dose_day more;
	int told;
	bool failed;
};

static void complain(struct listening *l, const char *what, const char *why)
{
	fprintf(l->run->err, "dongle-ctl: %s the listening dose: %s\n", what, why);
}

/* Where nobody has headphones, nothing is made. */
static bool begin(struct listening *l)
{
	if (l->lock >= 0 || l->failed)
		return l->lock >= 0;
	l->folder = dosefile_open(true);
	l->lock = l->folder < 0 ? l->folder : dosefile_lock(l->folder);
	l->failed = l->lock < 0;
	if (l->failed)
		complain(l, "cannot keep", l->folder == -ENOENT ?
			 "neither XDG_STATE_HOME nor HOME is there" : strerror(-l->lock));
	return !l->failed;
}

enum exit_code listening_new(struct run *run, struct listening **listening)
{
	struct listening *l = calloc(1, sizeof(*l));

	*listening = l;
	if (!l)
		return verb_finish(run, -ENOMEM, EXIT_DEVICE);
	l->run = run;
	l->told = -1;
	l->folder = -1;
	l->lock = -1;
	return EXIT_OK;
}

static struct ear *find(struct listening *l, const struct dongle_id *id)
{
	struct ear *ear = l->first;

	while (ear && (ear->dongle.id.bus != id->bus || ear->dongle.id.address != id->address))
		ear = ear->next;
	return ear;
}

static void drop(struct listening *l, struct ear *ear)
{
	struct ear **at = &l->first;

	while (*at != ear)
		at = &(*at)->next;
	*at = ear->next;
	if (ear->mine)
		dosefile_count_alone(l->lock, ear->number, false);
	free(ear);
}

/* Return: whether headphones are known, those of the command line or else of files. */
static bool put_on(struct listening *l, struct ear *ear)
{
	struct advise *advise = calloc(1, sizeof(*advise));
	const struct catalog_entry *entry = NULL;
	bool known = false;

	if (!advise)
		return false;
	if (!l->run->advise && l->run->config)
		entry = config_headphones(l->run->config, &ear->dongle);
	if (l->run->advise)
		*advise = *l->run->advise;
	else if (entry)
		advise_take(advise, entry);
	if (l->run->advise || entry)
		known = begin(l) && estimate_prepare(l->run, &ear->own, advise, &ear->dongle,
						     &ear->state) == EXIT_OK;
	free(advise);
	return known;
}

static void add(struct listening *l, const struct dongle_event *event)
{
	struct ear *ear = calloc(1, sizeof(*ear));

	if (!ear)
		return;
	ear->dongle.bus = l->run->bus;
	ear->dongle.id = *event->id;
	ear->dongle.info = *event->info;
	ear->number = event->id->bus << 8 | event->id->address;
	ear->state = *event->to;
	ear->next = l->first;
	l->first = ear;
	if (!put_on(l, ear))
		drop(l, ear);
}

void listening_take(struct listening *l, const struct dongle_event *event)
{
	struct ear *ear = l ? find(l, event->id) : NULL;

	if (!l)
		return;
	if (ear && event->type == DONGLE_CHANGED)
		ear->state = *event->to;
	else if (ear)
		drop(l, ear);
	if (event->type == DONGLE_APPEARED && event->info)
		add(l, event);
}

static int tell(struct listening *l, const struct dose *dose)
{
	const struct options *options = l->run->options;
	struct doseshow show;
	int tenths;

	doseshow_make(&show, dose, l->more.day);
	tenths = show.percent[DOSESHOW_DAY][DOSE_ADULT] / TELL;
	/* fewer on a new day, or after it was forgotten */
	if (tenths <= l->told || l->told < 0 || options->quiet) {
		l->told = tenths;
		return 0;
	}
	l->told = tenths;
	if (options->json)
		return doseshow_event(l->run->out, &show);
	if (options->plain)
		doseshow_plain(l->run->out, &show);
	else
		doseshow_text(l->run->out, "dose: ", &show);
	return fflush(l->run->out) ? -errno : 0;
}

/* What cannot be written now is tried again; it is said once. */
static int keep(struct listening *l)
{
	char why[DOSEFILE_ERROR_MAX];
	struct dose dose;
	int err;

	if (!l->more.seconds)
		return 0;
	err = dosefile_add(l->folder, &l->more, &dose, why);
	if (err && !l->failed)
		complain(l, "cannot write", strerror(-err));
	if (!err && *why)
		complain(l, "put aside as dose.broken, and begun anew:", why);
	l->failed = err;
	if (err)
		return 0;
	err = tell(l, &dose);
	l->more.exposure = 0;
	l->more.seconds = 0;
	return err;
}

int listening_count(struct listening *l, const struct moment *now)
{
	double seconds = 0, since;
	bool heard = false;
	struct ear *ear;
	int err = 0;
	long day;

	if (!l)
		return 0;
	since = now->awake - l->awake;
	if (l->awake)
		seconds = since < STEP_MAX ? since : STEP_MAX;
	l->awake = now->awake;
	day = dose_date(now->wall);
	if (day != l->more.day)
		err = keep(l);
	l->more.day = day;
	for (ear = l->first; ear; ear = ear->next) {
		if (!ear->hears)
			continue;
		l->more.exposure += dose_exposure(ear->dba, seconds);
		heard = true;
	}
	l->more.seconds += heard ? seconds : 0;
	if (!err && l->more.seconds >= KEEP)
		err = keep(l);
	return err;
}

/* Return: whether what is played there would be heard. */
static bool could_hear(const struct ear *ear)
{
	static const struct stage open_stage;
	unsigned int i;

	for (i = 0; i < DONGLE_OUTPUTS; i++)
		if (estimate_sounds(&ear->dongle.info, &ear->state, &open_stage, i))
			return true;
	return false;
}

static bool hears(struct listening *l, struct ear *ear)
{
	int card = ear->dongle.bus->ops->card(ear->dongle.bus, &ear->dongle.id);
	struct estimate estimate;
	double loudest = -HUGE_VAL;
	struct stage stage;
	unsigned int i;

	if (card < 0 || !playing_now(card))
		return false;
	ear->mine = dosefile_count_alone(l->lock, ear->number, true);
	if (!ear->mine)
		return false;
	stage_read(&ear->dongle, &stage);
	estimate_now(&estimate, &ear->own, &ear->dongle, &ear->state, &stage);
	for (i = 0; i < DONGLE_OUTPUTS; i++)
		if (estimate.known & BIT(i) && estimate.spl[i] > loudest)
			loudest = estimate.spl[i];
	ear->dba = loudest + DOSE_PROGRAMME;
	return estimate.known;
}

int listening_look(struct listening *l)
{
	struct ear *ear = l ? l->first : NULL;
	bool any = false, could = false;

	for (; ear; ear = ear->next) {
		could |= could_hear(ear);
		ear->hears = could_hear(ear) && hears(l, ear);
		any |= ear->hears;
	}
	/* an output that is closed is seen by poll */
	if (l && !any)
		(void)keep(l);
	return could ? STEP * 1000 : -1;
}

void listening_free(struct listening *l)
{
	if (!l)
		return;
	if (l->lock >= 0)
		keep(l);
	while (l->first)
		drop(l, l->first);
	if (l->lock >= 0)
		close(l->lock);
	if (l->folder >= 0)
		close(l->folder);
	free(l);
}
