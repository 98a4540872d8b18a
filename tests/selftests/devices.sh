# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# Emulated bought dongles (tests/devices), one at a time; sourced after lib.sh.

DEVICES=${DONGLE_DEVICES:-$LIB_DIR/../../build/devices}
DEVICE_LOG=/run/device.log

device_run() { # PROGRAM [ARGUMENT]...; DEVICE_FIRST is what it is told before it is there
	rm -f /run/device.fifo
	mkfifo /run/device.fifo
	"$DEVICES/$1" "${@:2}" </run/device.fifo >"$DEVICE_LOG" &
	DEVICE=$!
	exec {DEVICE_IN}>/run/device.fifo
	[[ -z ${DEVICE_FIRST-} ]] || device_say "$DEVICE_FIRST"
}

device_start() { # the same, and waits for its sound card
	device_run "$@"
	wait_until device_card
}

device_say() { # COMMAND
	echo "$1" >&"$DEVICE_IN"
}

device_stop() {
	exec {DEVICE_IN}>&-
	wait "$DEVICE" 2>/dev/null
	wait_until eval '! device_card'
}

device_card() { # number of its card
	local dir
	for dir in /sys/devices/platform/vhci_hcd.0/usb*/*/*/sound/card*; do
		[[ -d $dir ]] || return 1
		echo "${dir##*/card}"
		return
	done
}

device_get() { # NAME: of a control
	"$TOOLS/ctl-get" "$(device_card)" mixer "$1"
}

device_is() { # NAME VALUE
	[[ $(device_get "$1") == "$2" ]]
}

device_set() { # NAME VALUE...: one after the other, in one call
	local name=$1
	shift
	printf "cset \"iface=MIXER,name='$name'\" %s\n" "$@" | amixer -q -s -c "$(device_card)"
}

# What the device itself says: "filter=0 gain=0 ...".
device_state() {
	local before
	before=$(grep -c ^state "$DEVICE_LOG")
	device_say get
	wait_until eval "(( \$(grep -c ^state $DEVICE_LOG) > $before ))"
	grep ^state "$DEVICE_LOG" | tail -n1 | cut -d' ' -f2-
}

device_field() { # NAME
	device_state | tr ' ' '\n' | sed -n "s/^$1=//p"
}

device_mark() { # what follows is counted
	MARK=$(wc -l <"$DEVICE_LOG")
}

device_log() { # [DIRECTION]: since the mark, without times
	tail -n +$((MARK + 1)) "$DEVICE_LOG" | grep -E "^[0-9]+ ${1:-}" | cut -d' ' -f2-
}

# The kernel's own judge; it counts the controls by their numid, 6.1 the cards it
# could open.
device_mixer_test() { # NAMES, with | between
	local card log=/run/mixer-test.log names
	card=$(device_card)
	names=$(tr -cd '|' <<<"$1" | wc -c)
	(cd "$DONGLE_ALSA_SELFTESTS" && ./mixer-test) >"$log" 2>&1
	amixer -c "$card" controls | grep -E "name='($1)'" | sed 's/^numid=\([0-9]*\),.*/\1/' |
		while read -r numid; do
			echo "(not )?ok [0-9]+ (# SKIP )?[a-z_]+\\.(0|$(<"/proc/asound/card$card/id"))\\.$((numid - 1))"
		done | grep -Ex -f - "$log" >"$log.ours"
	is "$(wc -l <"$log.ours")" $(((names + 1) * 7)) "mixer-test: seven results for each control"
	is "$(grep '^not ok' "$log.ours")" "" "mixer-test: no failure"
}

# As far as a PM notifier: what the driver does after each sleep.
sleep_and_wake() {
	echo freezer >/sys/power/pm_test
	echo 0 >/sys/module/suspend/parameters/pm_test_delay
	echo mem >/sys/power/state
}

# Of the card's controls, sorted.
device_names() {
	"$TOOLS/ctl-get" "$(device_card)" | sed 's/: [^:]*$//' | sort
}
