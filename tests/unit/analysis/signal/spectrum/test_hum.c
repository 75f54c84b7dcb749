/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/oracle.h"
#include "tests/support/recorded.h"
#include "tests/support/simulated.h"

#include "analysis/signal/spectrum/hum.h"
#include "analysis/signal/spectrum/spectrum.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double *density_of(const double *x, size_t n, size_t segment, double rate_hz)
{
	struct welch *welch;
	double *psd;

	assert_int_equal(welch_new(&welch, segment, rate_hz, NULL), 0);
	welch_add(welch, x, x, n, 1);
	psd = malloc(welch_bins(welch) * sizeof(*psd));
	assert_non_null(psd);
	welch_result(welch, NULL, psd, NULL, NULL, NULL, NULL);
	welch_free(welch);
	return psd;
}

static void lines_are_those_of_oracle_21(void **state)
{
	static const struct {
		double hz;
		const char *way;
	} lines[] = {{50, "expected.l50"}, {100, "expected.l100"}, {150, "expected.l150"}};
	static const char *const members[] = {".f", ".amp", ".snr_db"};
	struct js *oracle = oracle_open("O21");
	size_t rows;
	double *x = oracle_table("oracles/O21_hum.csv", 1, 1, &rows);
	double *psd = density_of(x, rows, 4000, 1000);

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct hum_line line;
		double got[3];

		assert_true(hum_find(&line, psd, 4000, 1000, lines[i].hz));
		got[0] = line.hz;
		got[1] = line.amplitude;
		got[2] = line.snr_db;
		for (size_t k = 0; k < 3; k++) {
			char way[32];
			double want;

			snprintf(way, sizeof(way), "%s%s", lines[i].way, members[k]);
			want = oracle_number(oracle, way);
			assert_near(got[k], want, 1e-6 * fabs(want));
		}
	}
	free(psd);
	free(x);
	js_free(oracle);
}

/* 2 N on a bin of 0.25 Hz, in silence: the parabola gives back what was put in. */
static void a_sine_has_its_own_amplitude(void **state)
{
	static double x[8000];
	struct hum_line line;
	double *psd;

	(void)state;
	for (size_t i = 0; i < 8000; i++)
		x[i] = 700 + 2 * sin(2 * M_PI * 49.75 * (double)i / 1000);
	psd = density_of(x, 8000, 4000, 1000);
	assert_true(hum_find(&line, psd, 4000, 1000, 50));
	assert_near(line.amplitude, 2, 1e-6);
	assert_near(line.hz, 49.75, 1e-6);
	free(psd);
}

static void a_line_beyond_the_spectrum_is_not_looked_for(void **state)
{
	static double x[1000];
	struct hum_line line;
	double *psd = density_of(x, 1000, 400, 100);

	(void)state;
	assert_false(hum_find(&line, psd, 400, 100, 50));
	/* and in silence there is none */
	assert_false(hum_find(&line, psd, 400, 100, 30));
	free(psd);
}

static const struct check *hum_of(const char *address, struct trial_report **report)
{
	struct simulation *simulation = simulation_of(address);
	struct trial *trial = simulated_trial(simulation);

	*report = report_of(trial);
	trial_free(trial);
	simulation_free(simulation);
	return check_coded(*report, "HUM");
}

/* The simulator's wave has that amplitude on the plate, and harmonics of a tenth to three. */
static void hum_is_said_above_one_newton(void **state)
{
	struct trial_report *report;
	const struct check *check;

	(void)state;
	check = hum_of("sim:seed=5,tier=lab,hum=2.5,reps=3", &report);
	assert_non_null(check);
	assert_near(check->value, 2.5, 0.15);
	assert_non_null(strstr(check->text, "the mains"));
	report_free(report);
	assert_null(hum_of("sim:seed=5,tier=lab,hum=0.8,reps=3", &report));
	report_free(report);
	assert_null(hum_of("sim:seed=6,tier=lab,hum=0,reps=3", &report));
	report_free(report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_those_of_oracle_21),
		cmocka_unit_test(a_sine_has_its_own_amplitude),
		cmocka_unit_test(a_line_beyond_the_spectrum_is_not_looked_for),
		cmocka_unit_test(hum_is_said_above_one_newton),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
