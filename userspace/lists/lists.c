// SPDX-License-Identifier: GPL-2.0-only
/*
 * usage: lists rules|hwdb|readme
 *
 * Prints one of the lists that are made of the table of bought dongles.
 */
#include <stdio.h>
#include "../../driver/core/names.h"
#include "../../driver/core/state.h"
#include "../../driver/host/models.h"

#define MADE \
	"# SPDX-License-Identifier: GPL-2.0-only\n" \
	"#\n" \
	"# Made by \"make lists\" of driver/host/models.h; what is changed here is lost.\n"

static const char rules_head[] =
	MADE
	"# Bought dongles, their sound cards and HID devices: DONGLE_MODEL is what one is\n"
	"# called, DONGLE_LINK how it is spoken to.\n"
	"# Read before 70-dongle.rules, which says who may use it.\n"
	"\n"
	"ACTION==\"remove\", GOTO=\"dongle_models_end\"\n"
	"SUBSYSTEM==\"usb\", ENV{DEVTYPE}==\"usb_device\", GOTO=\"dongle_models\"\n"
	"SUBSYSTEM==\"sound\", KERNEL==\"card[0-9]*|controlC[0-9]*\", GOTO=\"dongle_models\"\n"
	"SUBSYSTEM==\"hidraw\", GOTO=\"dongle_models\"\n"
	"GOTO=\"dongle_models_end\"\n"
	"\n"
	"LABEL=\"dongle_models\"\n";

static const char rules_end[] =
	"\n"
	"LABEL=\"dongle_models_end\"\n";

static const char hwdb_head[] =
	MADE
	"# What bought dongles are called. The number is above that of 20-usb-vendor-model.hwdb,\n"
	"# which has the maker of the chip at their vendor ids.\n";

static const char readme_head[] =
	"| dongle | outputs | controls | confidence |\n"
	"|---|---|---|---|\n";

static const char *const confidence_names[] = {
	[DONGLE_CONFIDENCE_LOW]		= "LOW",
	[DONGLE_CONFIDENCE_MED]		= "MED",
	[DONGLE_CONFIDENCE_MED_HIGH]	= "MED-HIGH",
	[DONGLE_CONFIDENCE_HIGH]	= "HIGH",
};

static const char *const link_names[] = {
	[DIALECT_LINK_CHANNEL]	= "channel",
	[DIALECT_LINK_HID]	= "hid",
};

/* In the order of the ALSA controls; those of outputs are one where the level is shared. */
static const struct {
	u32 field;
	const char *name;
	bool per_output;
} controls[] = {
	{ USB_DONGLE_F_VOLUME(0),	"Headphone Playback Volume",	true },
	{ USB_DONGLE_F_MUTE(0),		"Headphone Playback Switch",	true },
	{ USB_DONGLE_F_MODE,		"Output Mode",		false },
	{ USB_DONGLE_F_GAIN,		"Headphone Gain",		false },
	{ USB_DONGLE_F_FILTER,		"DAC Filter",			false },
};

/* What is printed between the members of a list. */
static const char *separator(unsigned int *count)
{
	return (*count)++ ? ", " : "";
}

static bool same_id(const struct dongle_model *a, const struct dongle_model *b)
{
	return a->vendor == b->vendor && a->product == b->product;
}

/* Several models may have one id; a list of ids has it once. */
static bool is_first(const struct dongle_model *model)
{
	const struct dongle_model *first = dongle_models;

	while (!same_id(first, model))
		first++;
	return first == model;
}

static int brand_length(const struct dongle_model *model)
{
	return strcspn(model->name, " ");
}

/* Of all models with this id, from character @from of each on. */
static void print_names(const struct dongle_model *first, unsigned int from)
{
	const struct dongle_model *model;

	for (model = first; model->name; model++)
		if (same_id(first, model))
			printf("%s%s", model == first ? "" : " or ", model->name + from);
}

static void write_rules(void)
{
	const struct dongle_model *model;

	fputs(rules_head, stdout);
	for (model = dongle_models; model->name; model++) {
		if (!is_first(model))
			continue;
		printf("ATTRS{idVendor}==\"%04x\", ATTRS{idProduct}==\"%04x\", ",
		       model->vendor, model->product);
		printf("ENV{DONGLE_MODEL}=\"");
		print_names(model, 0);
		printf("\", ENV{DONGLE_LINK}=\"%s\"\n", link_names[model->kind->dialect->link]);
	}
	fputs(rules_end, stdout);
}

static void write_hwdb(void)
{
	const struct dongle_model *model;

	fputs(hwdb_head, stdout);
	for (model = dongle_models; model->name; model++) {
		if (!is_first(model))
			continue;
		printf("\nusb:v%04Xp%04X*\n", model->vendor, model->product);
		printf(" ID_VENDOR_FROM_DATABASE=%.*s\n", brand_length(model), model->name);
		printf(" ID_MODEL_FROM_DATABASE=");
		print_names(model, brand_length(model) + 1);
		putchar('\n');
	}
}

static void print_outputs(const struct dongle_info *info)
{
	unsigned int out, count = 0;

	for (out = 0; out < DONGLE_OUTPUTS; out++)
		if (info->output[out].connector != USB_DONGLE_CONNECTOR_NONE)
			printf("%s%s", separator(&count),
			       dongle_connector_name(info->output[out].connector)->label);
}

static void print_controls(const struct dongle_info *info)
{
	bool shared = info->flags & USB_DONGLE_SHARED_LEVEL;
	u32 fields = dongle_state_fields(info);
	unsigned int i, out, count = 0;

	for (i = 0; i < ARRAY_SIZE(controls); i++) {
		for (out = 0; out < (controls[i].per_output ? DONGLE_OUTPUTS : 1); out++) {
			if (!(fields & controls[i].field << (8 * out)))
				continue;
			printf("%s`", separator(&count));
			if (controls[i].per_output && !shared)
				printf("%s ", dongle_output_names[out].label);
			printf("%s`", controls[i].name);
		}
	}
	for (i = 0; i < DONGLE_OPTIONS; i++)
		if (info->options[i].count)
			printf("%s`%s`", separator(&count), info->options[i].name);
}

/* One device with several ids is a line. */
static void write_readme(void)
{
	const struct dongle_model *model;
	struct dongle_info info;
	const char *before = "";

	fputs(readme_head, stdout);
	for (model = dongle_models; model->name; before = model->name, model++) {
		if (!strcmp(model->name, before))
			continue;
		dongle_model_info(model, &info);
		printf("| %s | ", model->name);
		print_outputs(&info);
		printf(" | ");
		print_controls(&info);
		printf(" | %s |\n", confidence_names[model->confidence]);
	}
}

static const struct {
	const char *name;
	void (*write)(void);
} lists[] = {
	{ "rules",	write_rules },
	{ "hwdb",	write_hwdb },
	{ "readme",	write_readme },
};

int main(int argc, char **argv)
{
	unsigned int i;

	for (i = 0; argc == 2 && i < ARRAY_SIZE(lists); i++) {
		if (strcmp(argv[1], lists[i].name))
			continue;
		lists[i].write();
		return fflush(stdout) ? 1 : 0;
	}
	fputs("usage: lists rules|hwdb|readme\n", stderr);
	return 2;
}
