# hinge: one Makefile, no recursion into folders. `make help` lists the targets.
VERSION := 0.1.0
VARIANT ?= release
BUILD   ?= build
PKG_CONFIG ?= pkg-config
SCDOC   ?= scdoc

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

# --- what is built -----------------------------------------------------------
MODULES  := formats analysis acquisition
PROGRAMS := hinge hinged
# the reference plate needs Linux's USB gadgets
PROGRAMS += $(if $(wildcard /usr/include/linux/usb/functionfs.h),hinge-gadget)
B        := $(BUILD)/$(VARIANT)

sources   = $(sort $(shell find $1 -name '*.c' 2>/dev/null))
LIB_SRC  := $(call sources,$(MODULES))
DAEMON_SRC := $(call sources,tools/hinged)
GADGET_SRC := $(if $(filter hinge-gadget,$(PROGRAMS)),$(call sources,tools/gadget))
# what both programs use
SHARED_SRC := tools/cli/log.c tools/cli/options.c tools/cli/progress.c tools/client/control.c tools/runtime/pool.c
HINGE_SRC := $(filter-out $(DAEMON_SRC) $(call sources,tools/gadget) $(SHARED_SRC),$(call sources,tools))
SUPPORT_SRC := $(wildcard tests/support/*.c)
TEST_SRC := $(shell find tests/unit -name 'test_*.c' 2>/dev/null | sort)
# a sanitizer needs more than confinement leaves
ifneq ($(filter asan tsan,$(VARIANT)),)
TEST_SRC := $(filter-out tests/unit/tools/confine/test_confine.c,$(TEST_SRC))
endif
FUZZ_SRC := $(wildcard tests/fuzz/fuzz_*.c)
BENCH_SRC := $(wildcard tests/bench/bench_*.c)
MAN_SRC  := $(wildcard docs/man/*.scd)

objects   = $(1:%.c=$B/%.o)
LIB      := $B/libhinge.a
BINS     := $(PROGRAMS:%=$B/%)
TESTS    := $(TEST_SRC:%.c=$B/%)
FUZZERS  := $(FUZZ_SRC:%.c=$B/%)
BENCHES  := $(BENCH_SRC:%.c=$B/%)
MAN      := $(MAN_SRC:docs/man/%.scd=$(BUILD)/man/%)
ALL_SRC  := $(LIB_SRC) $(HINGE_SRC) $(SHARED_SRC) $(DAEMON_SRC) $(GADGET_SRC) $(SUPPORT_SRC) $(TEST_SRC) \
            $(FUZZ_SRC) $(BENCH_SRC)

# --- what it needs -----------------------------------------------------------
# $(call pc,flag,names): the first installed name of each group "a|b" is used.
pc_name = $(firstword $(foreach n,$(subst |, ,$1),$(if $(shell $(PKG_CONFIG) --exists $n && echo y),$n)))
pc      = $(foreach p,$2,$(shell $(PKG_CONFIG) --$1 $(or $(call pc_name,$p),$(error missing package $p: run `make deps`))))
PACKAGES      := sndfile fftw3 hdf5|hdf5-serial jansson libconfuse nettle libseccomp \
                 libusb-1.0 libiio sqlite3 libsodium pangocairo cairo libmicrohttpd
TEST_PACKAGES := cmocka

# targets that run without the libraries, and those that fetch them first
NO_BUILD := help deps clean layering install-service uninstall
FETCHING := test check check-usb check-browser demo accuracy accuracy-sessions lint fuzz coverage
GOALS    := $(or $(MAKECMDGOALS),all)
ifneq ($(filter-out $(NO_BUILD) $(FETCHING),$(GOALS)),)
DEPS_CFLAGS := $(call pc,cflags,$(PACKAGES))
# dimension scales are in HDF5's second library, which its .pc file leaves out
DEPS_LIBS   := -lhdf5_hl $(call pc,libs,$(PACKAGES))
TEST_CFLAGS  = $(call pc,cflags,$(TEST_PACKAGES))
TEST_LIBS    = $(call pc,libs,$(TEST_PACKAGES))
endif

# --- flags -------------------------------------------------------------------
WARN := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla
# texts are cut to fit on purpose; clang does not know the warning
WARN += $(if $(findstring clang,$(CC)),,-Wno-format-truncation)
ifeq ($(CI),true)
WARN += -Werror
endif
BASE := -std=gnu11 $(WARN) -ffp-contract=off -fno-common -pthread -MMD -MP -I. -D_GNU_SOURCE \
        -DHINGE_VERSION='"$(VERSION)"'

OPT_release  := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong
OPT_debug    := -O0 -g3
OPT_asan     := -O1 -g1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
OPT_tsan     := -O1 -g1 -fno-omit-frame-pointer -fsanitize=thread
OPT_coverage := -O0 -g --coverage
OPT_fuzz     := -O1 -g -fsanitize=fuzzer-no-link,address,undefined
VARIANTS     := release debug asan tsan coverage fuzz
ifeq ($(filter $(VARIANT),$(VARIANTS)),)
$(error VARIANT=$(VARIANT): use one of $(VARIANTS))
endif
ifeq ($(VARIANT),fuzz)
CC := clang
endif

CFLAGS  ?=
LDFLAGS ?=
ALL_CFLAGS  = $(BASE) $(OPT_$(VARIANT)) $(DEPS_CFLAGS) $(CFLAGS)
ALL_LDFLAGS = $(OPT_$(VARIANT)) -pthread $(LDFLAGS)
ALL_LIBS    = $(DEPS_LIBS) -lm

V ?= 0
Q  := $(if $(filter 0,$V),@)
say = $(if $(filter 0,$V),@printf '  %-4s %s\n' $1 $2)

# --- rules -------------------------------------------------------------------
all: $(BINS) man ## build the programs (VARIANT=release|debug|asan|tsan|coverage|fuzz, CC=gcc|clang)

# Flags are an input: a change of CC or flags rebuilds the variant.
$B/flags: FORCE
	@mkdir -p $(@D); echo '$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS)' | cmp -s - $@ || echo '$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS)' > $@

$B/%.o: %.c $B/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$Q$(CC) $(ALL_CFLAGS) $(OWN_CFLAGS) -c -o $@ $<

$(LIB): $(call objects,$(LIB_SRC))
	$(call say,AR,$@)
	$Qrm -f $@ && $(AR) rcs $@ $^

# pages' style and scripts, as they stand, and what the lock file names, within the program
NPM    := $(BUILD)/npm
$(NPM)/fetched: $(wildcard tools/serve/npm/* tools/serve/npm/.npmrc)
	@mkdir -p $(@D)
	$(call say,NPM,$(@D))
	$Qcp $^ $(@D) && cd $(@D) && npm ci --ignore-scripts >log 2>&1 && touch fetched || \
	{ tail -n 5 log; echo 'npm cannot fetch what tools/serve/npm/package-lock.json names' >&2; exit 1; }
ASSETS := $(sort $(wildcard tools/serve/assets/*))
$B/assets.o: $(ASSETS) $(NPM)/fetched $B/flags
	$(call say,LD,$@)
	$Qrm -rf $B/assets && mkdir $B/assets && cp $(ASSETS) $B/assets/
	$Qcp $(NPM)/node_modules/uplot/dist/uPlot.iife.min.js $B/assets/uplot.js
	$Qcp $(NPM)/node_modules/uplot/dist/uPlot.min.css $B/assets/uplot.css
	$Qcd $B/assets && $(LD) -r -b binary -z noexecstack -o $(abspath $@) *

$B/hinge: $(call objects,$(HINGE_SRC) $(SHARED_SRC)) $B/assets.o $(LIB)
	$(call say,LD,$@)
	$Q$(CC) $(ALL_LDFLAGS) -Wl,--as-needed -o $@ $^ $(ALL_LIBS)

$B/hinged: $(call objects,$(DAEMON_SRC) $(SHARED_SRC)) $(LIB)
	$(call say,LD,$@)
	$Q$(CC) $(ALL_LDFLAGS) -Wl,--as-needed -o $@ $^ $(ALL_LIBS)

$B/hinge-gadget: $(call objects,$(GADGET_SRC) $(SHARED_SRC)) $(LIB)
	$(call say,LD,$@)
	$Q$(CC) $(ALL_LDFLAGS) -Wl,--as-needed -o $@ $^ $(ALL_LIBS)

# A unit test may call into the tools too; their main() files stay out.
TEST_TOOL_OBJ := $(call objects,$(filter-out tools/hinge.c tools/hinged/hinged.c tools/gadget/hinge-gadget.c,$(HINGE_SRC) $(DAEMON_SRC) $(GADGET_SRC) $(SHARED_SRC)))
$B/libtools.a: $(TEST_TOOL_OBJ) $B/assets.o
	$Qrm -f $@ && $(AR) rcs $@ $^

# hundreds of programs: the faster linker where there is one
TEST_LINKER := $(if $(shell command -v ld.gold),-fuse-ld=gold)
$(TESTS): $B/%: $B/%.o $(call objects,$(SUPPORT_SRC)) $B/libtools.a $(LIB)
	$(call say,LD,$@)
	$Q$(CC) $(ALL_LDFLAGS) $(TEST_LINKER) -o $@ $(filter %.o,$^) $B/libtools.a $(LIB) $(ALL_LIBS) $(TEST_LIBS)
# private: otherwise the flags file, a prerequisite, would inherit the value and rebuild everything
$(call objects,$(TEST_SRC) $(SUPPORT_SRC)): private OWN_CFLAGS = $(TEST_CFLAGS)

$(FUZZERS): $B/%: $B/%.o $B/libtools.a $(LIB)
	$(call say,LD,$@)
	$Q$(CC) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(ALL_LIBS)

$(BENCHES): $B/%: $B/%.o $(LIB)
	$(call say,LD,$@)
	$Q$(CC) $(ALL_LDFLAGS) -o $@ $^ $(ALL_LIBS)

man: $(MAN) ## build the man pages
$(BUILD)/man/%: docs/man/%.scd
	@mkdir -p $(@D)
	$(call say,MAN,$@)
	$Q$(SCDOC) < $< > $@

.SECONDARY:
-include $(patsubst %.c,$B/%.d,$(ALL_SRC))

include make/check.mk make/accuracy.mk make/usb.mk make/browser.mk

include make/install.mk

clean: ## remove the build tree
	rm -rf $(BUILD)

help: ## show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

FORCE:
.PHONY: all man clean help FORCE
