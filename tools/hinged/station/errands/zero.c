/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/station/errands/zero.h"

#include "formats/plates/plate.h"
#include "tools/hinged/station/errands/device.h"
#include "tools/hinged/station/session/time_zone.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void zero_sums_init(struct zero_sums *sums, const struct recording_info *info)
{
	memset(sums, 0, sizeof(*sums));
	sums->info = info;
}

/* Vertical force of a plate from one frame, against the certificate's zero. */
static double plate_force(const struct plate_map *map, enum plate_kind kind, const int32_t *frame)
{
	double force = 0;

	for (size_t i = 0; i < map->inputs; i++)
		force += (frame[map->column[i]] - map->zero[i]) * plate_map_vertical(map, kind, i);
	return force;
}

void zero_sums_add(struct zero_sums *sums, const int32_t *counts, size_t frames)
{
	const struct recording_info *info = sums->info;
	struct plate_map map[PLATES_MAX];

	for (size_t p = 0; p < info->plates; p++)
		plate_map_init(&map[p], &info->plate[p]);
	for (size_t f = 0; f < frames; f++, counts += info->channels) {
		double n = (double)++sums->frames;

		for (size_t c = 0; c < info->channels; c++)
			sums->mean[c] += (counts[c] - sums->mean[c]) / n;
		for (size_t p = 0; p < info->plates; p++) {
			double force = plate_force(&map[p], info->plate[p].kind, counts);
			double before = force - sums->plate_mean[p];

			sums->plate_mean[p] += before / n;
			sums->plate_m2[p] += before * (force - sums->plate_mean[p]);
		}
	}
}

static int judge_plate(const struct zero_limits *limits, const char *name, double mean_n,
		       double sd_n, struct error *err)
{
	if (fabs(mean_n) > limits->loaded_n)
		return fail(err, HINGE_EREFUSED, "%.1f N on the %s plate, step off", mean_n, name);
	if (sd_n > limits->sd_n)
		return fail(err, HINGE_EREFUSED,
			    "the %s plate is restless (SD %.1f N, %.1f allowed), keep off it", name,
			    sd_n, limits->sd_n);
	return 0;
}

int zero_judge(const struct zero_sums *sums, const struct zero_limits *limits, struct zero *zero,
	       struct error *err)
{
	const struct recording_info *info = sums->info;

	if (sums->frames < 2)
		return fail(err, HINGE_EDEVICE, "the source gave no samples to zero with");
	memset(zero, 0, sizeof(*zero));
	zero->channels = info->channels;
	zero->plates = info->plates;
	memcpy(zero->channel, sums->mean, sizeof(zero->channel));
	for (size_t p = 0; p < info->plates; p++) {
		double sd_n = sqrt(sums->plate_m2[p] / (double)(sums->frames - 1));
		int ret = judge_plate(limits, info->plate[p].name, sums->plate_mean[p], sd_n, err);

		if (ret)
			return ret;
		snprintf(zero->plate[p].name, sizeof(zero->plate[p].name), "%s",
			 info->plate[p].name);
		zero->plate[p].mean_n = sums->plate_mean[p];
		zero->plate[p].sd_n = sd_n;
	}
	time_utc(zero->time, sizeof(zero->time));
	return 0;
}

static void take(void *ctx, const int32_t *counts, size_t frames)
{
	zero_sums_add(ctx, counts, frames);
}

int zero_measure(const char *address, const char *plates, const struct zero_limits *limits,
		 struct zero *zero, struct error *err)
{
	struct source *source;
	struct zero_sums sums;
	int ret = device_open(&source, address, plates, err);

	if (ret)
		return ret;
	zero_sums_init(&sums, source_info(source));
	ret = device_read(source, limits->seconds, take, &sums, err);
	if (!ret)
		ret = zero_judge(&sums, limits, zero, err);
	if (!ret)
		snprintf(zero->source, sizeof(zero->source), "%s", address);
	source_close(source);
	return ret;
}
