#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# dongle-ctl advise, found in $DONGLE_CTL, where no dongle is plugged in.
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../../tests/tap.sh"

TOP=$(cd "$(dirname "$0")/../.." && pwd -P)

run() { # ARGUMENT...: sets STATUS, OUT and ERR
	STATUS=0
	OUT=$("$DONGLE_CTL" advise "$@" 2>"$WORK/err" </dev/null) || STATUS=$?
	ERR=$(<"$WORK/err")
}

has() { # TEXT WANTED DESCRIPTION
	[[ $1 == *"$2"* ]]
	tap_result $? "$3: '$2'"
	[[ $1 == *"$2"* ]] || diag "got: $1"
}

values() { # KEY...: all that the JSON of the answer has, in its order
	local keys
	keys=$(printf '%s\|' "$@")
	sed -n "s/^ *\"\(${keys%??}\)\": \(.*[^,]\),\{0,1\}$/\2/p" <<<"$OUT" | paste -sd' '
}

# That option with that value, beside what is good: named, with what is allowed.
refuses() { # OPTION VALUE WANTED...
	local option=$1 value=$2 want
	run --headphones hd600 --full-scale 2000 "$option=$value"
	is "$STATUS $OUT" "2 " "$option '$value': exit code 2, and no answer"
	for want in "$option: '" "${@:3}"; do
		has "$ERR" "$want" "$option '$value'"
	done
}

bad_values() {
	local value option
	for option in --impedance --target --full-scale --source-impedance; do
		for value in 0 -5 '' x 1e3 nan inf 0x10 1.2.3 999999999999 32dB ' ' 32,x ','; do
			refuses "$option" "$value" "allowed: "
		done
	done
	for value in 0dB/mW -104dB/mW 1000dB/V '' dB/V /V 104dB/W 104dB/mV 104dB/ 104dB/V/x nan/V; do
		refuses --sensitivity "$value" "allowed: "
	done
	for value in 104 104dB '104 dB SPL' 104.5dB; do
		refuses --sensitivity "$value" "at 1 mW or at 1 V?" "15 dB at 32 ohm" "104"
	done
	for value in 104dB/mW/V 104dB/V/mW 104dB/mW,104dB/V; do
		refuses --sensitivity "$value" "has two units"
	done
	for value in 1,2,3 ,,5 '5,'; do
		refuses --full-scale "$value" "or 2000,4000 with balanced"
	done
	refuses --headphones '' "allowed: a name"
	run --sensitivity=104dB/mW --sensitivity=110dB/V --impedance=32
	is "$STATUS" 2 "two units one after the other: exit code 2"
	has "$ERR" "comes after one of the other unit" "two units one after the other"
}

good_values() {
	local value
	for value in 97dB/V 97db/v '97 dB/V' '97 dB SPL/V' '97dB/1Vrms' '97 dB SPL / 1 V' 97/V; do
		run --sensitivity "$value" --impedance 300ohm --full-scale '2000 mV,4000mV' --json
		is "$STATUS $(values db_spl_per_v voltage_mv)" "0 97.0 4466.836" "--sensitivity '$value'"
	done
	run --sensitivity 104dB/mW --impedance 32 --full-scale ,4000 --json
	is "$(values output db_spl_per_v)" '118.949 "balanced" "balanced"' "at 1 mW, and balanced alone"
}

missing_values() {
	run
	is "$STATUS" 2 "no headphones: exit code 2"
	has "$ERR" "which headphones?" "no headphones"
	run --impedance 32
	is "$STATUS" 2 "no sensitivity: exit code 2"
	run --sensitivity 100dB/V --full-scale 2000
	is "$STATUS" 2 "no impedance: exit code 2"
	has "$ERR" "--impedance=OHM" "no impedance"
	run --headphones hd600
	is "$STATUS" 3 "no dongle: exit code 3"
	has "$ERR" "--device=MODEL" "no dongle"
	run --headphones hd600 --device 'FiiO KA5'
	is "$STATUS" 2 "no full scale: exit code 2"
	has "$ERR" "nobody knows the full scale of FiiO KA5; give --full-scale" "no full scale"
	run --headphones hd600 --device zzz
	is "$STATUS" 3 "no such model: exit code 3"
	has "$ERR" "'zzz' is not known; nearest: " "no such model"
	run --headphones hd600 --serial zzz --full-scale 2000
	is "$STATUS" 3 "no such serial number: exit code 3"
	run --headphones hd600 --gain high
	is "$STATUS" 2 "a setting: exit code 2"
	has "$ERR" "does not go with 'advise'" "a setting"
	run --headphones hd600 --json --plain --full-scale 2000
	is "$STATUS" 2 "JSON and plain: exit code 2"
	OUT=$("$DONGLE_CTL" status --target 110 2>&1)
	has "$OUT" "--target does not go with 'status', only with: advise" "with another word"
	OUT=$("$DONGLE_CTL" list --headphones hd600 2>&1)
	has "$OUT" "--headphones does not go with 'list', only with: status, set, monitor, advise" "with a third"
	OUT=$("$DONGLE_CTL" --gain low --headphones hd600 2>&1)
	has "$OUT" "--headphones: set needs them for a limit in dB SPL only" "with a setting that needs none"
}

names() {
	local wanted
	for wanted in 'hd600 Sennheiser HD 600' 'SE-846 Shure SE846' 'susv HiFiMAN Susvara' \
		'k702 AKG K702' '880 Beyerdynamic DT 880 600 ohm'; do
		run --headphones "${wanted%% *}" --full-scale 2000 --json
		is "$(values name)" "\"${wanted#* }\" \"any dongle of these figures\"" "--headphones ${wanted%% *}"
	done
	run --headphones hd60 --full-scale 2000
	is "$STATUS $OUT" "0 $OUT" "one that begins a word: exit code 0"
	run --headphones hd610 --full-scale 2000
	is "$STATUS" 2 "one that is not known: exit code 2"
	has "$ERR" "'hd610' is not known; nearest: Sennheiser HD 600, " "one that is not known"
	run --headphones shure --full-scale 2000
	is "$STATUS" 2 "one of several: exit code 2"
	has "$ERR" "'shure' could be Shure SE215, Shure SE535, Shure SE846" "one of several"
}

# One entry that is wrong costs no other one.
broken_file() {
	cat >"$XDG_CONFIG_HOME/dongle/headphones/mine.conf" <<-END
		[Mine]
		impedance = 32
		sensitivity = 100
		[Other]
		impedance = 32
		sensitivity = 100dB/V
		[Sennheiser HD 600]
		impedance = 0
		sensitivity = 97dB/V
	END
	run --headphones other --full-scale 2000
	is "$STATUS" 0 "one beside a broken one: exit code 0"
	has "$ERR" "mine.conf:3: sensitivity: '100': at 1 mW or at 1 V?" "the file and the line"
	has "$ERR" "mine.conf:8: impedance: '0' is not possible" "the other file and line"
	run --headphones se846 --full-scale 2000
	is "$STATUS" 0 "one of another file: exit code 0"
	run --headphones mine --full-scale 2000
	is "$STATUS $OUT" "6 " "the broken one: exit code 6, and no answer"
	has "$ERR" "the entry of 'Mine' is broken" "the broken one"
	run --headphones hd600 --full-scale 2000
	is "$STATUS $OUT" "6 " "one that hides a good one: exit code 6"
	rm "$XDG_CONFIG_HOME/dongle/headphones/mine.conf"
}

own_dongle() {
	printf '[My Amp]\nfull-scale = 500,9000\nsource-impedance = 47\n' \
		>"$DONGLE_CONFIG_DIR/dongles/mine.conf"
	run --headphones hd600 --device 'my amp' --json
	is "$(values name output impedance_ratio)" \
		'"Sennheiser HD 600" "My Amp" "balanced" null "se" 6.383 "balanced" null' "a dongle of one's own"
	has "$(tr -d ' \n' <<<"$OUT")" '"against":["soft","impedance-ratio"]' "a dongle of one's own"
}

answers() {
	run --headphones se846 --device 'Dawn Pro'
	has "$OUT" "Single-ended, high gain is enough: 30 dB to spare. Balanced is not needed." "sensitive"
	has "$OUT" "has 36 dB more than is needed: its noise may be heard" "sensitive, balanced"
	has "$OUT" "Not known: the full scale of single-ended, low gain." "what nobody knows"
	has "$OUT" "peaks of 110 dB SPL, as of music at 90 dB SPL" "the target is said"
	run --headphones susvara --device 'Dawn Pro'
	is "$STATUS" 0 "hard: exit code 0"
	has "$OUT" "Nothing here reaches 110 dB SPL: balanced, high gain comes closest, 3 dB short." "hard"
	run --headphones hd600 --full-scale 2000,5000
	has "$OUT" "Balanced is enough: 1.0 dB to spare. Single-ended does not do" "balanced"
	run --headphones hd600 --full-scale 2000,5000 --target 90
	has "$OUT" "Single-ended is enough: 13 dB to spare. Balanced is not needed." "softer"
	LC_ALL=C run --headphones hd600 --full-scale 20000,50000
	is "$(grep -c '^. [SB].* mV.*[[#|-]*]$' <<<"$OUT")" 2 "a line for each output"
	is "$(grep ' mV ' <<<"$OUT" | grep -c '.\{80\}')" 0 "of no more than 79 columns"
	run --headphones hd600 --full-scale 2000,5000 --plain
	has "$OUT" "Balanced is enough: 1.0 decibels to spare." "to hear"
	is "$(grep -c '[+*|]\|-[0-9 ]' <<<"$OUT")" 0 "to hear: no sign that a reader skips"
	run --headphones hd600 --full-scale 2000,5000 --quiet
	is "$STATUS $OUT$ERR" "0 " "--quiet"
}

json() {
	run --headphones hd600 --device 'Dawn Pro' --json
	is "$(values schema measured_ohm target_db_spl current_ma advised full_scale_mv headroom_db)" \
		"1 null 110.0 14.889 null 2000.0 -6.979 4000.0 -0.959" "JSON: nothing does"
	has "$(values answer)" '"Nothing here reaches 110 dB SPL' "JSON: the sentence"
}

chart() {
	local chart=$WORK/chart.svg before
	run --headphones susvara --device 'dawn pro' --svg "$chart" --quiet
	is "$STATUS $OUT$ERR" "0 " "a chart: exit code 0, and no word"
	ok "a chart: well-formed" xmllint --noout "$chart"
	is "$(xmllint --xpath 'string(//*[local-name()="title"])' "$chart")" \
		"Nothing here reaches 110 dB SPL: balanced, high gain comes closest, 3 dB short." "a chart: title"
	has "$(xmllint --xpath 'string(//*[local-name()="desc"])' "$chart")" \
		"single-ended, high gain: 101 dB, 9 dB short; balanced, high gain: 107 dB, 3 dB short" "a chart: desc"
	is "$(xmllint --xpath 'concat(/*/@role, " ", /*/@aria-labelledby, " ", /*/@viewBox)' "$chart")" \
		"img title desc 0 0 400 $(sed -n 's/^<svg.* height="\([0-9]*\)".*/\1/p' "$chart")" "a chart: for readers of screens"
	is "$(xmllint --xpath 'count(//*[local-name()="path" or local-name()="image" or local-name()="script"])' "$chart")" 0 \
		"a chart: text is text, and nothing runs"
	ok "a chart: light and dark" grep -qF 'prefers-color-scheme:dark' "$chart"
	is "$(grep '^<text' "$chart" | sed 's/<[^>]*>//g' | grep -c '.\{41\}')" 0 "a chart: no line is too long"
	is "$(grep -o 'font-size:[0-9]*' "$chart" | cut -d: -f2 | sort -n | head -n1)" 12 "a chart: no letter is too small"
	is "$(grep -c 'url(#short)' "$chart"), $(grep -c 'class="bar"' "$chart")" "2, 0" "a chart: what is too soft is striped"
	before=$(<"$chart")
	run --headphones se846 --device 'dawn pro' --svg "$chart"
	is "$STATUS" 0 "another chart: exit code 0"
	has "$OUT" "Single-ended, high gain is enough" "another chart: and text"
	is "$(grep -c 'url(#short)' "$chart"), $(grep -c 'class="bar"' "$chart")" "0, 2" "another chart: bars"
	ok "another chart: in place of the first" test "$before" != "$(<"$chart")"
	printf '[A & B <"C">]\nfull-scale = 5000\n' >"$DONGLE_CONFIG_DIR/dongles/odd.conf"
	run --headphones hd600 --device 'a b c' --svg "$chart" --quiet
	ok "a chart: signs of XML in a name" xmllint --noout "$chart"
	is "$(find "$WORK" -name '*.new')" "" "a chart: nothing else is left"
}

no_chart() {
	local chart=$WORK/chart.svg
	echo mine >"$chart"
	run --headphones nobody --device 'dawn pro' --svg "$chart"
	is "$STATUS $(<"$chart")" "2 mine" "no answer, no chart"
	run --headphones hd600 --device 'dawn pro' --svg "$WORK/none/chart.svg"
	is "$STATUS $OUT" "1 " "no such folder: exit code 1"
	has "$ERR" "cannot write $WORK/none/chart.svg: No such file or directory" "no such folder"
	run --headphones hd600 --device 'dawn pro' --svg "$WORK"
	is "$STATUS" 1 "a folder: exit code 1"
	run --headphones hd600 --device 'dawn pro' --svg ''
	is "$STATUS" 2 "no name: exit code 2"
	is "$(find "$WORK/.." -maxdepth 1 -name "${WORK##*/}*.new")" "" "nothing is left"
}

main() {
	WORK=$(mktemp -d)
	trap 'rm -rf "$WORK"' EXIT
	umask 022
	export DONGLE_DATA_DIR=$WORK/data DONGLE_CONFIG_DIR=$WORK/etc XDG_CONFIG_HOME=$WORK/home
	mkdir -p "$WORK"/{etc,home/dongle}/{headphones,dongles}
	make -s -C "$TOP/userspace/data" install DESTDIR="$WORK/root" PREFIX=/usr >/dev/null
	mv "$WORK/root/usr/share/dongle-dac" "$DONGLE_DATA_DIR"
	bad_values
	good_values
	missing_values
	names
	broken_file
	own_dongle
	answers
	json
	chart
	no_chart
	done_testing
}

main
