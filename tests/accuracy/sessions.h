/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People over ten sessions, drawn at the level of a session's asymmetry: what their timelines call
 * a change. */
#ifndef TESTS_ACCURACY_SESSIONS_H
#define TESTS_ACCURACY_SESSIONS_H

#include "formats/error.h"
#include "tests/accuracy/table.h"

#include <stdint.h>

enum session_measure {
	SESSIONS_NOISE,      /* called in one of four sessions, nothing changed */
	SESSIONS_RECOVERY,   /* called in one of four, and to the right side, after 5 SD */
	SESSIONS_RECOVERY_3, /* after 3 SD */
	SESSIONS_WRONG_SIDE, /* called to the side it did not move to, after 5 SD */
	SESSIONS_BAND,       /* the seventh session lies inside the own band, nothing changed */
	SESSIONS_PAIR, /* the seventh and the eighth are called by themselves, nothing changed */
	SESSIONS_NOISE_DRIFT, /* called; sessions follow each other with a correlation of 0.5 */
	SESSION_MEASURES
};

extern const struct quantity session_quantities[];
extern const size_t session_quantity_count;

/* Draws so many series of each kind and collects into measure[SESSION_MEASURES], which is zeroed
 * before. HINGE_ENOMEM. */
int sessions_measure(uint64_t seed, size_t series, struct collection *measure, struct error *);

#endif
