/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/doctor/checks.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Calibration laboratories give a year. */
static const double age_warn_d = 366, age_fail_d = 731, day_s = 86400;

/* Since "2026-01-31", with or without a time behind it: days gone by; NaN = no date. */
static double age_days(const char *date, int64_t now_s)
{
	struct tm day = {0};

	if (!strptime(date, "%Y-%m-%d", &day))
		return NAN;
	return floor(((double)now_s - (double)timegm(&day)) / day_s);
}

static const char *age_text(double age_d, char text[32])
{
	/* east of Greenwich the day begins earlier */
	if (age_d == 0 || age_d == -1)
		return "of today";
	snprintf(text, 32, "%.0f day%s old", age_d, age_d == 1 ? "" : "s");
	return text;
}

void check_calibration(struct doctor_check *check, const struct facts *facts,
		       const struct doctor_limits *limits)
{
	const struct device_facts *device = &facts->device;
	double age = age_days(device->calibrated, facts->host.now_s);
	enum verdict verdict;
	char text[32];

	(void)limits;
	if (isnan(age)) {
		check_say(check, "the plates tell no date of calibration");
		check_advise(check, VERDICT_WARN,
			     "calibrate with known masses: hinge calibrate, and keep its "
			     "certificate");
		return;
	}
	verdict = check_measure(check, age, age_warn_d, age_fail_d);
	check_say(check, "%s, %.10s%s%.100s (limit %g days)",
		  age < -1 ? "of the future" : age_text(age, text), device->calibrated,
		  *device->certificate ? ", certificate " : "", device->certificate, check->limit);
	if (age < -1)
		check_advise(check, VERDICT_FAIL,
			     "calibrated in the future: set this computer's clock, or look at the "
			     "certificate");
	else if (verdict != VERDICT_PASS)
		check_advise(check, verdict, "calibrate again: hinge calibrate");
}

enum { RAIL_HIGH = 8388607, RAIL_LOW = -8388608 };

/* Of the noise of the middle one; noise of cells of one kind is alike. */
static const double silent_of_median = 0.1;

static int compare_reals(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median_sd(const struct device_facts *device)
{
	double sd[PLATES_MAX * PLATE_CELLS_MAX];

	if (!device->cells)
		return NAN;
	for (size_t i = 0; i < device->cells; i++)
		sd[i] = device->cell[i].sd_n;
	qsort(sd, device->cells, sizeof(*sd), compare_reals);
	return sd[device->cells / 2];
}

/* What is wrong with a cell, or NULL. */
static const char *ill(const struct cell_facts *cell, double median_n)
{
	if (cell->high >= RAIL_HIGH || cell->low <= RAIL_LOW)
		return "at its rail";
	if (cell->high == cell->low)
		return "gives one and the same value";
	if (cell->sd_n < silent_of_median * median_n)
		return "is far too silent";
	return NULL;
}

void check_cells(struct doctor_check *check, const struct facts *facts,
		 const struct doctor_limits *limits)
{
	const struct device_facts *device = &facts->device;
	double median_n = median_sd(device);
	char list[200] = "";
	size_t dead = 0, used = 0;

	(void)limits;
	for (size_t i = 0; i < device->cells; i++) {
		const struct cell_facts *cell = &device->cell[i];
		const char *why = ill(cell, median_n);

		if (!why)
			continue;
		dead++;
		if (used < sizeof(list))
			used += (size_t)snprintf(list + used, sizeof(list) - used,
						 ": cell %zu of the %s plate %s", cell->cell + 1,
						 device->plate[cell->plate].name, why);
	}
	check->value = (double)(device->cells - dead);
	check->limit = (double)device->cells;
	check_say(check, "%zu of %zu alive%s", device->cells - dead, device->cells, list);
	if (dead)
		check_advise(check, VERDICT_FAIL,
			     "look at that cell's cable and plug; a cell that stays so is broken");
}

/* Four cells as loud as that make a plate that cannot be zeroed. */
static double noise_limit_n(const struct device_facts *device, const struct doctor_limits *limits)
{
	double cells_a_plate = (double)device->cells / fmax(1, (double)device->plates);

	return limits->tare_sd_n / sqrt(fmax(1, cells_a_plate));
}

void check_noise(struct doctor_check *check, const struct facts *facts,
		 const struct doctor_limits *limits)
{
	const struct device_facts *device = &facts->device;
	const struct cell_facts *loudest = &device->cell[0];
	double limit_n = noise_limit_n(device, limits);
	enum verdict verdict;

	for (size_t i = 1; i < device->cells; i++)
		if (device->cell[i].sd_n > loudest->sd_n)
			loudest = &device->cell[i];
	verdict = check_measure(check, loudest->sd_n, limit_n / 2, limit_n);
	check_say(check, "at most %.2f N SD without hum, cell %zu of the %s plate (limit %.2f N)",
		  loudest->sd_n, loudest->cell + 1, device->plate[loudest->plate].name,
		  check->limit);
	if (verdict != VERDICT_PASS)
		check_advise(check, verdict,
			     "keep off the plates and see what shakes the floor; else look at that "
			     "cell's shield and plug");
}

/* The analysis names it from 1 N on; from the other on the wave alone is too much for a zero. */
static const double hum_warn_n = 1;

/* What cancels between the cells of a plate is not in its force, but in the place of the force. */
static enum verdict judge_cells_hum(struct doctor_check *check, const struct device_facts *device)
{
	const struct cell_facts *worst = &device->cell[0];

	for (size_t i = 1; i < device->cells; i++)
		if (device->cell[i].hum_n > worst->hum_n)
			worst = &device->cell[i];
	if (!(worst->hum_n > hum_warn_n))
		return VERDICT_PASS;
	check_say(check,
		  "%.2f N at %.1f Hz in cell %zu of the %s plate, which others cancel in the sum "
		  "(limit %.2f N)",
		  worst->hum_n, worst->hum_hz, worst->cell + 1, device->plate[worst->plate].name,
		  hum_warn_n);
	return check_measure(check, worst->hum_n, hum_warn_n, INFINITY);
}

void check_hum_level(struct doctor_check *check, const struct facts *facts,
		     const struct doctor_limits *limits)
{
	const struct plate_facts *worst = &facts->device.plate[0];
	enum verdict verdict;

	for (size_t p = 1; p < facts->device.plates; p++)
		if (facts->device.plate[p].hum_n > worst->hum_n)
			worst = &facts->device.plate[p];
	verdict = check_measure(check, worst->hum_n, hum_warn_n, M_SQRT2 * limits->tare_sd_n);
	if (worst->hum_n > 0)
		check_say(check, "%.2f N at %.1f Hz on the %s plate (limit %.2f N)", worst->hum_n,
			  worst->hum_hz, worst->name, check->limit);
	else
		check_say(check, "no line of the mains stands out (limit %.2f N)", check->limit);
	if (verdict == VERDICT_PASS)
		verdict = judge_cells_hum(check, &facts->device);
	if (verdict != VERDICT_PASS)
		check_advise(check, verdict,
			     "move cables and power supplies away from the plates, earth the "
			     "plates");
}

void check_zero_drift(struct doctor_check *check, const struct facts *facts,
		      const struct doctor_limits *limits)
{
	const struct device_facts *device = &facts->device;
	const struct plate_facts *worst = &device->plate[0];
	enum verdict verdict;

	for (size_t p = 1; p < device->plates; p++)
		if (fabs(device->plate[p].moved_n) > fabs(worst->moved_n))
			worst = &device->plate[p];
	verdict = check_measure(check, fabs(worst->moved_n), limits->tare_drift_n / 2,
				limits->tare_drift_n);
	if (!*device->zero_time) {
		check_say(check, "not zeroed yet; the %s plate is %+.1f N off its certificate's",
			  worst->name, worst->moved_n);
		check_advise(check, VERDICT_WARN, "step off and zero: hinge zero");
		return;
	}
	check_say(check, "%+.1f N on the %s plate since %.19sZ (limit %.1f N)", worst->moved_n,
		  worst->name, device->zero_time, check->limit);
	if (verdict != VERDICT_PASS)
		check_advise(check, verdict,
			     "see that nothing stands on the plates, then zero: hinge zero; if it "
			     "comes back, let the plates warm up");
}
