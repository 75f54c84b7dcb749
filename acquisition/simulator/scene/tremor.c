/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What muscles add by themselves: 0.5 to 12 Hz, half of it common to both feet, growing with the
 * load. It is not part of the truth of who carries how much. */
#include "acquisition/simulator/scene/scene.h"
#include "acquisition/simulator/scene/slow.h"

#include <math.h>

static void add_foot(struct scene *scene, int side, const struct slow *common,
		     const struct slow *own)
{
	double scale = scene->options->tremor_n / M_SQRT2 * M_SQRT1_2;
	double weight_n = scene->plan->body_kg * STANDARD_GRAVITY;

	for (size_t k = 0; k < scene->frames; k++) {
		double t_s = scene_time(scene, k);
		double level = 2 * scene->foot_n[side][k] / weight_n;
		double tremor = slow_at(common, t_s) + slow_at(own, t_s);

		scene->foot_n[side][k] = fmax(0, scene->foot_n[side][k] + scale * level * tremor);
	}
}

int scene_tremor(struct scene *scene, struct error *err)
{
	double seconds = scene_time(scene, scene->frames);
	struct slow common = {0}, own = {0};
	struct random random;
	int ret = 0;

	if (slow_init(&common, seconds) || slow_init(&own, seconds)) {
		ret = fail(err, HINGE_ENOMEM, "no memory for the simulated tremor");
		goto out;
	}
	random_stream(&random, scene->options->seed, STREAM_TREMOR);
	slow_band_noise(&common, &random, 0.5, 12);
	for (int side = 0; side < SIDES; side++) {
		slow_band_noise(&own, &random, 0.5, 12);
		add_foot(scene, side, &common, &own);
	}
out:
	slow_reset(&common);
	slow_reset(&own);
	return ret;
}
