// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dosefile.h"
#include "text.h"

#define NAME		"dose"
#define NAME_NEW	NAME ".new"
#define NAME_BROKEN	NAME ".broken"
#define NAME_LOCK	NAME ".lock"
#define HEADER		"# dongle-ctl listening dose 1: day, Pa2h, seconds of sound\n"
#define LINE_MAX	128
#define MOST		1e6	/* Pa2h, or seconds; a day has 86400 */
#define DAY		86400
#define WRITE_LOCK	0	/* byte of the file of the locks; the others are dongles */

/* Below @path, step by step, each with no rights for others. */
static int open_below(int at, const char *path, bool make)
{
	char name[LINE_MAX];
	size_t len;
	int next;

	for (; *path; path += len + (path[len] == '/')) {
		len = strcspn(path, "/");
		snprintf(name, sizeof(name), "%.*s", (int)len, path);
		if (make && mkdirat(at, name, 0700) && errno != EEXIST) {
			next = -errno;
			close(at);
			return next;
		}
		next = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (next < 0)
			next = -errno;
		close(at);
		if (next < 0)
			return next;
		at = next;
	}
	return at;
}

int dosefile_open(bool make)
{
	const char *top = secure_getenv("XDG_STATE_HOME"), *below = "dongle";
	int at;

	if (!top || *top != '/') {
		top = secure_getenv("HOME");
		below = ".local/state/dongle";
	} else if (make && mkdir(top, 0700) && errno != EEXIST) {
		return -errno;
	}
	if (!top || *top != '/')
		return -ENOENT;
	at = open(top, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return at < 0 ? -errno : open_below(at, below, make);
}

static bool is_amount(double amount)
{
	return amount >= 0 && amount <= MOST;
}

/* Return: whether the line is one, and comes after the days before it. */
static bool read_day(const char *line, struct dose *dose)
{
	struct dose_day *day = &dose->day[dose->n];
	struct tm date = {};
	int end = 0;

	if (sscanf(line, "%4d-%2d-%2d %lf %lf\n%n", &date.tm_year, &date.tm_mon, &date.tm_mday,
		   &day->exposure, &day->seconds, &end) != 5 || line[end])
		return false;
	date.tm_year -= 1900;
	date.tm_mon--;
	if (date.tm_mon < 0 || date.tm_mon > 11 || date.tm_mday < 1 || date.tm_mday > 31)
		return false;
	day->day = timegm(&date) / DAY;
	if (!is_amount(day->exposure) || !is_amount(day->seconds) ||
	    (dose->n && day[-1].day >= day->day))
		return false;
	dose->n++;
	return true;
}

static int read_lines(FILE *in, struct dose *dose, struct text *why)
{
	char line[LINE_MAX];
	unsigned int n;

	for (n = 1; fgets(line, sizeof(line), in); n++) {
		if (n == 1 ? !strcmp(line, HEADER) :
			     dose->n < DOSE_DAYS && strchr(line, '\n') && read_day(line, dose))
			continue;
		text_add(why, "%s:%u: ", NAME, n);
		text_add(why, n == 1 ? "it does not begin as this program writes it" :
			 "no day, exposure and seconds, later than the day before");
		return -EBADMSG;
	}
	if (ferror(in))
		return -EIO;
	if (n > 1)
		return 0;
	text_add(why, "%s:1: it is empty", NAME);
	return -EBADMSG;
}

static int open_days(int folder, struct text *why)
{
	int fd = openat(folder, NAME, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct stat stat;

	if (fd < 0 && errno != ELOOP)
		return -errno;
	if (fd >= 0 && !fstat(fd, &stat) && S_ISREG(stat.st_mode))
		return fd;
	if (fd >= 0)
		close(fd);
	text_add(why, "%s: it is not a file", NAME);
	return -EBADMSG;
}

int dosefile_read(int folder, struct dose *dose, char why[DOSEFILE_ERROR_MAX])
{
	struct text text = { why, DOSEFILE_ERROR_MAX, 0 };
	int err, fd = open_days(folder, &text);
	FILE *in;

	dose->n = 0;
	if (fd < 0)
		return fd == -ENOENT ? 0 : fd;
	in = fdopen(fd, "r");
	if (!in) {
		close(fd);
		return -ENOMEM;
	}
	err = read_lines(in, dose, &text);
	fclose(in);
	if (err)
		dose->n = 0;
	return err;
}

static void write_days(FILE *out, const struct dose *dose)
{
	struct tm date;
	unsigned int i;
	time_t noon;

	fputs(HEADER, out);
	for (i = 0; i < dose->n; i++) {
		noon = dose->day[i].day * DAY;
		gmtime_r(&noon, &date);
		fprintf(out, "%04d-%02d-%02d %.12f %.3f\n", date.tm_year + 1900, date.tm_mon + 1,
			date.tm_mday, dose->day[i].exposure, dose->day[i].seconds);
	}
}

static int write_new(int folder, const struct dose *dose)
{
	int err = 0, fd;
	FILE *out;

	if (unlinkat(folder, NAME_NEW, 0) && errno != ENOENT)
		return -errno;
	fd = openat(folder, NAME_NEW, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return -errno;
	out = fdopen(fd, "w");
	if (!out) {
		close(fd);
		return -ENOMEM;
	}
	write_days(out, dose);
	if (fflush(out) || fsync(fd))
		err = -errno;
	if (fclose(out) && !err)
		err = -errno;
	if (!err && renameat(folder, NAME_NEW, folder, NAME))
		err = -errno;
	if (err)
		unlinkat(folder, NAME_NEW, 0);
	return err;
}

int dosefile_lock(int folder)
{
	int fd = openat(folder, NAME_LOCK, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);

	return fd < 0 ? -errno : fd;
}

/* Of the open file, not of the process: two of one program exclude each other, too. */
static int lock_byte(int lock, unsigned int byte, short type, int command)
{
	struct flock flock = { .l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };

	while (fcntl(lock, command, &flock))
		if (errno != EINTR)
			return -errno;
	return 0;
}

bool dosefile_count_alone(int lock, unsigned int number, bool mine)
{
	return !lock_byte(lock, WRITE_LOCK + 1 + number, mine ? F_WRLCK : F_UNLCK, F_OFD_SETLK) &&
	       mine;
}

static int add_locked(int folder, const struct dose_day *more, struct dose *dose,
		      char why[DOSEFILE_ERROR_MAX])
{
	int err = dosefile_read(folder, dose, why);

	if (err == -EBADMSG)
		err = renameat(folder, NAME, folder, NAME_BROKEN) ? -errno : 0;
	if (err)
		return err;
	dose_add(dose, more);
	return write_new(folder, dose);
}

int dosefile_add(int folder, const struct dose_day *more, struct dose *dose,
		 char why[DOSEFILE_ERROR_MAX])
{
	int err, lock = dosefile_lock(folder);

	*why = '\0';
	if (lock < 0)
		return lock;
	err = lock_byte(lock, WRITE_LOCK, F_WRLCK, F_OFD_SETLKW);
	if (!err)
		err = add_locked(folder, more, dose, why);
	close(lock);
	return err;
}

static int forget_locked(int folder)
{
	static const char * const names[] = { NAME, NAME_NEW, NAME_BROKEN };
	unsigned int i;
	int n = 0;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!unlinkat(folder, names[i], 0))
			n++;
		else if (errno != ENOENT)
			return -errno;
	}
	return n;
}

int dosefile_forget(int folder)
{
	int err, lock = dosefile_lock(folder);

	if (lock < 0)
		return lock;
	err = lock_byte(lock, WRITE_LOCK, F_WRLCK, F_OFD_SETLKW);
	if (!err)
		err = forget_locked(folder);
	close(lock);
	return err;
}
