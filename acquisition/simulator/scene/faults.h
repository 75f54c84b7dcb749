/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes wrong on request: "gap:12:0.05+touch:left:3:40" (docs/methods.md#simulator). */
#ifndef ACQUISITION_SIMULATOR_SCENE_FAULTS_H
#define ACQUISITION_SIMULATOR_SCENE_FAULTS_H

#include "acquisition/simulator/scene/scene.h"

struct fault;

struct fault_kind {
	const char *name, *form; /* form: what follows the name, in this order */
	bool has_side, has_cell, has_at, has_value;
	bool never_drawn;
	struct range drawn; /* of the value */
	void (*on_feet)(const struct fault *, struct scene *);
	int (*on_counts)(const struct fault *, struct simulation *, struct error *);
};
extern const struct fault_kind fault_kinds[]; /* a row without a name at the end */

struct fault {
	const struct fault_kind *kind;
	int side, cell;
	double at_s, value; /* value: seconds or newton */
};

/* The shortest is "gap:1:1": with the + between them no more fit into the option. */
enum { FAULTS_MAX = sizeof(((struct simulator_options *)NULL)->fault) / sizeof("gap:1:1") };

struct faults {
	size_t count;
	struct fault fault[FAULTS_MAX];
};

/* HINGE_EUSAGE names the fault and the form it must have. */
int faults_parse(struct faults *, const char *text, struct error *);
/* Where none was asked for, some of the tier's, before end_s; written into options->fault. */
void faults_draw(struct simulator_options *options, double end_s);
/* When the device is unplugged; INFINITY = never. */
double faults_unplugged_s(const struct faults *);

void faults_on_feet(const struct faults *, struct scene *); /* scene_feet() is done */
/* Also adds gaps to simulation->info; HINGE_EUSAGE where they lie outside or overlap. */
int faults_on_counts(const struct faults *, struct simulation *, struct error *);

#endif
