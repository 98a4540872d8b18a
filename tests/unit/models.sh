#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What agrees with the table of bought dongles: the module's aliases, README, the
# fixtures, the emulated devices; and that a row is all it takes to add one.
. "$(dirname "$0")/../../tests/tap.sh"

TOP=$(cd "$(dirname "$0")/../.." && pwd -P)
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

# VENDOR PRODUCT NAME of each row, ids in hexadecimal.
rows() { # DRIVER-FOLDER
	cat >"$WORK/rows.c" <<-'END'
		#include <stdio.h>
		#include "host/models.h"
		#define ROW(vendor, product, se, balanced, kind, label) \
			printf("%04x %04x %s\n", vendor, product, dongle_model_find(vendor, product)->name);
		int main(void) { DONGLE_MODELS(ROW) return 0; }
	END
	cc -I"$1" -I"$1/uapi" -o "$WORK/rows" "$WORK/rows.c" "$1/host/models.c" && "$WORK/rows"
}

aliases() { # VENDOR PRODUCT of each device the module is loaded for
	modinfo -F alias "$("$TOP/tests/vm/modules" 6.12)"/lib/modules/*/updates/snd-usb-dongle.ko |
		sed -n 's/^usb:v\([0-9A-F]\{4\}\)p\([0-9A-F]\{4\}\)d.*/\1 \2/p' | tr A-F a-f
}

agrees() { # VENDOR PRODUCT NAME
	local brand=${3%% *}
	is "$(head -n1 "$TOP/tests/fixtures/$1_$2")" "# $3, $1:$2. A fact a line: name | value | sources | confidence" \
		"$3: its fixture"
	ok "$3: an emulated device" grep -lzE "0x$1,.*0x$2," "$TOP"/tests/devices/*.c
	ok "$3: README" grep -q "^| $brand .*${3#"$brand "}" "$TOP/README.md"
}

adding() {
	cp -r "$TOP/driver" "$WORK"
	sed -i 's/^#define DONGLE_MODELS(ROW) \\$/&\n\tROW(0x2fc6, 0xf0ff, TRS_35, NONE, dawn, "Example Sunrise") \\/' \
		"$WORK/driver/host/models.h"
	is "$(rows "$WORK/driver" | grep Sunrise)" "2fc6 f0ff Example Sunrise" "a row more is a dongle more"
}

TABLE=$(rows "$TOP/driver")
ok "the table has rows" test -n "$TABLE"
is "$(cut -d' ' -f3- <<<"$TABLE" | sort | uniq -d)" "" "no name is there twice"
is "$(cut -d' ' -f1,2 <<<"$TABLE" | sort | uniq -d)" "" "and no id"
is "$(aliases | sort)" "$(cut -d' ' -f1,2 <<<"$TABLE" | sort)" "the module's aliases are the rows"
while read -r vendor product name; do
	agrees "$vendor" "$product" "$name"
done <<<"$TABLE"
adding
done_testing
