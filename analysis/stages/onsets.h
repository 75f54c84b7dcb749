/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The published rules for the onset of force (docs/methods.md#spread). */
#ifndef ANALYSIS_STAGES_ONSETS_H
#define ANALYSIS_STAGES_ONSETS_H

/* The onset is the last moment at or below baseline + sd SD + newton + weight_share W. */
struct onset_rule {
	const char *metric, *formula; /* as in the table of metrics; unit s */
	double sd, newton, weight_share;
};
extern const struct onset_rule onset_rules[]; /* metric NULL at the end */

#endif
