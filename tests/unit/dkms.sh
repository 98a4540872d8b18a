#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The modules through DKMS, in folders of its own: built and installed for one
# kernel, then for a second one as after an upgrade, signed, and removed.
. "$(dirname "$0")/../../tests/tap.sh"
. "$(dirname "$0")/../../tests/vm/lib.sh"

SERIES=(6.1 6.12)
MODULES=(snd-dongle.ko snd-usb-dongle.ko usb_f_dongle.ko dongle-stage-gpio.ko)
PLACE=updates/dkms # on Debian, whatever dkms.conf says

conf() { # VARIABLE: its value in dkms.conf
	sed -n "s/^$1=\"\(.*\)\"$/\1/p" "$REPO/dkms.conf"
}

# As root in a namespace: it reads its settings from /etc/dkms only.
run_dkms() { # ARGUMENT...
	# shellcheck disable=SC2016
	unshare -rm sh -c 'mount --bind "$0" /etc/dkms/framework.conf.d && exec dkms "$@"' "$WORK/conf" \
		--dkmstree "$WORK/dkms" --sourcetree "$WORK/src" --installtree "$WORK/modules" \
		--no-depmod "$@" -m "$NAME" -v "$VERSION"
}

dkms_for() { # RELEASE COMMAND
	run_dkms "$2" -k "$1" --kernelsourcedir "$(kernel_dir "$1")/lib/modules/$1/build"
}

# Where Debian has it, seen from a machine that has the kernel.
sign_file() { # RELEASE
	find "$(kernel_dir "$1")/usr/lib" -path '*/scripts/sign-file' | head -n1
}

make_key() {
	openssl req -new -x509 -nodes -days 2 -subj "/CN=Key of this test/" -newkey rsa:2048 \
		-keyout "$WORK/mok.key" -outform DER -out "$WORK/mok.pub" 2>/dev/null
}

use_key() { # RELEASE
	cat >"$WORK/conf/key.conf" <<-END
		mok_signing_key="$WORK/mok.key"
		mok_certificate="$WORK/mok.pub"
		sign_file="$(sign_file "$1")"
	END
}

installed() { # RELEASE: the names of its modules
	(cd "$WORK/modules/$1" && find . -type f -printf '%P\n' | sort)
}

wanted() {
	printf "$PLACE/%s\n" "${MODULES[@]}" | sort
}

of_modules() { # RELEASE FIELD: its different values
	local module
	for module in "${MODULES[@]}"; do
		modinfo -F "$2" "$WORK/modules/$1/$PLACE/$module"
	done | sort -u
}

# What DKMS logs where a step fails is the only trace of why.
step() { # DESCRIPTION COMMAND...
	local log=$WORK/dkms/$NAME/$VERSION/build/make.log status=0
	"${@:2}" >"$WORK/log" 2>&1 || status=$?
	tap_result "$status" "$1"
	((status == 0)) || diag "$(cat "$WORK/log" "$log" 2>&1 | tail -n 40)"
}

check_installed() { # RELEASE
	is "$(installed "$1")" "$(wanted)" "$1: the modules are where modprobe looks first"
	is "$(of_modules "$1" vermagic | cut -d' ' -f1)" "$1" "$1: they are for this kernel"
	is "$(of_modules "$1" signer)" "Key of this test" "$1: they carry the signature of the key"
	is "$(of_modules "$1" sig_id)" "PKCS#7" "$1: of the form that kernels read"
}

check_conf() {
	is "$(conf 'BUILT_MODULE_NAME\[[0-9]\]' | sed 's/$/.ko/' | sort)" \
		"$(sed -n 's/^obj-m += \(.*\)\.o$/\1.ko/p' "$REPO/Kbuild" | sort)" \
		"dkms.conf names the modules that Kbuild builds"
	is "$VERSION" "$(sed -n 's/^VERSION := //p' "$REPO/userspace/Makefile")" \
		"and the version that dongle-ctl has"
}

upgrade() { # RELEASE
	use_key "$1"
	mkdir -p "$WORK/modules/$1"
	step "$1: dkms build" dkms_for "$1" build
	step "$1: dkms install" dkms_for "$1" install
	check_installed "$1"
}

main() {
	local series release releases=()
	WORK=$(mktemp -d)
	trap 'rm -rf "$WORK"' EXIT
	NAME=$(conf PACKAGE_NAME)
	VERSION=$(conf PACKAGE_VERSION)
	"$REPO/tests/vm/fetch" "${SERIES[@]}" || exit 1
	for series in "${SERIES[@]}"; do
		releases+=("$(release_of "$series")")
	done
	mkdir -p "$WORK"/{conf,dkms,modules,src}
	check_conf
	ok "make install-dkms" make -s -C "$REPO" install-dkms "DESTDIR=$WORK/root"
	mv "$WORK/root/usr/src/$NAME-$VERSION" "$WORK/src/"
	ok "a key" make_key
	step "dkms add" run_dkms add
	for release in "${releases[@]}"; do
		upgrade "$release"
	done
	is "$(installed "${releases[0]}")" "$(wanted)" "those of the first kernel stay"
	step "dkms remove" run_dkms remove --all
	is "$(find "$WORK/modules" "$WORK/dkms" -type f ! -name dkms_dbversion)" "" "nothing is left"
	done_testing
}

main
