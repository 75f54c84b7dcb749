/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/oracle.h"

#include "analysis/simd/simd.h"
#include "formats/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FRAMES_MAX = 257, CHANNELS = 64, STATES = 4 * CHANNELS };

/* Oracle O13: order 4, 20 Hz at 1000 Hz, and its steady state for a unit step. */
static const struct biquad peer[2] = {
	{1.32937288987529e-05, 2.65874577975058e-05, 1.32937288987529e-05, -1.778313488139435,
	 0.7924474718329468},
	{1.0, 2.0, 1.0, -1.8934156010225003, 0.9084644129492953},
};
static const double peer_zi[4] = {0.0037489092527999575, -0.0029680545124707645, 0.9962377970183018,
				  -0.904702209967597};

/* A section for each channel. */
static struct biquad each[CHANNELS];

struct run {
	double state[STATES];
	double x[1 + FRAMES_MAX * CHANNELS];
};

/* What every run starts from. */
static struct run start;

static int fill_start(void **state)
{
	struct random random;

	(void)state;
	random_init(&random, 1);
	for (size_t c = 0; c < CHANNELS; c++) {
		each[c] = peer[0];
		each[c].b0 *= 1 + (double)c / CHANNELS;
		each[c].b1 *= 1 - (double)c / CHANNELS;
		each[c].b2 += (double)c;
		each[c].a1 *= 0.9 + 0.1 * (double)c / CHANNELS;
		each[c].a2 *= 0.9 - 0.1 * (double)c / CHANNELS;
	}
	for (size_t i = 0; i < STATES; i++)
		start.state[i] = random_normal(&random);
	for (size_t i = 0; i < sizeof(start.x) / sizeof(start.x[0]); i++)
		start.x[i] = 800.0 + 100.0 * random_normal(&random);
	return 0;
}

/* Filters frames x channels from x + offset in blocks of at most `block` frames; 0 sections: one
 * for each channel. */
static void filter(const struct simd_kernels *kernels, int sections, struct run *run, size_t offset,
		   size_t frames, size_t channels, size_t block, int step)
{
	for (size_t done = 0; done < frames; done += block) {
		size_t n = frames - done < block ? frames - done : block;
		size_t first = step > 0 ? done : frames - done - n;
		double *x = run->x + offset + first * channels;

		if (sections == 0)
			kernels->biquad_each(each, run->state, x, n, channels, step);
		else if (sections == 1)
			kernels->biquad(peer, run->state, x, n, channels, step);
		else
			kernels->biquad2(peer, run->state, x, n, channels, step);
	}
}

static void compare(const struct simd_kernels *kernels, int sections, size_t offset, size_t frames,
		    size_t channels, size_t block, int step)
{
	static struct run got, want;

	want = start;
	got = start;
	filter(simd_named("scalar"), sections, &want, offset, frames, channels, FRAMES_MAX, step);
	filter(kernels, sections, &got, offset, frames, channels, block, step);
	if (memcmp(&got, &want, sizeof(got)) != 0)
		fail_msg("%s: %d sections, %zu frames of %zu channels from %zu in blocks of %zu, "
			 "step %d differ from the scalar loop",
			 kernels->name, sections, frames, channels, offset, block, step);
}

static void every_isa_matches_the_scalar_loop(void **state)
{
	static const size_t lengths[] = {0, 1, 2, 3, 64, FRAMES_MAX};
	static const size_t channels[] = {1,  2,  3,  4,  5,  6,  7,  8,  9, 10,
					  11, 12, 13, 14, 15, 16, 17, 31, 64};

	(void)state;
	for (size_t k = 0; simd_table[k]; k++) {
		if (!simd_table[k]->usable())
			continue;
		for (size_t n = 0; n < sizeof(lengths) / sizeof(lengths[0]); n++)
			for (size_t c = 0; c < sizeof(channels) / sizeof(channels[0]); c++)
				for (int way = 0; way < 12; way++)
					compare(simd_table[k], way / 4, way >> 1 & 1, lengths[n],
						channels[c], FRAMES_MAX, way & 1 ? -1 : 1);
	}
}

/* n deviations each; where all are alike rounding may leave a variance below 0. */
static void every_isa_spreads_like_the_scalar_loop(void **state)
{
	enum { N = 150, WINDOWS = 67 };
	double sum[WINDOWS], squares[WINDOWS];
	struct random random;

	(void)state;
	random_init(&random, 3);
	for (size_t i = 0; i < WINDOWS; i++) {
		sum[i] = N * random_range(&random, -50, 50);
		squares[i] = sum[i] * sum[i] / N * (i % 3 ? 1 + 0.1 * (double)i : 1 - 1e-15);
	}
	sum[5] = squares[5] = 0;
	for (size_t k = 0; simd_table[k]; k++)
		for (size_t n = 0; simd_table[k]->usable() && n <= WINDOWS; n++) {
			double mean[2][WINDOWS], sd[2][WINDOWS];

			for (int who = 0; who < 2; who++) {
				memcpy(mean[who], sum, sizeof(sum));
				memcpy(sd[who], squares, sizeof(squares));
			}
			simd_table[k]->spread(800, N, mean[0], sd[0], n);
			simd_named("scalar")->spread(800, N, mean[1], sd[1], n);
			assert_memory_equal(mean[0], mean[1], sizeof(sum));
			assert_memory_equal(sd[0], sd[1], sizeof(sum));
		}
}

static void a_spread_is_mean_and_population_sd(void **state)
{
	/* 801 803 807 about 800; then three of 800, and less than nothing */
	double mean[3] = {11, 0, 0}, sd[3] = {59, 0, -1e-12};

	(void)state;
	simd_named("auto")->spread(800, 3, mean, sd, 3);
	assert_near(mean[0], 800 + 11.0 / 3, 1e-12);
	assert_near(sd[0], sqrt(56.0 / 9), 1e-12);
	for (int i = 1; i < 3; i++) {
		assert_near(mean[i], 800, 0);
		assert_near(sd[i], 0, 0);
	}
}

static void blocks_join_without_a_seam(void **state)
{
	(void)state;
	for (size_t k = 0; simd_table[k]; k++)
		for (int way = 0; simd_table[k]->usable() && way < 6; way++) {
			compare(simd_table[k], way / 2, 0, FRAMES_MAX, 8, 7, way & 1 ? -1 : 1);
			compare(simd_table[k], way / 2, 1, FRAMES_MAX, 11, 100, way & 1 ? -1 : 1);
		}
}

/* y[i] = b0 x[i] + b1 x[i-1] + b2 x[i-2] - a1 y[i-1] - a2 y[i-2] from rest */
static void the_scalar_loop_is_the_difference_equation(void **state)
{
	static struct run run;
	double x1 = 0, x2 = 0, y1 = 0, y2 = 0;
	double in[64];

	(void)state;
	run = start;
	memset(run.state, 0, sizeof(run.state));
	memcpy(in, run.x, sizeof(in));
	simd_named("scalar")->biquad(peer, run.state, run.x, 64, 1, 1);
	for (size_t i = 0; i < 64; i++) {
		double y = peer->b0 * in[i] + peer->b1 * x1 + peer->b2 * x2 - peer->a1 * y1 -
			   peer->a2 * y2;

		assert_near(run.x[i], y, 1e-9);
		x2 = x1;
		x1 = in[i];
		y2 = y1;
		y1 = y;
	}
}

static void two_sections_are_one_after_the_other(void **state)
{
	static struct run both, apart;

	(void)state;
	both = start;
	apart = start;
	simd_table[0]->biquad2(peer, both.state, both.x, 200, 8, 1);
	simd_named("scalar")->biquad(&peer[0], apart.state, apart.x, 200, 8, 1);
	simd_named("scalar")->biquad(&peer[1], apart.state + 16, apart.x, 200, 8, 1);
	assert_memory_equal(&both, &apart, sizeof(both));
}

static void check_steady(const struct biquad section[2], const double steady[4])
{
	for (size_t k = 0; simd_table[k]; k++) {
		double zi[4 * 3], x[50 * 3];

		if (!simd_table[k]->usable())
			continue;
		for (size_t i = 0; i < 12; i++)
			zi[i] = steady[i / 3];
		for (size_t i = 0; i < 150; i++)
			x[i] = 1.0;
		simd_table[k]->biquad2(section, zi, x, 50, 3, 1);
		for (size_t i = 0; i < 150; i++)
			assert_near(x[i], 1.0, 1e-9);
	}
}

static void each_channel_passes_its_own_section(void **state)
{
	static struct run together;

	(void)state;
	together = start;
	simd_named("scalar")->biquad_each(each, together.state, together.x, 200, 6, 1);
	for (size_t c = 0; c < 6; c++) {
		double own[2] = {start.state[c], start.state[6 + c]}, x[200];

		for (size_t i = 0; i < 200; i++)
			x[i] = start.x[6 * i + c];
		simd_named("scalar")->biquad(&each[c], own, x, 200, 1, 1);
		for (size_t i = 0; i < 200; i++)
			assert_memory_equal(&x[i], &together.x[6 * i + c], sizeof(double));
	}
}

static void a_steady_input_passes_unchanged_from_the_steady_state(void **state)
{
	(void)state;
	check_steady(peer, peer_zi);
}

static void the_steady_state_is_that_of_oracle_13(void **state)
{
	struct js *oracle = oracle_open("O13");
	struct biquad section[2];
	double steady[4];

	(void)state;
	for (size_t k = 0; k < 2; k++) {
		size_t n;
		double *q = oracle_list(js_at(oracle_at(oracle, "expected.sos"), k), "", &n);
		double *zi = oracle_list(js_at(oracle_at(oracle, "expected.zi"), k), "", &n);

		section[k] = (struct biquad){q[0], q[1], q[2], q[4], q[5]};
		steady[2 * k] = zi[0];
		steady[2 * k + 1] = zi[1];
		free(q);
		free(zi);
	}
	check_steady(section, steady);
	js_free(oracle);
}

static void kernels_are_found_by_name(void **state)
{
	(void)state;
	assert_ptr_equal(simd_named("auto"), simd_named(NULL));
	assert_ptr_equal(simd_named("auto"), simd_named(""));
	assert_string_equal(simd_named("scalar")->name, "scalar");
	assert_string_equal(simd_named("base")->name, "base");
	assert_null(simd_named("mmx"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_isa_matches_the_scalar_loop),
		cmocka_unit_test(every_isa_spreads_like_the_scalar_loop),
		cmocka_unit_test(a_spread_is_mean_and_population_sd),
		cmocka_unit_test(blocks_join_without_a_seam),
		cmocka_unit_test(the_scalar_loop_is_the_difference_equation),
		cmocka_unit_test(two_sections_are_one_after_the_other),
		cmocka_unit_test(each_channel_passes_its_own_section),
		cmocka_unit_test(a_steady_input_passes_unchanged_from_the_steady_state),
		cmocka_unit_test(the_steady_state_is_that_of_oracle_13),
		cmocka_unit_test(kernels_are_found_by_name),
	};

	return cmocka_run_group_tests(tests, fill_start, NULL);
}
