#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# How dongle-gadget and dongle-keeper, found beside $DONGLE_CTL, are not to be called.
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../../tests/tap.sh"

GADGET=$(dirname "$DONGLE_CTL")/dongle-gadget
KEEPER=$(dirname "$DONGLE_CTL")/dongle-keeper

run() { # PROGRAM [ARGUMENT]...: sets STATUS, OUT and ERR
	STATUS=0
	OUT=$("$@" 2>"$WORK/err" </dev/null) || STATUS=$?
	ERR=$(<"$WORK/err")
}

refused() { # TEXT DESCRIPTION: with status 2, and the error says TEXT
	is "$STATUS" 2 "$2: exit code 2"
	ok "$2: says '$1'" grep -qF -- "$1" <<<"$ERR"
	is "$OUT" "" "$2: nothing else"
}

gadget_usage() {
	local allowed='allowed: start, stop, check, bridge'
	run "$GADGET"
	refused "a word is missing; $allowed" "no word"
	run "$GADGET" start stop
	refused "one word too many: stop; $allowed" "two words"
	run "$GADGET" launch
	refused "there is no launch; $allowed" "an unknown word"
	run "$GADGET" --explode start
	refused "--explode" "an unknown option"
	run "$GADGET" check --config
	refused "--config" "an option without its file"
	run "$GADGET" --help
	is "$STATUS" 0 "--help: exit code 0"
	ok "--help: has the words" grep -q 'start|stop|check|bridge' <<<"$OUT"
	run "$GADGET" --version
	is "$STATUS $OUT" "0 dongle-gadget $("$DONGLE_CTL" --version | sed -n '1s/^dongle-ctl \([0-9.]*\).*/\1/p')" \
		"--version: that of dongle-ctl"
}

# None of these words may do anything with a file that is wrong.
gadget_file() {
	local word
	echo 'loudness = all' >"$WORK/wrong.conf"
	mkdir "$WORK/configfs"
	for word in check start bridge; do
		run "$GADGET" "$word" --config "$WORK/none.conf" --configfs "$WORK/configfs"
		is "$STATUS" 6 "$word, no file: exit code 6"
		ok "$word, no file: says which" grep -qF "$WORK/none.conf is wrong; nothing was done" <<<"$ERR"
		run "$GADGET" "$word" --config "$WORK/wrong.conf" --configfs "$WORK/configfs"
		is "$STATUS" 6 "$word, a wrong line: exit code 6"
		ok "$word, a wrong line: says where" grep -qF "$WORK/wrong.conf:1: " <<<"$ERR"
	done
	is "$(find "$WORK/configfs" -mindepth 1)" "" "configfs was left alone"
}

keeper_usage() {
	run "$KEEPER"
	refused "standard input is no connection" "the keeper without a socket"
}

main() {
	WORK=$(mktemp -d)
	trap 'rm -rf "$WORK"' EXIT
	gadget_usage
	gadget_file
	keeper_usage
	done_testing
}

main
