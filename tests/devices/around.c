// SPDX-License-Identifier: GPL-2.0-only
/* The kernel's log, and programs of others. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hostile.h"

#define OUTPUT		"/run/hostile/output"
#define OURS_MAX	24	/* lines in a case */
#define LINES_MAX	150

static int log_fd = -1;

static const char *const bad[] = {
	"WARNING:", "BUG:", "Oops", "general protection", "Call Trace", "KASAN", "UBSAN",
	"blocked for more than", "lockup", "refcount_t:", "corruption", "ODEBUG:", "DMA-API: ",
	"possible recursive", "possible circular", "sysfs: cannot create duplicate", NULL
};

void log_start(void)
{
	char record[8192];

	if (log_fd < 0)
		log_fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	while (read(log_fd, record, sizeof(record)) > 0 || errno == EPIPE)
		;
}

static bool is_bad(const char *line)
{
	unsigned int i = 0;

	while (bad[i] && !strstr(line, bad[i]))
		i++;
	return bad[i];
}

/* A device may be complained about, but not without end. */
void log_check(bool deaf)
{
	unsigned int lines = 0, ours = 0;
	bool gone = false;
	char record[8192], *text;
	ssize_t n;

	while ((n = read(log_fd, record, sizeof(record) - 1)) > 0 || errno == EPIPE) {
		if (n <= 0) {
			blame("the kernel's log overflows");
			return;
		}
		record[n] = '\0';
		text = strchr(record, ';');
		if (!text || atoi(record) >= 8)
			continue;
		text[strcspn(text, "\n")] = '\0';
		lines++;
		ours += !!strstr(text, "dongle");
		gone |= !!strstr(text, "USB disconnect");
		if (gone && strstr(text, "does not answer"))
			blame("it is unplugged, and complained of: %s", text + 1);
		if (is_bad(text))
			blame("kernel: %s", text + 1);
		if (verbose)
			printf("# kernel: %s\n", text + 1);
	}
	if (ours > OURS_MAX)
		blame("%u lines of ours in the kernel's log", ours);
	if (lines > LINES_MAX)
		blame("%u lines in the kernel's log", lines);
}

static pid_t start(const char *const argv[])
{
	pid_t pid = fork();
	int out;

	if (pid)
		return pid;
	out = open(OUTPUT, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	dup2(open("/dev/null", O_RDONLY), 0);
	dup2(out, 1);
	dup2(out, 2);
	execvp(argv[0], (char *const *)argv);
	_exit(127);
}

/* Control bytes of a device are never shown, nor halves of characters. */
static void check_output(const char *program, bool wanted)
{
	FILE *file = fopen(OUTPUT, "r");
	unsigned int bytes = 0;
	int c;

	while (file && (c = getc(file)) != EOF) {
		bytes++;
		if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f)
			blame("%s prints byte %02x", program, c);
	}
	if (file)
		fclose(file);
	if (wanted && !bytes)
		blame("%s failed without a word", program);
}

static void show_output(void)
{
	FILE *file = verbose ? fopen(OUTPUT, "r") : NULL;
	char line[512];

	while (file && fgets(line, sizeof(line), file))
		printf("#   %s%s", line, strchr(line, '\n') ? "" : "\n");
	if (file)
		fclose(file);
}

void run_program(const char *const argv[], unsigned int seconds, bool errors)
{
	long end = now_ms() + 1000L * seconds;
	pid_t pid = start(argv);
	int status = 0;

	while (waitpid(pid, &status, WNOHANG) == 0) {
		if (now_ms() > end) {
			blame("%s %s hangs", argv[0], argv[1]);
			kill(pid, SIGKILL);
			waitpid(pid, &status, 0);
			return;
		}
		sleep_ms(5);
	}
	if (verbose)
		printf("# %s %s: status %d\n", argv[0], argv[1], WEXITSTATUS(status));
	show_output();
	if (!WIFEXITED(status) || WEXITSTATUS(status) > 6)
		blame("%s %s ended with %x", argv[0], argv[1], status);
	else if (WEXITSTATUS(status) && !errors)
		blame("%s %s failed with status %d", argv[0], argv[1], WEXITSTATUS(status));
	check_output(argv[0], WEXITSTATUS(status));
}
