// SPDX-License-Identifier: GPL-2.0-only
/* No hardware: the trace event of each step is all there is to see. */
#include <linux/delay.h>
#include <linux/errno.h>
#include "stage.h"

static int virtual_apply(struct f_dongle_stage *stage, const struct dongle_state *state)
{
	if (stage->settle)
		msleep(stage->settle);
	return stage->fault ? -EIO : 0;
}

const struct f_dongle_stage_ops f_dongle_virtual_stage = {
	.apply = virtual_apply,
};
