/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The bought dongles, in plain C: the driver, dongle-ctl and every list of devices
 * is made of these rows.
 */
#ifndef DONGLE_MODELS_H
#define DONGLE_MODELS_H

#include "dialect.h"

/**
 * DONGLE_MODELS - the table: one row a device
 * @ROW: macro, given its vendor and product id, SE and balanced connector
 *	(USB_DONGLE_CONNECTOR_*), what it is (in models.c), DONGLE_CONFIDENCE_*, its
 *	name: the brand is one word. "make lists" says it to README and udev.
 */
#define DONGLE_MODELS(ROW) \
	ROW(0x2fc6, 0xf067, NONE,   TRRRS_44, dawn, MED_HIGH, "Moondrop Dawn 4.4") \
	ROW(0x2fc6, 0xf068, TRS_35, NONE,     dawn, MED_HIGH, "Moondrop Dawn 3.5") \
	ROW(0x2fc6, 0xf06a, TRS_35, TRRRS_44, dawn, HIGH,     "Moondrop Dawn Pro") \
	ROW(0x2fc6, 0xf06b, TRS_35, TRRRS_44, dawn, MED_HIGH, "Moondrop Moonriver 2 Ti") \
	ROW(0x2972, 0x0055, TRS_35, TRRRS_44, ka5, MED_HIGH, "FiiO KA5") \
	ROW(0x2fc6, 0x6013, NONE, TRRS_25, sg3, MED_HIGH, "E1DA 9038SG3") \
	ROW(0x2fc6, 0x6013, TRS_35, NONE, d9038, MED_HIGH, "E1DA 9038D") \
	ROW(0x2fc6, 0xf0b5, TRS_35, TRRRS_44, dc_elite, MED_HIGH, "iBasso DC-Elite") \
	ROW(0x3302, 0x4307, TRS_35, TRRRS_44, space_pro, MED_HIGH, "Tanchjim Space Pro") \
	ROW(0x3302, 0x4367, TRS_35, TRRRS_44, space_pro, MED_HIGH, "Tanchjim Space Pro")

/* How sure it is what is known of a device; README.md says what the words mean. */
enum dongle_confidence {
	DONGLE_CONFIDENCE_LOW,
	DONGLE_CONFIDENCE_MED,
	DONGLE_CONFIDENCE_MED_HIGH,
	DONGLE_CONFIDENCE_HIGH,
};

/**
 * struct dongle_kind - what devices of one family have in common
 * @dialect: how they speak
 * @info: what they are, as others are, too
 * @caps: USB_DONGLE_CAP_* of the first output beyond those of @info
 * @types: bytes that tell it from others with its id, see dongle_dialect.type_at; NULL:
 *	there is no other
 * @options: what else there is to choose, up to an empty row
 */
struct dongle_kind {
	const struct dongle_dialect *dialect;
	const struct dongle_info *info;
	u8 caps;
	const char *types;
	struct dongle_option options[DONGLE_OPTIONS];
};

/**
 * struct dongle_model - one device
 * @vendor: USB vendor id
 * @product: USB product id
 * @connector: SE, balanced; USB_DONGLE_CONNECTOR_*
 * @kind: what it is
 * @confidence: how sure that is
 * @name: as its maker calls it
 */
struct dongle_model {
	u16 vendor;
	u16 product;
	u8 connector[DONGLE_OUTPUTS];
	const struct dongle_kind *kind;
	enum dongle_confidence confidence;
	const char *name;
};

/* All rows, up to an empty one. */
extern const struct dongle_model dongle_models[];

/**
 * dongle_model_find - the row of a device
 * @vendor: its USB vendor id
 * @product: its USB product id
 *
 * Return: the row, or NULL: a device that nobody may speak to.
 */
const struct dongle_model *dongle_model_find(u16 vendor, u16 product);

/**
 * dongle_model_typed - the row of a device that shares its id with others
 * @model: any row with that id
 * @type: what the device answered, see dongle_dialect.type_at
 *
 * Return: the row, @model itself where there is only one; or NULL: none is like that.
 */
const struct dongle_model *dongle_model_typed(const struct dongle_model *model, u8 type);

/**
 * dongle_model_info - what a device is
 * @model: its row
 * @info: result
 */
void dongle_model_info(const struct dongle_model *model, struct dongle_info *info);

#endif /* DONGLE_MODELS_H */
