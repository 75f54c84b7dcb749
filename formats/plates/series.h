/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calibration's readings from a file, for a series that was measured elsewhere or is repeated. */
#ifndef FORMATS_PLATES_SERIES_H
#define FORMATS_PLATES_SERIES_H

#include "formats/plates/certificate.h"

/* loads and load of a certificate whose cells are set. Either JSON with a "Series" (a certificate),
 * or text with a line "mass_kg,x_m,y_m,count 1,...,count n" for each reading, 0 kg = the empty
 * plate; empty lines, lines that begin with '#' and a first line of words are passed over.
 * HINGE_EFORMAT names file and line. text ends with a NUL. */
int series_parse(struct certificate *, const char *text, size_t size, const char *name,
		 struct error *);
int series_read(struct certificate *, const char *path, struct error *);

#endif
