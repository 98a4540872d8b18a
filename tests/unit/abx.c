// SPDX-License-Identifier: GPL-2.0-only
/* Blind tests: what is sent, each way out, and listeners of three kinds. */
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "abx.h"
#include "abx_score.h"
#include "abxask.h"
#include "codec.h"
#include "runner.h"
#include "state.h"
#include "tap.h"

/* What comes once in so many runs is no chance. */
#define RARE		0.000000001
#define SENT_MAX	4096

/* A transfer: which, how long, and of which fields. */
struct sent {
	u8 request;
	u16 len;
	u32 mask;
};

static struct {
	struct sent sent[SENT_MAX];
	unsigned int count;
} wire;

static const struct dongle_bus_ops *below;

static int note_control(void *handle, u8 interface, u8 request, bool in, void *buf, u16 len)
{
	struct sent *sent = &wire.sent[wire.count % SENT_MAX];
	struct dongle_set set;

	*sent = (struct sent){ .request = request, .len = len };
	if (!in && !dongle_codec_parse_set(&set, buf, len))
		sent->mask = set.mask;
	wire.count++;
	return below->control(handle, interface, request, in, buf, len);
}

static void note_transfers(struct fake_bus *fake)
{
	static struct dongle_bus_ops ops;

	below = fake->bus.ops;
	ops = *below;
	ops.control = note_control;
	fake->bus.ops = &ops;
}

/* A listener who types the next key when something was shown. */
enum listener {
	KNOWS,
	LIES,
	GUESSES,
	LEAVES,		/* after the third answer */
	PULLS,		/* the cable, in the second trial */
	MEDDLES,	/* with the level, in the second trial */
	LISTENS,	/* to all, in all orders, then leaves */
};

static struct {
	enum listener kind;
	int keys;
	struct fake_device *device;
	char drawn[1001];
	unsigned int trials;
	unsigned int heard;
	unsigned int starts[64];
} ear;

static void type(char key)
{
	tap_failed += write(ear.keys, &key, 1) != 1;
}

static void begin(const struct abx *abx)
{
	(void)abx;
	ear.heard = 0;
	ear.starts[0] = wire.count;
	type('x');
}

static bool sounds_like_b(void)
{
	return ear.device->state.gain == USB_DONGLE_GAIN_HIGH;
}

static void disturb(const struct abx *abx)
{
	if (abx->answered != 1)
		return;
	if (ear.kind == PULLS)
		ear.device->fail[USB_DONGLE_GET_STATE] = -ENODEV;
	if (ear.kind == MEDDLES)
		ear.device->state.output[0].volume[0] = DB(-50);
}

static void listening(const struct abx *abx, enum abx_command sound)
{
	static const char order[] = "xxaabbxaxbxabaxxq";
	bool b = sounds_like_b();

	if (ear.kind == LISTENS) {
		ear.starts[++ear.heard] = wire.count;
		type(order[ear.heard - 1]);
		return;
	}
	if (sound != ABX_LISTEN_X)
		return;
	disturb(abx);
	if (abx->answered < sizeof(ear.drawn))
		ear.drawn[abx->answered] = b;
	if (ear.kind == LEAVES && abx->answered == 3)
		type('q');
	else if (ear.kind == GUESSES)
		type(rand() & 16 ? '1' : '2');
	else
		type((ear.kind == LIES) == b ? '1' : '2');
}

static void answered(const struct abx *abx, enum abx_command answer)
{
	(void)answer;
	ear.trials = abx->answered;
	type('x');
}

static void say_nothing(const struct abx *abx)
{
	(void)abx;
}

static void refuse(const struct abx *abx, const char *why)
{
	(void)abx;
	tap_note("%s", why);
}

static void no_result(const struct abx *abx, enum abx_end end)
{
	(void)abx;
	(void)end;
}

static const struct abx_face ear_face = {
	begin, listening, answered, refuse, say_nothing, no_result,
};

static enum abx_end hear(enum listener kind, struct abx *abx, struct fake_bus *fake,
			 unsigned int trials)
{
	char pieces[2][128], error[ERROR_TEXT_MAX];
	const struct abx_ask ask = ask_of("gain=low", "gain=high", pieces);
	struct run run = { .options = &(struct options){} };
	struct abx_input input = {};
	struct abx_plan plan;
	enum abx_end end;
	int pipes[2];

	fake_init(fake);
	note_transfers(fake);
	ear.device = fake_add(fake, &device_full, &(struct dongle_state){});
	ear.device->state = wired();
	ear.kind = kind;
	tap_int(dongle_open(&fake->bus, &ear.device->id, &abx->dongle), 0, "opened");
	plan_of(&plan, &device_full, &ear.device->state, &ask, error);
	tap_int(pipe2(pipes, O_CLOEXEC), 0, "a pipe");
	ear.keys = pipes[1];
	input.fd = pipes[0];
	input.signals = -1;
	run.out = fopen("/dev/null", "w");
	abx->run = &run;
	abx->face = &ear_face;
	abx->plan = &plan;
	abx->trials = trials;
	abx->log = open("/dev/null", O_WRONLY | O_CLOEXEC);
	end = abx_session(abx, &input);
	fclose(run.out);
	close(abx->log);
	close(pipes[0]);
	close(pipes[1]);
	dongle_close(abx->dongle);
	return end;
}

static bool restored(const struct fake_device *dev)
{
	const struct dongle_state before = wired();

	return !dongle_state_diff(&dev->state, &before);
}

static void test_listeners(void)
{
	struct fake_bus fake;
	struct abx abx = {};

	tap_int(hear(KNOWS, &abx, &fake, 16), ABX_DONE, "a perfect listener: done");
	tap_int(abx.hits, 16, "a perfect listener: 16 of 16");
	tap_ok(restored(ear.device), "a perfect listener: all as before");
	abx = (struct abx){};
	tap_int(hear(LIES, &abx, &fake, 16), ABX_DONE, "a lying one: done");
	tap_int(abx.hits, 0, "a lying one: none");
	tap_ok(abx_guessed(abx.answered, abx.hits) == 1, "a lying one: probability 1");
	abx = (struct abx){};
	tap_int(hear(LEAVES, &abx, &fake, 16), ABX_STOPPED, "one who leaves");
	tap_int(abx.answered, 3, "one who leaves: three answers");
	tap_ok(restored(ear.device), "one who leaves: all as before");
}

/* What a rare guess is outside of comes once in 10^9. */
static void test_order(void)
{
	unsigned int i, b = 0, runs = 1, hits;
	double mean, deviation, n = 400;
	struct fake_bus fake;
	struct abx abx = {};

	hear(GUESSES, &abx, &fake, n);
	hits = abx.hits;
	tap_ok(abx_guessed(n, hits) > RARE && abx_missed(n, hits) > RARE,
	       "a guessing listener: %u of 400", hits);
	for (i = 0; i < n; i++) {
		b += ear.drawn[i];
		runs += i && ear.drawn[i] != ear.drawn[i - 1];
	}
	tap_ok(abx_guessed(n, b) > RARE && abx_missed(n, b) > RARE, "X is B in %u of 400", b);
	/* Wald and Wolfowitz */
	mean = 2 * b * (n - b) / n + 1;
	deviation = sqrt((mean - 1) * (mean - 2) / (n - 1));
	tap_ok(fabs(runs - mean) < 6 * deviation, "its order is random: %u runs, %.0f expected",
	       runs, mean);
}

/* A, B and X, from A and from B: every switch is the same on the wire. */
static void test_transfers(void)
{
	struct fake_bus fake;
	bool same = true;
	struct abx abx = {};
	unsigned int i, length;

	wire.count = 0;
	tap_int(hear(LISTENS, &abx, &fake, 16), ABX_STOPPED, "all orders");
	length = ear.starts[1] - ear.starts[0];
	tap_int(length, 7, "a switch is seven transfers");
	for (i = 1; i < ear.heard; i++)
		same &= ear.starts[i + 1] - ear.starts[i] == length &&
			!memcmp(&wire.sent[ear.starts[i]], &wire.sent[ear.starts[0]],
				length * sizeof(*wire.sent));
	tap_int(ear.heard, 17, "17 switches");
	tap_ok(same, "all the same transfers, of the same lengths and fields");
	tap_int(wire.sent[ear.starts[0] + 1].mask, USB_DONGLE_F_MUTE(0), "first it mutes");
	tap_int(wire.sent[ear.starts[0] + 3].mask, USB_DONGLE_F_GAIN | USB_DONGLE_F_VOLUME(0),
		"then all at once");
	tap_int(wire.sent[ear.starts[0] + 5].mask, USB_DONGLE_F_MUTE(0), "then it sounds");
}

static void test_disturbed(void)
{
	struct fake_bus fake;
	struct abx abx = {};

	tap_int(hear(PULLS, &abx, &fake, 16), ABX_FAILED, "the cable is pulled");
	tap_int(abx.answered, 2, "the cable is pulled: two answers");
	tap_int(abx.error, -ENODEV, "the cable is pulled: why");
	abx = (struct abx){};
	tap_int(hear(MEDDLES, &abx, &fake, 16), ABX_CHANGED, "another program lowers the level");
	tap_int(abx.answered, 2, "another program: two answers");
	tap_int(ear.device->state.output[0].volume[0], DB(-50), "another program: it stays so");
	tap_int(ear.device->state.output[0].mute, 0, "another program: not muted");
}

static struct options abx_options(const char *a, const char *b, const char *log)
{
	static char pieces[2][128];
	struct options options = {
		.verb = &verbs[VERB_ABX], .abx_text = { a, b }, .trials = 6, .log = log,
	};

	memcpy(options.abx, ask_of(a, b, pieces).side, sizeof(options.abx));
	return options;
}

static void run_lines(struct outcome *run, struct fake_bus *fake, const struct options *options,
		      const char *lines)
{
	struct run args = { .bus = &fake->bus, .options = options };
	size_t out_size, err_size;
	int pipes[2];

	tap_int(pipe2(pipes, O_CLOEXEC), 0, "a pipe");
	tap_int(write(pipes[1], lines, strlen(lines)), strlen(lines), "commands");
	close(pipes[1]);
	args.in = pipes[0];
	args.out = open_memstream(&run->out, &out_size);
	args.err = open_memstream(&run->err, &err_size);
	run->code = options->verb->run(&args);
	fclose(args.out);
	fclose(args.err);
	close(pipes[0]);
}

/* Letters in a pipe; the end of it is the end of the test. */
static void test_lines(void)
{
	struct options options = abx_options("filter=1", "filter=3", runner_path("var/log"));
	struct fake_bus fake;
	struct outcome run;
	struct stat status;
	char *log;

	fake_init(&fake);
	fake_add(&fake, &device_full, &(struct dongle_state){})->state = wired();
	options.log = strdup(options.log);
	run_lines(&run, &fake, &options, "1ax\n1 z xB2");
	tap_int(run.code, EXIT_OK, "lines: exit code");
	tap_str(run.err, "", "lines: no error");
	tap_has(run.out, "listen to X first", "lines: no answer before X");
	tap_has(run.out, "allowed: a, b, x, 1, 2, q, h", "lines: no other letter");
	tap_has(run.out, "Trial 2 of 6: X is B, you say", "lines: an answer");
	tap_has(run.out, "Ended after 2 of 6 trials.", "lines: the end");
	tap_has(run.out, "finds differences that are not there", "lines: and why not to stop");
	tap_ok(restored(&fake.device[0]), "lines: all as before");
	tap_ok(!stat(options.log, &status) && (status.st_mode & 0777) == 0600, "log: mode 0600");
	log = runner_read("var/log");
	tap_has(log, "\"abx\":\"start\"", "log: the start");
	tap_has(log, "\"trial\":2,\"x\":", "log: an answer");
	tap_has(log, "\"listened\":{\"a\":1,\"b\":0,\"x\":1}", "log: what was listened to");
	tap_has(log, "\"end\":\"stopped\"", "log: the end");
	free(log);
	free((char *)options.log);
	runner_free(&run);
	options.log = "/proc/none/log";
	run_lines(&run, &fake, &options, "x1");
	tap_int(run.code, EXIT_FILE, "no log: exit code");
	tap_has(run.err, "cannot write the log /proc/none/log", "no log: says");
	runner_free(&run);
}

static void test_json(void)
{
	struct options options = abx_options("filter=1", "filter=3", "/dev/null");
	struct fake_bus fake;
	struct outcome run;

	fake_init(&fake);
	fake_add(&fake, &device_full, &(struct dongle_state){})->state = wired();
	options.json = true;
	run_lines(&run, &fake, &options,
		  "{\"listen\":\"x\"}\n{\"answer\":\"x\"}\nnonsense\n{\"answer\":\"b\"}\n"
		  "{\"listen\":\"a\",\"answer\":\"a\"}\n{\"quit\":true}\n");
	tap_int(run.code, EXIT_OK, "JSON: exit code");
	tap_has(run.out, "\"needed\":6,\"mismatch_db\":0.0,", "JSON: what is compared");
	tap_has(run.out, "{\"listening\":\"x\",\"trial\":1}\n{\"error\":", "JSON: listening");
	tap_has(run.out, "\"quit\\\": true}\"}\n{\"answered\":\"b\",\"trial\":1}\n{\"error\":",
		"JSON: three wrong ones and an answer");
	tap_has(run.out, "\"answers\":1,\"trials\":6,\"probability\":", "JSON: the result");
	tap_has(run.out, "\"end\":\"stopped\"", "JSON: the end");
	runner_free(&run);
}

/* In a process of its own, on a terminal, and ended by a signal. */
static void child(struct fake_bus *fake, const struct options *options, const char *terminal)
{
	struct run run = {
		.bus = &fake->bus, .options = options, .out = fopen("/dev/null", "w"),
		.err = stderr, .in = open(terminal, O_RDWR | O_NOCTTY),
	};

	/* whoever runs the tests in the background ignores some */
	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	options->verb->run(&run);
	_exit(99);
}

static void test_signal(int signal)
{
	struct options options = abx_options("gain=low", "gain=high", "/dev/null");
	struct fake_bus *fake = mmap(NULL, sizeof(*fake), PROT_READ | PROT_WRITE,
				     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int master = posix_openpt(O_RDWR | O_NOCTTY), slave, status = 0, i;
	struct termios before, after;
	bool raw = false;
	pid_t pid;

	grantpt(master);
	unlockpt(master);
	slave = open(ptsname(master), O_RDWR | O_NOCTTY);
	tcgetattr(slave, &before);
	fake_init(fake);
	fake_add(fake, &device_full, &(struct dongle_state){})->state = wired();
	fflush(stdout);
	pid = fork();
	if (!pid)
		child(fake, &options, ptsname(master));
	tap_int(write(master, "b", 1), 1, "signal %d: B", signal);
	for (i = 0; i < 6000 && fake->device[0].state.gain != USB_DONGLE_GAIN_HIGH; i++)
		usleep(10000);
	tap_int(fake->device[0].state.gain, USB_DONGLE_GAIN_HIGH, "signal %d: B sounds", signal);
	tcgetattr(slave, &after);
	raw = !(after.c_lflag & (ICANON | ECHO));
	tap_ok(raw, "signal %d: keys come at once", signal);
	kill(pid, signal);
	waitpid(pid, &status, 0);
	tap_ok(WIFSIGNALED(status) && WTERMSIG(status) == signal, "signal %d: ends it", signal);
	tap_ok(restored(&fake->device[0]), "signal %d: all as before", signal);
	tcgetattr(slave, &after);
	tap_ok(after.c_lflag == before.c_lflag && after.c_cc[VSUSP] == before.c_cc[VSUSP],
	       "signal %d: the terminal, too", signal);
	close(master);
	close(slave);
	munmap(fake, sizeof(*fake));
}

/* Three switches and the end; a machine may take longer. */
static void test_pace(void)
{
	long long start = dongle_now_ms();
	struct fake_bus fake;
	struct abx abx = {};

	abx_pace_ms = 20;
	hear(KNOWS, &abx, &fake, 3);
	tap_ok(dongle_now_ms() - start >= 4 * 4 * 20, "each switch and the end take their time");
	abx_pace_ms = 0;
}

int main(void)
{
	runner_start();
	setenv("DONGLE_DATA_DIR", runner_path("etc"), 1);
	setenv("XDG_CONFIG_HOME", runner_path("etc"), 1);
	abx_pace_ms = 0;
	test_listeners();
	test_order();
	test_transfers();
	test_disturbed();
	test_lines();
	test_json();
	test_signal(SIGINT);
	test_signal(SIGTERM);
	test_signal(SIGHUP);
	test_signal(SIGQUIT);
	test_pace();
	runner_end();
	return tap_done();
}
