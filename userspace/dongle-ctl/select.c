// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

#include "select.h"

#define ID_LENGTH	9	/* VVVV:PPPP */

/* A driver is bound to an interface, "1-1.2:1.0": then its device is meant. */
static size_t path_length(const char *text)
{
	return strcspn(text, ":");
}

static bool is_interface(const char *text)
{
	unsigned int config, interface;
	int end = 0;

	return sscanf(text, ":%3u.%3u%n", &config, &interface, &end) == 2 && !text[end];
}

bool select_is_path(const char *text)
{
	size_t len = path_length(text);
	char path[DONGLE_PATH_MAX];

	if (len >= sizeof(path) || (text[len] && !is_interface(text + len)))
		return false;
	memcpy(path, text, len);
	path[len] = '\0';
	return dongle_is_path(path);
}

bool select_is_id(const char *text)
{
	size_t i;

	if (strlen(text) != ID_LENGTH)
		return false;
	for (i = 0; i < ID_LENGTH; i++)
		if (i == ID_LENGTH / 2 ? text[i] != ':' : !isxdigit((unsigned char)text[i]))
			return false;
	return true;
}

static bool has_id(const struct dongle_id *id, const char *text)
{
	char own[ID_LENGTH + 1];

	snprintf(own, sizeof(own), "%04x:%04x", id->vendor_id, id->product_id);
	return !strcasecmp(own, text);
}

bool select_matches(const struct selector *selector, const struct dongle_id *id)
{
	if (selector->serial && strcmp(selector->serial, id->serial))
		return false;
	if (selector->path && (strncmp(selector->path, id->path, path_length(selector->path)) ||
			       id->path[path_length(selector->path)]))
		return false;
	if (selector->id && !has_id(id, selector->id))
		return false;
	return !selector->device || !strcmp(selector->device, id->serial) ||
	       !strcmp(selector->device, id->path) || has_id(id, selector->device);
}

int select_ids(struct dongle_bus *bus, const struct selector *selector, struct dongle_id **ids)
{
	int i, n = dongle_list(bus, ids), count = 0;

	for (i = 0; i < n; i++)
		if (select_matches(selector, &(*ids)[i]))
			(*ids)[count++] = (*ids)[i];
	return n < 0 ? n : count;
}

int select_find(struct dongle_bus *bus, const struct selector *selector, struct candidate **found)
{
	struct dongle_id *ids = NULL;
	struct candidate *c;
	int i, n, count = 0;

	*found = NULL;
	n = select_ids(bus, selector, &ids);
	if (n < 0)
		return n;
	*found = calloc(n + 1, sizeof(**found));
	for (i = 0; *found && i < n; i++) {
		c = &(*found)[count];
		c->id = ids[i];
		c->err = dongle_open(bus, &ids[i], &c->dongle);
		if (!c->err)
			c->id = *dongle_get_id(c->dongle);
		count += c->err != -ENODEV;
	}
	free(ids);
	return *found ? count : -ENOMEM;
}

void select_free(struct candidate *found, int n)
{
	int i;

	for (i = 0; i < n; i++)
		dongle_close(found[i].dongle);
	free(found);
}

enum exit_code select_say_none(const struct selector *selector, FILE *err)
{
	bool any = selector->device || selector->serial || selector->path || selector->id;

	fprintf(err, "dongle-ctl: no dongle %s\n",
		any ? "matches; 'dongle-ctl list' shows those there are" : "found");
	return EXIT_NONE;
}

enum exit_code select_say_ambiguous(const struct candidate *found, int n, FILE *err)
{
	int i;

	fprintf(err, "dongle-ctl: %d dongles match; choose one with --path, --serial or --id:\n",
		n);
	for (i = 0; i < n; i++) {
		fprintf(err, "  --path %s  --id %04x:%04x", found[i].id.path,
			found[i].id.vendor_id, found[i].id.product_id);
		if (*found[i].id.serial)
			fprintf(err, "  --serial '%s'", found[i].id.serial);
		fprintf(err, "  %s\n", found[i].id.product);
	}
	return EXIT_AMBIGUOUS;
}

enum exit_code select_say_failed(const struct dongle_id *id, int error, FILE *err)
{
	if (error != -EACCES) {
		fprintf(err, "dongle-ctl: cannot use the device at %s: %s\n", id->path,
			dongle_strerror(error));
		return EXIT_DEVICE;
	}
	fprintf(err, "dongle-ctl: no permission to open /dev/bus/usb/%03u/%03u (device at %s)\n",
		id->bus, id->address, id->path);
	fprintf(err, "Run as root, or add a udev rule and plug the device in again:\n");
	fprintf(err, "  SUBSYSTEM==\"usb\", ATTR{idVendor}==\"%04x\", ", id->vendor_id);
	fprintf(err, "ATTR{idProduct}==\"%04x\", TAG+=\"uaccess\"\n", id->product_id);
	return EXIT_PERMISSION;
}

enum exit_code select_one(struct dongle_bus *bus, const struct selector *selector,
			  struct dongle **dongle, FILE *err)
{
	struct candidate *found;
	enum exit_code code = EXIT_OK;
	int n = select_find(bus, selector, &found);

	if (n < 0) {
		fprintf(err, "dongle-ctl: cannot list USB devices: %s\n", strerror(-n));
		return EXIT_DEVICE;
	}
	if (n == 0) {
		code = select_say_none(selector, err);
	} else if (n > 1) {
		code = select_say_ambiguous(found, n, err);
	} else if (found->err) {
		code = select_say_failed(&found->id, found->err, err);
	} else {
		*dongle = found->dongle;
		found->dongle = NULL;
	}
	select_free(found, n);
	return code;
}
