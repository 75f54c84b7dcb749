/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reader's process tells, into the session: frames that wait to be given, and the ends of
 * what was begun. */
#ifndef ACQUISITION_IIO_ARRIVAL_H
#define ACQUISITION_IIO_ARRIVAL_H

#include "acquisition/iio/session.h"

static inline double adc_period_ns(const struct adc_session *session)
{
	return 1e9 / session->description.rate_hz;
}

/* A message as it came. < 0: the recording cannot go on. */
int adc_session_take(struct adc_session *, const struct adc_message *, size_t size, struct error *);
/* The stream is to be begun anew; cause is static. */
void adc_session_lose(struct adc_session *, const char *cause);
/* It gives `ratio` times as many frames as it says; returns the code. */
int adc_session_fail_rate(const struct adc_session *, double ratio, struct error *);

#endif
