// SPDX-License-Identifier: GPL-2.0-only
/* The file that builds a gadget: which are refused, and what configfs gets. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../userspace/gadget/gadget.h"
#include "tap.h"

static char path[32];

/* Broken files, and what is said of them after FILE. */
static const struct {
	const char *name, *text, *says;
} broken[] = {
	{ "unknown section", "[usb]\n", ":1: 'usb' is no section; allowed: [gadget], [audio]" },
	{ "no section", "\nproduct = x\n", ":2: product: no section before it" },
	{ "section and more", "[gadget] x\n", ":1: a section line is [NAME]" },
	{ "open section", "[gadget\n", ":1: a section line is [NAME]" },
	{ "nothing in brackets", "[]\n", ":1: a section line is [NAME]" },
	{ "unknown key", "[gadget]\nspeed = 1\n",
	  ":2: speed: is no key of [gadget]; allowed: vendor" },
	{ "key of another section", "[audio]\nproduct = x\n",
	  ":2: product: is no key of [audio]; allowed: rates, sample-size" },
	{ "twice", "[audio]\nname = a\n\nname = b\n", ":4: name: is already set in line 2" },
	{ "twice, section too", "[audio]\nname = a\n[gadget]\n[audio]\nname = a\n",
	  ":5: name: is" },
	{ "twice, the first wrong", "[audio]\nmute = a\nmute = no\n",
	  ":3: mute: is already set in" },
	{ "no equals sign", "[audio]\nmute\n", ":2: 'mute' is no setting; allowed: KEY = VALUE" },
	{ "control character", "[gadget]\nproduct = \x1b[2J\n", ":2: byte 11 is a control" },
	{ "short id", "[gadget]\nvendor-id = 1d6\n",
	  ":2: vendor-id: '1d6' is no id; allowed: four" },
	{ "0x", "[gadget]\nvendor-id = 0x1d6b\n", ":2: vendor-id: '0x1d6b' is no id" },
	{ "empty text", "[gadget]\nproduct =\n", ":2: product: has 0 bytes; allowed: 1 to 126" },
	{ "power", "[gadget]\nmax-power = 501\n",
	  ":2: max-power: '501' is no such number; allowed: 2" },
	{ "controller", "[gadget]\ncontroller = ../x\n", ":2: controller: '../x' is no name" },
	{ "another folder", "[gadget]\ncontroller = ..\n",
	  ":2: controller: '..' is no name; allowed: no blank, no / and no dot" },
	{ "tab", "[gadget]\ncontroller = a\tb\n", ":2: controller: 'a?b' is no name" },
	{ "no rate", "[audio]\nrates =\n", ":2: rates: has 0 rates; allowed: 1 to 10" },
	{ "11 rates", "[audio]\nrates = 8000 8000 8000 8000 8000 8000 8000 8000 8000 8000 8000\n",
	  ":2: rates: has 11 rates" },
	{ "kHz", "[audio]\nrates = 48000 44.1\n",
	  ":2: rates: '44.1' is no rate; allowed: 8000 to" },
	{ "commas", "[audio]\nrates = 48000,96000\n", ":2: rates: '48000,96000' is no rate" },
	{ "bytes", "[audio]\nsample-size = 4\n",
	  ":2: sample-size: '4' is no sample size; allowed: 16" },
	{ "20 bits", "[audio]\nsample-size = 20\n", ":2: sample-size: '20' is no sample size" },
	{ "channels", "[audio]\nchannels = 9\n",
	  ":2: channels: '9' is no such number; allowed: 1 to 8" },
	{ "negative", "[audio]\nchannels = -1\n", ":2: channels: '-1' is no such number" },
	{ "flag", "[audio]\nvolume = 1\n", ":2: volume: '1' is neither; allowed: yes, no" },
	{ "stage", "[output-stage]\nstage = a b\n",
	  ":2: stage: 'a b' is no name; allowed: no blank" },
	{ "priority", "[output-stage]\nplug-priority = se\n",
	  ":2: plug-priority: 'se' is none; allowed: balanced-first, first-come, last-come" },
	{ "mode", "[output-stage]\nmodes = auto mono\n",
	  ":2: modes: 'mono' is none; allowed: single" },
	{ "none and more", "[output-stage]\ngains = low none\n",
	  ":2: gains: 'none' is none among others; allowed: low, medium, high, none" },
	{ "gain level", "[output-stage]\ngain-levels = -12 0\n",
	  ":2: gain-levels: '-12 0' is no such level; allowed: three" },
	{ "gain level above 0", "[output-stage]\ngain-levels = 0 0 1\n",
	  ":2: gain-levels: '0 0 1' is" },
	{ "filter", "[output-stage]\nfilters = tubes\n",
	  ":2: filters: 'tubes' is none; allowed: fast" },
	{ "connector", "[balanced]\nconnector = XLR\n",
	  ":2: connector: 'XLR' is none; allowed: none, 3.5" },
	{ "has", "[single-ended]\nhas = volume balance\n",
	  ":2: has: 'balance' is none; allowed: volume" },
	{ "level", "[balanced]\nvolume-min = loud\n",
	  ":2: volume-min: 'loud' is no such level; allowed" },
	{ "level out of range", "[balanced]\nvolume-min = -129dB\n",
	  ":2: volume-min: '-129dB' is no" },
	{ "hex level", "[balanced]\nvolume-min = 0x1\n", ":2: volume-min: '0x1' is no such level" },
	{ "no number", "[balanced]\nvolume-max = nan\n", ":2: volume-max: 'nan' is no such level" },
	{ "one voltage", "[balanced]\nfull-scale = 2000\n",
	  ":2: full-scale: '2000' is wrong; allowed: three" },
	{ "big voltage", "[balanced]\nfull-scale = 1 2 65536\n",
	  ":2: full-scale: '1 2 65536' is wrong" },
	{ "no control", "[balanced]\nlevel-control = Master\n",
	  ":2: level-control: 'Master' is no control" },
	{ "no card", "[balanced]\nlevel-control = :Master\n",
	  ":2: level-control: ':Master' is no" },
	{ "codec", "[bridge]\ncodec = default\n",
	  ":2: codec: 'default' is no codec; allowed: hw:CARD=" },
	{ "no codec's card", "[bridge]\ncodec = hw:,0\n", ":2: codec: 'hw:,0' is no codec" },
	{ "latency", "[bridge]\ncodec = hw:0\nlatency = 2\n",
	  ":3: latency: '2' is no such number; allowed: 5" },

	/* each is right, both are not */
	{ "range", "[balanced]\nvolume-min=0\nvolume-max=-1\nvolume-step=1\n",
	  ":3: volume-max: is below volume-min" },
	{ "steps", "[single-ended]\nvolume-step = 3\nvolume-min = -10\nvolume-max = 0\n",
	  ":2: volume-step: does not divide the range" },
	{ "a control and its range", "[balanced]\nvolume-min = -9\nlevel-control = C:Master\n",
	  ":3: level-control: has a range of its own; allowed: without volume-min" },
	{ "a stage that describes itself",
	  "[balanced]\nconnector = 4.4\n[output-stage]\nstage = amp\n",
	  ":2: connector: describes an output; allowed: with stage = virtual" },
	{ "latency alone", "[bridge]\nlatency = 20\n", ":2: latency: there is no codec beside it" },
	{ "bridged rate", "[audio]\nrates = 48000 384000\n[bridge]\ncodec = hw:0\n",
	  ":2: rates: alsaloop bridges no more than 192000" },
	{ "two at once, the second", "[gadget]\nvendor-id = x\n[audio]\nmute = x\n",
	  ":4: mute: 'x'" },
};

/* What configfs, or the bridge, gets. */
static const struct {
	const char *section, *key, *written, *value;
} values[] = {
	{ "gadget", "vendor-id", "1D6B", "0x1D6B" },
	{ "gadget", "product", "Dongle \"1\" (größer)", "Dongle \"1\" (größer)" },
	{ "gadget", "max-power", "100 ; mA", "100" },
	{ "audio", "rates", "44100  48000\t96000", "44100,48000,96000" },
	{ "audio", "sample-size", "24", "3" },
	{ "audio", "channels", "1", "1" },
	{ "audio", "channels", "8", "255" },
	{ "audio", "volume", "yes", "1" },
	{ "output-stage", "stage", "headphone-amplifier", "headphone-amplifier" },
	{ "output-stage", "shared-level", "no", "0" },
	{ "output-stage", "gain-levels", "-12.04 -6.02dB 0", "-3082 -1541 0" },
	{ "output-stage", "gains", "none", "none" },
	{ "single-ended", "has", "volume  limit", "volume limit" },
	{ "single-ended", "volume-min", "-100dB", "-25600" },
	{ "single-ended", "volume-max", "+6.5", "1664" },
	{ "balanced", "volume-step", "0.5", "128" },
	{ "balanced", "full-scale", "500 1000 2000", "500 1000 2000" },
	{ "balanced", "level-control", "Codec:Digital Playback Volume",
	  "Codec:Digital Playback Volume" },
	{ "bridge", "codec", "plughw:CARD=Codec,DEV=1", "plughw:CARD=Codec,DEV=1" },
	{ "bridge", "codec", "hw:1,0", "hw:1,0" },
};

static const struct {
	const char *section, *key, *value;
} fallbacks[] = {
	{ "gadget", "vendor-id", "0x1d6b" },
	{ "gadget", "product", "Dongle DAC" },
	{ "audio", "rates", "48000" },
	{ "audio", "channels", "3" },
	{ "audio", "volume", "0" },
	{ "bridge", "latency", "100" },
};

static bool read_text(struct gadget *gadget, const char *text, char **said)
{
	FILE *file = fopen(path, "w"), *err;
	size_t size;
	bool good;

	fputs(text, file);
	fclose(file);
	err = open_memstream(said, &size);
	good = gadget_read(gadget, path, err);
	fclose(err);
	return good;
}

static void test_broken(void)
{
	struct gadget gadget;
	char want[512], *said;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(broken); i++) {
		bool good = read_text(&gadget, broken[i].text, &said);

		tap_ok(!good, "%s: refused", broken[i].name);
		snprintf(want, sizeof(want), "%s%s", path, broken[i].says);
		tap_has(said, want, "%s: what is said", broken[i].name);
		free(said);
	}
}

static void test_values(void)
{
	struct gadget gadget;
	char text[512], *said;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(values); i++) {
		snprintf(text, sizeof(text), "[%s]\n%s = %s\n", values[i].section, values[i].key,
			 values[i].written);
		tap_ok(read_text(&gadget, text, &said), "%s = %s: right", values[i].key,
		       values[i].written);
		tap_str(said, "", "%s: nothing is said", values[i].key);
		free(said);
		tap_str(gadget_entry(&gadget, values[i].section, values[i].key)->value,
			values[i].value, "%s: its value", values[i].key);
	}
}

static void test_fallbacks(void)
{
	struct gadget gadget;
	unsigned int i;
	char *said;

	tap_ok(read_text(&gadget, "", &said), "an empty file is right");
	free(said);
	for (i = 0; i < ARRAY_SIZE(fallbacks); i++)
		tap_str(gadget_entry(&gadget, fallbacks[i].section, fallbacks[i].key)->value,
			fallbacks[i].value, "%s: its default", fallbacks[i].key);
	tap_ok(!gadget_entry(&gadget, "output-stage", "stage")->given, "stage: not written");
	tap_ok(!gadget_entry(&gadget, "balanced", "level-control")->given,
	       "level-control: not written");
}

/* Whoever could write it could have the gadget be anything. */
static void test_trust(void)
{
	struct gadget gadget;
	char want[256], *said;
	size_t size;
	FILE *err = open_memstream(&said, &size);

	chmod(path, 0666);
	tap_ok(!gadget_read(&gadget, path, err), "a file that others may write: refused");
	unlink(path);
	tap_ok(!gadget_read(&gadget, path, err), "no file: refused");
	fclose(err);
	snprintf(want, sizeof(want), "%s: may be written by others", path);
	tap_has(said, want, "others may write: what is said");
	snprintf(want, sizeof(want), "%s: No such file", path);
	tap_has(said, want, "no file: what is said");
	free(said);
}

int main(void)
{
	int fd;

	snprintf(path, sizeof(path), "/tmp/dongle-gadget-XXXXXX");
	fd = mkstemp(path);
	if (fd < 0)
		return 1;
	close(fd);
	test_broken();
	test_values();
	test_fallbacks();
	test_trust();
	return tap_done();
}
