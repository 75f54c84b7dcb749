/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/station/errands/measure.h"

#include "formats/plates/plate.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define PART_S 0.02

static bool names(const char *wanted, const struct recording_info *info, size_t p)
{
	const struct plate *plate = &info->plate[p];
	struct plate_id id = {.plate = (int)p + 1}, other;

	snprintf(id.serial, sizeof(id.serial), "%s", info->serial);
	if (!strcmp(wanted, plate->name) || !strcmp(wanted, foot_name(plate->foot)))
		return true;
	return !plate_id_parse(&other, wanted, NULL) && other.plate == id.plate &&
	       !strcmp(other.serial, id.serial);
}

static void list_plates(const struct recording_info *info, char *text, size_t size)
{
	size_t used = 0;

	*text = '\0';
	for (size_t p = 0; p < info->plates && used < size; p++)
		used += (size_t)snprintf(text + used, size - used, "%s%s", p ? ", " : "",
					 info->plate[p].name);
}

static int find_plate(const struct measure_request *request, const struct recording_info *info,
		      size_t *index, struct error *err)
{
	char there[PLATES_MAX * 40];
	size_t found = info->plates;

	for (size_t p = info->plates; p-- > 0;)
		if (request->plate[0] ? names(request->plate, info, p) : info->plates == 1)
			found = p;
	list_plates(info, there, sizeof(there));
	if (found == info->plates)
		return fail(err, HINGE_EDEVICE, "%s: no plate '%s' there, only: %s",
			    request->source, request->plate, there);
	if (info->plate[found].kind != PLATE_CELLS || info->unit != UNIT_COUNT)
		return fail(err, HINGE_EDEVICE, "%s: the plate '%s' gives no counts of cells",
			    request->source, info->plate[found].name);
	*index = found;
	return 0;
}

/* --- reading --- */

void measure_sums_init(struct measure_sums *sums, const struct plate *plate, double rate_hz)
{
	memset(sums, 0, sizeof(*sums));
	sums->plate = plate;
	sums->part_frames = (int64_t)fmax(1, rint(PART_S * rate_hz));
}

static void add_force(struct measure_sums *sums, double force_n)
{
	sums->part_sum += force_n;
	if (++sums->in_part < sums->part_frames)
		return;
	double mean = sums->part_sum / (double)sums->part_frames, before = mean - sums->force_mean;
	sums->force_mean += before / (double)++sums->parts;
	sums->force_m2 += before * (mean - sums->force_mean);
	sums->part_sum = 0;
	sums->in_part = 0;
}

void measure_sums_add(struct measure_sums *sums, const int32_t *counts, size_t frames,
		      size_t channels)
{
	struct plate_map map;

	plate_map_init(&map, sums->plate);
	for (size_t f = 0; f < frames; f++, counts += channels) {
		double n = (double)++sums->frames, force_n = 0;

		for (size_t i = 0; i < map.inputs; i++) {
			double count = counts[map.column[i]], before = count - sums->mean[i];

			sums->mean[i] += before / n;
			sums->m2[i] += before * (count - sums->mean[i]);
			force_n += (count - map.zero[i]) *
				   plate_map_vertical(&map, sums->plate->kind, i);
		}
		add_force(sums, force_n);
	}
}

/* Without places of its cells a plate was never calibrated, and its newton are none. */
static bool is_calibrated(const struct plate *plate)
{
	for (size_t i = 1; i < plate->cells; i++)
		if (plate->cell[i].x_m != plate->cell[0].x_m ||
		    plate->cell[i].y_m != plate->cell[0].y_m)
			return true;
	return false;
}

void measure_sums_end(const struct measure_sums *sums, struct measurement *measurement)
{
	bool newton = is_calibrated(sums->plate) && sums->parts > 1;

	measurement->frames = sums->frames;
	for (size_t i = 0; i < sums->plate->cells; i++) {
		measurement->mean[i] = sums->mean[i];
		measurement->sd[i] = sqrt(sums->m2[i] / (double)(sums->frames - 1));
	}
	measurement->force_n = newton ? sums->force_mean : (double)NAN;
	measurement->sd_n = newton ? sqrt(sums->force_m2 / (double)(sums->parts - 1)) : (double)NAN;
}

struct reading {
	struct measure_sums sums;
	size_t channels;
};

static void take(void *ctx, const int32_t *counts, size_t frames)
{
	struct reading *reading = ctx;

	measure_sums_add(&reading->sums, counts, frames, reading->channels);
}

static int read_plate(struct source *source, const struct measure_request *request,
		      struct measurement *measurement, struct error *err)
{
	struct reading reading = {.channels = source_info(source)->channels};
	int ret;

	measure_sums_init(&reading.sums, &measurement->plate, measurement->rate_hz);
	ret = device_read(source, request->seconds, take, &reading, err);
	if (ret)
		return ret;
	measure_sums_end(&reading.sums, measurement);
	if (measurement->sd_n > request->sd_n)
		return fail(err, HINGE_EAGAIN,
			    "the %s plate is restless (SD %.1f N, %.1f allowed), keep off it",
			    measurement->plate.name, measurement->sd_n, request->sd_n);
	return 0;
}

static int measure(struct source *source, const struct measure_request *request,
		   struct measurement *out, struct error *err)
{
	const struct recording_info *info = source_info(source);
	struct measurement measurement = {.rate_hz = info->rate_hz, .force_n = NAN, .sd_n = NAN};
	size_t p = 0;
	int ret = find_plate(request, info, &p, err);

	if (ret)
		return ret;
	measurement.id.plate = (int)p + 1;
	measurement.plate = info->plate[p];
	snprintf(measurement.id.serial, sizeof(measurement.id.serial), "%s", info->serial);
	snprintf(measurement.source, sizeof(measurement.source), "%s", request->source);
	snprintf(measurement.certificate, sizeof(measurement.certificate), "%s", info->certificate);
	snprintf(measurement.date, sizeof(measurement.date), "%s", info->calibration_date);
	for (size_t i = 0; i < PLATE_CELLS_MAX; i++)
		measurement.mean[i] = measurement.sd[i] = NAN;
	if (request->seconds > 0)
		ret = read_plate(source, request, &measurement, err);
	if (!ret)
		*out = measurement;
	return ret;
}

int measure_plate(struct measurement *measurement, const struct measure_request *request,
		  struct error *err)
{
	struct source *source;
	int ret = device_open(&source, request->source, request->plates, err);

	if (ret)
		return ret;
	ret = measure(source, request, measurement, err);
	source_close(source);
	return ret;
}
