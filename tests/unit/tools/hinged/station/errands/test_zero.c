/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tools/hinged/station/errands/zero.h"

#include <string.h>

static const struct zero_limits limits = {.seconds = 1, .loaded_n = 12, .sd_n = 2};

/* Two plates of two cells, 0.1 N a count; the certificate's zero of cell c is 100 c. */
static void two_plates(struct recording_info *info)
{
	static const char *const names[] = {"left", "right"};

	recording_info_init(info);
	info->rate_hz = 1000;
	info->unit = UNIT_COUNT;
	info->channels = 4;
	info->plates = 2;
	for (int p = 0; p < 2; p++) {
		struct plate *plate = &info->plate[p];

		memcpy(plate->name, names[p], strlen(names[p]));
		plate->kind = PLATE_CELLS;
		plate->cells = 2;
		for (int c = 0; c < 2; c++) {
			plate->cell[c].column = 2 * p + c;
			plate->cell[c].newton_per_unit = 0.1;
			plate->cell[c].zero = 100 * (2 * p + c);
		}
	}
}

/* n frames, the channels offset[c] counts above their zeros, channel 0 alternating by +-swing */
static void add_frames(struct zero_sums *sums, const int *offset, int swing, int n)
{
	for (int i = 0; i < n; i++) {
		int32_t frame[4];

		for (int c = 0; c < 4; c++)
			frame[c] = 100 * c + offset[c];
		frame[0] += i % 2 ? swing : -swing;
		zero_sums_add(sums, frame, 1);
	}
}

static int judge(const int *offset, int swing, struct zero *zero, struct error *err)
{
	struct recording_info info;
	struct zero_sums sums;

	two_plates(&info);
	zero_sums_init(&sums, &info);
	add_frames(&sums, offset, swing, 1000);
	return zero_judge(&sums, &limits, zero, err);
}

static void an_empty_plate_gives_the_mean_of_every_channel(void **state)
{
	const int offset[4] = {20, 30, -40, 0};
	struct zero zero;
	struct error err;

	(void)state;
	assert_int_equal(judge(offset, 5, &zero, &err), 0);
	assert_int_equal(zero.channels, 4);
	for (int c = 0; c < 4; c++)
		assert_near(zero.channel[c], 100 * c + offset[c], 1e-9);
	assert_near(zero.plate[0].mean_n, 5.0, 1e-9);
	assert_near(zero.plate[1].mean_n, -4.0, 1e-9);
	/* alternating +-0.5 N: the sample SD is 0.5 sqrt(n / (n - 1)) */
	assert_near(zero.plate[0].sd_n, 0.5 * sqrt(1000.0 / 999.0), 1e-9);
	assert_near(zero.plate[1].sd_n, 0, 1e-12);
}

static void a_loaded_plate_is_named_with_its_load(void **state)
{
	const int offset[4] = {64, 60, 0, 0};
	struct zero zero;
	struct error err;

	(void)state;
	assert_int_equal(judge(offset, 0, &zero, &err), HINGE_EREFUSED);
	assert_string_equal(err.text, "12.4 N on the left plate, step off");
}

static void the_limit_itself_is_allowed_on_both_sides(void **state)
{
	const int under[4] = {0, 0, -119, 0}, over[4] = {0, 0, -121, 0};
	struct zero zero;
	struct error err;

	(void)state;
	assert_int_equal(judge(under, 0, &zero, &err), 0);
	assert_int_equal(judge(over, 0, &zero, &err), HINGE_EREFUSED);
	assert_string_equal(err.text, "-12.1 N on the right plate, step off");
}

static void a_restless_plate_is_refused(void **state)
{
	const int offset[4] = {0};
	struct zero zero;
	struct error err;

	(void)state;
	assert_int_equal(judge(offset, 30, &zero, &err), HINGE_EREFUSED);
	assert_string_equal(err.text,
			    "the left plate is restless (SD 3.0 N, 2.0 allowed), keep off it");
}

static void no_samples_are_no_zero(void **state)
{
	struct recording_info info;
	struct zero_sums sums;
	struct zero zero;

	(void)state;
	two_plates(&info);
	zero_sums_init(&sums, &info);
	assert_int_equal(zero_judge(&sums, &limits, &zero, NULL), HINGE_EDEVICE);
}

static void a_simulated_plate_is_empty_in_its_first_second(void **state)
{
	struct zero zero;
	struct error err = {0};

	(void)state;
	assert_int_equal(zero_measure("sim:reps=1,pace=fast", NULL, &limits, &zero, &err), 0);
	assert_string_equal(zero.source, "sim:reps=1,pace=fast");
	assert_int_equal(zero.plates, 2);
}

static void a_source_that_cannot_be_opened_says_so(void **state)
{
	struct zero zero;

	(void)state;
	assert_int_equal(zero_measure("nothing:", NULL, &limits, &zero, NULL), HINGE_EDEVICE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_plate_gives_the_mean_of_every_channel),
		cmocka_unit_test(a_loaded_plate_is_named_with_its_load),
		cmocka_unit_test(the_limit_itself_is_allowed_on_both_sides),
		cmocka_unit_test(a_restless_plate_is_refused),
		cmocka_unit_test(no_samples_are_no_zero),
		cmocka_unit_test(a_simulated_plate_is_empty_in_its_first_second),
		cmocka_unit_test(a_source_that_cannot_be_opened_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
