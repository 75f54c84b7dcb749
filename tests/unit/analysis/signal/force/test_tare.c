/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/plates.h"

#include "analysis/signal/force/force.h"
#include "formats/random.h"

#include <math.h>
#include <string.h>

/* 10 s at 1000 Hz: loaded from 2 s to 9 s with 500 N left and 700 N right. */
enum { FRAMES = 10000, ON = 2000, OFF = 9000 };

static struct trial *loaded(size_t on, size_t off)
{
	struct trial *trial = plates_new(1000, FRAMES);

	plates_load(trial, 0, on, off, 500, 0, 0);
	plates_load(trial, 1, on, off, 700, 0, 0);
	return trial;
}

/* offset + slope x frame on every cell, cell c by the factor 1 + c */
static void add_zero_error(struct trial *trial, double offset, double slope)
{
	for (size_t i = 0; i < trial->frames; i++)
		for (size_t c = 0; c < 8; c++)
			trial->samples[8 * i + c] +=
				(1.0 + (double)c) * (offset + slope * (double)i);
}

static struct tare find(const struct trial *trial)
{
	struct config config;
	struct tare tare;
	struct error err;

	config_init(&config);
	if (tare_find(trial, &config, NULL, &tare, &err))
		fail_msg("%s", err.text);
	return tare;
}

static void the_empty_start_is_the_zero_and_the_empty_end_the_drift(void **state)
{
	struct trial *trial = loaded(ON, OFF);
	struct tare tare;

	(void)state;
	add_zero_error(trial, 1.5, 1e-5);
	tare = find(trial);
	assert_int_equal(tare.source, TARE_RECORDING);
	for (size_t c = 0; c < 8; c++) {
		double factor = 1.0 + (double)c;

		assert_near(tare.drift[c], factor * 1e-5, 1e-12);
		/* the zero of any frame, by the line */
		assert_near(tare.offset[c] + tare.drift[c] * (5000.0 - tare.from_frame),
			    factor * (1.5 + 1e-5 * 5000), 1e-9);
	}
	/* the start is used up to the load, for all its 2 s */
	assert_near(tare.window_s[0], 0, 0);
	assert_near(tare.window_s[1], 2, 0.1);
	/* sum of factors 1..8 = 36 cells, between the middles of both windows */
	assert_near(tare.drift_n, 36 * 1e-5 * (9500 - 1000), 0.02);
	trial_free(trial);
}

static void plates_that_drift_apart_do_not_cancel(void **state)
{
	struct trial *trial = loaded(ON, OFF);
	struct tare tare;

	(void)state;
	plates_load(trial, 0, 5000, FRAMES, 4, 0, 0);
	plates_load(trial, 1, 5000, FRAMES, -4, 0, 0);
	tare = find(trial);
	assert_near(tare.drift_n, 8, 1e-9);
	trial_free(trial);
}

static void an_empty_end_alone_is_the_zero_with_unknown_drift(void **state)
{
	struct trial *trial = loaded(0, OFF);
	struct tare tare;

	(void)state;
	add_zero_error(trial, 2.0, 0);
	tare = find(trial);
	assert_int_equal(tare.source, TARE_RECORDING_END);
	assert_near(tare.offset[3], 8.0, 1e-12);
	assert_near(tare.drift[3], 0, 0);
	assert_nan(tare.drift_n);
	assert_near(tare.window_s[1], 10, 0);
	trial_free(trial);
}

static void an_empty_start_alone_leaves_the_drift_unknown(void **state)
{
	struct trial *trial = loaded(ON, FRAMES);
	struct tare tare = find(trial);

	(void)state;
	assert_int_equal(tare.source, TARE_RECORDING);
	assert_nan(tare.drift_n);
	trial_free(trial);
}

static void less_than_800_ms_at_the_start_is_not_enough(void **state)
{
	struct trial *shorter = loaded(799, FRAMES), *enough = loaded(800, FRAMES);

	(void)state;
	assert_int_equal(find(shorter).source, TARE_ZERO);
	assert_int_equal(find(enough).source, TARE_RECORDING);
	trial_free(shorter);
	trial_free(enough);
}

static void less_than_500_ms_at_the_end_is_not_enough(void **state)
{
	struct trial *shorter = loaded(0, FRAMES - 499), *enough = loaded(0, FRAMES - 500);

	(void)state;
	assert_int_equal(find(shorter).source, TARE_ZERO);
	assert_int_equal(find(enough).source, TARE_RECORDING_END);
	trial_free(shorter);
	trial_free(enough);
}

/* Adds amplitude x sin to all cells over frames first .. end - 1; a plate has four. */
static void add_wave(struct trial *trial, double hz, double cell_n, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		for (size_t c = 0; c < 8; c++)
			trial->samples[8 * i + c] +=
				cell_n * sin(2 * M_PI * hz * (double)i / trial->info.rate_hz);
}

static enum tare_source source_with_sway(double plate_sd_n)
{
	struct trial *trial = loaded(ON, FRAMES);
	enum tare_source source;

	/* 5 Hz: whole periods in the 0.8 s that count */
	add_wave(trial, 5, plate_sd_n * sqrt(2) / 4, 0, FRAMES);
	source = find(trial).source;
	trial_free(trial);
	return source;
}

static void sway_of_more_than_2_n_is_not_empty(void **state)
{
	(void)state;
	assert_int_equal(source_with_sway(1.9), TARE_RECORDING);
	assert_int_equal(source_with_sway(2.2), TARE_ZERO);
}

/* 5 N of mains and 3 N of white noise on each plate, far above the limit of 2 N sample by sample.
 */
static void hum_and_white_noise_do_not_hide_an_empty_plate(void **state)
{
	static const double mains_hz[] = {49.8, 50, 50.2, 59.8, 60, 60.2};

	(void)state;
	for (size_t m = 0; m < sizeof(mains_hz) / sizeof(*mains_hz); m++) {
		struct trial *trial = loaded(ON, OFF);
		struct random random;
		struct tare tare;

		random_init(&random, 4);
		add_zero_error(trial, 1.5, 0);
		add_wave(trial, mains_hz[m], 5.0 / 4, 0, FRAMES);
		for (size_t i = 0; i < 8 * FRAMES; i++)
			trial->samples[i] += 1.5 * random_normal(&random);
		tare = find(trial);
		assert_int_equal(tare.source, TARE_RECORDING);
		/* median of 2000: 1.25 x 1.5 / sqrt(2000) = 0.04 N, and the other half of the wave
		 */
		for (size_t c = 0; c < 8; c++)
			assert_near(tare.offset[c], 1.5 * (1 + (double)c), 0.3);
		assert_near(tare.window_s[1], 2, 0.1);
		trial_free(trial);
	}
}

/* A foot is put down: 6 N for 0.1 s, then its weight. 6 N hide in the SD of 2 s. */
static void a_foot_that_arrives_ends_the_window(void **state)
{
	struct trial *trial = loaded(ON, FRAMES);
	struct tare tare;

	(void)state;
	plates_load(trial, 1, ON - 100, ON, 6, 0, 0);
	tare = find(trial);
	assert_int_equal(tare.source, TARE_RECORDING);
	assert_near(tare.window_s[1], 1.85, 0.05001);
	assert_near(tare.offset[5], 0, 0);
	trial_free(trial);
}

/* The same before the last sample, where the plates stand empty only after it. */
static void a_foot_that_leaves_ends_the_window_at_the_end(void **state)
{
	struct trial *trial = loaded(0, OFF);
	struct tare tare;

	(void)state;
	plates_load(trial, 0, OFF, OFF + 100, 6, 0, 0);
	tare = find(trial);
	assert_int_equal(tare.source, TARE_RECORDING_END);
	assert_near(tare.window_s[0], 9.15, 0.05001);
	trial_free(trial);
}

static void the_zero_is_found_at_every_rate(void **state)
{
	static const double rate_hz[] = {100, 250, 1000, 1024, 2048, 4800, 32000};

	(void)state;
	for (size_t r = 0; r < sizeof(rate_hz) / sizeof(*rate_hz); r++) {
		size_t frames = (size_t)(10 * rate_hz[r]), on = (size_t)(2 * rate_hz[r]);
		struct trial *trial = plates_new(rate_hz[r], frames);

		plates_load(trial, 0, on, frames, 500, 0, 0);
		plates_load(trial, 1, on, frames, 700, 0, 0);
		add_zero_error(trial, 1.0, 0);
		assert_int_equal(find(trial).source, TARE_RECORDING);
		assert_near(find(trial).offset[2], 3.0, 1e-12);
		assert_near(find(trial).window_s[1], 2.0, 0.11);
		trial_free(trial);
	}
}

static void quiet_standing_is_not_empty(void **state)
{
	struct trial *trial = plates_new(1000, FRAMES);

	(void)state;
	plates_load(trial, 0, 0, FRAMES, 400, 0, 0);
	plates_load(trial, 1, 0, FRAMES, 400, 0, 0);
	plates_load(trial, 1, 5000, 6000, 900, 0, 0);
	assert_int_equal(find(trial).source, TARE_ZERO);
	trial_free(trial);
}

static void one_empty_plate_is_not_enough(void **state)
{
	struct trial *trial = loaded(ON, FRAMES);

	(void)state;
	plates_load(trial, 1, 0, ON, 700, 0, 0);
	assert_int_equal(find(trial).source, TARE_ZERO);
	trial_free(trial);
}

static void a_gap_ends_the_window(void **state)
{
	struct trial *early = loaded(ON, FRAMES), *late = loaded(ON, FRAMES);
	struct tare tare;

	(void)state;
	early->quality[400] = QUALITY_GAP;
	assert_int_equal(find(early).source, TARE_ZERO);
	late->quality[1000] = QUALITY_GAP;
	for (size_t c = 0; c < 8; c++)
		late->samples[8 * 1000 + c] = (double)NAN;
	tare = find(late);
	assert_int_equal(tare.source, TARE_RECORDING);
	assert_near(tare.window_s[1], 1.0, 1e-9);
	trial_free(early);
	trial_free(late);
}

static void samples_that_are_no_numbers_are_not_empty(void **state)
{
	struct trial *trial = loaded(ON, FRAMES);

	(void)state;
	for (size_t i = 0; i < 500; i++)
		trial->samples[8 * i] = (double)NAN;
	assert_int_equal(find(trial).source, TARE_ZERO);
	trial_free(trial);
}

static void the_sidecar_is_asked_when_the_plates_were_never_empty(void **state)
{
	struct trial *trial = loaded(0, FRAMES);
	struct tare tare;

	(void)state;
	trial->info.has_tare_before = true;
	for (size_t c = 0; c < 8; c++) {
		trial->info.plate[c / 4].cell[c % 4].zero = 10.0;
		trial->info.tare_before[c] = 12.0;
		trial->info.tare_after[c] = 13.0;
	}
	tare = find(trial);
	assert_int_equal(tare.source, TARE_SIDECAR);
	/* added to the cell's zero */
	assert_near(tare.offset[5], 2.0, 1e-12);
	assert_nan(tare.drift_n);
	trial->info.has_tare_after = true;
	tare = find(trial);
	assert_near(tare.drift[5], 1.0 / FRAMES, 1e-15);
	assert_near(tare.drift_n, 8.0, 1e-9);
	trial_free(trial);
}

static void the_recording_goes_before_the_sidecar(void **state)
{
	struct trial *trial = loaded(ON, OFF);

	(void)state;
	trial->info.has_tare_before = true;
	trial->info.tare_before[0] = 55;
	assert_int_equal(find(trial).source, TARE_RECORDING);
	assert_near(find(trial).offset[0], 0, 0);
	trial_free(trial);
}

/* Counts: 0.001 N each, zero far from 0. */
static void offsets_are_in_the_units_of_the_recording(void **state)
{
	struct trial *trial = loaded(ON, OFF);
	struct tare tare;

	(void)state;
	add_zero_error(trial, 1.0, 0);
	trial->info.unit = UNIT_COUNT;
	for (size_t i = 0; i < 8 * FRAMES; i++)
		trial->samples[i] = trial->samples[i] * 1000.0 + 250000.0;
	for (size_t c = 0; c < 8; c++) {
		trial->info.plate[c / 4].cell[c % 4].zero = 250000.0;
		trial->info.plate[c / 4].cell[c % 4].newton_per_unit = 0.001;
	}
	tare = find(trial);
	assert_int_equal(tare.source, TARE_RECORDING);
	assert_near(tare.offset[6], 7000.0, 1e-6);
	trial_free(trial);
}

static void an_empty_recording_is_all_tare(void **state)
{
	struct trial *trial = plates_new(1000, FRAMES), *none = plates_new(1000, 0);
	struct random random;

	(void)state;
	random_init(&random, 8);
	for (size_t i = 0; i < 8 * FRAMES; i++)
		trial->samples[i] = 0.2 * random_normal(&random);
	assert_int_equal(find(trial).source, TARE_RECORDING);
	assert_nan(find(trial).drift_n);
	assert_int_equal(find(none).source, TARE_ZERO);
	trial_free(trial);
	trial_free(none);
}

static size_t drift_checks(double drift_n, double weight_n, size_t calls)
{
	struct tare tare = {.drift_n = drift_n};
	struct trial_report *report;
	struct config config;
	size_t checks;

	config_init(&config);
	assert_int_equal(report_new(&report, 0, NULL), 0);
	for (size_t i = 0; i < calls; i++)
		assert_int_equal(tare_check_drift(&tare, &config, weight_n, report, NULL), 0);
	checks = report->checks;
	if (checks > 0) {
		assert_string_equal(report->check[0].code, "TARE_DRIFT");
		assert_int_equal(report->status, STATUS_WARN);
	}
	report_free(report);
	return checks;
}

static void drift_is_reported_above_5_n_or_half_a_percent_of_weight(void **state)
{
	(void)state;
	assert_int_equal(drift_checks(5.1, (double)NAN, 1), 1);
	assert_int_equal(drift_checks(4.9, (double)NAN, 1), 0);
	assert_int_equal(drift_checks(4.1, 800, 1), 1);
	assert_int_equal(drift_checks(3.9, 800, 1), 0);
	assert_int_equal(drift_checks(5.1, 2000, 1), 1);
	assert_int_equal(drift_checks((double)NAN, 800, 1), 0);
}

static void drift_is_reported_once(void **state)
{
	(void)state;
	assert_int_equal(drift_checks(9, 800, 2), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_empty_start_is_the_zero_and_the_empty_end_the_drift),
		cmocka_unit_test(plates_that_drift_apart_do_not_cancel),
		cmocka_unit_test(an_empty_end_alone_is_the_zero_with_unknown_drift),
		cmocka_unit_test(an_empty_start_alone_leaves_the_drift_unknown),
		cmocka_unit_test(less_than_800_ms_at_the_start_is_not_enough),
		cmocka_unit_test(less_than_500_ms_at_the_end_is_not_enough),
		cmocka_unit_test(sway_of_more_than_2_n_is_not_empty),
		cmocka_unit_test(hum_and_white_noise_do_not_hide_an_empty_plate),
		cmocka_unit_test(a_foot_that_arrives_ends_the_window),
		cmocka_unit_test(a_foot_that_leaves_ends_the_window_at_the_end),
		cmocka_unit_test(the_zero_is_found_at_every_rate),
		cmocka_unit_test(quiet_standing_is_not_empty),
		cmocka_unit_test(one_empty_plate_is_not_enough),
		cmocka_unit_test(a_gap_ends_the_window),
		cmocka_unit_test(samples_that_are_no_numbers_are_not_empty),
		cmocka_unit_test(the_sidecar_is_asked_when_the_plates_were_never_empty),
		cmocka_unit_test(the_recording_goes_before_the_sidecar),
		cmocka_unit_test(offsets_are_in_the_units_of_the_recording),
		cmocka_unit_test(an_empty_recording_is_all_tare),
		cmocka_unit_test(drift_is_reported_above_5_n_or_half_a_percent_of_weight),
		cmocka_unit_test(drift_is_reported_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
