/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording of an emulated Chronojump platform: every frame is held against the two samples that
 * were really sent around it, every clock pair against when they were. However late a busy computer
 * is. */
#ifndef TESTS_SUPPORT_BOARD_RECORDING_H
#define TESTS_SUPPORT_BOARD_RECORDING_H

#include "acquisition/source.h"
#include "tests/support/pty_chronojump.h"

enum { BOARD_GAPS_MAX = 16, BOARD_PATIENCE_S = 60 };

struct board_recording {
	struct pty_chronojump board;
	struct source *source;
	int64_t frames, lost, next;
	double first_ns; /* of frame 0, on the host's clock */
	double time_us;  /* of the last one, on the board's */
	size_t pairs;
	double trip_ns; /* the longest of them */
	size_t gaps;
	struct {
		int64_t frames, uncertainty;
		double truth;
		const char *cause;
	} gap[BOARD_GAPS_MAX];
};

/* Zeroed: the options of the board are the caller's to set. */
struct board_recording *board_recording_new(void);
/* state: of the scratch folder; options: what follows the path in the address. */
void board_recording_begin(struct board_recording *, void **state, const char *options);
void board_recording_end(struct board_recording *);
/* So many frames more, given or lost. */
void board_recording_listen(struct board_recording *, int64_t frames);
/* Up to such a sample. */
void board_recording_listen_to(struct board_recording *, int sample);
/* Whatever comes meanwhile, for a time and until it is seen to be unplugged. */
void board_recording_bear(struct board_recording *, double for_s);
/* A sample that is still to be sent, `ahead` after the last one. */
void board_recording_set_ahead(struct board_recording *, int *sample, int ahead);
double board_seconds(void); /* CLOCK_MONOTONIC */

#endif
