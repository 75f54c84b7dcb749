/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of `hinge calibrate`: from the daemon's plate to a series, and from a certificate to
 * what is printed. */
#ifndef TOOLS_CALIBRATE_CALIBRATE_H
#define TOOLS_CALIBRATE_CALIBRATE_H

#include <stdbool.h>

#include "formats/plates/certificate.h"
#include "tools/client/control.h"

enum { MASSES_MAX = 8 };

/* A plate as the daemon describes it. */
struct bench {
	struct control *control;
	char source[256], plate[PLATE_ID_MAX]; /* what it was asked for; source as it answered */
	double seconds;                        /* each reading takes */
	char certificate[128];                 /* in force; "" = none */
	bool calibrated;                       /* it knew where its cells stand */
	bool new_zero;                         /* an empty plate may read anything */
};

/* Asks what the plate is: bench and certificate (inited) are filled, without a series. source ""
 * = the daemon's choice. */
int bench_open(struct bench *, struct control *, const char *source, const char *plate,
	       struct certificate *, struct error *);
/* "X,Y:X,Y:..." in metres; HINGE_EUSAGE. */
int cells_parse(struct certificate *, const char *text, struct error *);
/* One reading into load->counts; waits up to a minute for quiet, saying so. *newton is what it is
 * by the calibration in force, NaN where there is none. */
int bench_measure(const struct bench *, struct calibration_load *load, double *newton,
		  struct error *);
/* HINGE_EREFUSED where the first empty plate of the series is not empty by what is in force, which
 * certificate still holds. */
int bench_check_empty(const struct bench *, const struct certificate *, struct error *);
/* Numbered and dated, as the daemon has kept it; the path of the way back is not its business. */
int bench_keep(const struct bench *, struct certificate *, struct error *);

/* Leads through the empty plate, each mass at the centre and over each cell, and the empty plate
 * again. HINGE_EINTERRUPTED where standard input ends. */
int guide(const struct bench *, struct certificate *, const double *masses_kg, size_t masses,
	  struct error *);
/* Yes where the answer is empty or begins with y. */
bool guide_ask(const char *question);

/* What each mass gave, where residuals were found; then the cells where all are. */
void print_series(const struct certificate *);
void print_cells(const struct certificate *, const struct certificate *before);

#endif
