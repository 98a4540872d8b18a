#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The man pages: well formed, and with a word about all that the sources have.
. "$(dirname "$0")/../../tests/tap.sh"

TOP=$(cd "$(dirname "$0")/../.." && pwd -P)
PAGES=$TOP/userspace/man
CTL=$TOP/userspace/dongle-ctl
GADGET=$(dirname "$DONGLE_CTL")/dongle-gadget

# Other packages' pages may not be installed here.
lint() { # PAGE
	mandoc -T lint -W style "$PAGES/$1" 2>&1 | grep -vE 'referenced manual not found|mandoc.db'
}

page() { # PAGE: as it is read, on one line
	mandoc -T utf8 "$PAGES/$1" | col -bx | tr -s ' \n' ' ' | LC_ALL=C.UTF-8 sed 's/[‐−]/-/g'
}

# Words that do not stand alone anywhere in the page.
missing() { # PAGE WORD...
	local text word
	text=$(page "$1")
	for word in "${@:2}"; do
		[[ $text =~ (^|[^a-z_-])$word([^a-z_-]|$) ]] || echo "$word"
	done
}

mentions() { # PAGE DESCRIPTION MINIMUM WORD...: at least so many of them are known
	ok "$2: found in the sources" test "$(($# - 3))" -ge "$3"
	is "$(missing "$1" "${@:4}")" "" "$1: $2"
}

advise_keys() {
	sed -nE 's/.*json_object_set_new\([a-z_]+, *"([a-z_]+)".*/\1/p; s/.*json_string\("([a-z-]+)"\).*/\1/p' "$CTL/advise_json.c"
}

abx_keys() {
	sed -nE 's/.*json_object_set_new\([a-z_]+, "([a-z_]+)".*/\1/p; s/.*\] *= "([a-z]+)",$/\1/p' \
		"$CTL"/abx_{json,log,session}.c
}

json_keys() {
	sed -nE 's/.*json_object_set_new\([a-z_]+, *"([a-z_]+)".*/\1/p; s/.*json_pack\("\{s:i\}", "([a-z_]+)".*/\1/p
		s/.*"(gain|level_db)", (dongle|level).*/\1/p' "$CTL/json.c"
	sed -n '/json_pack/,/;/p' "$CTL/doseshow.c" | grep -oE '"[a-z_0-9]+"' | tr -d '"'
	grep -oE '\\"[a-z_]+\\":' "$CTL/event.c" | tr -d '\\":'
	sed -nE 's/^\t\{ USB_DONGLE_F.*"([a-z_]+)".*/\1/p' "$CTL/event.c"
}

main() {
	local page words
	if ! command -v mandoc >/dev/null; then
		echo "Bail out! mandoc is missing: run tests/setup"
		exit 1
	fi
	for page in dongle-ctl.1 dongle-ctl-abx.1 dongle-ctl-advise.1 dongle-gadget.8 dongle-gadget.conf.5 dongle.conf.5 dongle.7; do
		is "$(lint "$page")" "" "$page: mandoc has nothing to say"
	done
	mapfile -t words < <("$DONGLE_CTL" --help | grep -oE -- '^.{0,10}--[a-z-]+' | grep -oE -- '--[a-z-]+')
	mentions dongle-ctl.1 "options" 20 "${words[@]}"
	mapfile -t words < <("$DONGLE_CTL" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
	mentions dongle-ctl.1 "commands" 4 "${words[@]}"
	mapfile -t words < <("$DONGLE_CTL" --help | sed -n '/^Exit codes:/,$s/^  \([0-9]\)  .*/\1/p')
	mentions dongle-ctl.1 "exit codes" 6 "${words[@]}"
	mapfile -t words < <(json_keys | sort -u)
	mentions dongle-ctl.1 "keys of JSON" 35 "${words[@]}"
	mapfile -t words < <(advise_keys | sort -u)
	mentions dongle-ctl-advise.1 "keys of JSON" 25 "${words[@]}"
	mapfile -t words < <("$DONGLE_CTL" --help | sed -n '/for advise/,/What is written/s/^ *\(--[a-z-]*\)=.*/\1/p')
	mentions dongle-ctl-advise.1 "options" 6 "${words[@]}"
	mapfile -t words < <(abx_keys | sort -u)
	mentions dongle-ctl-abx.1 "keys of JSON" 28 "${words[@]}"
	mapfile -t words < <("$DONGLE_CTL" --help | sed -n '/for abx/,/About/s/^ *\(--[a-z-]*\).*/\1/p')
	mentions dongle-ctl-abx.1 "options" 5 "${words[@]}"
	mapfile -t words < <(grep -rhoE 'getenv\("[A-Z_]+"' "$TOP/userspace" --include='*.c' | sed 's/.*"\(.*\)"/\1/' | sort -u)
	mentions dongle-ctl.1 "environment" 2 "${words[@]}"
	mapfile -t words < <("$DONGLE_CTL" --help | grep -oE -- '^ +--[a-z-]+=' | tr -d ' =' | sed 's/^--//' |
		grep -E 'mode|gain|filter|volume|mute|limit|headphones')
	mentions dongle.conf.5 "keys" 13 "${words[@]}"
	mapfile -t words < <("$GADGET" --help | sed -n 's/^  \(--[a-z]*\|[a-z]*\|[0-9]\)[= ].*/\1/p')
	mentions dongle-gadget.8 "words, options and exit codes" 12 "${words[@]}"
	mapfile -t words < <(sed -n 's/^\t{\? \?[A-Z]*[,(] \?"\?\(KEY_\)\?\([A-Za-z-]*\)"\?, .*/\L\2/p' "$TOP/userspace/gadget/keys.c" | sort -u)
	mentions dongle-gadget.conf.5 "keys" 29 "${words[@]}"
	mapfile -t words < <(grep -rhoE '"[A-Z][A-Za-z ]* (Jack|Impedance|Mode|Gain|Filter|Playback Volume|Playback Switch)"' \
		"$TOP/driver/core" | tr -d '"' | sort -u)
	mentions dongle.7 "controls" 3 "${words[@]}"
	done_testing
}

main
