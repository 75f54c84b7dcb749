/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The station as its parts share it: station.c records, errands.c does what is over in seconds. */
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
	bool stop_wanted;                /* asked for while the source was being opened */
	int64_t number;
	char trouble[TROUBLE_MAX];
	struct capture_status seen; /* the capture as it was last looked at */
	struct follower_state view; /* and what it shows */
	struct zeros zeros;
	struct record_card last;
};

/* HINGE_EAGAIN names what goes on. */
int station_check_idle(const struct station *, struct error *);

#endif
