# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# A board with two output stages, and what the tests of them need; sourced after gpio.sh.

# shellcheck disable=SC2034 # the tests use them
STAGE=$(function_dir 0)
DRIVER=/sys/bus/platform/drivers/dongle-stage-gpio
SETTLE_US=10000

SE_DETECT=0 BALANCED_DETECT=1 FAULT=2 MUTE=3 SE_ENABLE=6 BALANCED_ENABLE=7
LINE_ENABLE=8 LINE_DETECT=9
# those that are recorded; BALANCED_DETECT and MUTE's amplifier are active low on most boards
NAMES="3=mute 4=gain0 5=gain1 6=se 7=balanced"

GAIN='gain-gpios = <&bank 4 0>, <&bank 5 0>; gain-states = <0 1 3>; gain-millidecibels = <0 6000 12000>;'
SE_NODE='connector = "trs-3.5mm"; enable-gpios = <&bank 6 0>; hp-det-gpios = <&bank 0 0>;
	full-scale-microvolt = <500000 1000000 2000000>; source-impedance-micro-ohms = <500000>;'
BALANCED_NODE='connector = "trrrs-4.4mm"; enable-gpios = <&bank 7 0>; hp-det-gpios = <&bank 1 1>;
	full-scale-microvolt = <1000000 2000000 4000000>; source-impedance-micro-ohms = <1000000>;'

# The lines of two stages; a simulated input that nobody pulls is low, so the balanced
# plug, active low, is in.
board() {
	cat <<-END
		&{/} {
			$(gpio_bank 16)
			codec: codec { compatible = "vmtest,codec"; };
			headphone-amplifier {
				compatible = "headphone-output-stage";
				mute-gpios = <&bank 3 0>;
				fault-gpios = <&bank 2 0>;
				debounce-delay-ms = <400>;
				settle-time-us = <$SETTLE_US>;
				$GAIN
				single-ended {
					$SE_NODE
					sound-card = <&codec>;
					level-control = "Digital Playback Volume";
				};
				balanced {
					$BALANCED_NODE
					sound-card = <&codec>;
					level-control = "Analogue Playback Volume";
				};
			};
			line-amplifier {
				compatible = "headphone-output-stage";
				single-ended {
					connector = "trs-6.35mm";
					enable-gpios = <&bank 8 0>;
					hp-det-gpios = <&bank 9 0>;
					full-scale-microvolt = <2000000>;
					source-impedance-micro-ohms = <10000>;
				};
			};
		};
	END
}

gpio_base() { # of the simulated lines, as the trace counts them
	sed -n 's/^gpiochip[0-9]*: GPIOs \([0-9]*\)-.*\<bank\>.*/\1/p' /sys/kernel/debug/gpio
}

line_is() { # LINE 0|1
	[[ $(value "$1") == "$2" ]]
}

is_bound() { # NODE
	[[ -e $DRIVER/$1 ]]
}

codec() { # Digital|Analogue|Mono: its level, in 0.5 dB from -103.5 dB
	local card
	card=$(readlink /proc/asound/Codec) && "$TOOLS/ctl-get" "${card#card}" mixer "$1 Playback Volume"
}
