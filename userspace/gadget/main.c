// SPDX-License-Identifier: GPL-2.0-only
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "gadget.h"

#define CONFIG		DONGLE_CONFIG_DIR "-gadget.conf"	/* beside the folder */
#define CONFIGFS	"/sys/kernel/config"

static const char help[] =
	"Usage: dongle-gadget [OPTION]... start|stop|check|bridge\n"
	"Makes this machine a USB dongle DAC.\n"
	"\n"
	"  start            build the gadget and bind it to the USB device controller\n"
	"  stop             take it down\n"
	"  check            only say what is wrong with the file\n"
	"  bridge           bring what the host plays to the codec, until it is ended\n"
	"\n"
	"  --config=FILE    instead of " CONFIG "\n"
	"  --configfs=DIR   instead of " CONFIGFS "\n"
	"  --help           this text\n"
	"  --version        the version\n"
	"\n"
	"Exit codes:\n"
	"  0  done\n"
	"  1  the kernel refused, or something is not there (yet); nothing was changed\n"
	"  2  wrong usage\n"
	"  6  the file is wrong\n";

struct options {
	const char *config;
	const char *configfs;
};

static void usage(const char *what, const char *word)
{
	fprintf(stderr, "dongle-gadget: %s%s; allowed: start, stop, check, bridge; "
		"--help has more\n", what, word);
	exit(GADGET_USAGE);
}

static const char *parse(struct options *options, int argc, char **argv)
{
	static const struct option rows[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "configfs", required_argument, NULL, 'f' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'v' },
		{ }
	};
	int option;

	while ((option = getopt_long(argc, argv, "", rows, NULL)) != -1) {
		if (option == 'c') {
			options->config = optarg;
		} else if (option == 'f') {
			options->configfs = optarg;
		} else if (option == 'h' || option == 'v') {
			fputs(option == 'h' ? help : "dongle-gadget " VERSION "\n", stdout);
			exit(GADGET_OK);
		} else {
			exit(GADGET_USAGE);
		}
	}
	if (argc - optind != 1)
		usage(optind < argc ? "one word too many: " : "a word is missing",
		      optind < argc ? argv[optind + 1] : "");
	return argv[optind];
}

int main(int argc, char **argv)
{
	struct options options = { CONFIG, CONFIGFS };
	const char *word = parse(&options, argc, argv);
	static struct gadget gadget;

	if (!strcmp(word, "stop"))
		return gadget_stop(options.configfs, stderr);
	if (strcmp(word, "start") && strcmp(word, "check") && strcmp(word, "bridge"))
		usage("there is no ", word);
	if (!gadget_read(&gadget, options.config, stderr)) {
		fprintf(stderr, "dongle-gadget: %s is wrong; nothing was done\n", options.config);
		return GADGET_FILE;
	}
	if (!strcmp(word, "start"))
		return gadget_start(&gadget, options.configfs, stderr);
	return strcmp(word, "bridge") ? GADGET_OK : bridge_run(&gadget, stderr);
}
