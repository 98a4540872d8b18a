// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <glob.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <fcntl.h>

#include "hostile.h"

#define FOLDER	"/run/hostile"
#define GONE_MS	10000

long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void sleep_ms(unsigned int ms)
{
	usleep(ms * 1000);
}

/* Beside this program. */
static void program_path(const char *program, char path[PATH_MAX])
{
	ssize_t n = readlink("/proc/self/exe", path, PATH_MAX - 1);
	char *slash;

	path[n > 0 ? n : 0] = '\0';
	slash = strrchr(path, '/');
	snprintf(slash ? slash + 1 : path, 64, "%s", program);
}

static void become(const char *program, char *const options[], int in, const char *log)
{
	char path[PATH_MAX], *argv[16] = { path };
	int out = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0600), i;

	program_path(program, path);
	for (i = 0; options && options[i] && i < 14; i++)
		argv[1 + i] = options[i];
	dup2(in, 0);
	dup2(out, 1);
	close(in);
	close(out);
	execv(path, argv);
	_exit(127);
}

bool plug_in(struct plug *plug, const char *program, char *const options[])
{
	int pipes[2];

	mkdir(FOLDER, 0700);
	*plug = (struct plug){ .pid = -1 };
	snprintf(plug->log, sizeof(plug->log), FOLDER "/%s.log", program);
	if (pipe2(pipes, O_CLOEXEC))
		return false;
	plug->pid = fork();
	if (!plug->pid)
		become(program, options, pipes[0], plug->log);
	close(pipes[0]);
	plug->say = fdopen(pipes[1], "w");
	if (plug->pid < 0 || !plug->say)
		return false;
	setlinebuf(plug->say);
	return true;
}

void plug_say(struct plug *plug, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vfprintf(plug->say, format, arguments);
	va_end(arguments);
	fflush(plug->say);
}

static unsigned int count_devices(void)
{
	struct dirent *entry;
	unsigned int n = 0;
	DIR *dir = opendir("/sys/bus/usb/devices");

	while (dir && (entry = readdir(dir)))
		n += !strchr(entry->d_name, ':') && strchr(entry->d_name, '-');
	if (dir)
		closedir(dir);
	return n;
}

void plug_out(struct plug *plug)
{
	long end = now_ms() + GONE_MS;
	int status = 0;

	fclose(plug->say);
	while (waitpid(plug->pid, &status, WNOHANG) == 0 && now_ms() < end)
		sleep_ms(2);
	if (now_ms() >= end) {
		kill(plug->pid, SIGKILL);
		waitpid(plug->pid, &status, 0);
	}
	if (!WIFEXITED(status) || WEXITSTATUS(status))
		blame("the emulated device ended with %x", status);
	while (count_devices() && now_ms() < end)
		sleep_ms(20);
	if (count_devices())
		blame("the kernel did not let go of the device");
}

/* The word in a file of @dir; nothing where there is none. */
static void read_word(const char *dir, const char *name, char word[8])
{
	char path[PATH_MAX + 16];
	FILE *file;

	word[0] = '\0';
	snprintf(path, sizeof(path), "%s/%s", dir, name);
	file = fopen(path, "r");
	if (!file)
		return;
	if (fscanf(file, "%7s", word) != 1)
		word[0] = '\0';
	fclose(file);
}

static bool has_id(const char *dir, const char *id)
{
	char vendor[8], product[8];

	read_word(dir, "idVendor", vendor);
	read_word(dir, "idProduct", product);
	return !strncmp(id, vendor, 4) && !strcmp(id + 5, product);
}

int plug_card(const char *id)
{
	char path[PATH_MAX];
	int card = -1;
	size_t i;
	glob_t g;

	if (glob("/sys/devices/platform/vhci_hcd.0/usb*/*-*/*/sound/card*", 0, NULL, &g))
		return -1;
	for (i = 0; i < g.gl_pathc && card < 0; i++) {
		snprintf(path, sizeof(path), "%s/../../..", g.gl_pathv[i]);
		if (has_id(path, id))
			card = atoi(strrchr(g.gl_pathv[i], 'd') + 1);
	}
	globfree(&g);
	return card;
}
