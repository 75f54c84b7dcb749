/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "formats/trial.h"

static struct trial *ramp(size_t frames, double rate_hz)
{
	struct trial *trial;

	assert_int_equal(trial_new(&trial, 2, frames, NULL), 0);
	trial->info.rate_hz = rate_hz;
	for (size_t i = 0; i < frames; i++) {
		trial->samples[2 * i] = (double)i;
		trial->samples[2 * i + 1] = -2.0 * (double)i;
	}
	return trial;
}

static void lose(struct trial *trial, int64_t frame, int64_t frames)
{
	struct gap gap = {.frame = frame, .frames = frames, .cause = "test"};

	assert_int_equal(recording_info_add_gap(&trial->info, gap, NULL), 0);
	for (int64_t i = frame; i < frame + frames && i < (int64_t)trial->frames; i++)
		trial->samples[2 * i] = trial->samples[2 * i + 1] = 1e9;
}

static void a_gap_of_five_milliseconds_becomes_a_line(void **state)
{
	struct trial *trial = ramp(100, 1000.0);

	(void)state;
	lose(trial, 40, 5);
	trial_mark_gaps(trial);
	for (size_t i = 40; i < 45; i++) {
		assert_near(trial->samples[2 * i], (double)i, 1e-12);
		assert_near(trial->samples[2 * i + 1], -2.0 * (double)i, 1e-12);
		assert_int_equal(trial->quality[i], QUALITY_INTERPOLATED);
	}
	assert_int_equal(trial->quality[39], 0);
	assert_int_equal(trial->quality[45], 0);
	trial_free(trial);
}

static void a_longer_gap_is_no_data(void **state)
{
	struct trial *trial = ramp(100, 1000.0);

	(void)state;
	lose(trial, 40, 6);
	trial_mark_gaps(trial);
	trial_mark_gaps(trial);
	for (size_t i = 40; i < 46; i++) {
		assert_nan(trial->samples[2 * i]);
		assert_int_equal(trial->quality[i], QUALITY_GAP);
	}
	assert_near(trial->samples[2 * 46], 46.0, 0.0);
	trial_free(trial);
}

static void a_gap_at_either_end_has_nothing_to_lean_on(void **state)
{
	struct trial *trial = ramp(20, 1000.0);

	(void)state;
	lose(trial, 0, 2);
	lose(trial, 18, 10);
	trial_mark_gaps(trial);
	assert_int_equal(trial->quality[0], QUALITY_GAP);
	assert_int_equal(trial->quality[1], QUALITY_GAP);
	assert_int_equal(trial->quality[2], 0);
	assert_int_equal(trial->quality[19], QUALITY_GAP);
	trial_free(trial);
}

static void saturation_marks_fifty_milliseconds_on_both_sides(void **state)
{
	struct trial *trial = ramp(400, 1000.0);

	(void)state;
	trial->samples[2 * 10 + 1] = 8388607.0;
	trial->samples[2 * 200] = -8388608.0;
	trial->samples[2 * 230] = 8388607.0;
	trial_mark_saturation(trial);
	assert_int_equal(trial->quality[10], QUALITY_SATURATED | QUALITY_CLIPPED);
	assert_int_equal(trial->quality[0], QUALITY_CLIPPED);
	assert_int_equal(trial->quality[60], QUALITY_CLIPPED);
	assert_int_equal(trial->quality[61], 0);
	assert_int_equal(trial->quality[149], 0);
	assert_int_equal(trial->quality[150], QUALITY_CLIPPED);
	assert_int_equal(trial->quality[280], QUALITY_CLIPPED);
	assert_int_equal(trial->quality[281], 0);
	trial_free(trial);
}

/* Wherever a rail lies, alone or beside a count that is not one yet. */
static void every_sample_at_a_rail_is_found(void **state)
{
	static const double values[] = {-8388608.0, 8388607.0, -8388607.0, 8388606.0};

	(void)state;
	for (size_t i = 0; i < 3 * 131; i++)
		for (size_t k = 0; k < 4; k++) {
			struct trial *trial;

			assert_int_equal(trial_new(&trial, 3, 131, NULL), 0);
			trial->info.rate_hz = 1000.0;
			trial->samples[i] = values[k];
			trial_mark_saturation(trial);
			for (size_t f = 0; f < 131; f++)
				assert_int_equal(trial->quality[f] & QUALITY_SATURATED,
						 k < 2 && f == i / 3 ? QUALITY_SATURATED : 0);
			trial_free(trial);
		}
}

static void newtons_cannot_saturate(void **state)
{
	struct trial *trial = ramp(10, 1000.0);

	(void)state;
	trial->info.unit = UNIT_NEWTON;
	trial->samples[4] = 9e6;
	trial_mark_saturation(trial);
	assert_int_equal(trial->quality[2], 0);
	trial_free(trial);
}

static void impossible_sizes_are_refused(void **state)
{
	struct trial *trial = NULL;
	struct error err;

	(void)state;
	assert_int_equal(trial_new(&trial, 0, 10, &err), HINGE_EFORMAT);
	assert_int_equal(trial_new(&trial, 65, 10, &err), HINGE_EFORMAT);
	assert_int_equal(trial_new(&trial, 8, SIZE_MAX / 8, &err), HINGE_EFORMAT);
	assert_null(trial);
}

static void a_copy_of_the_layout_owns_its_gaps(void **state)
{
	struct recording_info a, b;
	struct gap gap = {.frame = 5, .frames = 7, .cause = "usb"};

	(void)state;
	recording_info_init(&a);
	recording_info_init(&b);
	assert_int_equal(recording_info_add_gap(&a, gap, NULL), 0);
	assert_int_equal(recording_info_copy(&b, &a, NULL), 0);
	recording_info_reset(&a);
	assert_int_equal(b.gaps, 1);
	assert_int_equal(b.gap[0].frames, 7);
	assert_string_equal(b.gap[0].cause, "usb");
	recording_info_reset(&b);
}

static void codes_are_capitals_digits_and_dashes(void **state)
{
	(void)state;
	assert_true(code_is_valid("S012"));
	assert_true(code_is_valid("A-1"));
	assert_false(code_is_valid(""));
	assert_false(code_is_valid("s012"));
	assert_false(code_is_valid("../X"));
	assert_false(code_is_valid("A2345678901234567890123456789012X"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_gap_of_five_milliseconds_becomes_a_line),
		cmocka_unit_test(a_longer_gap_is_no_data),
		cmocka_unit_test(a_gap_at_either_end_has_nothing_to_lean_on),
		cmocka_unit_test(saturation_marks_fifty_milliseconds_on_both_sides),
		cmocka_unit_test(every_sample_at_a_rail_is_found),
		cmocka_unit_test(newtons_cannot_saturate),
		cmocka_unit_test(impossible_sizes_are_refused),
		cmocka_unit_test(a_copy_of_the_layout_owns_its_gaps),
		cmocka_unit_test(codes_are_capitals_digits_and_dashes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
