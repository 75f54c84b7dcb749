/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What C3D files say of themselves, and damage. */
#include "tests/support/assert_near.h"
#include "tests/support/c3d_sketch.h"

#include "formats/import/formats.h"

#include <string.h>

static double unloaded_then_loaded(size_t row, size_t channel)
{
	return 2048.0 + (channel == 2 ? (row < 10 ? 20.0 : 800.0) : 5.0);
}

static double standing_still(size_t row, size_t channel)
{
	return 2048.0 + (channel == 2 ? 800.0 : 5.0) + 0.0 * (double)row;
}

static double stepping_on(size_t row, size_t channel)
{
	return 2048.0 + (channel != 2 ? 5.0 : row < 10 ? 5.0 * (double)row : 800.0);
}

static void expect_not_zero(const struct c3d_sketch *f, sketch_fn *stored, const char *remark)
{
	struct trial *trial = sketch_trial(f, stored);

	assert_false(trial->info.has_tare_before);
	assert_int_equal(trial->remarks, 1);
	assert_non_null(strstr(trial->remark[0], remark));
	trial_free(trial);
}

static void frames_named_as_zero_are_taken_where_the_plate_is_empty(void **state)
{
	static const double first_five[] = {1, 5}, later[] = {4, 8}, half[] = {1, 0};
	struct c3d_sketch f = sketch_type_2();
	struct trial *trial;

	(void)state;
	f.zero = first_five;
	trial = sketch_trial(&f, unloaded_then_loaded);
	assert_true(trial->info.has_tare_before);
	assert_near(trial->info.tare_before[2], -20.0, 1e-12);
	assert_near(trial->info.tare_before[4], -5.0, 1e-12);
	assert_int_equal(trial->remarks, 0);
	trial_free(trial);
	f.zero = later;
	expect_not_zero(&f, unloaded_then_loaded,
			"names frames 4 to 8, in which a plate is loaded");
	/* loaded all along, and restless where it is empty */
	expect_not_zero(&f, standing_still, "in which a plate is loaded");
	f.zero = first_five;
	expect_not_zero(&f, stepping_on, "names frames 1 to 5, in which a plate is loaded");
	f.zero = half;
	trial = sketch_trial(&f, unloaded_then_loaded);
	assert_false(trial->info.has_tare_before);
	assert_int_equal(trial->remarks, 0);
	trial_free(trial);
}

static void rates_that_contradict_each_other_are_said(void **state)
{
	struct c3d_sketch f = sketch_type_2();
	struct import_options options;
	struct trial *trial;
	struct c3d_builder b;
	double points_hz = 50;

	(void)state;
	f.analog_hz = 1000;
	trial = sketch_trial(&f, sketch_counting);
	assert_near(trial->info.rate_hz, SKETCH_HZ * SAMPLES, 0);
	assert_non_null(strstr(trial->remark[0], "ANALOG:RATE says 1000 Hz"));
	trial_free(trial);
	/* the header against the parameter */
	f.analog_hz = 0;
	sketch_head(&b, &f);
	c3d_reals(&b, SKETCH_POINTS, "RATE", NULL, &points_hz);
	sketch_rows(&b, &f, sketch_counting);
	trial = sketch_parse_good(&b);
	assert_near(trial->info.rate_hz, 100, 0);
	assert_non_null(strstr(trial->remark[0], "the header says 100 frames a second"));
	trial_free(trial);
	/* nobody says it */
	sketch_head(&b, &f);
	sketch_rows(&b, &f, sketch_counting);
	c3d_set_real(&b, 20, 0);
	import_options_init(&options);
	options.rate_hz = 500;
	assert_int_equal(import_c3d.parse((char *)b.bytes, b.size, "t.c3d", &options, &trial, NULL),
			 0);
	trial_free(trial);
	sketch_expect_refusal(&b, "states no sampling rate (pass --rate HZ)");
}

static double zeros_in_front(size_t row, size_t channel)
{
	return row < 4 ? 0.0 : unloaded_then_loaded(row, channel);
}

static void frames_that_were_not_measured_are_no_zero(void **state)
{
	static const double first_five[] = {1, 5};
	struct c3d_sketch f = sketch_type_2();

	(void)state;
	/* taken as values they would be -2048 N */
	f.zero = first_five;
	f.scale = 0.5;
	expect_not_zero(&f, zeros_in_front, "in which a plate is loaded");
}

static void a_length_that_the_header_contradicts_is_said(void **state)
{
	struct c3d_sketch f = sketch_type_2();
	struct c3d_builder b;
	struct trial *trial;
	double frames = 12;

	(void)state;
	sketch_head(&b, &f);
	c3d_reals(&b, SKETCH_POINTS, "LONG_FRAMES", NULL, &frames);
	sketch_rows(&b, &f, sketch_counting);
	trial = sketch_parse_good(&b);
	assert_int_equal(trial->frames, ROWS);
	assert_string_equal(trial->remark[0],
			    "the header counts 20 frames, a parameter 12: 20 are read");
	trial_free(trial);
}

static void long_files_say_their_length_in_a_parameter(void **state)
{
	enum { LONG = 65600 };
	struct c3d_sketch f = sketch_type_2();
	struct c3d_builder b;
	struct trial *trial;
	double frames = LONG, start[2] = {1, 0}, end[2] = {LONG - 65536, 1};

	(void)state;
	for (int k = 0; k < 2; k++) {
		sketch_head(&b, &f);
		if (k)
			c3d_reals(&b, SKETCH_POINTS, "LONG_FRAMES", NULL, &frames);
		c3d_group(&b, 4, "TRIAL");
		if (!k) {
			c3d_integers(&b, 4, "ACTUAL_START_FIELD", (int[]){2, -1}, start);
			c3d_integers(&b, 4, "ACTUAL_END_FIELD", (int[]){2, -1}, end);
		}
		c3d_data(&b, SKETCH_HZ, LONG, SIX, 1);
		for (size_t i = 0; i < (size_t)LONG * SIX; i++)
			c3d_put(&b, 2048 + (double)(i % SIX));
		trial = sketch_parse_good(&b);
		assert_int_equal(trial->frames, LONG);
		trial_free(trial);
	}
}

static void a_file_cut_short_is_refused(void **state)
{
	struct c3d_sketch f = sketch_type_2();
	struct c3d_builder b;

	(void)state;
	sketch_head(&b, &f);
	sketch_rows(&b, &f, sketch_counting);
	b.size -= 12;
	sketch_expect_refusal(&b,
			      "t.c3d: 19 frames, its header says 20 (cut short? copy it again)");
}

static void a_header_that_cannot_be_is_refused(void **state)
{
	static const struct {
		size_t at;
		unsigned char byte;
		const char *why;
	} cases[] = {
		{0, 1, "parameters start at block 1"},  {0, 200, "parameters start at block 200"},
		{1, 0x51, "is not a C3D file"},         {515, 87, "byte order 87"},
		{17, 0xff, "data start at block"},      {4, 0, "holds no analog data"},
		{18, 0, "holds no analog data"},        {19, 1, "analog words for"},
		{8, 0, "says that it holds no frames"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct c3d_sketch f = sketch_type_2();
		struct c3d_builder b;

		sketch_head(&b, &f);
		sketch_rows(&b, &f, sketch_counting);
		b.bytes[cases[i].at] = cases[i].byte;
		sketch_expect_refusal(&b, cases[i].why);
	}
}

static void offsets_that_lead_nowhere_do_not_hide_what_follows(void **state)
{
	static const unsigned wrong[] = {0x7fff, 0xffff, 3};
	static const char filler[3000];
	struct c3d_sketch f = sketch_type_2();

	(void)state;
	for (size_t k = 0; k < 4; k++) {
		struct c3d_builder b;
		struct trial *trial;
		size_t pointer;

		c3d_begin(&b, ORDER_SGI, false);
		f.order = ORDER_SGI;
		c3d_group(&b, SKETCH_POINTS, "POINT");
		c3d_texts(&b, SKETCH_POINTS, "UNITS", 2, 1, "mm");
		pointer = b.last_pointer;
		sketch_plate(&b, &f);
		sketch_analog(&b, &f);
		c3d_texts(&b, SKETCH_ANALOG, "DESCRIPTIONS", 100, 30, filler);
		/* the fourth: left in the other byte order, which leads into the descriptions */
		c3d_set_word(&b, pointer, k < 3 ? wrong[k] : (unsigned)b.bytes[pointer + 1] << 8);
		sketch_rows(&b, &f, sketch_counting);
		trial = sketch_parse_good(&b);
		assert_near(trial->samples[2], -200, 0);
		trial_free(trial);
	}
}

static void a_block_count_that_is_too_small_hides_nothing(void **state)
{
	struct c3d_sketch f = sketch_type_2();
	struct c3d_builder b;
	struct trial *trial;

	(void)state;
	sketch_head(&b, &f);
	sketch_rows(&b, &f, sketch_counting);
	b.bytes[514] = 0;
	trial = sketch_parse_good(&b);
	trial_free(trial);
}

static void names_are_found_whatever_their_case(void **state)
{
	struct c3d_sketch f = sketch_type_2();
	struct c3d_builder b;
	struct trial *trial;

	(void)state;
	sketch_head(&b, &f);
	sketch_rows(&b, &f, sketch_counting);
	for (size_t i = 0; i + 14 < b.data; i++)
		if (!memcmp(b.bytes + i, "FORCE_PLATFORM", 14))
			memcpy(b.bytes + i, "Force_Platform", 14);
	trial = sketch_parse_good(&b);
	assert_int_equal(trial->info.plates, 1);
	trial_free(trial);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(frames_named_as_zero_are_taken_where_the_plate_is_empty),
		cmocka_unit_test(rates_that_contradict_each_other_are_said),
		cmocka_unit_test(frames_that_were_not_measured_are_no_zero),
		cmocka_unit_test(a_length_that_the_header_contradicts_is_said),
		cmocka_unit_test(long_files_say_their_length_in_a_parameter),
		cmocka_unit_test(a_file_cut_short_is_refused),
		cmocka_unit_test(a_header_that_cannot_be_is_refused),
		cmocka_unit_test(offsets_that_lead_nowhere_do_not_hide_what_follows),
		cmocka_unit_test(a_block_count_that_is_too_small_hides_nothing),
		cmocka_unit_test(names_are_found_whatever_their_case),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
