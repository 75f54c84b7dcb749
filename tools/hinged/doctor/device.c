/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The empty plates: noise, hum, zeros, clock. */
#include "tools/hinged/station/device.h"
#include "analysis/signal/hum.h"
#include "analysis/signal/spectrum.h"
#include "formats/clock.h"
#include "formats/plate.h"
#include "tools/hinged/doctor/facts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SILENT_MS = 2000 };

static const double measure_s = 6, least_s = 2; /* least_s: a segment of the spectrum */
static const double block_s = 0.1;              /* whole periods of 50 and 60 Hz */

/* Of one channel. The squares are those about the mean of each block. */
struct column_sums {
	double mean, squares;
	int32_t low, high;
};

struct measuring {
	const struct recording_info *info;
	struct plate_map map[PLATES_MAX];
	double on_plate_n;
	size_t block_frames, blocks, frames_max;
	int32_t *block;              /* [block_frames][channels] */
	double *force_n[PLATES_MAX]; /* [frames_max]: against the certificate's zero */
	double first_n[PLATES_MAX];  /* mean of the first block */
	struct column_sums column[CHANNELS_MAX];
	struct clock_drift drift;
};

static void measuring_reset(struct measuring *m)
{
	free(m->block);
	for (size_t p = 0; p < PLATES_MAX; p++)
		free(m->force_n[p]);
}

static int measuring_init(struct measuring *m, const struct recording_info *info, double on_plate_n,
			  struct error *err)
{
	bool whole;

	*m = (struct measuring){.info = info, .on_plate_n = on_plate_n};
	m->block_frames = (size_t)fmax(2, round(block_s * info->rate_hz));
	m->frames_max = m->block_frames * (size_t)round(measure_s / block_s);
	m->block = malloc(m->block_frames * info->channels * sizeof(*m->block));
	whole = m->block;
	for (size_t p = 0; p < info->plates; p++) {
		plate_map_init(&m->map[p], &info->plate[p]);
		m->force_n[p] = malloc(m->frames_max * sizeof(*m->force_n[p]));
		whole &= m->force_n[p] != NULL;
	}
	if (whole)
		return 0;
	measuring_reset(m);
	return fail(err, HINGE_ENOMEM, "no memory to measure the plates");
}

static double force_of(const struct measuring *m, size_t plate, const int32_t *frame)
{
	const struct plate_map *map = &m->map[plate];
	double force = 0;

	for (size_t i = 0; i < map->inputs; i++)
		force += (frame[map->column[i]] - map->zero[i]) *
			 plate_map_vertical(map, m->info->plate[plate].kind, i);
	return force;
}

/* The plate that somebody has stepped on in the block, or -1. */
static int add_forces(struct measuring *m)
{
	int loaded = -1;

	for (size_t p = 0; p < m->info->plates; p++) {
		double *force = m->force_n[p] + m->blocks * m->block_frames, mean = 0;

		for (size_t f = 0; f < m->block_frames; f++) {
			force[f] = force_of(m, p, m->block + f * m->info->channels);
			mean += force[f] / (double)m->block_frames;
		}
		if (m->blocks == 0)
			m->first_n[p] = mean;
		else if (fabs(mean - m->first_n[p]) > m->on_plate_n)
			loaded = (int)p;
	}
	return loaded;
}

static void add_column(struct measuring *m, size_t c)
{
	struct column_sums *sums = &m->column[c];
	const int32_t *first = m->block + c;
	size_t channels = m->info->channels, n = m->block_frames;
	double mean = 0, squares = 0;

	if (m->blocks == 0)
		sums->low = sums->high = *first;
	for (size_t f = 0; f < n; f++)
		mean += (double)first[f * channels] / (double)n;
	for (size_t f = 0; f < n; f++) {
		int32_t count = first[f * channels];

		squares += (count - mean) * (count - mean);
		sums->low = count < sums->low ? count : sums->low;
		sums->high = count > sums->high ? count : sums->high;
	}
	sums->mean += (mean - sums->mean) / (double)(m->blocks + 1);
	sums->squares += squares;
}

static int fail_read(int64_t got, const struct measuring *m, struct error *err)
{
	if (got == SOURCE_END)
		return fail(err, HINGE_EDEVICE, "the source ended after %.1f s, %g s are needed",
			    (double)m->blocks * block_s, least_s);
	if (got == 0)
		return fail(err, HINGE_EDEVICE, "the source is silent for %d s", SILENT_MS / 1000);
	return (int)got;
}

static void add_clock(struct measuring *m, const struct source_block *block)
{
	struct clock_pair pair = {.device_ns = block->clock.device_ns,
				  .monotonic_ns = block->clock.monotonic_ns,
				  .round_trip_ns = block->clock.round_trip_ns};

	clock_drift_add(&m->drift, &pair);
}

static int fill_block(struct measuring *m, struct source *source, struct error *err)
{
	for (size_t frames = 0; frames < m->block_frames;) {
		struct source_block block = {0};
		int64_t got = source_read(source, m->block + frames * m->info->channels,
					  m->block_frames - frames, &block, SILENT_MS, err);

		if (got <= 0)
			return fail_read(got, m, err);
		add_clock(m, &block);
		frames += (size_t)got;
	}
	return 0;
}

/* What was seen before somebody stepped on is used where it is long enough. */
static int end_early(const struct measuring *m, int plate, struct error *err)
{
	if ((double)m->blocks * block_s >= least_s)
		return 0;
	return fail(err, HINGE_EREFUSED,
		    "somebody stepped on the %s plate after %.1f s; keep off for %g s",
		    m->info->plate[plate].name, (double)m->blocks * block_s, measure_s);
}

static int read_plates(struct measuring *m, struct source *source, struct error *err)
{
	while (m->blocks * m->block_frames < m->frames_max) {
		int ret = fill_block(m, source, err), loaded;

		if (ret)
			return (double)m->blocks * block_s >= least_s && ret == HINGE_EDEVICE ? 0
											      : ret;
		loaded = add_forces(m);
		if (loaded >= 0)
			return end_early(m, loaded, err);
		for (size_t c = 0; c < m->info->channels; c++)
			add_column(m, c);
		m->blocks++;
	}
	return 0;
}

/* --- what it tells --- */

static void tell_cells(const struct measuring *m, size_t plate, struct device_facts *facts)
{
	const struct plate_map *map = &m->map[plate];
	double freedom = (double)(m->blocks * (m->block_frames - 1));

	for (size_t i = 0; i < map->inputs; i++) {
		const struct column_sums *sums = &m->column[map->column[i]];
		double scale = plate_map_vertical(map, m->info->plate[plate].kind, i);

		facts->cell[facts->cells++] = (struct cell_facts){
			.plate = plate,
			.cell = i,
			.sd_n = sqrt(sums->squares / freedom) * fabs(scale),
			.low = sums->low,
			.high = sums->high,
		};
	}
}

static double moved_since(const struct measuring *m, size_t plate, const struct zero *zero)
{
	const struct plate_map *map = &m->map[plate];
	double moved_n = 0;

	for (size_t i = 0; i < map->inputs; i++) {
		int column = map->column[i];
		double from = zero ? zero->channel[column] : map->zero[i];

		moved_n += (m->column[column].mean - from) *
			   plate_map_vertical(map, m->info->plate[plate].kind, i);
	}
	return moved_n;
}

static int tell_hum(const struct measuring *m, struct device_facts *facts, struct error *err)
{
	double rate_hz = m->info->rate_hz;
	size_t segment = (size_t)lround(least_s * rate_hz), frames = m->blocks * m->block_frames;
	struct welch *welch;
	double *psd;
	int ret = welch_new(&welch, segment, rate_hz, err);

	if (ret)
		return ret;
	psd = malloc(welch_bins(welch) * sizeof(*psd));
	for (size_t p = 0; psd && p < m->info->plates; p++) {
		struct hum_line line;

		welch_reset(welch);
		welch_add(welch, m->force_n[p], m->force_n[p], frames, 1);
		welch_result(welch, NULL, psd, NULL, NULL, NULL, NULL);
		if (!hum_strongest(&line, psd, segment, rate_hz))
			continue;
		facts->plate[p].hum_n = line.amplitude;
		facts->plate[p].hum_hz = line.hz;
	}
	if (!psd)
		ret = fail(err, HINGE_ENOMEM, "no memory for a spectrum");
	free(psd);
	welch_free(welch);
	return ret;
}

static void tell_plates(const struct measuring *m, const struct zero *zero,
			struct device_facts *facts)
{
	const struct recording_info *info = m->info;

	if (zero && zero->channels != info->channels)
		zero = NULL;
	facts->plates = info->plates;
	facts->measured_s = (double)m->blocks * block_s;
	for (size_t p = 0; p < info->plates; p++) {
		snprintf(facts->plate[p].name, sizeof(facts->plate[p].name), "%s",
			 info->plate[p].name);
		facts->plate[p].moved_n = moved_since(m, p, zero);
		tell_cells(m, p, facts);
	}
	if (zero)
		snprintf(facts->zero_time, sizeof(facts->zero_time), "%s", zero->time);
}

/* The device's own figure, of all it has seen, is better than that of these seconds. */
static void tell_device(const struct measuring *m, struct source *source,
			struct device_facts *facts)
{
	const struct recording_info *info = m->info;
	struct source_health health;

	facts->rate_hz = info->rate_hz;
	facts->channels = info->channels;
	facts->drift_ppm = clock_drift_ppm(&m->drift);
	facts->drift_sd_ppm = clock_drift_sd_ppm(&m->drift);
	snprintf(facts->certificate, sizeof(facts->certificate), "%s", info->certificate);
	snprintf(facts->calibrated, sizeof(facts->calibrated), "%s", info->calibration_date);
	if (source_health(source, &health, NULL))
		return;
	facts->link_mbit = health.link_mbit;
	if (isnan(facts->drift_ppm))
		facts->drift_ppm = health.drift_ppm;
}

int device_examine(struct device_facts *facts, const char *address, const char *plates,
		   const struct zero *zero, double on_plate_n, struct error *err)
{
	struct source *source;
	struct measuring m;
	int ret = device_open(&source, address, plates, err);

	if (ret)
		return ret;
	memset(facts, 0, sizeof(*facts));
	ret = measuring_init(&m, source_info(source), on_plate_n, err);
	if (ret)
		goto out;
	ret = read_plates(&m, source, err);
	if (!ret) {
		tell_plates(&m, zero, facts);
		tell_device(&m, source, facts);
		ret = tell_hum(&m, facts, err);
	}
	measuring_reset(&m);
out:
	source_close(source);
	return ret;
}
