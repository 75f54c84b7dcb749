/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/oracle.h"
#include "tests/support/starve.h"

#include "analysis/signal/filter/filter.h"
#include "analysis/signal/filter/residual.h"
#include "formats/random.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CUTOFFS_MAX = 200 };

static void scan(const double *pair, size_t frames, const double *cutoff_hz, size_t cutoffs,
		 const char *isa, double *left, double *right)
{
	double *rms[2] = {left, right};
	struct error err;

	if (residual_scan(pair, frames, 1000, cutoff_hz, cutoffs, isa, rms, &err))
		fail_msg("%s", err.text);
}

/* The oracle's signal on the right, half of it on the left. */
static double *oracle_pair(size_t *frames)
{
	double *table = oracle_table("oracles/O16_signal.csv", 1, 3, frames);
	double *pair = malloc(2 * *frames * sizeof(*pair));

	assert_non_null(pair);
	for (size_t i = 0; i < *frames; i++) {
		pair[2 * i + 1] = table[3 * i + 1];
		pair[2 * i] = table[3 * i + 1] / 2;
	}
	free(table);
	return pair;
}

static void the_scan_is_that_of_oracle_16(void **state)
{
	static const char *const known[] = {"2",  "4",  "6",  "8",   "10",  "15",
					    "20", "40", "60", "100", "150", "200"};
	double hz[CUTOFFS_MAX], left[CUTOFFS_MAX], right[CUTOFFS_MAX];
	struct js *oracle = oracle_open("O16");
	size_t frames, n = 0;
	double *pair = oracle_pair(&frames);
	struct residual_fit fit;

	(void)state;
	for (double at = 2; at <= 200; at++)
		hz[n++] = at;
	scan(pair, frames, hz, n, "auto", left, right);
	for (size_t k = 0; k < sizeof(known) / sizeof(*known); k++) {
		size_t i = strtoul(known[k], NULL, 10) - 2;
		char way[32] = "expected.R_at.";

		strcat(way, known[k]);
		assert_near(right[i], oracle_number(oracle, way), 1e-6);
		/* the filter is linear */
		assert_near(left[i], right[i] / 2, 1e-9);
	}
	fit = residual_fit(hz, right, n);
	assert_near(fit.slope, oracle_number(oracle, "expected.slope"), 1e-7);
	assert_near(fit.noise, oracle_number(oracle, "expected.intercept"), 1e-6);
	assert_near(fit.cutoff_hz, oracle_number(oracle, "expected.fc_opt"), 0.01);
	free(pair);
	js_free(oracle);
}

static void yu_is_that_of_oracle_17(void **state)
{
	struct js *oracle = oracle_open("O17");

	(void)state;
	for (int i = 0; i < 5; i++) {
		char way[5][40];
		double rate_hz, eps_pct;

		snprintf(way[0], sizeof(way[0]), "inputs.cases.%d.0", i);
		snprintf(way[1], sizeof(way[1]), "inputs.cases.%d.1", i);
		snprintf(way[2], sizeof(way[2]), "expected.fc1.%d", i);
		snprintf(way[3], sizeof(way[3]), "expected.fc2.%d", i);
		rate_hz = oracle_number(oracle, way[0]);
		eps_pct = oracle_number(oracle, way[1]);
		assert_near(yu_first_hz(rate_hz), oracle_number(oracle, way[2]), 1e-9 * 50);
		assert_near(yu_cutoff_hz(rate_hz, eps_pct), oracle_number(oracle, way[3]),
			    1e-9 * 50);
	}
	js_free(oracle);
}

static void fill(double *pair, size_t frames, uint64_t seed)
{
	struct random random;

	random_init(&random, seed);
	for (size_t i = 0; i < 2 * frames; i++)
		pair[i] = 800 + 300 * sin(0.01 * (double)i) + 3 * random_normal(&random);
}

/* Cutoff by cutoff with the filter that the rest of the analysis uses. */
static void the_scan_is_the_filter_in_other_clothes(void **state)
{
	static const size_t lengths[] = {1, 2, 5, 255, 256, 257, 512, 1000, 3001};
	static const double hz[] = {2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233};
	static double pair[2 * 3001], copy[2 * 3001];
	double left[11], right[11];

	(void)state;
	fill(pair, 3001, 7);
	for (size_t l = 0; l < sizeof(lengths) / sizeof(*lengths); l++) {
		size_t n = lengths[l];

		scan(pair, n, hz, 11, "auto", left, right);
		for (size_t k = 0; k < 11; k++) {
			double squares[2] = {0, 0};
			struct filter filter;

			assert_int_equal(filter_lowpass(&filter, hz[k], 1000, "auto", NULL), 0);
			memcpy(copy, pair, 2 * n * sizeof(double));
			assert_int_equal(filter_zero_phase(&filter, copy, n, 2,
							   filter_default_pad(&filter, n), NULL),
					 0);
			for (size_t i = 0; i < 2 * n; i++)
				squares[i % 2] += (pair[i] - copy[i]) * (pair[i] - copy[i]);
			assert_near(left[k], sqrt(squares[0] / (double)n), 1e-10);
			assert_near(right[k], sqrt(squares[1] / (double)n), 1e-10);
		}
	}
}

static void every_isa_gives_the_same_bits(void **state)
{
	static const double hz[] = {2, 4, 8, 16, 32, 64, 100, 128, 200};
	static double pair[2 * 5000];
	double want[2][9], got[2][9];

	(void)state;
	fill(pair, 5000, 11);
	scan(pair, 5000, hz, 9, "scalar", want[0], want[1]);
	for (size_t i = 0; simd_table[i]; i++) {
		if (!simd_table[i]->usable())
			continue;
		scan(pair, 5000, hz, 9, simd_table[i]->name, got[0], got[1]);
		assert_memory_equal(got, want, sizeof(want));
	}
}

/* White noise alone: the residual never leaves the line; a signal without noise never reaches it.
 */
static void without_a_crossing_there_is_no_cutoff(void **state)
{
	static const double hz[] = {2, 10, 60, 100, 150}, few_hz[] = {2, 10, 60};
	static const double below[] = {1, 1, 1.1, 1.0, 0.9}, above[] = {9, 9, 1, 2, 3};

	(void)state;
	assert_nan(residual_fit(hz, below, 5).cutoff_hz);
	/* slope -9 / (12200 / 3) about the means 310 / 3 and 1 */
	assert_near(residual_fit(hz, below, 5).noise, 1 + 27.0 / 12200 * 310 / 3, 1e-12);
	assert_true(residual_fit(hz, above, 5).noise < 1);
	assert_nan(residual_fit(hz, above, 5).cutoff_hz);
	assert_nan(residual_fit(few_hz, below, 3).noise);
	assert_nan(residual_fit(NULL, NULL, 0).cutoff_hz);
}

static void what_cannot_be_scanned_is_refused(void **state)
{
	double pair[20] = {0}, room[2], *rms[2] = {room, room + 1}, hz = 401;

	(void)state;
	assert_int_equal(residual_scan(pair, 10, 1000, &hz, 1, "auto", rms, NULL), HINGE_EUSAGE);
	hz = 10;
	assert_int_equal(residual_scan(pair, 0, 1000, &hz, 1, "auto", rms, NULL), HINGE_EUSAGE);
	assert_int_equal(residual_scan(pair, 10, 1000, &hz, 1, "mmx", rms, NULL), HINGE_EUSAGE);
}

static int scan_once(void *ctx)
{
	static const double hz = 10;
	double room[2], *rms[2] = {room, room + 1};

	return residual_scan(ctx, 100, 1000, &hz, 1, "auto", rms, NULL);
}

static void memory_that_runs_out_is_said_so(void **state)
{
	double pair[200] = {0};

	(void)state;
	starve(scan_once, pair);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_scan_is_that_of_oracle_16),
		cmocka_unit_test(yu_is_that_of_oracle_17),
		cmocka_unit_test(the_scan_is_the_filter_in_other_clothes),
		cmocka_unit_test(every_isa_gives_the_same_bits),
		cmocka_unit_test(without_a_crossing_there_is_no_cutoff),
		cmocka_unit_test(what_cannot_be_scanned_is_refused),
		cmocka_unit_test(memory_that_runs_out_is_said_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
