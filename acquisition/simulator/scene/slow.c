/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/simulator/scene/slow.h"

#include <math.h>
#include <stdlib.h>

/* A generator of its own, so that a longer recording only adds to what a shorter one has. */
static struct random random_fork(struct random *random)
{
	struct random own;

	random_init(&own, random_u64(random));
	return own;
}

int slow_init(struct slow *slow, double seconds)
{
	slow->points = (size_t)(seconds * SLOW_RATE_HZ) + 2;
	slow->value = calloc(slow->points, sizeof(*slow->value));
	return slow->value ? 0 : -1;
}

void slow_reset(struct slow *slow)
{
	free(slow->value);
	*slow = (struct slow){0};
}

double slow_at(const struct slow *slow, double t_s)
{
	double at = fmax(t_s, 0) * SLOW_RATE_HZ;
	size_t i = (size_t)at;

	if (i + 1 >= slow->points)
		return slow->value[slow->points - 1];
	return slow->value[i] + (at - (double)i) * (slow->value[i + 1] - slow->value[i]);
}

static double point_held(const struct slow *slow, ptrdiff_t i)
{
	ptrdiff_t last = (ptrdiff_t)slow->points - 1;

	return slow->value[i < 0 ? 0 : i > last ? last : i];
}

int slow_smooth(struct slow *slow, double cutoff_hz)
{
	double sigma = sqrt(log(2)) / (2 * M_PI * cutoff_hz) * SLOW_RATE_HZ;
	ptrdiff_t reach = (ptrdiff_t)ceil(4 * sigma);
	double *weight = calloc((size_t)(reach + 1), sizeof(*weight));
	double *smooth = malloc(slow->points * sizeof(*smooth));
	double sum = 0;

	if (!weight || !smooth) {
		free(weight);
		free(smooth);
		return -1;
	}
	for (ptrdiff_t k = 0; k <= reach; k++) {
		weight[k] = exp(-0.5 * ((double)k / sigma) * ((double)k / sigma));
		sum += k ? 2 * weight[k] : weight[k];
	}
	for (ptrdiff_t i = 0; i < (ptrdiff_t)slow->points; i++) {
		double total = weight[0] * slow->value[i];

		for (ptrdiff_t k = 1; k <= reach; k++)
			total += weight[k] * (point_held(slow, i - k) + point_held(slow, i + k));
		smooth[i] = total / sum;
	}
	free(weight);
	free(slow->value);
	slow->value = smooth;
	return 0;
}

/* Two poles at each end of the band. */
struct band {
	double fast, drag;
	double low[2], base[2];
};

static double band_step(struct band *band, double in)
{
	band->low[0] += band->fast * (in - band->low[0]);
	band->low[1] += band->fast * (band->low[0] - band->low[1]);
	band->base[0] += band->drag * (band->low[1] - band->base[0]);
	band->base[1] += band->drag * (band->low[1] - band->base[0] - band->base[1]);
	return band->low[1] - band->base[0] - band->base[1];
}

/* Root of the impulse response's energy: the SD that white noise of SD 1 leaves with. */
static double band_gain(struct band band)
{
	double energy = 0;

	for (int i = 0; i < 20 * (int)SLOW_RATE_HZ; i++) {
		double y = band_step(&band, i ? 0 : 1);

		energy += y * y;
	}
	return sqrt(energy);
}

void slow_band_noise(struct slow *slow, struct random *random, double lo_hz, double hi_hz)
{
	struct band band = {
		.fast = 1 - exp(-2 * M_PI * hi_hz / SLOW_RATE_HZ),
		.drag = 1 - exp(-2 * M_PI * lo_hz / SLOW_RATE_HZ),
	};
	struct random own = random_fork(random);
	double gain = band_gain(band);

	for (size_t i = 0; i < slow->points; i++)
		slow->value[i] = band_step(&band, random_normal(&own)) / gain;
}

void slow_random_walk(struct slow *slow, struct random *random, double per_sqrt_s)
{
	double at = 0, step = per_sqrt_s / sqrt(SLOW_RATE_HZ);
	struct random own = random_fork(random);

	for (size_t i = 0; i < slow->points; i++) {
		slow->value[i] = at;
		at += step * random_normal(&own);
	}
}
