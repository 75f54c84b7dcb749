/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/gadget/scene.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct scene {
	struct simulator_options options;
	struct simulation *simulation;
	int64_t start_ns;
	bool started;
};

int scene_new(struct scene **out, const char *options, struct error *err)
{
	struct scene *scene = calloc(1, sizeof(*scene));
	int ret;

	if (!scene)
		return fail(err, HINGE_ENOMEM, "no memory for a scene");
	simulator_options_init(&scene->options);
	ret = simulator_options_parse(&scene->options, options, err);
	if (!ret)
		ret = simulate(&scene->options, &scene->simulation, err);
	if (ret) {
		scene_free(scene);
		return ret;
	}
	*out = scene;
	return 0;
}

void scene_free(struct scene *scene)
{
	if (!scene)
		return;
	simulation_free(scene->simulation);
	free(scene);
}

static void simulate_at(struct scene *scene, double rate_hz)
{
	struct simulation *simulation;
	struct error err;

	if (scene->simulation->info.rate_hz == rate_hz)
		return;
	scene->options.rate_hz = rate_hz;
	if (simulate(&scene->options, &simulation, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return;
	}
	simulation_free(scene->simulation);
	scene->simulation = simulation;
}

static void view_started(void *ctx, int64_t now_ns, double rate_hz)
{
	struct scene_view *view = ctx;
	struct scene *scene = view->scene;

	simulate_at(scene, rate_hz);
	if (!scene->started)
		scene->start_ns = now_ns;
	scene->started = true;
	view->frame = llround((double)(now_ns - scene->start_ns) * rate_hz / 1e9);
}

static void view_frames(void *ctx, int64_t first, size_t count, int32_t *counts)
{
	const struct scene_view *view = ctx;
	const struct simulation *simulation = view->scene->simulation;
	int64_t frame = view->frame + first, last = (int64_t)simulation->frames - 1;

	for (size_t i = 0; i < count; i++, frame++) {
		size_t at = (size_t)(frame < last ? frame : last) * simulation->channels;

		memcpy(counts + i * view->channels, simulation->counts + at + view->first,
		       view->channels * sizeof(*counts));
	}
}

struct hpp_feed scene_feed(struct scene_view *view)
{
	return (struct hpp_feed){.frames = view_frames, .started = view_started, .ctx = view};
}
