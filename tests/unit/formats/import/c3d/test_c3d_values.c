/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, units and samples of C3D files made here, and what is missing in them. */
#include "tests/support/assert_near.h"
#include "tests/support/c3d_sketch.h"
#include "tests/support/starve.h"

#include "formats/import/c3d/c3d.h"

#include <string.h>

static void reals_of_all_three_machines_are_read(void **state)
{
	static const unsigned char vax_one[] = {0x80, 0x40, 0, 0}, vax_minus[] = {0x80, 0xc0, 0, 0};
	static const unsigned char vax_pi[] = {0x49, 0x41, 0xdb, 0x0f}, zero[] = {0, 0, 0, 0};
	static const unsigned char vax_reserved[] = {0, 0x80, 0, 0},
				   vax_most[] = {0xff, 0x7f, 0xff, 0xff};
	static const unsigned char big_pi[] = {0x40, 0x49, 0x0f, 0xdb};
	static const unsigned char little_pi[] = {0xdb, 0x0f, 0x49, 0x40};

	(void)state;
	assert_near(c3d_real(vax_one, C3D_DEC), 1.0, 0);
	assert_near(c3d_real(vax_minus, C3D_DEC), -1.0, 0);
	assert_near(c3d_real(vax_pi, C3D_DEC), 3.14159274101257324, 0);
	assert_near(c3d_real(zero, C3D_DEC), 0.0, 0);
	assert_nan(c3d_real(vax_reserved, C3D_DEC));
	assert_close(c3d_real(vax_most, C3D_DEC), 1.70141173e38, 1e-8);
	assert_near(c3d_real(big_pi, C3D_SGI), 3.14159274101257324, 0);
	assert_near(c3d_real(little_pi, C3D_INTEL), 3.14159274101257324, 0);
	assert_int_equal(c3d_word(big_pi, C3D_SGI), 0x4049);
	assert_int_equal(c3d_word(big_pi, C3D_DEC), 0x4940);
}

static void units_are_known_by_how_they_are_written(void **state)
{
	(void)state;
	assert_near(c3d_moment_unit("Nmm"), 0.001, 0);
	assert_near(c3d_moment_unit("ntmm"), 0.001, 0);
	assert_near(c3d_moment_unit("N.m"), 1.0, 0);
	assert_near(c3d_moment_unit("N-cm "), 0.01, 1e-18);
	assert_near(c3d_moment_unit("Newtons"), 0.0, 0);
	assert_near(c3d_moment_unit("mm"), 0.0, 0);
	assert_near(c3d_force_unit("Newtons"), 1.0, 0);
	assert_near(c3d_force_unit("kN"), 1000.0, 0);
	assert_near(c3d_force_unit("d.u."), 0.0, 0);
	assert_near(c3d_length_unit("mete"), 1.0, 0);
	assert_near(c3d_length_unit(""), 0.0, 0);
	assert_true(c3d_is_voltage("Volts"));
	assert_false(c3d_is_voltage("N"));
}

static void every_encoding_gives_the_same_forces(void **state)
{
	(void)state;
	for (int k = 0; k < 6; k++) {
		struct c3d_sketch f = sketch_type_2();
		struct trial *trial;
		double wrench[WRENCH_SIZE];

		f.order = ORDER_INTEL + k / 2;
		f.is_float = k % 2;
		trial = sketch_trial(&f, sketch_counting);
		assert_int_equal(trial->frames, ROWS);
		assert_near(trial->info.rate_hz, SKETCH_HZ * SAMPLES, 0);
		assert_int_equal(trial->remarks, 0);
		/* -1 N or N mm a count from 2048 on */
		for (size_t row = 0; row < ROWS; row += 13) {
			sketch_wrench(trial, row, wrench);
			for (size_t c = 0; c < SIX; c++)
				assert_close(wrench[c],
					     (double)(-100 * (int)c + (int)row) *
						     (c < 3 ? 1.0 : 0.001),
					     1e-12);
		}
		assert_near(trial->info.plate[0].origin_m[0], 0.001, 1e-9);
		assert_near(trial->info.plate[0].origin_m[2], -0.040, 1e-9);
		trial_free(trial);
	}
}

static double unsigned_counts(size_t row, size_t channel)
{
	return 32768.0 + 1000.0 * (double)channel + (double)row;
}

static void an_unsigned_file_has_an_unsigned_zero(void **state)
{
	struct c3d_sketch f = sketch_type_2();
	struct trial *trial;

	(void)state;
	f.format = "UNSIGNED";
	f.offset = -32768;
	f.scale = 1;
	f.gain = 1;
	trial = sketch_trial(&f, unsigned_counts);
	assert_near(trial->samples[7 * SIX + 2], 2007.0, 0);
	trial_free(trial);
	/* the same bits, signed */
	f.format = "SIGNED";
	trial = sketch_trial(&f, unsigned_counts);
	assert_near(trial->samples[7 * SIX + 2], -32768.0 + 2007.0 + 32768.0, 0);
	trial_free(trial);
}

static void channels_are_counted_from_1_in_any_order(void **state)
{
	static const double backwards[] = {8, 7, 6, 5, 4, 3};
	struct c3d_sketch f = sketch_type_2();
	struct trial *trial;

	(void)state;
	f.channels = 8;
	f.used = 8;
	f.unit = NULL;
	f.channel = backwards;
	trial = sketch_trial(&f, sketch_counting);
	assert_int_equal(trial->channels, SIX);
	for (size_t c = 0; c < SIX; c++)
		assert_near(trial->samples[c], -100.0 * (double)(7 - c), 0);
	trial_free(trial);
}

static void words_that_no_channel_fills_are_passed_over(void **state)
{
	struct c3d_sketch f = sketch_type_2();
	struct trial *trial;

	(void)state;
	/* 15 words for 2 samples: seven channels would fit, six are used */
	f.extra_words = 3;
	trial = sketch_trial(&f, sketch_counting);
	for (size_t row = 0; row < ROWS; row++)
		assert_near(trial->samples[row * SIX + 1], -100.0 + (double)row, 0);
	assert_int_equal(trial->remarks, 1);
	assert_non_null(strstr(trial->remark[0], "1 analog words of each frame"));
	trial_free(trial);
}

static double missing_in_part(size_t row, size_t channel)
{
	return row >= 10 && row < 25 ? 0.0 : sketch_counting(row, channel);
}

static double one_channel_at_0(size_t row, size_t channel)
{
	return channel == 2 ? 0.0 : sketch_counting(row, channel);
}

static void samples_stored_as_0_far_from_the_zero_are_missing(void **state)
{
	struct c3d_sketch f = sketch_type_2();
	struct trial *trial = sketch_trial(&f, missing_in_part);

	(void)state;
	assert_int_equal(trial->info.gaps, 1);
	assert_int_equal(trial->info.gap[0].frame, 10);
	assert_int_equal(trial->info.gap[0].frames, 15);
	trial_free(trial);
	/* a converter that stands at its end in one channel, or a zero at 0, is data */
	trial = sketch_trial(&f, one_channel_at_0);
	assert_int_equal(trial->info.gaps, 0);
	trial_free(trial);
	f.offset = 0;
	trial = sketch_trial(&f, missing_in_part);
	assert_int_equal(trial->info.gaps, 0);
	trial_free(trial);
}

static void samples_missing_here_and_there_are_refused(void **state)
{
	enum { RUNS = 1001 };
	struct c3d_sketch f = sketch_type_2();
	struct c3d_builder b;

	(void)state;
	sketch_head(&b, &f);
	c3d_data(&b, SKETCH_HZ, 2 * RUNS, SIX, 1);
	for (size_t i = 0; i < (size_t)2 * RUNS * SIX; i++)
		c3d_put(&b, i / SIX % 2 ? 2048 : 0);
	sketch_expect_refusal(&b, "samples are missing in more than 1000 places");
}

static double second_missing(size_t row, size_t channel)
{
	return channel < SIX ? sketch_counting(row, channel) : 0.0;
}

static double first_missing(size_t row, size_t channel)
{
	return channel >= SIX ? sketch_counting(row, channel) : 0.0;
}

static double none_stored(size_t row, size_t channel)
{
	return 0.0 * (double)(row + channel);
}

static struct c3d_sketch two_plates(void)
{
	static const double channels[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
	struct c3d_sketch f = sketch_type_2();

	f.plates = 2;
	f.channels = 12;
	f.used = 12;
	f.channel = channels;
	f.unit = NULL;
	f.origin = NULL;
	return f;
}

static double first_missing_second_in_part(size_t row, size_t channel)
{
	return row < 5 ? 0.0 : first_missing(row, channel);
}

static void a_plate_that_was_never_recorded_is_left_out(void **state)
{
	struct c3d_sketch f = two_plates();
	struct trial *trial = sketch_trial(&f, second_missing);
	struct c3d_builder b;

	(void)state;
	assert_int_equal(trial->info.plates, 1);
	assert_int_equal(trial->channels, SIX);
	assert_string_equal(trial->info.plate[0].name, "FP1");
	assert_non_null(strstr(trial->remark[0], "1 of 2 force plates"));
	trial_free(trial);
	trial = sketch_trial(&f, first_missing);
	assert_string_equal(trial->info.plate[0].name, "FP2");
	assert_int_equal(trial->info.plate[0].wrench_column[0], 0);
	assert_near(trial->samples[1], -700.0, 0);
	trial_free(trial);
	trial = sketch_trial(&f, first_missing_second_in_part);
	assert_int_equal(trial->info.plates, 1);
	assert_int_equal(trial->info.gaps, 1);
	assert_int_equal(trial->info.gap[0].frames, 5);
	trial_free(trial);
	sketch_head(&b, &f);
	sketch_rows(&b, &f, none_stored);
	sketch_expect_refusal(&b, "hold no samples, only stored zeros");
}

static double not_a_number(size_t row, size_t channel)
{
	return row == 3 && channel == 1 ? (double)NAN : sketch_counting(row, channel);
}

static void a_sample_that_is_no_number_is_refused(void **state)
{
	struct c3d_sketch f = sketch_type_2();
	struct c3d_builder b;

	(void)state;
	f.is_float = true;
	sketch_head(&b, &f);
	sketch_rows(&b, &f, not_a_number);
	sketch_expect_refusal(&b, "t.c3d: sample 3 of analog channel 2 is NaN");
}

static int parse_once(void *ctx)
{
	struct trial *trial;
	int rc = sketch_parse(ctx, &trial, NULL);

	assert_true(rc == 0 || !trial);
	trial_free(trial);
	return rc;
}

static void running_out_of_memory_leaves_nothing(void **state)
{
	struct c3d_sketch f = sketch_type_2();
	struct c3d_builder b;

	(void)state;
	sketch_head(&b, &f);
	sketch_rows(&b, &f, missing_in_part);
	starve(parse_once, &b);
	c3d_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reals_of_all_three_machines_are_read),
		cmocka_unit_test(units_are_known_by_how_they_are_written),
		cmocka_unit_test(every_encoding_gives_the_same_forces),
		cmocka_unit_test(an_unsigned_file_has_an_unsigned_zero),
		cmocka_unit_test(channels_are_counted_from_1_in_any_order),
		cmocka_unit_test(words_that_no_channel_fills_are_passed_over),
		cmocka_unit_test(samples_stored_as_0_far_from_the_zero_are_missing),
		cmocka_unit_test(samples_missing_here_and_there_are_refused),
		cmocka_unit_test(a_plate_that_was_never_recorded_is_left_out),
		cmocka_unit_test(a_sample_that_is_no_number_is_refused),
		cmocka_unit_test(running_out_of_memory_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
