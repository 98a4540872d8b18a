#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What bash, zsh and fish offer after dongle-ctl, each asked itself, with the two
# dongles of fakectl.c, and after dongle-gadget. Answers are the words, sorted.
. "$(dirname "$0")/../../tests/tap.sh"

TOP=$(cd "$(dirname "$0")/../.." && pwd -P)
SCRIPTS=$TOP/userspace/completion
export PATH=$TOP/build/fakectl:$PATH

# As readline splits LINE, in which nothing is quoted but with backslashes.
bash_offers() { # LINE
	local program=${1%% *}
	LINE=$1 SCRIPT=$SCRIPTS/$program.bash FUNCTION=_${program/-/_} bash --norc -c '
		. /usr/share/bash-completion/bash_completion
		. "$SCRIPT"
		COMP_LINE=$LINE
		COMP_POINT=${#LINE}
		split=$(sed "s/\([=:]\)/\n\1\n/g; s/\([^\\\\]\) /\1\n/g" <<<"$LINE" | sed "/^$/d")
		mapfile -t COMP_WORDS <<<"$split"
		[[ $LINE != *" " ]] || COMP_WORDS+=("")
		COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
		$FUNCTION
		printf "%s\n" "${COMPREPLY[@]}"' | sort
}

# What a user sees: a tab typed into a zsh on a terminal, the list it shows, and
# what is on the line then.
zsh_shows() { # LINE
	LINE=$1 FOLDER=$SCRIPTS DUMP=$WORK/zcompdump TERM=dumb zsh -f -c '
		zmodload zsh/zpty
		zpty shell zsh -f -i
		zpty -w shell "stty rows 200 cols 200 -echo; PS1=; LISTMAX=999; fpath=(${(q)FOLDER} \$fpath)"
		zpty -w shell "autoload -Uz compinit; compinit -u -d ${(q)DUMP}; setopt no_beep no_list_ambiguous"
		# not what is typed: that is shown too
		zpty -w shell "print REA\"\"DY"
		zpty -r -m shell seen "*READY*"
		zpty -w -n shell "$LINE$(printf "\t")"
		zpty -w shell " EN\"\"D$(printf "\001")print -r -- "
		zpty -r -m shell seen "*END*" && print -r -- "$seen"
		zpty -d shell' | tr -d '\r'
}

zsh_offers() { # LINE
	zsh_shows "$1" | sed -n '/""/d; s/^\([^ ].*[^ ]\)  *-- .*/\1/p' | sort
}

fish_offers() { # LINE
	# shellcheck disable=SC2016
	LINE=$1 SCRIPT=$SCRIPTS/${1%% *}.fish HOME=$WORK fish --no-config -c \
		'source $SCRIPT; complete -C $LINE' | cut -f1 | sort
}

words() { # WORD...
	printf '%s\n' "$@" | sort
}

# What may follow an option of the first dongle, of the second, or of any.
values() {
	local one='dongle-ctl --path 1-1.1' two='dongle-ctl --path 1-1.2'
	is "$(bash_offers "$one --se-volume ")" "$(words -20.0dB 3dB- 3dB+)" "the level now, and steps"
	is "$(bash_offers "$one --balanced-volume ")" "$(words '-30.0dB\,-31.0dB' 3dB- 3dB+)" "of both channels"
	is "$(bash_offers "$two --se-volume ")" "" "none of an output that is not there"
	is "$(bash_offers "$one --balanced-mute ")" "$(words on off toggle)" "on and off"
	is "$(bash_offers "$two --balanced-mute ")" "" "none where nothing can be muted"
	is "$(bash_offers "$one --se-limit ")" "$(words -20.0dB 110dBSPL none)" "a limit at the level now"
	is "$(bash_offers "$one --balanced-limit ")" "$(words 110dBSPL none)" "none where the channels differ"
	is "$(bash_offers "$two --balanced-limit ")" "" "nor where there is no limit"
	is "$(bash_offers 'dongle-ctl --volume ')" "" "no level where nobody knows which device"
	is "$(bash_offers "$one --led ")" "" "no value of an option that it has not"
	is "$(bash_offers 'dongle-ctl --path 9-9 --spdif ')" "$(words off on)" "all there are where no device is"
	is "$(bash_offers 'dongle-ctl --path 9-9 --mute ')" "$(words off on toggle)" "on and off of no device"
	is "$(bash_offers 'dongle-ctl advise --headphones ')" "$(words K701 K702 'Porta\ Pro')" "headphones, quoted"
	is "$(bash_offers "$one --se-limit 110dBSPL --headphones ")" "$(words K701 K702 'Porta\ Pro')" "headphones of a limit"
	is "$(bash_offers 'dongle-ctl advise --device Moon' | grep -c Dawn)" 3 "models, for advise"
	is "$(bash_offers 'dongle-ctl status --device Moon')" "" "and for nothing else"
	is "$(bash_offers "$one abx --a ")" "$(words mode={single-ended,balanced,auto} gain={low,medium,high} \
		filter={fast-linear-phase,non-oversampling,hybrid})" "what can be compared"
	is "$(bash_offers "$two abx --b gain=")" "$(words low high)" "of the chosen one"
	is "$(bash_offers "$one abx --log ")" "" "no name of a file"
	is "$(bash_offers 'dongle-ctl ' | grep -v ^-)" "$(words abx advise apply forget list match monitor save set status)" "verbs"
	is "$(bash_offers "$one --json " | grep -v ^-)" "$(words abx advise apply list match monitor set status)" "those that it goes with"
}

main() {
	local shell
	local -A GAINS_OF=([bash]='' [zsh]=gain= [fish]=gain=)
	WORK=$(mktemp -d)
	trap 'rm -rf "$WORK"' EXIT
	export DONGLE_DATA_DIR=$WORK/data
	umask 022
	mkdir -p "$DONGLE_DATA_DIR/headphones"
	printf '[%s]\nimpedance = %d\nsensitivity = 100dB/V\n' K701 32 K702 62 'Porta Pro' 60 \
		>"$DONGLE_DATA_DIR/headphones/a.conf"
	for shell in bash zsh fish; do
		offers() { # LINE DESCRIPTION WORD...
			is "$("${shell}_offers" "$1")" "$(words "${@:3}")" "$shell: $2"
		}
		offers 'dongle-ctl --se-' "options" --se-limit= --se-mute= --se-volume=
		offers 'dongle-ctl --gain ' "the gains of any device" low medium high
		offers 'dongle-ctl --path 1-1.2 --gain ' "those of the chosen one" low high
		offers 'dongle-ctl --filter ' "its filters" fast-linear-phase non-oversampling hybrid
		offers 'dongle-ctl --path ' "paths" 1-1.1 1-1.2
		offers 'dongle-ctl monitor --p' "options of a verb" --path= --plain
		offers 'dongle-ctl advise --headphones K' "headphones" K701 K702
		offers 'dongle-ctl --path 1-1.2 abx --a gain=' "settings of a blind test" \
			"${GAINS_OF[$shell]}low" "${GAINS_OF[$shell]}high"
		offers 'dongle-gadget st' "what dongle-gadget does" start stop
	done
	is "$(bash_offers 'dongle-ctl --gain=')" "$(words low medium high)" "bash: after ="
	is "$(bash_offers 'dongle-ctl --id 1d6b:')" "$(words 0001 0002)" "bash: after :"
	values
	is "$(bash_offers 'dongle-ctl --serial D')" "Desk\\'s\\ \\\"A\\\"" "bash: quoted"
	is "$(bash_offers "dongle-ctl --serial Desk\\'s\\ \\\"A\\\" --id ")" "1d6b:0001" "bash: and understood"
	is "$(fish_offers 'dongle-ctl --gain=')" "$(words --gain={low,medium,high})" "fish: after ="
	is "$(fish_offers "dongle-ctl --serial 'Desk\\'s \"A\"' --id ")" 1d6b:0001 "fish: quoted"
	is "$(zsh_offers 'dongle-ctl --gain=')" "$(words --gain={low,medium,high})" "zsh: after ="
	is "$(zsh_offers 'dongle-ctl --id 1d6b')" "$(words 1d6b:000{1,2})" "zsh: a colon"
	is "$(zsh_offers "dongle-ctl --serial Desk\\'s\\ \\\"A\\\" --mode ")" \
		"$(words single-ended balanced auto)" "zsh: quoted"
	ok "zsh: no blank after =" grep -q -- '^dongle-ctl --gain= *EN' <(zsh_shows 'dongle-ctl --gai')
	done_testing
}

main
