/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `hinge doctor`: everything that can be known to be wrong before a session. */
#ifndef TOOLS_HINGED_DOCTOR_DOCTOR_H
#define TOOLS_HINGED_DOCTOR_DOCTOR_H

#include "formats/json.h"
#include "tools/hinged/doctor/judge.h"

enum { DOCTOR_DEVICES_MAX = 2 };

struct doctor_device {
	char source[256];
	bool has_zero;
	struct zero zero;
};

struct doctor_request {
	size_t devices; /* 2: they are recorded together */
	struct doctor_device device[DOCTOR_DEVICES_MAX];
	char study[768];    /* "" = none: what is tried goes to the temporary folder */
	const char *plates; /* as of device_open() */
	double on_plate_n;
	struct doctor_limits limits;
};

struct doctor_report {
	size_t devices;
	struct doctor_section section[DOCTOR_DEVICES_MAX];
};

/* One device after the other, about ten seconds a real one. HINGE_EDEVICE, HINGE_EREFUSED (stepped
 * on); anything else that is wrong is in the report. */
int doctor_examine(struct doctor_report *, const struct doctor_request *, struct error *);
struct js *doctor_json(const struct doctor_report *); /* NULL: out of memory */

#endif
