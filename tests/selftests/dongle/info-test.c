// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whether each dongle has exactly the controls that it says, with the ranges it says.
 * Changes nothing.
 */
#include <stdio.h>
#include <string.h>

#include "ktap.h"
#include "promise.h"

#define READ	SNDRV_CTL_ELEM_ACCESS_READ
#define WRITE	SNDRV_CTL_ELEM_ACCESS_WRITE

/* A control that there should be; @most: a limit may make the range shorter. */
struct expected {
	char name[64];
	snd_ctl_elem_type_t type;
	snd_ctl_elem_iface_t iface;
	unsigned int access;
	unsigned int count;
	long max;
	bool most;
};

static struct card cards[CARDS_MAX];
static struct expected expected[CARDS_MAX][CONTROLS_MAX];
static unsigned int expecteds[CARDS_MAX];
static const char *failed[CARDS_MAX];

static struct expected *expect(unsigned int n, const char *output, const char *name)
{
	struct expected *e = &expected[n][expecteds[n]++];

	snprintf(e->name, sizeof(e->name), "%s%s", output, name);
	e->type = SNDRV_CTL_ELEM_TYPE_BOOLEAN;
	e->iface = SNDRV_CTL_ELEM_IFACE_MIXER;
	e->access = READ | WRITE;
	e->count = 1;
	e->max = 1;
	return e;
}

static void expect_read_only(struct expected *e)
{
	e->iface = SNDRV_CTL_ELEM_IFACE_CARD;
	e->access = READ;
}

static void expect_output(unsigned int n, const struct promise *promise, unsigned int out)
{
	const char *name = out ? "Balanced " : "SE ", *level = promise->shared ? "" : name;
	unsigned int caps = promise->output[out].caps;
	struct expected *e;

	if (caps & CAP_VOLUME) {
		e = expect(n, level, "Headphone Playback Volume");
		e->type = SNDRV_CTL_ELEM_TYPE_INTEGER;
		e->count = 2;
		e->max = (promise->output[out].max - promise->output[out].min) /
			 promise->output[out].step;
		e->most = caps & CAP_LIMIT;
	}
	if (caps & CAP_MUTE)
		expect(n, level, "Headphone Playback Switch");
	if (caps & CAP_DETECT)
		expect_read_only(expect(n, name, "Headphone Jack"));
	if (caps & CAP_IMPEDANCE) {
		e = expect(n, name, "Headphone Impedance");
		expect_read_only(e);
		e->type = SNDRV_CTL_ELEM_TYPE_INTEGER;
		e->max = 65535;
	}
}

static void expect_choice(unsigned int n, const char *name, unsigned int items)
{
	struct expected *e = expect(n, "", name);

	e->type = SNDRV_CTL_ELEM_TYPE_ENUMERATED;
	e->max = (long)items - 1;
}

static void expect_all(unsigned int n, const struct promise *promise)
{
	expect_output(n, promise, 0);
	expect_output(n, promise, 1);
	if (promise->modes > 1)
		expect_choice(n, "Output Mode", promise->modes);
	if (promise->gains > 1)
		expect_choice(n, "Headphone Gain", promise->gains);
	if (promise->filters)
		expect_choice(n, "DAC Filter", promise->filters);
}

static const struct control *find(const struct card *card, const struct expected *e)
{
	unsigned int i;

	for (i = 0; i < card->count; i++)
		if (!strcmp(control_name(&card->controls[i]), e->name))
			return &card->controls[i];
	return NULL;
}

static bool is_as_expected(const struct control *control, const struct expected *e)
{
	unsigned int access = control->info.access & (READ | WRITE);
	long max = control_max(control);

	ktap_note("type %d, interface %d, access %x, %u values, %ld to %ld", control->info.type,
		  control->info.id.iface, access, control->info.count, control_min(control), max);
	return control->info.type == e->type && control->info.id.iface == e->iface &&
	       access == e->access && control->info.count == e->count && !control_min(control) &&
	       (e->most ? max <= e->max && max >= 0 : max == e->max);
}

static void test_card(unsigned int n)
{
	const struct card *card = &cards[n];
	const struct control *control;
	unsigned int i;

	if (failed[n])
		ktap_note("%s", failed[n]);
	ktap_result(!failed[n], "card%d.described", card->number);
	for (i = 0; i < expecteds[n]; i++) {
		control = find(card, &expected[n][i]);
		ktap_result(control && is_as_expected(control, &expected[n][i]), "card%d.%s",
			    card->number, expected[n][i].name);
	}
	if (card->count != expecteds[n])
		for (i = 0; i < card->count; i++)
			ktap_note("it has '%s'", control_name(&card->controls[i]));
	ktap_result(card->count == expecteds[n], "card%d.no_other", card->number);
}

int main(void)
{
	unsigned int n, count, tests = 0;
	struct promise promise;
	const char *why;

	count = cards_find(cards, &why);
	if (!count)
		ktap_skip_all(why);
	for (n = 0; n < count; n++) {
		if (cards[n].end == END_BOUGHT) {
			tests++;
			continue;
		}
		failed[n] = promise_read(&cards[n], &promise);
		if (!failed[n])
			expect_all(n, &promise);
		tests += expecteds[n] + 2;
	}
	ktap_plan(tests);
	for (n = 0; n < count; n++) {
		if (cards[n].end == END_BOUGHT)
			ktap_skip("card%d.described # SKIP it cannot say what it has",
				  cards[n].number);
		else
			test_card(n);
	}
	ktap_done();
}
