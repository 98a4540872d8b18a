// SPDX-License-Identifier: GPL-2.0-only
/*
 * A chart that is legible at 400 pixels and says by colour nothing that it does not say by
 * a word or a pattern, too. Text stays text.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "advise.h"
#include "loudness.h"

#define WIDTH		400
#define LEFT		12
#define RIGHT		(WIDTH - LEFT)
#define LINE		18	/* of text to the next */
#define ROW		40	/* a line and a bar */
#define BAR		12
#define MARK		3	/* the target stands out of a bar */
#define COLUMNS		40	/* of bold letters at the size of the answer */
#define TICK		10	/* dB between marks of the scale, at least */
#define TICKS_MAX	6

/* What is drawn, and where it is by now. */
struct chart {
	FILE *out;
	const struct advise *advise;
	double min, max;
	int y;
};

static const char style[] =
	"<style>\n"
	"text{font-family:system-ui,sans-serif;font-size:13px}\n"
	".answer{font-size:15px;font-weight:bold}\n"
	".small{font-size:12px}\n"
	".best{font-weight:bold}\n"
	".end{text-anchor:end}\n"
	".middle{text-anchor:middle}\n"
	".paper{fill:#ffffff}\n"
	"text,.ink{fill:#1b1b1b}\n"
	".dim{fill:#575757}\n"
	".track{fill:#e4e4e4}\n"
	".bar{fill:#1d62a8}\n"
	".stripe{stroke:#1d62a8;stroke-width:3}\n"
	".edge{fill:none;stroke:#1d62a8}\n"
	".mark{stroke:#1b1b1b;stroke-width:2}\n"
	"@media (prefers-color-scheme:dark){\n"
	".paper{fill:#17191d}\n"
	"text,.ink{fill:#f1f1f1}\n"
	".dim{fill:#b9b9b9}\n"
	".track{fill:#3a3d43}\n"
	".bar{fill:#78b7f0}\n"
	".stripe,.edge{stroke:#78b7f0}\n"
	".mark{stroke:#f1f1f1}\n"
	"}\n"
	"</style>\n"
	"<defs>\n<pattern id=\"short\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\n"
	"<line class=\"stripe\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"8\"/>\n</pattern>\n</defs>\n";

static void put_escaped(FILE *out, const char *text, size_t len)
{
	for (; len--; text++) {
		switch (*text) {
		case '<':
			fputs("&lt;", out);
			break;
		case '>':
			fputs("&gt;", out);
			break;
		case '&':
			fputs("&amp;", out);
			break;
		default:
			fputc(*text, out);
		}
	}
}

static double place(const struct chart *chart, double level)
{
	return LEFT + (level - chart->min) / (chart->max - chart->min) * (RIGHT - LEFT);
}

static void put_text(const struct chart *chart, const char *class, double x, const char *text,
		     size_t len)
{
	fprintf(chart->out, "<text class=\"%s\" x=\"%.1f\" y=\"%d\">", class, x, chart->y);
	put_escaped(chart->out, text, len);
	fputs("</text>\n", chart->out);
}

/* As many words as fit. Return: their bytes. */
static size_t line_length(const char *text)
{
	size_t len, fits = 0;

	for (len = 0; len <= COLUMNS && text[len]; len++)
		if (text[len + 1] == ' ' || !text[len + 1])
			if (len < COLUMNS)
				fits = len + 1;
	return fits ? fits : strcspn(text, " ");
}

static void put_lines(struct chart *chart, const char *class, const char *text)
{
	size_t len;

	for (; *text; text += strspn(text, " ")) {
		len = line_length(text);
		chart->y += LINE;
		put_text(chart, class, LEFT, text, len);
		text += len;
	}
}

static double round_to(double level, int up)
{
	return ((int)(level / TICK) + up) * TICK;
}

static void set_scale(struct chart *chart)
{
	const struct advice *advice = &chart->advise->advice;
	double min = advice->target, max = min;
	int i;

	for (i = 0; i < advice->rows; i++) {
		min = advice->row[i].reach < min ? advice->row[i].reach : min;
		max = advice->row[i].reach > max ? advice->row[i].reach : max;
	}
	chart->min = round_to(min, -1);
	chart->max = round_to(max, 1);
}

static void put_value(struct text *text, const struct advice_row *row)
{
	bool is_short = row->against & ADVICE_SOFT;
	double off = is_short ? -row->headroom : row->headroom;

	text_add(text, "%.0f dB, %.*f dB %s", row->reach, off < 1, off,
		 is_short ? "short" : "to spare");
}

static void put_rect(struct chart *chart, const char *look, double width)
{
	fprintf(chart->out, "<rect %s x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n", look,
		LEFT, chart->y, width, BAR);
}

static void put_mark(struct chart *chart, int above, int below)
{
	double x = place(chart, chart->advise->advice.target);

	fprintf(chart->out, "<line class=\"mark\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n",
		x, chart->y - above, x, chart->y + below);
}

/* What is too soft is striped. */
static void put_bar(struct chart *chart, const struct advice_row *row)
{
	double width = place(chart, row->reach) - LEFT;

	put_rect(chart, "class=\"track\"", RIGHT - LEFT);
	if (row->against & ADVICE_SOFT) {
		put_rect(chart, "fill=\"url(#short)\"", width);
		put_rect(chart, "class=\"edge\"", width);
	} else {
		put_rect(chart, "class=\"bar\"", width);
	}
	put_mark(chart, MARK, BAR + MARK);
}

static void put_remarks(struct chart *chart, const struct advice_row *row)
{
	char remarks[80] = "";
	struct text text = { remarks, sizeof(remarks), 0 };

	if (row->against & ADVICE_NOISE)
		text_add(&text, "Noise may be heard. ");
	if (row->against & ADVICE_RATIO)
		text_add(&text, "Source impedance above an eighth.");
	if (!*remarks)
		return;
	chart->y -= 6;
	put_text(chart, "small dim", LEFT, remarks, text.len);
	chart->y += LINE + 6;
}

static void put_row(struct chart *chart, int i)
{
	const struct advice *advice = &chart->advise->advice;
	const struct advice_row *row = &advice->row[i];
	char name[ADVICE_NAME_MAX + 8], value[64] = "";
	struct text text = { value, sizeof(value), 0 };
	bool best = i == advice->best;

	advice_name(name, advice, row);
	*name = toupper((unsigned char)*name);
	if (best)
		strcat(name, " \xe2\x9c\x93");
	put_value(&text, row);
	put_text(chart, best ? "best" : "", LEFT, name, strlen(name));
	put_text(chart, "end", RIGHT, value, strlen(value));
	chart->y += 6;
	put_bar(chart, row);
	chart->y += ROW - 6;
	put_remarks(chart, row);
}

static const char *scale_class(const struct chart *chart, int level, int next)
{
	if (level <= chart->min)
		return "small dim";
	return next > chart->max ? "small dim end" : "small dim middle";
}

static void put_scale(struct chart *chart)
{
	int level, step = TICK;
	char text[16];

	while ((chart->max - chart->min) / step > TICKS_MAX)
		step += TICK;
	for (level = chart->min; level <= chart->max; level += step) {
		snprintf(text, sizeof(text), "%d", level);
		put_text(chart, scale_class(chart, level, level + step), place(chart, level), text,
			 strlen(text));
	}
	chart->y += LINE;
	snprintf(text, sizeof(text), "dB SPL");
	put_text(chart, "small dim", LEFT, text, strlen(text));
}

static void put_target_text(struct chart *chart)
{
	double x = place(chart, chart->advise->advice.target);
	char text[48];

	snprintf(text, sizeof(text), "target: peaks of %.4g dB SPL", chart->advise->advice.target);
	put_text(chart, x > WIDTH / 2 ? "small end" : "small", x > WIDTH / 2 ? x - 4 : x + 4, text,
		 strlen(text));
}

static void put_body(struct chart *chart, const char *answer)
{
	const struct advise *advise = chart->advise;
	const struct advice *advice = &advise->advice;
	char line[2 * DONGLE_STRING_MAX], needed[64] = "";
	struct text text = { needed, sizeof(needed), 0 };
	int i;

	put_lines(chart, "answer", answer);
	chart->y += 4;
	snprintf(line, sizeof(line), "%s (%.4g ohm, %.1f dB/V) on %s",
		 *advise->headphones ? advise->headphones : "Headphones", advice->impedance,
		 advice->per_volt, advise->dongle);
	put_lines(chart, "dim", line);
	text_add(&text, "They need ");
	advise_needed(&text, advice, " V", " mA", " mW");
	put_lines(chart, "dim", needed);
	chart->y += LINE + 8;
	put_target_text(chart);
	put_mark(chart, LINE - 6, MARK);
	chart->y += LINE + 4;
	for (i = 0; i < advice->rows; i++)
		put_row(chart, i);
	chart->y -= 4;
	put_scale(chart);
	chart->y += LINE - 6;
}

static void put_description(FILE *out, const struct advise *advise)
{
	const struct advice *advice = &advise->advice;
	char name[ADVICE_NAME_MAX], buf[ADVISE_TEXT_MAX] = "";
	struct text text = { buf, sizeof(buf), 0 };
	int i;

	text_add(&text, "A bar for each output and gain, up to the level it reaches, in dB SPL:");
	for (i = 0; i < advice->rows; i++) {
		advice_name(name, advice, &advice->row[i]);
		text_add(&text, "%s %s: ", i ? ";" : "", name);
		put_value(&text, &advice->row[i]);
	}
	text_add(&text, ". A mark on each is the target of %.4g dB SPL. ", advice->target);
	advise_notes(&text, advise, " dB");
	fputs("<desc id=\"desc\">", out);
	put_escaped(out, buf, strlen(buf));
	fputs("</desc>\n", out);
}

static int draw(FILE *out, const struct advise *advise)
{
	char answer[ADVISE_TEXT_MAX] = "", *body = NULL;
	struct text text = { answer, sizeof(answer), 0 };
	struct chart chart = { .advise = advise, .y = 4 };
	size_t size;

	chart.out = open_memstream(&body, &size);
	if (!chart.out)
		return -ENOMEM;
	advise_answer(&text, advise, " dB");
	set_scale(&chart);
	put_body(&chart, answer);
	fclose(chart.out);
	fprintf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"title desc\">\n",
		WIDTH, chart.y, WIDTH, chart.y);
	fputs("<title id=\"title\">", out);
	put_escaped(out, answer, strlen(answer));
	fputs("</title>\n", out);
	put_description(out, advise);
	fputs(style, out);
	fprintf(out, "<rect class=\"paper\" width=\"%d\" height=\"%d\"/>\n", WIDTH, chart.y);
	fputs(body, out);
	fputs("</svg>\n", out);
	free(body);
	return ferror(out) ? -EIO : 0;
}

static int write_new(const char *path, const struct advise *advise)
{
	int err, fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	FILE *out;

	if (fd < 0)
		return -errno;
	out = fdopen(fd, "w");
	if (!out) {
		err = -errno;
		close(fd);
		return err;
	}
	err = draw(out, advise);
	if (!err && (fflush(out) || fsync(fd)))
		err = -errno;
	if (fclose(out) && !err)
		err = -errno;
	return err;
}

int advise_svg(const char *path, const struct advise *advise)
{
	char *new;
	int err;

	if (asprintf(&new, "%s.%ld.new", path, (long)getpid()) < 0)
		return -ENOMEM;
	err = write_new(new, advise);
	if (!err && rename(new, path))
		err = -errno;
	if (err && err != -EEXIST)
		unlink(new);
	free(new);
	return err;
}
