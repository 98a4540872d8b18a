# SPDX-License-Identifier: GPL-2.0-only
# All of dongle-ctl but main.c; its tests are built of the same.
ctl_names := abx.c abx_input.c abx_json.c abx_log.c abx_match.c abx_plan.c abx_score.c \
	abx_session.c abx_side.c abx_switch.c abx_terminal.c abx_text.c abx_words.c advise.c \
	advise_json.c advise_svg.c advise_text.c advise_words.c apply.c complete.c dose.c \
	dosefile.c doseshow.c estimate.c event.c glance.c json.c list.c listening.c match.c \
	monitor.c options.c plain.c playing.c save.c select.c set.c show.c signals.c status.c \
	verb.c wait.c
