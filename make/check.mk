# Tests, checks, fuzzing, benchmarks: what looks at the code.

INTEGRATION := $(sort $(wildcard tests/integration/*.sh))
# what threads share is run under ThreadSanitizer
TSAN_DIRS   := tests/unit/acquisition/capture tests/unit/acquisition/test_ring tests/unit/tools \
               tests/unit/analysis/test_pipeline tests/unit/analysis/signal/spectrum/test_spectrum

unit: $(TESTS) ## build and run the unit tests of one VARIANT
	@tests/support/run.sh $(TESTS)

# programs named test_*_faults make calls fail: tests/support/faults.h
WRAPPED := open __open_2 read __read_chk write pread __pread_chk pwrite fsync fdatasync ftruncate \
           fallocate rename renameat2 link mkdir close malloc calloc realloc strdup
$(filter %_faults,$(TESTS)): private LDFLAGS += $(WRAPPED:%=-Wl,--wrap=%)

# the only threads of these are in the font library, where TSan cannot see who waits for whom
TSAN_NOT    := tests/unit/tools/draw tests/unit/tools/report tests/unit/tools/serve/pages
unit-threads: $(filter-out $(TSAN_NOT:%=$B/%/%),$(filter $(TSAN_DIRS:%=$B/%%),$(TESTS)))
	@tests/support/run.sh $^

integration: all ## run the programs as their users would
	@HINGE_BIN=$B tests/support/run.sh $(INTEGRATION)

# the daemon's own scripts, for a VARIANT with a sanitizer
integration-threads: $(BINS)
	@HINGE_BIN=$B tests/support/run.sh tests/integration/daemon_record.sh tests/integration/daemon_clients.sh

deps: ## install what building and testing needs (Debian)
	@make/deps.sh build test

test: ## set up, build, and run every test, plain and under the sanitizers
	@make/deps.sh build test
	@$(MAKE) --no-print-directory check

check: ## as test, without the set-up
	@tests/support/check.sh "$(MAKE)"

demo: ## set up, build, record a simulated set, analyse it, show what was found
	@make/deps.sh build demo
	@$(MAKE) --no-print-directory all
	@make/demo.sh $B $(BUILD)/demo

layering: ## fail if a folder includes from a folder above it, or a foreign header is out of its file
	@tests/support/layering.sh

lint: ## formatting, cppcheck, clang-tidy, and a build with clang, all without a complaint
	@make/deps.sh build test lint
	@tests/support/lint.sh "$(MAKE)"

coverage: ## run the unit tests and print the line coverage of each file
	@$(MAKE) --no-print-directory VARIANT=coverage unit
	@gcov -n $$(find $(MODULES:%=$(BUILD)/coverage/%) $(BUILD)/coverage/tools -name '*.gcda') 2>/dev/null | \
	awk -F"'" '/^File/ {f = $$2} /^Lines/ && f !~ /^\/usr/ {print f, $$0; f = "/usr"}' | \
	awk '{split($$3, a, "[:%]"); printf "%6.2f %% of %5d  %s\n", a[2], $$5, $$1; n += $$5; c += a[2] * $$5 / 100} \
	END {printf "%6.2f %% of %5d  all\n", 100 * c / n, n}'

FUZZ_TIME ?= 30
fuzz: ## build the fuzz targets with clang and run each for FUZZ_TIME seconds
	@make/deps.sh build test fuzz
	@$(MAKE) --no-print-directory VARIANT=fuzz fuzz-run
fuzz-run: $(FUZZERS)
	@set -e; for f in $(FUZZERS); do mkdir -p $(BUILD)/corpus/$${f##*/}; echo "$${f##*/}"; \
	$$f -max_total_time=$(FUZZ_TIME) -verbosity=0 -print_final_stats=1 -artifact_prefix=$(BUILD)/corpus/ $(BUILD)/corpus/$${f##*/}; done

bench: $(BINS) $(BENCHES) ## time the kernels and a trial's stages beside numpy and scipy (ROUNDS, RECORDINGS)
	@BUILD=$B CC='$(CC)' tests/bench/run.sh

SOAK_S ?= 60
soak: $B/tests/soak/soak_capture $(BINS) ## capture simulated plates in real time, SOAK_S seconds at each of three rates (STRESS=1: under disk load); then a sample's way to the browser
	@tests/soak/soak.sh $< $(SOAK_S) $(STRESS)
	@tests/soak/live.sh $B $(SOAK_S)
$B/tests/soak/soak_capture: $B/tests/soak/soak_capture.o $B/tests/support/recorded.o $(LIB)
	$(call say,LD,$@)
	$Q$(CC) $(ALL_LDFLAGS) -o $@ $^ $(ALL_LIBS) $(TEST_LIBS)
-include $B/tests/soak/soak_capture.d

.PHONY: bench soak unit unit-threads integration integration-threads deps test check demo layering lint coverage fuzz fuzz-run
