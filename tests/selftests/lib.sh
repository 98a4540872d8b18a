# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# A virtual dongle and what is seen of it at both ends; sourced by the tests,
# which run as root in a guest of tests/vm/run. Dongle N hangs on dummy_udc.N.

LIB_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
. "$LIB_DIR/../tap.sh"

GADGETS=/sys/kernel/config/usb_gadget
TRACING=/sys/kernel/tracing
DONGLE_CTL=${DONGLE_CTL:-$LIB_DIR/../../build/userspace/dongle-ctl}
TOOLS=${DONGLE_TOOLS:-$LIB_DIR/../../build/selftests}

# Guests are slow: long enough for what must happen, not a measure of anything.
PATIENCE=60

# A pipe where nothing comes: waiting there needs no process, which is what
# costs most in a guest.
exec {NOTHING}<> <(:)

pause() { # SECONDS
	read -rt "$1" -u "$NOTHING" || true
}

wait_until() { # COMMAND...: until it succeeds
	local end=$((SECONDS + PATIENCE))
	until "$@" >/dev/null 2>&1; do
		((SECONDS < end)) || return 1
		pause 0.05
	done
}

function_dir() { # N
	echo "$GADGETS/g$1/functions/dongle.$1"
}

load_modules() { # [DUMMIES]
	modprobe dummy_hcd "num=${1:-1}"
	modprobe -a libcomposite usb_f_uac2 usb_f_dongle snd-usb-audio snd-usb-dongle
}

# A gadget with sound and controls, not yet on its cable. Sound as uac2 does by
# default, or as SETTINGS say.
make_dongle() { # N [UAC2-ATTRIBUTE=VALUE]...
	local dir=$GADGETS/g$1 n=$1 setting
	shift
	mkdir "$dir" "$dir/strings/0x409" "$dir/configs/c.1"
	echo 0x1d6b >"$dir/idVendor"
	echo 0x0104 >"$dir/idProduct"
	echo "VD$n" >"$dir/strings/0x409/serialnumber"
	echo "Virtual Dongle" >"$dir/strings/0x409/product"
	echo 0xa0 >"$dir/configs/c.1/bmAttributes" # remote wakeup
	mkdir "$dir/functions/uac2.$n" "$dir/functions/dongle.$n"
	for setting; do
		# u_audio locks a direction that is not there, too, and that ends lockdep's watch
		[[ $setting != p_chmask=0 || ! -e /proc/lockdep_stats ]] || continue
		echo "${setting#*=}" >"$dir/functions/uac2.$n/${setting%%=*}"
	done
	ln -s "$dir/functions/uac2.$n" "$dir/functions/dongle.$n" "$dir/configs/c.1"
}

remove_dongle() { # N
	local dir=$GADGETS/g$1
	rm "$dir"/configs/c.1/{uac2,dongle}."$1"
	rmdir "$dir/functions/uac2.$1" "$dir/functions/dongle.$1"
	rmdir "$dir/configs/c.1" "$dir/strings/0x409" "$dir"
}

connect() { # N: the cable goes in
	echo "dummy_udc.$1" >"$GADGETS/g$1/UDC"
}

disconnect() { # N
	echo "" >"$GADGETS/g$1/UDC"
}

plug() { # N se|balanced empty|plugged|shorted: headphones
	echo "$3" >"$(function_dir "$1")/$2/plug"
}

# Number of the card of dongle N at this END of the cable, or failure.
card() { # host|device N
	# shellcheck disable=SC2125 # a pattern, for the loop
	local bus=dummy_hcd.$2/usb*/*-1 dir
	[[ $1 == host ]] || bus=dummy_udc.$2
	# shellcheck disable=SC2231 # a pattern
	for dir in /sys/devices/platform/$bus/*/sound/card*; do
		[[ -d $dir ]] || return 1
		echo "${dir##*/card}"
		return
	done
}

ours() { # host|device: the controls of dongle 0 and what they say
	"$TOOLS/ctl-get" "$(card "$1" 0)" | grep -E 'Headphone|Output Mode|DAC Filter' | sort
}

has_controls() { # host|device N
	get "$1" "$2" 'Output Mode'
}

wait_ready() { # N: both ends show the controls
	wait_until has_controls host "$1" && wait_until has_controls device "$1"
}

start_dongle() { # N [UAC2-ATTRIBUTE=VALUE]...
	make_dongle "$@"
	connect "$1"
	wait_ready "$1"
}

# The control's value as amixer prints it.
get() { # host|device N NAME
	local iface=mixer number
	[[ $3 != *@(Jack|Impedance) ]] || iface=card
	number=$(card "$1" "$2") && "$TOOLS/ctl-get" "$number" "$iface" "$3"
}

# The same from amixer, which takes its time.
amixer_get() { # host|device N NAME
	amixer -c "$(card "$1" "$2")" cget "$(element "$3")" | sed -n 's/^  : values=//p'
}

set_control() { # host|device N NAME VALUE
	amixer -q -c "$(card "$1" "$2")" cset "$(element "$3")" "$4"
}

# Jacks and impedances are of the card, everything else of the mixer.
element() { # NAME
	case $1 in
	*Jack | *Impedance) echo "iface=CARD,name='$1'" ;;
	*) echo "iface=MIXER,name='$1'" ;;
	esac
}

is_value() { # host|device N NAME VALUE
	[[ $(get "$1" "$2" "$3") == "$4" ]]
}

shows() { # END N NAME VALUE DESCRIPTION: soon
	wait_until is_value "$1" "$2" "$3" "$4"
	is "$(get "$1" "$2" "$3")" "$4" "$5"
}

# The message of the kernel's error, or nothing.
refusal() { # FILE TEXT
	{ echo "$2" >"$1"; } 2>&1 | sed -n 's/.*write error: //p'
}

usb_device() { # N: sysfs name of the device on dummy_hcd.N, "1-1"
	local dir
	dir=$(echo /sys/devices/platform/dummy_hcd."$1"/usb*/*-1)
	echo "${dir##*/}"
}

# Records the states of the output stage of every dongle.
trace_start() {
	mountpoint -q "$TRACING" || mount -t tracefs tracefs "$TRACING"
	echo 0 >"$TRACING/tracing_on"
	: >"$TRACING/trace"
	echo 1 >"$TRACING/events/dongle/dongle_stage/enable"
	echo 1 >"$TRACING/tracing_on"
}

# What was recorded, one state a line: NAME mode=... active=... se=... err=...
trace_stop() {
	echo 0 >"$TRACING/tracing_on"
	sed -n 's/.* dongle_stage: //p' "$TRACING/trace"
}

# Records the transfers of the bus of dongle N in FILE.
usbmon_start() { # N FILE
	local bus
	modprobe usbmon
	bus=$(usb_device "$1")
	cat "/sys/kernel/debug/usb/usbmon/${bus%%-*}u" >"$2" &
	USBMON=$!
	sleep 0.2
}

usbmon_start_all() { # FILE: of every bus, also before anything is plugged in
	modprobe usbmon
	cat /sys/kernel/debug/usb/usbmon/0u >"$1" &
	USBMON=$!
	sleep 0.2
}

usbmon_stop() {
	sleep 0.3 # what was sent has been seen
	kill "$USBMON"
	wait "$USBMON" || true
}
