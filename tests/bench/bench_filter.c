/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The zero-phase filter of 60 s of 8 channels at 1000 Hz, forward and backward, in ns per frame:
 * the analysis filter (one section each way) and the peer's (two), on every kernel there is. */
#include "analysis/signal/filter/filter.h"
#include "formats/memory/memory.h"
#include "formats/random.h"
#include "tests/bench/rounds.h"

#include <string.h>

enum { FRAMES = 60000, CHANNELS = 8, KERNELS = 8 };

/* Butterworth of order 4, 50 Hz at 1000 Hz, as scipy.signal.butter(4, 50, fs=1000, output="sos").
 */
static const struct biquad peer[2] = {
	{0.00041659920440659937, 0.0008331984088131987, 0.00041659920440659937, -1.4796742169311934,
	 0.5558215432824889},
	{1.0, 2.0, 1.0, -1.7009643319435257, 0.7884997398152979},
};

static void one_section(const struct simd_kernels *simd, const struct filter *filter, double *x)
{
	double state[2 * CHANNELS] = {0};

	simd->biquad(&filter->section, state, x, FRAMES, CHANNELS, 1);
	simd->biquad(&filter->section, state, x, FRAMES, CHANNELS, -1);
}

static void two_sections(const struct simd_kernels *simd, double *x)
{
	double state[4 * CHANNELS] = {0};

	simd->biquad2(peer, state, x, FRAMES, CHANNELS, 1);
	simd->biquad2(peer, state, x, FRAMES, CHANNELS, -1);
}

struct results {
	struct rounds one, two, whole;
};

static int time_kernel(const struct simd_kernels *simd, const double *input, double *x,
		       struct results *results)
{
	size_t size = FRAMES * CHANNELS * sizeof(*x);
	struct filter filter;
	double start;
	int ret = filter_lowpass(&filter, 50, 1000, simd->name, NULL);

	if (ret)
		return ret;
	memcpy(x, input, size);
	start = cpu_seconds();
	one_section(simd, &filter, x);
	rounds_add(&results->one, cpu_seconds() - start);
	memcpy(x, input, size);
	start = cpu_seconds();
	two_sections(simd, x);
	rounds_add(&results->two, cpu_seconds() - start);
	memcpy(x, input, size);
	start = cpu_seconds();
	ret = filter_zero_phase(&filter, x, FRAMES, CHANNELS, filter_default_pad(&filter, FRAMES),
				NULL);
	rounds_add(&results->whole, cpu_seconds() - start);
	return ret;
}

static void print(struct results *results, const char *name)
{
	char label[64];

	snprintf(label, sizeof(label), "%s, one section each way", name);
	rounds_print(&results->one, label, 1e9 / FRAMES, "ns/frame");
	snprintf(label, sizeof(label), "%s, the same with its ends", name);
	rounds_print(&results->whole, label, 1e9 / FRAMES, "ns/frame");
	snprintf(label, sizeof(label), "%s, two sections each way", name);
	rounds_print(&results->two, label, 1e9 / FRAMES, "ns/frame");
}

int main(void)
{
	static struct results results[KERNELS];
	double *input = memory_new(FRAMES * CHANNELS, sizeof(*input));
	double *x = memory_new(FRAMES * CHANNELS, sizeof(*x));
	struct rounds copies = {0};
	struct random random;

	if (!input || !x)
		return 1;
	random_init(&random, 1);
	for (size_t i = 0; i < FRAMES * CHANNELS; i++)
		input[i] = 200.0 + random_normal(&random);
	for (int round = 0; round < ROUNDS; round++) {
		double start = cpu_seconds();

		memcpy(x, input, FRAMES * CHANNELS * sizeof(*x));
		rounds_add(&copies, cpu_seconds() - start);
		for (size_t k = 0; simd_table[k]; k++)
			if (simd_table[k]->usable() &&
			    time_kernel(simd_table[k], input, x, &results[k]))
				return 1;
	}
	printf("hinge, 8 channels, %d frames: median (range) of %d rounds\n", FRAMES, ROUNDS);
	for (size_t k = 0; simd_table[k]; k++)
		if (simd_table[k]->usable())
			print(&results[k], simd_table[k]->name);
	rounds_print(&copies, "memcpy of the same, once", 1e9 / FRAMES, "ns/frame");
	free(input);
	free(x);
	return 0;
}
