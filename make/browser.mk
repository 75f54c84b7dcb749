# The pages in a real browser (tests/browser).

check-browser: ## set up, build, use the pages in Chromium as technician and clinician would (CASES=a,b: only these)
	@make/deps.sh build test
	@make/deps.sh browser || :
	@CASES=$(CASES) tests/browser/check.sh "$(MAKE)" $(BUILD) || [ $$? -eq 77 ]
.PHONY: check-browser
