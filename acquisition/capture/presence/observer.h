/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sees from the samples who stands on the plates. */
#ifndef ACQUISITION_CAPTURE_PRESENCE_OBSERVER_H
#define ACQUISITION_CAPTURE_PRESENCE_OBSERVER_H

#include "formats/layout.h"

struct observer {
	size_t channels;
	double newton_per_unit[2][CHANNELS_MAX]; /* per side; 0 = none of its columns */
	double offset_n[2];                      /* of the zeros */
	bool present[2];                         /* the side has a plate */
	double on_n, off_n;
	double force_n[2]; /* mean of the last block */
	size_t clipped;    /* frames with a sample at a rail, so far */
	size_t clipped_by[CHANNELS_MAX];
	char plate_name[PLATES_MAX][32];
	struct {
		uint8_t plate, cell; /* cell from 1; 0 = none */
	} place[CHANNELS_MAX];
	bool on[2]; /* with hysteresis */
};

/* Zeros: info->tare_before where there is one, else those of the cells. A plate for both feet, or
 * of an unknown foot, counts as the left one if it is the first, else as the right one. */
void observer_init(struct observer *, const struct recording_info *, double on_plate_n);
void observer_take(struct observer *, const int32_t *counts, size_t frames);
/* "cell 3 of the left plate": the one longest at a rail; "" where none was. */
void observer_name_clipped(const struct observer *, char *text, size_t size);
bool observer_sees_any(const struct observer *); /* a foot stands somewhere */
bool observer_sees_all(const struct observer *); /* on every side there is */

#endif
