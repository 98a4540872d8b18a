// SPDX-License-Identifier: GPL-2.0-only
/* No hardware: the trace event of each step is all there is to see. */
#include <linux/delay.h>
#include <linux/errno.h>
#include "stage.h"

static int virtual_apply(struct f_dongle_stage *stage, const struct dongle_state *state)
{
	const struct f_dongle_virtual *virt = container_of(stage, struct f_dongle_virtual, stage);

	if (virt->settle)
		msleep(virt->settle);
	return virt->fault ? -EIO : 0;
}

const struct f_dongle_stage_ops f_dongle_virtual_ops = {
	.apply = virtual_apply,
};
