# Tests, checks, fuzzing, benchmarks: what looks at the code.

unit: $(TESTS) ## build and run the unit tests of one VARIANT
	@tests/support/run.sh $(TESTS)

layering: ## fail if a folder includes from a folder above it, or a foreign header is out of its file
	@tests/support/layering.sh

.PHONY: unit layering
