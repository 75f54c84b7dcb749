/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a calibration found of a plate, and the masses that told it. On disk: the JSON of
 * docs/file-format.md#certificate. Unknown numbers are NaN, unknown texts are "". */
#ifndef FORMATS_PLATES_CERTIFICATE_H
#define FORMATS_PLATES_CERTIFICATE_H

#include "formats/error.h"
#include "formats/json.h"
#include "formats/layout.h"

enum { CALIBRATION_LOADS_MAX = 64, CERTIFICATE_NUMBER_MAX = 999999, PLATE_ID_MAX = 72 };

/* A plate is known by its device's serial number and, on a device of several, its place there. */
struct plate_id {
	char serial[64];
	int plate; /* from 1 */
};

/* "SERIAL", or "SERIAL/2" for the second plate of a device. HINGE_EUSAGE. */
int plate_id_parse(struct plate_id *, const char *text, struct error *);
const char *plate_id_text(const struct plate_id *, char out[PLATE_ID_MAX]); /* returns out */

/* One mass at one place, or the empty plate. */
struct calibration_load {
	double mass_kg;                 /* 0 = the plate was empty */
	double x_m, y_m;                /* of its centre, in the plate's axes */
	double counts[PLATE_CELLS_MAX]; /* mean of each cell, nothing taken off */
	/* what the certificate makes of it, less what lay there; NaN of an empty plate's place */
	double residual_n, residual_pct, residual_x_m, residual_y_m;
};

struct certificate {
	int number; /* counts from 1 for each plate; 0 = not kept yet */
	struct plate_id id;
	char name[32]; /* of the plate when it was calibrated */
	char date[32]; /* UTC, RFC 3339 */
	char operator_code[33];
	size_t cells;
	/* column is not kept: it is the device's */
	struct cell cell[PLATE_CELLS_MAX];
	double error_pct[PLATE_CELLS_MAX];  /* standard error of newton_per_unit */
	double change_pct[PLATE_CELLS_MAX]; /* of newton_per_unit since the one before */
	bool has_matrix;                    /* as struct plate */
	double matrix[PLATE_CELLS_MAX][PLATE_CELLS_MAX];
	double gravity_m_s2;
	double mass_error_pct; /* standard uncertainty of the masses ... */
	double place_error_m;  /* ... and of where they lay, each way */
	double condition, rms_n;
	size_t loads;
	struct calibration_load load[CALIBRATION_LOADS_MAX];
};

void certificate_init(struct certificate *);
/* HINGE_EFORMAT names file, key and rule. */
int certificate_parse(struct certificate *, const char *text, size_t size, const char *name,
		      struct error *);
int certificate_parse_js(struct certificate *, const struct js *, const char *name, struct error *);
/* "Series" of a JSON object: loads and load, for cells cells. */
int certificate_series_parse(struct certificate *, const struct js *, const char *name,
			     struct error *);
struct js *certificate_js(const struct certificate *); /* NULL: out of memory, or not UTF-8 */
/* Cells, gains, zeros and matrix into a plate of the device. HINGE_EREFUSED where that has another
 * number of cells. */
int certificate_apply(const struct certificate *, struct plate *, struct error *);

/* "front right": where a cell stands on its plate; "" where all stand in one place. */
const char *cell_place_name(const struct cell *cells, size_t count, size_t index);

#endif
