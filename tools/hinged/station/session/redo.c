/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/station/session/redo.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static double lost_s(const struct capture_status *capture)
{
	return capture->rate_hz > 0 ? (double)capture->gap_frames / capture->rate_hz : 0;
}

/* The set was followed to its end, and there was nothing to count. */
static bool has_no_rep(const struct record_card *card)
{
	const struct follower_state *view = &card->view;

	return !strcmp(card->request.task, "deadlift") && view->live.time_s > 0 &&
	       !view->error.code && !view->dropped_frames && view->live.total_reps == 0;
}

static double drift_n(const struct capture_status *capture)
{
	double sum_n = fabs(capture->moved_n[0]) + fabs(capture->moved_n[1]);

	return isnan(sum_n) ? 0 : sum_n;
}

static const char *worse_side(const struct capture_status *capture)
{
	return fabs(capture->moved_n[1]) > fabs(capture->moved_n[0]) ? "right" : "left";
}

void redo_reason(const struct record_card *card, double drift_max_n, char *text, size_t size)
{
	const struct capture_status *capture = &card->capture;

	text[0] = '\0';
	if (!card->finalised)
		return;
	if (capture->interrupted && !capture->gap_frames)
		snprintf(text, size, "the device was gone when it ended: see to its cable, redo");
	else if (capture->interrupted)
		snprintf(text, size, "the device was gone, %.2f s are lost: see to its cable, redo",
			 lost_s(capture));
	else if (lost_s(capture) > GAP_BRIDGED_S)
		snprintf(text, size, "%.3f s lost in %u gap%s: redo (hinge doctor finds why)",
			 lost_s(capture), capture->gaps, capture->gaps == 1 ? "" : "s");
	else if (capture->clipped_s > 0)
		snprintf(text, size, "saturated %.3g s in %s: redo", capture->clipped_s,
			 *capture->clipped_cell ? capture->clipped_cell : "a cell");
	else if (has_no_rep(card))
		snprintf(text, size, "no repetition was seen: redo, standing on both plates");
	else if (drift_n(capture) > drift_max_n)
		snprintf(text, size, "%.1f N drift, most on the %s plate: step off, zero, redo",
			 drift_n(capture), worse_side(capture));
}
