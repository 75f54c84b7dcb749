/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A made-up recording: a left and a right plate of four cells, columns 0-3 and 4-7, in newton. */
#ifndef TESTS_SUPPORT_PLATES_H
#define TESTS_SUPPORT_PLATES_H

#include "formats/trial.h"

/* All samples 0. */
struct trial *plates_new(double rate_hz, size_t frames);
/* Adds a force at a place of the plate to its cells over frames first .. end - 1. */
void plates_load(struct trial *, size_t plate, size_t first, size_t end, double force_n, double x_m,
		 double y_m);

#endif
