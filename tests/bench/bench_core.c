/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CPU milliseconds of the numerical core on 60 s of 8 channels at 1000 Hz and a set of 13
 * repetitions. The first round pays for fresh memory and is shown apart. */
#include "analysis/checks/cells.h"
#include "analysis/checks/checks.h"
#include "analysis/signal/filter/filter.h"
#include "analysis/signal/filter/residual.h"
#include "analysis/signal/force/force.h"
#include "analysis/signal/spectrum/spectrum.h"
#include "analysis/statistics/statistics.h"
#include "formats/memory/memory.h"
#include "formats/random.h"
#include "tests/bench/rounds.h"

#include <string.h>

enum { FRAMES = 60000, CHANNELS = 8, REPS = 13, POINTS = 101, MEASURES = 16 };

struct work {
	struct trial *trial;
	struct config config;
	struct forces *forces;
	double curves[REPS * POINTS];
};

/* Two plates, 2 s empty, then 800 N. */
static int make_work(struct work *work)
{
	struct recording_info *info;
	struct random random;

	config_init(&work->config);
	if (trial_new(&work->trial, CHANNELS, FRAMES, NULL))
		return -1;
	info = &work->trial->info;
	info->rate_hz = 1000;
	info->channels = CHANNELS;
	info->frames = FRAMES;
	info->plates = 2;
	for (size_t c = 0; c < CHANNELS; c++) {
		struct plate *plate = &info->plate[c / 4];

		plate->foot = c < 4 ? FOOT_LEFT : FOOT_RIGHT;
		plate->cells = 4;
		plate->cell[c % 4] = (struct cell){.column = (int)c,
						   .x_m = c & 1 ? 0.15 : -0.15,
						   .y_m = c & 2 ? -0.25 : 0.25,
						   .newton_per_unit = 1.0};
	}
	random_init(&random, 1);
	for (size_t i = 0; i < FRAMES * CHANNELS; i++)
		work->trial->samples[i] =
			(i / CHANNELS < 2000 ? 0.0 : 100.0) + 0.5 * random_normal(&random);
	for (size_t i = 0; i < REPS * POINTS; i++)
		work->curves[i] = 5.0 + random_normal(&random);
	return 0;
}

static int run_forces(struct work *work)
{
	forces_free(work->forces);
	work->forces = NULL;
	return forces_new(&work->forces, work->trial, &work->config, NULL, NULL);
}

/* The three copies of both feet that events and kinetics read. */
static int run_filters(struct work *work)
{
	static const double cutoff_hz[] = {50, 20, 6};
	int ret = 0;

	for (size_t k = 0; !ret && k < 3; k++) {
		size_t size = 2 * FRAMES * sizeof(double);
		double *side_n = memory_new(1, size);
		struct filter filter;

		if (!side_n)
			return -1;
		memcpy(side_n, work->forces->side_n, size);
		ret = filter_lowpass(&filter, cutoff_hz[k], 1000, "auto", NULL);
		if (!ret)
			ret = filter_zero_phase(&filter, side_n, FRAMES, 2,
						filter_default_pad(&filter, FRAMES), NULL);
		free(side_n);
	}
	return ret;
}

static int run_spectra(struct work *work)
{
	struct welch *welch;
	int ret = welch_new(&welch, 1000, 1000, NULL);

	if (ret)
		return ret;
	welch_add(welch, work->forces->side_n, work->forces->side_n + 1, FRAMES, 2);
	welch_free(welch);
	return 0;
}

static int run_bootstrap(struct work *work)
{
	struct bootstrap result[MEASURES];

	return bootstrap_means(work->curves, REPS, MEASURES, RESAMPLES, 1, result, NULL);
}

static int run_band(struct work *work)
{
	double mean_curve[POINTS], low[POINTS], high[POINTS];
	struct band band;

	return maxt_band(work->curves, REPS, POINTS, 1, mean_curve, low, high, &band, NULL);
}

static int run_tare(struct work *work)
{
	struct tare tare;

	return tare_find(work->trial, &work->config, NULL, &tare, NULL);
}

static int run_cells(struct work *work)
{
	struct cell_scan scan;
	int ret = cell_scan_init(&scan, work->trial, work->forces, NULL);

	if (ret)
		return ret;
	ret = cell_dead(&scan) < 0 && cell_reversed(&scan) < 0 &&
			      cell_order(&scan, &work->forces->tare).fault <= ORDER_UNKNOWN
		      ? 0
		      : -1;
	cell_scan_reset(&scan);
	return ret;
}

static int run_hum(struct work *work)
{
	struct trial_report *report;
	struct analysis a = {.trial = work->trial, .config = &work->config, .forces = work->forces};
	int ret = report_new(&report, 0, NULL);

	if (ret)
		return ret;
	a.report = report;
	ret = check_hum(&a, NULL);
	report_free(report);
	return ret;
}

static int run_residual(struct work *work)
{
	enum { CUTOFFS = 40 };
	double cutoff_hz[CUTOFFS], left[CUTOFFS], right[CUTOFFS], *rms[2] = {left, right};

	for (size_t i = 0; i < CUTOFFS; i++)
		cutoff_hz[i] = 2.0 + 2.0 * (double)i;
	return residual_scan(work->forces->side_n, FRAMES, 1000, cutoff_hz, CUTOFFS, "auto", rms,
			     NULL);
}

static const struct {
	const char *label;
	int (*run)(struct work *);
} steps[] = {
	{"calibrate, tare, sum, CoP", run_forces},
	{"of that the tare", run_tare},
	{"cells and their order", run_cells},
	{"hum, 4 s segments", run_hum},
	{"three zero-phase copies of 2 feet", run_filters},
	{"Welch cross spectra, 1 s segments", run_spectra},
	{"bootstrap of 16 means, 10 000", run_bootstrap},
	{"band of 13 curves, 8192 flips", run_band},
	{"residuals, 40 cutoffs of 2 feet", run_residual},
};

int main(void)
{
	static struct work work;

	if (make_work(&work))
		return 1;
	printf("numerical core, %d frames x %d channels: median (range) of %d rounds\n", FRAMES,
	       CHANNELS, ROUNDS);
	for (size_t k = 0; k < sizeof(steps) / sizeof(steps[0]); k++) {
		struct rounds rounds = {0};
		char label[64];
		double start = cpu_seconds(), first;

		if (steps[k].run(&work))
			return 1;
		first = cpu_seconds() - start;
		for (int round = 0; round < ROUNDS; round++) {
			start = cpu_seconds();
			if (steps[k].run(&work))
				return 1;
			rounds_add(&rounds, cpu_seconds() - start);
		}
		snprintf(label, sizeof(label), "%s", steps[k].label);
		rounds_print(&rounds, label, 1e3, "ms");
		printf("  %34s %9.2f ms\n", "first time", 1e3 * first);
	}
	forces_free(work.forces);
	trial_free(work.trial);
	return 0;
}
