// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config.h"
#include "inifile.h"
#include "names.h"
#include "plan.h"
#include "saved.h"
#include "section.h"
#include "state.h"

#define MODE		0644
#define DIR_MODE	0755
#define LOCK_MODE	0600
#define SAVED_MAX	8192	/* bytes of a file; SECTION_TEXT_MAX and a dozen lines */
#define SERIAL_MAX	160	/* bytes of a serial number in a file name */
#define HASH_MAX	(1 + 16)

int saved_by(struct dongle_bus *bus, const struct dongle_id *id)
{
	struct dongle_id *ids = NULL;
	int i, n, by = DONGLE_BY_SERIAL;

	if (!*id->raw_serial)
		return DONGLE_BY_PATH;
	n = dongle_list(bus, &ids);
	for (i = 0; i < n; i++)
		if (ids[i].vendor_id == id->vendor_id && ids[i].product_id == id->product_id &&
		    !strcmp(ids[i].raw_serial, id->raw_serial) && strcmp(ids[i].path, id->path))
			by |= DONGLE_BY_PATH;
	free(ids);
	return n < 0 ? n : by;
}

/* FNV-1a, 64 bits. */
static unsigned long long hash(const char *s)
{
	unsigned long long value = 0xcbf29ce484222325;

	for (; *s; s++)
		value = (value ^ (unsigned char)*s) * 0x100000001b3;
	return value;
}

static void add_serial(struct text *text, const char *serial)
{
	size_t start = text->len;
	const char *s;

	for (s = serial; *s; s++) {
		if (isalnum((unsigned char)*s) || *s == '.' || *s == '-')
			text_add(text, "%c", *s);
		else
			text_add(text, "_%02x", (unsigned char)*s);
		if (text->len - start > SERIAL_MAX)
			break;
	}
	if (!*s)
		return;
	text->len = start + SERIAL_MAX - HASH_MAX;
	text_add(text, "_%016llx", hash(serial));
}

void saved_name(char name[SAVED_NAME_MAX], const struct dongle_id *id, int by)
{
	struct text text = { name, SAVED_NAME_MAX, 0 };

	text_add(&text, "%04x-%04x", id->vendor_id, id->product_id);
	if (by & DONGLE_BY_SERIAL) {
		text_add(&text, "+");
		add_serial(&text, id->raw_serial);
	}
	if (by & DONGLE_BY_PATH)
		text_add(&text, "@%s", id->path);
	text_add(&text, ".conf");
}

static void add_section(struct text *text, const struct dongle_id *id, int by)
{
	struct section section = {
		.names = SECTION_MODEL | (by & DONGLE_BY_SERIAL ? SECTION_SERIAL : 0) |
			 (by & DONGLE_BY_PATH ? SECTION_PATH : 0),
		.vendor_id = id->vendor_id, .product_id = id->product_id,
	};

	memcpy(section.path, id->path, sizeof(section.path));
	memcpy(section.serial, id->raw_serial, sizeof(section.serial));
	text_add(text, "# %s, saved by dongle-ctl\n", *id->product ? id->product : "A dongle");
	section_format(text, &section);
	text_add(text, "\n");
}

/* By its name where that is clear. */
static void add_filter(struct text *text, const struct dongle_info *info, u8 filter)
{
	const struct dongle_name *name = dongle_filter_name(info->filters[filter]);
	unsigned int i, same = 0;

	for (i = 0; i < dongle_state_filters(info); i++)
		same += dongle_filter_name(info->filters[i]) == name;
	if (same == 1 && name != &dongle_filter_names[USB_DONGLE_FILTER_NONE])
		text_add(text, "filter = %s\n", name->key);
	else
		text_add(text, "filter = %u\n", filter + 1U);
}

/* Of all gains the lowest: a file does not say of which gain a limit is. */
static s16 limit_of(const struct dongle_info *info, const struct dongle_state *state,
		    unsigned int out)
{
	struct dongle_state at = *state;
	s16 lowest = dongle_state_top(info, state, out);

	for (at.gain = 0; at.gain < USB_DONGLE_GAINS; at.gain++)
		if (info->gains & BIT(at.gain))
			lowest = min(lowest, dongle_state_top(info, &at, out));
	return lowest;
}

static void add_output(struct text *text, const struct dongle_info *info,
		       const struct dongle_state *state, unsigned int out)
{
	u32 mask = dongle_state_writable(info) >> (8 * out);
	const struct dongle_output_state *o = &state->output[out];
	s16 limit = limit_of(info, state, out);
	char left[LEVEL_TEXT_MAX], right[LEVEL_TEXT_MAX];
	enum target target = out;
	unsigned int only;

	if (plan_one_level(info, &only))
		target = TARGET_SHARED;
	if (mask & USB_DONGLE_F_LIMIT(0) && limit < info->output[out].volume_max)
		text_add(text, "%s = %s\n", setting_key(SET_LIMIT + target),
			 level_format(left, limit));
	if (mask & USB_DONGLE_F_VOLUME(0))
		text_add(text, "%s = %s%s%s\n", setting_key(SET_VOLUME + target),
			 level_format(left, o->volume[0]), o->volume[0] == o->volume[1] ? "" : ",",
			 o->volume[0] == o->volume[1] ? "" : level_format(right, o->volume[1]));
	if (mask & USB_DONGLE_F_MUTE(0))
		text_add(text, "%s = %s\n", setting_key(SET_MUTE + target), o->mute ? "on" : "off");
}

static void add_options(struct text *text, const struct dongle_info *info,
			const struct dongle_state *state)
{
	const struct dongle_option *option;
	unsigned int i;

	for (i = 0; i < DONGLE_OPTIONS && info->options[i].count; i++) {
		option = &info->options[i];
		text_add(text, "%s = ", option->key);
		option_format(text, option, state->option[i]);
		text_add(text, "\n");
	}
}

static void add_settings(struct text *text, const struct dongle_info *info,
			 const struct dongle_state *state)
{
	u32 mask = dongle_state_writable(info);
	unsigned int out;

	if (mask & USB_DONGLE_F_MODE)
		text_add(text, "mode = %s\n", dongle_mode_names[state->mode].key);
	if (mask & USB_DONGLE_F_GAIN)
		text_add(text, "gain = %s\n", dongle_gain_names[state->gain].key);
	if (mask & USB_DONGLE_F_FILTER)
		add_filter(text, info, state->filter);
	for (out = 0; out < DONGLE_OUTPUTS; out++)
		add_output(text, info, state, out);
	add_options(text, info, state);
}

/*
 * Locks the folder against another program that saves, until the file is closed. It is a
 * file of its own: whoever can open a file can lock it, and all may read the folder.
 */
static int lock_folder(int dir)
{
	int err, fd = openat(dir, SAVED_LOCK, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, LOCK_MODE);

	if (fd < 0 || !flock(fd, LOCK_EX))
		return fd < 0 ? -errno : fd;
	err = -errno;
	close(fd);
	return err;
}

struct folder {
	int dir;
	int lock;
};

static void close_folder(struct folder *folder)
{
	if (folder->lock >= 0)
		close(folder->lock);
	if (folder->dir >= 0)
		close(folder->dir);
}

/* Open and locked. */
static int open_folder(struct folder *folder, bool make)
{
	const char *path = config_state_dir();

	folder->lock = -1;
	if (make && mkdir(path, DIR_MODE) && errno != EEXIST)
		return -errno;
	folder->dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder->dir < 0)
		return -errno;
	folder->lock = lock_folder(folder->dir);
	if (folder->lock >= 0)
		return 0;
	close_folder(folder);
	return folder->lock;
}

static int write_all(int fd, const char *s, size_t len)
{
	ssize_t n;

	for (; len; s += n, len -= n) {
		n = write(fd, s, len);
		if (n < 0)
			return -errno;
	}
	return 0;
}

/* On the disk, whole, under a name that nobody reads. */
static int write_new(int dir, const char *name, const struct text *text)
{
	int err, fd;

	if (unlinkat(dir, name, 0) && errno != ENOENT)
		return -errno;
	fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, MODE);
	if (fd < 0)
		return -errno;
	err = write_all(fd, text->buf, text->len);
	if (!err && (fchmod(fd, MODE) || fsync(fd)))
		err = -errno;
	if (close(fd) && !err)
		err = -errno;
	if (err)
		unlinkat(dir, name, 0);
	return err;
}

static int replace(int dir, const char *name, const struct text *text)
{
	char new[SAVED_NAME_MAX + 8];
	int err;

	snprintf(new, sizeof(new), ".%s.new", name);
	err = write_new(dir, new, text);
	if (err)
		return err;
	if (renameat(dir, new, dir, name)) {
		err = -errno;
		unlinkat(dir, new, 0);
		return err;
	}
	return fsync(dir) ? -errno : 0;
}

static int remove_name(int dir, const struct dongle_id *id, int by)
{
	char name[SAVED_NAME_MAX];

	saved_name(name, id, by);
	if (unlinkat(dir, name, 0))
		return -errno;
	return fsync(dir) ? -errno : 0;
}

/* What headphones the file named that is replaced. */
struct kept {
	struct inifile ini;
	struct text *text;
	bool found;
};

static void keep_setting(struct inifile *ini, const char *key, const char *value)
{
	struct kept *kept = (struct kept *)((char *)ini - offsetof(struct kept, ini));
	char error[ERROR_TEXT_MAX];
	struct request scratch = {};

	if (!kept->found && !strcmp(key, setting_key(SET_HEADPHONES)) &&
	    request_set_kept(&scratch, SET_HEADPHONES, value, error)) {
		kept->found = true;
		text_add(kept->text, "%s = %s\n", key, value);
	}
}

static void skip_section(struct inifile *ini, char *line)
{
	(void)ini;
	(void)line;
}

static int keep_headphones(struct text *text, int dir, const char *name)
{
	size_t start = text->len;
	struct kept kept = {
		.ini = { .path = name, .section = skip_section, .setting = keep_setting,
			 .listed = true },
		.text = text,
	};

	kept.ini.err = fopen("/dev/null", "w");
	if (!kept.ini.err)
		return -errno;
	inifile_read(&kept.ini, dir, name);
	fclose(kept.ini.err);
	if (kept.ini.broken)
		text->len = start;
	return 0;
}

int saved_write(const struct dongle *dongle, const struct dongle_state *state, int by)
{
	char buf[SAVED_MAX], name[SAVED_NAME_MAX];
	struct text text = { buf, sizeof(buf), 0 };
	struct folder folder = { .dir = -1 };
	int err = open_folder(&folder, true);

	if (err)
		return err;
	saved_name(name, &dongle->id, by);
	add_section(&text, &dongle->id, by);
	err = keep_headphones(&text, folder.dir, name);
	add_settings(&text, &dongle->info, state);
	if (!err)
		err = replace(folder.dir, name, &text);
	if (!err && by == DONGLE_BY_SERIAL) {
		err = remove_name(folder.dir, &dongle->id, by | DONGLE_BY_PATH);
		err = err == -ENOENT ? 0 : err;
	}
	close_folder(&folder);
	return err;
}

int saved_keep(struct dongle *dongle)
{
	int err, by = saved_by(dongle->bus, &dongle->id);
	struct dongle_report report;

	if (by < 0)
		return by;
	err = dongle_get(dongle, &report);
	if (!err)
		err = saved_write(dongle, &report.state, by);
	return err ? err : by;
}

int saved_remove(struct dongle *dongle)
{
	static const int ways[] = {
		DONGLE_BY_SERIAL, DONGLE_BY_SERIAL | DONGLE_BY_PATH, DONGLE_BY_PATH
	};
	bool serial = *dongle->id.raw_serial;
	struct folder folder;
	unsigned int i;
	int n = 0, err = open_folder(&folder, false);

	if (err)
		return err == -ENOENT ? 0 : err;
	for (i = 0; i < ARRAY_SIZE(ways) && (!err || err == -ENOENT); i++) {
		if (serial != (bool)(ways[i] & DONGLE_BY_SERIAL))
			continue;
		err = remove_name(folder.dir, &dongle->id, ways[i]);
		n += !err;
	}
	close_folder(&folder);
	return err && err != -ENOENT ? err : n;
}
