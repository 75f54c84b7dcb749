/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether frames come as fast as the plate says, by the host's clock. */
#ifndef ACQUISITION_HPP_HOST_PACE_H
#define ACQUISITION_HPP_HOST_PACE_H

#include <stdbool.h>
#include <stdint.h>

/* The frame that was least late in a span of time. */
struct hpp_pace_span {
	int64_t start_ns, at_ns; /* 0 = none */
	double lag_ns;           /* host time beyond what the rate says */
};

struct hpp_pace {
	double rate_hz;
	struct hpp_pace_span anchor, span;
};

void hpp_pace_start(struct hpp_pace *, double rate_hz);
/* Frame `frame` of the session has come just now; not for those that waited until the host had
 * time. The least lags of 2 s each are compared over up to 10 s. *ratio = how fast the plate is;
 * true where it is off by more than 1 %, and by more than 0.1 s. */
bool hpp_pace_is_off(struct hpp_pace *, uint64_t frame, int64_t now_ns, double *ratio);

#endif
