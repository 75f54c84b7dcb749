/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sampling rate of a text file: typed by the user, said by the file, told by its times. */
#ifndef FORMATS_IMPORT_TEXT_RATE_H
#define FORMATS_IMPORT_TEXT_RATE_H

#include "formats/error.h"

#include <stddef.h>
#include <stdint.h>

struct rate_claims {
	double typed_hz;      /* NaN = none; decides where given */
	double stated_hz;     /* by a header or a profile; NaN = none */
	const double *time_s; /* NULL = no time column */
	size_t rows, stride;  /* time_s[row * stride] */
	int64_t first_line;   /* of the file, for messages */
};

/* HINGE_EFORMAT: times that stand still, run back, jump or are cut to whole seconds; a header that
 * contradicts the times; no claim at all. Each says to pass --rate. */
int rate_settle(const struct rate_claims *, const char *name, double *rate_hz, struct error *);

#endif
