// SPDX-License-Identifier: GPL-2.0-only
/* The public calls: properties, values and changes, on a bus of this program. */
#include <stdlib.h>

#include "device.h"
#include "fakebus.h"
#include "tap.h"

#define SE		USB_DONGLE_SE
#define BALANCED	USB_DONGLE_BALANCED

static void test_properties(void)
{
	static const struct {
		enum dongle_property property;
		unsigned int index;
		int want;
	} full[] = {
		{ DONGLE_VERSION, 0, 0x101 },
		{ DONGLE_MODES, 0, 7 },
		{ DONGLE_GAINS, 0, 7 },
		{ DONGLE_GAIN_LEVEL, 1, DB(-5.75) },
		{ DONGLE_GAIN_LEVEL, 3, 0 },
		{ DONGLE_FILTERS, 0, 3 },
		{ DONGLE_FILTER_KIND, 1, USB_DONGLE_FILTER_NOS },
		{ DONGLE_FILTER_KIND, 8, 0 },
		{ DONGLE_SHARED_LEVEL, 0, 0 },
		{ DONGLE_CONNECTOR, BALANCED, USB_DONGLE_CONNECTOR_TRRRS_44 },
		{ DONGLE_CONNECTOR, 2, 0 },
		{ DONGLE_VOLUME_MIN, BALANCED, DB(-100) },
		{ DONGLE_VOLUME_MAX, BALANCED, DB(4) },
		{ DONGLE_VOLUME_STEP, SE, DB(0.5) },
		{ DONGLE_SOURCE_IMPEDANCE, BALANCED, 600 },
		{ DONGLE_FULL_SCALE, SE, 500 },
		{ DONGLE_FULL_SCALE, BALANCED + 2 * USB_DONGLE_GAIN_HIGH, 4000 },
		{ DONGLE_FULL_SCALE, 6, 0 },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(full); i++)
		tap_int(dongle_property(&device_full, full[i].property, full[i].index),
			full[i].want, "property %d of %u", full[i].property, full[i].index);
	tap_int(dongle_property(&device_shared, DONGLE_SHARED_LEVEL, 0), 1, "shared level");
	tap_ok(dongle_property(&device_full, DONGLE_CAPS, SE) & USB_DONGLE_CAP_LIMIT, "caps");
}

static void test_values(void)
{
	static const struct {
		enum dongle_field field;
		unsigned int output;
		int want;
	} full[] = {
		{ DONGLE_MODE, 0, USB_DONGLE_MODE_AUTO },
		{ DONGLE_GAIN, 0, USB_DONGLE_GAIN_LOW },
		{ DONGLE_FILTER, 0, 1 },
		{ DONGLE_LIVE, SE, 1 },
		{ DONGLE_LIVE, BALANCED, 0 },
		{ DONGLE_LEFT, BALANCED, DB(-30) },
		{ DONGLE_RIGHT, BALANCED, DB(-31) },
		{ DONGLE_LIMIT, SE, DB(-10) },
		{ DONGLE_MUTE, BALANCED, 1 },
		{ DONGLE_PLUG, SE, USB_DONGLE_PLUG_PLUGGED },
		{ DONGLE_IMPEDANCE, SE, 32 },
		{ DONGLE_LEFT, 2, 0 },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(full); i++)
		tap_int(dongle_value(&device_full, &device_full_state, full[i].field,
				     full[i].output), full[i].want, "value %d of %u",
			full[i].field, full[i].output);
	tap_int(dongle_value(&device_shared, &device_shared_state, DONGLE_RIGHT, BALANCED),
		DB(-25), "a shared level is that of both");
	tap_int(dongle_value(&device_shared, &device_shared_state, DONGLE_GAIN, 0),
		USB_DONGLE_GAIN_HIGH, "the only gain");
}

static void test_names(void)
{
	tap_str(dongle_name(DONGLE_MODE, USB_DONGLE_MODE_BALANCED), "balanced", "name of a mode");
	tap_str(dongle_name(DONGLE_FILTER, USB_DONGLE_FILTER_NOS), "non-oversampling",
		"name of a filter");
	tap_str(dongle_name(DONGLE_PLUG, USB_DONGLE_PLUG_SHORTED), "shorted", "name of a plug");
	tap_ok(!dongle_name(DONGLE_GAIN, 3), "no such gain");
	tap_ok(!dongle_name(DONGLE_LIVE, 0), "no names");
	tap_ok(!dongle_name(DONGLE_IMPEDANCE, 0), "no names past the table");
}

static void check(struct dongle_change *change, int err, int want, const char *text,
		  const char *name)
{
	tap_int(err, want, "%s", name);
	if (*text)
		tap_has(dongle_change_error(change), text, "%s: says why", name);
}

static void test_bad_changes(struct dongle *dongle)
{
	struct dongle_change *change = dongle_change_new();
	char longer[100] = "-20.";

	memset(longer + 4, '0', sizeof(longer) - 5);
	check(change, dongle_change_text(change, "loudness", "1"), -EINVAL, "'loudness'", "a key");
	check(change, dongle_change_text(change, "mode", "mono"), -EINVAL, "balanced", "a mode");
	check(change, dongle_change_text(change, "mode", NULL), -EINVAL, "mode", "no value");
	check(change, dongle_change_text(change, "se-volume", longer), -EINVAL, "too long", "long");
	check(change, dongle_change_value(change, DONGLE_LIVE, SE, 1), -EINVAL, "cannot", "live");
	check(change, dongle_change_value(change, DONGLE_MODE, 0, 3), -EINVAL, "cannot", "mode 3");
	check(change, dongle_change_value(change, DONGLE_FILTER, 0, 8), -EINVAL, "cannot",
	      "filter 8");
	check(change, dongle_change_value(change, DONGLE_MUTE, SE, 2), -EINVAL, "cannot", "mute 2");
	check(change, dongle_change_value(change, DONGLE_MUTE, 2, 1), -EINVAL, "output", "of 2");
	check(change, dongle_change_value(change, DONGLE_RIGHT, SE, 0), -EINVAL, "left", "no left");
	check(change, dongle_change_value(change, DONGLE_LEFT, SE, 40000), -EINVAL, "cannot",
	      "no level");
	check(change, dongle_change_apply(change, dongle, 0), 0, "", "none of them is kept");
	dongle_change_text(change, "keep-level", NULL);
	check(change, dongle_change_apply(change, dongle, 0), -EINVAL, "--gain", "no gain");
	dongle_change_free(change);
}

static void test_changes(struct dongle *dongle, struct fake_device *dev)
{
	struct dongle_change *change = dongle_change_new();

	check(change, dongle_change_text(change, "gain", "high"), 0, "", "gain");
	check(change, dongle_change_text(change, "gain", "ultra"), -EINVAL, "low", "a bad one");
	check(change, dongle_change_value(change, DONGLE_LEFT, SE, DONGLE_DB(-40)), 0, "", "left");
	check(change, dongle_change_value(change, DONGLE_RIGHT, SE, DONGLE_DB(-41.5)), 0, "",
	      "right");
	check(change, dongle_change_value(change, DONGLE_FILTER, 0, 2), 0, "", "filter");
	check(change, dongle_change_value(change, DONGLE_MUTE, BALANCED, 0), 0, "", "mute");
	check(change, dongle_change_value(change, DONGLE_MODE, 0, 0), 0, "", "mode");
	check(change, dongle_change_apply(change, dongle, DONGLE_DRY_RUN), 1, "", "dry run");
	tap_str(dev->log, "ISS", "dry run: nothing is sent");
	check(change, dongle_change_apply(change, dongle, 0), 1, "", "applied");
	tap_str(dev->log, "ISSSWS", "applied: in one request");
	tap_int(dev->state.gain, USB_DONGLE_GAIN_HIGH, "the good gain stayed");
	tap_int(dev->state.output[0].volume[0], DB(-40), "left");
	tap_int(dev->state.output[0].volume[1], DB(-41.5), "right");
	tap_int(dev->state.filter, 2, "filter");
	tap_int(dev->state.output[1].mute, 0, "mute");
	tap_int(dev->state.mode, USB_DONGLE_MODE_SE, "mode");
	check(change, dongle_change_apply(change, dongle, 0), 0, "", "applied again");
	check(change, dongle_change_value(change, DONGLE_LEFT, SE, 0), 0, "", "a level");
	check(change, dongle_change_apply(change, dongle, 0), -EINVAL, "out of range", "the limit");
	check(change, dongle_change_text(change, "se-volume", "-30dB"), 0, "", "another");
	dev->refuse = USB_DONGLE_RESULT_DEVICE;
	check(change, dongle_change_apply(change, dongle, 0), -EREMOTEIO, "hardware", "refused");
	dongle_change_free(change);
}

int main(void)
{
	const struct dongle_state *state;
	struct fake_device *dev;
	struct dongle *dongle;
	struct dongle_id *ids;
	struct fake_bus fake;

	test_properties();
	test_values();
	test_names();
	fake_init(&fake);
	dev = fake_add(&fake, &device_full, &device_full_state);
	tap_int(dongle_list(&fake.bus, &ids), 1, "list");
	tap_int(dongle_open(&fake.bus, ids, &dongle), 0, "open");
	tap_str(dongle_get_id(dongle)->serial, "S1", "id");
	tap_int(dongle_property(dongle_get_info(dongle), DONGLE_MODES, 0), 7, "info");
	test_bad_changes(dongle);
	memcpy(dev->log, "I\0\0\0", 4);
	tap_int(dongle_read(dongle, &state), 0, "read");
	tap_int(dongle_value(dongle_get_info(dongle), state, DONGLE_LEFT, SE), DB(-20), "state");
	test_changes(dongle, dev);
	dongle_close(dongle);
	dongle_bus_free(&fake.bus);
	free(ids);
	return tap_done();
}
