#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# libdongle as a program finds it: installed, its header, its names, its example.
. "$(dirname "$0")/../../tests/tap.sh"

TOP=$(cd "$(dirname "$0")/../.." && pwd -P)
WARNINGS=(-Wall -Wextra -Wpedantic -Werror)

# Every name the library gives away, without its version.
exported() { # FILE
	nm -D --defined-only "$1" | awk '$2 == "T" || $2 == "D" { print $3 }'
}

# NAME@@VERSION of each, as the version script has it.
wanted() {
	awk '/^LIBDONGLE/ { version = $1 }
		/^\tdongle_/ { sub(";", ""); print $1 "@@" version }' \
		"$TOP/userspace/libdongle/libdongle.map"
}

# Every function that the header declares.
declared() {
	sed -n 's/^[a-z].*[ *]\(dongle_[a-z_]*\)(.*/\1/p' "$ROOT$PREFIX/include/dongle.h"
}

pkg() { # ARGUMENT...
	PKG_CONFIG_SYSROOT_DIR=$ROOT PKG_CONFIG_LIBDIR=$ROOT$PREFIX/lib/pkgconfig:$SYSTEM_PC \
		pkg-config "$@" libdongle
}

compile() { # OUTPUT COMPILER ARGUMENT...
	local output=$1
	shift
	# shellcheck disable=SC2046 # words
	"$@" "${WARNINGS[@]}" $(pkg --cflags) -o "$output"
}

header_alone() { # COMPILER LANGUAGE STANDARD
	echo '#include <dongle.h>' >"$WORK/alone.$2"
	ok "the header alone, $3" compile "$WORK/alone.o" "$1" "-std=$3" -c "$WORK/alone.$2"
}

names_of_the_kernel() {
	printf '#include <dongle.h>\ntypedef long u8, u16, u32, s16, s64;\nint min, BIT;\n' >"$WORK/names.c"
	compile "$WORK/names.o" cc -std=c11 -c "$WORK/names.c"
}

example() {
	# shellcheck disable=SC2046
	compile "$WORK/example" cc -std=c11 -D_DEFAULT_SOURCE "$WORK/example.c" $(pkg --libs)
}

example_static() {
	# shellcheck disable=SC2046
	compile "$WORK/example-static" cc -std=c11 -D_DEFAULT_SOURCE "$WORK/example.c" \
		"$ROOT$PREFIX/lib/libdongle.a" \
		$(pkg-config --libs $(pkg --print-requires-private)) -lm
}

main() {
	WORK=$(mktemp -d)
	trap 'rm -rf "$WORK"' EXIT
	ROOT=$WORK/root
	PREFIX=/usr/local
	SYSTEM_PC=$(pkg-config --variable pc_path pkg-config)
	ok "make install" make -s -C "$TOP/userspace" install "DESTDIR=$ROOT" "PREFIX=$PREFIX"
	local so=$ROOT$PREFIX/lib/libdongle.so
	is "$(exported "$so" | sort)" "$(printf '%s\n' LIBDONGLE_0.1 "$(wanted)" | grep @@ | sort)" \
		"it exports what the version script lists"
	is "$(declared | sort)" "$(wanted | sed 's/@@.*//' | sort)" "the header declares the same"
	is "$(objdump -p "$so" | awk '/SONAME/ { print $2 }')" libdongle.so.0 "SONAME"
	is "$(nm -g --defined-only "$ROOT$PREFIX/lib/libdongle.a" | awk 'NF == 3 { print $3 }' | sort)" \
		"$(wanted | sed 's/@@.*//' | sort)" "the static library has the same names"
	is "$(pkg --modversion)" 0.1.0 "pkg-config: version"
	header_alone cc c c11
	header_alone cc c c17
	header_alone c++ cc c++11
	header_alone c++ cc c++20
	ok "it leaves the kernel's names free" names_of_the_kernel
	sed -n '/^```c$/,/^```$/p' "$TOP/userspace/libdongle/README.md" | sed '/^```/d' >"$WORK/example.c"
	ok "the example of the README compiles" example
	ok "and with the static library" example_static
	is "$(LD_LIBRARY_PATH=$ROOT$PREFIX/lib "$WORK/example" 0)" "0 dongles" "it runs"
	is "$("$WORK/example-static" 0)" "0 dongles" "and so does the other"
	make -s -C "$TOP/userspace" uninstall "DESTDIR=$ROOT" "PREFIX=$PREFIX"
	is "$(find "$ROOT" ! -type d)" "" "make uninstall takes it all back"
	done_testing
}

main
