# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# Test results as prove reads them; sourced, not run.

TAP_COUNT=0
TAP_FAILED=0

tap_result() { # STATUS DESCRIPTION
	TAP_COUNT=$((TAP_COUNT + 1))
	if (($1 == 0)); then
		echo "ok $TAP_COUNT - $2"
	else
		echo "not ok $TAP_COUNT - $2"
		TAP_FAILED=$((TAP_FAILED + 1))
	fi
}

diag() { # TEXT, of any number of lines
	# shellcheck disable=SC2001 # of every line
	sed 's/^/# /' <<<"$1"
}

ok() { # DESCRIPTION COMMAND...: it succeeds
	local description=$1 output status=0
	shift
	output=$("$@" 2>&1) || status=$?
	tap_result "$status" "$description"
	((status == 0)) || diag "$* gave status $status
$output"
}

is() { # GOT WANTED DESCRIPTION
	[[ $1 == "$2" ]]
	tap_result $? "$3"
	[[ $1 == "$2" ]] || diag "got:
$1
wanted:
$2"
}

done_testing() {
	echo "1..$TAP_COUNT"
	exit $((TAP_FAILED > 0))
}
