/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `hinge doctor`: everything that can be known to be wrong before a session. */
#ifndef TOOLS_HINGED_DOCTOR_DOCTOR_H
#define TOOLS_HINGED_DOCTOR_DOCTOR_H

#include "formats/json.h"
#include "tools/hinged/doctor/judge.h"

struct doctor_request {
	char source[256];
	char study[768];    /* "" = none: what is tried goes to the temporary folder */
	const char *plates; /* as of device_open() */
	bool has_zero;
	struct zero zero;
	double on_plate_n;
	struct doctor_limits limits;
};

/* About ten seconds with a real device. HINGE_EDEVICE, HINGE_EREFUSED (stepped on); anything else
 * that is wrong is in the report. */
int doctor_examine(struct doctor_report *, const struct doctor_request *, struct error *);
struct js *doctor_json(const struct doctor_report *); /* NULL: out of memory */

#endif
