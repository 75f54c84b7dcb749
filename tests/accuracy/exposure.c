/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/accuracy/exposure.h"

#include "acquisition/simulator/scene/faults.h"

#include <math.h>
#include <string.h>

/* Around a fault, for the filters; and above the smallest load that is analysed at all. */
static const double margin_s = 0.1;
static const double load_ratio_least = 0.26;

struct span {
	double start_s, end_s;
};

/* Faults that change what the feet seem to carry; scuffs, hum and a foot that moves must be
 * withstood. Empty = nothing. */
static struct span span_of(const struct fault *fault)
{
	const char *name = fault->kind->name;

	if (!strcmp(name, "dead"))
		return (struct span){-INFINITY, INFINITY};
	if (!strcmp(name, "gap") && fault->value <= 0.005)
		return (struct span){INFINITY, -INFINITY};
	if (!strcmp(name, "gap") || !strcmp(name, "saturate") || !strcmp(name, "half"))
		return (struct span){fault->at_s - margin_s, fault->at_s + fault->value + margin_s};
	if (!strcmp(name, "touch"))
		return (struct span){fault->at_s - margin_s, fault->at_s + 0.3 + margin_s};
	return (struct span){INFINITY, -INFINITY};
}

static bool meets(const struct span *span, double start_s, double end_s)
{
	return span->start_s <= end_s && start_s <= span->end_s;
}

double planted_end_s(const struct simulation *truth, size_t i)
{
	const struct simulated_rep *rep = &truth->rep[i];

	if (!isnan(rep->touchdown_s))
		return rep->touchdown_s;
	return i + 1 < truth->reps ? truth->rep[i + 1].start_s
				   : (double)truth->frames / truth->info.rate_hz;
}

size_t planted_lifts(const struct simulation *truth)
{
	size_t lifts = 0;

	for (size_t i = 0; i < truth->reps; i++)
		lifts += truth->rep[i].kind != REP_FAILED;
	return lifts;
}

void exposure_find(const struct simulation *truth, struct exposure *exposure)
{
	struct faults faults;

	*exposure = (struct exposure){0};
	faults_parse(&faults, truth->options.fault, NULL);
	exposure->whole = truth->load_kg < load_ratio_least * truth->body_mass_kg;
	for (size_t f = 0; f < faults.count; f++) {
		struct span span = span_of(&faults.fault[f]);

		exposure->whole |= meets(&span, truth->quiet_start_s, truth->quiet_end_s);
		for (size_t i = 0; i < truth->reps; i++)
			exposure->rep[i] |=
				meets(&span, truth->rep[i].start_s, planted_end_s(truth, i));
	}
	exposure->any = exposure->whole;
	for (size_t i = 0; i < truth->reps; i++) {
		exposure->rep[i] |= exposure->whole;
		exposure->any |= exposure->rep[i];
	}
}
