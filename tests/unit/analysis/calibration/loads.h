/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Masses on a plate whose gains are known. */
#ifndef TESTS_UNIT_ANALYSIS_CALIBRATION_LOADS_H
#define TESTS_UNIT_ANALYSIS_CALIBRATION_LOADS_H

#include "tests/support/assert_near.h"

#include "formats/plates/certificate.h"

/* Cells at (+-X, +-Y); a rigid plate on springs of one stiffness gives cell i the share
 * (1 + (x/X) sx + (y/Y) sy + twist tw) / 4, whatever the twist. */
#define X_M 0.15
#define Y_M 0.25
static const struct {
	double sx, sy, tw;
} corner[4] = {{-1, 1, 1}, {1, 1, -1}, {1, -1, 1}, {-1, -1, -1}};

static const double true_gain[4] = {1.02, 0.99, 1.005, 0.97}; /* times 0.001 N a count */
static const double zero[4] = {100, -2000, 31, 7};

static inline void some_plate(struct certificate *certificate)
{
	certificate_init(certificate);
	certificate->cells = 4;
	for (int i = 0; i < 4; i++)
		certificate->cell[i] = (struct cell){.x_m = X_M * corner[i].sx,
						     .y_m = Y_M * corner[i].sy,
						     .newton_per_unit = 0.001};
	certificate->gravity_m_s2 = 9.81;
	certificate->mass_error_pct = 0.1;
	certificate->place_error_m = 0.005;
}

static inline void share_out(double newton, double x_m, double y_m, double twist, double force[4])
{
	for (int i = 0; i < 4; i++)
		force[i] = newton / 4 *
			   (1 + x_m / X_M * corner[i].sx + y_m / Y_M * corner[i].sy +
			    twist * corner[i].tw);
}

/* A mass that is written down as mass_kg at (x, y), and presses the cells with force. */
static inline void add_load(struct certificate *certificate, const double *gain, double mass_kg,
			    double x_m, double y_m, const double force[4])
{
	struct calibration_load *load = &certificate->load[certificate->loads++];

	*load = (struct calibration_load){.mass_kg = mass_kg, .x_m = x_m, .y_m = y_m};
	for (int i = 0; i < 4; i++)
		load->counts[i] = zero[i] + force[i] / (0.001 * gain[i]);
}

static inline void add_empty(struct certificate *certificate)
{
	const double none[4] = {0};

	add_load(certificate, true_gain, 0, 0, 0, none);
}

static inline void add_mass(struct certificate *certificate, const double *gain, double mass_kg,
			    double x_m, double y_m)
{
	double force[4];

	share_out(mass_kg * 9.81, x_m, y_m, 0.02, force);
	add_load(certificate, gain, mass_kg, x_m, y_m, force);
}

/* The empty plate, then a mass at the centre and over each cell. */
static inline void add_five(struct certificate *certificate, const double *gain, double mass_kg)
{
	add_empty(certificate);
	add_mass(certificate, gain, mass_kg, 0, 0);
	for (int i = 0; i < 4; i++)
		add_mass(certificate, gain, mass_kg, X_M * corner[i].sx, Y_M * corner[i].sy);
}

#endif
