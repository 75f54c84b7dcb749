/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A handful of sets through all of make accuracy. */
#include "tests/support/assert_near.h"
#include "tests/support/recorded.h"

#include "tests/accuracy/campaign.h"
#include "tools/cli/log.h"

#include <stdlib.h>
#include <string.h>

static char *printed_by(struct campaign *campaign)
{
	char *text;
	size_t size;
	struct error err;

	log_set_level(LOG_ERROR);
	campaign->out = open_memstream(&text, &size);
	assert_non_null(campaign->out);
	if (campaign_run(campaign, &err))
		fail_msg("%s", err.text);
	fclose(campaign->out);
	return text;
}

static void what_is_printed_does_not_depend_on_the_threads(void **state)
{
	struct campaign one = {.sets = SLOW_BUILD ? 1 : 2, .seed = 1, .threads = 1, .tier = "lab"};
	struct campaign two = one;
	char *text, *again;

	(void)state;
	two.threads = 2;
	text = printed_by(&one);
	again = SLOW_BUILD ? strdup(text) : printed_by(&two);
	assert_string_equal(text, again);
	assert_non_null(strstr(text, "### Events, point, lab"));
	assert_non_null(strstr(text, "### Findings, point"));
	assert_non_null(strstr(text, "### Findings, segments"));
	assert_non_null(strstr(text, "### Sessions"));
	assert_int_equal(one.tables, 5);
	assert_true(one.tally[0].held > 30);
	free(text);
	free(again);
}

static void a_list_of_the_worst_names_sets_that_can_be_made_again(void **state)
{
	struct campaign campaign = {.sets = 1,
				    .seed = 3,
				    .threads = 1,
				    .tier = "gym",
				    .model = "point",
				    .worst = {.key = "body"}};
	char *text = printed_by(&campaign);

	(void)state;
	assert_non_null(strstr(text, "--seed 3200000000 "));
	assert_non_null(strstr(text, "--tier gym"));
	assert_null(strstr(text, "###"));
	free(text);
}

/* A thousand people each whose sessions are noise, or who recover: the gates of make
 * accuracy-sessions. */
static void noise_is_not_called_and_recovery_is(void **state)
{
	struct campaign campaign = {
		.sets = SLOW_BUILD ? 50 : 500, .seed = 1, .threads = 1, .only_sessions = true};
	char *text = printed_by(&campaign);

	(void)state;
	assert_non_null(strstr(text, "noise called within four sessions"));
	assert_int_equal(campaign.tables, 1);
	assert_int_equal(campaign.tally[0].missed, 0);
	assert_int_equal(campaign.tally[0].held, 5);
	free(text);
}

static void a_tier_that_is_none_is_refused(void **state)
{
	struct campaign campaign = {.sets = 1, .seed = 1, .threads = 1, .tier = "street"};
	char *text;
	size_t size;
	struct error err;

	(void)state;
	log_set_level(LOG_ERROR);
	campaign.out = open_memstream(&text, &size);
	assert_non_null(campaign.out);
	assert_int_equal(campaign_run(&campaign, &err), HINGE_EUSAGE);
	fclose(campaign.out);
	assert_string_equal(text, "");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_printed_does_not_depend_on_the_threads),
		cmocka_unit_test(noise_is_not_called_and_recovery_is),
		cmocka_unit_test(a_tier_that_is_none_is_refused),
		cmocka_unit_test(a_list_of_the_worst_names_sets_that_can_be_made_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
