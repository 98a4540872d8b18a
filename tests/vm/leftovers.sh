# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# What a command must not leave behind: processes and open files. Sourced by guest.

# For what ends by itself, soon.
GRACE=50 # tenths of a second

DEVICES='/dev/\(snd/\|bus/usb/\|input/\|hidraw\|uhid\|usbmon\|raw-gadget\).*'

# The kernel's and guest's own are none of them.
report_stragglers() {
	local pid try
	for ((try = 0; try < GRACE; try++)); do
		stragglers
		((${#STRAGGLERS[@]})) || return 0
		sleep 0.1
	done
	for pid in "${STRAGGLERS[@]}"; do
		echo "report process $pid is left behind: $(tr '\0' ' ' <"/proc/$pid/cmdline")"
		find "/proc/$pid/fd" -lname '/dev/*' -printf '%l\n' | sed -n "s#^$DEVICES#report it has & open#p"
	done 2>/dev/null
}

# By whomever; /proc/sys/fs/file-nr is not exact. What a processor keeps for its next ones
# counts, so it gives that back, and no file is opened after that.
count_files_once() { # sets COUNT
	local objects shrink
	exec {objects}</sys/kernel/slab/filp/objects {shrink}>/sys/kernel/slab/filp/shrink
	echo 1 >&"$shrink"
	read -r COUNT _ <&"$objects"
	exec {objects}<&- {shrink}>&-
}

# What is closed is freed a moment later: the least of some counts is nearest.
count_files() { # sets COUNT
	local least try
	for try in {1..10}; do
		count_files_once
		((try > 1 && least <= COUNT)) || least=$COUNT
		sleep 0.1
	done
	COUNT=$least
}

note_files() {
	count_files
	FILES=$COUNT
}

# Now and then it is one off, so a single file may be missed; 6.1 frees them late, and a few
# may be. In a system, others open theirs, too.
report_files() {
	local try slack=1
	[[ $(uname -r) != 6.1.* ]] || slack=8
	[[ -z $SYSTEM ]] || return 0
	for ((try = 0; try < GRACE / 10; try++)); do
		count_files
		((COUNT > FILES + slack)) || return 0
	done
	echo "report $COUNT files are open, before the command it was $FILES"
}
