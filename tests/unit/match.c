// SPDX-License-Identifier: GPL-2.0-only
/*
 * dongle-ctl match. Of device_full, SE gives 0.5 V behind 0.3 ohm and balanced 1 V behind
 * 0.6: 0.4954 V and 0.9816 V at 32 ohm, so balanced has to be 5.94 dB lower.
 */
#include "device.h"
#include "runner.h"
#include "state.h"
#include "tap.h"

#define APART	(-1521)	/* -5.94 dB */

static const struct options on = { .verb = &verbs[VERB_MATCH] };
static const struct options off = { .verb = &verbs[VERB_MATCH], .off = true };
static const struct options dry_run = {
	.verb = &verbs[VERB_MATCH], .given = BIT(OPTION_DRY_RUN),
};

static const struct options open_end = {
	.verb = &verbs[VERB_MATCH],
	.figures = { .given = BIT(FIGURE_IMPEDANCE), .impedance = 1e6 },
};

static struct dongle_info able(void)
{
	struct dongle_info info = device_full;

	info.flags |= USB_DONGLE_MATCH | USB_DONGLE_LIMIT_GAIN;
	return info;
}

static void levels(const struct fake_device *dev, const char *name, int se_left, int se_right,
		   int left, int right)
{
	const struct dongle_output_state *o = dev->state.output;

	tap_int(o[0].volume[0], se_left, "%s: SE, left", name);
	tap_int(o[0].volume[1], se_right, "%s: SE, right", name);
	tap_int(o[1].volume[0], left, "%s: balanced, left", name);
	tap_int(o[1].volume[1], right, "%s: balanced, right", name);
}

/* The device keeps them: what is live stays, the other follows. */
static void test_kept(void)
{
	const struct dongle_info info = able();
	struct fake_bus *fake = tap_alloc(sizeof(*fake));
	struct fake_device *dev;

	fake_init(fake);
	dev = fake_add(fake, &info, &device_full_state);
	runner_check("dry run", fake, &dry_run, EXIT_OK, "low gain: balanced -5.94 dB", "IS");
	tap_int(dev->state.matched, 0, "dry run: nothing is");
	runner_check("kept", fake, &on, EXIT_OK, "The device keeps both outputs equally loud",
		     "ISWS");
	tap_int(dev->state.matched, 1, "kept: it is told to");
	tap_int(dev->state.match[USB_DONGLE_GAIN_LOW], APART, "kept: at the low gain");
	tap_int(dev->state.match[USB_DONGLE_GAIN_HIGH], APART, "kept: at the high gain");
	levels(dev, "kept", DB(-20), DB(-20), DB(-26), DB(-26));
	runner_check("no more", fake, &off, EXIT_OK, "Each output has its own level.", "ISWS");
	tap_int(dev->state.matched, 0, "no more: it is told so");
	levels(dev, "no more", DB(-20), DB(-20), DB(-26), DB(-26));
	/* with no load to speak of, twice the voltage is 6.02 dB */
	runner_check("another load", fake, &open_end, EXIT_OK, "balanced -6.02 dB", "ISWS");
	tap_free(fake);
}

/* It cannot: the louder one, SE, goes down to the other, once. */
static void test_once(void)
{
	struct fake_bus *fake = tap_alloc(sizeof(*fake));
	struct fake_device *dev;

	fake_init(fake);
	dev = fake_add(fake, &device_full, &device_full_state);
	runner_check("once", fake, &on, EXIT_OK, "Nothing keeps them so", "ISWS");
	/* -30 + 5.94 and -31 + 5.94, on a grid of half a dB */
	levels(dev, "once", DB(-24.5), DB(-25.5), DB(-30), DB(-31));
	runner_check("again", fake, &on, EXIT_OK, "Nothing keeps them so", "IS");
	runner_check("off", fake, &off, EXIT_USAGE, "keeps no outputs matched", "IS");
	tap_free(fake);
}

static void refused(const char *name, const struct dongle_info *info,
		    const struct dongle_state *state, const char *says)
{
	struct fake_bus *fake = tap_alloc(sizeof(*fake));

	fake_init(fake);
	fake_add(fake, info, state);
	runner_check(name, fake, &on, EXIT_USAGE, says, "IS");
	tap_free(fake);
}

static void test_refused(void)
{
	struct dongle_info unknown = able();

	unknown.output[USB_DONGLE_BALANCED].full_scale[USB_DONGLE_GAIN_HIGH] = 0;
	refused("one level for both", &device_shared, &device_shared_state, "share one level");
	refused("one output", &device_single, &device_single_state, "no two outputs");
	refused("a full scale nobody knows", &unknown, &device_full_state,
		"does not say how loud its outputs are");
}

int main(void)
{
	runner_start();
	test_kept();
	test_once();
	test_refused();
	runner_end();
	return tap_done();
}
