# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# A dongle in the arm64 guest; sourced by the scripts there.

. /tests/tap.sh

GADGET=/sys/kernel/config/usb_gadget/g
# shellcheck disable=SC2034 # for those who source it
FUNCTION=$GADGET/functions/dongle.0

DEVICE=/sys/bus/usb/devices/1-1

# Guests are slow: long enough for what must happen, not a measure of anything.
PATIENCE=120

wait_until() { # COMMAND...: until it succeeds
	local end=$((SECONDS + PATIENCE))
	until "$@" >/dev/null 2>&1; do
		((SECONDS < end)) || return 1
		sleep 0.2
	done
}

# As udev does at boot.
load_for_devices() {
	local alias
	while read -r alias; do
		modprobe -q "$alias"
	done < <(find /sys/devices -name modalias -exec cat {} + | sort -u)
}

# A gadget with nothing but the controls: this bus cannot carry sound.
make_gadget() {
	modprobe dummy_hcd
	modprobe usb_f_dongle
	mountpoint -q /sys/kernel/config || mount -t configfs config /sys/kernel/config
	mkdir "$GADGET" "$GADGET/strings/0x409" "$GADGET/configs/c.1" "$FUNCTION"
	echo 0x1d6b >"$GADGET/idVendor"
	echo 0x0104 >"$GADGET/idProduct"
	ln -s "$FUNCTION" "$GADGET/configs/c.1"
}

remove_gadget() {
	echo "" >"$GADGET/UDC"
	rm "$GADGET/configs/c.1/dongle.0"
	rmdir "$FUNCTION" "$GADGET/configs/c.1" "$GADGET/strings/0x409" "$GADGET"
}

node() { # the gadget as its host sees it
	printf '/dev/bus/usb/%03d/%03d\n' "$(<"$DEVICE/busnum")" "$(<"$DEVICE/devnum")"
}

configured() {
	[[ -c $(node) && -e $DEVICE/1-1:1.0 ]]
}

connect() {
	echo dummy_udc.0 >"$GADGET/UDC" && wait_until configured
}

# The state that follows, as dongle-set prints it.
set_state() { # [FIELD VALUE]
	dongle-set "$(node)" "$@"
}
