// SPDX-License-Identifier: GPL-2.0-only
/*
 * usage: hostile-host PHASE BUS-PATH INTERFACE CARD SEED COUNT
 *
 * A host that sends the dongle at BUS-PATH ("1-1") whatever it likes, COUNT times
 * or so, and looks at the device's own CARD for what became of it. The same SEED
 * sends the same. Prints what it did; exits with 1 after saying what was wrong.
 *
 * PHASE
 *   types       every type and every request, with wild values, indices, lengths
 *   all         the same with every pair of type and request
 *   fields      messages that are right but for one field, and of random bytes
 *   storm       from four threads, many at once, cancelled at any moment; nothing
 *               above -50 dB or at high gain is asked for
 *   endpoint    reads of the wrong size, halts, other settings, resets, in between
 *   superseded  a request that the device answers late, given up, and then another
 */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "hostile-usb.h"

struct host host;

void fail(const char *what, const struct setup *setup)
{
	struct state now;

	printf("\n# %s", what);
	if (setup)
		printf(": %02x %02x %04x %04x %04x", setup->type, setup->request, setup->value,
		       setup->index, setup->length);
	printf("\n# wanted: ");
	print_state(stdout, &host.model);
	printf("# is:     ");
	if (read_state(host.card, &now))
		print_state(stdout, &now);
	exit(1);
}

void check_state(const char *what, const struct setup *setup)
{
	struct state now;

	if (!read_state(host.card, &now))
		fail("the device's controls cannot be read", setup);
	if (memcmp(&now, &host.model, sizeof(now)))
		fail(what, setup);
}

void barrier(struct usb_dongle_report *report)
{
	struct usb_dongle_report own;
	int n = get_state(host.device, host.interface, report ?: &own);

	if (n != sizeof(own))
		fail("GET_STATE is not answered", NULL);
}

void send_message(const void *message, unsigned int length)
{
	const struct setup setup = {
		INTERFACE_OUT, USB_DONGLE_SET_STATE, 0, host.interface, length
	};
	bool fits = length >= 32 && length <= 64;
	struct usb_dongle_report report;
	__u8 want;
	int n = control(host.device, &setup, (void *)message);

	host.sent++;
	if (!fits) {
		host.stalled++;
		if (n != -EPIPE)
			fail("does not stall", &setup);
		check_state("stalls and changes something", &setup);
		return;
	}
	if (n != (int)length) {
		printf("\n# instead of %u: %d", length, n);
		fail("is not taken", &setup);
	}
	want = judge(&host.model, message, length);
	if (want)
		host.refused++;
	else
		host.accepted++;
	host.reported++;
	barrier(&report);
	if (report.result != want)
		fail("has another result", &setup);
	check_state("does something else", &setup);
}

bool is_fatal(const struct setup *setup)
{
	return !setup->type && (setup->request == 5 || setup->request == 9);
}

static bool is_ours(const struct setup *setup)
{
	if (setup->value || setup->index != host.interface)
		return false;
	if (setup->type == INTERFACE_IN)
		return setup->request == USB_DONGLE_GET_INFO ||
		       setup->request == USB_DONGLE_GET_STATE;
	return setup->type == INTERFACE_OUT && setup->request == USB_DONGLE_SET_STATE;
}

static void check_answer(const struct setup *setup, int n)
{
	int size = setup->request == USB_DONGLE_GET_INFO ? 64 : 44;

	host.accepted++;
	if (n != (setup->length < size ? setup->length : size))
		fail("has an answer of another length", setup);
}

static void send_wild(__u8 type, __u8 request)
{
	static const __u16 values[] = { 0, 0, 0, 0, 1, 0x100, 0x7fff, 0xffff };
	static const __u16 indices[] = { 0, 1, 2, 4, 0x100, 0x103, 0x300, 0xffff };
	static const __u16 lengths[] = {
		0, 1, 31, 32, 33, 39, 40, 41, 43, 44, 45, 63, 64, 65, 512, 4096, 65535
	};
	static unsigned char data[DATA_MAX];
	struct setup setup = { type, request, PICK(&host.dice, values), host.interface,
			       PICK(&host.dice, lengths) };
	unsigned int i;
	int n;

	if (roll(&host.dice, 2))
		setup.index = PICK(&host.dice, indices);
	for (i = 0; i < 64; i++)
		data[i] = roll(&host.dice, 256);
	if (is_fatal(&setup))
		return;
	if (is_ours(&setup) && type == INTERFACE_OUT) {
		send_message(data, setup.length);
		return;
	}
	host.sent++;
	n = control(host.device, &setup, type & 0x80 ? NULL : data);
	if (is_ours(&setup))
		check_answer(&setup, n);
	else if (n == -EPIPE)
		host.stalled++;
	else if ((type | 0x80) == INTERFACE_IN && (__u8)setup.index == host.interface)
		fail("does not stall", &setup);
	else
		host.other++; /* somebody else's, or refused by usbfs */
	if (host.sent % 16 == 0)
		check_state("changes something", &setup);
}

/* Every type with requests near ours, every request with the types that are near. */
static void types(unsigned int count)
{
	static const __u8 near[] = {
		INTERFACE_IN, INTERFACE_OUT, 0xc0, 0x40, 0xc2, 0x42, 0x21, 0xa1, 0x80, 0x81
	};
	static const __u8 ours[] = { INTERFACE_IN, INTERFACE_OUT };
	unsigned int i, round;

	for (round = 0; round < count; round++) {
		for (i = 0; i < 256; i++) {
			send_wild(i, roll(&host.dice, 5));
			send_wild(PICK(&host.dice, near), i);
			send_wild(i, i);
			send_wild(PICK(&host.dice, ours), roll(&host.dice, 4));
		}
	}
}

static void all(unsigned int count)
{
	unsigned int i;

	while (count--)
		for (i = 0; i < 65536; i++)
			send_wild(i >> 8, i & 0xff);
}

/* Offset and size of each field of a SET_STATE. */
static const struct wild_field {
	__u8 offset, size;
} wild_fields[] = {
	{ 0, 1 }, { 1, 1 }, { 2, 2 }, { 4, 1 }, { 5, 1 }, { 6, 1 }, { 7, 1 }, { 8, 1 }, { 9, 1 },
	{ 10, 1 }, { 11, 1 }, { 12, 2 }, { 14, 2 }, { 16, 2 }, { 18, 1 }, { 19, 1 }, { 20, 2 },
	{ 22, 2 }, { 24, 2 }, { 26, 2 }, { 28, 1 }, { 29, 1 }, { 30, 2 },
};

static void make_wild(unsigned char *message)
{
	static const __u16 edges[] = {
		0, 1, 2, 3, 4, 5, 8, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0x9b80, 0x9bff,
		0x9c00, 0x9c01, 0x9c80, 0xff7f, 0xff80, 0xffff
	};
	unsigned int i = roll(&host.dice, ARRAY_SIZE(wild_fields));
	__u16 value = roll(&host.dice, 4) ? PICK(&host.dice, edges) : roll(&host.dice, 0x10000);

	message[wild_fields[i].offset] = value;
	if (wild_fields[i].size == 2)
		message[wild_fields[i].offset + 1] = value >> 8;
}

static void fields(unsigned int count)
{
	static const __u16 lengths[] = { 0, 1, 31, 32, 33, 39, 40, 41, 63, 64, 65, 4096, 65535 };
	static unsigned char message[DATA_MAX];
	unsigned int length, i;

	while (count--) {
		memset(message, 0, sizeof(message));
		valid_message(&host.dice, &host.model, TOP, (void *)message);
		message[0] = 32; /* what is new in 1.1 is past the end */
		length = roll(&host.dice, 8) ? 32 : PICK(&host.dice, lengths);
		if (roll(&host.dice, 2))
			message[0] = length;
		switch (roll(&host.dice, 8)) {
		case 0: /* nothing is wrong */
			break;
		case 1:
			for (i = roll(&host.dice, 9); i < 32; i++)
				message[i] = roll(&host.dice, 256);
			break;
		default:
			make_wild(message);
		}
		send_message(message, length);
	}
}

/* Reads reports all the time; their numbers have no gap. */
static struct reader {
	pthread_t thread;
	bool run, ending;
	unsigned int reports;
	const char *wrong;
} reader;

static void take_report(const struct usbdevfs_urb *urb)
{
	const struct usb_dongle_report *report = urb->buffer;
	static __u16 last;

	if (urb->status)
		return;
	if (urb->actual_length != sizeof(*report) || report->length != sizeof(*report))
		reader.wrong = "a report of another length";
	else if (reader.reports && le16toh(report->sequence) != (__u16)(last + 1))
		reader.wrong = "a gap in the numbers of the reports";
	last = le16toh(report->sequence);
	reader.reports++;
}

static void *read_reports(void *arg)
{
	static unsigned char data[4][64];
	struct usbdevfs_urb urbs[4] = {};
	int i, fd = *(int *)arg;
	void *urb;

	for (i = 0; i < 4; i++) {
		urbs[i].type = USBDEVFS_URB_TYPE_INTERRUPT;
		urbs[i].endpoint = host.endpoint;
		urbs[i].buffer = data[i];
		urbs[i].buffer_length = sizeof(data[i]);
		ioctl(fd, USBDEVFS_SUBMITURB, &urbs[i]);
	}
	while (!__atomic_load_n(&reader.ending, __ATOMIC_SEQ_CST)) {
		if (ioctl(fd, USBDEVFS_REAPURBNDELAY, &urb)) {
			usleep(2000);
			continue;
		}
		take_report(urb);
		ioctl(fd, USBDEVFS_SUBMITURB, urb);
	}
	for (i = 0; i < 4; i++)
		ioctl(fd, USBDEVFS_DISCARDURB, &urbs[i]);
	for (i = 0; i < 4; i++)
		if (!ioctl(fd, USBDEVFS_REAPURB, &urb))
			take_report(urb);
	return NULL;
}

/* Only where the driver has not got the interface. */
static void start_reader(void)
{
	unsigned int number = host.interface;
	static int fd;

	fd = open_device(host.path);
	if (ioctl(fd, USBDEVFS_CLAIMINTERFACE, &number))
		return;
	/* whatever was done to the endpoint before */
	number = host.endpoint;
	ioctl(fd, USBDEVFS_CLEAR_HALT, &number);
	reader.run = !pthread_create(&reader.thread, NULL, read_reports, &fd);
}

static void stop_reader(void)
{
	if (!reader.run)
		return;
	usleep(50000); /* the last one is on its way */
	__atomic_store_n(&reader.ending, true, __ATOMIC_SEQ_CST);
	pthread_join(reader.thread, NULL);
	if (reader.wrong)
		fail(reader.wrong, NULL);
	if (host.reported && !reader.reports)
		fail("no report", NULL);
	printf("%u reports without a gap, ", reader.reports);
}

static __u8 find_endpoint(void)
{
	char command[128];
	unsigned int address = 0;
	FILE *pipe;

	snprintf(command, sizeof(command),
		 "cat /sys/bus/usb/devices/%s:1.%u/ep_*/bEndpointAddress", host.path,
		 host.interface);
	pipe = popen(command, "r");
	if (!pipe || fscanf(pipe, "%x", &address) != 1)
		exit(2);
	pclose(pipe);
	return address;
}

static const struct phase {
	const char *name;
	void (*run)(unsigned int count);
	bool reader;
} phases[] = {
	{ "types", types, true },
	{ "all", all, true },
	{ "fields", fields, true },
	{ "storm", storm, true },
	{ "endpoint", endpoint, false },
	{ "superseded", superseded, true },
};

int main(int argc, char **argv)
{
	const struct phase *phase = phases, *end = phases + ARRAY_SIZE(phases);

	while (argc == 7 && phase < end && strcmp(phase->name, argv[1]))
		phase++;
	if (argc != 7 || phase == end) {
		fprintf(stderr, "usage: hostile-host PHASE BUS-PATH INTERFACE CARD SEED COUNT\n");
		return 2;
	}
	host.path = argv[2];
	host.device = open_device(host.path);
	host.interface = atoi(argv[3]);
	host.endpoint = find_endpoint();
	host.card = open_card(argv[4]);
	host.dice.seed = strtoull(argv[5], NULL, 0);
	if (!read_state(host.card, &host.model))
		fail("the device's controls cannot be read", NULL);
	if (phase->reader)
		start_reader();
	printf("# %s, seed %s: ", argv[1], argv[5]);
	phase->run(atoi(argv[6]));
	barrier(NULL);
	check_state("at the end it is something else", NULL);
	stop_reader();
	printf("%u sent, %u stalled, %u accepted, ", host.sent, host.stalled, host.accepted);
	printf("%u refused, %u cancelled, %u others'\n", host.refused, host.cancelled, host.other);
	return 0;
}
