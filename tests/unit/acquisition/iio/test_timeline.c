/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames are taken out of a sequence whose times are known: what is found is where and how many. */
#include "acquisition/iio/timeline.h"
#include "tests/support/assert_near.h"

#include <stdlib.h>

enum { FRAMES = 3000 };
#define ORIGIN_NS INT64_C(1790000000000000000) /* a time of day: more than a double holds */

struct times {
	int64_t ns[FRAMES];
	size_t count;
};

/* The times of frames 0 .. FRAMES but for those from `from` on; late by up to late_ns, but not all
 * of several. */
static void make(struct times *times, double rate_hz, double late_ns, int from, int missing)
{
	times->count = 0;
	for (int i = 0; i < FRAMES; i++) {
		double late = i % 3 ? late_ns * rand() / RAND_MAX : 0;

		if (i >= from && i < from + missing)
			continue;
		times->ns[times->count++] = ORIGIN_NS + (int64_t)((double)i * 1e9 / rate_hz + late);
	}
}

/* All that is missing, and before which frame of those there are the first is. */
static int64_t find(const struct times *times, double rate_hz, size_t *first)
{
	struct adc_timeline line;
	int64_t missing = 0;

	adc_timeline_start(&line, rate_hz, times->ns[0]);
	*first = 0;
	for (size_t i = 0; i < times->count; i++) {
		int64_t more = adc_timeline_missing(&line, times->ns + i, times->count - i);

		if (more && !missing)
			*first = i;
		missing += more;
		adc_timeline_add(&line, times->ns[i], more);
	}
	return missing;
}

static void nothing_is_missing_where_times_are_late_now_and_then(void **state)
{
	static struct times times;
	size_t first;

	(void)state;
	srand(2);
	for (double rate_hz = 100; rate_hz < 40000; rate_hz *= 2) {
		make(&times, rate_hz, 5e9 / rate_hz, 0, 0);
		assert_int_equal(find(&times, rate_hz, &first), 0);
	}
}

static void one_frame_that_is_missing_is_found_at_its_place(void **state)
{
	static struct times times;
	size_t first;

	(void)state;
	for (int from = 1; from <= FRAMES - 1 - ADC_WINDOW; from += 97) {
		make(&times, 1000, 0, from, 1);
		assert_int_equal(find(&times, 1000, &first), 1);
		assert_int_equal(first, from);
	}
}

static void what_is_missing_is_counted_whatever_the_lateness(void **state)
{
	static struct times times;
	size_t first;

	(void)state;
	srand(3);
	for (int missing = 1; missing < 1000; missing = missing * 3 + 1) {
		make(&times, 32000, 100000, 1000, missing);
		assert_int_equal(find(&times, 32000, &first), missing);
		/* late times are in doubt, but one of three is not */
		assert_near((double)first, 1000, 3);
	}
}

/* The last frames are not judged: where the next one is due tells of them. */
static void the_next_frame_is_due_by_those_in_time(void **state)
{
	static struct times times;
	struct adc_timeline line;

	(void)state;
	srand(4);
	make(&times, 1000, 3e6, FRAMES - 5, 2);
	adc_timeline_start(&line, 1000, times.ns[0]);
	for (size_t i = 0; i < times.count; i++)
		adc_timeline_add(&line, times.ns[i],
				 adc_timeline_missing(&line, times.ns + i, times.count - i));
	assert_int_equal(line.index, FRAMES - 2);
	/* of the window's 16, those before the loss are in time by the count */
	assert_near((double)(adc_timeline_next_ns(&line) - ORIGIN_NS), (FRAMES - 2) * 1e6, 300);
}

static void a_clock_that_is_off_by_one_percent_hides_nothing(void **state)
{
	static struct times times;
	size_t first;

	(void)state;
	for (int i = 0; i < 2; i++) {
		double rate_hz = i ? 1010 : 990;

		make(&times, rate_hz, 0, 0, 0);
		assert_int_equal(find(&times, 1000, &first), 0);
		make(&times, rate_hz, 0, 1500, 2);
		assert_int_equal(find(&times, 1000, &first), 2);
		assert_int_equal(first, 1500);
	}
}

static void times_that_are_none_do_no_harm(void **state)
{
	static struct times times;
	size_t first;

	(void)state;
	for (size_t i = 0; i < FRAMES; i++)
		times.ns[i] = i % 5 ? (i & 1 ? INT64_MAX : INT64_MIN) : 0;
	times.count = FRAMES;
	(void)find(&times, 1000, &first);
	for (size_t i = 0; i < FRAMES; i++)
		times.ns[i] = (int64_t)i * INT64_C(3000000000000000);
	(void)find(&times, 1000, &first);
	/* back, and on from there */
	make(&times, 1000, 0, 0, 0);
	for (size_t i = FRAMES / 2; i < FRAMES; i++)
		times.ns[i] -= 500000000;
	assert_int_equal(find(&times, 1000, &first), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_missing_where_times_are_late_now_and_then),
		cmocka_unit_test(one_frame_that_is_missing_is_found_at_its_place),
		cmocka_unit_test(what_is_missing_is_counted_whatever_the_lateness),
		cmocka_unit_test(the_next_frame_is_due_by_those_in_time),
		cmocka_unit_test(a_clock_that_is_off_by_one_percent_hides_nothing),
		cmocka_unit_test(times_that_are_none_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
