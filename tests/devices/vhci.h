/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A device's end of the kernel's virtual host controller, vhci_hcd: the USB/IP
 * protocol over a socket pair.
 */
#ifndef VHCI_H
#define VHCI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VHCI_FULL_SPEED	2
#define VHCI_HIGH_SPEED	3
#define VHCI_ENDPOINTS	16

/* As on the wire, big endian. */
struct vhci_packet {
	uint32_t offset;
	uint32_t length;
	uint32_t actual;
	uint32_t status;
};

struct urb {
	struct urb *next;
	uint32_t seqnum;
	unsigned int endpoint;
	bool in;
	unsigned int interval;	/* microframes at high speed, else ms */
	uint8_t setup[8];
	size_t length;
	unsigned int packets;	/* 0: not isochronous */
	struct vhci_packet *iso;
	uint8_t *data;
	uint64_t due;		/* us; 0: not by the clock */
	bool decided;		/* what becomes of it then is known: */
	int status;
	size_t actual;
};

struct vhci {
	int fd;			/* -1: not plugged in */
	int port;
	int speed;
	struct urb *urbs;	/* not completed yet, oldest first */
	uint64_t clock[VHCI_ENDPOINTS];
};

uint64_t now_us(void);

/* Plugs in at the first free port. Return: 0, or negative with errno set. */
int vhci_attach(struct vhci *vhci, int speed);

/* Surprise removal. */
void vhci_unplug(struct vhci *vhci);

/*
 * Takes the host's next command; unlinking is done here. Return: 0 with the new
 * URB or NULL in @urb, negative when the host has let go of the device.
 */
int vhci_receive(struct vhci *vhci, struct urb **urb);

/* @status is 0 or a negative errno, @actual the bytes moved. Frees @urb. */
void vhci_complete(struct vhci *vhci, struct urb *urb, int status, size_t actual);

/* An isochronous URB falls due when its last packet has been on the bus. */
void vhci_pace(struct vhci *vhci, struct urb *urb);

/* Return: an URB that is due now, or NULL. */
struct urb *vhci_due(struct vhci *vhci);

/* Return: ms until one is due, -1 for never. */
int vhci_wait_ms(struct vhci *vhci);

#endif
