#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What agrees with the table of bought dongles: the module's aliases, the lists that are
# made of it, the fixtures, the emulated devices; and that a row is all it takes to add one.
. "$(dirname "$0")/../../tests/tap.sh"

TOP=$(cd "$(dirname "$0")/../.." && pwd -P)
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
UDEV=userspace/udev
RULES=$UDEV/70-dongle-models.rules

# VENDOR PRODUCT NAME of each row, ids in hexadecimal.
rows() {
	cat >"$WORK/rows.c" <<-'END'
		#include <stdio.h>
		#include "host/models.h"
		#define ROW(vendor, product, se, balanced, kind, confidence, name) \
			printf("%04x %04x %s\n", vendor, product, name);
		int main(void) { DONGLE_MODELS(ROW) return 0; }
	END
	cc -I"$TOP/driver" -I"$TOP/driver/uapi" -o "$WORK/rows" "$WORK/rows.c" && "$WORK/rows"
}

aliases() { # VENDOR PRODUCT of each device the module is loaded for
	modinfo -F alias "$("$TOP/tests/vm/modules" 6.12)"/lib/modules/*/updates/snd-usb-dongle.ko |
		sed -n 's/^usb:v\([0-9A-F]\{4\}\)p\([0-9A-F]\{4\}\)d.*/\1 \2/p' | tr A-F a-f
}

fixture_controls() { # FIXTURE
	sed -n 's/^control | \([^|]*\) |.*/\1/p' "$1"
}

readme_controls() { # NAME
	grep "^| $1 |" "$TOP/README.md" | cut -d'|' -f4 | tr -d '`' | sed 's/^ //; s/ $//; s/, /\n/g'
}

# Of all models with one id, the brand once.
names_of() { # VENDOR PRODUCT
	grep "^$1 $2 " <<<"$TABLE" | cut -d' ' -f3- | awk 'NR == 1 { all = $0 } NR > 1 { sub(/^[^ ]* /, ""); all = all " and " $0 }
		END { print all }'
}

agrees() { # VENDOR PRODUCT NAME
	local fixture=$TOP/tests/fixtures/$1_$2
	is "$(head -n1 "$fixture")" \
		"# $(names_of "$1" "$2"), $1:$2. A fact a line: name | value | sources | confidence" "$3: its fixture"
	is "$(readme_controls "$3" | sort)" "$(fixture_controls "$fixture" | sort)" "$3: the controls expected of it"
	ok "$3: an emulated device" grep -lzE "0x$1,.*0x$2," "$TOP"/tests/devices/*.c
}

make_lists() { # in the copy of the tree
	rm -f "$WORK/$RULES" "$WORK/$UDEV"/25-dongle-models.hwdb
	make -s -C "$WORK/userspace/lists" O="$WORK/build"
}

lists_agree() {
	mkdir "$WORK/userspace"
	cp -r "$TOP"/{driver,README.md} "$WORK"
	cp -r "$TOP"/userspace/{lists,udev} "$WORK/userspace"
	sed -i '/^<!-- made/,/^<!-- end/{/^|/d}' "$WORK/README.md" # they come back
	ok "make lists" make_lists
	ok "README is as made of the table" diff "$TOP/README.md" "$WORK/README.md"
	ok "what udev has is, too" diff -r "$TOP/$UDEV" "$WORK/$UDEV"
}

add_row() { # NAME
	sed -i "s/^#define DONGLE_MODELS(ROW) .\$/&\n\tROW(0x2fc6, 0xf0ff, TRS_35, NONE, dawn, LOW, \"$1\") \\\\/" \
		"$WORK/driver/host/models.h"
	ok "a row more: $1" make_lists
}

adding() {
	add_row "Example Sunrise"
	is "$(diff "$TOP/README.md" "$WORK/README.md" | tr -d '`' | tail -n +2)" \
		"> | Example Sunrise | 3.5 mm TRS | Headphone Playback Volume, Headphone Gain, DAC Filter, LED | LOW |" \
		"is a row more in README"
	is "$(grep f0ff "$WORK/$RULES")" 'ATTRS{idVendor}=="2fc6", ATTRS{idProduct}=="f0ff", ENV{DONGLE_MODEL}="Example Sunrise", ENV{DONGLE_LINK}="channel"' \
		"and a rule"
	add_row "Example Sunset"
	is "$(grep -A2 F0FF "$WORK/$UDEV"/25-dongle-models.hwdb)" "usb:v2FC6pF0FF*
 ID_VENDOR_FROM_DATABASE=Example
 ID_MODEL_FROM_DATABASE=Sunset or Sunrise" "two with one id are named together"
	is "$(grep -c f0ff "$WORK/$RULES")" 1 "by one rule"
}

TABLE=$(rows)
ok "the table has rows" test -n "$TABLE"
is "$(sort <<<"$TABLE" | uniq -d)" "" "none of them twice"
is "$(aliases | sort -u)" "$(cut -d' ' -f1,2 <<<"$TABLE" | sort -u)" "the module's aliases are the rows"
lists_agree
while read -r vendor product name; do
	agrees "$vendor" "$product" "$name"
done <<<"$TABLE"
adding
done_testing
