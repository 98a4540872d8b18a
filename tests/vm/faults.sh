# shellcheck shell=bash disable=SC2034 # for those who source it
# SPDX-License-Identifier: GPL-2.0-only
# What a kernel that is unwell shows; sourced in the guests, not run.

# Taint that means nothing here: out of tree, unsigned, in-kernel test.
TAINT_OK=$((1 << 12 | 1 << 13 | 1 << 18))

BAD='WARNING:|BUG:|kernel BUG|Oops|general protection|Call [Tt]race|KASAN|KFENCE|KCSAN|UBSAN'
BAD+='|possible recursive locking|possible circular locking|lock inversion|inconsistent lock state'
BAD+='|suspicious RCU usage|bad unlock balance|held lock freed|lock held when returning'
BAD+='|INFO: task .* blocked|rcu.*(stall|starved)|soft lockup|hard LOCKUP|workqueue lockup'
BAD+='|refcount_t:|list_(add|del) corruption|unreferenced object|cannot create duplicate'
BAD+='|kobject_add_internal failed|scheduling while atomic|ODEBUG:|DMA-API:|stack guard'
BAD+='|turning off the locking correctness validator'

check_taint() {
	local taint
	read -r taint </proc/sys/kernel/tainted
	((!(taint & ~TAINT_OK))) || echo "report the kernel is tainted: $taint"
}
