/* SPDX-License-Identifier: GPL-2.0-only */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM dongle

#if !defined(F_DONGLE_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define F_DONGLE_TRACE_H

#include <linux/tracepoint.h>
#include "f_dongle.h"

/* Each state that the output stage passes through; levels in 1/256 dB. */
TRACE_EVENT(dongle_stage,
	TP_PROTO(const struct f_dongle *dongle, const struct dongle_state *state, int err),
	TP_ARGS(dongle, state, err),
	TP_STRUCT__entry(
		__array(char, name, F_DONGLE_NAME_MAX)
		__field_struct(struct dongle_state, state)
		__field(int, err)
	),
	TP_fast_assign(
		memcpy(__entry->name, dongle->name, F_DONGLE_NAME_MAX);
		__entry->state = *state;
		__entry->err = err;
	),
	TP_printk("%s mode=%u active=%u gain=%u filter=%u se=%d,%d/%u/%u balanced=%d,%d/%u/%u err=%d",
		  __entry->name, __entry->state.mode, __entry->state.active, __entry->state.gain,
		  __entry->state.filter,
		  __entry->state.output[0].volume[0], __entry->state.output[0].volume[1],
		  __entry->state.output[0].mute, __entry->state.output[0].plug,
		  __entry->state.output[1].volume[0], __entry->state.output[1].volume[1],
		  __entry->state.output[1].mute, __entry->state.output[1].plug,
		  __entry->err)
);

#endif /* F_DONGLE_TRACE_H */

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
