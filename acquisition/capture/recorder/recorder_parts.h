/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a recorder writes at the position it has reached. Its code tells of a failure. */
#ifndef ACQUISITION_CAPTURE_RECORDER_RECORDER_PARTS_H
#define ACQUISITION_CAPTURE_RECORDER_RECORDER_PARTS_H

#include "acquisition/capture/recorder/recorder.h"

/* The note's loss, as far as the recording's greatest length leaves room. */
void write_gap(struct recorder *, const struct note *);
/* The note's samples, before them its pair of clocks, among them its sync edges. */
void write_samples(struct recorder *, const struct note *, const int32_t *counts);
/* Wall time beside CLOCK_MONOTONIC; never moves a sample, a jump is marked. */
void write_wall_time(struct recorder *);

#endif
