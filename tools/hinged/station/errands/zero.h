/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The zero of every channel, read while nobody stands on the plates. */
#ifndef TOOLS_HINGED_STATION_ERRANDS_ZERO_H
#define TOOLS_HINGED_STATION_ERRANDS_ZERO_H

#include "acquisition/source.h"
#include "formats/error.h"
#include "formats/layout.h"

struct zero {
	char source[256]; /* the address it belongs to */
	char time[40];    /* UTC, RFC 3339 */
	size_t channels, plates;
	double channel[CHANNELS_MAX]; /* mean, in the source's unit */
	/* per plate, against the certificate's zero */
	struct {
		char name[32];
		double mean_n, sd_n;
	} plate[PLATES_MAX];
};

struct zero_limits {
	double seconds;  /* read for this long */
	double loaded_n; /* a plate further from its certificate's zero than this is loaded */
	double sd_n;     /* a plate restless above this */
};

/* Running mean and variance of channels and plates (Welford). */
struct zero_sums {
	const struct recording_info *info;
	int64_t frames;
	double mean[CHANNELS_MAX];
	double plate_mean[PLATES_MAX], plate_m2[PLATES_MAX];
};

void zero_sums_init(struct zero_sums *, const struct recording_info *);
void zero_sums_add(struct zero_sums *, const int32_t *counts, size_t frames);
/* HINGE_EREFUSED: "12.4 N on the left plate, step off". */
int zero_judge(const struct zero_sums *, const struct zero_limits *, struct zero *, struct error *);

/* Opens the source, reads limits->seconds of it, judges. plates: the book, or NULL. */
int zero_measure(const char *source, const char *plates, const struct zero_limits *, struct zero *,
		 struct error *);

#endif
