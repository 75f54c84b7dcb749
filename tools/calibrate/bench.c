/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/calibrate/calibrate.h"
#include "tools/cli/log.h"
#include "tools/client/answer.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* As `hinge zero`: further from the certificate's zero, and it is loaded. */
#define LOADED_N 12.0
enum { QUIET_WITHIN_S = 60, RETRY_MS = 500 };

static double now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static bool is_simulated(const char *source)
{
	return !strncmp(source, "sim:", 4);
}

static int append(char *source, size_t size, struct error *err, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

static int append(char *source, size_t size, struct error *err, const char *format, ...)
{
	size_t used = strlen(source);
	va_list args;
	int added;

	if (used && source[used - 1] != ':' && used + 1 < size) {
		source[used++] = ',';
		source[used] = '\0';
	}
	va_start(args, format);
	added = vsnprintf(source + used, size - used, format, args);
	va_end(args);
	return added < 0 || (size_t)added >= size - used
		       ? fail(err, HINGE_EUSAGE, "the address of the simulation is too long")
		       : 0;
}

/* On a simulated plate the mass that is asked for is laid down by itself. */
static int lay_simulated(char *source, size_t size, const struct bench *bench,
			 const struct calibration_load *load, struct error *err)
{
	bool foot = !strcmp(bench->plate, "left") || !strcmp(bench->plate, "right");
	int ret = 0;

	if (!is_simulated(source) || strstr(source, "disc="))
		return 0;
	if (foot && !strstr(source, "plate="))
		ret = append(source, size, err, "plate=%s", bench->plate);
	return ret ? ret
		   : append(source, size, err, "disc=%g,x=%g,y=%g", load->mass_kg, load->x_m,
			    load->y_m);
}

static char *measure_params(const char *source, const char *plate, double seconds)
{
	struct js *params = js_object();
	int failed = *source ? js_set(params, "source", js_string(source)) : 0;
	char *text;

	failed |= js_set(params, "plate", js_string(plate));
	failed |= js_set(params, "seconds", js_number(seconds));
	text = failed ? NULL : js_dump(params, 17, 0);
	js_free(params);
	return text;
}

static int ask(const struct bench *bench, const char *source, double seconds, struct js **answer,
	       struct error *err)
{
	char *params = measure_params(source, bench->plate, seconds), *text;
	int ret;

	if (!params)
		return fail(err, HINGE_EUSAGE, "--source or --plate is not UTF-8");
	ret = control_call(bench->control, "measure", params, &text, err);
	free(params);
	if (ret)
		return ret;
	ret = answer_parse(answer, text, err);
	free(text);
	return ret;
}

/* --- what the plate is --- */

static double real_or_nan(const struct js *object, const char *key)
{
	double value = NAN;

	js_real(js_get(object, key), &value);
	return value;
}

static void take_cells(const struct js *answer, struct certificate *certificate)
{
	const struct js *cells = js_get(answer, "cells");

	certificate->cells = js_count(cells);
	if (certificate->cells > PLATE_CELLS_MAX)
		certificate->cells = PLATE_CELLS_MAX;
	for (size_t i = 0; i < certificate->cells; i++) {
		const struct js *cell = js_at(cells, i);

		certificate->cell[i] = (struct cell){
			.column = -1,
			.x_m = answer_number(cell, "x_m"),
			.y_m = answer_number(cell, "y_m"),
			.newton_per_unit = answer_number(cell, "newton_per_unit"),
			.zero = answer_number(cell, "zero"),
		};
	}
}

static void take_matrix(const struct js *matrix, struct certificate *certificate)
{
	certificate->has_matrix = js_is_array(matrix);
	for (size_t i = 0; i < js_count(matrix) && i < PLATE_CELLS_MAX; i++)
		for (size_t j = 0; j < js_count(js_at(matrix, i)) && j < PLATE_CELLS_MAX; j++)
			js_real(js_at(js_at(matrix, i), j), &certificate->matrix[i][j]);
}

static bool knows_places(const struct certificate *certificate)
{
	const struct cell *cell = certificate->cell;

	for (size_t i = 1; i < certificate->cells; i++)
		if (cell[i].x_m != cell[0].x_m || cell[i].y_m != cell[0].y_m)
			return true;
	return false;
}

int bench_open(struct bench *bench, struct control *control, const char *source, const char *plate,
	       struct certificate *certificate, struct error *err)
{
	struct js *answer;
	int ret;

	bench->control = control;
	snprintf(bench->plate, sizeof(bench->plate), "%s", plate);
	ret = ask(bench, source, 0, &answer, err);
	if (ret)
		return ret;
	snprintf(bench->source, sizeof(bench->source), "%s", answer_text(answer, "source"));
	snprintf(bench->certificate, sizeof(bench->certificate), "%s",
		 answer_text(answer, "certificate"));
	snprintf(certificate->id.serial, sizeof(certificate->id.serial), "%s",
		 answer_text(answer, "serial"));
	certificate->id.plate = (int)answer_number(answer, "index");
	snprintf(certificate->name, sizeof(certificate->name), "%s", answer_text(answer, "name"));
	take_cells(answer, certificate);
	take_matrix(js_get(answer, "crosstalk"), certificate);
	js_free(answer);
	bench->calibrated = knows_places(certificate);
	return certificate->id.serial[0]
		       ? 0
		       : fail(err, HINGE_EDEVICE,
			      "%s: the device tells no serial number, by which certificates are "
			      "kept",
			      bench->source);
}

int cells_parse(struct certificate *certificate, const char *text, struct error *err)
{
	for (size_t i = 0; i < certificate->cells; i++) {
		struct cell *cell = &certificate->cell[i];
		int used = 0;
		char next = i + 1 < certificate->cells ? ':' : '\0';

		if (sscanf(text, "%lf,%lf%n", &cell->x_m, &cell->y_m, &used) != 2 || !used ||
		    !(fabs(cell->x_m) <= 10) || !(fabs(cell->y_m) <= 10) || text[used] != next)
			return fail(err, HINGE_EUSAGE,
				    "--cells: expected %zu places X,Y:X,Y:... in metres from the "
				    "plate's centre",
				    certificate->cells);
		text += used + 1;
	}
	return 0;
}

/* --- readings --- */

static void take_reading(const struct js *answer, struct calibration_load *load, double *newton)
{
	const struct js *cells = js_get(answer, "cells");

	for (size_t i = 0; i < js_count(cells) && i < PLATE_CELLS_MAX; i++)
		load->counts[i] = real_or_nan(js_at(cells, i), "mean");
	*newton = real_or_nan(answer, "force_n");
}

int bench_measure(const struct bench *bench, struct calibration_load *load, double *newton,
		  struct error *err)
{
	double until_s = now_s() + QUIET_WITHIN_S;
	char source[sizeof(bench->source)];
	bool told = false;
	struct js *answer;
	int ret;

	snprintf(source, sizeof(source), "%s", bench->source);
	ret = lay_simulated(source, sizeof(source), bench, load, err);
	if (ret)
		return ret;
	while ((ret = ask(bench, source, bench->seconds, &answer, err)) == HINGE_EAGAIN &&
	       now_s() < until_s) {
		if (!told)
			log_write(LOG_INFO, "waiting: %s", err->text);
		told = true;
		nanosleep(&(struct timespec){.tv_nsec = RETRY_MS * 1000000L}, NULL);
	}
	if (ret)
		return ret;
	take_reading(answer, load, newton);
	js_free(answer);
	return 0;
}

int bench_check_empty(const struct bench *bench, const struct certificate *certificate,
		      struct error *err)
{
	const struct calibration_load *empty = certificate->load;
	double newton = 0;

	while (empty < certificate->load + certificate->loads && empty->mass_kg > 0)
		empty++;
	if (!bench->calibrated || bench->new_zero ||
	    empty == certificate->load + certificate->loads)
		return 0;
	for (size_t j = 0; j < certificate->cells; j++)
		for (size_t i = 0; i < certificate->cells; i++)
			newton += (certificate->has_matrix ? certificate->matrix[i][j] : i == j) *
				  certificate->cell[j].newton_per_unit *
				  (empty->counts[j] - certificate->cell[j].zero);
	if (fabs(newton) <= LOADED_N)
		return 0;
	return fail(err, HINGE_EREFUSED,
		    "%.1f N on the empty %s plate, step off (if nothing is on it, its zero has "
		    "moved: --new-zero)",
		    newton, certificate->name);
}

int bench_keep(const struct bench *bench, struct certificate *certificate, struct error *err)
{
	struct js *params = js_object(), *answer;
	int failed = js_set(params, "certificate", certificate_js(certificate));
	char *text = failed ? NULL : js_dump(params, 17, 0), *kept;
	int ret;

	js_free(params);
	if (!text)
		return fail(err, HINGE_ENOMEM, "no memory for the certificate");
	ret = control_call(bench->control, "plates.keep", text, &kept, err);
	free(text);
	if (ret)
		return ret;
	ret = answer_parse(&answer, kept, err);
	free(kept);
	if (ret)
		return ret;
	certificate->number = (int)answer_number(answer, "Number");
	snprintf(certificate->date, sizeof(certificate->date), "%s", answer_text(answer, "Date"));
	js_free(answer);
	return 0;
}
