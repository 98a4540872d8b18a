// SPDX-License-Identifier: GPL-2.0-only
/*
 * userspace/libdongle/saved.c: what is kept of a made-up dongle, whatever it calls
 * itself, is found again by config.c, and is what was kept.
 */
#include <ctype.h>
#include <stdlib.h>

#include "config.h"
#include "fuzz.h"
#include "plan.h"
#include "saved.h"
#include "speech.h"

static void make_path(struct fuzz *fuzz, char path[DONGLE_PATH_MAX])
{
	unsigned int i, n = 1 + fuzz_below(fuzz, 6);
	int len;

	len = snprintf(path, DONGLE_PATH_MAX, "%u-", fuzz_byte(fuzz));
	for (i = 0; i < n; i++)
		len += snprintf(path + len, DONGLE_PATH_MAX - len, "%s%u", i ? "." : "",
				fuzz_byte(fuzz));
}

static void make_text(struct fuzz *fuzz, char out[DONGLE_STRING_MAX])
{
	char *text = fuzz_text(fuzz, 0, DONGLE_STRING_MAX);

	memcpy(out, text, strlen(text) + 1);
	free(text);
}

static void make_id(struct fuzz *fuzz, struct dongle_id *id)
{
	memset(id, 0, sizeof(*id));
	id->vendor_id = fuzz_below(fuzz, 65536);
	id->product_id = fuzz_below(fuzz, 65536);
	make_path(fuzz, id->path);
	make_text(fuzz, id->raw_serial);
	make_text(fuzz, id->product);
	dongle_make_printable(id->product);
}

/* A bought one, too: it has options. */
static void make_info(struct fuzz *fuzz, struct dongle_info *info)
{
	u8 n = fuzz_byte(fuzz);

	if (n & 1)
		dongle_model_info(speech_model(n >> 1), info);
	else
		fuzz_info(fuzz, info);
}

static struct dongle_config *read_back(void)
{
	struct dongle_config *config = NULL;
	char *said;
	size_t size;
	FILE *err = open_memstream(&said, &size);
	int error = config_read(&config, err);

	fclose(err);
	if (*said)
		fputs(said, stderr);
	free(said);
	PROPERTY(!error, "what was saved can be read");
	return config;
}

static void check_read(struct fuzz *fuzz, struct dongle *dongle, const struct dongle_state *state)
{
	struct dongle_config *config = read_back();
	struct dongle_id other = dongle->id;
	struct dongle_state now;
	struct request request;
	struct plan plan;

	config_request(config, dongle, &request);
	/* a limit that is meant at a gain is saved as the lowest that it is at any */
	PROPERTY(state->limit_gain ||
		 (plan_make(&plan, &dongle->info, state, &request) && !plan.mask),
		 "what was saved is how it was");
	fuzz_state(fuzz, &dongle->info, &now);
	PROPERTY(plan_make(&plan, &dongle->info, &now, &request) && !fuzz_above(&plan.state, state),
		 "what was saved is not louder than it was, whatever there is now");
	other.product_id++;
	PROPERTY(!config_has(config, &other), "another model gets nothing of it");
	other = dongle->id;
	other.raw_serial[0] = *other.raw_serial == 'x' ? 'y' : 'x';
	other.path[0] ^= 8;
	PROPERTY(!config_has(config, &other), "another dongle gets nothing of it");
	config_free(config);
}

static void check_name(void)
{
	char name[256] = "";
	int n = fuzz_names(name);
	size_t len = strlen(name);

	PROPERTY(n == 1 && *name != '.' && len > 5 && !strcmp(name + len - 5, ".conf"),
		 "one file is saved, and its name counts");
	while (len && (isalnum((unsigned char)name[len - 1]) || strchr(".-_+@", name[len - 1])))
		len--;
	PROPERTY(!len, "a file name has nothing but plain characters");
}

void fuzz_start(void)
{
	fuzz_folder_start();
}

void fuzz_one(struct fuzz *fuzz)
{
	struct dongle dongle = {};
	struct dongle_state state;
	int by;

	make_info(fuzz, &dongle.info);
	fuzz_state(fuzz, &dongle.info, &state);
	/* nor is any device so */
	state.matched &= fuzz_is_matched(&dongle.info, &state);
	make_id(fuzz, &dongle.id);
	by = *dongle.id.raw_serial ? DONGLE_BY_SERIAL : DONGLE_BY_PATH;
	by |= fuzz_byte(fuzz) & 1 ? DONGLE_BY_PATH : 0;
	PROPERTY(!saved_write(&dongle, &state, by), "any dongle can be saved");
	check_name();
	check_read(fuzz, &dongle, &state);
	PROPERTY(saved_remove(&dongle) == 1, "what was saved can be forgotten");
	fuzz_clear();
}
