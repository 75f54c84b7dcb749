/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/iio/timeline.h"

#include <math.h>
#include <string.h>

#define MISSING_MAX 1e12 /* whatever the times say */

void adc_timeline_start(struct adc_timeline *line, double rate_hz, int64_t first_ns)
{
	*line = (struct adc_timeline){.period_ns = 1e9 / rate_hz, .origin_ns = first_ns};
}

/* Unsigned, as times may be anything. */
static double late_ns(const struct adc_timeline *line, int64_t time_ns, int64_t index)
{
	int64_t passed_ns = (int64_t)((uint64_t)time_ns - (uint64_t)line->origin_ns);

	return (double)passed_ns - (double)index * line->period_ns;
}

static double least(const double *values, size_t count)
{
	double found = INFINITY;

	for (size_t i = 0; i < count; i++)
		found = fmin(found, values[i]);
	return found;
}

int64_t adc_timeline_missing(const struct adc_timeline *line, const int64_t *time_ns, size_t frames)
{
	double after = INFINITY, periods;

	if (!line->known || frames < ADC_WINDOW)
		return 0;
	for (size_t i = 0; i < ADC_WINDOW; i++)
		after = fmin(after, late_ns(line, time_ns[i], line->index + (int64_t)i));
	periods = (after - least(line->late_ns, line->known)) / line->period_ns;
	return periods > 0.5 ? (int64_t)fmin(round(periods), MISSING_MAX) : 0;
}

void adc_timeline_add(struct adc_timeline *line, int64_t time_ns, int64_t missing)
{
	line->index += missing;
	if (line->known == ADC_WINDOW)
		memmove(line->late_ns, line->late_ns + 1, sizeof(line->late_ns[0]) * --line->known);
	line->late_ns[line->known++] = late_ns(line, time_ns, line->index);
	line->index++;
}

int64_t adc_timeline_next_ns(const struct adc_timeline *line)
{
	double passed_ns = (double)line->index * line->period_ns;

	if (line->known)
		passed_ns += least(line->late_ns, line->known);
	/* what is beyond 64 bits is nonsense, but no fault */
	return fabs(passed_ns) < 9e18
		       ? (int64_t)((uint64_t)line->origin_ns + (uint64_t)(int64_t)passed_ns)
		       : line->origin_ns;
}
