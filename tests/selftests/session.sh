# SPDX-License-Identifier: GPL-2.0-only
# The user's side of a system of its own (tests/vm/run --system): programs and
# a sound server in the session on the seat; sourced after lib.sh.

USER_NAME=listener
USER_DIR=/run/user/1000
PIPEWIRE_UNITS=(pipewire.socket pipewire.service wireplumber.service pipewire-pulse.socket)
PULSEAUDIO_UNITS=(pulseaudio.socket pulseaudio.service)

as_user() { # COMMAND...
	setpriv --reuid "$USER_NAME" --regid "$USER_NAME" --init-groups env -i HOME="/home/$USER_NAME" \
		USER="$USER_NAME" LOGNAME="$USER_NAME" SHELL=/bin/bash LANG=C.UTF-8 \
		PATH=/usr/local/bin:/usr/bin:/bin XDG_RUNTIME_DIR="$USER_DIR" \
		DBUS_SESSION_BUS_ADDRESS="unix:path=$USER_DIR/bus" "$@"
}

user_units() { # VERB UNIT...
	as_user systemctl --user --quiet "$@"
}

# Ends the one that runs, forgets what it remembered, and starts the other.
sound_server() { # pipewire|pulseaudio|none
	user_units stop "${PULSEAUDIO_UNITS[@]}" pipewire-pulse.service "${PIPEWIRE_UNITS[@]}" 2>/dev/null
	rm -rf "/home/$USER_NAME/.local/state" "/home/$USER_NAME/.config/pulse"
	case $1 in
	pipewire) user_units start "${PIPEWIRE_UNITS[@]}" ;;
	pulseaudio) user_units start "${PULSEAUDIO_UNITS[@]}" ;;
	*) return 0 ;;
	esac
	wait_until as_user pactl info
}
