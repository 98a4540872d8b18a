# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# What make install makes of a system of its own (tests/vm/run --system), and
# dongle 0 in it; sourced after lib.sh.

ROOT=${DONGLE_ROOT:-$LIB_DIR/../../build/root}
STATE=/var/lib/dongle
ETC=/etc/dongle

# What make install put into ROOT.
copy_all() {
	cp -a "$ROOT/." /
	chown -R root: "$ETC" "$STATE"
	ldconfig
}

# And what it would run here.
install_all() {
	copy_all
	systemd-hwdb update
	udevadm control --reload
	systemctl daemon-reload
	systemctl restart dongle-keeper.socket
}

bus_name() { # of the only port of dummy_hcd.0
	local dir
	dir=$(echo /sys/devices/platform/dummy_hcd.0/usb[0-9]*)
	echo "${dir##*/usb}-1"
}

show() { # UNIT PROPERTY
	systemctl show --value -p "$2" "$1"
}

# How often it has run, by what the journal says of its start.
runs() { # UNIT
	journalctl -q -o cat -u "$1" | grep -c '^Starting '
}

has_run() { # UNIT TIMES: that often, and it has ended
	(($(runs "$1") >= $2)) && [[ $(show "$1" ActiveState) != activating ]]
}

# Of the two units of dongle 0: the device's and, once alsactl is done, the card's.
has_settled() { # TIMES
	has_run "$DEVICE_UNIT" "$1" && has_run "$CARD_UNIT" "$1"
}

name_units() { # of dongle 0
	DEVICE_UNIT=dongle-apply@$(bus_name).service
	CARD_UNIT=dongle-apply@$(bus_name):1.0.service
}

# Dongle 0, made and not yet plugged in.
first_dongle() {
	make_dongle 0
	name_units
	PLUGS=0
}

unplug() {
	disconnect 0
	wait_until eval '! card host 0'
	udevadm settle
}

replug() {
	PLUGS=$((PLUGS + 1))
	connect 0
	wait_ready 0
	wait_until has_settled "$PLUGS" || diag "the units did not run: $(systemctl status "$DEVICE_UNIT" "$CARD_UNIT")"
}

state() { # what the device says
	"$TOOLS/usb-request" "$(usb_device 0)" c1 2 0 3 40 | cut -c25-
}
