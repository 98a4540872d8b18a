// SPDX-License-Identifier: GPL-2.0-only
/* The settings of one side of a blind test, as the command line has them. */
#include "abx_plan.h"

#define ALLOWED	"allowed: settings as mode=balanced, gain=low or filter=1, with commas between"

/* Levels are matched, what is muted is not heard, and limits are not to be played with. */
static bool can_be_compared(enum setting setting)
{
	return setting == SET_MODE || setting == SET_GAIN || setting == SET_FILTER ||
	       setting >= SET_OPTION ||
	       (setting >= SET_VOLUME && setting < SET_VOLUME + TARGETS);
}

static bool set_one(struct request *request, const char *option, const char *key,
		    const char *value, struct text *why)
{
	char error[ERROR_TEXT_MAX];
	enum setting setting = setting_find(key);

	if (setting == SETTINGS) {
		text_add(why, "%s: '%.40s' is no setting; " ALLOWED, option, key);
		return false;
	}
	if (!can_be_compared(setting)) {
		text_add(why, "%s: '%s' cannot be compared; " ALLOWED, option, key);
		return false;
	}
	if (request_has(request, setting)) {
		text_add(why, "%s: '%s' is there twice; give it once", option, key);
		return false;
	}
	if (!request_set_kept(request, setting, value, error)) {
		text_add(why, "%s: %s: %s", option, key, error);
		return false;
	}
	/* in front of what is said about it */
	request->where[setting] = option;
	return true;
}

/* Return: the end of a piece: a comma in front of the next key, or the end of all. */
static char *piece_end(char *text)
{
	char *comma = text + strcspn(text, ","), *next;

	while (*comma) {
		next = comma + 1 + strcspn(comma + 1, ",=");
		if (*next == '=' || next == comma + 1)
			break;
		/* a second level, of the right channel */
		comma = next;
	}
	return comma;
}

bool abx_side_parse(struct request *request, const char *option, char *text, struct text *why)
{
	char *end, *sign;
	bool last;

	do {
		end = piece_end(text);
		last = !*end;
		*end = '\0';
		sign = strchr(text, '=');
		if (!sign || sign == text) {
			text_add(why, "%s: '%.40s' is not possible; " ALLOWED, option, text);
			return false;
		}
		*sign = '\0';
		if (!set_one(request, option, text, sign + 1, why))
			return false;
		text = end + 1;
	} while (!last);
	return true;
}
