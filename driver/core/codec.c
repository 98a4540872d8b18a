// SPDX-License-Identifier: GPL-2.0-only
#include "codec.h"
#include "names.h"
#include "state.h"

#define FLAGS	(USB_DONGLE_SHARED_LEVEL | USB_DONGLE_MATCH | USB_DONGLE_LIMIT_GAIN)

static int check_length(size_t len, unsigned int length, size_t min)
{
	if (len < min || length < min || length > len)
		return -EMSGSIZE;
	return 0;
}

static void decode_output_info(struct dongle_output_info *out,
			       const struct usb_dongle_output_info *wire)
{
	unsigned int i;

	out->connector = wire->connector;
	out->caps = wire->caps;
	out->volume_min = (s16)le16_to_cpu(wire->volume_min);
	out->volume_max = (s16)le16_to_cpu(wire->volume_max);
	out->volume_step = le16_to_cpu(wire->volume_step);
	for (i = 0; i < USB_DONGLE_GAINS; i++)
		out->full_scale[i] = le16_to_cpu(wire->full_scale[i]);
	out->source_impedance = le16_to_cpu(wire->source_impedance);
}

static void encode_output_info(struct usb_dongle_output_info *wire,
			       const struct dongle_output_info *out)
{
	unsigned int i;

	wire->connector = out->connector;
	wire->caps = out->caps;
	wire->volume_min = cpu_to_le16(out->volume_min);
	wire->volume_max = cpu_to_le16(out->volume_max);
	wire->volume_step = cpu_to_le16(out->volume_step);
	for (i = 0; i < USB_DONGLE_GAINS; i++)
		wire->full_scale[i] = cpu_to_le16(out->full_scale[i]);
	wire->source_impedance = cpu_to_le16(out->source_impedance);
}

static void decode_state(struct dongle_state *state, const struct usb_dongle_state *wire)
{
	unsigned int out, ch, gain;

	state->mode = wire->mode;
	state->active = wire->active;
	state->gain = wire->gain;
	state->filter = wire->filter;
	for (out = 0; out < DONGLE_OUTPUTS; out++) {
		for (ch = 0; ch < DONGLE_CHANNELS; ch++)
			state->output[out].volume[ch] =
				(s16)le16_to_cpu(wire->output[out].volume[ch]);
		state->output[out].limit = (s16)le16_to_cpu(wire->output[out].limit);
		state->output[out].mute = wire->output[out].mute;
		state->output[out].plug = wire->output[out].plug;
		state->output[out].impedance = le16_to_cpu(wire->output[out].impedance);
	}
	state->matched = wire->matched;
	state->limit_gain = wire->limit_gain;
	for (gain = 0; gain < USB_DONGLE_GAINS; gain++)
		state->match[gain] = (s16)le16_to_cpu(wire->match[gain]);
}

static void encode_state(struct usb_dongle_state *wire, const struct dongle_state *state)
{
	unsigned int out, ch, gain;

	wire->mode = state->mode;
	wire->active = state->active;
	wire->gain = state->gain;
	wire->filter = state->filter;
	for (out = 0; out < DONGLE_OUTPUTS; out++) {
		for (ch = 0; ch < DONGLE_CHANNELS; ch++)
			wire->output[out].volume[ch] = cpu_to_le16(state->output[out].volume[ch]);
		wire->output[out].limit = cpu_to_le16(state->output[out].limit);
		wire->output[out].mute = state->output[out].mute;
		wire->output[out].plug = state->output[out].plug;
		wire->output[out].impedance = cpu_to_le16(state->output[out].impedance);
	}
	wire->matched = state->matched;
	wire->limit_gain = state->limit_gain;
	for (gain = 0; gain < USB_DONGLE_GAINS; gain++)
		wire->match[gain] = cpu_to_le16(state->match[gain]);
}

static const char *check_output_info(const struct dongle_output_info *out)
{
	int range = out->volume_max - out->volume_min;

	if (out->connector == USB_DONGLE_CONNECTOR_NONE)
		return out->caps ? "an output without a connector has capabilities" : NULL;
	if (out->caps & (USB_DONGLE_CAP_SHORT | USB_DONGLE_CAP_IMPEDANCE) &&
	    !(out->caps & USB_DONGLE_CAP_DETECT))
		return "an output sees a short or a load but no plug";
	if (!(out->caps & USB_DONGLE_CAP_VOLUME))
		return out->caps & USB_DONGLE_CAP_LIMIT ? "a limit without a volume" : NULL;
	if (out->volume_min > 0 || range < 0)
		return "volume_min is above volume_max or 0";
	if (!out->volume_step || range % out->volume_step)
		return "the volume range is no whole number of steps";
	return NULL;
}

static const char *check_modes(const struct dongle_info *info)
{
	unsigned int out;

	for (out = 0; out < DONGLE_OUTPUTS; out++)
		if (info->modes & BIT(out) &&
		    info->output[out].connector == USB_DONGLE_CONNECTOR_NONE)
			return "a mode selects an output that does not exist";
	/* Auto follows plugs: something must see them */
	if (info->modes & BIT(USB_DONGLE_MODE_AUTO) &&
	    !((info->output[USB_DONGLE_SE].caps | info->output[USB_DONGLE_BALANCED].caps) &
	      USB_DONGLE_CAP_DETECT))
		return "Auto mode, but no output sees its plug";
	return NULL;
}

static const char *check_shared(const struct dongle_info *info)
{
	const u8 level = USB_DONGLE_CAP_VOLUME | USB_DONGLE_CAP_MUTE | USB_DONGLE_CAP_LIMIT;

	if (info->flags & USB_DONGLE_SHARED_LEVEL &&
	    info->output[USB_DONGLE_BALANCED].caps & level)
		return "balanced has a level of its own, and a shared one";
	return NULL;
}

static const char *check_flags(const struct dongle_info *info)
{
	if (info->flags & USB_DONGLE_MATCH & ~dongle_state_extras(info))
		return "outputs to match, but no two that each have a volume";
	if (info->flags & USB_DONGLE_LIMIT_GAIN & ~dongle_state_extras(info))
		return "limits at a gain, but no limit or no gain to select";
	return NULL;
}

const char *dongle_codec_check_info(const struct dongle_info *info)
{
	const char *fault = NULL;
	bool any = false;
	unsigned int out;

	for (out = 0; out < DONGLE_OUTPUTS && !fault; out++) {
		fault = check_output_info(&info->output[out]);
		any |= info->output[out].connector != USB_DONGLE_CONNECTOR_NONE;
	}
	if (!fault && !any)
		fault = "no output";
	if (!fault)
		fault = check_modes(info);
	if (!fault)
		fault = check_shared(info);
	return fault ? fault : check_flags(info);
}
EXPORT_SYMBOL_GPL(dongle_codec_check_info);

int dongle_codec_parse_info(struct dongle_info *info, const void *buf, size_t len)
{
	const struct usb_dongle_info *wire = buf;
	struct dongle_info tmp = {};
	unsigned int i;
	int err;

	if (len < sizeof(*wire))
		return -EMSGSIZE;
	if (le32_to_cpu(wire->magic) != USB_DONGLE_MAGIC)
		return -ENODEV;
	tmp.version = le16_to_cpu(wire->version);
	if (tmp.version >> 8 != USB_DONGLE_VERSION >> 8)
		return -EPROTONOSUPPORT;
	err = check_length(len, wire->length, sizeof(*wire));
	if (err)
		return err;

	tmp.flags = wire->flags & FLAGS;
	tmp.modes = wire->modes & (BIT(DONGLE_MODE_NAMES) - 1);
	tmp.gains = wire->gains & (BIT(USB_DONGLE_GAINS) - 1);
	for (i = 0; i < USB_DONGLE_GAINS; i++)
		tmp.gain_level[i] = (s16)le16_to_cpu(wire->gain_level[i]);
	memcpy(tmp.filters, wire->filters, sizeof(tmp.filters));
	for (i = 0; i < DONGLE_OUTPUTS; i++)
		decode_output_info(&tmp.output[i], &wire->output[i]);
	if (dongle_codec_check_info(&tmp))
		return -EBADMSG;
	*info = tmp;
	return 0;
}
EXPORT_SYMBOL_GPL(dongle_codec_parse_info);

int dongle_codec_parse_report(struct dongle_report *report, const struct dongle_info *info,
			      const void *buf, size_t len)
{
	u32 fields = dongle_state_fields(info);
	struct usb_dongle_report wire = {};
	struct dongle_report tmp = {};
	struct dongle_state state = {};
	const u8 *bytes = buf;
	size_t length;

	if (len < USB_DONGLE_REPORT_MIN || check_length(len, bytes[0], USB_DONGLE_REPORT_MIN))
		return -EMSGSIZE;
	/* what an older device does not send is 0 */
	length = bytes[0];
	memcpy(&wire, buf, min(sizeof(wire), length));
	tmp.result = wire.result;
	tmp.sequence = le16_to_cpu(wire.sequence);
	tmp.tag = le16_to_cpu(wire.tag);
	tmp.cause = le32_to_cpu(wire.cause);
	decode_state(&state, &wire.state);
	if (!dongle_state_valid(info, fields, &state) ||
	    !dongle_state_within_limits(info, &state))
		return -EBADMSG;
	/* what does not exist is 0, whatever the device says */
	dongle_state_copy(&tmp.state, fields, &state);
	*report = tmp;
	return 0;
}
EXPORT_SYMBOL_GPL(dongle_codec_parse_report);

int dongle_codec_parse_set(struct dongle_set *set, const void *buf, size_t len)
{
	struct usb_dongle_set wire = {};
	struct dongle_set tmp = {};
	const u8 *bytes = buf;

	if (len < USB_DONGLE_SET_MIN || bytes[0] != len)
		return -EMSGSIZE;
	/* nor an older host */
	memcpy(&wire, buf, min(sizeof(wire), len));
	tmp.tag = le16_to_cpu(wire.tag);
	tmp.mask = le32_to_cpu(wire.mask);
	decode_state(&tmp.state, &wire.state);
	*set = tmp;
	return 0;
}
EXPORT_SYMBOL_GPL(dongle_codec_parse_set);

size_t dongle_codec_build_info(void *buf, const struct dongle_info *info)
{
	struct usb_dongle_info wire = {
		.magic = cpu_to_le32(USB_DONGLE_MAGIC),
		.version = cpu_to_le16(USB_DONGLE_VERSION),
		.length = sizeof(wire),
		.flags = info->flags,
		.modes = info->modes,
		.gains = info->gains,
	};
	unsigned int i;

	for (i = 0; i < USB_DONGLE_GAINS; i++)
		wire.gain_level[i] = cpu_to_le16(info->gain_level[i]);
	memcpy(wire.filters, info->filters, sizeof(wire.filters));
	for (i = 0; i < DONGLE_OUTPUTS; i++)
		encode_output_info(&wire.output[i], &info->output[i]);
	memcpy(buf, &wire, sizeof(wire));
	return sizeof(wire);
}
EXPORT_SYMBOL_GPL(dongle_codec_build_info);

size_t dongle_codec_build_report(void *buf, const struct dongle_report *report)
{
	struct usb_dongle_report wire = {
		.length = sizeof(wire),
		.result = report->result,
		.sequence = cpu_to_le16(report->sequence),
		.tag = cpu_to_le16(report->tag),
		.cause = cpu_to_le32(report->cause),
	};

	encode_state(&wire.state, &report->state);
	memcpy(buf, &wire, sizeof(wire));
	return sizeof(wire);
}
EXPORT_SYMBOL_GPL(dongle_codec_build_report);

size_t dongle_codec_build_set(void *buf, const struct dongle_set *set)
{
	const u32 since_1_1 = USB_DONGLE_F_MATCH | USB_DONGLE_F_LIMIT_GAIN;
	struct usb_dongle_set wire = {
		.length = set->mask & since_1_1 ? sizeof(wire) : USB_DONGLE_SET_MIN,
		.tag = cpu_to_le16(set->tag),
		.mask = cpu_to_le32(set->mask),
	};

	encode_state(&wire.state, &set->state);
	memcpy(buf, &wire, wire.length);
	return wire.length;
}
EXPORT_SYMBOL_GPL(dongle_codec_build_set);
