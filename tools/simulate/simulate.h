/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `hinge simulate` writes. */
#ifndef TOOLS_SIMULATE_SIMULATE_H
#define TOOLS_SIMULATE_SIMULATE_H

#include "acquisition/simulator/simulator.h"
#include "formats/json.h"

struct simulated_files {
	char samples[1024], sidecar[1024], truth[1024];
};

/* Names for samples at path, which ends in ".w64": the sidecar is STEM.json; the truth STEM with
 * "_truth.json" in the place of "_force", or behind it. HINGE_EUSAGE. */
int simulated_files_name(struct simulated_files *, const char *path, struct error *);
/* Writes the three, each whole or not at all; nothing is replaced (HINGE_EREFUSED). Sets
 * info.sha256. */
int simulated_files_write(const struct simulated_files *, struct simulation *, struct error *);
/* {"file", "sidecar", "truth", "subject", "session", "run", "duration_s", "reps", "seed"}; NULL:
 * out of memory. */
struct js *simulated_files_json(const struct simulated_files *, const struct simulation *);

enum { STUDY_SESSIONS = 2, STUDY_SESSIONS_MAX = 100, STUDY_BASELINE = 6 };

struct study_plan {
	const char *folder;
	int recordings;
	int sessions; /* of each subject, STUDY_SESSIONS unless told otherwise */
	bool recover; /* from the seventh session on left and right are more alike */
	const struct simulator_options *options; /* what is given holds for all */
	void (*written)(void *ctx, const struct simulated_files *, const struct simulation *);
	void *ctx;
};

/* A study of so many recordings: subjects with a mass and an asymmetry of their own, sessions a
 * week apart, four sets of rising load in a session; participants.tsv and .json. HINGE_EREFUSED
 * where the folder holds a study. */
int study_simulate(const struct study_plan *, struct error *);

#endif
