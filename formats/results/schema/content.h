/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The content of a results file in memory: the report, and what is derived from it to be stored.
 * The schema's offsets point into this struct. */
#ifndef FORMATS_RESULTS_SCHEMA_CONTENT_H
#define FORMATS_RESULTS_SCHEMA_CONTENT_H

#include "formats/config.h"
#include "formats/report.h"
#include "formats/results/study.h"

/* One channel of a plate. */
struct calibration_row {
	char plate[32];
	enum foot foot;
	enum plate_kind kind;
	char channel[8]; /* "cell" "fz" "cop_x" "cop_y" "fx" .. "mz" */
	int column;
	double x_m, y_m;
	double newton_per_unit;
	double zero;
	double tare, tare_after;
};

struct crosstalk_row {
	char plate[32];
	char output[8]; /* "cell1" .. "cell8", "fx" .. "mz" */
	int column;
	double gain;
};

struct gap_row {
	double start_s, duration_s;
	struct gap gap;
};

struct flag_row {
	int bit, mask;
	char name[16];
	char text[96];
};

struct config_row {
	char key[32], value[64], unit[16];
	char text[160];
};

/* A row of a study, with what its order rests on beside the row itself. */
struct study_entry {
	struct study_row row;
	char raw_sha256[65];
	size_t number; /* in its file */
};

struct content {
	/* A shallow copy while writing (arrays borrowed), the owner of them while reading. */
	struct trial_report report;
	char software_version[32];
	char config_sha256[65];
	size_t none;     /* 0 */
	size_t sides;    /* 2 */
	char (*side)[8]; /* "left", "right" */
	size_t cells;    /* columns of cell_force */
	size_t points;   /* CURVE_POINTS where there are curves, else 0 */
	double *curve_mean, *curve_low, *curve_high;
	float *curve_vgrf; /* [curves][CURVE_POINTS][2] */
	double *psd;       /* [bins][2] */
	size_t flags;
	struct flag_row *flag;
	size_t gaps;
	struct gap_row *gap;
	size_t calibrations;
	struct calibration_row *calibration;
	size_t crosstalks;
	struct crosstalk_row *crosstalk;
	size_t configs;
	struct config_row *config;
	size_t warnings;
	struct step *warning;
	size_t study_rows;
	struct study_entry *study_row;
	struct trial_report *shell; /* reading: room for the report that is handed over */
};

enum { CALIBRATION_ROWS_MAX = PLATES_MAX * (PLATE_CELLS_MAX + 2) };
enum { CROSSTALK_ROWS_MAX = PLATES_MAX * PLATE_CELLS_MAX * PLATE_CELLS_MAX };

/* The report must outlive the content. HINGE_ENOMEM. */
int content_from_report(struct content **out, const struct trial_report *, const struct config *,
			struct error *);
/* An empty one to read a file into. */
int content_new(struct content **out, struct error *);
/* The channels of report.info as rows (NULL: out of memory), and back. */
void calibration_from_info(struct content *);
void calibration_to_info(struct content *);
/* The same for the matrices of its plates; after calibration_to_info(). */
void crosstalk_from_info(struct content *);
void crosstalk_to_info(struct content *);
/* Hands the report over, with everything that a report holds filled from the derived arrays. */
int content_take_report(struct content *, struct trial_report **out, struct error *);
void content_free(struct content *);

#endif
