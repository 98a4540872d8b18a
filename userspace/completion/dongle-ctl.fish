# SPDX-License-Identifier: GPL-2.0-only
# fish completion of dongle-ctl, which itself says what can come.

function __dongle_ctl_words
    set -l words (commandline -opc)
    set -l program $words[1]
    set -e words[1]
    command $program --complete $words (commandline -ct | string unescape) 2>/dev/null
end

complete -c dongle-ctl -f -a '(__dongle_ctl_words)'
