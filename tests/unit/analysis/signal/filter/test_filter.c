/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/oracle.h"

#include "analysis/signal/filter/filter.h"
#include "formats/random.h"

#include <stdlib.h>
#include <string.h>

static struct filter lowpass(double cutoff_hz, double rate_hz)
{
	struct filter filter;
	struct error err;

	if (filter_lowpass(&filter, cutoff_hz, rate_hz, "auto", &err))
		fail_msg("%s", err.text);
	return filter;
}

static void zero_phase(const struct filter *filter, double *x, size_t frames, size_t channels,
		       size_t pad)
{
	struct error err;

	if (filter_zero_phase(filter, x, frames, channels, pad, &err))
		fail_msg("%s", err.text);
}

/* |H|^2 of the section: what both passes leave of a sine. */
static double double_pass(const struct biquad *q, double hz, double rate_hz)
{
	double w = 2.0 * M_PI * hz / rate_hz;
	double nr = q->b0 + q->b1 * cos(w) + q->b2 * cos(2 * w);
	double ni = q->b1 * sin(w) + q->b2 * sin(2 * w);
	double dr = 1.0 + q->a1 * cos(w) + q->a2 * cos(2 * w);
	double di = q->a1 * sin(w) + q->a2 * sin(2 * w);

	return (nr * nr + ni * ni) / (dr * dr + di * di);
}

static void check_design(double rate_hz, double cutoff_hz, const double b[3], const double a[3])
{
	struct filter filter = lowpass(cutoff_hz, rate_hz);

	assert_close(filter.section.b0, b[0], 1e-9);
	assert_close(filter.section.b1, b[1], 1e-9);
	assert_close(filter.section.b2, b[2], 1e-9);
	assert_close(filter.section.a1, a[1], 1e-9);
	assert_close(filter.section.a2, a[2], 1e-9);
	assert_near(double_pass(&filter.section, cutoff_hz, rate_hz), M_SQRT1_2, 1e-9);
}

static void the_double_pass_is_3_db_down_at_the_cutoff(void **state)
{
	static const struct {
		double rate_hz, cutoff_hz, b[3], a[3];
	} cases[] = {
		{1000,
		 10,
		 {0.0014518633662513637, 0.0029037267325027274, 0.0014518633662513637},
		 {1, -1.8893629204881757, 0.8951703739531811}},
		{1000,
		 20,
		 {0.005505744328490265, 0.01101148865698053, 0.005505744328490265},
		 {1, -1.779406303735887, 0.8014292810498479}},
		{1000,
		 50,
		 {0.02956907471621274, 0.05913814943242548, 0.02956907471621274},
		 {1, -1.4581038604613412, 0.5763801593261921}},
		{2000,
		 6,
		 {0.0001357501957734531, 0.0002715003915469062, 0.0001357501957734531},
		 {1, -1.9667750801542447, 0.9673180809373386}},
		{2000,
		 20,
		 {0.0014518633662513637, 0.0029037267325027274, 0.0014518633662513637},
		 {1, -1.8893629204881757, 0.8951703739531811}},
		{10000,
		 20,
		 {6.0666471138577e-05, 0.000121332942277154, 6.0666471138577e-05},
		 {1, -1.9778487544971672, 0.9780914203817216}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_design(cases[i].rate_hz, cases[i].cutoff_hz, cases[i].b, cases[i].a);
}

static void the_design_is_that_of_oracle_12(void **state)
{
	struct js *oracle = oracle_open("O12");
	const struct js *cases = oracle_at(oracle, "expected");

	(void)state;
	assert_true(js_count(cases) >= 6);
	for (size_t i = 0; i < js_count(cases); i++) {
		const struct js *one = js_at(cases, i);
		size_t n;
		double *b = oracle_list(one, "b", &n), *a = oracle_list(one, "a", &n);

		check_design(oracle_number(one, "fs"), oracle_number(one, "fc"), b, a);
		free(b);
		free(a);
	}
	js_free(oracle);
}

static void edges_are_extended_about_their_end_point(void **state)
{
	/* frame, value: oracle O14, 9 and 45 frames of padding */
	static const struct {
		size_t pad, frame;
		double y;
	} cases[] = {
		{9, 0, 800.9269812954915},   {9, 31, 969.2020047925473},
		{9, 32, 986.5595640167526},  {9, 63, 1149.3068349772632},
		{45, 0, 805.0019064153222},  {45, 31, 969.2105286552453},
		{45, 32, 986.6120768404483}, {45, 63, 1143.7669970633856},
	};
	struct filter filter = lowpass(20, 1000);

	(void)state;
	assert_near(filter.zi[0], 0.9944942556715146, 1e-12);
	assert_near(filter.zi[1], -0.7959235367213616, 1e-12);
	for (size_t k = 0; k < sizeof(cases) / sizeof(cases[0]); k++) {
		double x[64];

		for (int i = 0; i < 64; i++)
			x[i] = 800 + 50 * sin(2 * M_PI * 3 * i / 1000.0) +
			       5 * cos(2 * M_PI * 180 * i / 1000.0) + (i >= 32 ? 300 : 0);
		zero_phase(&filter, x, 64, 1, cases[k].pad);
		assert_near(x[cases[k].frame], cases[k].y, 1e-7);
	}
}

static void check_padding(const struct js *oracle, const char *way, size_t pad)
{
	struct filter filter = lowpass(20, 1000);
	size_t n, count;
	double *x = oracle_list(oracle, "inputs.x", &n);
	double *y = oracle_list(oracle, way, &count);

	assert_int_equal(n, 64);
	assert_int_equal(n, count);
	zero_phase(&filter, x, n, 1, pad);
	for (size_t i = 0; i < n; i++)
		assert_near(x[i], y[i], 1e-7);
	free(x);
	free(y);
}

static void edges_are_those_of_oracle_14(void **state)
{
	struct js *oracle = oracle_open("O14");

	(void)state;
	check_padding(oracle, "expected.y_padlen9", 9);
	check_padding(oracle, "expected.y_padlen45", 45);
	js_free(oracle);
}

static void check_impulse(double peak, double y190, double y210, double sum_want)
{
	struct filter filter = lowpass(20, 1000);
	double x[401] = {0}, sum = 0;

	x[200] = 1.0;
	zero_phase(&filter, x, 401, 1, 9);
	for (size_t i = 0; i < 401; i++) {
		sum += x[i];
		assert_true(x[i] <= x[200]);
		assert_near(x[i], x[400 - i], 1e-9);
	}
	assert_near(x[200], peak, 1e-9);
	assert_near(x[190], y190, 1e-9);
	assert_near(x[210], y210, 1e-9);
	assert_near(sum, sum_want, 1e-9);
}

static void an_impulse_stays_where_it_is(void **state)
{
	(void)state;
	/* oracle O15 */
	check_impulse(0.05514842406602858, 0.024613169494425553, 0.024613169494425567,
		      1.0000000002184637);
}

static void an_impulse_is_that_of_oracle_15(void **state)
{
	struct js *oracle = oracle_open("O15");

	(void)state;
	check_impulse(
		oracle_number(oracle, "expected.peak"), oracle_number(oracle, "expected.y190"),
		oracle_number(oracle, "expected.y210"), oracle_number(oracle, "expected.sum"));
	js_free(oracle);
}

/* RMS of what the filter takes away (oracle O16). */
static double residual(const double *raw, size_t n, size_t stride, double cutoff_hz)
{
	struct filter filter = lowpass(cutoff_hz, 1000);
	size_t pad = 3 * (size_t)(1000 / cutoff_hz) + 9;
	double *y = malloc(n * sizeof(*y)), sum = 0;

	assert_non_null(y);
	for (size_t i = 0; i < n; i++)
		y[i] = raw[i * stride];
	zero_phase(&filter, y, n, 1, pad < n ? pad : n - 1);
	for (size_t i = 0; i < n; i++)
		sum += (raw[i * stride] - y[i]) * (raw[i * stride] - y[i]);
	free(y);
	return sqrt(sum / (double)n);
}

static void residuals_over_cutoffs_are_those_of_scipy(void **state)
{
	static const double want[][2] = {
		{2, 30.562773155557114},  {4, 10.227663457745216},  {8, 2.637996719565724},
		{20, 1.9565012579421461}, {100, 1.658929972644579}, {200, 1.3690889647534474},
	};
	static double raw[2048];
	struct random random;

	(void)state;
	random_init(&random, 2024);
	for (size_t i = 0; i < 2048; i++) {
		double t = (double)i / 1000.0;

		raw[i] = 900 + 300 * sin(2 * M_PI * 0.8 * t) + 80 * sin(2 * M_PI * 2.5 * t + 0.4) +
			 20 * sin(2 * M_PI * 6 * t + 1.1) + 2 * random_normal(&random);
	}
	for (size_t k = 0; k < sizeof(want) / sizeof(want[0]); k++)
		assert_near(residual(raw, 2048, 1, want[k][0]), want[k][1], 1e-6);
}

static void residuals_are_those_of_oracle_16(void **state)
{
	static const char *const cutoffs[] = {"2",  "4",  "6",  "8",   "10",  "15",
					      "20", "40", "60", "100", "150", "200"};
	struct js *oracle = oracle_open("O16");
	size_t rows;
	double *table = oracle_table("oracles/O16_signal.csv", 1, 3, &rows);

	(void)state;
	assert_int_equal(rows, 2048);
	for (size_t k = 0; k < sizeof(cutoffs) / sizeof(cutoffs[0]); k++) {
		char way[32] = "expected.R_at.";

		strcat(way, cutoffs[k]);
		assert_near(residual(table + 1, rows, 3, strtod(cutoffs[k], NULL)),
			    oracle_number(oracle, way), 1e-6);
	}
	free(table);
	js_free(oracle);
}

static void a_sine_keeps_its_phase_and_loses_what_the_design_says(void **state)
{
	struct filter filter = lowpass(20, 1000);
	static double x[4000];

	(void)state;
	for (size_t i = 0; i < 4000; i++)
		x[i] = sin(2 * M_PI * 20 * (double)i / 1000.0);
	zero_phase(&filter, x, 4000, 1, filter_default_pad(&filter, 4000));
	for (size_t i = 1000; i < 3000; i++)
		assert_near(x[i], M_SQRT1_2 * sin(2 * M_PI * 20 * (double)i / 1000.0), 1e-6);
}

static void a_level_signal_stays_level_to_the_ends(void **state)
{
	struct filter filter = lowpass(6, 1000);
	double x[100];

	(void)state;
	for (size_t i = 0; i < 100; i++)
		x[i] = 812.5;
	zero_phase(&filter, x, 100, 1, 99);
	for (size_t i = 0; i < 100; i++)
		assert_near(x[i], 812.5, 1e-8);
}

static void every_isa_and_channel_gives_the_same_bits(void **state)
{
	enum { FRAMES = 500, CHANNELS = 11, PAD = 150 };
	static double start[FRAMES * CHANNELS], x[FRAMES * CHANNELS];
	struct random random;

	(void)state;
	random_init(&random, 5);
	for (size_t i = 0; i < FRAMES * CHANNELS; i++)
		start[i] = random_range(&random, -100, 2000);
	for (size_t k = 0; simd_table[k]; k++) {
		struct filter filter;

		if (!simd_table[k]->usable())
			continue;
		assert_int_equal(filter_lowpass(&filter, 20, 1000, simd_table[k]->name, NULL), 0);
		memcpy(x, start, sizeof(x));
		zero_phase(&filter, x, FRAMES, CHANNELS, PAD);
		for (size_t c = 0; c < CHANNELS; c++) {
			double alone[FRAMES];

			for (size_t i = 0; i < FRAMES; i++)
				alone[i] = start[i * CHANNELS + c];
			zero_phase(&filter, alone, FRAMES, 1, PAD);
			for (size_t i = 0; i < FRAMES; i++)
				assert_memory_equal(&alone[i], &x[i * CHANNELS + c],
						    sizeof(double));
		}
	}
}

static void columns_with_filters_of_their_own_are_filtered_as_if_alone(void **state)
{
	enum { FRAMES = 700, COLUMNS = 5 };
	static const double cutoff_hz[COLUMNS] = {50, 20, 20, 6, 0};
	static double start[FRAMES * COLUMNS], x[FRAMES * COLUMNS];
	struct random random;

	(void)state;
	random_init(&random, 6);
	for (size_t i = 0; i < FRAMES * COLUMNS; i++)
		start[i] = random_range(&random, -100, 2000);
	for (size_t k = 0; simd_table[k]; k++) {
		struct filter filter[COLUMNS];

		if (!simd_table[k]->usable())
			continue;
		for (size_t c = 0; c < 4; c++)
			assert_int_equal(filter_lowpass(&filter[c], cutoff_hz[c], 1000,
							simd_table[k]->name, NULL),
					 0);
		assert_int_equal(filter_unity(&filter[4], simd_table[k]->name, NULL), 0);
		memcpy(x, start, sizeof(x));
		assert_int_equal(filter_zero_phase_each(filter, x, FRAMES, COLUMNS, NULL), 0);
		for (size_t c = 0; c < COLUMNS; c++) {
			double alone[FRAMES];

			for (size_t i = 0; i < FRAMES; i++)
				alone[i] = start[i * COLUMNS + c];
			if (c < 4)
				zero_phase(&filter[c], alone, FRAMES, 1,
					   filter_default_pad(&filter[c], FRAMES));
			for (size_t i = 0; i < FRAMES; i++)
				assert_memory_equal(&alone[i], &x[i * COLUMNS + c], sizeof(double));
		}
	}
}

static void short_signals_are_filtered_too(void **state)
{
	struct filter filter = lowpass(20, 1000);
	double x[2] = {5.0, 5.0};

	(void)state;
	zero_phase(&filter, x, 0, 1, 0);
	zero_phase(&filter, x, 1, 1, 0);
	assert_near(x[0], 5.0, 1e-12);
	zero_phase(&filter, x, 2, 1, 1);
	assert_near(x[1], 5.0, 1e-12);
}

static void padding_is_three_periods_of_the_cutoff(void **state)
{
	struct filter filter = lowpass(20, 1000);

	(void)state;
	assert_int_equal(filter_default_pad(&filter, 60000), 150);
	assert_int_equal(filter_default_pad(&filter, 100), 99);
	assert_int_equal(filter_default_pad(&filter, 0), 0);
}

static void a_cutoff_near_nyquist_is_refused(void **state)
{
	struct filter filter;
	struct error err;

	(void)state;
	assert_true(filter_applies(40, 100));
	assert_false(filter_applies(40.001, 100));
	assert_false(filter_applies(0, 1000));
	assert_false(filter_applies((double)NAN, 1000));
	assert_int_equal(filter_lowpass(&filter, 50, 100, "auto", &err), HINGE_EUSAGE);
	assert_non_null(strstr(err.text, "at most at 40 Hz"));
	assert_int_equal(filter_lowpass(&filter, 20, 1000, "mmx", &err), HINGE_EUSAGE);
	assert_non_null(strstr(err.text, "mmx"));
}

static void padding_beyond_the_signal_is_refused(void **state)
{
	struct filter filter = lowpass(20, 1000);
	double x[3] = {1, 2, 3};
	struct error err;

	(void)state;
	assert_int_equal(filter_zero_phase(&filter, x, 3, 1, 3, &err), HINGE_EUSAGE);
	assert_int_equal(filter_zero_phase(&filter, x, 3, 0, 1, &err), HINGE_EUSAGE);
	assert_int_equal(filter_zero_phase_each(&filter, x, 3, 0, &err), HINGE_EUSAGE);
	assert_int_equal(filter_zero_phase_each(&filter, x, 0, 1, &err), 0);
	assert_near(x[2], 3, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_double_pass_is_3_db_down_at_the_cutoff),
		cmocka_unit_test(the_design_is_that_of_oracle_12),
		cmocka_unit_test(edges_are_extended_about_their_end_point),
		cmocka_unit_test(edges_are_those_of_oracle_14),
		cmocka_unit_test(an_impulse_stays_where_it_is),
		cmocka_unit_test(an_impulse_is_that_of_oracle_15),
		cmocka_unit_test(residuals_over_cutoffs_are_those_of_scipy),
		cmocka_unit_test(residuals_are_those_of_oracle_16),
		cmocka_unit_test(a_sine_keeps_its_phase_and_loses_what_the_design_says),
		cmocka_unit_test(a_level_signal_stays_level_to_the_ends),
		cmocka_unit_test(every_isa_and_channel_gives_the_same_bits),
		cmocka_unit_test(columns_with_filters_of_their_own_are_filtered_as_if_alone),
		cmocka_unit_test(short_signals_are_filtered_too),
		cmocka_unit_test(padding_is_three_periods_of_the_cutoff),
		cmocka_unit_test(a_cutoff_near_nyquist_is_refused),
		cmocka_unit_test(padding_beyond_the_signal_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
