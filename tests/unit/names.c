// SPDX-License-Identifier: GPL-2.0-only
/* Every value has a name that no other of its kind has, and that fits where it is shown. */
#include "names.h"
#include "tap.h"

#define LABEL_MAX	63 /* of an item of an ALSA control */

static const struct table {
	const char *what;
	const struct dongle_name *names;
	unsigned int count;
} tables[] = {
	{ "outputs", dongle_output_names, DONGLE_OUTPUTS },
	{ "modes", dongle_mode_names, DONGLE_MODE_NAMES },
	{ "gains", dongle_gain_names, USB_DONGLE_GAINS },
	{ "filters", dongle_filter_names, DONGLE_FILTER_NAMES },
	{ "connectors", dongle_connector_names, DONGLE_CONNECTOR_NAMES },
	{ "plugs", dongle_plug_names, DONGLE_PLUG_NAMES },
};

static bool is_label(const char *label)
{
	return label && *label && strlen(label) <= LABEL_MAX;
}

/* As a shell and configfs take it: one word, lower case. */
static bool is_key(const char *key)
{
	if (!key || !*key)
		return false;
	while ((*key >= 'a' && *key <= 'z') || (*key >= '0' && *key <= '9') || *key == '-' ||
	       *key == '.')
		key++;
	return !*key;
}

static unsigned int twice(const struct table *t, unsigned int a)
{
	unsigned int b, n = 0;

	for (b = 0; b < a; b++)
		n += !strcmp(t->names[a].label, t->names[b].label) ||
		     !strcmp(t->names[a].key, t->names[b].key);
	return n;
}

TEST(tables)
{
	const struct table *t;
	unsigned int i;

	for (t = tables; t < tables + ARRAY_SIZE(tables); t++) {
		for (i = 0; i < t->count; i++) {
			tap_ok(is_label(t->names[i].label), "%s: label %u", t->what, i);
			tap_ok(is_key(t->names[i].key), "%s: key %u", t->what, i);
			tap_int(twice(t, i), 0, "%s: %u is named as no other", t->what, i);
		}
	}
}

TEST(values)
{
	tap_str(dongle_output_names[USB_DONGLE_BALANCED].label, "Balanced", "an output");
	tap_str(dongle_mode_names[USB_DONGLE_MODE_AUTO].label, "Auto", "a mode");
	tap_str(dongle_gain_names[USB_DONGLE_GAIN_HIGH].key, "high", "a gain");
	tap_str(dongle_plug_names[USB_DONGLE_PLUG_SHORTED].key, "shorted", "a plug");
	tap_str(dongle_filter_name(USB_DONGLE_FILTER_SLOW)->label, "Slow", "the last filter");
	tap_str(dongle_connector_name(USB_DONGLE_CONNECTOR_TRRRS_44)->key, "4.4",
		"the last connector");
}

/* A device may be newer than we are. */
TEST(unknown)
{
	unsigned int i, other = 0;

	for (i = DONGLE_FILTER_NAMES; i < 256; i++)
		other += dongle_filter_name(i) != &dongle_filter_names[USB_DONGLE_FILTER_NONE];
	tap_int(other, 0, "filters that are not known have the name of none");
	for (i = DONGLE_CONNECTOR_NAMES; i < 256; i++)
		other += !!strcmp(dongle_connector_name(i)->key, "unknown");
	tap_int(other, 0, "connectors that are not known are called so");
}

TEST_SUITE(names,
	   TEST_CASE(tables),
	   TEST_CASE(values),
	   TEST_CASE(unknown));
