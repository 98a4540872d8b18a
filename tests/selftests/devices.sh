# SPDX-License-Identifier: GPL-2.0-only
# Emulated bought dongles (tests/devices), one at a time; sourced after lib.sh.

DEVICES=${DONGLE_DEVICES:-$LIB_DIR/../../build/devices}
DEVICE_LOG=/run/device.log

device_start() { # PROGRAM [ARGUMENT]...
	rm -f /run/device.fifo
	mkfifo /run/device.fifo
	"$DEVICES/$1" "${@:2}" </run/device.fifo >"$DEVICE_LOG" &
	DEVICE=$!
	exec {DEVICE_IN}>/run/device.fifo
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
