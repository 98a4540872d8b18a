# shellcheck shell=bash disable=SC2153,SC2317
# SPDX-License-Identifier: GPL-2.0-only
# The paths of a stage of GPIO lines and of a codec's level, for alloc-faults; sourced after
# stage.sh. Where the kernel has no overlays, they are left out.

closed() {
	[[ "$(value "$MUTE") $(value "$SE_ENABLE") $(value "$BALANCED_ENABLE")" == "1 0 0" ]]
}

in_state() { # NAME VALUE: of the control at the device's own card
	is_value device 0 "$1" "$2"
}

# Its driver is bound to the node.
stage_probe_before() {
	! is_bound_to_node || echo headphone-amplifier >"$DRIVER_OF_STAGE/unbind"
}
is_bound_to_node() { [[ -e $DRIVER_OF_STAGE/headphone-amplifier ]]; }
stage_probe_do() { echo headphone-amplifier >"$DRIVER_OF_STAGE/bind"; }
stage_probe_works() { is_bound_to_node && closed; }
stage_probe_unchanged() { ! is_bound_to_node; }
stage_probe_after() { :; }

# The function takes it: levels of the codec are set, and no output opens.
stage_take_before() { echo virtual >"$STAGE/stage"; }
stage_take_do() { echo headphone-amplifier >"$STAGE/stage"; }
stage_take_works() { [[ $(<"$STAGE/stage") == headphone-amplifier && $(codec Digital) == 87,87 ]] && closed; }
stage_take_unchanged() { [[ $(<"$STAGE/stage") == virtual ]] && closed; }
stage_take_after() { :; }

# A plug, which opens its output.
stage_plug_before() {
	pull "$SE_DETECT" down
	wait_until in_state 'SE Headphone Jack' off
	wait_until closed
}
stage_plug_do() { pull "$SE_DETECT" up; }
stage_plug_works() {
	in_state 'SE Headphone Jack' on && [[ $(value "$MUTE") == 0 && $(value "$SE_ENABLE") == 1 ]]
}
stage_plug_after() { :; }

# A level, which is the codec's.
stage_level_before() {
	set_to device 'SE Headphone Playback Volume' 87 >/dev/null
	wait_until level_is 87
}
level_is() { [[ $(codec Digital) == "$1,$1" ]] && in_state 'SE Headphone Playback Volume' "$1,$1"; }
stage_level_do() { set_to device 'SE Headphone Playback Volume' 97; }
stage_level_works() { level_is 97; }
stage_level_unchanged() { wait_until level_is 87; }
stage_level_after() { :; }

# Somebody else moves the codec.
stage_follow_before() { stage_level_before; }
stage_follow_do() { "$TOOLS/ctl-set" "$(codec_card)" 'Digital Playback Volume' 77; }
codec_card() {
	local card
	card=$(readlink /proc/asound/Codec)
	echo "${card#card}"
}
stage_follow_works() { level_is 77; }
stage_follow_after() { :; }

# The codec comes back, as loud as it gets.
stage_codec_before() {
	stage_level_before
	echo codec >/sys/bus/platform/drivers/vmtest_codec/unbind
}
stage_codec_do() { echo codec >/sys/bus/platform/drivers/vmtest_codec/bind; }
stage_codec_works() { level_is 87; }
stage_codec_after() { :; }

stage_end() {
	local DRIVER_OF_STAGE=/sys/bus/platform/drivers/dongle-stage-gpio
	modprobe dummy_hcd
	modprobe -a libcomposite snd-usb-audio dongle-stage-gpio
	modprobe -r snd-usb-dongle
	modprobe -a gpio-sim vmtest_overlay vmtest_codec 2>/dev/null || return 0
	board | overlay_apply
	pull "$BALANCED_DETECT" up
	wait_until is_bound_to_node
	faults_of usb_f_dongle snd_dongle dongle_stage_gpio
	sweep stage_probe "stage: probe"
	make_dongle 0
	sweep stage_take "stage: taken by a function"
	connect 0
	wait_until in_state 'SE Headphone Jack' off
	sweep stage_plug "stage: plug"
	sweep stage_level "stage: level"
	sweep stage_follow "stage: the codec is moved"
	sweep stage_codec "stage: the codec comes"
	disconnect 0
	remove_dongle 0
	overlay_remove
	modprobe -r dongle-stage-gpio vmtest_codec
}
