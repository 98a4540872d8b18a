// SPDX-License-Identifier: GPL-2.0-only
/* A test on a terminal, or with letters from a file. */
#include "abx.h"
#include "abx_score.h"

static void help(const struct abx *abx)
{
	fprintf(abx->run->out,
		"Keys: a, b, x listen, as often as you like. 1: X is A. 2: X is B. q ends, h shows this.\n");
}

static void say_levels(const struct abx *abx)
{
	FILE *out = abx->run->out;

	if (abx->plan->known)
		fprintf(out,
			"Levels: A and B are within %.2f dB at the headphones, by the dongle's figures.\n",
			abx->plan->mismatch);
	fputs(abx->plan->notes, out);
	if (abx->dongle->bought)
		fprintf(out,
			"This dongle takes each setting by itself: on the bus a switch to what sounds already is shorter.\n");
}

static void begin(const struct abx *abx)
{
	const struct options *options = abx->run->options;
	unsigned int needed = abx_needed(abx->trials);
	FILE *out = abx->run->out;

	fprintf(out, "A is %s, B is %s; X is one of them, drawn anew for each of %u trials.\n",
		options->abx_text[ABX_A], options->abx_text[ABX_B], abx->trials);
	say_levels(abx);
	if (needed > abx->trials)
		fprintf(out, "So few trials cannot show a difference: it takes 5.\n");
	else
		fprintf(out, "%u of %u right are more than guessing gives (5 %%).\n", needed,
			abx->trials);
	fputs(abx_hides(), out);
	fprintf(out, "Log: %s\n", abx->log_path);
	help(abx);
}

static void listening(const struct abx *abx, enum abx_command sound)
{
	fprintf(abx->run->out, "Trial %u of %u: this is %c\n", abx->answered + 1, abx->trials,
		"ABX"[sound]);
}

/* Whether it was right is told at the end: who knows it earlier learns, or stops. */
static void answered(const struct abx *abx, enum abx_command answer)
{
	fprintf(abx->run->out, "Trial %u of %u: X is %c, you say\n", abx->answered, abx->trials,
		answer == ABX_ANSWER_A ? 'A' : 'B');
}

static void refuse(const struct abx *abx, const char *why)
{
	fprintf(abx->run->out, "%s\n", why);
}

static void result(const struct abx *abx, enum abx_end end)
{
	char buf[ABX_TEXT_MAX] = "";
	struct text text = { buf, sizeof(buf), 0 };

	abx_says(&text, abx, end);
	fputs(buf, abx->run->out);
}

const struct abx_face abx_text_face = {
	.begin = begin,
	.listening = listening,
	.answered = answered,
	.refuse = refuse,
	.help = help,
	.result = result,
};
