/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether frames come as fast as the plate says, by the host's clock. */
#ifndef ACQUISITION_HPP_HOST_PACE_H
#define ACQUISITION_HPP_HOST_PACE_H

#include <stdbool.h>
#include <stdint.h>

struct hpp_pace {
	double rate_hz;
	int64_t start_ns;  /* of the first span; 0 = none yet */
	int64_t second_ns; /* of the second span; 0 = not begun */
	double first_lag_ns, second_lag_ns;
	int64_t first_at_ns, second_at_ns;
};

void hpp_pace_start(struct hpp_pace *, double rate_hz);
/* Frame `frame` of the session has come. A host that is late sees every frame late, but soon one
 * in time: the least lag of 2 s is compared with that of 2 s which begin 8 s later. *ratio = how
 * fast the plate is; true where that is off by more than 1 %. */
bool hpp_pace_is_off(struct hpp_pace *, uint64_t frame, int64_t now_ns, double *ratio);

#endif
