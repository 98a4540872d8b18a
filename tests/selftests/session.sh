# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# The user's side of a system of its own (tests/vm/run --system): programs and
# a sound server in the session on the seat; sourced after lib.sh.

USER_NAME=listener
USER_DIR=/run/user/1000
PIPEWIRE_UNITS=(pipewire.socket pipewire.service wireplumber.service pipewire-pulse.socket)
PULSEAUDIO_UNITS=(pulseaudio.socket pulseaudio.service)
SERVER_EVENTS=/run/server-events
PLUGGED=-8
LISTENER=

# Put before a command in the background, as a function's process is not the command's.
AS_USER=(
	setpriv --reuid "$USER_NAME" --regid "$USER_NAME" --init-groups env -i HOME="/home/$USER_NAME"
	USER="$USER_NAME" LOGNAME="$USER_NAME" SHELL=/bin/bash LANG=C.UTF-8
	PATH=/usr/local/bin:/usr/bin:/bin XDG_RUNTIME_DIR="$USER_DIR"
	DBUS_SESSION_BUS_ADDRESS="unix:path=$USER_DIR/bus"
)

as_user() { # COMMAND...
	"${AS_USER[@]}" "$@"
}

user_units() { # VERB UNIT...
	as_user systemctl --user --quiet "$@"
}

# Ends the one that runs, forgets what it remembered, and starts the other.
sound_server() { # pipewire|pulseaudio|none
	user_units stop "${PULSEAUDIO_UNITS[@]}" pipewire-pulse.service "${PIPEWIRE_UNITS[@]}" 2>/dev/null
	rm -rf "/home/$USER_NAME/.local/state" "/home/$USER_NAME/.config/pulse"
	[[ -z $LISTENER ]] || kill "$LISTENER" 2>/dev/null
	LISTENER=
	case $1 in
	pipewire) user_units start "${PIPEWIRE_UNITS[@]}" ;;
	pulseaudio) user_units start "${PULSEAUDIO_UNITS[@]}" ;;
	*) return 0 ;;
	esac
	wait_until as_user pactl info || return
	"${AS_USER[@]}" pactl subscribe >>"$SERVER_EVENTS" 2>/dev/null &
	LISTENER=$!
}

# PipeWire 0.3.65 takes a client that leaves, while what it asked of a new card is on its
# way, for an answer: the card has no profiles then, for good. So nobody comes and goes
# from a plug on until one that stays has seen the card, and a little longer.
connect() { # N
	: >"$SERVER_EVENTS"
	PLUGGED=$SECONDS
	echo "dummy_udc.$1" >"$GADGETS/g$1/UDC"
}

has_calmed_down() {
	((SECONDS - PLUGGED < 8)) || return 0
	grep -q "'new' on card" "$SERVER_EVENTS" || return
	(($(date +%s) - $(stat -c %Y "$SERVER_EVENTS") >= 2))
}

# Both ends of the cable are here; a desktop sees the host's only.
hide_device_side() {
	mkdir -p /run/udev/rules.d
	echo 'SUBSYSTEM=="sound", KERNEL=="card*", DEVPATH=="*/dummy_udc.*", ENV{ACP_IGNORE}="1", ENV{PULSE_IGNORE}="1"' \
		>/run/udev/rules.d/95-device-side.rules
	udevadm control --reload
}

# A server that does not answer is a failure, not a hang.
pactl() {
	until has_calmed_down; do
		pause 0.2
	done
	as_user timeout 20 pactl "$@"
}

cards() {
	pactl list cards
}

has_card() {
	cards | grep -q 'Name: alsa_card.usb-'
}

active_port() {
	pactl list sinks | sed -n 's/.*Active Port: //p'
}

is_active() { # PORT
	[[ $(active_port) == "$1" ]]
}

db_of() { # NAME: of the louder channel of a control, in dB
	get host 0 "$1 Headphone Playback Volume" | tr , '\n' | sort -n | tail -n1 | awk '{ print $1 / 2 - 100 }'
}

# Software makes up for what the steps of the control do not reach.
shown_is_db() { # DB
	pactl get-sink-volume @DEFAULT_SINK@ | grep -oE -- '-?[0-9.]+ dB' | head -n1 |
		awk -v want="$1" '{ d = $1 - want; exit !(d < 0.51 && d > -0.51) }'
}

shown_is_level_of() { # SE|Balanced
	shown_is_db "$(db_of "$1")"
}

# PulseAudio sets it when it has played what it had buffered, and shows it before.
shown_is() { # SE|Balanced LEVEL
	[[ $(db_of "$1") == "$2" ]] && shown_is_level_of "$1"
}

slider() { # DB
	pactl set-sink-volume @DEFAULT_SINK@ \
		"$(awk -v db="$1" 'BEGIN { printf "%d", 65536 * 10 ^ (db / 60) }')"
}
