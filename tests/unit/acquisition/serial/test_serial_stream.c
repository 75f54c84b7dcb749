/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chronojump's bytes and the grid, without a port. */
#include "acquisition/serial/chronojump/grid.h"
#include "acquisition/serial/chronojump/stream.h"
#include "formats/memory/bytes.h"
#include "tests/support/assert_near.h"

#include <string.h>

enum { SAMPLES = 40, PERIOD_US = 9000, BYTES = SAMPLES * CHRONOJUMP_BYTES };

static size_t put_sample(uint8_t *at, uint32_t time_us, int16_t value)
{
	put_u32(at, UINT32_MAX);
	put_u32(at + 4, time_us);
	for (int i = 0; i < CHRONOJUMP_CELLS; i++)
		put_u16(at + 8 + 2 * i, (uint16_t)(value + i));
	return CHRONOJUMP_BYTES;
}

static void put_samples(uint8_t *at, uint32_t time_us)
{
	for (int i = 0; i < SAMPLES; i++)
		at += put_sample(at, time_us + (uint32_t)i * PERIOD_US, (int16_t)(100 * i));
}

/* Numbers of the samples found, by their first cell; how many. */
static int read_all(struct chronojump_stream *stream, const uint8_t *bytes, size_t size,
		    size_t step, int *number)
{
	struct chronojump_sample sample;
	int found = 0;

	chronojump_stream_init(stream);
	for (size_t at = 0, part; at < size; at += part) {
		size_t room;
		uint8_t *to = chronojump_room(stream, &room);

		part = size - at < step ? size - at : step;
		assert_true(part <= room);
		memcpy(to, bytes + at, part);
		chronojump_added(stream, part);
		while (chronojump_next(stream, &sample)) {
			number[found++] = sample.value[0] / 100;
			for (int i = 0; i < CHRONOJUMP_CELLS; i++)
				assert_int_equal(sample.value[i], sample.value[0] + i);
		}
	}
	return found;
}

static void samples_are_found_however_the_bytes_come(void **state)
{
	struct chronojump_stream stream;
	uint8_t bytes[BYTES];
	int number[SAMPLES];

	(void)state;
	put_samples(bytes, 5);
	for (size_t step = 1; step < 40; step++) {
		/* the last one is not confirmed */
		assert_int_equal(read_all(&stream, bytes, BYTES, step, number), SAMPLES - 1);
		for (int i = 0; i < SAMPLES - 1; i++)
			assert_int_equal(number[i], i);
		assert_int_equal(stream.skipped, 0);
	}
}

static void a_reader_that_comes_late_begins_with_the_next_whole_sample(void **state)
{
	struct chronojump_stream stream;
	uint8_t bytes[BYTES];
	int number[SAMPLES];

	(void)state;
	put_samples(bytes, 5);
	for (size_t cut = 1; cut < CHRONOJUMP_BYTES; cut++) {
		assert_int_equal(read_all(&stream, bytes + cut, BYTES - cut, 7, number),
				 SAMPLES - 2);
		assert_int_equal(number[0], 1);
		assert_int_equal(stream.skipped, CHRONOJUMP_BYTES - cut);
	}
}

static void a_byte_lost_anywhere_costs_two_samples_at_most_and_makes_none_up(void **state)
{
	struct chronojump_stream stream;
	uint8_t bytes[BYTES];
	int number[SAMPLES];

	(void)state;
	for (int lost = 0; lost < CHRONOJUMP_BYTES; lost++) {
		size_t at = 20 * CHRONOJUMP_BYTES + (size_t)lost;
		int found;

		put_samples(bytes, 5);
		memmove(bytes + at, bytes + at + 1, BYTES - at - 1);
		found = read_all(&stream, bytes, BYTES - 1, 64, number);
		assert_in_range(found, SAMPLES - 3, SAMPLES - 2);
		for (int i = 1; i < found; i++)
			assert_true(number[i] > number[i - 1]);
		assert_int_equal(number[found - 1], SAMPLES - 2);
	}
}

static void time_may_pass_2_to_the_32(void **state)
{
	struct chronojump_stream stream;
	uint8_t bytes[BYTES];
	int number[SAMPLES];
	uint32_t newest;

	(void)state;
	put_samples(bytes, UINT32_MAX - 20 * PERIOD_US);
	assert_int_equal(read_all(&stream, bytes, BYTES, 64, number), SAMPLES - 1);
	assert_true(chronojump_newest(&stream, &newest));
	assert_int_equal(newest, 19 * PERIOD_US - 1);
}

static void noise_holds_no_samples(void **state)
{
	struct chronojump_stream stream;
	int number[SAMPLES];
	uint8_t bytes[4096];
	uint32_t random = 1;

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++) {
		random = random * 1664525 + 1013904223;
		bytes[i] = random >> 30 ? 0xff : (uint8_t)(random >> 16);
	}
	assert_int_equal(read_all(&stream, bytes, sizeof(bytes), 100, number), 0);
	memset(bytes, 0xff, sizeof(bytes));
	assert_int_equal(read_all(&stream, bytes, sizeof(bytes), 100, number), 0);
}

/* --- the grid --- */

static int32_t take(struct chronojump_grid *grid)
{
	int32_t counts[CHRONOJUMP_CELLS];

	assert_true(chronojump_grid_take(grid, counts));
	assert_int_equal(counts[1], -counts[0]);
	return counts[0];
}

static bool add(struct chronojump_grid *grid, int64_t time_us, int16_t value)
{
	const int16_t values[CHRONOJUMP_CELLS] = {value, (int16_t)-value, 0, 0};

	return chronojump_grid_add(grid, time_us, values);
}

static void frames_lie_on_lines_between_samples(void **state)
{
	const int16_t start[CHRONOJUMP_CELLS] = {100, -100, 0, 0};
	struct chronojump_grid grid = {.step_us = 10000, .hole_us = 17500};
	int32_t counts[CHRONOJUMP_CELLS];

	(void)state;
	chronojump_grid_start(&grid, 0, 1000, start);
	assert_int_equal(take(&grid), 100 * 256);
	assert_false(chronojump_grid_take(&grid, counts));
	/* frame 1 at 11000: 10/12 of the way; frame 2 at 21000 exactly on a sample */
	assert_true(add(&grid, 13000, 112));
	assert_int_equal(take(&grid), 110 * 256);
	assert_false(chronojump_grid_take(&grid, counts));
	assert_true(add(&grid, 21000, -200));
	assert_int_equal(take(&grid), -200 * 256);
	assert_false(chronojump_grid_take(&grid, counts));
	/* an odd third is rounded to the nearest 256th */
	assert_true(add(&grid, 24000, -200));
	assert_false(chronojump_grid_take(&grid, counts));
	assert_true(add(&grid, 36000, -199));
	assert_int_equal(take(&grid), lround((-200 + 7.0 / 12) * 256));
}

static void no_line_is_drawn_over_a_hole(void **state)
{
	const int16_t start[CHRONOJUMP_CELLS] = {0};
	struct chronojump_grid grid = {.step_us = 10000, .hole_us = 17500};
	int32_t counts[CHRONOJUMP_CELLS];

	(void)state;
	chronojump_grid_start(&grid, 0, 0, start);
	take(&grid);
	assert_true(add(&grid, 17500, 1));
	take(&grid);
	assert_false(add(&grid, 35001, 2));
	assert_int_equal(grid.next, 4);
	assert_false(chronojump_grid_take(&grid, counts));
	assert_false(add(&grid, 60000, 3));
	assert_int_equal(grid.next, 6);
	assert_int_equal(take(&grid), 3 * 256);
}

/* The error of a line between samples T apart: at most T^2 / 8 of the second derivative. */
static void a_wave_is_followed_as_well_as_lines_can(void **state)
{
	const double amplitude = 2000, omega = 2 * M_PI * 3, step_us = 1e6 / 111;
	struct chronojump_grid grid = {.step_us = step_us, .hole_us = 20000};
	const int16_t start[CHRONOJUMP_CELLS] = {0};
	double bound = 9.4e-3 * 9.4e-3 / 8 * amplitude * omega * omega + 0.5 + 1.0 / 512;
	double worst = 0;
	int32_t counts[CHRONOJUMP_CELLS];
	int64_t time_us = 0;

	(void)state;
	chronojump_grid_start(&grid, 0, 0, start);
	for (int i = 0; i < 3000; i++) {
		while (chronojump_grid_take(&grid, counts)) {
			double at_s = (double)(grid.next - 1) * step_us * 1e-6;
			double off = counts[0] / 256.0 - amplitude * sin(omega * at_s);

			worst = fmax(worst, fabs(off));
		}
		time_us += 8600 + i * 37 % 800;
		add(&grid, time_us,
		    (int16_t)lround(amplitude * sin(omega * (double)time_us * 1e-6)));
	}
	assert_true(worst < bound);
	assert_true(worst > bound / 2);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(samples_are_found_however_the_bytes_come),
	cmocka_unit_test(a_reader_that_comes_late_begins_with_the_next_whole_sample),
	cmocka_unit_test(a_byte_lost_anywhere_costs_two_samples_at_most_and_makes_none_up),
	cmocka_unit_test(time_may_pass_2_to_the_32),
	cmocka_unit_test(noise_holds_no_samples),
	cmocka_unit_test(frames_lie_on_lines_between_samples),
	cmocka_unit_test(no_line_is_drawn_over_a_hole),
	cmocka_unit_test(a_wave_is_followed_as_well_as_lines_can),
};

int main(void)
{
	return cmocka_run_group_tests(tests, NULL, NULL);
}
