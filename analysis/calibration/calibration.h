/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sensitivity of a plate's cells from known masses at known places, by weighted least squares
 * (docs/methods.md#calibration). A mass m at (x, y) presses with F = m g, so that
 *	sum over cells of f_i = F			to within mass_error_pct of F
 *	sum of (x_i - x) f_i = 0, sum of (y_i - y) f_i = 0	to within F place_error_m
 * where f_i comes from the counts less the empty plate's, times the unknown newton_per_unit. */
#ifndef ANALYSIS_CALIBRATION_CALIBRATION_H
#define ANALYSIS_CALIBRATION_CALIBRATION_H

#include "formats/plates/certificate.h"

/* What is refused. */
#define CALIBRATION_CONDITION_MAX  50.0 /* condition number */
#define CALIBRATION_ERROR_MAX_PCT  3.0  /* standard error of a cell */
#define CALIBRATION_RESIDUAL_PCT   0.5  /* residual of a mass, of its force ... */
#define CALIBRATION_RESIDUAL_N     0.5  /* ... but this is always allowed */
#define CALIBRATION_RESIDUAL_PLACE 3.0  /* residual of a place, times place_error_m */

/* In: places, newton_per_unit as it was, matrix, gravity, uncertainties and the series with one
 * empty plate at least. Out: newton_per_unit, zero, error_pct, change_pct, condition, rms_n and the
 * residuals. HINGE_EUSAGE: something is missing. HINGE_EREFUSED names the cell that the masses do
 * not tell, or the mass that does not fit; then rms_n is NaN unless the residuals were found. */
int calibration_fit(struct certificate *, struct error *);

/* "20 kg over cell 3 (front right)", "20 kg at the centre", "20 kg at 0.1, -0.2 m", "the empty
 * plate"; returns text. */
const char *calibration_load_text(const struct certificate *, size_t load, char *text, size_t size);

#endif
