# shellcheck shell=bash disable=SC2317
# SPDX-License-Identifier: GPL-2.0-only
# The paths of bought dongles, for alloc-faults: one that is spoken to by control requests,
# one by HID reports. SETTINGS is what the device calls its level, of each channel that has one.

volume_is() { # VALUE: at both ends
	device_is 'Headphone Playback Volume' "$(of_each "$1")" &&
		[[ $(device_levels) == "$(of_each "$(code "$1")")" ]]
}

of_each() { # VALUE
	if [[ $SETTINGS == *' '* ]]; then echo "$1,$1"; else echo "$1"; fi
}

code() { # VALUE: what the device has for it
	printf '%02x' $((255 - $1))
}

device_levels() {
	local state setting
	state=" $(device_state) "
	for setting in $SETTINGS; do
		setting=${state#* "$setting"=}
		echo "${setting%% *}"
	done | paste -sd,
}

# Somebody else sets it.
tell() { # VALUE
	local setting
	for setting in $SETTINGS; do
		device_say "set $setting $(code "$1")"
	done
}

set_volume() { # VALUE
	"$TOOLS/ctl-set" "$(device_card)" 'Headphone Playback Volume' "$1"
}

sound_stays() {
	"$TOOLS/ctl-get" "$(device_card)" | grep -q 'PCM Playback Volume'
}

loaded() { grep -q ^snd_usb_dongle /proc/modules; }

bought_load_before() {
	! loaded || rmmod snd-usb-dongle
	tell 155
}
bought_load_do() { modprobe snd-usb-dongle; }
bought_load_works() { volume_is 155 && sound_stays; }
bought_load_unchanged() { ! loaded && sound_stays; }
bought_load_state() { device_names; }
bought_load_less() { ! device_get 'Headphone Playback Volume' && sound_stays; }
bought_load_again() {
	! loaded || rmmod snd-usb-dongle
	modprobe snd-usb-dongle
}
bought_load_after() { :; }

# The device comes while the driver is there.
bought_plug_before() { device_stop; }
bought_plug_do() {
	local setting levels=()
	for setting in $SETTINGS; do
		levels+=("--$setting" "$(code 155)")
	done
	device_start "$PROGRAM" "${levels[@]}"
}
bought_plug_works() { bought_load_works; }
bought_plug_state() { device_names; }
bought_plug_less() { bought_load_less; }
bought_plug_again() {
	device_stop
	bought_plug_do
}
bought_plug_after() { :; }

bought_put_before() {
	set_volume 155 >/dev/null
	wait_until volume_is 155
}
bought_put_do() { set_volume 195; }
bought_put_works() { volume_is 195; }
bought_put_unchanged() { wait_until volume_is 155; }
bought_put_state() { volume_at_both; }
volume_at_both() { echo "$(device_get 'Headphone Playback Volume') $(device_levels)"; }
# One that is told later may not have heard it; then the control says so.
bought_put_less() { wait_until volume_is 155; }
bought_put_after() { :; }

# Somebody else has changed it.
bought_wake_before() {
	bought_put_before
	tell 195
}
bought_wake_do() { sleep_and_wake; }
bought_wake_works() { volume_is 195; }
bought_wake_state() { volume_at_both; }
bought_wake_less() { device_is 'Headphone Playback Volume' "$(of_each 155)"; }
bought_wake_again() { sleep_and_wake; }
bought_wake_after() { :; }

bought_detach_before() {
	loaded || modprobe snd-usb-dongle
	wait_until device_get 'Headphone Playback Volume'
}
bought_detach_do() { rmmod snd-usb-dongle; }
bought_detach_works() { ! device_get 'Headphone Playback Volume' && sound_stays; }
bought_detach_after() { :; }

bought() { # PROGRAM SETTINGS
	local all=
	# of what is little of the link, one is enough
	if ((!FAULTS_TRIED)) || [[ $1 == dawn-pro ]]; then all=1; fi
	PROGRAM=$1 SETTINGS=$2
	device_start "$1"
	wait_until device_get 'Headphone Playback Volume'
	[[ ! $all ]] || sweep bought_load "$1: load"
	loaded || modprobe snd-usb-dongle
	sweep bought_put "$1: put"
	sweep bought_wake "$1: wake"
	[[ ! $all ]] || sweep bought_plug "$1: plug in"
	[[ ! $all ]] || sweep bought_detach "$1: detach"
	device_stop
}

bought_end() {
	show() { volume_at_both; }
	modprobe -a vhci-hcd snd-usb-audio usbhid hid-generic snd-usb-dongle
	faults_of snd_usb_dongle snd_dongle
	bought dawn-pro volume
	bought 9038sg3 'left right'
}
