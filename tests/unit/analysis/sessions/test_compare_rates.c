/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often two sessions of a person in whom nothing changes are called. The difference of two new
 * sessions over sqrt(2) SD of n others has the t distribution with n - 1 degrees of freedom: 5 %.
 */
#include "tests/support/assert_near.h"
#include "tests/support/person.h"

#include "analysis/sessions/compare.h"
#include "analysis/statistics/statistics.h"
#include "formats/random.h"

#include <stdio.h>

enum { PAIRS = 4000 };

static const struct series_key lift_ai = {"lift", "both", "asymmetry"};
static struct person person;

/* Chances that so few, and so many, of n are hit where each is with a chance of share. */
static double chance_of_at_most(size_t hits, size_t n, double share)
{
	return hits == n ? 1 : beta_incomplete((double)(n - hits), (double)hits + 1, 1 - share);
}

static double chance_of_at_least(size_t hits, size_t n, double share)
{
	return hits ? beta_incomplete((double)hits, (double)(n - hits) + 1, share) : 1;
}

/* A person's own mean and spread, so many sessions before, then the last. */
static void draw(struct random *random, size_t before)
{
	double own = 4 * random_normal(random), sd = 0.5 + 2 * random_uniform(random);

	person_init(&person);
	for (size_t i = 0; i <= before; i++) {
		size_t session = person_add_session(&person);

		person_set(&person, session, &lift_ai, own + sd * random_normal(random));
	}
}

/* Of people with so many sessions before the last: how often it and an earlier one are called. */
static size_t count_called(uint64_t seed, size_t before, size_t from)
{
	struct random random;
	size_t called = 0;

	random_init(&random, seed);
	for (size_t i = 0; i < PAIRS; i++) {
		struct comparison c;

		draw(&random, before);
		assert_int_equal(comparison_of(&c, &person.trial[from], &person.trial[before],
					       &person.history, &person.config, NULL),
				 0);
		assert_false(c.row[0].mdc_assumed);
		called += c.row[0].change == CHANGE_TO_LEFT || c.row[0].change == CHANGE_TO_RIGHT;
	}
	print_message("%zu sessions before, number %zu: %zu of %d called\n", before, from + 1,
		      called, PAIRS);
	return called;
}

static void one_pair_of_new_sessions_in_twenty_is_called(void **state)
{
	static const size_t before[] = {7, 12};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		size_t called = count_called(23 + i, before[i], before[i] - 1);

		assert_true(chance_of_at_most(called, PAIRS, 0.05) > 0.005);
		assert_true(chance_of_at_least(called, PAIRS, 0.05) > 0.005);
	}
}

/* The SD holds the earlier of the two and is the larger where that one is far off. */
static void fewer_are_called_where_one_is_of_the_baseline(void **state)
{
	(void)state;
	assert_true(chance_of_at_least(count_called(31, 6, 0), PAIRS, 0.05) > 0.005);
	assert_true(chance_of_at_least(count_called(32, 6, 5), PAIRS, 0.05) > 0.005);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_pair_of_new_sessions_in_twenty_is_called),
		cmocka_unit_test(fewer_are_called_where_one_is_of_the_baseline),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
