// SPDX-License-Identifier: GPL-2.0-only
/* What was written to a device, by its own log: only what was asked for, never louder. */
#include <math.h>
#include <string.h>

#include "hostile.h"

#define DIRECT_DB	-7000	/* what dongle-ctl --direct asks for */
#define MAX_BYTES	64

struct frame {
	uint8_t bytes[MAX_BYTES];
	unsigned int length;
	const char *text;
};

static int get16(const uint8_t *data)
{
	return (int16_t)(data[0] | data[1] << 8);
}

/* Bits of the mask and what they are here; those of limits are asked by nobody. */
static const struct {
	unsigned int bit;
	const char *control;
} own_fields[] = {
	{ 0, "Output Mode" },
	{ 1, "Headphone Gain" },
	{ 2, "DAC Filter" },
	{ 8, "SE Headphone Playback Volume" },
	{ 9, "SE Headphone Playback Switch" },
	{ 16, "Balanced Headphone Playback Volume" },
	{ 17, "Balanced Headphone Playback Switch" },
};

static const char *own_control(unsigned int bit)
{
	unsigned int i;

	for (i = 0; i < sizeof(own_fields) / sizeof(*own_fields); i++)
		if (own_fields[i].bit == bit)
			return own_fields[i].control;
	return NULL;
}

/* One attenuator for both has no output in its name. */
static const struct asked *asked_for(const struct judge *judge, const char *control)
{
	const struct asked *asked = control ? judge_asked(judge, control) : NULL;
	const char *plain = control ? strchr(control, ' ') : NULL;

	return asked || !plain ? asked : judge_asked(judge, plain + 1);
}

static void own_levels(const struct frame *frame, unsigned int output, double top)
{
	unsigned int ch;

	for (ch = 0; ch < 2; ch++) {
		double level = get16(frame->bytes + 12 + 10 * output + 2 * ch) * 100 / 256.0;

		if (level > top + 2)
			blame("%s: %.2f dB was written, %.2f asked for", frame->text, level / 100,
			      top / 100);
	}
}

static void own_frame(const struct frame *frame, const struct judge *judge)
{
	uint32_t mask = (uint16_t)get16(frame->bytes + 4) | (uint32_t)get16(frame->bytes + 6) << 16;
	bool direct = !get16(frame->bytes + 2);
	const struct asked *asked;
	unsigned int bit;

	for (bit = 0; bit < 32; bit++) {
		if (!(mask & 1u << bit))
			continue;
		asked = asked_for(judge, own_control(bit));
		if (direct && bit == 8)
			own_levels(frame, 0, DIRECT_DB);
		else if (!asked)
			blame("%s: bit %u was written, nobody asked", frame->text, bit);
		else if (bit == 1 && frame->bytes[10] > asked->value)
			blame("%s: more gain than asked for", frame->text);
		else if ((bit == 8 || bit == 16) && !isnan(asked->db))
			own_levels(frame, bit / 8 - 1, asked->db);
	}
}

static void bought_frame(const struct frame *frame, const struct victim *victim,
			 const struct judge *judge)
{
	const struct write *write = victim->writes;
	const struct asked *asked;
	unsigned int i;
	long value;

	while (write->begins && strncmp(frame->text, write->begins, strlen(write->begins)))
		write++;
	if (!write->begins)
		return; /* a question */
	asked = judge_asked(judge, write->control);
	if (*write->control ? !asked : !judge->count) {
		blame("%s was written, nobody asked for '%s'", frame->text, write->control);
		return;
	}
	for (i = 0; i < write->values; i++) {
		value = frame->bytes[write->at + i];
		if (write->softens)
			value = asked->max - value;
		if (value > asked->value)
			blame("%s: '%s' %ld was written, %ld asked for", frame->text,
			      write->control, value, asked->value);
	}
}

static void check_frame(struct frame *frame, const struct victim *victim,
			const struct judge *judge)
{
	frame->length = 0;
	while (frame->length < MAX_BYTES &&
	       sscanf(frame->text + 2 * frame->length, "%2hhx", &frame->bytes[frame->length]) == 1)
		frame->length++;
	if (victim->writes)
		bought_frame(frame, victim, judge);
	else
		own_frame(frame, judge);
}

void heard_check(struct plug *plug, const struct victim *victim, const struct judge *judge)
{
	FILE *file = fopen(plug->log, "r");
	char line[4096], text[2 * MAX_BYTES + 1];
	struct frame frame = { .text = text };
	unsigned long reports, us;

	if (!file)
		return;
	fseek(file, plug->heard, SEEK_SET);
	while (fgets(line, sizeof(line), file)) {
		if (sscanf(line, "%*u stormed %lu in %lu us", &reports, &us) == 2)
			plug->storms = us ? reports * 1000000 / us : reports;
		if (sscanf(line, "%*u out %128[0-9A-F]", text) != 1)
			continue;
		plug->writes++;
		check_frame(&frame, victim, judge);
	}
	plug->heard = ftell(file);
	fclose(file);
}
