// SPDX-License-Identifier: GPL-2.0-only
/* The library and what dongle-ctl does with it, on a bus in this program. */
#include <jansson.h>
#include <stdlib.h>

#include "device.h"
#include "fakebus.h"
#include "tap.h"
#include "verb.h"

static enum exit_code run_verb(struct fake_bus *fake, const struct options *options, FILE *out,
			       FILE *err)
{
	struct run run = { .bus = &fake->bus, .options = options, .out = out, .err = err };

	return options->verb->run(&run);
}

/* What one run wrote and returned. */
struct outcome {
	enum exit_code code;
	char *out;
	char *err;
};

static void run_options(struct outcome *run, struct fake_bus *fake, const struct options *options)
{
	size_t out_size, err_size;
	FILE *out = open_memstream(&run->out, &out_size);
	FILE *err = open_memstream(&run->err, &err_size);
	int i;

	run->code = run_verb(fake, options, out, err);
	fclose(out);
	fclose(err);
	for (i = 0; i < fake->count; i++) {
		if (fake->device[i].open || fake->device[i].wrong)
			tap_ok(false, "device %d: open %d times, %d wrong transfers", i,
			       fake->device[i].open, fake->device[i].wrong);
	}
}

static void run_free(struct outcome *run)
{
	free(run->out);
	free(run->err);
}

/* Runs, checks the code and a text of the errors, and what device 0 was asked. */
static void check(const char *name, struct fake_bus *fake, const struct options *options,
		  enum exit_code code, const char *error, const char *log)
{
	struct outcome run;

	memset(fake->device[0].log, 0, FAKE_LOG_MAX);
	run_options(&run, fake, options);
	tap_int(run.code, code, "%s: exit code", name);
	if (*error)
		tap_has(run.err, error, "%s: error", name);
	else
		tap_str(run.err, "", "%s: no error", name);
	tap_str(fake->device[0].log, log, "%s: transfers", name);
	run_free(&run);
}

static struct options setting(enum setting setting, const char *value)
{
	struct options options = { .verb = &verbs[VERB_SET] };
	char error[ERROR_TEXT_MAX];

	request_set(&options.request, setting, value, error);
	return options;
}

static const struct options status = { .verb = &verbs[VERB_STATUS] };
static const struct options list = { .verb = &verbs[VERB_LIST] };

static void test_set(void)
{
	struct options high = setting(SET_GAIN, "high");
	struct dongle_state other = device_full_state;
	struct fake_device *dev;
	struct fake_bus fake;

	fake_init(&fake);
	dev = fake_add(&fake, &device_full, &device_full_state);
	dev->tag = 99;
	check("status", &fake, &status, EXIT_OK, "", "IS");
	check("set", &fake, &high, EXIT_OK, "", "ISWS");
	tap_int(dev->state.gain, USB_DONGLE_GAIN_HIGH, "set: the device has it");
	tap_int(dev->tag, 0, "set: tag 0");
	tap_int(dev->mask, USB_DONGLE_F_GAIN, "set: only what was asked");
	check("set again", &fake, &high, EXIT_OK, "", "IS");
	high = setting(SET_VOLUME + TARGET_SE, "-5");
	check("set out of range", &fake, &high, EXIT_USAGE, "-10.0dB", "IS");
	high = setting(SET_GAIN, "low");
	other.gain = USB_DONGLE_GAIN_MEDIUM;
	dev->meanwhile = &other;
	check("someone else set it too", &fake, &high, EXIT_OK, "", "ISWS");
}

static void test_several(void)
{
	struct options options = setting(SET_GAIN, "high");
	struct fake_device *dev;
	struct fake_bus fake;
	char error[ERROR_TEXT_MAX];

	fake_init(&fake);
	dev = fake_add(&fake, &device_full, &device_full_state);
	request_set(&options.request, SET_KEEP_LEVEL, NULL, error);
	request_set(&options.request, SET_MODE, "balanced", error);
	request_set(&options.request, SET_FILTER, "3", error);
	request_set(&options.request, SET_MUTE + TARGET_BALANCED, "off", error);
	check("several", &fake, &options, EXIT_OK, "", "ISWS");
	tap_int(dev->mask, 7 | USB_DONGLE_F_VOLUME(0) | USB_DONGLE_F_VOLUME(1) |
		USB_DONGLE_F_MUTE(1), "several: one request has them all");
	tap_int(dev->state.output[0].volume[0], DB(-32), "several: level kept");
	tap_int(dev->state.output[1].mute, 0, "several: not muted");
}

static void test_set_failures(void)
{
	struct options high = setting(SET_GAIN, "high");
	struct fake_device *dev;
	struct fake_bus fake;

	fake_init(&fake);
	dev = fake_add(&fake, &device_full, &device_full_state);
	dev->refuse = USB_DONGLE_RESULT_LIMIT;
	check("refused", &fake, &high, EXIT_DEVICE, "above its limit", "ISWS");
	dev->refuse = USB_DONGLE_RESULT_DEVICE;
	check("failed hardware", &fake, &high, EXIT_DEVICE, "hardware failed", "ISWS");
	dev->refuse = 0;
	dev->fail[USB_DONGLE_SET_STATE] = -EPIPE;
	check("stalled", &fake, &high, EXIT_DEVICE, "stall", "ISW");
	dev->fail[USB_DONGLE_SET_STATE] = -ESHUTDOWN;
	check("unplugged", &fake, &high, EXIT_DEVICE, "1-1.1: it was unplugged", "ISW");
	dev->fail[USB_DONGLE_SET_STATE] = 0;
	dev->short_by = 1;
	check("short write", &fake, &high, EXIT_DEVICE, "cannot change", "ISW");
	dev->state = device_full_state;
	dev->fail[USB_DONGLE_GET_STATE] = -ETIMEDOUT;
	check("no answer", &fake, &high, EXIT_DEVICE, "in time", "IS");
	dev->fail[USB_DONGLE_GET_STATE] = 0;
	dev->state.mode = 9;
	check("bad state", &fake, &status, EXIT_DEVICE, "contradict", "IS");
}

static void test_refused_before(void)
{
	struct options low = setting(SET_GAIN, "low");
	struct fake_bus fake;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state)->result = USB_DONGLE_RESULT_RANGE;
	check("an old refusal is not ours", &fake, &low, EXIT_OK, "", "IS");
}

static void test_ambiguous(void)
{
	struct options high = setting(SET_GAIN, "high");
	struct fake_bus fake;
	struct outcome run;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	fake_add(&fake, &device_shared, &device_shared_state);
	check("two devices", &fake, &high, EXIT_AMBIGUOUS, "2 dongles match", "I");
	run_options(&run, &fake, &high);
	tap_has(run.err, "--path 1-1.1  --id 1d6b:0001  --serial 'S1'  Dongle 1",
		"two devices: the first is listed");
	tap_has(run.err, "--path 1-1.2  --id 1d6b:0002  --serial 'S2'  Dongle 2",
		"two devices: the second is listed");
	tap_str(run.out, "", "two devices: no result");
	run_free(&run);
	fake.device[1].open_err = -EACCES;
	check("one may be opened", &fake, &high, EXIT_AMBIGUOUS, "1-1.2", "I");
	check("one may be opened, status", &fake, &status, EXIT_PERMISSION, "1-1.2", "IS");
	fake.device[1].open_err = 0;
	fake.device[1].fail[USB_DONGLE_GET_INFO] = -EPIPE;
	check("one is no dongle", &fake, &high, EXIT_OK, "", "ISWS");
	fake.device[0].fail[USB_DONGLE_GET_INFO] = -EPIPE;
	check("none is a dongle", &fake, &status, EXIT_NONE, "no dongle found", "I");
}

static void test_choice(void)
{
	static const struct {
		const char *name;
		struct selector selector;
		enum exit_code code;
	} choices[] = {
		{ "path", { .path = "1-1.1" }, EXIT_OK },
		{ "serial", { .serial = "S1" }, EXIT_OK },
		{ "id", { .id = "1D6B:0001" }, EXIT_OK },
		{ "device as path", { .device = "1-1.1" }, EXIT_OK },
		{ "device as serial", { .device = "S1" }, EXIT_OK },
		{ "device as id", { .device = "1d6b:0001" }, EXIT_OK },
		{ "serial and path of one", { .serial = "S1", .path = "1-1.1" }, EXIT_OK },
		{ "serial and path of two", { .serial = "S1", .path = "1-1.2" }, EXIT_NONE },
		{ "part of a serial", { .serial = "S" }, EXIT_NONE },
		{ "longer path", { .path = "1-1.1.1" }, EXIT_NONE },
		{ "another id", { .id = "1d6b:0009" }, EXIT_NONE },
		{ "same id", { .id = "1d6b:0002" }, EXIT_AMBIGUOUS },
		{ "same serial", { .device = "S2" }, EXIT_AMBIGUOUS },
	};
	struct options options = setting(SET_GAIN, "low");
	struct fake_bus fake;
	unsigned int i;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	fake_add(&fake, &device_full, &device_full_state);
	fake_add(&fake, &device_full, &device_full_state)->id.product_id = 2;
	snprintf(fake.device[2].id.serial, DONGLE_STRING_MAX, "S2");
	for (i = 0; i < ARRAY_SIZE(choices); i++) {
		options.selector = choices[i].selector;
		check(choices[i].name, &fake, &options, choices[i].code,
		      choices[i].code == EXIT_NONE ? "matches" :
		      choices[i].code == EXIT_AMBIGUOUS ? "2 dongles match" : "",
		      choices[i].code == EXIT_OK ? "IS" : "");
	}
	options = list;
	options.selector.path = "1-9";
	check("list, another path", &fake, &options, EXIT_NONE, "no dongle matches", "");
	options.selector.path = "1-1.1";
	check("list, one path", &fake, &options, EXIT_OK, "", "I");
	tap_str(fake.device[1].log, "II", "a device that is not chosen is left alone");
}

static void test_permission(void)
{
	struct fake_device *dev;
	struct fake_bus fake;

	fake_init(&fake);
	dev = fake_add(&fake, &device_full, &device_full_state);
	dev->open_err = -EACCES;
	check("no permission", &fake, &status, EXIT_PERMISSION, "/dev/bus/usb/001/011", "");
	check("no permission, rule", &fake, &status, EXIT_PERMISSION,
	      "ATTR{idVendor}==\"1d6b\", ATTR{idProduct}==\"0001\"", "");
	dev->open_err = -EBUSY;
	check("busy", &fake, &status, EXIT_DEVICE, "1-1.1", "");
	fake.list_err = -EIO;
	check("no bus", &fake, &status, EXIT_DEVICE, "cannot list", "");
	check("no bus, list", &fake, &list, EXIT_DEVICE, "cannot list", "");
}

static void test_not_ours(void)
{
	struct fake_device *dev;
	struct fake_bus fake;

	fake_init(&fake);
	check("no device", &fake, &status, EXIT_NONE, "no dongle found", "");
	check("no device, list", &fake, &list, EXIT_NONE, "no dongle found", "");
	dev = fake_add(&fake, &device_full, &device_full_state);
	dev->garble.offset = 1;
	dev->garble.value = 'X';
	check("another magic", &fake, &status, EXIT_NONE, "no dongle", "I");
	check("another magic, list", &fake, &list, EXIT_NONE, "no dongle", "I");
	dev->garble.offset = 5;
	dev->garble.value = 2;
	check("another version", &fake, &status, EXIT_DEVICE, "another version", "I");
	dev->garble.offset = 6;
	check("a wrong length", &fake, &status, EXIT_DEVICE, "wrong length", "I");
	dev->garble.offset = 28;
	check("a bad range", &fake, &status, EXIT_DEVICE, "contradict", "I");
}

static json_t *run_json(struct fake_bus *fake, const struct options *base, enum exit_code code)
{
	struct options options = *base;
	json_t *document;
	struct outcome run;

	options.json = true;
	run_options(&run, fake, &options);
	tap_int(run.code, code, "JSON: exit code");
	document = json_loads(run.out, JSON_REJECT_DUPLICATES, NULL);
	if (!tap_ok(document, "JSON: well-formed"))
		printf("# %s\n", run.out);
	run_free(&run);
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
	struct options volume = setting(SET_VOLUME + TARGET_SHARED, "-30");
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
	tap_has(run.out, "  Card      PCM Playback Volume -10.00/-10.50 dB muted; together with the "
		"dongle: SE -30.00/-30.50 dB, Balanced -40.00/-41.50 dB\n", "status: both stages");
	tap_has(run.out, utf8_text, "status: colour and UTF-8");
	tap_has(run.out, "\033[33m  muted\033[0m", "status: colour of a mute");
	free(run.out);
	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	options.plain = true;
	run_options(&run, &fake, &options);
	tap_str(run.out, plain_text, "status: plain");
	run_free(&run);
	fake_add(&fake, &device_shared, &device_shared_state);
	fake_add(&fake, &device_single, &device_single_state);
	run_options(&run, &fake, &options);
	tap_has(run.out, "1-1.2.\nSingle-ended output: live, level minus 25 decibels, not muted, "
		"connector 3.5 mm TRS.\n", "status: several, plain");
	tap_has(run.out, "Both outputs share one level.\nGain: High, 0 decibels.\n\nDongle 3",
		"status: shared level, plain");
	run_free(&run);
	run_options(&run, &fake, &status);
	tap_has(run.out, "\n\n1-1.2  1d6b:0002  Dongle 2", "status: several");
	tap_has(run.out, "  Level     one for both outputs\n", "status: shared level");
	tap_has(run.out, "Dongle 3  serial S3\n  Balanced  -", "status: one output");
	run_free(&run);
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
	check("several as JSON without --all", &fake, &options, EXIT_AMBIGUOUS, "3 dongles", "I");
}

/* What there is to wait for: first nothing of use, then a device without rights, then rights. */
static void plug_in_later(struct fake_bus *fake)
{
	static int calls;

	if (++calls == 3)
		fake_add(fake, &device_full, &device_full_state)->open_err = -EACCES;
	if (calls == 5)
		fake->device[0].open_err = 0;
	fake_event(fake, HOTPLUG_LOOK, "");
}

static void test_wait(void)
{
	struct options options = status;
	struct fake_bus fake;
	struct run run = { .bus = &fake.bus, .options = &options };

	run.out = fopen("/dev/null", "w");
	run.err = run.out;
	options.given = BIT(OPTION_WAIT);
	fake_init(&fake);
	tap_int(verb_run(&run), EXIT_NONE, "wait: no time");
	options.wait_ms = -1;
	fake.on_wait = plug_in_later;
	tap_int(verb_run(&run), EXIT_OK, "wait: until it is there and can be opened");
	tap_str(fake.device[0].log, "IIS", "wait: then what was asked");
	fclose(run.out);
}

static void test_text(void)
{
	struct options high = setting(SET_GAIN, "high");
	struct fake_device *dev;
	struct fake_bus fake;
	struct outcome run;

	fake_init(&fake);
	dev = fake_add(&fake, &device_full, &device_full_state);
	run_options(&run, &fake, &status);
	tap_str(run.out, status_text, "text: status");
	run_free(&run);
	run_options(&run, &fake, &high);
	tap_str(run.out, "gain: Low (-12.0 dB) -> High (0.0 dB)\n", "text: set");
	run_free(&run);
	run_options(&run, &fake, &high);
	tap_str(run.out, "nothing to change\n", "text: set again");
	run_free(&run);
	dev->open_err = -EACCES;
	snprintf(dev->id.product, DONGLE_STRING_MAX, "a\x1b]0;b");
	run_options(&run, &fake, &list);
	tap_str(run.out, "1-1.1  1d6b:0001  a?]0;b  serial S1  [not usable: no permission]\n",
		"text: list");
	run_free(&run);
}

static void test_quiet(void)
{
	struct options options[] = { status, list, setting(SET_GAIN, "high") };
	struct fake_bus fake;
	struct outcome run;
	unsigned int i;

	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state);
	for (i = 0; i < ARRAY_SIZE(options) * 2; i++) {
		options[i / 2].quiet = true;
		options[i / 2].json = i & 1;
		run_options(&run, &fake, &options[i / 2]);
		tap_int(run.code, EXIT_OK, "quiet: command %u, exit code", i / 2);
		tap_str(run.out, "", "quiet: command %u", i / 2);
		run_free(&run);
	}
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
	test_set();
	test_several();
	test_set_failures();
	test_refused_before();
	test_ambiguous();
	test_choice();
	test_permission();
	test_not_ours();
	test_json_list();
	test_json_full();
	test_json_other();
	test_text();
	test_status();
	test_json_all();
	test_wait();
	test_quiet();
	test_full_disk();
	return tap_done();
}
