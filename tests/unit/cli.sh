#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Runs dongle-ctl, found in $DONGLE_CTL, where no dongle is plugged in.

count=0
failed=0

result() { # good|bad NAME
	count=$((count + 1))
	if [ "$1" = good ]; then
		echo "ok $count - $2"
	else
		failed=$((failed + 1))
		echo "not ok $count - $2"
	fi
}

# Runs it; leaves $code, $out, $err.
run() {
	out=$("$DONGLE_CTL" "$@" 2>"$work/err" </dev/null)
	code=$?
	err=$(<"$work/err")
}

code_is() { # WANT NAME
	if [ "$code" -eq "$1" ]; then
		result good "$2: exit code $1"
	else
		result bad "$2: exit code $1"
		echo "#   got $code, $err"
	fi
}

has() { # TEXT WANT NAME
	if [[ $1 == *"$2"* ]]; then
		result good "$3: says '$2'"
	else
		result bad "$3: says '$2'"
		printf '#   got %s\n' "${1//$'\n'/ / }"
	fi
}

# A usage error that names what is wrong and what is allowed, and sends one to --help.
refuses() { # OPTION VALUE WANT...
	local option=$1 value=$2 want

	shift 2
	run "$option" "$value"
	code_is 2 "$option '$value'"
	for want in "'$value'" "$option" "$@" "Try "; do
		has "$err" "$want" "$option '$value'"
	done
}

accepts() { # ARGUMENT...
	run "$@"
	code_is 3 "$*"
	has "$err" "no dongle" "$*"
}

test_bad_values() {
	local option value

	for value in loud '' Auto 2; do
		refuses --mode "$value" single-ended balanced auto
	done
	for value in loud '' HIGH lo; do
		refuses --gain "$value" low medium high
	done
	for value in loud '' 0 9 12 1x -1 unknown; do
		refuses --filter "$value" fast-low-latency brick-wall '1 to 8'
	done
	for option in --se-volume --balanced-volume --volume; do
		for value in loud '' 101% -5% -20dBx '-20 dB' -1,-2,-3 +3dB+ 20000; do
			refuses "$option" "$value" -20dB +3dB 50% LEFT,RIGHT
		done
	done
	for option in --se-mute --balanced-mute --mute; do
		for value in loud '' 1 ON; do
			refuses "$option" "$value" on off toggle
		done
	done
	for option in --se-limit --balanced-limit --limit; do
		for value in loud '' off 50% +3dB 3dB- -20,-20 100SPL 100dBSPLx -100dBSPL 39.9dBSPL \
			140.1dBSPL 1e2dBSPL 0dBSPL 100dBSPL,90dBSPL; do
			refuses "$option" "$value" -20dB 100dBSPL none
		done
	done
}

test_bad_selectors() {
	local value

	refuses --device '' 'serial' '1-1.2' '1234:abcd'
	refuses --serial '' 'as list shows'
	for value in '' 1 1- -1 1-1. 1-1..2 1.1 1-1-1 1-1x /dev/bus/usb 1-1: 1-1:1 1-1:1.0x :1.0; do
		refuses --path "$value" 1-1.2
	done
	for value in '' 1234 1234: 12345:678 1234:567g 1234-5678 1234:56789; do
		refuses --id "$value" VVVV:PPPP 1234:abcd
	done
}

test_bad_lines() {
	run explode
	code_is 2 'unknown command'
	has "$err" "'explode'" 'unknown command'
	has "$err" 'status, list, set, monitor' 'unknown command'
	run list status
	code_is 2 'two commands'
	has "$err" "'status'" 'two commands'
	run status --gain low
	code_is 2 'command and setting'
	has "$err" "--gain does not go with 'status', only with: set" 'command and setting'
	run set
	code_is 2 'set and no setting'
	has "$err" 'no setting is given' 'set and no setting'
	run forget --all
	code_is 2 'an option of another command'
	has "$err" "only with: status, save, apply" 'an option of another command'
	run forget --dose --serial X
	code_is 2 'the dose of a device'
	has "$err" "--dose is of no device" 'the dose of a device'
	run save --dose
	code_is 2 'the dose and another command'
	has "$err" "only with: forget" 'the dose and another command'
	run monitor --headphones nobody
	code_is 2 'monitor and headphones that are not known'
	run apply --gain low
	code_is 2 'apply and a setting'
	run --keep-level
	code_is 2 '--keep-level alone'
	has "$err" '--gain' '--keep-level alone'
	run status --json --plain
	code_is 2 'JSON and plain'
	has "$err" '--json and --plain' 'JSON and plain'
	run monitor --all
	code_is 2 'an option of another verb'
	has "$err" "--all does not go with 'monitor', only with: status" 'an option of another verb'
	run --explode
	code_is 2 'unknown option'
	has "$err" '--explode' 'unknown option'
	run --gain
	code_is 2 'no argument'
	has "$err" "'--gain' requires an argument" 'no argument'
	run --json=yes
	code_is 2 'an argument too many'
	has "$err" '--json' 'an argument too many'
}

test_waiting() {
	local value

	for value in -1 x 1x 90000; do
		run "--wait=$value"
		code_is 2 "--wait=$value"
		has "$err" "--wait: '$value'" "--wait=$value"
		has "$err" '0 to 86400' "--wait=$value"
	done
	run --wait=0 list
	code_is 3 'no time to wait'
	has "$err" 'within 0 s' 'no time to wait'
	run monitor --wait=0 --serial X
	code_is 3 'monitor with no time to wait'
	has "$err" 'that matches' 'monitor with no time to wait'
}

test_good_values() {
	local value

	accepts status
	accepts set --mode auto
	accepts --mode auto set
	accepts
	accepts list
	accepts --json list
	for value in -20dB -20 +3dB +3 3dB+ 3dB- 50% +5% 5%+ 5%- -20,-21.5dB; do
		accepts --se-volume "$value"
		accepts "--balanced-volume=$value"
	done
	accepts --volume -20dB --mute toggle --quiet
	accepts --se-limit -20 --balanced-limit=-10.5dB --limit none
	accepts --se-limit 40dBSPL --balanced-limit='140 dB SPL' --headphones x
	accepts --limit 100.5dbspl
	accepts --gain high --keep-level --mode auto --filter brick-wall --se-mute on
	accepts --keep-level --gain low --filter 8 --balanced-mute off
	accepts --path 1-1.2:1.0
	accepts apply --dry-run
	accepts save --serial x
	accepts forget --quiet
	run apply --all
	code_is 0 'apply --all with no device'
	accepts --device 1234:ABCD --serial x --path 10-1.2.3 --id AB12:cd34 --json
	run list --json
	has "$out" '"schema": 1' 'list --json with no device'
	has "$out" '"devices": []' 'list --json with no device'
}

test_help() {
	local word

	run --help
	code_is 0 --help
	for word in --device --serial --path --id --mode --gain --keep-level --filter \
		--se-volume --balanced-volume --volume --se-mute --balanced-mute --mute \
		--se-limit --balanced-limit --limit \
		--json --quiet --plain --all --wait --direct --dry-run --version list status set monitor save apply forget single-ended balanced auto \
		low medium high on off toggle -20dB +3dB 3dB+ 3dB- 50% +5% 5%- L,R \
		fast-low-latency fast-phase-compensated slow-low-latency \
		slow-phase-compensated non-oversampling fast-linear-phase \
		slow-linear-phase fast-minimum-phase slow-minimum-phase apodizing \
		hybrid brick-wall '1  the device' '2  the command line' '3  no device' \
		'4  more than one' '5  no permission' \
		'6  a file of settings'; do
		has "$out" "$word" --help
	done
	run --version
	code_is 0 --version
	has "$out" 'dongle-ctl ' --version
	has "$out" 'protocol 1.1' --version
}

main() {
	if [ ! -x "$DONGLE_CTL" ]; then
		echo "Bail out! DONGLE_CTL='$DONGLE_CTL' is no program: build it in userspace"
		exit 1
	fi
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	export DONGLE_CONFIG_DIR=$work DONGLE_STATE_DIR=$work
	test_bad_values
	test_bad_selectors
	test_bad_lines
	test_waiting
	test_good_values
	test_help
	echo "1..$count"
	[ "$failed" -eq 0 ]
}

main
