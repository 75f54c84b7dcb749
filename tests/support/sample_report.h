/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report made by hand, with a number of its own in every place. */
#ifndef TESTS_SUPPORT_SAMPLE_REPORT_H
#define TESTS_SUPPORT_SAMPLE_REPORT_H

#include "formats/report.h"

enum { SAMPLE_FRAMES = 5000, SAMPLE_REPS = 3, SAMPLE_BINS = 9, SAMPLE_CELLS = 8 };

/* Two plates of four cells, a gap, three repetitions, curves, spectra and cell forces. Left carries
 * 500 + i mod 10 N at frame i, right 540 + i mod 10 N. Exits the test when out of memory. */
struct trial_report *sample_report(void);
/* As a recording without repetitions gives it: no curves, no spectra, no cells, `frames` frames. */
struct trial_report *sample_report_without_reps(size_t frames);

#endif
