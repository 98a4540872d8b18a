// SPDX-License-Identifier: GPL-2.0-only
/* The controls of a sound card: the dongle's own, and the volume in front of it. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <sound/asound.h>
#include <sound/tlv.h>

#include "card.h"
#include "device.h"
#include "fakebus.h"
#include "fakecard.h"
#include "stage.h"
#include "state.h"
#include "tap.h"

enum {
	SE_VOLUME, SE_SWITCH, SE_JACK, SE_IMPEDANCE,
	BALANCED_VOLUME, BALANCED_SWITCH, BALANCED_JACK, BALANCED_IMPEDANCE,
	MODE, GAIN, FILTER, CONTROLS
};

/* device_full in device_full_state; others in between are not the dongle's. */
static const struct fake_control full[] = {
	[SE_VOLUME] = { "SE Headphone Playback Volume", .value = 80, .right = 80, .max = 100 },
	[SE_SWITCH] = { "SE Headphone Playback Switch", .value = 1, .max = 1 },
	[SE_JACK] = { "SE Headphone Jack", .value = 1, .max = 1 },
	[SE_IMPEDANCE] = { "SE Headphone Impedance", .value = 32, .max = 65535 },
	[BALANCED_VOLUME] = { "Balanced Headphone Playback Volume", .value = 70, .right = 69,
			      .max = 104 },
	[BALANCED_SWITCH] = { "Balanced Headphone Playback Switch", .value = 0, .max = 1 },
	[BALANCED_JACK] = { "Balanced Headphone Jack", .value = 0, .max = 1 },
	[BALANCED_IMPEDANCE] = { "Balanced Headphone Impedance", .value = 0, .max = 65535 },
	[MODE] = { "Output Mode", .value = 2, .max = 2 },
	[GAIN] = { "Headphone Gain", .value = 0, .max = 2 },
	[FILTER] = { "DAC Filter", .value = 1, .max = 2 },
	[CONTROLS] = { "PCM Playback Volume", .max = 128 },
};

static struct fake_control controls[ARRAY_SIZE(full)];
static int bell;	/* where events are written */

static void open_card(struct card *card)
{
	int fds[2];

	if (pipe2(fds, O_NONBLOCK | O_CLOEXEC))
		exit(1);
	memcpy(controls, full, sizeof(full));
	memset(&fake_card, 0, sizeof(fake_card));
	fake_card.control = controls;
	fake_card.count = ARRAY_SIZE(controls);
	fake_card.events = fds[0];
	bell = fds[1];
	tap_int(card_open(card, FAKE_CARD), 0, "open");
	tap_int(card_subscribe(card), 0, "subscribe");
}

static void close_card(struct card *card)
{
	card_close(card);
	close(fake_card.events);
	close(bell);
	tap_ok(card->fd < 0 && !card->found && !card->count, "closed");
}

static void tell(unsigned int control, unsigned int mask)
{
	struct snd_ctl_event event = { .type = SNDRV_CTL_EVENT_ELEM };

	event.data.elem.mask = mask;
	event.data.elem.id.numid = control + 1;
	if (write(bell, &event, sizeof(event)) != sizeof(event))
		exit(1);
}

/* But for which output is live, which no control tells. */
static void is_state(const struct dongle_state *got, const struct dongle_state *want,
		     const char *name)
{
	tap_int(dongle_state_diff(got, want) & ~USB_DONGLE_F_ACTIVE, 0, "%s", name);
}

static void test_find(void)
{
	struct dongle_state state = {};
	struct card card;

	open_card(&card);
	tap_int(card_find(&card, &device_full, &state), 0, "all controls are found");
	is_state(&state, &device_full_state, "and read");
	tap_int(card.count, CONTROLS, "and no others");
	fake_card.count = FILTER;
	memset(&state, 0, sizeof(state));
	tap_int(card_find(&card, &device_full, &state), -EAGAIN, "one is not there yet");
	tap_ok(!card.found && !state.mode && !state.gain, "nothing is known then");
	fake_card.read_err = ENODEV;
	tap_int(card_find(&card, &device_full, &state), -ENODEV, "the card is gone");
	tap_int(card_subscribe(&card), -ENODEV, "it tells nothing any more");
	close_card(&card);
}

static void test_write(void)
{
	struct dongle_state state = {}, want = device_full_state;
	const u32 fields[] = {
		USB_DONGLE_F_VOLUME(0), USB_DONGLE_F_MUTE(0), USB_DONGLE_F_VOLUME(1),
		USB_DONGLE_F_MUTE(1), USB_DONGLE_F_MODE, USB_DONGLE_F_GAIN, USB_DONGLE_F_FILTER,
	};
	struct card card;
	unsigned int i;

	want.output[0].volume[0] = DB(-30);
	want.output[0].mute = 1;
	want.output[1].volume[1] = DB(-99);
	want.output[1].mute = 0;
	want.mode = USB_DONGLE_MODE_SE;
	want.gain = USB_DONGLE_GAIN_HIGH;
	want.filter = 2;
	open_card(&card);
	card_find(&card, &device_full, &state);
	for (i = 0; i < ARRAY_SIZE(fields); i++)
		tap_int(card_write(&card, &device_full, fields[i], &want), 0, "write %#x",
			fields[i]);
	tap_str(fake_card.log, "1=60 2=0 5=70 6=1 9=0 10=2 11=2 ", "what was written");
	tap_int(controls[BALANCED_VOLUME].right, 1, "both channels");
	card_find(&card, &device_full, &state);
	is_state(&state, &want, "it is read again");
	tap_int(card_write(&card, &device_full, USB_DONGLE_F_PLUG(0), &want), -EOPNOTSUPP,
		"nobody plugs in by a control");
	tap_int(card_write(&card, &device_full, USB_DONGLE_F_LIMIT(0), &want), -EOPNOTSUPP,
		"there is no control of a limit");
	fake_card.err = EPERM;
	tap_int(card_write(&card, &device_full, USB_DONGLE_F_MODE, &want), -EPERM, "refused");
	fake_card.err = ENODEV;
	tap_int(card_write(&card, &device_full, USB_DONGLE_F_MODE, &want), -ESHUTDOWN, "gone");
	close_card(&card);
}

static void test_events(void)
{
	struct dongle_state state = {};
	struct card card;

	open_card(&card);
	card_find(&card, &device_full, &state);
	tap_int(card_events(&card, &device_full, &state), 0, "nothing happened");
	controls[GAIN].value = 2;
	tell(GAIN, SNDRV_CTL_EVENT_MASK_VALUE);
	controls[BALANCED_JACK].value = 1;
	tell(BALANCED_JACK, SNDRV_CTL_EVENT_MASK_VALUE);
	tap_int(card_events(&card, &device_full, &state), CARD_SEEN | CARD_ROUTED | CARD_PLUGGED,
		"a gain and a plug");
	tap_int(state.gain, USB_DONGLE_GAIN_HIGH, "the gain");
	tap_int(state.output[1].plug, USB_DONGLE_PLUG_PLUGGED, "the plug");
	controls[BALANCED_JACK].value = 0;
	tell(BALANCED_JACK, SNDRV_CTL_EVENT_MASK_VALUE);
	card_events(&card, &device_full, &state);
	tap_int(state.output[1].plug, USB_DONGLE_PLUG_EMPTY, "it was pulled");
	controls[SE_VOLUME].max = 60;
	tell(SE_VOLUME, SNDRV_CTL_EVENT_MASK_INFO);
	tap_int(card_events(&card, &device_full, &state), CARD_SEEN, "a range");
	tap_int(state.output[0].limit, DB(-30), "is a limit");
	tell(CONTROLS, SNDRV_CTL_EVENT_MASK_VALUE);
	tap_int(card_events(&card, &device_full, &state), CARD_SEEN, "another's control");
	close_card(&card);
}

static void test_coming_and_going(void)
{
	struct dongle_state state = {};
	struct card card;

	open_card(&card);
	card_find(&card, &device_full, &state);
	tell(MODE, SNDRV_CTL_EVENT_MASK_REMOVE);
	tap_int(card_events(&card, &device_full, &state), CARD_SEEN, "the driver goes");
	tap_ok(!card.found && !card.count, "so do its controls");
	tell(MODE, SNDRV_CTL_EVENT_MASK_REMOVE);
	tap_int(card_events(&card, &device_full, &state), CARD_SEEN, "one more");
	tap_ok(!card.found, "changes nothing");
	tell(FILTER, SNDRV_CTL_EVENT_MASK_ADD);
	tap_int(card_events(&card, &device_full, &state), CARD_SEEN, "they are there again");
	tap_ok(card.found && card.count == CONTROLS, "all of them");
	fake_card.read_err = EIO;
	tell(GAIN, SNDRV_CTL_EVENT_MASK_VALUE);
	tap_int(card_events(&card, &device_full, &state), CARD_SEEN, "one that cannot be read");
	fake_card.read_err = ENODEV;
	tell(GAIN, SNDRV_CTL_EVENT_MASK_VALUE);
	tap_int(card_events(&card, &device_full, &state), -ENODEV, "the card is gone");
	close_card(&card);
}

/* What snd-usb-audio has before the dongle, one a row; then what is made of it. */
static const struct {
	const char *what;
	struct fake_control volume;
	long sounds;	/* of its switch; negative: it has none */
	struct stage want;
} stages[] = {
	{ "a scale", { "PCM Playback Volume", .value = 2, .right = 3, .max = 10,
		       .tlv = { SNDRV_CTL_TLVT_DB_SCALE, 8, -1000, 100 } }, -1,
	  { "PCM Playback Volume", { -800, -700 }, STAGE_UNKNOWN } },
	{ "a scale that mutes", { "PCM Playback Volume", .value = 0, .right = 5, .max = 10,
				  .tlv = { SNDRV_CTL_TLVT_DB_SCALE, 8, -1000, 0x10000 | 100 } },
	  -1, { "PCM Playback Volume", { -1000, -500 }, STAGE_MUTED } },
	{ "its ends", { "Speaker Playback Volume", .value = 50, .right = 100, .max = 100,
			.tlv = { SNDRV_CTL_TLVT_DB_MINMAX, 8, -6000, 0 } }, 1,
	  { "Speaker Playback Volume", { -3000, 0 }, STAGE_SOUNDS } },
	{ "ends that mute", { "PCM Playback Volume", .value = 0, .right = 0, .max = 100,
			      .tlv = { SNDRV_CTL_TLVT_DB_MINMAX_MUTE, 8, -6000, 0 } }, 1,
	  { "PCM Playback Volume", { -6000, -6000 }, STAGE_MUTED } },
	{ "a switch", { "PCM Playback Volume", .value = 100, .right = 100, .max = 100,
			.tlv = { SNDRV_CTL_TLVT_DB_MINMAX, 8, -6000, 0 } }, 0,
	  { "PCM Playback Volume", { 0, 0 }, STAGE_MUTED } },
	{ "no dB", { "PCM Playback Volume", .max = 100 }, 1, { .name = "" } },
	{ "a range of ranges", { "PCM Playback Volume", .max = 100,
				 .tlv = { SNDRV_CTL_TLVT_DB_RANGE, 8, -6000, 0 } }, 1,
	  { .name = "" } },
	{ "no level", { "PCM Playback Volume", .max = 1,
			.tlv = { SNDRV_CTL_TLVT_DB_MINMAX, 8, -6000, 0 } }, 1, { .name = "" } },
	{ "no volume", { "PCM Capture Volume", .max = 100,
			 .tlv = { SNDRV_CTL_TLVT_DB_MINMAX, 8, -6000, 0 } }, 1, { .name = "" } },
};

static void check_stage(const struct dongle *dongle, unsigned int i)
{
	struct fake_control both[] = { stages[i].volume, { .value = stages[i].sounds, .max = 1 } };
	const struct stage *want = &stages[i].want;
	size_t stem = strlen(stages[i].volume.name) - strlen("Volume");
	char name[STAGE_NAME_MAX];
	struct stage stage;

	snprintf(name, sizeof(name), "%.*sSwitch", (int)stem, stages[i].volume.name);
	both[1].name = name;
	fake_card.control = both;
	fake_card.count = stages[i].sounds < 0 ? 1 : 2;
	stage_read(dongle, &stage);
	tap_str(stage.name, want->name, "stage, %s: name", stages[i].what);
	if (!*want->name)
		return;
	tap_int(stage.level[0], want->level[0], "stage, %s: left", stages[i].what);
	tap_int(stage.level[1], want->level[1], "stage, %s: right", stages[i].what);
	tap_int(stage.mute, want->mute, "stage, %s: mute", stages[i].what);
}

static void test_stage(void)
{
	double total[DONGLE_CHANNELS];
	struct stage stage = { "PCM Playback Volume", { -800, -50 }, STAGE_SOUNDS };
	struct dongle *dongle;
	struct dongle_id *ids;
	struct fake_bus fake;
	unsigned int i;

	memset(&fake_card, 0, sizeof(fake_card));
	fake_init(&fake);
	fake_add(&fake, &device_full, &device_full_state)->card = FAKE_CARD;
	if (dongle_list(&fake.bus, &ids) != 1 || dongle_open(&fake.bus, ids, &dongle))
		exit(1);
	free(ids);
	for (i = 0; i < ARRAY_SIZE(stages); i++)
		check_stage(dongle, i);
	fake_card.read_err = ENODEV;
	stage_total(dongle, &device_full_state, &stage, 0, total);
	tap_ok(total[0] == -28 && total[1] == -20.5, "both stages: %f %f", total[0], total[1]);
	stage_read(dongle, &stage);
	tap_str(stage.name, "", "a card that is gone has no stage");
	fake.device[0].card = 0;
	stage_read(dongle, &stage);
	tap_str(stage.name, "", "nor has a device without one");
	dongle_close(dongle);
	fake.bus.ops->put(&fake.bus);
}

int main(void)
{
	test_find();
	test_write();
	test_events();
	test_coming_and_going();
	test_stage();
	return tap_done();
}
