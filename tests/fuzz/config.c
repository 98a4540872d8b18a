// SPDX-License-Identifier: GPL-2.0-only
/*
 * userspace/libdongle: files of settings, config.c and what it stands on, up to what a
 * device would be sent. The texts of the files stand behind each other, with 0x1c between.
 */
#include <math.h>
#include <stdlib.h>

#include "config.h"
#include "fuzz.h"
#include "plan.h"
#include "state.h"
#include "../unit/device.h"

#define SEPARATOR	0x1c
#define FILES		4
#define HEADPHONES	"[Soft]\nimpedance = 32\nsensitivity = 120dB/V\n" \
			"[Hard]\nimpedance = 300\nsensitivity = 97dB/V\n"
#define FULL_SCALE	"[None]\nfull-scale = ,900\n"
#define TARGET		110.0	/* dB SPL, of headphones that no limit is named for */

static const struct {
	const struct dongle_info *info;
	const struct dongle_state *state;
} devices[] = {
	{ &device_full, &device_full_state },
	{ &device_shared, &device_shared_state },
	{ &device_single, &device_single_state },
};

static const char *const files[FILES] = {
	"etc/a.conf", "var/a.conf", "etc/b.conf", "var/b.conf",
};

/* What came of reading. */
struct outcome {
	struct dongle_config *config;
	char *said;
	int err;
};

static void read_all(struct outcome *outcome)
{
	size_t size;
	FILE *err = open_memstream(&outcome->said, &size);

	outcome->config = NULL;
	outcome->err = config_read(&outcome->config, err);
	fclose(err);
}

static void check_said(const struct outcome *outcome)
{
	char *line, *save, *said = strdup(outcome->said);
	size_t len = strlen(fuzz_path(""));

	PROPERTY(!outcome->err == !*said && (!outcome->err || outcome->err == -EINVAL),
		 "files are right, or something is said of them");
	PROPERTY(fuzz_is_clean(said, "\n"), "what is said steers no terminal");
	for (line = strtok_r(said, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
		PROPERTY(!strncmp(line, fuzz_path(""), len) && strstr(line, ".conf"),
			 "each line that is said names the file");
	free(said);
}

/* dB SPL of a signal at full scale, by the book. */
static double spl_of(const struct dongle_output_info *o, const struct request *request,
		     unsigned int gain, int level)
{
	double volts = o->full_scale[gain] / 1000.0 * request->headphones.impedance /
		       (request->headphones.impedance + o->source_impedance / 1000.0);

	return request->headphones.sensitivity + 20 * log10(volts) + level / 256.0;
}

/* Of the full device, which has a full scale everywhere: headphones limit what no key does. */
static void check_headphones(const struct dongle_info *info, const struct dongle_state *before,
			     const struct dongle_state *after, const struct request *request)
{
	unsigned int out, gain, ch;
	s16 level;

	if (!request->headphones.given || info != &device_full)
		return;
	for (out = 0; out < DONGLE_OUTPUTS; out++) {
		if (!(request->leaves & REQUEST_LEAVES_LIMIT(out)))
			continue;
		for (gain = 0; gain < USB_DONGLE_GAINS; gain++)
			PROPERTY(spl_of(&info->output[out], request, gain,
					after->output[out].limit) <= TARGET + 0.001,
				 "headphones set a limit that holds at each gain");
	}
	for (out = 0; out < DONGLE_OUTPUTS; out++)
		for (ch = 0; ch < DONGLE_CHANNELS; ch++) {
			level = after->output[out].volume[ch] + info->gain_level[after->gain] -
				info->gain_level[before->gain];
			PROPERTY(level <= before->output[out].volume[ch] ||
				 !(request->leaves & REQUEST_LEAVES_GAIN) ||
				 request_has(request, SET_VOLUME + out),
				 "nothing gets louder because headphones are named");
		}
}

static void check_plan(const struct dongle *dongle, const struct dongle_info *info,
		       const struct dongle_state *state, const struct request *request)
{
	struct dongle_state after = *state;
	struct plan plan;

	memset(&plan, 0, sizeof(plan));
	if (!plan_make(&plan, &dongle->info, state, request)) {
		PROPERTY(strstr(plan.error, ".conf:"),
			 "a setting that does not fit is named by its line");
		return;
	}
	/* a choice of one may be made, but is not sent */
	dongle_state_copy(&after, plan.mask | plan.follows, &plan.state);
	PROPERTY(fuzz_has(&dongle->info, &after), "files ask for nothing the device has not");
	PROPERTY(fuzz_obeys(&dongle->info, &after), "files set no level above its limit");
	check_headphones(info, state, &after, request);
}

/* Of the first setting only: is it the same. */
static bool same(const struct request *a, const struct request *b)
{
	unsigned int i;

	if (a->given != b->given)
		return false;
	for (i = 0; i < SETTINGS; i++)
		if (a->given >> i & 1 && strcmp(a->text[i], b->text[i]))
			return false;
	return true;
}

static void make_id(struct dongle_id *id, unsigned int n)
{
	memset(id, 0, sizeof(*id));
	id->vendor_id = 0x1d6b;
	id->product_id = n + 1;
	snprintf(id->path, sizeof(id->path), "1-1.%u", n + 1);
	snprintf(id->raw_serial, sizeof(id->raw_serial), "S%u", n + 1);
}

static void check_devices(const struct outcome *first, const struct outcome *second)
{
	struct request request, again;
	struct dongle dongle = {};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(devices); i++) {
		make_id(&dongle.id, i);
		dongle.info = *devices[i].info;
		config_request(first->config, &dongle, &request);
		config_request(second->config, &dongle, &again);
		PROPERTY(same(&request, &again), "a comment changes no setting");
		PROPERTY(!request.given || config_has(first->config, &dongle.id),
			 "a device that gets settings is said to have some");
		check_plan(&dongle, devices[i].info, devices[i].state, &request);
	}
}

static void write_files(const struct fuzz *bytes, const char *tail)
{
	struct fuzz fuzz = *bytes;
	unsigned int i;
	const u8 *end;
	char *text;
	size_t len;

	for (i = 0; i < FILES && fuzz.left; i++) {
		end = memchr(fuzz.data, SEPARATOR, fuzz.left);
		len = end ? (size_t)(end - fuzz.data) : fuzz.left;
		text = calloc(1, len + strlen(tail) + 1);
		fuzz_fill(&fuzz, text, len);
		fuzz_byte(&fuzz);
		memcpy(text + len, tail, strlen(tail));
		fuzz_write(files[i], text, len + strlen(tail));
		free(text);
	}
}

void fuzz_start(void)
{
	fuzz_folder_start();
}

void fuzz_one(struct fuzz *fuzz)
{
	struct outcome first, second;

	fuzz_write("data/headphones/a.conf", HEADPHONES, strlen(HEADPHONES));
	fuzz_write("data/dongles/a.conf", FULL_SCALE, strlen(FULL_SCALE));
	write_files(fuzz, "");
	read_all(&first);
	check_said(&first);
	write_files(fuzz, "\n \t; a comment\r\n");
	read_all(&second);
	PROPERTY(first.err == second.err, "a comment breaks no file, and mends none");
	if (!first.err)
		check_devices(&first, &second);
	config_free(first.config);
	config_free(second.config);
	free(first.said);
	free(second.said);
	fuzz_clear();
}
