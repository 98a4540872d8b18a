#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What make install puts where, whether this machine's systemd and udev take it,
# and that make uninstall takes it back. $DONGLE_CTL tells where the build is.
. "$(dirname "$0")/../../tests/tap.sh"

make_it() { # TARGET [VARIABLE=VALUE]...
	make -s -C "$top/userspace" O="$build" DESTDIR="$root" "$@" >"$work/log" 2>&1
	tap_result $? "make $*"
}

installed() { # FOLDER: the files below it
	(cd "$root" && find "$1" ! -type d 2>/dev/null | sort)
}

test_places() {
	make_it install
	is "$(installed usr/lib/udev/rules.d | grep 70-)" "usr/lib/udev/rules.d/70-dongle-models.rules
usr/lib/udev/rules.d/70-dongle.rules" "udev rules"
	is "$(installed usr/lib/udev/hwdb.d)" "usr/lib/udev/hwdb.d/20-dongle.hwdb
usr/lib/udev/hwdb.d/25-dongle-models.hwdb" "hwdb"
	is "$(installed usr/lib/systemd/system | grep -v sound)" "usr/lib/systemd/system/dongle-apply@.service
usr/lib/systemd/system/dongle-apply@.service.d/sandbox.conf
usr/lib/systemd/system/dongle-bridge.service
usr/lib/systemd/system/dongle-bridge.service.d/sandbox.conf
usr/lib/systemd/system/dongle-gadget.service
usr/lib/systemd/system/dongle-gadget.service.d/sandbox.conf
usr/lib/systemd/system/dongle-keeper.socket
usr/lib/systemd/system/dongle-keeper@.service
usr/lib/systemd/system/dongle-keeper@.service.d/sandbox.conf
usr/lib/systemd/system/dongle-sleep.service
usr/lib/systemd/system/dongle-sleep.service.d/sandbox.conf
usr/lib/systemd/system/sleep.target.wants/dongle-sleep.service
usr/lib/systemd/system/sockets.target.wants/dongle-keeper.socket
usr/lib/systemd/system/usb-gadget.target.wants/dongle-bridge.service
usr/lib/systemd/system/usb-gadget.target.wants/dongle-gadget.service" "systemd units"
	is "$(installed usr/lib/systemd/user)" "usr/lib/systemd/user/dongle-dose@.service" "and one of a user, who enables it"
	is "$(sed -n 's/^ExecStart=//p' "$root/usr/lib/systemd/user/dongle-dose@.service")" \
		"/usr/local/bin/dongle-ctl monitor --quiet --headphones=%I" "which runs what was installed"
	is "$(installed usr/local/share/dongle-dac)" "usr/local/share/dongle-dac/dongles/dongles.conf
usr/local/share/dongle-dac/headphones/headphones.conf" "figures of headphones and dongles"
	[[ -d $root/etc/dongle && -d $root/var/lib/dongle && -z $(installed etc)$(installed var) ]]
	tap_result $? "empty folders for settings"
	is "$(grep -ohE "(/[a-z]+)+/(dongle-ctl|dongle-keeper|dongle/\\*.conf)( [-a-z%]+)*" \
		"$root"/usr/lib/systemd/system/dongle-{apply@,keeper@,sleep}.service)" \
		"/usr/local/bin/dongle-ctl --path %i apply
/usr/local/libexec/dongle-keeper
/var/lib/dongle/*.conf
/usr/local/bin/dongle-ctl save --all --quiet
/usr/local/bin/dongle-ctl apply --all" "the units run what was installed"
	is "$(grep -ohE "(/[a-z]+)+/dongle-gadget( [a-z]+)?$" "$root"/usr/lib/systemd/system/dongle-{bridge,gadget}.service)" \
		"/usr/local/sbin/dongle-gadget bridge
/usr/local/sbin/dongle-gadget start
/usr/local/sbin/dongle-gadget stop" "and so do those of a board"
	ok "the example of dongle-gadget.conf is right" "$root/usr/local/sbin/dongle-gadget" check \
		--config="$root/usr/local/share/doc/dongle-dac/examples/dongle-gadget.conf"
	ok=$(find "$root" ! -type l -perm /022)
	is "$ok" "" "nobody but root can write any of it"
}

test_uninstall() {
	echo '[any]' >"$root/etc/dongle/mine.conf"
	make_it uninstall
	is "$(cd "$root" && find . ! -type d)" ./etc/dongle/mine.conf "make uninstall leaves settings alone"
	rm "$root/etc/dongle/mine.conf"
	make_it uninstall
	is "$(cd "$root" && find . -name '*dongle*')" "" "and nothing else"
}

test_variables() {
	make_it install PREFIX=/opt/x UDEVDIR=/u SYSTEMDUNITDIR=/s SYSCONFDIR=/c STATEDIR=/v O="$work/other"
	is "$(installed u; installed s | head -n1)" "u/dongle-sound-event
u/hwdb.d/20-dongle.hwdb
u/hwdb.d/25-dongle-models.hwdb
$(cd "$root" && find u/rules.d ! -type d | sort)
s/dongle-apply@.service" "UDEVDIR, SYSTEMDUNITDIR"
	is "$(grep -l ' /u/dongle-sound-event' "$root"/s/*.service | wc -l)" 2 "units run what is in UDEVDIR"
	[[ -d $root/c/dongle && -d $root/v/dongle ]]
	tap_result $? "SYSCONFDIR, STATEDIR"
	grep -q "exec /opt/x/bin/dongle-ctl" "$root/s/dongle-apply@.service"
	tap_result $? "PREFIX"
	grep -aq /c/dongle "$root/opt/x/bin/dongle-ctl"
	tap_result $? "dongle-ctl looks where SYSCONFDIR is"
	make_it uninstall PREFIX=/opt/x UDEVDIR=/u SYSTEMDUNITDIR=/s SYSCONFDIR=/c STATEDIR=/v O="$work/other"
	is "$(cd "$root" && find . -name '*dongle*')" "" "make uninstall finds them there"
}

# As systemd sees them: with their drop-ins, and a program where they name one.
test_units() {
	local dir=$work/units unit out
	if ! command -v systemd-analyze >/dev/null; then
		tap_result 0 "units # SKIP no systemd-analyze"
		return
	fi
	cp -r "$root/usr/lib/systemd/system" "$dir"
	cp "$root"/usr/lib/systemd/user/* "$dir"
	sed -i 's,/usr/local/bin/dongle-ctl\|/usr/local/libexec/dongle-keeper\|/usr/local/sbin/dongle-gadget,/bin/true,' "$dir"/dongle-*.service
	for unit in dongle-apply@1-1.2.service dongle-apply@1-1:1.0.service dongle-sleep.service \
		dongle-keeper@1.service dongle-keeper.socket dongle-gadget.service dongle-bridge.service \
		dongle-dose@hd600.service; do
		out=$(SYSTEMD_UNIT_PATH=$dir: systemd-analyze --man=no verify "$unit" 2>&1 | grep dongle)
		is "$out" "" "systemd-analyze verify $unit"
	done
	for unit in dongle-apply@.service dongle-keeper@.service dongle-sleep.service dongle-gadget.service \
		dongle-bridge.service; do
		out=$(systemd-analyze security --offline=yes --threshold=20 --no-pager "$dir/$unit" 2>&1)
		tap_result $? "systemd-analyze security $unit: at most 2.0"
		echo "# ${out##*$'\n'}"
	done
}

test_rules() {
	if ! udevadm verify --help >/dev/null 2>&1; then
		tap_result 0 "udev rules # SKIP no udevadm verify"
		return
	fi
	is "$(udevadm verify --no-style "$root"/usr/lib/udev/rules.d/70-dongle*.rules 2>&1 |
		grep -v Success)" "" "udevadm verify"
}

main() {
	top=$(cd "$(dirname "$(readlink -f "$DONGLE_CTL")")/../.." && pwd -P)
	build=$(dirname "$(readlink -f "$DONGLE_CTL")")
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	root=$work/root
	umask 022
	test_places
	test_units
	test_rules
	test_uninstall
	test_variables
	done_testing
}

if [ ! -x "$DONGLE_CTL" ]; then
	echo "Bail out! DONGLE_CTL='$DONGLE_CTL' is no program: build it in userspace"
	exit 1
fi
main
