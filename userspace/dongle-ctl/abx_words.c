// SPDX-License-Identifier: GPL-2.0-only
/* A result in words: what it shows, and what it does not. */
#include "abx.h"
#include "abx_score.h"

#define HIDES	"Not hidden: a relay clicks only where it switches; a gain step may pop; other " \
		"programs can read the controls of the card, and whoever watches the bus sees " \
		"what is sent.\n"
#define PERCENT(x)	((x) * 100)

const char *abx_hides(void)
{
	return HIDES;
}

static void say_end(struct text *text, const struct abx *abx, enum abx_end end)
{
	switch (end) {
	case ABX_CHANGED:
		text_add(text,
			 "Another program, or a hand, changed the settings: the test ends, and they stay as they are now%s.\n",
			 abx->touched ? ", not as before the test; it may be muted" : "");
		break;
	case ABX_FAILED:
		text_add(text, "The test ends: %s.\n", dongle_strerror(abx->error));
		break;
	default:
		break;
	}
	if (end != ABX_DONE)
		text_add(text,
			 "Ended after %u of %u trials. The probability holds only for a number of trials that was fixed before: who stops when it looks good finds differences that are not there.\n",
			 abx->answered, abx->trials);
}

static void say_hits(struct text *text, const struct abx *abx)
{
	double guessed = abx_guessed(abx->answered, abx->hits), low, high;

	abx_interval(abx->answered, abx->hits, &low, &high);
	text_add(text, "%u of %u right. Guessing gives as many or more with a probability of %.4g",
		 abx->hits, abx->answered, guessed);
	text_add(text, " (one-sided, exact binomial). Hit rate %.0f %%, ",
		 PERCENT((double)abx->hits / abx->answered));
	text_add(text, "95 %% interval %.0f to %.0f %% (Clopper and Pearson).\n", PERCENT(low),
		 PERCENT(high));
}

static void say_meaning(struct text *text, const struct abx *abx)
{
	if (abx_guessed(abx->answered, abx->hits) <= ABX_SIGNIFICANT)
		text_add(text,
			 "This speaks for a difference that was heard. It does not say which is better, nor what was heard: levels that differ, or a click, would do. One such result in twenty comes from guessing.\n");
	else if (abx_missed(abx->answered, abx->hits) <= ABX_SIGNIFICANT)
		text_add(text,
			 "So few hits are as rare as so many: perhaps A and B were told apart and the answers exchanged. This test counts hits, and shows no difference; repeat it.\n");
	else
		text_add(text,
			 "This shows no difference. It does not show that there is none: one that was heard in few trials, by other ears or with other music, is not found by so few trials.\n");
}

void abx_says(struct text *text, const struct abx *abx, enum abx_end end)
{
	say_end(text, abx, end);
	if (!abx->answered) {
		text_add(text, "Nothing was answered: there is no result.\n");
		return;
	}
	say_hits(text, abx);
	say_meaning(text, abx);
}
