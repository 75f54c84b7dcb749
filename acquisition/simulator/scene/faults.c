/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/simulator/scene/faults.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct frames {
	size_t start, end;
};

static struct frames frames_between(double start_s, double end_s, double rate_hz, size_t count)
{
	double start = rint(fmax(start_s, 0) * rate_hz), end = rint(fmax(end_s, 0) * rate_hz);

	return (struct frames){start < (double)count ? (size_t)start : count,
			       end < (double)count ? (size_t)end : count};
}

static struct frames frames_of_scene(const struct scene *scene, double start_s, double seconds)
{
	return frames_between(start_s, start_s + seconds, 1 / scene->step_s, scene->frames);
}

/* The operator leans on a plate: half a sine of 0.3 s. */
static void touch(const struct fault *fault, struct scene *scene)
{
	struct frames in = frames_of_scene(scene, fault->at_s, 0.3);

	for (size_t k = in.start; k < in.end; k++)
		scene->foot_n[fault->side][k] +=
			fault->value * sin(M_PI * (double)(k - in.start) * scene->step_s / 0.3);
}

/* A shoe scrapes: 40 N at 70 Hz, gone after 0.2 s. */
static void scuff(const struct fault *fault, struct scene *scene)
{
	struct frames in = frames_of_scene(scene, fault->at_s, 0.25);

	for (size_t k = in.start; k < in.end; k++) {
		double t_s = (double)(k - in.start) * scene->step_s;

		scene->foot_n[fault->side][k] += 40 * exp(-t_s / 0.05) * sin(2 * M_PI * 70 * t_s);
	}
}

/* A motor starts: 20 N of 50 Hz on both plates. */
static void hum(const struct fault *fault, struct scene *scene)
{
	struct frames in = frames_of_scene(scene, fault->at_s, fault->value);

	for (size_t k = in.start; k < in.end; k++) {
		double wave_n = 20 * sin(2 * M_PI * 50 * (double)(k - in.start) * scene->step_s);

		scene->foot_n[SIDE_LEFT][k] += wave_n;
		scene->foot_n[SIDE_RIGHT][k] += wave_n;
	}
}

/* Three tenths of the foot stand beside the plate. */
static void half(const struct fault *fault, struct scene *scene)
{
	struct frames in = frames_of_scene(scene, fault->at_s, fault->value);

	for (size_t k = in.start; k < in.end; k++)
		scene->foot_n[fault->side][k] *= 0.7;
}

/* The foot moves 3 cm forward. */
static void move(const struct fault *fault, struct scene *scene)
{
	scene->moved_s[fault->side] = fault->at_s;
}

/* The plate's zero wanders within a second and stays there. */
static void creep(const struct fault *fault, struct scene *scene)
{
	for (size_t k = 0; k < scene->frames; k++) {
		double since_s = (double)k * scene->step_s - fault->at_s;

		scene->foot_n[fault->side][k] += fault->value * fmin(fmax(since_s, 0), 1);
	}
}

static size_t channel_of(const struct fault *fault)
{
	return (size_t)(fault->side * CELLS_A_SIDE + fault->cell);
}

static int saturate(const struct fault *fault, struct simulation *simulation, struct error *err)
{
	struct frames in = frames_between(fault->at_s, fault->at_s + fault->value,
					  simulation->info.rate_hz, simulation->frames);

	(void)err;
	for (size_t k = in.start; k < in.end; k++)
		simulation->counts[k * simulation->channels + channel_of(fault)] = COUNT_MAX;
	return 0;
}

static int dead(const struct fault *fault, struct simulation *simulation, struct error *err)
{
	const struct cell *cell = &simulation->info.plate[fault->side].cell[fault->cell];

	(void)err;
	for (size_t k = 0; k < simulation->frames; k++)
		simulation->counts[k * simulation->channels + channel_of(fault)] =
			(int32_t)cell->zero;
	return 0;
}

static bool overlaps(const struct recording_info *info, const struct frames *in)
{
	for (size_t i = 0; i < info->gaps; i++)
		if ((int64_t)in->start <= info->gap[i].frame + info->gap[i].frames &&
		    info->gap[i].frame <= (int64_t)in->end)
			return true;
	return false;
}

static int add_gap(struct recording_info *info, struct gap gap, struct error *err)
{
	int ret = recording_info_add_gap(info, gap, err);

	if (ret)
		return ret;
	for (size_t i = info->gaps - 1; i > 0 && info->gap[i - 1].frame > gap.frame; i--) {
		info->gap[i] = info->gap[i - 1];
		info->gap[i - 1] = gap;
	}
	return 0;
}

/* The device loses frames; in a file the last good one stands in their place. */
static int lose(const struct fault *fault, const char *cause, int64_t uncertainty,
		struct simulation *simulation, struct error *err)
{
	struct gap gap = {.frames_uncertainty = uncertainty};
	struct recording_info *info = &simulation->info;
	double end_s = fault->at_s + fault->value;
	struct frames in = frames_between(fault->at_s, end_s, info->rate_hz, simulation->frames);
	size_t channels = simulation->channels;

	if (in.start < 1 || in.end <= in.start || in.end >= simulation->frames)
		return fail(err, HINGE_EUSAGE,
			    "fault %s:%g:%g: no frame lost, or outside of the recording's %g s",
			    fault->kind->name, fault->at_s, fault->value,
			    (double)simulation->frames / info->rate_hz);
	if (overlaps(info, &in))
		return fail(err, HINGE_EUSAGE, "fault %s:%g:%g: meets another gap",
			    fault->kind->name, fault->at_s, fault->value);
	for (size_t k = in.start; k < in.end; k++)
		memcpy(&simulation->counts[k * channels],
		       &simulation->counts[(in.start - 1) * channels],
		       channels * sizeof(*simulation->counts));
	gap.frame = (int64_t)in.start;
	gap.frames = (int64_t)(in.end - in.start);
	snprintf(gap.cause, sizeof(gap.cause), "%s", cause);
	return add_gap(info, gap, err);
}

static int gap(const struct fault *fault, struct simulation *simulation, struct error *err)
{
	return lose(fault, "simulated", 0, simulation, err);
}

/* How long it was gone is known to a frame. */
static int replug(const struct fault *fault, struct simulation *simulation, struct error *err)
{
	return lose(fault, "unplugged", 1, simulation, err);
}

const struct fault_kind fault_kinds[] = {
	{.name = "gap",
	 .form = "AT:FOR",
	 .has_at = true,
	 .has_value = true,
	 .drawn = {0.002, 0.2},
	 .on_counts = gap},
	{.name = "unplug", .form = "AT", .has_at = true, .never_drawn = true},
	{.name = "saturate",
	 .form = "SIDE:CELL:AT:FOR",
	 .has_side = true,
	 .has_cell = true,
	 .has_at = true,
	 .has_value = true,
	 .drawn = {0.01, 0.3},
	 .on_counts = saturate},
	{.name = "dead",
	 .form = "SIDE:CELL",
	 .has_side = true,
	 .has_cell = true,
	 .on_counts = dead},
	{.name = "touch",
	 .form = "SIDE:AT:NEWTON",
	 .has_side = true,
	 .has_at = true,
	 .has_value = true,
	 .drawn = {10, 80},
	 .on_feet = touch},
	{.name = "scuff", .form = "SIDE:AT", .has_side = true, .has_at = true, .on_feet = scuff},
	{.name = "hum",
	 .form = "AT:FOR",
	 .has_at = true,
	 .has_value = true,
	 .drawn = {0.2, 2},
	 .on_feet = hum},
	{.name = "half",
	 .form = "SIDE:AT:FOR",
	 .has_side = true,
	 .has_at = true,
	 .has_value = true,
	 .drawn = {0.5, 5},
	 .on_feet = half},
	{.name = "move", .form = "SIDE:AT", .has_side = true, .has_at = true, .on_feet = move},
	{.name = "replug",
	 .form = "AT:FOR",
	 .has_at = true,
	 .has_value = true,
	 .never_drawn = true,
	 .on_counts = replug},
	{.name = "creep",
	 .form = "SIDE:AT:NEWTON",
	 .has_side = true,
	 .has_at = true,
	 .has_value = true,
	 .never_drawn = true,
	 .on_feet = creep},
	{.name = NULL},
};

double faults_unplugged_s(const struct faults *faults)
{
	double first_s = INFINITY;

	for (size_t i = 0; i < faults->count; i++)
		if (!strcmp(faults->fault[i].kind->name, "unplug"))
			first_s = fmin(first_s, faults->fault[i].at_s);
	return first_s;
}

void faults_on_feet(const struct faults *faults, struct scene *scene)
{
	for (size_t i = 0; i < faults->count; i++)
		if (faults->fault[i].kind->on_feet)
			faults->fault[i].kind->on_feet(&faults->fault[i], scene);
}

int faults_on_counts(const struct faults *faults, struct simulation *simulation, struct error *err)
{
	for (size_t i = 0; i < faults->count; i++) {
		const struct fault *fault = &faults->fault[i];
		int ret =
			fault->kind->on_counts ? fault->kind->on_counts(fault, simulation, err) : 0;

		if (ret)
			return ret;
	}
	return 0;
}
