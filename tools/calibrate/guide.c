/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/calibrate/calibrate.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLACE_SIZE = 96 };

struct step {
	struct calibration_load *load;
	char place[PLACE_SIZE]; /* "at the centre" */
	size_t number, steps;
};

/* A line of the answer without its end; false = there is none. */
static bool read_answer(char *line, size_t size)
{
	if (!fgets(line, (int)size, stdin))
		return false;
	line[strcspn(line, "\n")] = '\0';
	return true;
}

bool guide_ask(const char *question)
{
	char line[64];

	fprintf(stderr, "%s [Y/n] ", question);
	return read_answer(line, sizeof(line)) && (!*line || *line == 'y' || *line == 'Y');
}

static void show_prompt(const struct step *step)
{
	const struct calibration_load *load = step->load;

	fprintf(stderr, "%zu of %zu: ", step->number, step->steps);
	if (load->mass_kg > 0)
		fprintf(stderr, "lay %g kg %s", load->mass_kg, step->place);
	else
		fprintf(stderr, "take everything off the plate");
	fprintf(stderr, ", step back, then press Enter%s: ",
		load->mass_kg > 0 ? " (or type its mass in kg)" : "");
}

/* Enter, or the mass that lies there instead. */
static int wait_for_user(const struct step *step, struct error *err)
{
	for (;;) {
		char line[64], *end;
		double mass_kg;

		show_prompt(step);
		if (!read_answer(line, sizeof(line)))
			return fail(err, HINGE_EINTERRUPTED,
				    "broken off at step %zu of %zu: nothing is changed",
				    step->number, step->steps);
		if (!*line)
			return 0;
		mass_kg = strtod(line, &end);
		if (step->load->mass_kg > 0 && !*end && mass_kg > 0 && mass_kg <= 1000) {
			step->load->mass_kg = mass_kg;
			return 0;
		}
		fprintf(stderr, "Enter, or a mass in kg above 0\n");
	}
}

static int do_step(const struct bench *bench, const struct step *step, struct error *err)
{
	double newton;
	int ret = wait_for_user(step, err);

	if (!ret)
		ret = bench_measure(bench, step->load, &newton, err);
	if (!ret && !isnan(newton))
		fprintf(stderr, "        reads %.2f N by what is in force\n", newton);
	return ret;
}

static void add_step(struct certificate *certificate, struct step *steps, double mass_kg,
		     const struct cell *at, const char *place)
{
	struct step *step = &steps[certificate->loads];

	step->load = &certificate->load[certificate->loads++];
	*step->load = (struct calibration_load){
		.mass_kg = mass_kg, .x_m = at ? at->x_m : 0, .y_m = at ? at->y_m : 0};
	snprintf(step->place, sizeof(step->place), "%s", place);
}

/* "over cell 2, front right (150 mm to the right, 250 mm to the toes)" */
static void name_place(const struct certificate *certificate, size_t i, char place[PLACE_SIZE])
{
	const struct cell *cell = &certificate->cell[i];

	snprintf(place, PLACE_SIZE, "over cell %zu, %s (%.0f mm to the %s, %.0f mm to the %s)",
		 i + 1, cell_place_name(certificate->cell, certificate->cells, i),
		 1000 * fabs(cell->x_m), cell->x_m < 0 ? "left" : "right", 1000 * fabs(cell->y_m),
		 cell->y_m < 0 ? "heels" : "toes");
}

static void plan_steps(struct certificate *certificate, struct step *steps, const double *masses_kg,
		       size_t masses)
{
	certificate->loads = 0;
	add_step(certificate, steps, 0, NULL, "");
	for (size_t m = 0; m < masses; m++) {
		add_step(certificate, steps, masses_kg[m], NULL, "at the centre");
		for (size_t i = 0; i < certificate->cells; i++) {
			char place[PLACE_SIZE];

			name_place(certificate, i, place);
			add_step(certificate, steps, masses_kg[m], &certificate->cell[i], place);
		}
	}
	add_step(certificate, steps, 0, NULL, "");
}

int guide(const struct bench *bench, struct certificate *certificate, const double *masses_kg,
	  size_t masses, struct error *err)
{
	struct step steps[CALIBRATION_LOADS_MAX];
	int ret = 0;

	if (masses * (certificate->cells + 1) + 2 > CALIBRATION_LOADS_MAX)
		return fail(err, HINGE_EUSAGE, "%zu masses over %zu cells: more than %d readings",
			    masses, certificate->cells, CALIBRATION_LOADS_MAX);
	plan_steps(certificate, steps, masses_kg, masses);
	for (size_t i = 0; !ret && i < certificate->loads; i++) {
		steps[i].number = i + 1;
		steps[i].steps = certificate->loads;
		ret = do_step(bench, &steps[i], err);
		if (!ret && i == 0)
			ret = bench_check_empty(bench, certificate, err);
	}
	return ret;
}
