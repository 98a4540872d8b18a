# SPDX-License-Identifier: GPL-2.0-only
# fish completion of dongle-gadget.

complete -c dongle-gadget -f
complete -c dongle-gadget -n __fish_is_first_arg -a start -d 'build the gadget'
complete -c dongle-gadget -n __fish_is_first_arg -a stop -d 'take it down'
complete -c dongle-gadget -n __fish_is_first_arg -a check -d 'look at the file only'
complete -c dongle-gadget -n __fish_is_first_arg -a bridge -d 'bring sound to the codec'
complete -c dongle-gadget -l config -r -F -d 'instead of /etc/dongle-gadget.conf'
complete -c dongle-gadget -l configfs -r -F -d 'where configfs is mounted'
complete -c dongle-gadget -l help -d help
complete -c dongle-gadget -l version -d 'the version'
