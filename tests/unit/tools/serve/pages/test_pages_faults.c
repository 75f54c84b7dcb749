/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that runs out while a page is made: an error, or a page that says it failed; never half a
 * page that passes for whole. The drawing libraries end the page's process instead, which the
 * keeper's tests cover. */
#include "tests/support/assert_near.h"
#include "tests/support/faults.h"
#include "tests/support/sample_study.h"
#include "tests/support/scratch.h"

#include <stdlib.h>
#include <string.h>

static struct sample_study sample;

static int make(page_maker *maker, const struct page_call *call, size_t *size)
{
	struct page page = {.status = 200};
	struct error err = {0};
	int ret = maker(&sample.study, call, &page, &err);

	if (!ret && page.body.failed)
		ret = HINGE_ENOMEM;
	*size = page.body.used;
	html_free(&page.body);
	return ret;
}

/* Each allocation of ours fails in turn, and all after it. */
static void starve_page(page_maker *maker, struct page_call call)
{
	size_t whole, size;
	unsigned n = 0;
	int ret;

	assert_int_equal(make(maker, &call, &whole), 0);
	do {
		faults_arm(FAULT_NOMEM, ++n, true);
		ret = make(maker, &call, &size);
		if (!faults_disarm())
			break;
		if (ret != HINGE_ENOMEM)
			fail_msg("allocation %u fails: returned %d", n, ret);
	} while (true);
	assert_int_equal(ret, 0);
	assert_int_equal(size, whole);
	assert_true(n > 1);
}

static void every_page_there_is_no_memory_for_is_an_error(void **state)
{
	struct page_call person, trial;

	sample_study_make(&sample, *state, NULL, NULL);
	person = sample_study_call(&sample, sample.subject_id);
	trial = sample_study_call(&sample, sample.trial_id[0]);
	starve_page(page_sync, person);
	starve_page(page_library, person);
	starve_page(page_subject, person);
	starve_page(page_trial, trial);
	starve_page(page_reps, trial);
	starve_page(page_compare, trial);
	starve_page(page_trial_pdf, trial);
	strcpy(person.words.session, "01");
	strcpy(person.words.note, "belt");
	starve_page(page_session_form, person);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_page_there_is_no_memory_for_is_an_error,
						scratch_setup, scratch_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
