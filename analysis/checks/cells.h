/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of four-cell plates, looked at one by one (docs/methods.md#setup). Inside analysis
 * only. */
#ifndef ANALYSIS_CHECKS_CELLS_H
#define ANALYSIS_CHECKS_CELLS_H

#include "analysis/signal/force/force.h"
#include "analysis/signal/plate/vertical.h"

/* Every 20 ms of a recording, without frames that were lost, bridged, clipped or saturated. */
struct cell_scan {
	const struct trial *trial;
	struct verticals v;           /* cells of a plate stand together */
	size_t first[PLATES_MAX + 1]; /* those of plate p are first[p] .. first[p + 1] */
	size_t frames;
	double *value; /* [frames][v.count], less zero, tare and drift, in the recording's unit */
};

/* HINGE_EFORMAT, HINGE_ENOMEM. */
int cell_scan_init(struct cell_scan *, const struct trial *, const struct forces *, struct error *);
void cell_scan_reset(struct cell_scan *);

/* Index of a cell that does not move while its plate is loaded and unloaded, or -1. */
int cell_dead(const struct cell_scan *);
/* Index of a cell that goes up where the others of its plate go down, or -1. */
int cell_reversed(const struct cell_scan *);

enum order_fault {
	ORDER_FINE,
	ORDER_UNKNOWN, /* not two plates of four cells at their corners, or never loaded */
	ORDER_SWAPPED, /* cells of one plate among each other */
	ORDER_MIXED,   /* a cell of each plate exchanged */
	ORDER_ROTATED  /* all channels, by so many places to the right */
};

struct order {
	enum order_fault fault;
	size_t plate;   /* of ORDER_SWAPPED */
	size_t places;  /* of ORDER_ROTATED ... */
	bool or_4_more; /* ... or that and 4: not known which */
};

/* Which order of the channels fits the plates: a foot's centre of pressure cannot twist a plate,
 * and the zeros of the cells are those of the tare. */
struct order cell_order(const struct cell_scan *, const struct tare *);

#endif
