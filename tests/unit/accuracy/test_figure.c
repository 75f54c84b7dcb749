/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tests/accuracy/figure.h"

static struct collection collection_of(const double *value, size_t count)
{
	struct collection collection = {0};

	for (size_t i = 0; i < count; i++)
		collection_add(&collection, value[i]);
	return collection;
}

/* magnitudes 1 .. 21: type 7 quantiles at 1 + 20 p */
static void quantiles_are_of_magnitudes(void **state)
{
	struct collection c = {0};

	(void)state;
	for (int i = 1; i <= 21; i++)
		collection_add(&c, i % 2 ? i : -i);
	assert_near(figure_of(STATISTIC_MEDIAN, &c).value, 11, 1e-12);
	assert_near(figure_of(STATISTIC_P95, &c).value, 20, 1e-12);
	assert_near(figure_of(STATISTIC_RMS, &c).value, sqrt(21 * 22 * 43 / 6.0 / 21), 1e-12);
	collection_reset(&c);
}

static void what_is_missing_is_infinitely_wrong(void **state)
{
	static const double value[] = {1, INFINITY, 2, 3};
	struct collection c = collection_of(value, 4);

	(void)state;
	assert_near(figure_of(STATISTIC_MEDIAN, &c).value, 2.5, 1e-12);
	assert_true(isinf(figure_of(STATISTIC_P95, &c).value));
	assert_true(isinf(figure_of(STATISTIC_RMS, &c).value));
	collection_reset(&c);
}

static void matches_give_precision_recall_and_f1(void **state)
{
	struct collection c = {.hits = 8, .invented = 1, .missed = 3};

	(void)state;
	assert_near(figure_of(STATISTIC_PRECISION, &c).value, 8 / 9.0, 1e-15);
	assert_near(figure_of(STATISTIC_RECALL, &c).value, 8 / 11.0, 1e-15);
	assert_near(figure_of(STATISTIC_F1, &c).value, 0.8, 1e-15);
}

static void small_p_are_counted_with_their_level(void **state)
{
	static const double p[] = {0.01, 0.05, 0.0501, 0.9};
	struct collection c = collection_of(p, 4);

	(void)state;
	assert_near(figure_of(STATISTIC_BELOW_05, &c).value, 0.5, 1e-15);
	assert_near(figure_of(STATISTIC_BELOW_01, &c).value, 0.25, 1e-15);
	collection_reset(&c);
}

/* 4 of 200: limits 0.55 % and 5.04 % */
static void a_rate_misses_only_where_its_limits_exclude_the_gate(void **state)
{
	struct collection c = {.hits = 4, .n = 200};
	struct figure figure = figure_of(STATISTIC_RATE, &c);
	const struct gate one = {NAN, 0.01}, half = {NAN, 0.005}, least = {0.05, NAN},
			  more = {0.06, NAN}, within = {0.93, 0.97};

	(void)state;
	assert_int_equal(verdict_of(&one, &figure), VERDICT_HELD);
	assert_int_equal(verdict_of(&half, &figure), VERDICT_MISSED);
	assert_int_equal(verdict_of(&least, &figure), VERDICT_HELD);
	assert_int_equal(verdict_of(&more, &figure), VERDICT_MISSED);
	assert_int_equal(verdict_of(&within, &figure), VERDICT_MISSED);
}

static void an_error_is_held_against_the_gate_itself(void **state)
{
	const struct gate gate = {NAN, 10}, none = {NAN, NAN};
	const struct figure at = {10, 10, 10, 5}, above = {10.01, 10.01, 10.01, 5},
			    empty = {NAN, NAN, NAN, 0}, unknown = {NAN, NAN, NAN, 5};

	(void)state;
	assert_int_equal(verdict_of(&gate, &at), VERDICT_HELD);
	assert_int_equal(verdict_of(&gate, &above), VERDICT_MISSED);
	assert_int_equal(verdict_of(&gate, &empty), VERDICT_NONE);
	assert_int_equal(verdict_of(&gate, &unknown), VERDICT_MISSED);
	assert_int_equal(verdict_of(&none, &above), VERDICT_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quantiles_are_of_magnitudes),
		cmocka_unit_test(what_is_missing_is_infinitely_wrong),
		cmocka_unit_test(matches_give_precision_recall_and_f1),
		cmocka_unit_test(small_p_are_counted_with_their_level),
		cmocka_unit_test(a_rate_misses_only_where_its_limits_exclude_the_gate),
		cmocka_unit_test(an_error_is_held_against_the_gate_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
