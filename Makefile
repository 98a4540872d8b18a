# SPDX-License-Identifier: GPL-2.0-only
KDIR ?= /lib/modules/$(shell uname -r)/build
PREFIX ?= /usr/local
DESTDIR ?=
JOBS ?= 3
ARCHS ?= arm64 armhf
TIME ?= 600
TARGETS ?= $(fuzz_targets)

# What DESTDIR is for files, this is for modules.
modules := snd-dongle.ko snd-usb-dongle.ko usb_f_dongle.ko dongle-stage-gpio.ko
# as modules_install has it; Debian's kernel.release and "make kernelrelease" say another one
release = $(shell sed -n 's/.*UTS_RELEASE "\(.*\)"/\1/p' $(KDIR)/include/generated/utsrelease.h)
module_dir = $(DESTDIR)/lib/modules/$(release)/updates

dkms_name := $(shell sed -n 's/^PACKAGE_NAME="\(.*\)"/\1/p' dkms.conf)
dkms_version := $(shell sed -n 's/^PACKAGE_VERSION="\(.*\)"/\1/p' dkms.conf)
dkms_dir = $(DESTDIR)/usr/src/$(dkms_name)-$(dkms_version)

kernels := 6.1 6.12
# those that tests/vm/debug-kernel builds
built_kernels := $(basename $(notdir $(wildcard tests/vm/*.config)))
# the longest first: the end is not spent waiting for one
guest_tests := bridge modules replug stranger several protocol levels controls visibility transfers audio \
	hostile-host hostile-user loudness unplug power dawn hid bought ka5 cli remember monitor flood gadget memory kselftest smoke
# in a system of its own, which does not care for the kernel
system_tests := desktop restore autoconf sleep board boot
# those that need a device tree, which Debian's kernels have not; the second takes long, and
# arm64/probe judges most of the same
board_tests := stage stage-errors
# one kernel of the stock ones is enough for these
fault_tests := abx mute hostile-device each-transfer moments removals alloc-faults match
# those of a kernel with KUnit
kunit_tests := kunit
# where every fault is looked for; what a dongle takes of the memory is not the same there, and
# the sound of dongle-gadget, playback alone, ends lockdep's watch: see make_dongle
debug_tests := $(filter-out memory gadget bridge, $(guest_tests)) $(board_tests) $(kunit_tests) $(fault_tests)
# where two processors meet in one place, for KCSAN; none with the clock of instructions, which
# lets one run at a time
race_tests := smoke unplug modules replug several hostile-host hostile-user power visibility protocol
lint_tests := modules checkpatch coccinelle userspace compilers shell kernel-doc sizes
unit_tests := $(shell $(MAKE) -s -C tests/unit names)
# where every line is counted: without those that build, and with what counts has not its size
counted_tests := $(addprefix unit/, $(filter-out dkms package, $(unit_tests))) \
	$(addprefix 6.12/, $(system_tests) $(filter-out memory, $(guest_tests)) $(fault_tests) saving) \
	$(addprefix debug/, $(board_tests) $(kunit_tests))
# faults put in on purpose; those that the debug kernel sees take minutes each
mutants := $(addprefix mutants/, $(basename $(notdir $(wildcard tests/mutants/*.diff))))
debug_mutants := $(addprefix mutants/, $(basename $(notdir \
	$(shell grep -l '^Test: debug/' tests/mutants/*.diff))))
fuzz_targets := $(shell $(MAKE) -s -C tests/fuzz names)
# none may have the path of a folder here: prove would look for tests in it
all_tests := $(addprefix unit/, $(unit_tests)) \
	$(addprefix lint/, $(lint_tests)) \
	$(addprefix fuzz/, $(fuzz_targets)) \
	$(addprefix harness/, $(kernels)) \
	dts/binding dts/boards \
	cross/arm64 cross/armhf arm64/gadget arm64/probe \
	debug/stage \
	$(filter-out $(debug_mutants), $(mutants)) \
	$(addprefix debug/, $(kunit_tests)) \
	$(addprefix 6.12/, $(system_tests) $(fault_tests)) \
	6.12/saving \
	$(foreach test, $(guest_tests), $(addsuffix /$(test), $(kernels)))
TESTS ?= $(all_tests)

all: modules userspace

help:
	@echo 'make            build the modules for the running kernel, libdongle and dongle-ctl'
	@echo 'make install    install all of it; make uninstall removes it again'
	@echo 'make install-dkms  install the modules through DKMS instead; uninstall-dkms'
	@echo 'make dtbs       compile the device tree overlays; install-dtbs, uninstall-dtbs'
	@echo 'make demo       a tour with a virtual dongle in a virtual machine'
	@echo 'make check      run every test; TESTS="unit/codec 6.1/audio" runs some'
	@echo 'make check-debug  run those of the guests on the debug kernel, which takes hours'
	@echo 'make check-races  run those where processors meet on a kernel that looks for data races'
	@echo 'make coverage   run the tests and count the lines that they run; TESTS too'
	@echo 'make fuzz       look for what breaks: TARGETS, each for TIME seconds'
	@echo 'make lint       run what reads the source: checkpatch, sparse, coccinelle and others'
	@echo 'make cross      build the modules for Debian kernels of ARCHS, with gcc and clang'
	@echo 'make lists      make what udev and README.md have of the table of bought dongles'
	@echo 'make setup      install the Debian packages that demo and check need'
	@echo 'make clean      remove what was built'
	@echo
	@echo 'KDIR=DIR        kernel build directory ($(KDIR))'
	@echo 'PREFIX=DIR      where dongle-ctl goes ($(PREFIX))'
	@echo 'DESTDIR=DIR     put in front of every installed path'
	@echo 'JOBS=N          tests that run at once ($(JOBS))'
	@echo 'ARCHS=NAMES     what cross builds for ($(ARCHS))'
	@echo 'TIME=SECONDS    of each target of fuzz ($(TIME))'
	@echo 'TARGETS=NAMES   what fuzz looks at (all of: $(fuzz_targets))'

modules: check-kdir
	$(MAKE) -C $(KDIR) M=$(CURDIR) modules

check-kdir:
	@test -e $(KDIR)/Makefile || { \
		echo "make: no kernel headers at $(KDIR);" \
			"install linux-headers-$$(uname -r) or set KDIR" >&2; exit 1; }

userspace:
	$(MAKE) -C userspace

install: all
	$(MAKE) -C $(KDIR) M=$(CURDIR) INSTALL_MOD_PATH=$(DESTDIR) INSTALL_MOD_DIR=updates \
		modules_install
	$(if $(DESTDIR),,depmod $(release))
	$(MAKE) -C userspace install DESTDIR=$(DESTDIR) PREFIX=$(PREFIX)

uninstall: check-kdir
	rm -f $(addprefix $(module_dir)/driver/, $(modules)) \
		$(foreach m, $(modules), $(module_dir)/$(m) $(module_dir)/$(m).xz)
	$(if $(DESTDIR),,depmod $(release))
	$(MAKE) -C userspace uninstall DESTDIR=$(DESTDIR) PREFIX=$(PREFIX)

# The source where DKMS looks for it; it builds for each kernel that comes.
install-dkms:
	install -d $(dkms_dir)
	cp -r --no-preserve=ownership COPYING Kbuild dkms.conf driver $(dkms_dir)
	$(if $(DESTDIR),,dkms install $(dkms_name)/$(dkms_version))

uninstall-dkms:
	$(if $(DESTDIR),,-dkms remove $(dkms_name)/$(dkms_version) --all)
	rm -rf $(dkms_dir)

dtbs:
	$(MAKE) -C dts

install-dtbs uninstall-dtbs: %-dtbs:
	$(MAKE) -C dts $* DESTDIR=$(DESTDIR) PREFIX=$(PREFIX)

setup:
	tests/setup

test-programs: setup
	$(MAKE) -s -C userspace
	$(MAKE) -s -C tests/unit
	$(if $(findstring fuzz,$(TESTS)),$(MAKE) -s -C tests/fuzz)
	$(MAKE) -s -C tests/selftests
	$(MAKE) -s -C tests/devices
	$(MAKE) -s -C userspace install DESTDIR=$(CURDIR)/build/root PREFIX=/usr/local
	tests/vm/modules $(kernels) $(foreach kernel,$(built_kernels), \
		$(if $(findstring $(kernel),$(TESTS)),$(kernel))) >/dev/null

check: test-programs
	DONGLE_CTL=$(CURDIR)/build/userspace/dongle-ctl \
		prove --jobs $(JOBS) --timer --failures --comments --exec tests/run-one $(TESTS)

check-debug: TESTS := harness/debug $(debug_mutants) $(addprefix debug/, $(debug_tests))
# every fault, not a choice of them
check-debug: export DONGLE_FAULTS := 0
check-debug: check

check-races: TESTS := harness/kcsan $(addprefix kcsan/, $(race_tests))
check-races: check

coverage: TESTS := $(counted_tests)
coverage: setup
	JOBS=$(JOBS) tests/coverage/run $(if $(findstring command,$(origin TESTS)),,--judge) $(TESTS)

# on demand: libFuzzer and AFL++, and a row for tests/fuzz/README.md
fuzz: setup
	$(MAKE) -s -C tests/fuzz
	$(MAKE) -s -C tests/fuzz ENGINE=afl O=../../build/fuzz-afl
	$(MAKE) -s -C tests/fuzz ENGINE=lines O=../../build/fuzz-lines
	tests/fuzz/run $(TIME) $(TARGETS)

lint: setup
	tests/vm/fetch $(kernels)
	prove --timer --failures --comments --exec tests/run-one $(addprefix lint/, $(lint_tests))

cross: setup
	@set -e; for arch in $(ARCHS); do tests/cross/build $$arch; done

lists:
	$(MAKE) -s -C userspace/lists

demo: setup
	$(MAKE) -s -C userspace
	$(MAKE) -s -C tests/selftests
	tests/vm/demo

clean:
	rm -rf build
	$(MAKE) -C userspace clean
	test ! -e $(KDIR)/Makefile || $(MAKE) -C $(KDIR) M=$(CURDIR) clean

.PHONY: all help modules check-kdir userspace install uninstall install-dkms uninstall-dkms \
	dtbs install-dtbs uninstall-dtbs setup test-programs check check-debug check-races coverage fuzz lint cross lists demo clean
