/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Wire format to host order and back. Every parser checks in one order
 * (length, magic, version, range) and writes its result last: on error *out is
 * untouched.
 */
#ifndef DONGLE_CODEC_H
#define DONGLE_CODEC_H

#include "model.h"

/**
 * dongle_codec_check_info - does a description make sense
 * @info: the device
 *
 * Return: NULL, or how it contradicts itself, as an English phrase: a volume
 * range upside down or no whole number of steps, a mode without its output, no
 * output at all.
 */
const char *dongle_codec_check_info(const struct dongle_info *info);

/**
 * dongle_codec_parse_info - read the answer to GET_INFO
 * @info: result
 * @buf: bytes received
 * @len: how many
 *
 * Return: 0, -EMSGSIZE (too short, or a length field that is not true),
 * -ENODEV (another magic), -EPROTONOSUPPORT (another major version), or
 * -EBADMSG (see dongle_codec_check_info()).
 */
int dongle_codec_parse_info(struct dongle_info *info, const void *buf, size_t len);

/**
 * dongle_codec_parse_report - read a report or the answer to GET_STATE
 * @report: result
 * @info: the device it came from
 * @buf: bytes received
 * @len: how many
 *
 * Return: 0, -EMSGSIZE, or -EBADMSG (a value the device said it does not have, or a
 * level above its limit).
 */
int dongle_codec_parse_report(struct dongle_report *report, const struct dongle_info *info,
			      const void *buf, size_t len);

/**
 * dongle_codec_parse_set - read a SET_STATE; values are not checked here
 * @set: result
 * @buf: bytes received
 * @len: how many
 *
 * Return: 0 or -EMSGSIZE.
 */
int dongle_codec_parse_set(struct dongle_set *set, const void *buf, size_t len);

/**
 * dongle_codec_build_info - write the answer to GET_INFO
 * @buf: USB_DONGLE_MSG_MAX bytes, every one of the message is written
 * @info: what to write; @info->version is not used, ours is written
 *
 * Return: length in bytes.
 */
size_t dongle_codec_build_info(void *buf, const struct dongle_info *info);

/**
 * dongle_codec_build_report - write a report
 * @buf: USB_DONGLE_MSG_MAX bytes
 * @report: what to write
 *
 * Return: length in bytes.
 */
size_t dongle_codec_build_report(void *buf, const struct dongle_report *report);

/**
 * dongle_codec_build_set - write a SET_STATE
 * @buf: USB_DONGLE_MSG_MAX bytes
 * @set: what to write
 *
 * Return: length in bytes.
 */
size_t dongle_codec_build_set(void *buf, const struct dongle_set *set);

#endif /* DONGLE_CODEC_H */
