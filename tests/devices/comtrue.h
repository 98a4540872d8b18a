/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Dongles with a Comtrue bridge: a vendor channel of questions and one slot with
 * the latest reply. A model is a table of its settings.
 */
#ifndef COMTRUE_H
#define COMTRUE_H

#include "settings.h"

struct comtrue_model {
	const char *name;	/* as USB product string */
	const char *maker;
	uint16_t vendor;
	uint16_t product;
	uint8_t header;		/* header A5 command ... */
	bool hid;		/* interface 2: media keys, and the channel again */
	uint8_t balance;	/* command where one of the two arguments has to be 0 */
	const struct setting *settings;	/* ends with one without a name */
};

extern const struct setting dawn_settings[];

int comtrue_main(int argc, char **argv, const struct comtrue_model *model);

#endif
