/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "tools/serve/worker/keeper.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What a page is asked to do stands in its word. */
static int make(void *ctx, const struct page_call *call, struct page *page, struct error *err)
{
	(void)ctx;
	if (!strcmp(call->words.q, "crash"))
		abort();
	if (!strcmp(call->words.q, "end"))
		_exit(0);
	if (!strcmp(call->words.q, "fail"))
		return fail(err, HINGE_EFORMAT, "x.h5: no result");
	if (!strcmp(call->words.q, "large"))
		for (int i = 0; i < 100000; i++)
			html_markup(&page->body, "%09d\n", i);
	page->status = 201;
	html_text(&page->body, "<%s>", call->words.note);
	return 0;
}

static bool writes(void *ctx, const struct page_call *call)
{
	(void)ctx, (void)call;
	return false;
}

static struct keeper *start(void **state)
{
	const struct keeper_task task = {.study = *state, .make = make, .writes = writes};
	struct keeper *keeper;

	assert_int_equal(keeper_start(&keeper, &task, NULL), 0);
	return keeper;
}

static int ask(struct keeper *keeper, const char *word, struct page *page, struct error *err)
{
	struct page_call call = {0};

	*page = (struct page){0};
	snprintf(call.words.q, sizeof(call.words.q), "%s", word);
	snprintf(call.words.note, sizeof(call.words.note), "hello");
	return keeper_ask(keeper, &call, page, err);
}

static void a_page_comes_back_whole(void **state)
{
	struct keeper *keeper = start(state);
	struct page page;

	assert_int_equal(ask(keeper, "", &page, NULL), 0);
	assert_int_equal(page.status, 201);
	assert_string_equal(page.body.text, "&lt;hello&gt;");
	html_free(&page.body);
	assert_int_equal(ask(keeper, "large", &page, NULL), 0);
	assert_int_equal(page.body.used, 100000 * 10 + 13);
	assert_memory_equal(page.body.text + 99999 * 10, "000099999\n", 10);
	html_free(&page.body);
	keeper_stop(keeper);
}

static void a_file_that_breaks_its_reader_costs_its_page_only(void **state)
{
	static const char *const ways[] = {"crash", "end"};
	struct keeper *keeper = start(state);
	struct page page;
	struct error err;

	for (int i = 0; i < 6; i++) {
		assert_int_equal(ask(keeper, ways[i % 2], &page, &err), HINGE_EINTERRUPTED);
		assert_null(page.body.text);
		assert_int_equal(ask(keeper, "", &page, NULL), 0);
		html_free(&page.body);
	}
	keeper_stop(keeper);
}

static void an_error_comes_back_with_its_text(void **state)
{
	struct keeper *keeper = start(state);
	struct page page;
	struct error err;

	assert_int_equal(ask(keeper, "fail", &page, &err), HINGE_EFORMAT);
	assert_string_equal(err.text, "x.h5: no result");
	keeper_stop(keeper);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)
		IN_SCRATCH(a_page_comes_back_whole),
		IN_SCRATCH(a_file_that_breaks_its_reader_costs_its_page_only),
		IN_SCRATCH(an_error_comes_back_with_its_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
