# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# bash completion of dongle-ctl, which itself says what can come.

# Leaves in $plain a word without its quotes, the last of which may be missing.
_dongle_ctl_unquote() { # WORD
	local rest=$1 quote='' c
	plain=''
	while [[ $rest ]]; do
		c=${rest:0:1}
		rest=${rest:1}
		if [[ $c == \\ && $quote != \' ]]; then
			plain+=${rest:0:1}
			rest=${rest:1}
		elif [[ $c == "$quote" ]]; then
			quote=''
		elif [[ -z $quote && $c == [\"\'] ]]; then
			quote=$c
		else
			plain+=$c
		fi
	done
}

_dongle_ctl() {
	local cur words cword i value plain head
	local -a typed=()
	_get_comp_words_by_ref -n =: cur words cword || return
	for ((i = 1; i < cword; i++)); do
		_dongle_ctl_unquote "${words[i]}"
		typed+=("$plain")
	done
	_dongle_ctl_unquote "$cur"
	# readline replaces only what follows the last = or :
	head=${cur%"${cur##*[=:]}"}
	while IFS=$'\t' read -r value _; do
		[[ $value == "$plain"* ]] || continue
		[[ $cur == [\"\']* ]] || printf -v value %q "$value"
		COMPREPLY+=("${value#"$head"}")
	done < <(command "${words[0]}" --complete "${typed[@]}" "$plain" 2>/dev/null)
	[[ ${COMPREPLY[*]} != *= ]] || compopt -o nospace 2>/dev/null
} &&
	complete -F _dongle_ctl dongle-ctl
