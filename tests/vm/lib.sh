# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# Shared by the scripts in tests/vm; sourced, not run.

VM_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
REPO=$(cd "$VM_DIR/../.." && pwd -P)
CACHE=${DONGLE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/dongle-dac}
[[ $CACHE == /* ]] || CACHE=$PWD/$CACHE

# name -> Debian metapackage whose dependency is the kernel to test, or source
# package to build it from: each NAME.config is such a kernel
declare -A KERNELS=(
	[6.1]=linux-image-amd64
	[6.12]=linux-image-6.12-amd64
)
for FRAGMENT in "$VM_DIR"/*.config; do
	KERNELS[$(basename "$FRAGMENT" .config)]=linux-source-6.12
done

die() { # STATUS MESSAGE...
	local status=$1
	shift
	printf '%s: %s\n' "${0##*/}" "$*" >&2
	exit "$status"
}

check_series() { # NAME
	[[ -v KERNELS[$1] ]] || die 2 "unknown kernel '$1' (known: $(series_names))"
}

series_names() {
	printf '%s\n' "${!KERNELS[@]}" | sort -V | paste -sd' '
}

apt() {
	# the default sandbox user cannot write to a private download directory
	apt-get -qq -o APT::Sandbox::User=root "$@"
}

release_of() { # SERIES: the fetched kernel's release, or nothing
	local file=$CACHE/kernels/$1.release release
	if is_built "$1"; then
		release=$(built_release "$1")
	elif [[ -r $file ]]; then
		read -r release <"$file"
	fi
	[[ -n ${release-} && -d $CACHE/kernels/$release ]] && printf '%s\n' "$release"
	return 0
}

is_built() { # SERIES: here, not by Debian
	[[ -e $VM_DIR/$1.config ]]
}

# All of them are debug.config, with what another changes and adds after it.
fragments() { # SERIES
	cat "$VM_DIR/debug.config"
	[[ $1 == debug ]] || cat "$VM_DIR/$1.config"
}

# What such a kernel is to be called: Debian's version of the stock one, and
# what it is configured for.
built_release() { # SERIES
	local stock hash
	stock=$(release_of 6.12)
	[[ -n $stock ]] || return 0
	hash=$(fragments "$1" | sha256sum)
	printf '%s-%s-%s\n' "${stock%%[-+]*}" "$1" "${hash:0:12}"
}

kernel_dir() { # RELEASE
	printf '%s/kernels/%s\n' "$CACHE" "$1"
}

# One build directory per checkout, so that two checkouts do not disturb each other.
build_dir() { # RELEASE
	local hash
	hash=$(printf '%s' "$REPO" | sha256sum)
	printf '%s/build/%s/%s\n' "$CACHE" "${hash:0:12}" "$1"
}

lock() { # FILE: held until the calling (sub)shell ends
	local fd
	mkdir -p "${1%/*}"
	exec {fd}>"$1"
	flock "$fd"
}

# Links to the modules' sources, so that make sees what changed; nothing is built beside them.
link_sources() { # DIR
	local file
	find "$1" -xtype l -delete
	(cd "$REPO" && find Kbuild driver -name '*.[ch]' -o -name Kbuild) | while IFS= read -r file; do
		mkdir -p "$(dirname "$1/$file")"
		ln -sfn "$REPO/$file" "$1/$file"
	done
}

# Modules are below lib, also those of a package for a merged /usr.
unmerge_modules() { # DIR
	[[ -d $1/usr/lib/modules ]] || return 0
	mkdir -p "$1/lib"
	mv "$1/usr/lib/modules" "$1/lib/modules"
}

# Debian's headers expect to be installed: point them at their own place.
relocate() { # TEMPORARY FINAL
	local link target
	while IFS= read -r -d '' link; do
		target=$(readlink "$link")
		case $target in
		/usr/src/* | /usr/lib/linux-kbuild-* | /lib/modules/*) ln -sfn "$2$target" "$link" ;;
		esac
	done < <(find "$1/usr/src" "$1/lib/modules" -maxdepth 2 -type l -print0)
	grep -rlIE --exclude-dir='*-common' --include='Makefile*' --include='.*.cmd' \
		'/usr/(src|lib)/linux-' "$1/usr/src" |
		xargs -r sed -i -E "s#(^|[^[:alnum:]_/.-])/usr/(src|lib)/linux-#\\1$2/usr/\\2/linux-#g"
}
