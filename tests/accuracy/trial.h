/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One simulated set through the whole analysis, in memory. */
#ifndef TESTS_ACCURACY_TRIAL_H
#define TESTS_ACCURACY_TRIAL_H

#include "acquisition/simulator/simulator.h"
#include "formats/report.h"

enum load { LOAD_KNOWN, LOAD_UNKNOWN, LOADS };
enum { FOUND_MAX = 64, ASKED = 3 };

/* What was answered: C1, C2, C13 of the fullest set. */
extern const char *const asked_ids[ASKED];
enum asked { ASKED_TRANSFER, ASKED_SHIFT, ASKED_DRIFT };

/* The part of a report that is judged. */
struct answer {
	enum report_status status;
	double body_mass_kg, load_kg, load_estimated_kg;
	size_t reps; /* all of them; beyond FOUND_MAX they are counted, not kept */
	struct rep rep[FOUND_MAX];
	struct finding finding[ASKED];
	bool alarm;                       /* any finding, whatever its family, says indicated */
	double lift_ci_low, lift_ci_high; /* 95 % interval of the set's asymmetry over LIFT */
};

struct measured {
	struct simulation *truth; /* without its samples */
	struct answer answer[LOADS];
	double simulate_s, analyse_s; /* CPU */
	int ret;
	struct error err;
};

/* unknown: also without the load on the label. measured->ret says how it went. */
void measured_make(const struct simulator_options *, bool unknown, struct measured *);
void measured_reset(struct measured *);

#endif
