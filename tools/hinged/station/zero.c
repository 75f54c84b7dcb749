/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/station/zero.h"

#include "formats/plate.h"
#include "tools/hinged/station/device.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { READ_FRAMES = 512, SILENT_MS = 2000 };

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

static void stamp(char *text, size_t size)
{
	struct timespec now;
	struct tm utc;
	char seconds[24];

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &utc);
	strftime(seconds, sizeof(seconds), "%Y-%m-%dT%H:%M:%S", &utc);
	snprintf(text, size, "%s.%03ldZ", seconds, now.tv_nsec / 1000000);
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
	stamp(zero->time, sizeof(zero->time));
	return 0;
}

static int fail_read(int64_t got, const struct zero_sums *sums, struct error *err)
{
	if (got == SOURCE_END)
		return fail(err, HINGE_EDEVICE, "the source ended after %.2f s, too short to zero",
			    (double)sums->frames / sums->info->rate_hz);
	if (got == 0)
		return fail(err, HINGE_EDEVICE, "the source is silent for %d s", SILENT_MS / 1000);
	return (int)got;
}

static int read_frames(struct source *source, struct zero_sums *sums, int64_t wanted,
		       struct error *err)
{
	int32_t *counts = malloc(READ_FRAMES * sums->info->channels * sizeof(*counts));
	int ret = 0;

	if (!counts)
		return fail(err, HINGE_ENOMEM, "no memory to read the source");
	while (sums->frames < wanted) {
		struct source_block block;
		int64_t left = wanted - sums->frames;
		size_t room = left < READ_FRAMES ? (size_t)left : READ_FRAMES;
		int64_t got = source_read(source, counts, room, &block, SILENT_MS, err);

		if (got <= 0) {
			ret = fail_read(got, sums, err);
			break;
		}
		zero_sums_add(sums, counts, (size_t)got);
	}
	free(counts);
	return ret;
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
	ret = read_frames(source, &sums, (int64_t)llrint(limits->seconds * sums.info->rate_hz),
			  err);
	if (!ret)
		ret = zero_judge(&sums, limits, zero, err);
	if (!ret)
		snprintf(zero->source, sizeof(zero->source), "%s", address);
	source_close(source);
	return ret;
}
