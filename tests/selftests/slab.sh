# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# Who holds the kernel's memory, object by object; sourced by the tests. Needs
# a kernel that was booted with slub_debug=U,kmalloc-*.

# One line for each place that allocated: BYTES|OBJECTS|the calls that led there.
slab_snapshot() { # FILE
	local dir size
	for dir in /sys/kernel/debug/slab/kmalloc-*; do
		size=$(<"/sys/kernel/slab/${dir##*/}/object_size")
		awk -v size="$size" '
			function flush() { if (n) print n * size "|" n "|" calls }
			/^ *[0-9]+ / { flush(); n = $1; calls = $2; next }
			NF { calls = calls " " $1 $2 } # function[module]
			END { flush() }' "$dir/alloc_traces"
	done >"$1"
}

# The places that hold at least OBJECTS more in AFTER than in BEFORE.
slab_growth() { # BEFORE AFTER OBJECTS
	awk -F '|' -v least="$3" '
		NR == FNR { before[$3] += $2; next }
		{ after[$3] += $2 }
		END { for (calls in after)
			if (after[calls] - before[calls] >= least)
				print after[calls] - before[calls], calls }' "$1" "$2"
}

# Bytes that were allocated on behalf of MODULE, ALSA's own of its controls left
# out.
slab_bytes() { # SNAPSHOT MODULE
	awk -F '|' -v module="[$2]" '
		index($3, module) && $3 !~ / snd_ctl_/ { bytes += $1 }
		END { print bytes + 0 }' "$1"
}
