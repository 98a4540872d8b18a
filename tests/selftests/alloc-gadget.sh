# shellcheck shell=bash disable=SC2034,SC2317
# SPDX-License-Identifier: GPL-2.0-only
# The paths of the gadget's function, for alloc-faults, after alloc-host.sh. No driver is
# at the host, so all of the core is the device's.

# SET_STATE by hand: the SE level, 1/256 dB, little endian.
set_state() { # VALUE
	echo "20000000""00010000""00000000""$1$1""000000000000""00000000000000000000"
}

at_device() { # NAME VALUE
	is_value device 0 "$1" "$2"
}

# The module comes.
module_before() {
	modprobe -r usb_f_dongle snd-dongle
}
module_do() { modprobe usb_f_dongle; }
module_works() { grep -q ^usb_f_dongle /proc/modules && compgen -G '/sys/kernel/config/usb_gadget' >/dev/null; }
module_unchanged() { ! grep -q ^usb_f_dongle /proc/modules; }
module_after() { :; }

# A function is made.
make_before() { [[ -d $GADGETS/g0 ]] || mkdir "$GADGETS/g0"; }
make_do() { mkdir "$(function_dir 0)"; }
make_works() { [[ $(<"$(function_dir 0)/stage") == virtual && $(<"$(function_dir 0)/se/connector") == 3.5 ]]; }
make_unchanged() { [[ ! -e $(function_dir 0) ]]; }
make_after() {
	rmdir "$(function_dir 0)"
	rmdir "$GADGETS/g0"
}

# Each attribute is written what it has.
attributes() { (cd "$(function_dir 0)" && grep -r . | sort); }
attributes_before() {
	make_before
	[[ -e $(function_dir 0) ]] || mkdir "$(function_dir 0)"
	[[ $(<"$(function_dir 0)/se/plug") == plugged ]] || plug 0 se plugged
	ATTRIBUTES=$(attributes)
}
attributes_do() {
	local file status=0
	while IFS=: read -r file value; do
		echo "$value" >"$(function_dir 0)/$file" || status=1
	done <<<"$ATTRIBUTES"
	return $status
}
attributes_works() { [[ $(attributes) == "$ATTRIBUTES" ]]; }
attributes_unchanged() { attributes_works; }
attributes_after() { make_after; }

# The gadget is bound.
bind_before() {
	disconnect 0 2>/dev/null || true
	wait_until eval '! card device 0'
}
bind_do() { connect 0; }
bind_works() { has_all device && answers; }
answers() { [[ $("$TOOLS/usb-request" "$(usb_device 0)" c1 1 0 3 40) == 444e474c* ]]; }
bind_unchanged() { [[ -z $(<"$GADGETS/g0/UDC") ]] && ! card device 0; }
bind_again() {
	disconnect 0 2>/dev/null || true
	connect 0
}
bind_after() { :; }

# A request of the host.
request_before() {
	[[ $("$TOOLS/usb-request" "$(usb_device 0)" 41 3 0 3 "$(set_state 00b0)") == ok ]]
	wait_until at_device 'SE Headphone Playback Volume' 40,40
}
request_do() { [[ $("$TOOLS/usb-request" "$(usb_device 0)" 41 3 0 3 "$(set_state 00c0)") == ok ]]; }
request_works() { at_device 'SE Headphone Playback Volume' 72,72; }
request_unchanged() { at_device 'SE Headphone Playback Volume' 40,40; }
request_after() { :; }

question_before() { :; }
question_do() { answers && [[ $("$TOOLS/usb-request" "$(usb_device 0)" c1 2 0 3 40) == ????* ]]; }
question_works() { question_do; }
question_unchanged() { question_do; }
question_after() { :; }

device_put_before() {
	set_to device "$PUT" "$OLD" >/dev/null
	wait_until at_device "$PUT" "$(shown "$OLD")"
}
device_put_do() { set_to device "$PUT" "$NEW"; }
device_put_works() { at_device "$PUT" "$(shown "$NEW")"; }
device_put_unchanged() { at_device "$PUT" "$(shown "$OLD")"; }
device_put_after() { :; }

gadget_get_before() { :; }
gadget_get_do() { has_all device; }
gadget_get_works() { has_all device; }
gadget_get_unchanged() { has_all device; }
gadget_get_after() { :; }

# A plug of the virtual stage.
plug_before() { plug 0 se empty; }
plug_do() { plug 0 se plugged; }
plug_works() { at_device 'SE Headphone Jack' on; }
plug_unchanged() { at_device 'SE Headphone Jack' off; }
plug_after() { :; }

unbind_before() {
	[[ -n $(<"$GADGETS/g0/UDC") ]] || connect 0
	wait_until has_all device
}
unbind_do() { disconnect 0; }
unbind_works() { ! card device 0; }
unbind_after() { :; }

gadget_end() {
	modprobe dummy_hcd
	modprobe -a libcomposite snd-usb-audio
	modprobe -r snd-usb-dongle
	faults_of usb_f_dongle snd_dongle
	sweep module "gadget: load"
	sweep make "gadget: mkdir"
	sweep attributes "gadget: attributes"
	make_dongle 0
	sweep bind "gadget: bind and attach"
	sweep request "gadget: SET_STATE"
	sweep question "gadget: GET_INFO, GET_STATE"
	each_kind device_put "gadget: put"
	sweep gadget_get "gadget: get"
	sweep plug "gadget: plug"
	sweep unbind "gadget: unbind"
	remove_dongle 0
}
