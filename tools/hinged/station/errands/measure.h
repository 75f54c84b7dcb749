/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one plate reads, nothing taken off: for calibrating. */
#ifndef TOOLS_HINGED_STATION_ERRANDS_MEASURE_H
#define TOOLS_HINGED_STATION_ERRANDS_MEASURE_H

#include "formats/plates/certificate.h"
#include "tools/hinged/station/errands/device.h"

struct measure_request {
	char source[256];
	/* "left", "right", the plate's name, or its plate_id; "" = the only one */
	char plate[PLATE_ID_MAX];
	double seconds;     /* 0 = read nothing, only say what the plate is */
	double sd_n;        /* restless above it: SD of means over 20 ms */
	const char *plates; /* as of device_open() */
};

struct measurement {
	char source[256];
	double rate_hz;
	int64_t frames;
	struct plate_id id;
	struct plate plate; /* as the book of plates has it */
	char certificate[128], date[32];
	double mean[PLATE_CELLS_MAX], sd[PLATE_CELLS_MAX]; /* of each cell, in counts */
	double force_n, sd_n; /* by the plate's own calibration; NaN where it has none */
};

/* HINGE_EDEVICE: no such plate, or it fell silent. HINGE_EAGAIN: the plate is restless, which one
 * that never was calibrated cannot be found to be. */
int measure_plate(struct measurement *, const struct measure_request *, struct error *);

/* Mean and variance of cells frame by frame, and of means over part frames of the plate's force. */
struct measure_sums {
	const struct plate *plate;
	int64_t frames, parts, part_frames;
	double mean[PLATE_CELLS_MAX], m2[PLATE_CELLS_MAX];
	double force_mean, force_m2, part_sum;
	int64_t in_part;
};
void measure_sums_init(struct measure_sums *, const struct plate *, double rate_hz);
void measure_sums_add(struct measure_sums *, const int32_t *counts, size_t frames, size_t channels);
void measure_sums_end(const struct measure_sums *, struct measurement *);

#endif
