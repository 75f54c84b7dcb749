/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/import/text/rate.h"

#include "formats/layout.h"

#include <math.h>

/* Print rounding makes steps of 0 to 2 times the mean at worst; a lost row makes one of 2. */
static const double step_tolerance = 0.75;
static const double agreement = 1e-3;

static double time_at(const struct rate_claims *claims, size_t row)
{
	return claims->time_s[row * claims->stride];
}

static int refuse_step(const struct rate_claims *claims, size_t row, double usual_s,
		       const char *name, struct error *err)
{
	double from = time_at(claims, row - 1), to = time_at(claims, row);
	long long line = claims->first_line + (long long)row;

	if (from == to && from == floor(from))
		return fail(err, HINGE_EFORMAT,
			    "%s:%lld: times are cut to whole seconds (pass --rate HZ)", name, line);
	if (to <= from)
		return fail(err, HINGE_EFORMAT,
			    "%s:%lld: time does not advance: %g s after %g s (pass --rate HZ if "
			    "no row is lost)",
			    name, line, to, from);
	return fail(err, HINGE_EFORMAT,
		    "%s:%lld: time steps by %.4g s, on average by %.4g s: rows are missing (cut "
		    "the file there, or pass --rate HZ if none is lost)",
		    name, line, to - from, usual_s);
}

/* *uncertainty: what the rounding of the printed times leaves open, relative. */
static int rate_of_times(const struct rate_claims *claims, const char *name, double *rate_hz,
			 double *uncertainty, struct error *err)
{
	double jitter = 0.0, span, mean;

	if (claims->rows < 2)
		return fail(err, HINGE_EFORMAT, "%s: one row tells no rate (pass --rate HZ)", name);
	span = time_at(claims, claims->rows - 1) - time_at(claims, 0);
	mean = span / (double)(claims->rows - 1);
	for (size_t row = 1; row < claims->rows; row++) {
		double step = time_at(claims, row) - time_at(claims, row - 1);
		double off = fabs(step - mean);

		if (!(step > 0.0 && off <= step_tolerance * mean))
			return refuse_step(claims, row, mean, name, err);
		if (off > jitter)
			jitter = off;
	}
	*rate_hz = 1.0 / mean;
	*uncertainty = 2.0 * jitter / span + 1e-9;
	if (fabs(*rate_hz - round(*rate_hz)) <= *rate_hz * *uncertainty)
		*rate_hz = round(*rate_hz);
	return 0;
}

static int reconcile(double stated_hz, double times_hz, double uncertainty, const char *name,
		     double *rate_hz, struct error *err)
{
	*rate_hz = isnan(times_hz) ? stated_hz : times_hz;
	if (isnan(stated_hz) || isnan(times_hz))
		return 0;
	if (fabs(times_hz - stated_hz) > times_hz * (agreement + uncertainty))
		return fail(err, HINGE_EFORMAT,
			    "%s: %g Hz are stated, its times say %g Hz (pass --rate HZ)", name,
			    stated_hz, times_hz);
	*rate_hz = stated_hz;
	return 0;
}

int rate_settle(const struct rate_claims *claims, const char *name, double *rate_hz,
		struct error *err)
{
	double times_hz = NAN, uncertainty = 0.0, rate = claims->typed_hz;
	int rc = 0;

	if (isnan(rate)) {
		if (claims->time_s)
			rc = rate_of_times(claims, name, &times_hz, &uncertainty, err);
		if (!rc)
			rc = reconcile(claims->stated_hz, times_hz, uncertainty, name, &rate, err);
		if (rc)
			return rc;
	}
	if (isnan(rate))
		return fail(err, HINGE_EFORMAT,
			    "%s: the rate cannot be known: no time column, no stated rate (pass "
			    "--rate HZ)",
			    name);
	if (!(rate >= RATE_MIN_HZ && rate <= RATE_MAX_HZ))
		return fail(err, HINGE_EFORMAT, "%s: a rate of %g Hz, expected %d to %d Hz", name,
			    rate, RATE_MIN_HZ, RATE_MAX_HZ);
	*rate_hz = rate;
	return 0;
}
