/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The host's book of plates: a folder with one folder for each plate, in it what the plate is for
 * (role.json) and its certificates (certificate-N.json), none of which is ever changed or removed.
 * A file that cannot be read is an error, never passed over: an older certificate would give other
 * forces. Functions take the book's folder; it need not exist. */
#ifndef FORMATS_PLATES_BOOK_H
#define FORMATS_PLATES_BOOK_H

#include "formats/plates/certificate.h"

#include <stdbool.h>

struct plate_role {
	struct plate_id id;
	enum foot foot;  /* FOOT_UNKNOWN = as the device says */
	int certificate; /* the one that holds; 0 = the newest */
};

/* Of a plate the book does not know: no foot, the newest certificate. */
int book_role(const char *folder, const struct plate_id *, struct plate_role *, struct error *);
/* The plate is FOOT_LEFT or FOOT_RIGHT from now on, and no other one is; FOOT_UNKNOWN lets go. */
int book_bind(const char *folder, const struct plate_id *, enum foot, struct error *);
/* The plates the book knows, in order of their names. */
int book_each(const char *folder,
	      int (*visit)(void *ctx, const struct plate_role *, struct error *), void *ctx,
	      struct error *);
/* The plate bound to a foot: 1 = found, 0 = none is. HINGE_EREFUSED where two are. */
int book_find(const char *folder, enum foot, struct plate_id *, struct error *);

/* The next number (into certificate->number), in force from now on. HINGE_EWRITE: nothing is kept
 * and what was in force still is; where an older one had been chosen and only that choice cannot be
 * let go, the new one is kept and the sentence says so. */
int book_keep(const char *folder, struct certificate *, struct error *);
/* Puts an older one in force, or with 0 the newest. HINGE_EREFUSED where there is none. */
int book_use(const char *folder, const struct plate_id *, int number, struct error *);
/* The numbers there are, ascending; *numbers is the caller's to free(). */
int book_numbers(const char *folder, const struct plate_id *, int **numbers, size_t *count,
		 struct error *);
/* The certificate of that number, or with 0 the one in force: 1 = read, 0 = there is none.
 * HINGE_EFORMAT where it is damaged: the sentence says how to use another. */
int book_certificate(const char *folder, const struct plate_id *, int number, struct certificate *,
		     struct error *);

/* What the book knows of info's plates (by info->serial) in place of what the device says: foot and
 * name, cells, matrix, certificate ("SERIAL #3", "SERIAL #3,-": the first plate's, the second's is
 * the device's own) and the oldest date. Without a serial number nothing changes. */
int book_apply(const char *folder, struct recording_info *, struct error *);

#endif
