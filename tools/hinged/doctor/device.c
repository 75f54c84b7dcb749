/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The empty plates: noise, hum, zeros, clock. */
#include "tools/hinged/station/errands/device.h"
#include "analysis/signal/spectrum/hum.h"
#include "analysis/signal/spectrum/spectrum.h"
#include "formats/plates/plate.h"
#include "formats/recording/clock.h"
#include "tools/hinged/doctor/facts.h"
#include "tools/hinged/doctor/noise.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SILENT_MS = 2000 };

static const double measure_s = 6, least_s = 2; /* least_s: a segment of the spectrum */
static const double block_s = 0.1;

enum { CAREFUL_BLOCKS = 2 }; /* not used before somebody steps on: a foot comes slowly */

struct measuring {
	const struct recording_info *info;
	struct plate_map map[PLATES_MAX];
	double on_plate_n;
	struct noise_basis basis; /* of a block */
	size_t blocks, blocks_max;
	int32_t *counts;            /* [blocks_max * block_frames][channels] */
	double first_n[PLATES_MAX]; /* mean of the first block */
	struct clock_drift drift;
};

static int measuring_init(struct measuring *m, const struct recording_info *info, double on_plate_n,
			  struct error *err)
{
	*m = (struct measuring){.info = info, .on_plate_n = on_plate_n};
	m->blocks_max = (size_t)round(measure_s / block_s);
	if (noise_basis_init(&m->basis, info->rate_hz, err))
		return HINGE_ENOMEM;
	m->counts = calloc(m->blocks_max * m->basis.frames, info->channels * sizeof(*m->counts));
	for (size_t p = 0; p < info->plates; p++)
		plate_map_init(&m->map[p], &info->plate[p]);
	return m->counts ? 0 : fail(err, HINGE_ENOMEM, "no memory to measure the plates");
}

static void measuring_reset(struct measuring *m)
{
	free(m->counts);
	noise_basis_reset(&m->basis);
}

static double cell_force_of(const struct measuring *m, size_t plate, size_t input, size_t frame)
{
	const struct plate_map *map = &m->map[plate];
	int32_t count = m->counts[frame * m->info->channels + (size_t)map->column[input]];

	return (count - map->zero[input]) *
	       plate_map_vertical(map, m->info->plate[plate].kind, input);
}

static double force_of(const struct measuring *m, size_t plate, size_t frame)
{
	double force = 0;

	for (size_t i = 0; i < m->map[plate].inputs; i++)
		force += cell_force_of(m, plate, i, frame);
	return force;
}

/* The plate that somebody has stepped on in the newest block, or -1. */
static int find_loaded(struct measuring *m)
{
	int loaded = -1;

	for (size_t p = 0; p < m->info->plates; p++) {
		double mean = 0;

		for (size_t f = 0; f < m->basis.frames; f++)
			mean += force_of(m, p, m->blocks * m->basis.frames + f);
		mean /= (double)m->basis.frames;
		if (m->blocks == 0)
			m->first_n[p] = mean;
		else if (fabs(mean - m->first_n[p]) > m->on_plate_n)
			loaded = (int)p;
	}
	return loaded;
}

static bool has_enough(const struct measuring *m)
{
	return (double)m->blocks * block_s >= least_s - block_s / 2;
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
	size_t end = (m->blocks + 1) * m->basis.frames, frame = m->blocks * m->basis.frames;

	while (frame < end) {
		struct source_block block = {0};
		int64_t got = source_read(source, m->counts + frame * m->info->channels,
					  end - frame, &block, SILENT_MS, err);

		if (got == SOURCE_END && has_enough(m))
			return 1;
		if (got <= 0)
			return fail_read(got, m, err);
		add_clock(m, &block);
		frame += (size_t)got;
	}
	return 0;
}

/* What was seen before somebody stepped on is used where it is long enough. */
static int end_early(struct measuring *m, int plate, struct error *err)
{
	double on_s = (double)m->blocks * block_s;

	m->blocks -= m->blocks < CAREFUL_BLOCKS ? m->blocks : CAREFUL_BLOCKS;
	if (has_enough(m))
		return 0;
	return fail(err, HINGE_EREFUSED,
		    "somebody stepped on the %s plate after %.1f s; keep off for %g s",
		    m->info->plate[plate].name, on_s, measure_s);
}

static int read_plates(struct measuring *m, struct source *source, struct error *err)
{
	while (m->blocks < m->blocks_max) {
		int ret = fill_block(m, source, err), loaded;

		if (ret)
			return ret < 0 ? ret : 0;
		loaded = find_loaded(m);
		if (loaded >= 0)
			return end_early(m, loaded, err);
		m->blocks++;
	}
	return 0;
}

/* --- what it tells --- */

/* Of one channel; the squares are those of noise_squares(). */
struct column_sums {
	double mean, squares;
	int32_t low, high;
};

static void add_block(struct column_sums *sums, const struct noise_basis *basis,
		      const int32_t *count, size_t stride)
{
	for (size_t f = 0; f < basis->frames; f++) {
		int32_t value = count[f * stride];

		sums->mean += (double)value / (double)basis->frames;
		sums->low = value < sums->low ? value : sums->low;
		sums->high = value > sums->high ? value : sums->high;
	}
	sums->squares += noise_squares(basis, count, stride);
}

static struct column_sums sum_column(const struct measuring *m, int column)
{
	struct column_sums sums = {.low = INT32_MAX, .high = INT32_MIN};
	size_t channels = m->info->channels;

	for (size_t b = 0; b < m->blocks; b++)
		add_block(&sums, &m->basis, m->counts + b * m->basis.frames * channels + column,
			  channels);
	sums.mean /= (double)m->blocks;
	return sums;
}

/* What one input adds to its plate's force since the zero. */
static double tell_cell(const struct measuring *m, size_t plate, size_t input,
			const struct zero *zero, struct device_facts *facts)
{
	const struct plate_map *map = &m->map[plate];
	int column = map->column[input];
	struct column_sums sums = sum_column(m, column);
	double freedom = (double)m->blocks * noise_freedom(&m->basis);
	double scale = plate_map_vertical(map, m->info->plate[plate].kind, input);

	facts->cell[facts->cells++] = (struct cell_facts){
		.plate = plate,
		.cell = input,
		.sd_n = sqrt(sums.squares / freedom) * fabs(scale),
		.low = sums.low,
		.high = sums.high,
	};
	return (sums.mean - (zero ? zero->channel[column] : map->zero[input])) * scale;
}

/* --- the mains --- */

struct listener {
	struct welch *welch;
	size_t segment, frames;
	double rate_hz, *force_n, *psd;
};

/* Of what stands in force_n; stays 0 where no line stands out. */
static void tell_line(const struct listener *listener, double *hum_n, double *hum_hz)
{
	struct hum_line line;

	welch_reset(listener->welch);
	welch_add(listener->welch, listener->force_n, listener->force_n, listener->frames, 1);
	welch_result(listener->welch, NULL, listener->psd, NULL, NULL, NULL, NULL);
	if (!hum_strongest(&line, listener->psd, listener->segment, listener->rate_hz))
		return;
	*hum_n = line.amplitude;
	*hum_hz = line.hz;
}

/* The plate, and each of its cells: in opposite phase on two of them it is not in their sum. */
static void listen(const struct measuring *m, const struct listener *listener, size_t plate,
		   struct cell_facts *cell, struct device_facts *facts)
{
	for (size_t f = 0; f < listener->frames; f++)
		listener->force_n[f] = force_of(m, plate, f);
	tell_line(listener, &facts->plate[plate].hum_n, &facts->plate[plate].hum_hz);
	for (size_t i = 0; i < m->map[plate].inputs; i++) {
		for (size_t f = 0; f < listener->frames; f++)
			listener->force_n[f] = cell_force_of(m, plate, i, f);
		tell_line(listener, &cell[i].hum_n, &cell[i].hum_hz);
	}
}

/* After tell_plates. */
static int tell_hum(const struct measuring *m, struct device_facts *facts, struct error *err)
{
	struct listener listener = {.segment = (size_t)lround(least_s * m->info->rate_hz),
				    .frames = m->blocks * m->basis.frames,
				    .rate_hz = m->info->rate_hz};
	struct cell_facts *cell = facts->cell;
	int ret = welch_new(&listener.welch, listener.segment, listener.rate_hz, err);

	if (ret)
		return ret;
	listener.psd = calloc(welch_bins(listener.welch), sizeof(*listener.psd));
	listener.force_n = calloc(listener.frames + 1, sizeof(*listener.force_n));
	if (!listener.psd || !listener.force_n)
		ret = fail(err, HINGE_ENOMEM, "no memory for a spectrum");
	for (size_t p = 0; !ret && p < m->info->plates; p++) {
		listen(m, &listener, p, cell, facts);
		cell += m->map[p].inputs;
	}
	free(listener.force_n);
	free(listener.psd);
	welch_free(listener.welch);
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
		struct plate_facts *plate = &facts->plate[p];

		snprintf(plate->name, sizeof(plate->name), "%s", info->plate[p].name);
		for (size_t i = 0; i < m->map[p].inputs; i++)
			plate->moved_n += tell_cell(m, p, i, zero, facts);
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
	if (!ret)
		ret = read_plates(&m, source, err);
	if (!ret) {
		tell_plates(&m, zero, facts);
		tell_device(&m, source, facts);
		ret = tell_hum(&m, facts, err);
	}
	measuring_reset(&m);
	source_close(source);
	return ret;
}
