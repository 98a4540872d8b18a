# shellcheck shell=bash disable=SC2034,SC2317
# SPDX-License-Identifier: GPL-2.0-only
# One dongle, the states it can be in and how each of them is judged; sourced after lib.sh.

TRIED=${DONGLE_FAULTS:-1} # states of each event; 0: all
RANDOM=${DONGLE_SEED:-1}
DRIVER=/sys/bus/usb/drivers/snd-usb-dongle
AUDIO=/sys/bus/usb/drivers/snd-usb-audio
CONTROLS=11 # that a dongle has
CASES=0

# SET_STATE by hand: both levels and the mode.
BUSY=2000000001010100
BUSY+=00000000
BUSY+=00ba00ba000000000000
BUSY+=00ba00ba000000000000

new_dongle() {
	start_dongle 0 c_chmask=3 p_chmask=0 c_srate=48000
	DEVICE=$(usb_device 0)
	INTERFACE=$(basename "$(grep -lx ff "/sys/bus/usb/devices/$DEVICE:"*/bInterfaceClass | xargs dirname)")
	INTERFACE=${INTERFACE##*.}
	echo 0 >"$(function_dir 0)/settle"
}

sysfs() { # FILE TEXT: of the USB device
	echo "$2" >"/sys/bus/usb/devices/$DEVICE/$1"
}

# Of all that it is bound to: snd-usb-audio plays nothing where it has kept a part.
unbind() { # DRIVER
	local interface
	for interface in "$1/$DEVICE:"*; do
		# one may have gone with another
		[[ ! -e $interface ]] || echo "${interface##*/}" >"$1/unbind"
	done
}

rebind() { # DRIVER INTERFACE
	unbind "$1"
	echo "$DEVICE:1.$2" >"$1/bind"
}

complete() {
	local host
	host=$(ours host)
	[[ $(wc -l <<<"$host") == "$CONTROLS" && $host == "$(ours device)" ]]
}

hears() {
	plug 0 se empty && wait_until is_value host 0 'SE Headphone Jack' off &&
		plug 0 se plugged && wait_until is_value host 0 'SE Headphone Jack' on
}

set_device() { # NAME VALUE
	"$TOOLS/ctl-set" "$(card device 0)" "$1" "$2" >/dev/null
}

# As it is before each.
set_quietly() {
	plug 0 se plugged
	plug 0 balanced empty
	wait_until complete || complain "was not there before"
	set_device 'SE Headphone Playback Volume' 80
	set_device 'Balanced Headphone Playback Volume' 80
	set_device 'Output Mode' 2
	wait_until complete
}

is_asleep() {
	[[ $(<"/sys/bus/usb/devices/$DEVICE/power/runtime_status") == suspended ]]
}

let_sleep() {
	sysfs power/autosuspend_delay_ms 50
	sysfs power/control auto
	wait_until is_asleep
}

# It works on what it was told for that long at least, and answers nothing meanwhile.
make_busy() { # MS
	echo "$1" >"$(function_dir 0)/settle"
	is_told
}

is_told() {
	[[ $("$TOOLS/usb-request" "$DEVICE" 41 3 0 "$INTERFACE" "$BUSY") == ok ]] ||
		complain "does not take what makes it busy"
	pause 0.05
}

# A stream that is under way; without an end of its own.
stream_start() {
	"$TOOLS/stream" -s 120 -n 1 "hw:$(card host 0)" "hw:$(card device 0)" >/run/stream 2>&1 &
	STREAM=$!
	PLAYS=/proc/asound/card$(card host 0)/pcm0p/sub0/status
	wait_until is_under_way || complain "no stream: $(paste -sd' ' /run/stream)"
}

is_under_way() { # its noise is
	awk '/^state: RUNNING/ { runs = 1 } /^hw_ptr/ { at = $3 } END { exit !(runs && at > 24000) }' "$PLAYS"
}

stream_ended() {
	grep -qE '^(whole|broken|overrun)' /run/stream
}

# Every frame arrived, and it was not over before.
stream_whole() {
	if stream_ended; then
		complain "the sound ended: $(paste -sd' ' /run/stream)"
	fi
	kill "$STREAM"
	wait_until stream_ended || kill -KILL "$STREAM" # it stands still
	wait "$STREAM" || complain "the sound was disturbed: $(paste -sd' ' /run/stream)"
}

# It breaks, and ends by itself.
stream_ends() {
	wait_until stream_ended || complain "the sound does not end: $(paste -sd' ' /run/stream)"
	grep -q 'No such device' /run/stream || complain "the sound: $(paste -sd' ' /run/stream)"
	kill "$STREAM" 2>/dev/null
	wait "$STREAM"
}

complain() {
	BAD+="$STATE: $1
"
}

# CHOSEN are all of those, or some that the seed chooses.
choose() { # WORD...
	local from=$((RANDOM % $#))
	CHOSEN=("$@")
	((!TRIED)) || CHOSEN=("${@:from+1}" "${@:1:from}")
	((!TRIED)) || CHOSEN=("${CHOSEN[@]:0:TRIED}")
}
