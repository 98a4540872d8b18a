# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# Hardware made of devicetree and simulated GPIO lines; sourced by the tests
# after lib.sh. Needs a kernel with overlays: that of tests/vm/run --kernel debug.
#
#	overlay_apply <<-END
#		&{/} {
#			$(gpio_bank 8)
#			board { compatible = "..."; mute-gpios = <&bank 5 0>; };
#		};
#	END
#	pull 3 up; value 5; overlay_remove

OVERLAYS=/sys/kernel/debug/vmtest_overlay

# Without -@: symbols of an overlay want a tree that has some.
overlay_compile() { # FILE: from DTS on stdin, without its header
	{
		printf '/dts-v1/;\n/plugin/;\n'
		cat
	} | dtc -q -I dts -O dtb -o "$1" -
}

overlay_apply() { # [DTBO]: or DTS on stdin
	local file=${1:-/run/overlay.dtbo}
	[[ -d $OVERLAYS ]] || modprobe -a gpio-sim vmtest_overlay || return
	(($#)) || overlay_compile "$file" || return
	cat "$file" >"$OVERLAYS/apply" # one write
}

overlay_remove() { # the newest
	echo >"$OVERLAYS/remove"
}

# The DTS of a bank of simulated lines, which others know as &bank.
gpio_bank() { # LINES
	cat <<-END
		gpio-sim {
			compatible = "gpio-simulator";
			bank: bank0 {
				gpio-controller;
				#gpio-cells = <2>;
				ngpios = <$1>;
				gpio-sim,label = "bank";
			};
		};
	END
}

gpio_line() { # LINE: its directory in sysfs, or failure
	local dir
	for dir in /sys/devices/platform/gpio-sim/gpiochip*/sim_gpio"$1"; do
		[[ -d $dir ]] || return 1
		echo "$dir"
	done
}

pull() { # LINE up|down: what the world does to an input
	local dir
	dir=$(gpio_line "$1") && echo "pull-$2" >"$dir/pull"
}

# 0 or 1: the level, not what it means.
value() { # LINE
	local dir
	dir=$(gpio_line "$1") && cat "$dir/value"
}
