#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# make install of the whole tree: these files and no other, in the places of
# Debian, or those that variables name, as Fedora's; uninstall leaves nothing.
. "$(dirname "$0")/../../tests/tap.sh"
. "$(dirname "$0")/../../tests/vm/lib.sh"

# What is not to be built again is taken along.
copy_tree() {
	mkdir -p "$TREE/build"
	cp -a "$REPO"/{Kbuild,Makefile,dkms.conf,COPYING,driver,userspace} "$TREE"
	cp -a "$REPO/build/userspace" "$TREE/build"
	find "$TREE/driver" \( -name '*.o' -o -name '.*.cmd' \) -delete
}

make_it() { # TARGET [VARIABLE=VALUE]...
	make -s -C "$TREE" KDIR="$KDIR" DESTDIR="$ROOT" "$@"
}

installed() {
	(cd "$ROOT" && find . ! -type d -printf '/%P\n' | LC_ALL=C sort)
}

# What udev, systemd and the desktop read has its place everywhere.
of_the_system() {
	local mixer
	printf '/usr/lib/systemd/system/%s\n' dongle-{apply@,bridge,gadget,keeper@,sleep,sound-release@}.service \
		dongle-{apply@,bridge,gadget,keeper@,sleep}.service.d/sandbox.conf dongle-sound-release@.timer \
		dongle-keeper.socket sockets.target.wants/dongle-keeper.socket \
		sleep.target.wants/dongle-sleep.service usb-gadget.target.wants/dongle-{bridge,gadget}.service
	echo /usr/lib/systemd/user/dongle-dose@.service
	printf '/usr/lib/udev/%s\n' hwdb.d/{20-dongle,25-dongle-models}.hwdb \
		rules.d/{70-dongle-models,70-dongle,91-dongle-sound}.rules dongle-sound-event
	for mixer in alsa-card-profile/mixer pulseaudio/alsa-mixer; do
		printf "/usr/share/$mixer/%s\n" profile-sets/dongle.conf \
			paths/dongle-output{,-balanced,-single-ended}.conf
	done
	echo /usr/share/alsa/init/preinit/dongle.conf
	printf '/usr/share/alsa/ucm2/USB-Audio/Dongle/%s\n' Dongle.conf Dongle-HiFi.conf
	printf '/usr/share/wireplumber/%s\n' main.lua.d/60-dongle.lua scripts/dongle-routes.lua
}

expected() { # PREFIX LIBDIR MAN BASH ZSH FISH
	local module
	of_the_system
	for module in snd-dongle snd-usb-dongle usb_f_dongle dongle-stage-gpio; do
		echo "/lib/modules/$RELEASE/updates/$module.ko"
	done
	printf '%s\n' "$1/bin/dongle-ctl" "$1/libexec/dongle-keeper" "$1/include/dongle.h" "$1/include/linux/usb/dongle.h" \
		"$2/libdongle.a" "$2"/libdongle.so{,.0,.0.1.0} "$2/pkgconfig/libdongle.pc" \
		"$3"/man1/dongle-ctl{,-abx,-advise}.1 "$3"/man5/dongle{,-gadget}.conf.5 "$3/man7/dongle.7" "$3/man8/dongle-gadget.8" \
		"$1/sbin/dongle-gadget" "$1/share/doc/dongle-dac/examples/dongle-gadget.conf" \
		"$1"/share/dongle-dac/{dongles/dongles,headphones/headphones}.conf \
		"$4"/dongle-{ctl,gadget} "$5"/_dongle-{ctl,gadget} "$6"/dongle-{ctl,gadget}.fish
}

check() { # DESCRIPTION EXPECTED [VARIABLE=VALUE]...
	ok "$1: make install" make_it install "${@:3}"
	is "$(installed)" "$(LC_ALL=C sort <<<"$2")" "$1: these files"
	is "$(find "$ROOT" -perm /022 ! -type l)" "" "$1: only root can write them"
	ok "$1: make uninstall" make_it uninstall "${@:3}"
	is "$(installed)" "" "$1: nothing is left"
}

main() {
	WORK=$(mktemp -d)
	trap 'rm -rf "$WORK"' EXIT
	TREE=$WORK/tree
	ROOT=$WORK/root
	umask 022
	"$REPO/tests/vm/fetch" 6.1 || exit 1
	RELEASE=$(release_of 6.1)
	KDIR=$(kernel_dir "$RELEASE")/lib/modules/$RELEASE/build
	copy_tree
	check Debian "$(expected /usr/local /usr/local/lib /usr/local/share/man \
		/usr/share/bash-completion/completions /usr/share/zsh/vendor-completions \
		/usr/share/fish/vendor_completions.d)"
	check Fedora "$(expected /usr /usr/lib64 /usr/share/man /usr/share/bash-completion/completions \
		/usr/share/zsh/site-functions /usr/share/fish/vendor_completions.d)" \
		PREFIX=/usr LIBDIR=/usr/lib64 ZSHCOMPDIR=/usr/share/zsh/site-functions
	check elsewhere "$(expected /opt/x /opt/x/lib /m /b /z /f)" \
		PREFIX=/opt/x MANDIR=/m BASHCOMPDIR=/b ZSHCOMPDIR=/z FISHCOMPDIR=/f
	ok "make install-dkms" make_it install-dkms
	is "$(installed | grep -v /driver/)" "$(printf "/usr/src/dongle-dac-0.1.0/%s\n" COPYING Kbuild dkms.conf)" \
		"the source is where DKMS looks"
	ok "make uninstall-dkms" make_it uninstall-dkms
	is "$(installed)" "" "and gone"
	done_testing
}

main
