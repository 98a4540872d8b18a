/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * libdongle: find, describe, read, change and watch USB dongle DACs.
 *
 * Units      Levels, limits and gains are in 1/256 dB (DONGLE_DB(-20.5) makes
 *            one), impedances in ohm, source impedances in milliohm, full
 *            scales in millivolt RMS. Other values are the USB_DONGLE_* of
 *            <linux/usb/dongle.h>, which also says what they mean.
 * Ownership  What a function named _new, _list or _open returns is the
 *            caller's until it is given to the matching _free, free() or
 *            _close. All other pointers stay the library's; each says how long
 *            they are good.
 * Threads    There are no locks and no threads in the library. A bus, what was
 *            opened on it and a watch belong to one thread at a time; different
 *            buses and watches are independent.
 * Errors     An int is 0 or more, or a negative errno; dongle_strerror() says
 *            it in words. On an error no result is written, and nothing was
 *            changed unless the function says otherwise.
 *
 * No interface is claimed and no driver detached by anything but a watch, see
 * there: audio and the kernel's own controls run on.
 */
#ifndef LIBDONGLE_DONGLE_H
#define LIBDONGLE_DONGLE_H

#include <linux/usb/dongle.h>

#ifdef __cplusplus
extern "C" {
#endif

#pragma GCC visibility push(default)

#define DONGLE_PATH_MAX		32
#define DONGLE_STRING_MAX	384	/* 126 UTF-16 units, as UTF-8 */

/* A level from dB. */
#define DONGLE_DB(db)		((int)((db) * 256))

struct dongle_bus;
struct dongle;
struct dongle_info;
struct dongle_state;
struct dongle_change;
struct dongle_watch;

/**
 * struct dongle_id - a device that may be a dongle, known without opening it
 * @path: as in sysfs, "1-1.2"
 * @serial: empty where it has none
 * @raw_serial: the same as the device sends it: what tells it from others
 * @product: its name, empty where it has none
 * @bus: number of the bus
 * @address: number of the device on its bus
 * @vendor_id: idVendor
 * @product_id: idProduct
 * @interface: the one with the three bytes of the protocol
 * @bought: 1: it has no such interface, and is known by its USB id; @product is then
 *	what its maker calls it
 * @reserved: 0
 *
 * The texts are UTF-8 with nothing in them that steers a terminal, but for
 * @raw_serial.
 */
struct dongle_id {
	char path[DONGLE_PATH_MAX];
	char serial[DONGLE_STRING_MAX];
	char raw_serial[DONGLE_STRING_MAX];
	char product[DONGLE_STRING_MAX];
	unsigned int bus;
	unsigned int address;
	unsigned int vendor_id;
	unsigned int product_id;
	unsigned int interface;
	unsigned int bought;
	unsigned int reserved[10];
};

/* Flags of dongle_bus_new(). */
#define DONGLE_BUS_ONLY		0x1U	/* see there */
#define DONGLE_BUS_DIRECT	0x2U

/**
 * dongle_bus_new - the USB of this machine, through libusb
 * @bus: result, for dongle_bus_free()
 * @flags: DONGLE_BUS_ONLY: this program uses libusb through this library alone.
 *	   It may then be told, for the whole process, not to look at all other
 *	   devices, which saves most of its time. DONGLE_BUS_DIRECT: bought dongles
 *	   are spoken to over USB even where their controls are on a sound card.
 *
 * A machine without USB has a bus without devices.
 *
 * Return: 0 or -errno.
 */
int dongle_bus_new(struct dongle_bus **bus, unsigned int flags);

/**
 * dongle_bus_free - the reverse of dongle_bus_new()
 * @bus: bus whose dongles are closed and whose watches are freed, or NULL
 */
void dongle_bus_free(struct dongle_bus *bus);

/**
 * dongle_list - find candidates, opening none, in the order of their paths
 * @bus: where to look
 * @ids: result, for free()
 *
 * Return: how many, or -errno.
 */
int dongle_list(struct dongle_bus *bus, struct dongle_id **ids);

/**
 * dongle_open - open a candidate and ask what it is
 * @bus: where it is
 * @id: which one
 * @dongle: result, for dongle_close()
 *
 * One with the protocol is asked what it is. A bought one says nothing of that: it
 * is what the library knows of its USB id, and it is read and written through the
 * controls of its sound card while snd-usb-dongle has put them there, over USB
 * otherwise. While it is open over USB the device does not sleep.
 *
 * Return: 0; -ENODEV when it is no dongle after all; -EACCES without the right
 * to its device node; -ESHUTDOWN when it was unplugged; -EPROTONOSUPPORT,
 * -EMSGSIZE, -EBADMSG when what it says cannot be used; or another -errno.
 */
int dongle_open(struct dongle_bus *bus, const struct dongle_id *id, struct dongle **dongle);

/**
 * dongle_close - the reverse of dongle_open()
 * @dongle: device or NULL
 */
void dongle_close(struct dongle *dongle);

/**
 * dongle_get_id - which device it is
 * @dongle: device
 *
 * Return: the id it was opened with, good until it is closed.
 */
const struct dongle_id *dongle_get_id(const struct dongle *dongle);

/**
 * dongle_get_info - what the device is
 * @dongle: device
 *
 * Return: its description, good until it is closed; see dongle_property().
 */
const struct dongle_info *dongle_get_info(const struct dongle *dongle);

/**
 * dongle_read - read the whole state, in one transfer
 * @dongle: device
 * @state: result, good until the next dongle_read(), dongle_change_apply() or
 *	   dongle_close() of this device; see dongle_value()
 *
 * Return: 0 or -errno.
 */
int dongle_read(struct dongle *dongle, const struct dongle_state **state);

/**
 * enum dongle_property - what dongle_property() can tell
 * @DONGLE_VERSION: of the protocol, BCD
 * @DONGLE_MODES: mask of 1 << USB_DONGLE_MODE_*; 0 or one bit: nothing to select
 * @DONGLE_GAINS: mask of 1 << USB_DONGLE_GAIN_*; the same
 * @DONGLE_GAIN_LEVEL: of gain @index, 1/256 dB relative to the highest; -32768: not known
 * @DONGLE_FILTERS: how many filters
 * @DONGLE_FILTER_KIND: USB_DONGLE_FILTER_* of filter @index
 * @DONGLE_SHARED_LEVEL: 1 where one level and mute serve both outputs
 * @DONGLE_CONNECTOR: USB_DONGLE_CONNECTOR_* of output @index, NONE where there is none
 * @DONGLE_CAPS: mask of USB_DONGLE_CAP_* of output @index
 * @DONGLE_VOLUME_MIN: lowest level of output @index
 * @DONGLE_VOLUME_MAX: highest level of output @index, where no limit is set
 * @DONGLE_VOLUME_STEP: from one level to the next
 * @DONGLE_SOURCE_IMPEDANCE: of output @index, milliohm, 0 unknown
 * @DONGLE_FULL_SCALE: mVrms at 0 dB, of output @index % 2 at gain @index / 2,
 *	0 unknown
 */
enum dongle_property {
	DONGLE_VERSION,
	DONGLE_MODES,
	DONGLE_GAINS,
	DONGLE_GAIN_LEVEL,
	DONGLE_FILTERS,
	DONGLE_FILTER_KIND,
	DONGLE_SHARED_LEVEL,
	DONGLE_CONNECTOR,
	DONGLE_CAPS,
	DONGLE_VOLUME_MIN,
	DONGLE_VOLUME_MAX,
	DONGLE_VOLUME_STEP,
	DONGLE_SOURCE_IMPEDANCE,
	DONGLE_FULL_SCALE
};

/**
 * dongle_property - one thing that a device is
 * @info: device
 * @property: which thing
 * @index: of which output, gain or filter, else 0
 *
 * Return: its value; 0 for what does not exist.
 */
int dongle_property(const struct dongle_info *info, enum dongle_property property,
		    unsigned int index);

/**
 * enum dongle_field - what dongle_value() can tell and dongle_change_value() set
 * @DONGLE_MODE: USB_DONGLE_MODE_*
 * @DONGLE_GAIN: USB_DONGLE_GAIN_*
 * @DONGLE_FILTER: index of a filter
 * @DONGLE_LIVE: 1 while the output is live; cannot be set
 * @DONGLE_LEFT: level of the left channel
 * @DONGLE_RIGHT: level of the right channel
 * @DONGLE_LIMIT: no level above it is accepted
 * @DONGLE_MUTE: 1 mutes
 * @DONGLE_PLUG: USB_DONGLE_PLUG_*; cannot be set
 * @DONGLE_IMPEDANCE: of the load, ohm, 0 unknown; cannot be set
 *
 * Where one level serves both outputs, that of either output is the same one.
 */
enum dongle_field {
	DONGLE_MODE,
	DONGLE_GAIN,
	DONGLE_FILTER,
	DONGLE_LIVE,
	DONGLE_LEFT,
	DONGLE_RIGHT,
	DONGLE_LIMIT,
	DONGLE_MUTE,
	DONGLE_PLUG,
	DONGLE_IMPEDANCE
};

/**
 * dongle_value - one value of a state
 * @info: device
 * @state: its state
 * @field: which value
 * @output: USB_DONGLE_SE or USB_DONGLE_BALANCED; not used for the first three
 *
 * Return: the value; 0 for what does not exist.
 */
int dongle_value(const struct dongle_info *info, const struct dongle_state *state,
		 enum dongle_field field, unsigned int output);

/**
 * dongle_change_new - collect what is to be changed, in one step
 *
 * Return: an empty change, for dongle_change_free(), or NULL without memory.
 */
struct dongle_change *dongle_change_new(void);

/**
 * dongle_change_free - the reverse of dongle_change_new()
 * @change: change or NULL
 */
void dongle_change_free(struct dongle_change *change);

/**
 * dongle_change_text - add a setting as a person writes it
 * @change: change
 * @key: an option of dongle-ctl without its dashes: "mode", "se-volume"
 * @value: its value: "balanced", "-20dB", "+3dB", "50%", "toggle"; NULL for
 *	   "keep-level"
 *
 * Of the same key the last one counts.
 *
 * Return: 0, or -EINVAL and dongle_change_error() says what is allowed.
 */
int dongle_change_text(struct dongle_change *change, const char *key, const char *value);

/**
 * dongle_change_value - add a setting as a number
 * @change: change
 * @field: which value
 * @output: of which output; not used for the first three fields
 * @value: new value; a level goes to the nearest one that the device has
 *
 * A level set by DONGLE_LEFT alone is that of both channels. On a device whose
 * outputs share one level, only dongle_change_text() with "volume" and "mute"
 * applies.
 *
 * Return: 0, or -EINVAL and dongle_change_error() says why.
 */
int dongle_change_value(struct dongle_change *change, enum dongle_field field,
			unsigned int output, int value);

/* Flags of dongle_change_apply(). */
#define DONGLE_DRY_RUN		0x1U	/* work it out, send nothing */

/**
 * dongle_change_apply - make the change, all of it or nothing, in one request; of a
 *	bought dongle one setting after the other, so that some may be made on an error
 * @change: change; it stays as it is and can be applied again
 * @dongle: device
 * @flags: DONGLE_DRY_RUN
 *
 * Return: 1 changed (or would have been); 0 all is so already, nothing was sent;
 * -EINVAL it asks for what the device does not have, -EREMOTEIO the device
 * refused, each with dongle_change_error(); or another -errno, after which the
 * change may have been made or not.
 */
int dongle_change_apply(struct dongle_change *change, struct dongle *dongle, unsigned int flags);

/**
 * dongle_change_error - why the last call failed
 * @change: change
 *
 * Return: text, good until the next call with this change.
 */
const char *dongle_change_error(const struct dongle_change *change);

/*
 * Settings are kept in files, which dongle.conf(5) describes: those that
 * dongle_save() writes, and the administrator's, which come before them.
 */
struct dongle_config;

/**
 * dongle_config_read - read all files of settings
 * @config: result, for dongle_config_free()
 * @errors: result on -EINVAL, for free(): lines FILE:LINE: KEY: WHY, one for each
 *	    that is wrong; else NULL
 *
 * Return: 0; -EINVAL when something is wrong, and then none of them counts; or
 * another -errno.
 */
int dongle_config_read(struct dongle_config **config, char **errors);

/**
 * dongle_config_free - the reverse of dongle_config_read()
 * @config: files whose changes are freed, or NULL
 */
void dongle_config_free(struct dongle_config *config);

/**
 * dongle_config_has - do the files have any setting for a device
 * @config: files
 * @id: device, which need not be open
 *
 * Return: 1 or 0.
 */
int dongle_config_has(const struct dongle_config *config, const struct dongle_id *id);

/**
 * dongle_config_change - what the files have for a device
 * @config: files
 * @dongle: device
 *
 * dongle_change_apply() sends those of its settings that differ. Errors name
 * FILE:LINE. It may be applied to this device only.
 *
 * Return: a change, for dongle_change_free(), or NULL without memory.
 */
struct dongle_change *dongle_config_change(const struct dongle_config *config,
					   const struct dongle *dongle);

/* What a saved dongle is recognised by; ORed. The model always counts. */
#define DONGLE_BY_SERIAL	(1U << 0)
#define DONGLE_BY_PATH		(1U << 1)	/* it cannot be told from another otherwise */

/**
 * dongle_save - keep the settings that a device has now in a file
 * @dongle: device
 *
 * The file has its old content or all of the new one at any moment. A user who
 * may not write there has it done by dongle-keeper, a service of the system that
 * asks for no more than the right to the device.
 *
 * Return: mask of DONGLE_BY_*, or -errno, and then the old file is as it was;
 * -EACCES without the right to the folder where there is no such service.
 */
int dongle_save(struct dongle *dongle);

/**
 * dongle_forget - remove what was saved of a device
 * @dongle: device
 *
 * As dongle_save(), for a user who may not write there.
 *
 * Return: how many files there were, or -errno.
 */
int dongle_forget(struct dongle *dongle);

/* What happened, see struct dongle_event. */
enum dongle_event_type {
	DONGLE_APPEARED,	/* is there, also of those there at the start */
	DONGLE_GONE,		/* was unplugged */
	DONGLE_CHANGED
};

/**
 * struct dongle_event - one thing that happened
 * @type: what
 * @id: of which device
 * @info: what that device is; NULL where it cannot be opened
 * @error: why it cannot be opened, -errno, else 0
 * @fields: mask of USB_DONGLE_F_* that changed
 * @from: state before, of DONGLE_CHANGED: always @to of the event before
 * @to: state now; NULL with DONGLE_GONE and where @info is NULL
 *
 * Made by the library alone; it may grow at its end.
 */
struct dongle_event {
	enum dongle_event_type type;
	const struct dongle_id *id;
	const struct dongle_info *info;
	int error;
	unsigned int fields;
	const struct dongle_state *from;
	const struct dongle_state *to;
};

/**
 * dongle_watch_new - watch all dongles, those that will be plugged in included
 * @bus: where they are
 * @watch: result, for dongle_watch_free()
 *
 * A bus has one watch at a time. Where the kernel's snd-usb-dongle drives a
 * dongle, its ALSA controls tell, and the device may sleep. A dongle without a
 * driver is watched through its interrupt endpoint, for which the interface is
 * claimed and the device kept awake; when snd-usb-dongle is loaded, it is given
 * to that. What another program has claimed is silent until it lets go. Writing
 * needs no claim and works all the time. A bought dongle tells of nothing: it is
 * watched through its ALSA controls, and without them known by its coming and going.
 *
 * Return: 0 or -errno.
 */
int dongle_watch_new(struct dongle_bus *bus, struct dongle_watch **watch);

/**
 * dongle_watch_fd - what to poll for
 * @watch: watch
 *
 * Return: a file descriptor that is readable when dongle_watch_next() has
 * something to do. It never changes and stays the library's.
 */
int dongle_watch_fd(const struct dongle_watch *watch);

/**
 * dongle_watch_next - take the next event, never waiting for one
 * @watch: watch
 * @event: result, good until the next call with this watch
 *
 * Call it until it returns 0, then poll. A value that changes and changes again
 * before it could be read is one change.
 *
 * Return: 1 with an event, 0 when there is none now, or -errno.
 */
int dongle_watch_next(struct dongle_watch *watch, const struct dongle_event **event);

/**
 * dongle_watch_free - stop watching
 * @watch: watch or NULL
 */
void dongle_watch_free(struct dongle_watch *watch);

/**
 * dongle_name - the word for a value, as dongle-ctl reads and writes it
 * @field: DONGLE_MODE, DONGLE_GAIN or DONGLE_PLUG; DONGLE_FILTER for a
 *	   USB_DONGLE_FILTER_*
 * @value: which
 *
 * Return: such as "balanced", or NULL where there is none.
 */
const char *dongle_name(enum dongle_field field, int value);

/**
 * dongle_strerror - what went wrong, said of the device
 * @err: -errno of a function above
 *
 * Return: text, no full stop.
 */
const char *dongle_strerror(int err);

#pragma GCC visibility pop

#ifdef __cplusplus
}
#endif

#endif /* LIBDONGLE_DONGLE_H */
