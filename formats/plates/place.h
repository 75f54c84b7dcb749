/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where things stand in the book. */
#ifndef FORMATS_PLATES_PLACE_H
#define FORMATS_PLATES_PLACE_H

#include "formats/plates/certificate.h"

#include <limits.h>

/* FOLDER/PLATE and FOLDER/PLATE/FILE; HINGE_EUSAGE where the path is too long. */
int place_of_plate(char path[PATH_MAX], const char *folder, const struct plate_id *,
		   struct error *);
int place_of_file(char path[PATH_MAX], const char *folder, const struct plate_id *,
		  const char *file, struct error *);
/* False = no plate's folder. */
bool place_parse(struct plate_id *, const char *name);

#endif
