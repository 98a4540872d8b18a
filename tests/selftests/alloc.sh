# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# Allocations that fail on behalf of our modules, one after the other; sourced after
# lib.sh, before our modules are loaded. Needs a kernel with kprobes.
#
# A path P is functions: P_before makes the state it starts from, P_do is the path,
# P_works tells whether it came to its end and all is true, P_after cleans up; and where
# it may fail, P_unchanged whether then nothing was done. One that ends as a work item may
# have failed though P_do succeeded: then P_less says what is still true.

FAULTS=/sys/kernel/debug/vmtest_faults
PATIENCE=6 # with a steady clock
# At how many places of a path one is tried, 0 for all, and of which paths.
FAULTS_TRIED=${DONGLE_FAULTS:-1}
PATHS=${DONGLE_PATHS:-all}
RANDOM=${DONGLE_SEED:-1}

faults_init() {
	modprobe vmtest_faults || bail_out "allocations cannot be made to fail"
}

faults_of() { # MODULE...
	echo "$*" >$FAULTS/modules
}

fail_nth() { # N
	echo "$1" >$FAULTS/nth
}

has_failed() {
	[[ $FAILED || -n $(<$FAULTS/failed) ]]
}

failed_where() { # who asked for it, the innermost first
	tr ' ' '\n' <$FAULTS/failed |
		grep -vE '^(\[|vmtest_|should_failslab|kprobe_|aggr_|exc_int3|asm_|__?kmalloc|__?kmem_|kmemdup|do_int3|notify_|0x)' |
		head -n 8 | paste -sd' '
}

has() { # FUNCTION
	declare -F "$1" >/dev/null
}

works() { # PATH
	"$1_works" >/dev/null 2>&1
}

# A work item has come to its end: it works, or nothing moves any more.
settle() { # PATH
	local before=none now end=$((SECONDS + PATIENCE))
	while ((SECONDS < end)); do
		! works "$1" || return 0
		if has "$1_less" && has_failed; then
			now=$("$1_state")
			[[ $now != "$before" ]] || return 0
			before=$now
		fi
		pause 0.3
	done
	return 1
}

complain() { # WHAT
	BAD+="$FAULT: $1, after status $STATUS
$(! has show || show)
"
}

# What holds though an allocation failed, and that doing it again works.
judge() { # PATH
	if ((STATUS)); then
		has "$1_unchanged" || complain "may not fail"
		! has "$1_unchanged" || "$1_unchanged" || complain "failed, and changed something"
	else
		settle "$1" || complain "not what was asked for"
		! works "$1" || return
		! has "$1_less" || "$1_less" || complain "something is not true"
		has "$1_again" || return
	fi
	if has "$1_again"; then "$1_again"; else "$1_do"; fi >/dev/null 2>&1 ||
		complain "does not work again"
	settle "$1" || complain "again: not what was asked for"
}

# Return: whether one failed.
fault() { # PATH N
	"$1_before"
	FAILED=
	fail_nth "$2"
	STATUS=0
	"$1_do" >/dev/null 2>&1 || STATUS=$?
	((STATUS)) || settle "$1" || true
	SEEN=$(<$FAULTS/seen)
	mapfile -t PLACES <$FAULTS/places
	FAULT="allocation $2 ($(failed_where))"
	if ! has_failed; then
		fail_nth 0
		{ ((STATUS == 0)) && works "$1"; } || complain "nothing failed, and it does not work"
		"$1_after"
		return 1
	fi
	FAILED=1
	fail_nth 0
	judge "$1"
	"$1_after"
}

# Which ones, CHOSEN: the first of each place, or some of these that the seed chooses, one of
# each part. Not in a process of its own, where bash does not keep to the seed.
choose() { # NUMBER...
	local i n
	CHOSEN=("$@")
	((FAULTS_TRIED && $# > FAULTS_TRIED)) || return 0
	CHOSEN=()
	for ((i = 0; i < FAULTS_TRIED; i++)); do
		n=$((1 + ($# * i + RANDOM % $#) / FAULTS_TRIED))
		CHOSEN+=("${!n}")
	done
}

sweep() { # PATH DESCRIPTION
	local n count places tried=0
	[[ " $PATHS " == *" $1 "* || $PATHS == all ]] || return 0
	BAD=
	fault "$1" 0
	count=$SEEN
	places=("${PLACES[@]}")
	((count)) || [[ $ASK_NONE == *" $1 "* ]] || BAD+="it asks for no memory"
	choose "${places[@]}"
	for n in "${CHOSEN[@]}"; do
		! fault "$1" "$n" || tried=$((tried + 1))
	done
	n=$count
	# counts differ a little from run to run
	((FAULTS_TRIED)) || while fault "$1" $((++n)) && ((n < count + 50)); do tried=$((tried + 1)); done
	is "$BAD" "" "$2: $tried of $count allocations at ${#places[@]} places failed"
	ALL_TRIED=$((ALL_TRIED + tried))
}

ALL_TRIED=0
ASK_NONE=" module request question device_put get gadget_get unbind " # all they need is there
