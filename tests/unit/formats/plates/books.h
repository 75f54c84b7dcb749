/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A book of plates in a folder of the test. */
#ifndef TESTS_UNIT_FORMATS_PLATES_BOOKS_H
#define TESTS_UNIT_FORMATS_PLATES_BOOKS_H

#include "tests/support/assert_near.h"

#include "formats/plates/book.h"

#include <stdio.h>

static const struct plate_id ab1 = {.serial = "AB-1", .plate = 1};
static const struct plate_id ab2 = {.serial = "AB-1", .plate = 2};
static const struct plate_id odd = {.serial = "..//x y/2", .plate = 1};

static inline void some_certificate(struct certificate *certificate, const struct plate_id *id,
				    double gain)
{
	certificate_init(certificate);
	certificate->id = *id;
	snprintf(certificate->date, sizeof(certificate->date), "2026-11-22T10:00:00Z");
	certificate->cells = 4;
	for (int i = 0; i < 4; i++)
		certificate->cell[i] = (struct cell){.column = -1,
						     .x_m = i % 2 ? 0.15 : -0.15,
						     .y_m = i / 2 ? 0.25 : -0.25,
						     .newton_per_unit = gain * (1 + 0.1 * i),
						     .zero = 1000 + i};
	certificate->loads = 2;
	certificate->load[0] = (struct calibration_load){.counts = {1000, 1001, 1002, 1003},
							 .residual_n = 0.02,
							 .residual_pct = NAN,
							 .residual_x_m = NAN,
							 .residual_y_m = NAN};
	certificate->load[1] = (struct calibration_load){.mass_kg = 20,
							 .x_m = 0.1,
							 .y_m = -0.2,
							 .counts = {0.1, 2e6, -3.25, 1.0 / 3},
							 .residual_n = -0.1,
							 .residual_pct = -0.05,
							 .residual_x_m = 1e-3,
							 .residual_y_m = -2e-3};
}

static inline void keep(const char *book, const struct plate_id *id, double gain, int want)
{
	struct certificate certificate;
	struct error err;

	some_certificate(&certificate, id, gain);
	if (book_keep(book, &certificate, &err))
		fail_msg("%s", err.text);
	assert_int_equal(certificate.number, want);
}

#endif
