// SPDX-License-Identifier: GPL-2.0-only
/* What dongle-ctl shows: for people, in one line a fact, and as JSON. */
#include <jansson.h>
#include <stdlib.h>

#include "device.h"
#include "glance.h"
#include "runner.h"
#include "tap.h"

static const struct options status = { .verb = &verbs[VERB_STATUS] };
static const struct options list = { .verb = &verbs[VERB_LIST] };

static json_t *run_json(struct fake_bus *fake, const struct options *base, enum exit_code code)
{
	struct options options = *base;
	json_t *document;
	struct outcome run;

	options.json = true;
	runner_run(&run, fake, &options);
	tap_int(run.code, code, "JSON: exit code");
	document = json_loads(run.out, JSON_REJECT_DUPLICATES, NULL);
	if (!tap_ok(document, "JSON: well-formed"))
		printf("# %s\n", run.out);
	runner_free(&run);
	return document ? document : json_object();
}

/* Looks for @path, keys and array indexes with dots between, and writes it. */
static void json_is(json_t *document, const char *path, const char *want)
{
	char buf[64], *key, *rest = buf, *got;
	json_t *value = document;

	snprintf(buf, sizeof(buf), "%s", path);
	while ((key = strsep(&rest, ".")))
		value = json_is_array(value) ? json_array_get(value, atoi(key)) :
					       json_object_get(value, key);
	got = value ? json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT) : strdup("(missing)");
	tap_str(got, want, "JSON: %s", path);
	free(got);
}

static void test_json_list(void)
{
	struct fake_bus fake;
	json_t *j;

	fake_init(&fake);
	j = run_json(&fake, &list, EXIT_NONE);
	json_is(j, "schema", "1");
	json_is(j, "devices", "[]");
	json_decref(j);
	fake_add(&fake, &device_full, &device_full_state)->id.serial[0] = '\0';
	fake_add(&fake, &device_full, &device_full_state)->open_err = -EACCES;
	fake_add(&fake, &device_full, &device_full_state)->fail[1] = -EPIPE;
	snprintf(fake.device[1].id.product, DONGLE_STRING_MAX, "a\x1b[2J\xff\"b");
	j = run_json(&fake, &list, EXIT_OK);
	json_is(j, "devices.0.path", "\"1-1.1\"");
	json_is(j, "devices.0.id", "\"1d6b:0001\"");
	json_is(j, "devices.0.serial", "null");
	json_is(j, "devices.0.usable", "true");
	json_is(j, "devices.0.error", "null");
	json_is(j, "devices.1.product", "\"a?[2J?\\\"b\"");
	json_is(j, "devices.1.serial", "\"S2\"");
	json_is(j, "devices.1.node", "\"/dev/bus/usb/001/012\"");
	json_is(j, "devices.1.usable", "false");
	json_is(j, "devices.1.error", "\"no permission\"");
	json_is(j, "devices.2", "(missing)");
	json_decref(j);
}

static void test_json_full(void)
{
	struct fake_bus fake;
	json_t *j;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	j = run_json(&fake, &status, EXIT_OK);
	json_is(j, "schema", "1");
	json_is(j, "device.path", "\"1-1.1\"");
	json_is(j, "mode", "\"auto\"");
	json_is(j, "modes", "[\"single-ended\",\"balanced\",\"auto\"]");
	json_is(j, "gain", "\"low\"");
	json_is(j, "gain_level_db", "-12.0");
	json_is(j, "gains.1", "{\"gain\":\"medium\",\"level_db\":-5.75}");
	json_is(j, "filter", "\"non-oversampling\"");
	json_is(j, "filter_number", "2");
	json_is(j, "filters.2", "\"hybrid\"");
	json_is(j, "shared_level", "false");
	json_is(j, "outputs.se.connector", "\"3.5\"");
	json_is(j, "outputs.se.plug", "\"plugged\"");
	json_is(j, "outputs.se.live", "true");
	json_is(j, "outputs.se.volume_db", "[-20.0,-20.0]");
	json_is(j, "outputs.se.volume_min_db", "-60.0");
	json_is(j, "outputs.se.volume_max_db", "0.0");
	json_is(j, "outputs.se.volume_step_db", "0.5");
	json_is(j, "outputs.se.limit_db", "-10.0");
	json_is(j, "outputs.se.mute", "false");
	json_is(j, "outputs.se.impedance_ohm", "32");
	json_is(j, "outputs.se.full_scale_mv", "500");
	json_is(j, "outputs.se.source_impedance_mohm", "300");
	json_is(j, "outputs.balanced.volume_db", "[-30.0,-31.0]");
	json_is(j, "outputs.balanced.live", "false");
	json_is(j, "outputs.balanced.mute", "true");
	json_is(j, "outputs.balanced.impedance_ohm", "null");
	json_decref(j);
}

static void test_json_other(void)
{
	struct options volume = runner_setting(SET_VOLUME + TARGET_SHARED, "-30");
	struct fake_bus fake;
	json_t *j;

	fake_init(&fake);
	fake_add(&fake, &device_shared, &device_shared_state);
	j = run_json(&fake, &volume, EXIT_OK);
	json_is(j, "changed", "[\"volume\"]");
	json_is(j, "shared_level", "true");
	json_is(j, "mode", "null");
	json_is(j, "gain", "\"high\"");
	json_is(j, "filter", "null");
	json_is(j, "filter_number", "null");
	json_is(j, "outputs.balanced.volume_db", "[-30.0,-30.0]");
	json_is(j, "outputs.balanced.plug", "null");
	json_is(j, "outputs.balanced.full_scale_mv", "3000");
	json_is(j, "outputs.balanced.limit_db", "null");
	json_is(j, "outputs.balanced.source_impedance_mohm", "null");
	json_decref(j);
	j = run_json(&fake, &volume, EXIT_OK);
	json_is(j, "changed", "[]");
	json_decref(j);
	fake_init(&fake);
	fake_add(&fake, &device_single, &device_single_state);
	j = run_json(&fake, &status, EXIT_OK);
	json_is(j, "outputs.se", "null");
	json_is(j, "outputs.balanced.mute", "null");
	json_decref(j);
}

static const char status_text[] =
	"1-1.1  1d6b:0001  Dongle 1  serial S1\n"
	"  SE        plugged  live  [###########--|  ]  -20.0 dB                 32 ohm\n"
	"  Balanced  empty    off   [###########-----]  -30.0/-31.0 dB    muted  \n"
	"  SE        no level above -10.0 dB (limit)\n"
	"  Jacks     SE 3.5 mm TRS, Balanced 4.4 mm TRRRS\n"
	"  Mode      Auto\n"
	"  Gain      Low (-12.0 dB), full scale SE 500 mV, Balanced 1000 mV\n"
	"  Filter    2 Non-Oversampling\n";

static const char plain_text[] =
	"Dongle 1, serial number S1, at USB path 1-1.1.\n"
	"Single-ended output: plugged, live, level minus 20 decibels, limited to minus 10 decibels, "
	"not muted, load 32 ohms, connector 3.5 mm TRS.\n"
	"Balanced output: empty, not live, level left minus 30 decibels, right minus 31 decibels, "
	"muted, connector 4.4 mm TRRRS.\n"
	"Mode: Auto.\n"
	"Gain: Low, minus 12 decibels.\n"
	"Filter: number 2, Non-Oversampling.\n";

static const char utf8_text[] =
	"  SE        plugged  \033[1;32mlive  \033[0m\u2595\u2588\u2588\u2588\u2588\u2588\u2588\u2588"
	"\u2588\u2588\u2588\u2588\u2591\u2591\u2503  \u258f  -20.0 dB                 32 \u03a9\n";

/* How it looks: one device in each style, several, and those that have less. */
static void test_status(void)
{
	const struct dongle dongle = { .id.path = "1-1", .info = device_full };
	const struct stage stage = {
		.name = "PCM Playback Volume", .level = { -1000, -1050 }, .mute = STAGE_MUTED,
	};
	const struct style style = { .color = true, .utf8 = true };
	struct options options = status;
	struct fake_bus fake;
	struct outcome run;
	size_t size;
	FILE *out;

	out = open_memstream(&run.out, &size);
	glance_show(out, &dongle, &device_full_state, &stage, &style);
	fclose(out);
	tap_has(run.out, "  Card      PCM Playback Volume -10.00/-10.50 dB muted; together with "
		"the dongle: SE -30.00/-30.50 dB, Balanced -40.00/-41.50 dB\n",
		"status: both stages");
	tap_has(run.out, utf8_text, "status: colour and UTF-8");
	tap_has(run.out, "\033[33m  muted\033[0m", "status: colour of a mute");
	free(run.out);
	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	options.plain = true;
	runner_run(&run, &fake, &options);
	tap_str(run.out, plain_text, "status: plain");
	runner_free(&run);
	fake_add(&fake, &device_shared, &device_shared_state);
	fake_add(&fake, &device_single, &device_single_state);
	runner_run(&run, &fake, &options);
	tap_has(run.out, "1-1.2.\nSingle-ended output: live, level minus 25 decibels, not muted, "
		"connector 3.5 mm TRS.\n", "status: several, plain");
	tap_has(run.out, "Both outputs share one level.\nGain: High, 0 decibels.\n\nDongle 3",
		"status: shared level, plain");
	runner_free(&run);
	runner_run(&run, &fake, &status);
	tap_has(run.out, "\n\n1-1.2  1d6b:0002  Dongle 2", "status: several");
	tap_has(run.out, "  Level     one for both outputs\n", "status: shared level");
	tap_has(run.out, "Dongle 3  serial S3\n  Balanced  -", "status: one output");
	runner_free(&run);
}

static void test_json_all(void)
{
	struct options options = status;
	struct fake_bus fake;
	json_t *j;

	options.given = BIT(OPTION_ALL);
	fake_init(&fake);
	j = run_json(&fake, &options, EXIT_NONE);
	json_is(j, "dongles", "[]");
	json_decref(j);
	fake_add(&fake, &device_full, &device_full_state);
	j = run_json(&fake, &options, EXIT_OK);
	json_is(j, "dongles.0.device.path", "\"1-1.1\"");
	json_is(j, "dongles.1", "(missing)");
	json_decref(j);
	fake_add(&fake, &device_full, &device_full_state)->open_err = -EACCES;
	fake_add(&fake, &device_single, &device_single_state);
	j = run_json(&fake, &options, EXIT_PERMISSION);
	json_is(j, "schema", "1");
	json_is(j, "dongles.0.mode", "\"auto\"");
	json_is(j, "dongles.0.error", "null");
	json_is(j, "dongles.1.error", "\"no permission\"");
	json_is(j, "dongles.1.outputs", "(missing)");
	json_is(j, "dongles.2.outputs.balanced.volume_db", "[-40.0,-40.0]");
	json_decref(j);
	options = status;
	options.json = true;
	runner_check("several as JSON without --all", &fake, &options, EXIT_AMBIGUOUS,
		     "3 dongles", "I");
}

static void test_text(void)
{
	struct options high = runner_setting(SET_GAIN, "high");
	struct fake_device *dev;
	struct fake_bus fake;
	struct outcome run;

	fake_init(&fake);
	dev = fake_add(&fake, &device_full, &device_full_state);
	runner_run(&run, &fake, &status);
	tap_str(run.out, status_text, "text: status");
	runner_free(&run);
	runner_run(&run, &fake, &high);
	tap_str(run.out, "gain: Low (-12.0 dB) -> High (0.0 dB)\n", "text: set");
	runner_free(&run);
	runner_run(&run, &fake, &high);
	tap_str(run.out, "nothing to change\n", "text: set again");
	runner_free(&run);
	dev->open_err = -EACCES;
	snprintf(dev->id.product, DONGLE_STRING_MAX, "a\x1b]0;b");
	runner_run(&run, &fake, &list);
	tap_str(run.out, "1-1.1  1d6b:0001  a?]0;b  serial S1  [not usable: no permission]\n",
		"text: list");
	runner_free(&run);
}

static void test_quiet(void)
{
	struct options options[] = { status, list, runner_setting(SET_GAIN, "high") };
	struct fake_bus fake;
	struct outcome run;
	unsigned int i;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	for (i = 0; i < ARRAY_SIZE(options) * 2; i++) {
		options[i / 2].quiet = true;
		options[i / 2].json = i & 1;
		runner_run(&run, &fake, &options[i / 2]);
		tap_int(run.code, EXIT_OK, "quiet: command %u, exit code", i / 2);
		tap_str(run.out, "", "quiet: command %u", i / 2);
		runner_free(&run);
	}
}

static enum exit_code run_verb(struct fake_bus *fake, const struct options *options, FILE *out,
			       FILE *err)
{
	struct run run = { .bus = &fake->bus, .options = options, .out = out, .err = err };

	return options->verb->run(&run);
}

static void test_full_disk(void)
{
	struct options json = { .verb = &verbs[VERB_STATUS], .json = true };
	FILE *full = fopen("/dev/full", "w"), *none = fopen("/dev/null", "w");
	struct fake_bus fake;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	tap_int(run_verb(&fake, &status, full, none), EXIT_DEVICE, "text on a full disk");
	tap_int(run_verb(&fake, &json, full, none), EXIT_DEVICE, "JSON on a full disk");
	fclose(full);
	fclose(none);
}

int main(void)
{
	test_json_list();
	test_json_full();
	test_json_other();
	test_text();
	test_status();
	test_json_all();
	test_quiet();
	test_full_disk();
	return tap_done();
}
