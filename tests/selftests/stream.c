// SPDX-License-Identifier: GPL-2.0-only
/*
 * Plays random bytes on one PCM while recording on another, and requires that
 * the recording holds all of them, in order, without a gap. SIGTERM ends the
 * stream early: then what was played by then is required.
 */
#include <alsa/asoundlib.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define TAIL_MS		500	/* silence after, to push out what is buffered */
#define IDLE_MS		1000	/* so long without data, the recording has ended */
#define SPARE_MS	5000	/* room for silence that nobody asked for */
#define BUFFER_US	500000
#define PERIODS		16
#define NEEDLE		32	/* frames that identify a place in the stream */

struct options {
	const char *player;
	const char *recorder;
	snd_pcm_format_t format;
	unsigned int rate;
	unsigned int channels;
	unsigned int seconds;
	unsigned int tries;
	unsigned int deadline;
	unsigned int lead;
	uint64_t seed;
};

struct end {
	snd_pcm_t *pcm;
	uint8_t *data;
	snd_pcm_uframes_t frames;	/* played or recorded so far */
	snd_pcm_uframes_t size;
	snd_pcm_uframes_t lead;		/* of silence, when playing */
	snd_pcm_uframes_t length;	/* of the stream behind that */
	unsigned int xruns;
	int err;
};

struct run {
	const struct options *opt;
	size_t frame_bytes;
	struct end play;
	struct end record;
	volatile bool played;
	pthread_barrier_t ready;
};

enum verdict { PASS, FAIL, XRUN };

static volatile sig_atomic_t ending;

static const char *const usage_text =
	"usage: stream [OPTION]... PLAYBACK-PCM CAPTURE-PCM\n"
	"  -f FORMAT    sample format (S16_LE)\n"
	"  -r RATE      frames per second (48000)\n"
	"  -c CHANNELS  (2)\n"
	"  -s SECONDS   length of the stream (3)\n"
	"  -l MS        silence before, while both ends start (200)\n"
	"  -S SEED      of the random data (1)\n"
	"  -n TRIES     how often to start over after an overrun or underrun (3)\n"
	"  -t SECONDS   give up after so long (60 + 20 times the length)\n"
	"Exits with 0 if the recording holds the whole stream without a gap.\n";

static uint64_t next_random(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

static snd_pcm_uframes_t frames_of(const struct options *opt, unsigned int ms)
{
	return (uint64_t)opt->rate * ms / 1000;
}

static int set_hw(const struct options *opt, snd_pcm_t *pcm, snd_pcm_uframes_t *buffer)
{
	unsigned int buffer_us = BUFFER_US, periods = PERIODS;
	snd_pcm_hw_params_t *hw;
	int err;

	snd_pcm_hw_params_alloca(&hw);
	err = snd_pcm_hw_params_any(pcm, hw);
	if (err >= 0)
		err = snd_pcm_hw_params_set_access(pcm, hw, SND_PCM_ACCESS_RW_INTERLEAVED);
	if (err >= 0)
		err = snd_pcm_hw_params_set_format(pcm, hw, opt->format);
	if (err >= 0)
		err = snd_pcm_hw_params_set_channels(pcm, hw, opt->channels);
	if (err >= 0)
		err = snd_pcm_hw_params_set_rate(pcm, hw, opt->rate, 0);
	if (err >= 0)
		err = snd_pcm_hw_params_set_buffer_time_near(pcm, hw, &buffer_us, NULL);
	if (err >= 0)
		err = snd_pcm_hw_params_set_periods_near(pcm, hw, &periods, NULL);
	if (err >= 0)
		err = snd_pcm_hw_params(pcm, hw);
	if (err >= 0)
		err = snd_pcm_hw_params_get_buffer_size(hw, buffer);
	return err;
}

static int set_sw(snd_pcm_t *pcm, snd_pcm_uframes_t start)
{
	snd_pcm_sw_params_t *sw;
	int err;

	snd_pcm_sw_params_alloca(&sw);
	err = snd_pcm_sw_params_current(pcm, sw);
	if (err >= 0)
		err = snd_pcm_sw_params_set_start_threshold(pcm, sw, start);
	if (err >= 0)
		err = snd_pcm_sw_params(pcm, sw);
	return err;
}

static int open_end(const struct options *opt, struct end *end, const char *name,
		    snd_pcm_stream_t direction)
{
	snd_pcm_uframes_t buffer = 0;
	int err;

	err = snd_pcm_open(&end->pcm, name, direction, SND_PCM_NONBLOCK);
	if (err < 0) {
		fprintf(stderr, "stream: %s: cannot open: %s\n", name, snd_strerror(err));
		return err;
	}
	err = set_hw(opt, end->pcm, &buffer);
	if (err >= 0) /* playback starts with a full buffer, recording when told */
		err = set_sw(end->pcm, buffer);
	if (err < 0) {
		fprintf(stderr, "stream: %s: cannot be set to %s, %u channels, %u Hz: %s\n", name,
			snd_pcm_format_name(opt->format), opt->channels, opt->rate,
			snd_strerror(err));
		return err;
	}
	printf("# %s: buffer of %lu frames (%lu ms)\n", name, buffer,
	       buffer * 1000 / opt->rate);
	return 0;
}

static bool prepare_data(struct run *run)
{
	const struct options *opt = run->opt;
	struct end *play = &run->play, *record = &run->record;
	uint64_t state = opt->seed, word;
	size_t i, bytes;

	play->lead = frames_of(opt, opt->lead);
	play->length = (snd_pcm_uframes_t)opt->rate * opt->seconds;
	play->size = play->lead + play->length + frames_of(opt, TAIL_MS);
	record->size = play->size + frames_of(opt, SPARE_MS);
	play->data = calloc(play->size, run->frame_bytes);
	record->data = malloc(record->size * run->frame_bytes);
	if (!play->data || !record->data)
		return false;
	memset(record->data, 0, record->size * run->frame_bytes);
	bytes = play->length * run->frame_bytes;
	for (i = 0; i < bytes; i += sizeof(word)) {
		word = next_random(&state);
		memcpy(play->data + play->lead * run->frame_bytes + i, &word,
		       bytes - i < sizeof(word) ? bytes - i : sizeof(word));
	}
	return true;
}

/* Moves what can be moved; returns false when the end is reached or broken. */
static bool transfer(struct run *run, struct end *end, bool playing)
{
	uint8_t *data = end->data + end->frames * run->frame_bytes;
	snd_pcm_uframes_t left = end->size - end->frames;
	snd_pcm_sframes_t n;

	if (!left)
		return false;
	n = playing ? snd_pcm_writei(end->pcm, data, left) : snd_pcm_readi(end->pcm, data, left);
	if (n >= 0) {
		end->frames += n;
		return true;
	}
	if (n == -EAGAIN)
		return true;
	if (n == -EPIPE)
		end->xruns++;
	end->err = n;
	return false;
}

static void *record_all(void *data)
{
	struct run *run = data;
	struct end *record = &run->record;
	snd_pcm_uframes_t before = 0;
	unsigned int idle = 0;
	int err;

	err = snd_pcm_start(record->pcm);
	pthread_barrier_wait(&run->ready);
	if (err < 0) {
		record->err = err;
		return NULL;
	}
	while (idle < IDLE_MS && transfer(run, record, false)) {
		if (record->frames != before)
			idle = 0;
		else if (!snd_pcm_wait(record->pcm, 100) && run->played)
			idle += 100;
		before = record->frames;
	}
	return NULL;
}

/* What was handed over is all there is, and silence behind it. */
static void shorten(struct run *run)
{
	struct end *play = &run->play;
	snd_pcm_uframes_t tail = frames_of(run->opt, TAIL_MS);

	if (play->frames <= play->lead || play->frames >= play->lead + play->length)
		return;
	play->length = play->frames - play->lead;
	play->size = play->frames + tail;
	memset(play->data + play->frames * run->frame_bytes, 0, tail * run->frame_bytes);
}

static void play_all(struct run *run)
{
	struct end *play = &run->play;
	bool shortened = false;

	pthread_barrier_wait(&run->ready);
	while (transfer(run, play, true) && play->frames < play->size) {
		if (ending && !shortened)
			shorten(run);
		shortened = ending;
		snd_pcm_wait(play->pcm, 100);
	}
	if (!play->err) {
		snd_pcm_nonblock(play->pcm, 0);
		snd_pcm_drain(play->pcm);
	}
	run->played = true;
}

/* Where the frames at NEEDLE first occur from frame FROM on, or SIZE. */
static snd_pcm_uframes_t find(const struct run *run, const uint8_t *needle, const uint8_t *data,
			      snd_pcm_uframes_t from, snd_pcm_uframes_t size)
{
	size_t bytes = run->frame_bytes;

	for (; from + NEEDLE <= size; from++)
		if (!memcmp(data + from * bytes, needle, NEEDLE * bytes))
			return from;
	return size;
}

static void explain_break(const struct run *run, snd_pcm_uframes_t start, snd_pcm_uframes_t good)
{
	const struct end *play = &run->play, *record = &run->record;
	const uint8_t *stream = play->data + play->lead * run->frame_bytes;
	snd_pcm_uframes_t at = start + good, place = play->length;

	printf("# the recording departs from the stream at its frame %lu of %lu\n", good,
	       play->length);
	while (place == play->length && at + NEEDLE <= record->frames)
		place = find(run, record->data + at++ * run->frame_bytes, stream, 0, play->length);
	if (place == play->length)
		printf("# and does not come back to it\n");
	else
		printf("# and continues %lu frames later with frame %lu\n", at - 1 - start - good,
		       place);
}

static enum verdict compare(const struct run *run)
{
	const struct end *play = &run->play, *record = &run->record;
	const uint8_t *stream = play->data + play->lead * run->frame_bytes;
	snd_pcm_uframes_t start, good = 0;

	printf("# played %lu of %lu frames, recorded %lu\n", play->frames, play->size,
	       record->frames);
	start = find(run, stream, record->data, 0, record->frames);
	if (start == record->frames) {
		printf("# the start of the stream is not in the recording\n");
		return FAIL;
	}
	while (good < play->length && start + good < record->frames &&
	       !memcmp(stream + good * run->frame_bytes,
		       record->data + (start + good) * run->frame_bytes, run->frame_bytes))
		good++;
	if (good == play->length)
		return PASS;
	explain_break(run, start, good);
	return FAIL;
}

static enum verdict judge(struct run *run)
{
	const struct options *opt = run->opt;
	enum verdict verdict = compare(run);

	if (verdict == PASS)
		return PASS;
	if (run->play.err)
		printf("# playing on %s: %s\n", opt->player, snd_strerror(run->play.err));
	if (run->record.err)
		printf("# recording on %s: %s\n", opt->recorder, snd_strerror(run->record.err));
	return run->play.xruns || run->record.xruns ? XRUN : FAIL;
}

static void close_end(struct end *end)
{
	if (end->pcm)
		snd_pcm_close(end->pcm);
	free(end->data);
}

static int start_recorder(struct run *run, pthread_t *thread)
{
	struct sched_param param = { .sched_priority = 50 };
	int err;

	pthread_barrier_init(&run->ready, NULL, 2);
	err = pthread_create(thread, NULL, record_all, run);
	if (!err && pthread_setschedparam(*thread, SCHED_FIFO, &param))
		printf("# recording without real-time priority\n");
	return err;
}

static enum verdict try_once(const struct options *opt)
{
	struct run run = { .opt = opt };
	enum verdict verdict = FAIL;
	pthread_t thread;

	run.frame_bytes = snd_pcm_format_size(opt->format, opt->channels);
	if (!prepare_data(&run)) {
		fprintf(stderr, "stream: no memory for %u s\n", opt->seconds);
	} else if (!open_end(opt, &run.record, opt->recorder, SND_PCM_STREAM_CAPTURE) &&
		   !open_end(opt, &run.play, opt->player, SND_PCM_STREAM_PLAYBACK) &&
		   !start_recorder(&run, &thread)) {
		play_all(&run);
		pthread_join(thread, NULL);
		verdict = judge(&run);
	}
	close_end(&run.play);
	close_end(&run.record);
	return verdict;
}

static void end(int signal)
{
	(void)signal;
	ending = 1;
}

static void give_up(int signal)
{
	static const char text[] = "stream: gave up: the deadline has passed\n";

	(void)signal;
	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
		_exit(2);
	_exit(1);
}

static void number(const char *text, unsigned int max, unsigned int *value)
{
	char *end;
	unsigned long n;

	errno = 0;
	n = strtoul(text, &end, 10);
	if (errno || end == text || *end || !n || n > max) {
		fprintf(stderr, "stream: '%s' is not a number from 1 to %u\n", text, max);
		exit(2);
	}
	*value = n;
}

static void parse_option(struct options *opt, int option)
{
	unsigned int seed;

	switch (option) {
	case 'f':
		opt->format = snd_pcm_format_value(optarg);
		if (snd_pcm_format_size(opt->format, 1) > 0)
			return;
		fprintf(stderr, "stream: '%s' is no sample format of whole bytes\n", optarg);
		exit(2);
	case 'r':
		return number(optarg, 768000, &opt->rate);
	case 'c':
		return number(optarg, 32, &opt->channels);
	case 's':
		return number(optarg, 600, &opt->seconds);
	case 'l':
		return number(optarg, 60000, &opt->lead);
	case 'n':
		return number(optarg, 100, &opt->tries);
	case 't':
		return number(optarg, 86400, &opt->deadline);
	case 'S':
		number(optarg, UINT32_MAX, &seed);
		opt->seed = seed;
		return;
	default:
		fputs(usage_text, stderr);
		exit(2);
	}
}

static void parse(struct options *opt, int argc, char **argv)
{
	int option;

	while ((option = getopt(argc, argv, "f:r:c:s:S:l:n:t:")) != -1)
		parse_option(opt, option);
	if (argc - optind != 2) {
		fputs(usage_text, stderr);
		exit(2);
	}
	opt->player = argv[optind];
	opt->recorder = argv[optind + 1];
	if (!opt->deadline)
		opt->deadline = 60 + 20 * opt->seconds;
}

int main(int argc, char **argv)
{
	struct options opt = {
		.format = SND_PCM_FORMAT_S16_LE,
		.rate = 48000,
		.channels = 2,
		.seconds = 3,
		.lead = 200,
		.tries = 3,
		.seed = 1,
	};
	enum verdict verdict = XRUN;

	setvbuf(stdout, NULL, _IOLBF, 0);
	parse(&opt, argc, argv);
	signal(SIGALRM, give_up);
	signal(SIGTERM, end);
	alarm(opt.deadline);
	if (mlockall(MCL_CURRENT | MCL_FUTURE))
		printf("# the memory is not locked: %s\n", strerror(errno));
	while (verdict == XRUN && opt.tries--)
		verdict = try_once(&opt);
	printf("%s: %s %u Hz %u channels, %s to %s\n",
	       verdict == PASS ? "whole" : verdict == XRUN ? "overrun" : "broken",
	       snd_pcm_format_name(opt.format), opt.rate, opt.channels, opt.player,
	       opt.recorder);
	return verdict != PASS;
}
