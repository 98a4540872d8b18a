// SPDX-License-Identifier: GPL-2.0-only
/*
 * Only what is heard counts for the listening dose, and once. The clock and what plays are
 * this program's.
 */
#include <stdlib.h>

#include "advise.h"
#include "device.h"
#include "doses.h"
#include "listening.h"
#include "playing.h"

#define CARD		77	/* no real one */

static time_t at(int day, int hour)
{
	struct tm date = { .tm_year = 126, .tm_mon = 5, .tm_mday = day, .tm_hour = hour };

	return timegm(&date);
}

/* A fake card, on which a stream is in a state. */
static void play(const char *state)
{
	char name[64], line[64];

	snprintf(name, sizeof(name), "asound/card%d/pcm0p/sub0/status", CARD);
	snprintf(line, sizeof(line), "%s\nowner_pid   : 1\n", state);
	runner_write(name, line);
}

static void make_card(void)
{
	char name[64];

	mkdir(runner_path("asound"), 0755);
	snprintf(name, sizeof(name), "asound/card%d", CARD);
	mkdir(runner_path(name), 0755);
	strcat(name, "/pcm0c");
	mkdir(runner_path(name), 0755);
	strcat(name, "/sub0");
	mkdir(runner_path(name), 0755);
	strcat(name, "/status");
	runner_write(name, "state: RUNNING\n");
	snprintf(name, sizeof(name), "asound/card%d/pcm0p", CARD);
	mkdir(runner_path(name), 0755);
	strcat(name, "/sub0");
	mkdir(runner_path(name), 0755);
}

static void test_playing(void)
{
	play("closed");
	tap_ok(!playing_now(CARD), "closed; and what is recorded is not played");
	play("state: PREPARED");
	tap_ok(!playing_now(CARD), "prepared");
	play("state: PAUSED");
	tap_ok(!playing_now(CARD), "paused");
	play("state: SUSPENDED");
	tap_ok(!playing_now(CARD), "suspended");
	play("state: DRAINING");
	tap_ok(playing_now(CARD), "the rest of it");
	play("state: RUNNING");
	tap_ok(playing_now(CARD), "runs");
	tap_ok(!playing_now(CARD + 1), "another card");
}

/*
 * device_full in its state: 500 mV behind 0.3 ohm are 495 mV in 32 ohm, -6.1 dB; 20 dB
 * below that and 14 for what is played, of 120.1 dB/V 80 dB(A) are left.
 */
static const struct figures figures = {
	.given = BIT(FIGURE_IMPEDANCE) | BIT(FIGURE_SENSITIVITY),
	.impedance = 32,
	.sensitivity = 120.1,
};

struct listener {
	struct fake_bus fake;
	struct options options;
	struct advise advise;
	struct run run;
	struct dongle_config *config;
	struct listening *listening;
	struct moment now;
	char *out, *err;
	size_t out_size, err_size;
};

static void appear(struct listener *l)
{
	struct fake_device *dev = l->fake.device;
	struct dongle_event event = { .type = DONGLE_APPEARED, .id = &dev->id, .info = dev->info,
				      .to = &dev->state };

	listening_take(l->listening, &event);
}

static void start(struct listener *l, time_t wall)
{
	struct dongle_config *config = l->config;

	memset(l, 0, sizeof(*l));
	fake_init(&l->fake);
	fake_add(&l->fake, &device_full, &device_full_state)->card = CARD;
	l->advise.figures = figures;
	snprintf(l->advise.headphones, sizeof(l->advise.headphones), "Mine");
	l->now = (struct moment){ 1000, wall };
	l->run = (struct run){ .bus = &l->fake.bus, .options = &l->options, .config = config };
	if (!config)
		l->run.advise = &l->advise;
	l->run.out = open_memstream(&l->out, &l->out_size);
	l->run.err = open_memstream(&l->err, &l->err_size);
	listening_new(&l->run, &l->listening);
	appear(l);
	listening_count(l->listening, &l->now);
	listening_look(l->listening);
}

/* A wakeup after so many seconds by either clock. Return: when the next one shall be. */
static int after(struct listener *l, double awake, double wall)
{
	l->now.awake += awake;
	l->now.wall += wall;
	listening_count(l->listening, &l->now);
	return listening_look(l->listening);
}

static void changed(struct listener *l, struct dongle_state to)
{
	struct fake_device *dev = l->fake.device;
	struct dongle_event event = { .type = DONGLE_CHANGED, .id = &dev->id, .info = dev->info,
				      .from = &dev->state, .to = &to };

	listening_count(l->listening, &l->now);
	listening_take(l->listening, &event);
	listening_look(l->listening);
}

static void stop(struct listener *l)
{
	listening_free(l->listening);
	tap_str(l->fake.device[0].log, "", "nothing was sent to the dongle");
	fclose(l->run.out);
	fclose(l->run.err);
	free(l->out);
	free(l->err);
}

/* What the file has of a day, and then no more. */
static double heard(time_t wall, double *seconds)
{
	char why[DOSEFILE_ERROR_MAX];
	int folder = dosefile_open(true);
	struct dose_day sum;
	struct dose dose;

	dosefile_read(folder, &dose, why);
	sum = dose_sum(&dose, dose_date(wall), 1);
	close(folder);
	if (seconds)
		*seconds = sum.seconds;
	return sum.exposure;
}

static void test_hour(void)
{
	time_t noon = at(1, 12);
	struct listener l = {};
	double seconds;
	int i;

	play("state: RUNNING");
	start(&l, noon);
	for (i = 0; i < 720; i++)
		tap_failed += after(&l, 5, 5) != 5000;
	stop(&l);
	doses_close(dose_percent(heard(noon, &seconds), 1, DOSE_ADULT), 17.5, 1,
		    "an hour of 80 dB(A)");
	doses_close(seconds, 3600, 0, "is an hour");
	doses_forget();
}

static void test_silent(void)
{
	struct dongle_state state = device_full_state;
	time_t noon = at(1, 12);
	struct listener l = {};
	double seconds;

	play("closed");
	start(&l, noon);
	tap_int(after(&l, 5, 5), 5000, "it could play: look again");
	play("state: RUNNING");
	after(&l, 5, 5);
	tap_ok(heard(noon, &seconds) + seconds == 0, "nothing plays, nothing counts");
	after(&l, 5, 5);
	state.output[0].mute = 1;
	changed(&l, state);
	doses_close((heard(noon, &seconds), seconds), 5, 0, "it plays for 5 s, then it is muted");
	tap_int(after(&l, 100, 100), -1, "muted: nothing to wake for");
	state.output[0].mute = 0;
	state.active = 0;
	changed(&l, state);
	tap_int(after(&l, 100, 100), -1, "no output live: nothing to wake for");
	state.active = 1;
	state.output[0].volume[0] += 10 * 256;
	changed(&l, state);
	after(&l, 5, 5);
	play("state: PAUSED");
	after(&l, 5, 5);
	after(&l, 5, 5);
	stop(&l);
	doses_close(dose_percent(heard(noon, &seconds), 1, DOSE_ADULT),
		    17.5 / 720 * (1 + 2 * 10), 1, "and 10 dB more count ten times");
	doses_close(seconds, 15, 0, "until it pauses");
	doses_forget();
}

static void test_clocks(void)
{
	time_t evening = at(1, 23) + 3590;
	struct listener l = {};
	double seconds, next;

	play("state: RUNNING");
	start(&l, evening);
	after(&l, 5, 5);
	after(&l, 5, 5);
	after(&l, 5, 5);
	after(&l, 5, 5);
	after(&l, 5, 36000);
	after(&l, 3600, 5);
	after(&l, 5, -36000);
	stop(&l);
	heard(evening, &seconds);
	heard(evening + 3600, &next);
	doses_close(seconds, 5, 0, "what was heard before midnight is of that day");
	/* 15 s after it, 5 s over a sleep of 10 h, 15 s of an hour stopped, 5 s set back */
	doses_close(next, 15 + 5 + 15 + 5, 0, "neither sleep nor a set clock nor a stop is sound");
	doses_forget();
}

static void test_two(void)
{
	time_t noon = at(1, 12);
	struct listener one = {}, two = {};
	double seconds;

	play("state: RUNNING");
	start(&one, noon);
	start(&two, noon);
	after(&one, 10, 10);
	after(&two, 10, 10);
	stop(&one);
	heard(noon, &seconds);
	doses_close(seconds, 10, 0, "two that watch count once");
	after(&two, 10, 10);
	after(&two, 10, 10);
	stop(&two);
	heard(noon, &seconds);
	doses_close(seconds, 20, 0, "the other goes on when one ends");
	doses_forget();
}

static void test_gone(void)
{
	time_t noon = at(1, 12);
	struct dongle_event gone = { .type = DONGLE_GONE };
	struct listener l = {};
	double seconds;

	play("state: RUNNING");
	start(&l, noon);
	gone.id = &l.fake.device[0].id;
	l.now.awake += 5;
	listening_count(l.listening, &l.now);
	listening_take(l.listening, &gone);
	tap_int(listening_look(l.listening), -1, "unplugged: nothing to wake for");
	after(&l, 50, 50);
	appear(&l);
	listening_look(l.listening);
	after(&l, 5, 5);
	stop(&l);
	heard(noon, &seconds);
	doses_close(seconds, 10, 0, "unplugged in between");
	doses_forget();
}

/* It is told of each tenth of a day. */
static void test_told(void)
{
	time_t noon = at(1, 12);
	struct listener l = {};
	int i;

	play("state: RUNNING");
	start(&l, noon);
	for (i = 0; i < 960; i++)
		after(&l, 5, 5);
	fflush(l.run.out);
	tap_str(l.out, "dose: about 10 % of a day (between 3 and 32), "
		"about 1 % of a week (between less than 1 and 5) (estimate)\n"
		"dose: about 20 % of a day (between 6 and 64), "
		"about 3 % of a week (between 1 and 9) (estimate)\n", "two lines of 23 percent");
	stop(&l);
	start(&l, noon);
	l.options.json = true;
	for (i = 0; i < 360; i++)
		after(&l, 5, 5);
	fflush(l.run.out);
	tap_has(l.out, "{\"schema\":1,\"event\":\"dose\",\"dose\":{\"method\":\"ITU-T H.870\",",
		"the next one as JSON");
	tap_ok(strchr(l.out, '\n') == l.out + l.out_size - 1, "and no other");
	stop(&l);
	doses_forget();
}

/* A file that cannot be written costs no more than that it is said, once. */
static void test_read_only(void)
{
	time_t noon = at(1, 12);
	struct listener l = {};
	int i;

	play("state: RUNNING");
	start(&l, noon);
	mkdir(runner_path(DOSES_FILE ".new"), 0700);
	for (i = 0; i < 30; i++)
		after(&l, 5, 5);
	fflush(l.run.err);
	tap_str(l.err, "dongle-ctl: cannot write the listening dose: Is a directory\n",
		"said once");
	rmdir(runner_path(DOSES_FILE ".new"));
	after(&l, 5, 5);
	stop(&l);
	doses_close(dose_percent(heard(noon, NULL), 1, DOSE_ADULT), 17.5 / 720 * 31, 1,
		    "and nothing is lost");
	doses_forget();
}

/* Headphones that files name do as well; where there are none, nothing is made. */
static void test_profile(void)
{
	time_t noon = at(1, 12);
	struct listener l = {};
	char *errors = NULL;

	play("state: RUNNING");
	mkdir(runner_path("etc/headphones"), 0755);
	runner_write("etc/headphones/a.conf", "[Mine]\nimpedance = 32\nsensitivity = 120.1dB/V\n");
	runner_write("etc/a.conf", "[any]\nheadphones = mine\n");
	tap_int(dongle_config_read(&l.config, &errors), 0, "a profile: is read");
	start(&l, noon);
	after(&l, 5, 5);
	stop(&l);
	doses_close(dose_percent(heard(noon, NULL), 1, DOSE_ADULT), 17.5 / 720, 1,
		    "a profile: counts the same");
	config_free((struct dongle_config *)l.run.config);
	doses_forget();
	runner_write("etc/a.conf", "[any]\ngain = low\n");
	remove(runner_path("state/dongle/dose.lock"));
	rmdir(runner_path("state/dongle"));
	l.config = NULL;
	tap_int(dongle_config_read(&l.config, &errors), 0, "no profile: is read");
	start(&l, noon);
	tap_int(after(&l, 5, 5), -1, "no profile: nothing to wake for");
	stop(&l);
	tap_ok(access(runner_path("state/dongle"), F_OK), "no profile: nothing is made");
	config_free((struct dongle_config *)l.run.config);
}

/* What status says of it, and that it can be forgotten. */
static void test_commands(void)
{
	struct options status = { .verb = &verbs[VERB_STATUS], .headphones = "mine" };
	struct options forget_dose = { .verb = &verbs[VERB_FORGET], .given = BIT(OPTION_DOSE) };
	struct dose_day more = { dose_date(time(NULL)), 0.08, 7200 };
	char why[DOSEFILE_ERROR_MAX];
	int folder = dosefile_open(true);
	struct fake_bus fake;
	struct dose dose;

	mkdir(runner_path("etc/headphones"), 0755);
	runner_write("etc/headphones/a.conf", "[Mine]\nimpedance = 32\nsensitivity = 100dB/V\n");
	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	runner_check("none yet", &fake, &status, EXIT_OK, "  Dose      about 0 % of a day", "IS");
	dosefile_add(folder, &more, &dose, why);
	runner_check("some", &fake, &status, EXIT_OK,
		     "  Dose      about 35 % of a day (between 11 and 111), "
		     "about 5 % of a week (between 2 and 16) (estimate)\n", "IS");
	status.plain = true;
	runner_check("to hear", &fake, &status, EXIT_OK,
		     "Listening dose, estimated: today about 35 percent of a day (between 11 and 111), "
		     "the last 7 days about 5 percent of a week (between 2 and 16).\n"
		     "For children and sensitive ears about 111 and 16 percent.\n", "IS");
	status.plain = false;
	status.json = true;
	runner_check("as JSON", &fake, &status, EXIT_OK, "\"percent_sensitive\": 110.67", "IS");
	status.headphones = NULL;
	runner_check("not asked for", &fake, &status, EXIT_OK, "\"dose\": null", "IS");
	status.headphones = "mine";
	status.json = false;
	runner_write(DOSES_FILE, "x\n");
	runner_check("broken", &fake, &status, EXIT_OK,
		     "cannot read the listening dose: dose:1: it does not begin", "IS");
	runner_check("forget", &fake, &forget_dose, EXIT_OK,
		     "the listening dose is forgotten\n", "");
	runner_check("again", &fake, &forget_dose, EXIT_OK, "no listening dose was kept\n", "");
	close(folder);
}

int main(void)
{
	doses_start();
	setenv("DONGLE_DATA_DIR", runner_path("etc"), 1);
	setenv("XDG_CONFIG_HOME", runner_path("etc"), 1);
	setenv("TZ", "UTC", 1);
	make_card();
	playing_folder = strdup(runner_path("asound"));
	test_playing();
	test_hour();
	test_silent();
	test_clocks();
	test_two();
	test_gone();
	test_told();
	test_read_only();
	test_profile();
	test_commands();
	doses_end();
	return tap_done();
}
