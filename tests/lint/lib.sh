# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# What the checks of the source have in common; sourced, not run. Files are named as from
# the top of the checkout.

cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit
. tests/tap.sh

files() { # PATH... -- PATTERN...: those of these names
	local paths=() names=()
	while [[ $1 != -- ]]; do
		paths+=("$1")
		shift
	done
	shift
	printf -v names '%s -o -name ' "$@"
	# shellcheck disable=SC2086 # words of find
	find "${paths[@]}" -type f \( -name ${names% -o -name } \) | sort
}

kernel_code() {
	files driver tests/vm/selftest-modules tests/kunit -- '*.[ch]'
}

user_code() {
	files userspace tests -- '*.[ch]' | grep -vE '^tests/(vm|kunit)/'
}

# shellcheck disable=SC2034 # for the scripts
# The flags every program of userspace and of the tests can be compiled with.
mapfile -t USER_FLAGS < <(
	printf '%s\n' -std=gnu11 -D_GNU_SOURCE '-DVERSION="0"' '-DDONGLE_CONFIG_DIR="/etc/dongle"' \
		'-DDONGLE_STATE_DIR="/var/lib/dongle"' \
		-Idriver/{core,uapi} -Iuserspace/{libdongle,dongle-ctl,dongle-keeper,gadget} \
		-Idriver/{host,gadget} -Itests/{fuzz,unit}
	pkg-config --cflags libusb-1.0 libudev inih jansson alsa | tr ' ' '\n' | sed '/^$/d'
)

# Nothing to say, and that of something: a tool that is missing has looked at nothing.
silent() { # DESCRIPTION COMMAND...: it succeeds without a word
	local description=$1 output status=0
	shift
	output=$("$@" 2>&1) || status=$?
	[[ -z $output ]] && ((status == 0))
	tap_result $? "$description"
	if [[ -n $output ]] || ((status)); then
		diag "$output
status $status"
	fi
}
