/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often the rule is wrong, on sets and sessions drawn from a normal distribution. A rate fails
 * only where its exact binomial 95 % interval excludes the gate. RUNS=50000 looks closer. */
#include "tests/support/assert_near.h"
#include "tests/support/person.h"

#include "analysis/statistics/statistics.h"
#include "formats/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REPS_MAX = 12, BASELINE = 6, SINCE = 4 };

static const struct series_key lift_ai = {"lift", "both", "asymmetry"};
static struct person person;

static size_t runs(size_t usual)
{
	const char *asked = getenv("RUNS");
	long count = asked ? strtol(asked, NULL, 10) : 0;

	return count > 0 ? (size_t)count : usual;
}

/* Clopper & Pearson 1934: the shares for which k or more (fewer) of n have a chance of 2.5 %. */
static double bound(size_t k, size_t n, bool upper)
{
	double a = (double)(upper ? k + 1 : k), b = (double)(upper ? n - k : n - k + 1);
	double low = 0, high = 1;

	if ((upper && k == n) || (!upper && k == 0))
		return upper;
	for (int i = 0; i < 60; i++) {
		double middle = (low + high) / 2;

		*(beta_incomplete(a, b, middle) < (upper ? 0.975 : 0.025) ? &low : &high) = middle;
	}
	return low;
}

static void tell(const char *what, size_t k, size_t n)
{
	print_message("%s: %zu of %zu, %.2f %% (%.2f to %.2f)\n", what, k, n,
		      100. * (double)k / (double)n, 100 * bound(k, n, false),
		      100 * bound(k, n, true));
}

static void assert_at_most(const char *what, size_t k, size_t n, double gate)
{
	tell(what, k, n);
	if (bound(k, n, false) > gate)
		fail_msg("%s: above %g %%", what, 100 * gate);
}

static void assert_at_least(const char *what, size_t k, size_t n, double gate)
{
	tell(what, k, n);
	if (bound(k, n, true) < gate)
		fail_msg("%s: below %g %%", what, 100 * gate);
}

/* --- family A --- */

struct reps {
	double rep[REPS_MAX], lift[REPS_MAX], shift[REPS_MAX];
};

static void draw(struct random *random, size_t n, double lift, double shift, struct reps *reps)
{
	for (size_t i = 0; i < n; i++) {
		reps->rep[i] = (double)(i + 1);
		reps->lift[i] = lift + 2 * random_normal(random);
		reps->shift[i] = shift + 1.5 * random_normal(random);
	}
	person.evidence.n = n;
	person.evidence.rep = reps->rep;
	person.evidence.lift_pct = reps->lift;
	person.evidence.shift_pct = reps->shift;
}

/* Whether anything was indicated: of all three, or of one. */
static bool is_indicated(const char *family, const char *name)
{
	struct verdict verdict[QUESTIONS_MAX];
	size_t count;
	bool any = false;

	assert_int_equal(
		findings_decide(family, &person.evidence, &person.report, verdict, &count, NULL),
		0);
	for (size_t i = 0; i < count; i++)
		any = any || ((!name || !strcmp(verdict[i].finding.name, name)) &&
			      (verdict[i].finding.outcome == OUTCOME_INDICATED ||
			       verdict[i].finding.outcome == OUTCOME_CONSISTENT));
	return any;
}

static size_t false_alarms(uint64_t seed, size_t n, double lift, double shift, size_t sets)
{
	struct random random;
	struct reps reps;
	size_t alarms = 0;

	person_init(&person);
	random_init(&random, seed);
	for (size_t i = 0; i < sets; i++) {
		draw(&random, n, lift, shift, &reps);
		alarms += is_indicated("A", NULL);
	}
	return alarms;
}

static void symmetric_sets_raise_no_alarm(void **state)
{
	static const size_t sizes[] = {5, 6, 8, 12};
	size_t sets = runs(1500);
	char what[64];

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		snprintf(what, sizeof(what), "family A, AI 0, n = %zu", sizes[i]);
		assert_at_most(what, false_alarms(i + 1, sizes[i], 0, 0, sets), sets, 0.05);
	}
}

/* Both means on their limits: the hardest null there is. */
static void on_the_limits_alarms_stay_at_their_level(void **state)
{
	static const size_t sizes[] = {5, 6, 8, 12};
	size_t sets = runs(1500);
	char what[64];

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		snprintf(what, sizeof(what), "family A, on both limits, n = %zu", sizes[i]);
		assert_at_most(what, false_alarms(i + 11, sizes[i], 3, -1.5, sets), sets, 0.05);
	}
}

/* SD 2 between reps. */
static void a_clear_asymmetry_is_seen(void **state)
{
	size_t sets = runs(500), seen = 0;
	struct random random;
	struct reps reps;

	(void)state;
	person_init(&person);
	random_init(&random, 31);
	for (size_t i = 0; i < sets; i++) {
		draw(&random, 8, 8, 0, &reps);
		seen += is_indicated("A", "load_transfer");
	}
	assert_at_least("C1, AI 8, n = 8", seen, sets, 0.99);
}

/* --- sessions --- */

static void draw_history(struct random *random, const struct series_key *of)
{
	for (size_t i = 0; i < BASELINE; i++) {
		if (person.history.count < BASELINE)
			person_add_session(&person);
		person_set(&person, i, of, 1.5 * random_normal(random));
	}
}

/* Six sessions, then four more with a shift of so many SD: whether one of the four is called. */
static bool is_called(struct random *random, double shift)
{
	person_init(&person);
	draw_history(random, &lift_ai);
	for (size_t i = 0; i < SINCE; i++) {
		double value = 1.5 * (shift + random_normal(random));

		person.evidence.now.metrics = 0;
		person_set_now(&person, &lift_ai, value);
		if (is_indicated("B", "baseline"))
			return true;
		person_set(&person, person_add_session(&person), &lift_ai, value);
	}
	return false;
}

static size_t calls(uint64_t seed, double shift, size_t series)
{
	struct random random;
	size_t called = 0;

	random_init(&random, seed);
	for (size_t i = 0; i < series; i++)
		called += is_called(&random, shift);
	return called;
}

static void four_sessions_of_noise_are_not_called(void **state)
{
	size_t series = runs(1000);

	(void)state;
	assert_at_most("C16, noise", calls(41, 0, series), series, 0.03);
}

static void a_shift_of_five_sd_is_called_within_four_sessions(void **state)
{
	size_t series = runs(1000);

	(void)state;
	assert_at_least("C16, 5 SD", calls(42, 5, series), series, 0.85);
}

/* All comparisons with earlier sessions at once, all of them noise. */
static void the_secondary_family_keeps_its_rate(void **state)
{
	size_t people = runs(1000), alarms = 0, asked = 0;
	struct random random;

	(void)state;
	random_init(&random, 51);
	for (size_t i = 0; i < people; i++) {
		person_init(&person);
		asked = 0;
		for (size_t q = 0; q < question_count; q++) {
			if (!questions[q].own)
				continue;
			draw_history(&random, &questions[q].of);
			person_set_now(&person, &questions[q].of, 1.5 * random_normal(&random));
			asked++;
		}
		alarms += is_indicated("B", NULL);
	}
	assert_int_equal(asked, 12);
	assert_at_most("family B, noise", alarms, people, 0.10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(symmetric_sets_raise_no_alarm),
		cmocka_unit_test(on_the_limits_alarms_stay_at_their_level),
		cmocka_unit_test(a_clear_asymmetry_is_seen),
		cmocka_unit_test(four_sessions_of_noise_are_not_called),
		cmocka_unit_test(a_shift_of_five_sd_is_called_within_four_sessions),
		cmocka_unit_test(the_secondary_family_keeps_its_rate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
