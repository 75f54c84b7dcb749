/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/events.h"
#include "formats/trial.h"

uint32_t damage_flags(const struct event_signals *s, size_t from, size_t to)
{
	uint32_t flags = 0;

	for (size_t i = from; i < to; i++) {
		if (s->quality[i] & QUALITY_GAP)
			flags |= FLAG_GAP;
		if (s->quality[i] & (QUALITY_CLIPPED | QUALITY_SATURATED))
			flags |= FLAG_SATURATED;
	}
	return flags;
}
