/* SPDX-License-Identifier: GPL-2.0-only */
/* usb_f_dongle.ko: the device end of the control protocol. */
#ifndef F_DONGLE_H
#define F_DONGLE_H

#include <linux/configfs.h>
#include <linux/spinlock.h>
#include <linux/usb/composite.h>
#include <linux/workqueue.h>
#include "../core/core.h"
#include "../core/state.h"
#include "stage.h"

#define F_DONGLE_NAME_MAX	40

struct f_dongle;

/**
 * struct f_dongle_output - the configfs directory of one output
 * @group: "se" or "balanced"
 * @dongle: whose
 * @number: USB_DONGLE_SE or USB_DONGLE_BALANCED
 */
struct f_dongle_output {
	struct config_group group;
	struct f_dongle *dongle;
	unsigned int number;
};

/**
 * struct f_dongle_ep0 - the control transfer that is going on
 * @req: on endpoint 0, USB_DONGLE_MSG_MAX bytes
 * @work: answers @setup, applies @data
 * @setup: the newest request
 * @number: of @setup; one more once the host has left
 * @asked: @setup waits for @work
 * @answered: number of the request that @req is for
 * @queued: @req is the controller's
 * @receiving: @req takes the data of a SET_STATE
 * @data: what that brought
 * @length: of @data in bytes
 * @received: @data waits for @work
 */
struct f_dongle_ep0 {
	struct usb_request *req;
	struct work_struct work;
	struct usb_ctrlrequest setup;
	unsigned int number;
	bool asked;
	unsigned int answered;
	bool queued;
	bool receiving;
	u8 data[USB_DONGLE_MSG_MAX];
	unsigned int length;
	bool received;
};

/**
 * struct f_dongle_reports - the interrupt endpoint
 * @ep: interrupt IN
 * @req: its only request, USB_DONGLE_MSG_MAX bytes
 * @next: what the next report will say; @next.sequence is that of the last one
 * @pending: @next has something to say
 * @enabled: the host has configured us
 * @queued: @req is the controller's
 * @suspended: the bus sleeps
 */
struct f_dongle_reports {
	struct usb_ep *ep;
	struct usb_request *req;
	struct dongle_report next;
	bool pending;
	bool enabled;
	bool queued;
	bool suspended;
};

/**
 * struct f_dongle - one dongle: configfs instance and USB function in one
 * @instance: its configfs directory
 * @output: the directories in that
 * @name: what follows "dongle." there
 * @func: in a configuration, or unused
 * @interface: number of the control interface
 * @core: description, state, ALSA controls. @core.lock also protects @bound,
 *	@linked, @priority, @last, @virt, @stage, @stage_name and @level.
 * @linked: @func is in a configuration
 * @bound: @func is part of a running gadget: the description is constant
 * @priority: enum dongle_priority
 * @last: the output that was plugged last
 * @virt: the stage without hardware
 * @stage: what drives the outputs; NULL while it is gone
 * @stage_name: its name
 * @level: the codec's controls that are the levels
 * @unset: mask of 1 << output: its control is not at the level of @core.state
 * @stages_node: in stage.c's list
 * @followers_node: in follow.c's list
 * @moved_work: looks at the codec's controls
 * @came_work: sets them, after the codec's card came or when it could not be done
 * @came_tries: how often it tries still
 * @lock: protects @ep0 and @reports, taken in interrupt context. Never held over
 *	usb_ep_queue(): a controller may complete the request inside it.
 * @ep0: control transfers
 * @reports: interrupt transfers
 */
struct f_dongle {
	struct usb_function_instance instance;
	struct f_dongle_output output[DONGLE_OUTPUTS];
	char name[F_DONGLE_NAME_MAX];
	struct usb_function func;
	u8 interface;
	struct snd_dongle core;
	bool linked;
	bool bound;
	u8 priority;
	unsigned int last;
	struct f_dongle_virtual virt;
	struct f_dongle_stage *stage;
	char stage_name[F_DONGLE_NAME_MAX];
	struct f_dongle_level level[DONGLE_OUTPUTS];
	u8 unset;
	struct list_head stages_node;
	struct list_head followers_node;
	struct delayed_work moved_work;
	struct delayed_work came_work;
	atomic_t came_tries;
	spinlock_t lock; /* protects ep0 and reports */
	struct f_dongle_ep0 ep0;
	struct f_dongle_reports reports;
};

/* configfs.c */

/**
 * f_dongle_configfs_init - describe a whole dongle and make its directories
 * @dongle: zeroed, @core initialised
 */
void f_dongle_configfs_init(struct f_dongle *dongle);

static inline struct f_dongle *f_dongle_of(struct config_item *item)
{
	return container_of(to_config_group(item), struct f_dongle, instance.group);
}

static inline struct f_dongle_output *f_dongle_output_of(struct config_item *item)
{
	return container_of(to_config_group(item), struct f_dongle_output, group);
}

/* Nothing is hidden behind a NUL in what was written. */
static inline bool f_dongle_is_text(const char *page, size_t len)
{
	return strlen(page) == len;
}

/* configfs_stage.c: what drives the outputs. */

extern struct configfs_attribute f_dongle_attr_stage;
extern struct configfs_attribute f_dongle_attr_level_control;

/* follow.c: the codec's controls, moved by others. */

void f_dongle_follow_init(void);
void f_dongle_follow_exit(void);

/**
 * f_dongle_follow_add - a dongle exists
 * @dongle: with no levels yet
 */
void f_dongle_follow_add(struct f_dongle *dongle);

/**
 * f_dongle_follow_remove - it goes
 * @dongle: the same. Sleeps.
 */
void f_dongle_follow_remove(struct f_dongle *dongle);

/**
 * f_dongle_follow - the level of an output is another control from now on
 * @dongle: @core.lock held, not bound
 * @out: output
 * @level: the control, or one named "" for none
 */
void f_dongle_follow(struct f_dongle *dongle, unsigned int out, const struct f_dongle_level *level);

/**
 * f_dongle_settle_soon - f_dongle_settle() until it is done, some times
 * @dongle: any state; any context
 */
void f_dongle_settle_soon(struct f_dongle *dongle);

/* change.c: everything that changes the state passes here. */

extern const struct snd_dongle_ops f_dongle_ops;

/**
 * f_dongle_reset - start again at the quietest, after the description changed
 * @dongle: @core.lock held, not bound
 */
void f_dongle_reset(struct f_dongle *dongle);

/**
 * f_dongle_bring_back - the stage is back: bring it to where it was
 * @dongle: @core.lock held
 */
void f_dongle_bring_back(struct f_dongle *dongle);

/**
 * f_dongle_set_levels - set the codec's controls
 * @dongle: @core.lock held
 * @state: the levels
 *
 * Return: 0 or a negative errno; -ENODEV only where @state sets a level.
 */
int f_dongle_set_levels(struct f_dongle *dongle, const struct dongle_state *state);

/**
 * f_dongle_levels_moved - somebody may have moved the codec's controls
 * @dongle: @core.lock held
 *
 * What is above a limit is put back.
 *
 * Return: 0 or a negative errno: look again.
 */
int f_dongle_levels_moved(struct f_dongle *dongle);

/**
 * f_dongle_settle - make what is in effect what should be
 * @dongle: @core.lock held
 *
 * Return: 0 or a negative errno. Nothing opens whose level could not be set.
 */
int f_dongle_settle(struct f_dongle *dongle);

/**
 * f_dongle_receive - do what a SET_STATE asks for, or note why not
 * @dongle: bound
 * @buf: the message
 * @len: of @buf in bytes
 */
void f_dongle_receive(struct f_dongle *dongle, const void *buf, unsigned int len);

/**
 * f_dongle_sense - a jack or its load changed
 * @dongle: @core.lock held
 * @out: output
 * @plug: USB_DONGLE_PLUG_*; the load is @virt.impedance
 *
 * Return: 0, -EOPNOTSUPP where the output does not detect that, or what the
 * output stage returned.
 */
int f_dongle_sense(struct f_dongle *dongle, unsigned int out, u8 plug);

/* ep0.c */

/**
 * f_dongle_ep0_init - prepare for control transfers
 * @dongle: binding
 * @gadget: to what
 *
 * Return: 0 or -ENOMEM.
 */
int f_dongle_ep0_init(struct f_dongle *dongle, struct usb_gadget *gadget);

/**
 * f_dongle_ep0_free - undo f_dongle_ep0_init()
 * @dongle: disabled
 * @gadget: from what
 */
void f_dongle_ep0_free(struct f_dongle *dongle, struct usb_gadget *gadget);

/**
 * f_dongle_ep0_disable - the host has left: what it asked needs no answer
 * @dongle: any state
 */
void f_dongle_ep0_disable(struct f_dongle *dongle);

/**
 * f_dongle_ep0_setup - a request to our interface
 * @dongle: enabled
 * @setup: the request
 *
 * Interrupt context.
 *
 * Return: as usb_function.setup; a negative errno stalls.
 */
int f_dongle_ep0_setup(struct f_dongle *dongle, const struct usb_ctrlrequest *setup);

/* report.c */

/**
 * f_dongle_report_init - prepare for reports
 * @dongle: binding, @reports.ep is known
 *
 * Return: 0 or -ENOMEM.
 */
int f_dongle_report_init(struct f_dongle *dongle);

/**
 * f_dongle_report_free - undo f_dongle_report_init()
 * @dongle: disabled
 */
void f_dongle_report_free(struct f_dongle *dongle);

/**
 * f_dongle_report_enable - the host wants reports, from now on
 * @dongle: disabled
 *
 * Return: 0 or a negative errno of the controller.
 */
int f_dongle_report_enable(struct f_dongle *dongle);

/**
 * f_dongle_report_disable - it does not any more
 * @dongle: any state
 */
void f_dongle_report_disable(struct f_dongle *dongle);

/**
 * f_dongle_report_suspend - the bus sleeps or woke up
 * @dongle: any state
 * @suspended: it sleeps
 */
void f_dongle_report_suspend(struct f_dongle *dongle, bool suspended);

/**
 * f_dongle_report - tell the host
 * @dongle: @core.lock held
 * @cause: USB_DONGLE_F_* that changed
 * @state: the whole new state
 */
void f_dongle_report(struct f_dongle *dongle, u32 cause, const struct dongle_state *state);

/**
 * f_dongle_report_result - what the next reports say about the last SET_STATE
 * @dongle: @core.lock held
 * @result: USB_DONGLE_RESULT_*
 * @tag: of that SET_STATE, 0 keeps the old one
 */
void f_dongle_report_result(struct f_dongle *dongle, u8 result, u16 tag);

/**
 * f_dongle_report_read - what GET_STATE answers
 * @dongle: @core.lock held
 * @report: result
 */
void f_dongle_report_read(struct f_dongle *dongle, struct dongle_report *report);

#endif /* F_DONGLE_H */
