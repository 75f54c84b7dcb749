/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "formats/import/text/rate.h"

enum { ROWS = 601 };

/* Times of a rate, rounded to a print step. */
static void fill(double *time_s, double rate_hz, double step_s, double start_s)
{
	for (size_t i = 0; i < ROWS; i++)
		time_s[i] = round((start_s + (double)i / rate_hz) / step_s) * step_s;
}

static struct rate_claims claims_of(const double *time_s)
{
	return (struct rate_claims){.typed_hz = NAN,
				    .stated_hz = NAN,
				    .time_s = time_s,
				    .rows = ROWS,
				    .stride = 1,
				    .first_line = 11};
}

static void times_tell_the_rate_through_their_print_rounding(void **state)
{
	static const struct {
		double rate_hz, step_s;
	} cases[] = {{1000, 1e-3}, {600, 1e-3}, {32000, 1e-6}, {100, 1e-2}, {100.5, 1e-4}};
	double time_s[ROWS], rate = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct rate_claims claims = claims_of(time_s);
		/* both ends are off by at most half a print step */
		double tolerance =
			cases[i].rate_hz * cases[i].rate_hz * cases[i].step_s / (ROWS - 1);

		fill(time_s, cases[i].rate_hz, cases[i].step_s, 45.713);
		assert_int_equal(rate_settle(&claims, "t.csv", &rate, NULL), 0);
		assert_near(rate, cases[i].rate_hz, tolerance);
	}
	assert_near(rate, 100.5, 0.1);
}

static void a_round_rate_comes_out_round(void **state)
{
	double time_s[ROWS], rate = 0;

	(void)state;
	fill(time_s, 1000, 1e-3, 45.713);

	struct rate_claims claims = claims_of(time_s);

	assert_int_equal(rate_settle(&claims, "t.csv", &rate, NULL), 0);
	assert_true(rate == 1000.0);
	/* 599 steps in what is printed as 0.998 s: 600.2 Hz, but for the rounding */
	fill(time_s, 600, 1e-3, 0);
	claims.rows = 600;
	assert_int_equal(rate_settle(&claims, "t.csv", &rate, NULL), 0);
	assert_true(rate == 600.0);
}

static void expect_refusal(const struct rate_claims *claims, const char *message)
{
	struct error err;
	double rate;

	assert_int_equal(rate_settle(claims, "t.csv", &rate, &err), HINGE_EFORMAT);
	assert_string_equal(err.text, message);
}

static void times_that_cannot_be_right_are_refused(void **state)
{
	double time_s[ROWS];

	(void)state;
	for (size_t i = 0; i < ROWS; i++)
		time_s[i] = floor((double)i / 100);

	struct rate_claims claims = claims_of(time_s);

	expect_refusal(&claims, "t.csv:12: times are cut to whole seconds (pass --rate HZ)");
	fill(time_s, 100, 1e-2, 0);
	time_s[7] = time_s[6];
	expect_refusal(&claims, "t.csv:18: time does not advance: 0.06 s after 0.06 s (pass "
				"--rate HZ if no row is lost)");
	fill(time_s, 100, 1e-2, 0);
	for (size_t i = 300; i < ROWS; i++)
		time_s[i] += 0.02;
	expect_refusal(&claims, "t.csv:311: time steps by 0.03 s, on average by 0.01003 s: rows "
				"are missing (cut the file there, or pass --rate HZ if none is "
				"lost)");
	claims.rows = 1;
	expect_refusal(&claims, "t.csv: one row tells no rate (pass --rate HZ)");
}

static void a_typed_rate_decides(void **state)
{
	double time_s[ROWS] = {0}, rate = 0;
	struct rate_claims claims = claims_of(time_s);

	(void)state;
	claims.typed_hz = 250;
	claims.stated_hz = 1000;
	assert_int_equal(rate_settle(&claims, "t.csv", &rate, NULL), 0);
	assert_near(rate, 250, 0);
}

static void a_stated_rate_must_agree_with_the_times(void **state)
{
	double time_s[ROWS], rate = 0;

	(void)state;
	fill(time_s, 500, 1e-3, 0);

	struct rate_claims claims = claims_of(time_s);

	claims.stated_hz = 1000;
	expect_refusal(&claims, "t.csv: 1000 Hz are stated, its times say 500 Hz (pass --rate HZ)");
	claims.stated_hz = 500.1;
	assert_int_equal(rate_settle(&claims, "t.csv", &rate, NULL), 0);
	assert_near(rate, 500.1, 0);
}

static void without_times_and_rate_nothing_is_guessed(void **state)
{
	struct rate_claims claims = claims_of(NULL);
	double rate = 0;

	(void)state;
	expect_refusal(&claims, "t.csv: the rate cannot be known: no time column, no stated rate "
				"(pass --rate HZ)");
	claims.stated_hz = 1e6;
	expect_refusal(&claims, "t.csv: a rate of 1e+06 Hz, expected 100 to 200000 Hz");
	claims.stated_hz = 600;
	assert_int_equal(rate_settle(&claims, "t.csv", &rate, NULL), 0);
	assert_near(rate, 600, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(times_tell_the_rate_through_their_print_rounding),
		cmocka_unit_test(a_round_rate_comes_out_round),
		cmocka_unit_test(times_that_cannot_be_right_are_refused),
		cmocka_unit_test(a_typed_rate_decides),
		cmocka_unit_test(a_stated_rate_must_agree_with_the_times),
		cmocka_unit_test(without_times_and_rate_nothing_is_guessed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
