// SPDX-License-Identifier: GPL-2.0-only
/*
 * usage: ctl-load
 *
 * Reads and writes every control of every card in turn, whatever comes and goes,
 * until it is told to end by SIGTERM. Each card's control device is held open, as a
 * desktop does, until a while after the card has gone. Prints how many reads and
 * writes succeeded.
 */
#include <alsa/asoundlib.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#define CARDS		16
#define PAUSE_US	20000	/* after each card, or little else would run */

static volatile sig_atomic_t ending;

static unsigned long reads, writes;

static void end(int signal)
{
	ending = 1;
}

static void ignore_error(const char *file, int line, const char *function, int err,
			 const char *format, ...)
{
}

/* Boolean and enumerated values alternate, integers walk through the lower half. */
static int change(snd_ctl_t *ctl, snd_ctl_elem_info_t *info, snd_ctl_elem_value_t *value)
{
	long half;

	switch (snd_ctl_elem_info_get_type(info)) {
	case SND_CTL_ELEM_TYPE_BOOLEAN:
		snd_ctl_elem_value_set_boolean(value, 0,
					       !snd_ctl_elem_value_get_boolean(value, 0));
		break;
	case SND_CTL_ELEM_TYPE_ENUMERATED:
		snd_ctl_elem_value_set_enumerated(value, 0,
						  (writes / 7) % snd_ctl_elem_info_get_items(info));
		break;
	case SND_CTL_ELEM_TYPE_INTEGER:
		half = snd_ctl_elem_info_get_max(info) / 2;
		snd_ctl_elem_value_set_integer(value, 0, half ? writes % half : 0);
		break;
	default:
		return 0;
	}
	return snd_ctl_elem_write(ctl, value);
}

static int use_element(snd_ctl_t *ctl, snd_ctl_elem_id_t *id)
{
	snd_ctl_elem_info_t *info;
	snd_ctl_elem_value_t *value;
	int err;

	snd_ctl_elem_info_alloca(&info);
	snd_ctl_elem_value_alloca(&value);
	snd_ctl_elem_info_set_id(info, id);
	snd_ctl_elem_value_set_id(value, id);
	err = snd_ctl_elem_info(ctl, info);
	if (!err)
		err = snd_ctl_elem_read(ctl, value);
	if (err)
		return err;
	reads++;
	if (snd_ctl_elem_info_get_interface(info) != SND_CTL_ELEM_IFACE_MIXER ||
	    !snd_ctl_elem_info_is_writable(info))
		return 0;
	err = change(ctl, info, value);
	writes += err >= 0;
	return err;
}

/* Return: false once the card has gone. */
static int use_card(snd_ctl_t *ctl)
{
	snd_ctl_elem_list_t *list;
	snd_ctl_elem_id_t *id;
	unsigned int i;
	int err;

	snd_ctl_elem_list_alloca(&list);
	snd_ctl_elem_id_alloca(&id);
	err = snd_ctl_elem_list_alloc_space(list, 64);
	if (!err)
		err = snd_ctl_elem_list(ctl, list);
	for (i = 0; !err && i < snd_ctl_elem_list_get_used(list) && !ending; i++) {
		snd_ctl_elem_list_get_id(list, i, id);
		if (use_element(ctl, id) == -ENODEV)
			err = -ENODEV;
	}
	snd_ctl_elem_list_free_space(list);
	return err != -ENODEV;
}

/* Looks first: that a card is not there is a long way to find through alsa-lib. */
static snd_ctl_t *open_card(int i)
{
	char path[32], name[16];
	snd_ctl_t *ctl;

	snprintf(path, sizeof(path), "/dev/snd/controlC%d", i);
	snprintf(name, sizeof(name), "hw:%d", i);
	if (access(path, F_OK) || snd_ctl_open(&ctl, name, 0) < 0)
		return NULL;
	return ctl;
}

int main(void)
{
	snd_ctl_t *ctls[CARDS] = {};
	int i;

	signal(SIGTERM, end);
	snd_lib_error_set_handler(ignore_error);
	while (!ending) {
		usleep(PAUSE_US);
		for (i = 0; i < CARDS && !ending; i++) {
			if (!ctls[i])
				ctls[i] = open_card(i);
			if (!ctls[i])
				continue;
			usleep(PAUSE_US);
			if (use_card(ctls[i]))
				continue;
			snd_ctl_close(ctls[i]);
			ctls[i] = NULL;
		}
	}
	for (i = 0; i < CARDS; i++)
		if (ctls[i])
			snd_ctl_close(ctls[i]);
	printf("%lu reads, %lu writes\n", reads, writes);
	return 0;
}
