/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The station as its parts share it: station.c records, next_run.c waits for a plate that is gone,
 * errands.c does what is over in seconds. */
#ifndef TOOLS_HINGED_STATION_STATION_PARTS_H
#define TOOLS_HINGED_STATION_STATION_PARTS_H

#include "tools/hinged/doctor/doctor.h"
#include "tools/hinged/station/errands/measure.h"
#include "tools/hinged/station/errands/zeros.h"
#include "tools/hinged/station/job.h"
#include "tools/hinged/station/session/session.h"

struct station {
	struct station_options options;
	enum station_state state;
	struct job job;
	/* while a job runs these are its own */
	struct session session;
	struct zero measured;
	struct doctor_request examination;
	struct doctor_report report;
	struct measure_request measure;
	struct measurement measurement;
	double identify_s;
	char source_wanted[ADDRESS_MAX]; /* to be zeroed, or to blink */
	bool stop_wanted;                /* asked for since it was begun */
	struct {
		double until_s, look_s; /* monotonic: give up, look again */
		bool is_timed;          /* until_s is the end of the greatest length */
	} wait;
	int64_t number;
	char trouble[TROUBLE_MAX];
	struct capture_status seen; /* the capture as it was last looked at */
	struct follower_state view; /* and what it shows */
	struct zeros zeros;
	struct record_card last;
};

/* What is recorded next; before session_arm. */
void station_prepare(struct station *, const struct record_request *);
int station_arm(void *session, struct error *);
enum station_event station_begun(struct station *);

/* After a recording that is over: true = its rest is waited for. */
bool next_run_await(struct station *);
enum station_event next_run_step(struct station *, struct error *);

/* HINGE_EAGAIN names what goes on. */
int station_check_idle(const struct station *, struct error *);

#endif
