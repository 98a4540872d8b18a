# shellcheck shell=bash disable=SC2034,SC2153
# SPDX-License-Identifier: GPL-2.0-only
# The gadget that dongle-gadget makes of a file; sourced after lib.sh.

DONGLE_GADGET=${DONGLE_GADGET:-$LIB_DIR/../../build/userspace/dongle-gadget}
CONFIG=/run/dongle-gadget.conf
GADGET=$GADGETS/dongle

configure() { # the file is read from standard input
	cat >"$CONFIG"
}
