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
count_files_once() {
	local objects shrink count
	exec {objects}</sys/kernel/slab/filp/objects {shrink}>/sys/kernel/slab/filp/shrink
	echo 1 >&"$shrink"
	read -r count _ <&"$objects"
	exec {objects}<&- {shrink}>&-
	echo "$count"
}

# Now and then it is one too few: a single file may be missed, none is made up.
count_files() {
	local count most=0 try
	for try in {1..5}; do
		count=$(count_files_once)
		((count <= most)) || most=$count
	done
	echo "$most"
}

note_files() {
	sleep 0.2 # 6.1 frees what is closed a moment later
	FILES=$(count_files)
}

# In a system, others open theirs, too.
report_files() {
	local count try
	[[ -z $SYSTEM ]] || return 0
	for ((try = 0; try < GRACE / 5; try++)); do
		count=$(count_files)
		((count > FILES)) || return 0
		sleep 0.5
	done
	echo "report $count files are open, before the command it was $FILES"
}
