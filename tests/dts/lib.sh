# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# What the device tree tests share; sourced, not run.

TOP=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
BINDINGS_DIR=Documentation/devicetree/bindings
DIR=$(mktemp -d)
trap 'rm -rf "$DIR"' EXIT

kernel_source() { # SERIES: where the kernel's bindings and their headers are
	"$TOP/tests/vm/bindings" "$1"
}

compile() { # DTS DTB [DTC-OPTION...]
	local dts=$1 dtb=$2
	shift 2
	cpp -nostdinc -undef -D__DTS__ -x assembler-with-cpp -I "$(kernel_source 6.12)/include" "$dts" |
		dtc "$@" -I dts -O dtb -o "$dtb"
}

# dt-mk-schema cannot do without the vendors
schemas() { # JSON YAML...
	local json=$1
	shift
	dt-mk-schema -j -o "$json" "$(kernel_source 6.12)/$BINDINGS_DIR/vendor-prefixes.yaml" "$@"
}

# dt-validate has status 0 whatever it finds: what it says is the result
validate() { # JSON DTB
	dt-validate -s "$1" "$2" | grep -v '^\s*From schema:'
}
