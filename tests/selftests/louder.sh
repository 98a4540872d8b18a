# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# What trace_stop() printed, judged; sourced after lib.sh.

# Reads states, the first being the one before, and prints each state in which a
# channel of an output is louder than at both ends, or "none". Loudness in
# 1/256 dB: level plus gain; silent where not live, or muted.
find_louder() { # FILE
	perl -e '
		my %level = (0 => -3082, 1 => -1541, 2 => 0);
		my %bit = (se => 1, balanced => 2);
		my (@states, $found);
		while (<>) {
			my ($active) = /\bactive=(\d)/ or die "no state: $_";
			my ($gain) = /\bgain=(\d)/ or die "no gain: $_";
			my @loud;
			for my $name ("se", "balanced") {
				my ($l, $r, $mute) = /\b$name=(-?\d+),(-?\d+)\/(\d)/ or die "no $name: $_";
				my $open = $active & $bit{$name} && !$mute;
				push @loud, $open ? $_ + $level{$gain} : -99999 for $l, $r;
			}
			push @states, { line => $_, loud => \@loud };
		}
		die "no states" unless @states;
		for my $s (@states) {
			for my $o (0 .. 3) {
				my ($from, $to) = ($states[0]{loud}[$o], $states[-1]{loud}[$o]);
				next if $s->{loud}[$o] <= ($from > $to ? $from : $to);
				print "channel $o too loud: $s->{line}";
				$found = 1;
			}
		}
		print "none\n" unless $found;' "$1"
}
