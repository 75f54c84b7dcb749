/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nine isometric deadlifts by the recipe of those who recorded them (../shared/data/README.md):
 * body mass and net peak force to the digits that they printed (../shared/data/REFERENCE.csv). */
#include "tests/support/assert_near.h"

#include "formats/files.h"
#include "formats/import/import.h"
#include "formats/plates/plate.h"

#include <stdio.h>
#include <stdlib.h>

#define DATA "../shared/data/deadlift_isometric_c3d/"

static const double gravity = 9.80665;
enum { STANDING = 100, MEAN = 30 };

struct pull {
	const char *name;
	size_t drop_first, drop_end; /* rows that its authors left out by hand */
	double mass_kg, peak_n;
};

static const struct pull pulls[] = {
	{"PUB_NB", 0, 0, 82.65069498638998, 1853.182716870876},
	{"PUB_LB", 500, 800, 84.08924843091168, 2012.827053818448},
	{"PUB_WB", 0, 0, 84.06336740606183, 1955.473347589344},
	{"YMJ_NB", 0, 450, 77.70346535020241, 1592.30315925367},
	{"YMJ_LB", 660, 800, 79.14561307031613, 1609.580163514905},
	{"YMJ_WB", 600, 800, 79.04999762198993, 1807.485665603914},
	{"GFD_NB", 700, 1200, 81.79302651732181, 1785.560634636234},
	{"GFD_LB", 650, 950, 82.91777275337398, 1713.95453913951},
	{"GFD_WB", 750, 1300, 83.75890568756277, 1740.406722572929},
};

static struct trial *read_pull(const struct pull *pull)
{
	struct import_options options;
	struct trial *trial = NULL;
	struct error err;
	char path[128];

	snprintf(path, sizeof(path), DATA "%s.c3d", pull->name);
	if (!file_exists(path)) {
		print_message("SKIP: %s is not there\n", path);
		skip();
	}
	import_options_init(&options);
	if (import_read(path, &options, &trial, &err))
		fail_msg("%s", err.text);
	assert_int_equal(trial->info.plates, 1);
	assert_near(trial->info.rate_hz, 100, 0);
	return trial;
}

/* F = -(Fx, Fy, Fz) of the rows that were kept: their size, and Fz; how many. */
static size_t forces_of(const struct trial *trial, const struct pull *pull, double *size_n,
			double *fz_n)
{
	double f[WRENCH_SIZE];
	struct plate_map map;
	size_t kept = 0;

	plate_map_init(&map, &trial->info.plate[0]);
	for (size_t i = 0; i < trial->frames; i++) {
		if (i >= pull->drop_first && i < pull->drop_end)
			continue;
		plate_map_apply(&map, trial->samples + i * trial->channels, f);
		size_n[kept] = sqrt(f[FX] * f[FX] + f[FY] * f[FY] + f[FZ] * f[FZ]);
		fz_n[kept++] = -f[FZ];
	}
	return kept;
}

static double mean_of(const double *values, size_t count)
{
	double sum = 0.0;

	for (size_t i = 0; i < count; i++)
		sum += values[i];
	return sum / (double)count;
}

static void check_pull(const struct pull *pull)
{
	struct trial *trial = read_pull(pull);
	double *size_n = calloc(trial->frames, sizeof(*size_n));
	double *fz_n = calloc(trial->frames, sizeof(*fz_n));
	size_t kept = forces_of(trial, pull, size_n, fz_n);
	double weight_n = mean_of(fz_n + kept - STANDING, STANDING), peak_n = -INFINITY;

	for (size_t i = 0; i + MEAN <= kept; i++)
		peak_n = fmax(peak_n, mean_of(size_n + i, MEAN) - weight_n);
	assert_close(weight_n / gravity, pull->mass_kg, 1e-12);
	assert_close(peak_n, pull->peak_n, 1e-12);
	free(size_n);
	free(fz_n);
	trial_free(trial);
}

static void each_pull_has_the_mass_and_peak_force_that_its_authors_printed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(pulls) / sizeof(pulls[0]); i++)
		check_pull(&pulls[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_pull_has_the_mass_and_peak_force_that_its_authors_printed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
