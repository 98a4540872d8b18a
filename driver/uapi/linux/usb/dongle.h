/* SPDX-License-Identifier: (GPL-2.0-only WITH Linux-syscall-note) OR BSD-2-Clause */
/*
 * USB dongle DAC control protocol, version 1.1
 *
 * This file is the specification. Kernel, userspace, tests and fuzzers
 * compile it; anyone may build a device or a host from it.
 *
 * What it is for
 * --------------
 * A dongle DAC is a headphone amplifier on a cable with a single-ended (SE)
 * and, often, a balanced output. Audio is USB Audio Class business and is not
 * touched here. This protocol carries what that class has no words for: which
 * plug is in, which output is live, each output's own level, the gain, the
 * DAC's filter, what the device can deliver.
 *
 * The interface
 * -------------
 * One interface, numbered after the audio ones:
 *
 *	bInterfaceClass     0xFF  vendor specific
 *	bInterfaceSubClass  0x44  USB_DONGLE_SUBCLASS
 *	bInterfaceProtocol  0x01  USB_DONGLE_PROTOCOL (major version)
 *	endpoint            one interrupt IN, wMaxPacketSize >= 64
 *
 * A host finds a device by these three bytes and then by the magic number in
 * the answer to GET_INFO, never by vendor or product id: any maker may use it.
 * A device whose GET_INFO stalls, or answers with another magic, is not ours:
 * the host sends it nothing more.
 *
 * Requests
 * --------
 * Control transfers on endpoint 0, type vendor, recipient interface, wIndex
 * the interface number, wValue 0:
 *
 *	GET_INFO   0x01  IN   struct usb_dongle_info    what the device is
 *	GET_STATE  0x02  IN   struct usb_dongle_report  how it is now
 *	SET_STATE  0x03  OUT  struct usb_dongle_set     change it
 *
 * A device stalls a request it does not know, a wrong direction, a wValue
 * other than 0, and a SET_STATE whose wLength is below
 * USB_DONGLE_SET_MIN or above USB_DONGLE_MSG_MAX.
 *
 * GET_INFO is constant while the device is configured. GET_STATE has no side
 * effect. Both return at most wLength bytes; a host asks for
 * USB_DONGLE_MSG_MAX and takes what comes.
 *
 * SET_STATE names the fields it sets in @mask and applies all of them or none.
 * The rest of its state is ignored. Most device controllers acknowledge the
 * data before software has read it, so a bad *content* cannot be stalled: it
 * changes nothing, and the next report and every GET_STATE say so in @result
 * until the next SET_STATE. Requests take effect in the order they were sent,
 * and a GET_STATE sent after a SET_STATE shows its outcome.
 *
 * Reports
 * -------
 * The interrupt endpoint sends struct usb_dongle_report after every change,
 * whoever made it (host, device, a plug), and after every SET_STATE, even one
 * that changed nothing or was refused. @cause is the mask of the fields that
 * changed since the report before. Changes that come faster than the host
 * polls are merged into one report. Nothing is sent while nothing happens.
 * A report that finds the bus suspended waits, asks for remote wakeup where the
 * host allowed it, and is sent after the resume: a host need not read then.
 *
 * @sequence counts the reports sent: a host that misses a number has lost a
 * report and reads GET_STATE once. GET_STATE returns the number of the last
 * report built; a report that is not newer than a GET_STATE is stale.
 *
 * @tag tells a host which reports know of its own last write. The driver that
 * owns the interface puts a new, non-zero tag into each SET_STATE; the device
 * keeps the last one and puts it into every report. A report that carries an
 * older tag was built before that write: its owner must not believe it, and
 * one that knows will follow. Other programs write with tag 0, which leaves the
 * kept tag alone.
 *
 * The state
 * ---------
 * Levels are signed 1/256 dB as in USB Audio Class 2, relative to the output's
 * full scale at the selected gain. A level lies in volume_min .. volume_max
 * and on the grid volume_min + n * volume_step.
 *
 *	mode       the output the user selected, or Auto: the one that is
 *	           plugged, else one that cannot detect its plug
 *	active     bit n is set while output n is live (read only)
 *	gain       one of the gains that exist
 *	filter     index into usb_dongle_info.filters
 *	volume     left, right
 *	limit      no level above it is accepted; setting it below a level
 *	           lowers that level in the same step. See "Limits" for which
 *	           gain it is meant at
 *	mute       1 mutes
 *	plug       empty, plugged, shorted (read only)
 *	impedance  of the load in ohm, 0 unknown (read only)
 *	matched    1: both outputs are kept equally loud, see "Matched outputs"
 *	match      balanced minus SE, for that, at each gain
 *	limit_gain which gain limits are meant at, 0 any, see "Limits"
 *
 * With USB_DONGLE_SHARED_LEVEL one attenuator serves both outputs: volume,
 * limit and mute of output 0 act on both, those of output 1 do not exist.
 * A field that does not exist is sent as 0 and is refused in a mask.
 *
 * Limits (limit_gain since 1.1)
 * -----------------------------
 * With @limit_gain 0, and before 1.1, a limit is a level at whatever gain is
 * selected: a higher gain lets it be louder. With 1 + G it is a level at gain
 * G, and holds at every gain: the effective limit at gain g is
 *
 *	limit - (gain_level[g] - gain_level[G])
 *
 * rounded down to the grid, at most volume_max, at least volume_min (an output
 * has no level below that one). What is said of a limit anywhere here is true
 * of the effective one. So a request that selects a gain, sets @limit or
 * @limit_gain, and leaves a level above the limit that is effective after it,
 * lowers that level in the same step; one that sets that level too is refused
 * with RESULT_LIMIT. No level is raised when a limit rises. Devices with
 * USB_DONGLE_LIMIT_GAIN in @flags have it; they have a limit, and gains to
 * select.
 *
 * Matched outputs (since 1.1)
 * ---------------------------
 * Devices with USB_DONGLE_MATCH in @flags keep both outputs equally loud while
 * @matched is 1: moving the plug changes nothing but the plug. They have two
 * outputs that each have a volume, never USB_DONGLE_SHARED_LEVEL. The host says
 * what is equally loud: at gain g, channel by channel,
 *
 *	level of SE + match[g] = level of balanced
 *
 * g being the selected gain; the only one where there is nothing to select;
 * low where no gain exists. One output leads, the other follows: its level
 * becomes the equal of the leader's rounded down to its own grid, and
 * volume_min where that is lower still. So both are equal within one step, but
 * one at its volume_min may be the louder. Two levels of which either
 * is what it would be as a follower of the other are matched, and stay as they
 * are. Each request is carried out as if not matched first, limits included;
 * then, channel by channel, while @matched is 1:
 *
 * - If it sets the volume of one output, that one leads. Where the other
 *   would have to pass its volume_max or its effective limit, the request is
 *   refused with RESULT_LIMIT; but a leader at its volume_min is never refused
 *   for that: the other is put at the highest it may have.
 * - If it sets both, the quieter of the two leads: nothing is louder than asked.
 * - If it sets neither, but any of @gain, @matched, @match, @limit_gain or a
 *   @limit, the live output leads (SE, unless only balanced was live before the
 *   request). Where the other would have to pass its volume_max or its
 *   effective limit, it is put there and the leader becomes the follower: both
 *   go down until they are equal. The live output is never raised.
 * - Any other request moves no level, nor does a plug.
 *
 * The device's own controls obey the same. One whose levels are moved behind
 * its back treats that as a request to set them. The fields that changed
 * because of another are in a report's @cause too.
 *
 * Never louder than asked
 * -----------------------
 * - A device with no stored state starts at its lowest gain, each level at
 *   most USB_DONGLE_START_LEVEL.
 * - When one request lowers some things and raises others, the lowering is
 *   done first. When outputs switch, the old one is muted before the new one
 *   opens. Each output keeps its own level, unless they are matched.
 * - No level passes its limit, whoever writes.
 * - A shorted output is muted for as long as the short lasts; @mute, which is
 *   the user's, stays as it was.
 * - A host's attaching, resuming or leaving writes nothing.
 *
 * Growing
 * -------
 * Every message is at most USB_DONGLE_MSG_MAX bytes, begins with or carries
 * its own length, and grows only at its end. @version is major.minor in BCD.
 * Minor versions add fields, mask bits and values; a new major version has
 * another bInterfaceProtocol.
 *
 * Old host, new device: the host uses the bytes it knows and ignores the rest,
 * filters, connectors and cause bits it does not know included. It never sets
 * mask bits it does not know, so new fields stay as they are.
 *
 * New host, old device: fields past the end of a message read as 0, which
 * always means "does not exist". The host sends SET_STATE no longer than it
 * must for the fields it sets: as long as in the oldest version that has them.
 * A device refuses mask bits it does not know and ignores bytes past those it
 * knows; to it too, fields past the end read as 0. New fields are only for
 * devices whose @flags say that they have them, whatever @version says.
 *
 * Version 1.1 added @matched, @limit_gain and @match to the end of struct
 * usb_dongle_state, with their mask bits and flags. What was of 1.0 is
 * USB_DONGLE_REPORT_MIN and USB_DONGLE_SET_MIN bytes long.
 *
 * A host that meets another major version, or a length below the 1.0 size,
 * leaves the device alone: its audio works as ever.
 */
#ifndef _UAPI_LINUX_USB_DONGLE_H
#define _UAPI_LINUX_USB_DONGLE_H

#include <linux/types.h>

#if defined(__KERNEL__)
#include <linux/build_bug.h>
#define USB_DONGLE_ASSERT_SIZE(type, size) \
	static_assert(sizeof(struct type) == (size), #type " size")
#elif defined(__cplusplus)
#define USB_DONGLE_ASSERT_SIZE(type, size) \
	static_assert(sizeof(struct type) == (size), #type " size")
#else
#define USB_DONGLE_ASSERT_SIZE(type, size) \
	extern char usb_dongle_assert_##type[sizeof(struct type) == (size) ? 1 : -1]
#endif

/* Interface descriptor bytes; the class is USB_CLASS_VENDOR_SPEC. */
#define USB_DONGLE_SUBCLASS		0x44
#define USB_DONGLE_PROTOCOL		0x01

/* bRequest */
#define USB_DONGLE_GET_INFO		0x01
#define USB_DONGLE_GET_STATE		0x02
#define USB_DONGLE_SET_STATE		0x03

#define USB_DONGLE_MAGIC		0x4c474e44	/* "DNGL" on the wire */
#define USB_DONGLE_VERSION		0x0101		/* BCD, major.minor */
#define USB_DONGLE_MSG_MAX		64		/* bytes, any message */

/* Array sizes, part of the layout. */
#define USB_DONGLE_OUTPUTS		2
#define USB_DONGLE_GAINS		3
#define USB_DONGLE_FILTERS		8

/* Output numbers. */
#define USB_DONGLE_SE			0
#define USB_DONGLE_BALANCED		1

/* usb_dongle_info.flags */
#define USB_DONGLE_SHARED_LEVEL		(1 << 0)
#define USB_DONGLE_MATCH		(1 << 1)	/* since 1.1 */
#define USB_DONGLE_LIMIT_GAIN		(1 << 2)	/* since 1.1 */

/* usb_dongle_state.mode; usb_dongle_info.modes is a mask of 1 << mode. */
#define USB_DONGLE_MODE_SE		0
#define USB_DONGLE_MODE_BALANCED	1
#define USB_DONGLE_MODE_AUTO		2	/* follows the plugs */

/* usb_dongle_state.gain; usb_dongle_info.gains is a mask of 1 << gain. */
#define USB_DONGLE_GAIN_LOW		0
#define USB_DONGLE_GAIN_MEDIUM		1
#define USB_DONGLE_GAIN_HIGH		2

/* usb_dongle_info.filters[], in the maker's order, 0 ends the list. */
#define USB_DONGLE_FILTER_NONE			0
#define USB_DONGLE_FILTER_FAST_LOW_LATENCY	1	/* fast roll-off */
#define USB_DONGLE_FILTER_FAST_PHASE_COMP	2
#define USB_DONGLE_FILTER_SLOW_LOW_LATENCY	3	/* slow roll-off */
#define USB_DONGLE_FILTER_SLOW_PHASE_COMP	4
#define USB_DONGLE_FILTER_NOS			5	/* non-oversampling */
#define USB_DONGLE_FILTER_FAST_LINEAR		6
#define USB_DONGLE_FILTER_SLOW_LINEAR		7
#define USB_DONGLE_FILTER_FAST_MINIMUM		8	/* minimum phase */
#define USB_DONGLE_FILTER_SLOW_MINIMUM		9
#define USB_DONGLE_FILTER_APODIZING		10
#define USB_DONGLE_FILTER_HYBRID		11
#define USB_DONGLE_FILTER_BRICK_WALL		12
#define USB_DONGLE_FILTER_SHARP			13	/* no more is known of its phase */
#define USB_DONGLE_FILTER_SLOW			14

/* usb_dongle_output_info.connector */
#define USB_DONGLE_CONNECTOR_NONE	0	/* the output does not exist */
#define USB_DONGLE_CONNECTOR_TRS_35	1	/* 3.5 mm */
#define USB_DONGLE_CONNECTOR_TRS_635	2	/* 6.35 mm */
#define USB_DONGLE_CONNECTOR_TRRS_25	3	/* 2.5 mm, balanced */
#define USB_DONGLE_CONNECTOR_TRRRS_44	4	/* 4.4 mm, balanced */

/* usb_dongle_output_info.caps */
#define USB_DONGLE_CAP_VOLUME		(1 << 0)
#define USB_DONGLE_CAP_MUTE		(1 << 1)
#define USB_DONGLE_CAP_LIMIT		(1 << 2)
#define USB_DONGLE_CAP_DETECT		(1 << 3)	/* plug */
#define USB_DONGLE_CAP_SHORT		(1 << 4)	/* plug can be SHORTED */
#define USB_DONGLE_CAP_IMPEDANCE	(1 << 5)

/* usb_dongle_output_state.plug */
#define USB_DONGLE_PLUG_EMPTY		0
#define USB_DONGLE_PLUG_PLUGGED		1
#define USB_DONGLE_PLUG_SHORTED		2	/* e.g. an SE plug in a balanced jack */

/* Field mask of SET_STATE (those that can be written) and of a report's cause. */
#define USB_DONGLE_F_MODE		(1U << 0)
#define USB_DONGLE_F_GAIN		(1U << 1)
#define USB_DONGLE_F_FILTER		(1U << 2)
#define USB_DONGLE_F_ACTIVE		(1U << 3)	/* cause only */
#define USB_DONGLE_F_MATCH		(1U << 4)	/* matched and match[], since 1.1 */
#define USB_DONGLE_F_LIMIT_GAIN		(1U << 5)	/* since 1.1 */
#define USB_DONGLE_F_OUTPUT(out, f)	((f) << (8 + 8 * (out)))
#define USB_DONGLE_F_VOLUME(out)	USB_DONGLE_F_OUTPUT(out, 1U << 0)
#define USB_DONGLE_F_MUTE(out)		USB_DONGLE_F_OUTPUT(out, 1U << 1)
#define USB_DONGLE_F_LIMIT(out)		USB_DONGLE_F_OUTPUT(out, 1U << 2)
#define USB_DONGLE_F_PLUG(out)		USB_DONGLE_F_OUTPUT(out, 1U << 3)	/* cause only */
#define USB_DONGLE_F_IMPEDANCE(out)	USB_DONGLE_F_OUTPUT(out, 1U << 4)	/* cause only */

/* usb_dongle_report.result: the outcome of the last SET_STATE */
#define USB_DONGLE_RESULT_OK		0
#define USB_DONGLE_RESULT_LENGTH	1	/* length is not what arrived */
#define USB_DONGLE_RESULT_MASK		2	/* a field that does not exist */
#define USB_DONGLE_RESULT_RANGE		3	/* a value out of range or off grid */
#define USB_DONGLE_RESULT_LIMIT		4	/* a level above its limit */
#define USB_DONGLE_RESULT_DEVICE	5	/* the hardware failed */

/* Loudest level of a device with no stored state, 1/256 dB below volume_max. */
#define USB_DONGLE_START_LEVEL		(60 * 256)

/**
 * struct usb_dongle_output_info - one output, in usb_dongle_info
 * @connector: USB_DONGLE_CONNECTOR_*
 * @caps: mask of USB_DONGLE_CAP_*
 * @volume_min: signed, 1/256 dB, at most 0
 * @volume_max: signed, 1/256 dB, a whole number of steps above volume_min
 * @volume_step: 1/256 dB, not 0 where there is a volume
 * @full_scale: mVrms at volume 0 dB, for each gain
 * @source_impedance: milliohm
 */
struct usb_dongle_output_info {
	__u8	connector;
	__u8	caps;
	__le16	volume_min;
	__le16	volume_max;
	__le16	volume_step;
	__le16	full_scale[USB_DONGLE_GAINS];
	__le16	source_impedance;
} __attribute__((packed));
USB_DONGLE_ASSERT_SIZE(usb_dongle_output_info, 16);

/**
 * struct usb_dongle_info - answer to GET_INFO: what the device is
 * @magic: USB_DONGLE_MAGIC
 * @version: of this protocol, BCD
 * @length: of this message in bytes
 * @flags: USB_DONGLE_SHARED_LEVEL, USB_DONGLE_MATCH, USB_DONGLE_LIMIT_GAIN
 * @modes: mask of 1 << USB_DONGLE_MODE_*; 0 or one bit: nothing to select
 * @gains: mask of 1 << USB_DONGLE_GAIN_*; 0 or one bit: nothing to select
 * @gain_level: signed, 1/256 dB, each gain relative to the highest
 * @filters: USB_DONGLE_FILTER_*, in the maker's order, 0 ends the list
 * @output: SE, balanced
 * @reserved: 0
 */
struct usb_dongle_info {
	__le32	magic;
	__le16	version;
	__u8	length;
	__u8	flags;
	__u8	modes;
	__u8	gains;
	__le16	gain_level[USB_DONGLE_GAINS];
	__u8	filters[USB_DONGLE_FILTERS];
	struct usb_dongle_output_info output[USB_DONGLE_OUTPUTS];
	__u8	reserved[8];
} __attribute__((packed));
USB_DONGLE_ASSERT_SIZE(usb_dongle_info, 64);

/**
 * struct usb_dongle_output_state - one output, in usb_dongle_state
 * @volume: signed, 1/256 dB, left and right
 * @limit: signed, 1/256 dB; volume_max where none is set
 * @mute: 0 or 1
 * @plug: USB_DONGLE_PLUG_*
 * @impedance: ohm, 0 unknown
 */
struct usb_dongle_output_state {
	__le16	volume[2];
	__le16	limit;
	__u8	mute;
	__u8	plug;
	__le16	impedance;
} __attribute__((packed));
USB_DONGLE_ASSERT_SIZE(usb_dongle_output_state, 10);

/**
 * struct usb_dongle_state - all that can change
 * @mode: USB_DONGLE_MODE_*
 * @active: mask of 1 << output
 * @gain: USB_DONGLE_GAIN_*
 * @filter: index into usb_dongle_info.filters
 * @output: SE, balanced
 * @matched: 0: each output has its own level; 1: they are matched; since 1.1
 * @limit_gain: 0: limits are meant at the selected gain; 1 + USB_DONGLE_GAIN_*: at
 *	that one; since 1.1
 * @match: signed, 1/256 dB, at each gain: level of balanced minus level of SE at
 *	which both are equally loud; any value; since 1.1
 */
struct usb_dongle_state {
	__u8	mode;
	__u8	active;
	__u8	gain;
	__u8	filter;
	struct usb_dongle_output_state output[USB_DONGLE_OUTPUTS];
	__u8	matched;
	__u8	limit_gain;
	__le16	match[USB_DONGLE_GAINS];
} __attribute__((packed));
USB_DONGLE_ASSERT_SIZE(usb_dongle_state, 32);

/**
 * struct usb_dongle_report - interrupt report, and the answer to GET_STATE
 * @length: of this message in bytes
 * @result: USB_DONGLE_RESULT_* of the last SET_STATE
 * @sequence: number of this report; in GET_STATE, of the last one built
 * @tag: the last non-zero tag a SET_STATE carried, 0 before the first
 * @reserved: 0
 * @cause: mask of USB_DONGLE_F_* that changed; 0 in GET_STATE
 * @state: the whole state
 */
struct usb_dongle_report {
	__u8	length;
	__u8	result;
	__le16	sequence;
	__le16	tag;
	__le16	reserved;
	__le32	cause;
	struct usb_dongle_state state;
} __attribute__((packed));
USB_DONGLE_ASSERT_SIZE(usb_dongle_report, 44);

/**
 * struct usb_dongle_set - SET_STATE
 * @length: of this message in bytes, the same as wLength
 * @reserved: 0
 * @tag: see "Reports" above; 0 from a program that does not own the interface
 * @mask: USB_DONGLE_F_* to set, each one the device has
 * @state: values of those; everything else in it is ignored
 */
struct usb_dongle_set {
	__u8	length;
	__u8	reserved;
	__le16	tag;
	__le32	mask;
	struct usb_dongle_state state;
} __attribute__((packed));
USB_DONGLE_ASSERT_SIZE(usb_dongle_set, 40);

/* Sizes of version 1.0: no message is shorter. */
#define USB_DONGLE_INFO_MIN		64
#define USB_DONGLE_REPORT_MIN		36
#define USB_DONGLE_SET_MIN		32

#endif /* _UAPI_LINUX_USB_DONGLE_H */
