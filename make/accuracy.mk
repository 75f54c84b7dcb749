# The analysis against simulated sets: the tables of docs/accuracy.md.

ACCURACY       := $B/tests/accuracy/accuracy
ACCURACY_SRC   := $(wildcard tests/accuracy/*.c)
ACCURACY_PARTS := $(call objects,$(filter-out tests/accuracy/accuracy.c,$(ACCURACY_SRC)))

$(ACCURACY): $(call objects,$(ACCURACY_SRC)) $B/libtools.a $(LIB)
	$(call say,LD,$@)
	$Q$(CC) $(ALL_LDFLAGS) -o $@ $^ $(ALL_LIBS)

# their parts have unit tests
$(filter $B/tests/unit/accuracy/%,$(TESTS)): $(ACCURACY_PARTS)

SETS ?= 500
SEED ?= 1
accuracy: ## set up, build, measure events, asymmetry and findings against simulated sets (SETS a style and tier, SEED)
	@make/deps.sh build
	@$(MAKE) --no-print-directory accuracy-run
accuracy-run: $(ACCURACY)
	@$< --sets=$(SETS) --seed=$(SEED)
accuracy-sessions: ## build, measure how often noise and recoveries are called over sessions (2 SETS of each, SEED)
	@make/deps.sh build
	@$(MAKE) --no-print-directory accuracy-sessions-run
accuracy-sessions-run: $(ACCURACY)
	@$< --sessions --sets=$(SETS) --seed=$(SEED)

-include $(ACCURACY_SRC:%.c=$B/%.d)
.PHONY: accuracy accuracy-run accuracy-sessions accuracy-sessions-run
