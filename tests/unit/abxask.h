/* SPDX-License-Identifier: GPL-2.0-only */
/* What the tests of blind tests ask for. */
#ifndef TEST_ABXASK_H
#define TEST_ABXASK_H

#include "abx_plan.h"
#include "device.h"
#include "tap.h"
#include "text.h"

static inline struct abx_ask ask_of(const char *a, const char *b, char pieces[2][128])
{
	char error[ERROR_TEXT_MAX] = "";
	struct text why = { error, sizeof(error), 0 };
	struct abx_ask ask = {};

	snprintf(pieces[0], 128, "%s", a);
	snprintf(pieces[1], 128, "%s", b);
	abx_side_parse(&ask.side[ABX_A], "--a", pieces[0], &why);
	abx_side_parse(&ask.side[ABX_B], "--b", pieces[1], &why);
	tap_str(error, "", "%s, %s: read", a, b);
	return ask;
}

/* Both plugged, nothing muted, the same load. */
static inline struct dongle_state wired(void)
{
	struct dongle_state state = device_full_state;

	state.mode = USB_DONGLE_MODE_SE;
	state.output[1].plug = USB_DONGLE_PLUG_PLUGGED;
	state.output[1].mute = 0;
	return state;
}

static inline bool plan_of(struct abx_plan *plan, const struct dongle_info *info,
			   const struct dongle_state *before, const struct abx_ask *ask,
			   char *error)
{
	struct text why = { error, ERROR_TEXT_MAX, 0 };

	*error = '\0';
	return abx_plan_make(plan, info, before, ask, &why);
}

#endif /* TEST_ABXASK_H */
