# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# bash completion of dongle-gadget.

_dongle_gadget() {
	# shellcheck disable=SC2034 # _init_completion sets them all
	local cur prev words cword
	_init_completion -n = || return
	case $cur in
	--config=*)
		cur=${cur#*=}
		_filedir conf
		;;
	--configfs=*)
		cur=${cur#*=}
		_filedir -d
		;;
	-*)
		mapfile -t COMPREPLY < <(compgen -W '--config= --configfs= --help --version' -- "$cur")
		[[ ${COMPREPLY[*]} != *= ]] || compopt -o nospace 2>/dev/null
		;;
	*) mapfile -t COMPREPLY < <(compgen -W 'start stop check bridge' -- "$cur") ;;
	esac
} &&
	complete -F _dongle_gadget dongle-gadget
