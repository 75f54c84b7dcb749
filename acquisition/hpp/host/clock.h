/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plate's clock against the host's. The plate told its time somewhere between request and answer:
 * each pair holds to within half of its round trip, so that the pairs with the shortest ones are
 * kept. Offset and drift are those of a line through them, weighted by the round trip. */
#ifndef ACQUISITION_HPP_HOST_CLOCK_H
#define ACQUISITION_HPP_HOST_CLOCK_H

#include "acquisition/source.h"

enum { HPP_CLOCK_PAIRS = 64, HPP_CLOCK_RECENT = 8 };

struct hpp_clock {
	struct source_clock pair[HPP_CLOCK_PAIRS]; /* the best of each span; the last is open */
	size_t pairs;
	int64_t span_ns;       /* doubled whenever they are full */
	int64_t span_start_ns; /* of the last one */
	/* the newest: near the present no drift is known well enough for hours */
	struct source_clock recent[HPP_CLOCK_RECENT];
	size_t heard;    /* ever */
	double accuracy; /* what drift can be at most: 50e-6 */
	double drift;    /* the plate's clock is this much faster */
	double within;   /* by which drift may be wrong */
};

/* accuracy: of a plate's clock, relative; beside that of the host's. */
void hpp_clock_init(struct hpp_clock *, double accuracy);
/* The plate's clock begins anew; the drift that is known stays. */
void hpp_clock_restart(struct hpp_clock *);
void hpp_clock_add(struct hpp_clock *, const struct source_clock *);
/* The host's time (ns, CLOCK_MONOTONIC) at the plate's device_ns, at least one pair given;
 * *within_ns: by how much it may be wrong. */
double hpp_clock_host_ns(const struct hpp_clock *, double device_ns, double *within_ns);
/* The same of what happened between two moments of the host, whatever the plate says. */
double hpp_clock_host_between(const struct hpp_clock *, double device_ns, int64_t earliest_ns,
			      int64_t latest_ns, double *within_ns);

#endif
