// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes the gadget out of configfs, whole or not at all. By hand: libusbgx 0.2
 * has no function of type "dongle", nor most attributes of f_uac2.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gadget.h"

#define GADGET_NAME	"dongle"
#define PATH_SIZE	(PATH_MAX + 2 * NAME_MAX)
#define CONTROLLERS	"/sys/class/udc"
#define ATTRIBUTES	"0xa0"	/* powered by the bus, may wake the host up */

/* In this order; the language is English. */
static const char *const folders[] = {
	"", "/strings/0x409", "/configs/c.1", "/functions/uac2.0", "/functions/dongle.0",
};

/* Sound comes first, so that its card is there when the controls look for it. */
static const char *const functions[] = { "uac2.0", "dongle.0" };

struct build {
	const struct gadget *gadget;
	char dir[PATH_MAX];
	FILE *err;
};

__printf(2, 3)
static bool complain(const struct build *build, const char *format, ...)
{
	va_list args;

	fputs("dongle-gadget: ", build->err);
	va_start(args, format);
	vfprintf(build->err, format, args);
	va_end(args);
	fputc('\n', build->err);
	return false;
}

static int write_file(const char *path, const char *value)
{
	int err = 0, fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	if (write(fd, value, strlen(value)) < 0)
		err = -errno;
	close(fd);
	return err;
}

static bool is_folder(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

/* Calls @each for what is in a folder, and goes on after an error. */
static int for_each(const char *dir, int (*each)(const char *path))
{
	struct dirent *entry;
	int err, first = 0;
	DIR *d = opendir(dir);
	char *path;

	while (d && (entry = readdir(d))) {
		if (*entry->d_name == '.')
			continue;
		err = asprintf(&path, "%s/%s", dir, entry->d_name) < 0 ? -ENOMEM : 0;
		if (!err) {
			err = each(path);
			free(path);
		}
		first = first ? first : err;
	}
	if (d)
		closedir(d);
	return first;
}

static int remove_folder(const char *path)
{
	return is_folder(path) && rmdir(path) ? -errno : 0;
}

static int remove_link(const char *path)
{
	struct stat st;

	return !lstat(path, &st) && S_ISLNK(st.st_mode) && unlink(path) ? -errno : 0;
}

static int remove_configuration(const char *path)
{
	char strings[PATH_SIZE];
	int err = for_each(path, remove_link);

	snprintf(strings, sizeof(strings), "%s/strings", path);
	err = err ? err : for_each(strings, remove_folder);
	return err ? err : remove_folder(path);
}

/* Everything is found by looking, so that half of one goes too. */
static int take_down(const struct build *build)
{
	static const struct {
		const char *folder;
		int (*each)(const char *path);
	} steps[] = {
		{ "configs", remove_configuration },
		{ "functions", remove_folder },
		{ "strings", remove_folder },
	};
	char path[PATH_SIZE];
	unsigned int i;
	int err;

	snprintf(path, sizeof(path), "%s/UDC", build->dir);
	err = write_file(path, "\n");
	if (err == -ENODEV || err == -ENOENT)	/* it is on no controller */
		err = 0;
	for (i = 0; i < ARRAY_SIZE(steps) && !err; i++) {
		snprintf(path, sizeof(path), "%s/%s", build->dir, steps[i].folder);
		err = for_each(path, steps[i].each);
	}
	return err ? err : remove_folder(build->dir);
}

static bool make_folder(const struct build *build, const char *name)
{
	char path[PATH_SIZE];
	int err;

	snprintf(path, sizeof(path), "%s%s", build->dir, name);
	if (!mkdir(path, 0755))
		return true;
	err = errno;
	return complain(build, "%s cannot be made: %s%s", path, strerror(err),
			err == ENOENT && strstr(name, "functions") ?
			": the kernel has no such function; is its module installed?" : "");
}

/* @entry is NULL for what no line says. */
static bool write_attribute(const struct build *build, const char *attribute, const char *value,
			    const struct entry *entry, const char *key)
{
	char path[PATH_SIZE], where[PATH_SIZE] = "";
	int err;

	snprintf(path, sizeof(path), "%s/%s", build->dir, attribute);
	err = write_file(path, value);
	if (!err)
		return true;
	if (entry && entry->line)
		snprintf(where, sizeof(where), "%s:%u: %s: ", build->gadget->path,
			 entry->line, key);
	if (err == -ENOENT)
		return complain(build, "%sthis kernel has no %s", where, path);
	return complain(build, "%s%s refused '%s': %s", where, path, value, strerror(-err));
}

static bool write_attributes(const struct build *build)
{
	unsigned int i;

	for (i = 0; i < gadget_keys_count; i++) {
		const struct key *key = &gadget_keys[i];
		const struct entry *entry = &build->gadget->entry[i];

		if (key->attribute && entry->given &&
		    !write_attribute(build, key->attribute, entry->value, entry, key->name))
			return false;
	}
	/* a dongle has no microphone */
	return write_attribute(build, "functions/uac2.0/p_chmask", "0", NULL, NULL) &&
	       write_attribute(build, "configs/c.1/bmAttributes", ATTRIBUTES, NULL, NULL);
}

static bool write_serial(const struct build *build)
{
	char serial[VALUE_MAX];

	if (gadget_entry(build->gadget, "gadget", KEY_SERIAL)->given)
		return true;
	if (!gadget_serial(serial))
		return complain(build, "the board has no serial number and no machine id; "
				"name one, serial = ... below [gadget]");
	return write_attribute(build, "strings/0x409/serialnumber", serial, NULL, NULL);
}

static bool link_functions(const struct build *build)
{
	char from[PATH_SIZE], to[PATH_SIZE];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(functions); i++) {
		snprintf(from, sizeof(from), "%s/functions/%s", build->dir, functions[i]);
		snprintf(to, sizeof(to), "%s/configs/c.1/%s", build->dir, functions[i]);
		if (symlink(from, to))
			return complain(build, "%s cannot be linked: %s", to, strerror(errno));
	}
	return true;
}

/* The only one, or the one that the file names. */
static bool find_controller(const struct build *build, char name[NAME_MAX + 1])
{
	const struct entry *wanted = gadget_entry(build->gadget, "gadget", KEY_CONTROLLER);
	char list[1024] = "";
	struct text text = { list, sizeof(list), 0 };
	struct dirent *entry;
	unsigned int n = 0;
	DIR *d = opendir(CONTROLLERS);

	*name = '\0';
	while (d && (entry = readdir(d))) {
		if (*entry->d_name == '.')
			continue;
		text_add(&text, "%s%s", n++ ? ", " : "", entry->d_name);
		if (!wanted->given || !strcmp(wanted->value, entry->d_name))
			snprintf(name, NAME_MAX + 1, "%s", entry->d_name);
	}
	if (d)
		closedir(d);
	if (!n)
		return complain(build, "this machine has no USB device controller (yet): "
				CONTROLLERS " is empty");
	if (wanted->given && !*name)
		return complain(build, "%s:%u: controller: there is no '%s'; allowed: %s",
				build->gadget->path, wanted->line, wanted->value, list);
	if (!wanted->given && n > 1)
		return complain(build, "there are several USB device controllers; "
				"name one, controller = ... below [gadget]: %s", list);
	return true;
}

/* The kernel says EBUSY whatever was wrong. */
static bool is_taken(const char *controller)
{
	char path[PATH_SIZE], name[2] = "";
	FILE *file;

	snprintf(path, sizeof(path), CONTROLLERS "/%s/function", controller);
	file = fopen(path, "re");
	if (file && fscanf(file, "%1s", name) != 1)
		*name = '\0';
	if (file)
		fclose(file);
	return *name;
}

static bool bind_controller(const struct build *build, const char *controller)
{
	char path[PATH_SIZE];
	int err;

	snprintf(path, sizeof(path), "%s/UDC", build->dir);
	err = write_file(path, controller);
	if (!err)
		return true;
	if (is_taken(controller))
		return complain(build, "the controller %s has another gadget", controller);
	return complain(build, "the controller %s refused the gadget; the kernel log says why",
			controller);
}

static bool make(const struct build *build, const char *controller)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(folders); i++)
		if (!make_folder(build, folders[i]))
			return false;
	return write_attributes(build) && write_serial(build) && link_functions(build) &&
	       bind_controller(build, controller);
}

static bool begin(struct build *build, const char *configfs)
{
	snprintf(build->dir, sizeof(build->dir), "%s/usb_gadget", configfs);
	if (!is_folder(build->dir))
		return complain(build, "%s is not there; "
				"is configfs mounted, and the module libcomposite loaded?",
				build->dir);
	strcat(build->dir, "/" GADGET_NAME);
	return true;
}

enum gadget_exit gadget_start(const struct gadget *gadget, const char *configfs, FILE *err)
{
	struct build build = { .gadget = gadget, .err = err };
	char controller[NAME_MAX + 1];
	sigset_t all, before;
	bool good;
	int down;

	if (!begin(&build, configfs) || !find_controller(&build, controller))
		return GADGET_SYSTEM;
	if (is_folder(build.dir)) {
		complain(&build, "%s is there already; dongle-gadget stop removes it", build.dir);
		return GADGET_SYSTEM;
	}
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	good = make(&build, controller);
	down = good ? 0 : take_down(&build);
	if (down)
		complain(&build, "%s cannot be taken down: %s", build.dir, strerror(-down));
	sigprocmask(SIG_SETMASK, &before, NULL);
	return good ? GADGET_OK : GADGET_SYSTEM;
}

enum gadget_exit gadget_stop(const char *configfs, FILE *err)
{
	struct build build = { .err = err };
	int down;

	snprintf(build.dir, sizeof(build.dir), "%s/usb_gadget/" GADGET_NAME, configfs);
	if (!is_folder(build.dir))
		return GADGET_OK;
	down = take_down(&build);
	if (!down)
		return GADGET_OK;
	complain(&build, "%s cannot be taken down: %s", build.dir, strerror(-down));
	return GADGET_SYSTEM;
}
