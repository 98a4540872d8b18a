# shellcheck shell=bash disable=SC2034,SC2317
# SPDX-License-Identifier: GPL-2.0-only
# The paths of the host's driver, for alloc-faults; and what can be told of both ends.

DRIVER=/sys/bus/usb/drivers/snd-usb-dongle
AUDIO=/sys/bus/usb/drivers/snd-usb-audio
CONTROLS=11

has_all() { # host|device
	[[ $(ours "$1" | wc -l) == "$CONTROLS" ]]
}

both_same() {
	[[ $(ours host) == "$(ours device)" ]]
}

show() {
	diff <(ours host) <(ours device)
} 2>&1

# Those that there are are true, and the card has its own.
nothing_untrue() {
	[[ -n $(card host 0) && -z $(comm -23 <(ours host) <(ours device)) ]] &&
		"$TOOLS/ctl-get" "$(card host 0)" | grep -q 'Playback Channel Map'
}

set_to() { # host|device NAME VALUE...
	"$TOOLS/ctl-set" "$(card "$1" 0)" "${@:2}"
}

# While the cards are the same: finding them takes a guest longer than all else.
find_cards() {
	HOST_CARD=$(card host 0) DEVICE_CARD=$(card device 0)
}

both_say() { # NAME VALUE
	local iface=mixer
	[[ $1 != *Jack ]] || iface=card
	[[ $("$TOOLS/ctl-get" "$HOST_CARD" $iface "$1") == "$2" &&
		$("$TOOLS/ctl-get" "$DEVICE_CARD" $iface "$1") == "$2" ]]
}

# What the device does is heard.
hears() {
	local now=on plug=plugged
	[[ $(<"$(function_dir 0)/se/plug") != plugged ]] || now=off plug=empty
	plug 0 se "$plug"
	PATIENCE=5 wait_until is_value host 0 'SE Headphone Jack' "$now"
}

interface() {
	echo "$(usb_device 0):1.3"
}

is_bound() {
	[[ -e $DRIVER/$(interface) ]]
}

none_of_ours() {
	[[ -z $(ours host) ]] && nothing_untrue
}

unbind() {
	! is_bound || interface >$DRIVER/unbind
}

rebind() {
	unbind
	interface >$DRIVER/bind
}

# The driver is bound to the device's control interface.
probe_before() {
	unbind
	wait_until none_of_ours
}
probe_do() { interface >$DRIVER/bind; }
probe_works() { has_all host && both_same && hears; }
probe_unchanged() { ! is_bound && none_of_ours; }
probe_again() { rebind; }
probe_after() { :; }

# The driver comes while the device is there.
load_before() {
	! grep -q ^snd_usb_dongle /proc/modules || rmmod snd-usb-dongle
	wait_until none_of_ours
}
load_do() { modprobe snd-usb-dongle; }
load_works() { probe_works; }
load_unchanged() { ! grep -q ^snd_usb_dongle /proc/modules && none_of_ours; }
# One that is bound is asked again: that is not its end.
load_state() {
	! is_bound || echo "$EPOCHREALTIME"
	ours host
}
load_less() { probe_unchanged; }
load_again() {
	! grep -q ^snd_usb_dongle /proc/modules || rmmod snd-usb-dongle
	modprobe snd-usb-dongle
}
load_after() { :; }

# The sound card goes and comes back under us.
audio_before() { wait_until has_all host; }
audio_do() {
	local interface
	# those that it claims are its own to give back: a card that comes finds them taken
	for interface in "$AUDIO/$(usb_device 0):"*; do
		echo "${interface##*/}" >$AUDIO/unbind
	done
	wait_until eval '! card host 0'
	echo "$(usb_device 0):1.0" >$AUDIO/bind
}
audio_works() { is_bound && nothing_untrue && probe_works; }
audio_after() { :; }

detach_before() { wait_until has_all host; }
detach_do() { unbind; }
detach_works() { ! is_bound && none_of_ours; }
detach_after() {
	rebind
	wait_until has_all host
}

# A control is put: PUT is its name, OLD and NEW are values.
put_before() {
	find_cards
	set_to host "$PUT" "$OLD" >/dev/null
	wait_until both_say "$PUT" "$(shown "$OLD")"
}
put_do() { set_to host "$PUT" "$NEW"; }
put_works() { both_say "$PUT" "$(shown "$NEW")"; }
put_unchanged() { wait_until both_say "$PUT" "$(shown "$OLD")"; }
put_after() { :; }

shown() { # VALUE: as ctl-get has it
	case $PUT in
	*Volume) echo "$1,$1" ;;
	*Switch) if (($1)); then echo on; else echo off; fi ;;
	*) echo "$1" ;;
	esac
}

# Of every control, or of one that the seed chooses.
each_kind() { # PATH DESCRIPTION
	local kind kinds=('SE Headphone Playback Volume|80|90' 'Balanced Headphone Playback Switch|1|0'
		'Output Mode|0|1' 'Headphone Gain|0|1' 'DAC Filter|0|2')
	((!FAULTS_TRIED)) || kinds=("${kinds[RANDOM % ${#kinds[@]}]}")
	for kind in "${kinds[@]}"; do
		IFS='|' read -r PUT OLD NEW <<<"$kind"
		sweep "$1" "$2 '$PUT'"
	done
}

# All controls are got.
get_before() { :; }
get_do() { both_same; }
get_works() { has_all host && both_same; }
get_unchanged() { get_works; }
get_after() { :; }

# A report arrives.
report_before() {
	find_cards
	plug 0 se empty
	wait_until both_say 'SE Headphone Jack' off
}
report_do() { plug 0 se plugged; }
report_works() { both_say 'SE Headphone Jack' on && both_same; }
report_unchanged() { wait_until both_say 'SE Headphone Jack' off; }
report_after() { :; }

# One wakes the device, and the next one arrives, too.
power() { # FILE TEXT
	echo "$2" >"/sys/bus/usb/devices/$(usb_device 0)/power/$1"
}
is_asleep() { [[ $(<"/sys/bus/usb/devices/$(usb_device 0)/power/runtime_status") == suspended ]]; }
wake_before() {
	power control on
	report_before
	power autosuspend_delay_ms 50
	power control auto
	wait_until is_asleep
}
wake_do() { plug 0 se plugged; }
wake_works() {
	both_say 'SE Headphone Jack' on && both_same && power control on && hears && hears
}
wake_after() { power control on; }

reset_before() { wait_until both_same; }
reset_do() { "$TOOLS/usb-request" "$(usb_device 0)" reset; }
reset_works() { is_bound && probe_works; }
reset_again() { reset_do; }
reset_after() { :; }

host_end() {
	load_modules
	start_dongle 0
	faults_of snd_usb_dongle snd_dongle
	sweep load "host: load"
	sweep probe "host: probe and attach"
	sweep audio "host: the sound card goes and comes"
	each_kind put "host: put"
	sweep get "host: get"
	sweep report "host: report"
	sweep wake "host: wake"
	sweep reset "host: reset"
	sweep detach "host: detach"
	disconnect 0
	remove_dongle 0
}
