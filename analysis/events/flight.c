/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/events.h"

static const double flight_min_s = 0.05, flight_max_s = 1.5;

size_t flights_count(const struct event_signals *s, const struct config *config)
{
	size_t shortest = (size_t)(flight_min_s * s->rate_hz);
	size_t longest = (size_t)(flight_max_s * s->rate_hz);
	size_t count = 0, off = 0;
	bool stood = false;

	for (size_t i = 0; i < s->frames; i++) {
		if (s->total_20_n[i] < config->off_plate_n) {
			off++;
			continue;
		}
		count += stood && off > shortest && off <= longest;
		stood = true;
		off = 0;
	}
	return count;
}
