/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FORMATS_PLATES_ROLES_H
#define FORMATS_PLATES_ROLES_H

#include "formats/plates/book.h"

/* foot and certificate of a role.json; name stands in messages. */
int role_parse(struct plate_role *, const char *text, size_t size, const char *name,
	       struct error *);
/* Makes the plate's folder where it is missing. */
int role_write(const char *folder, const struct plate_role *, struct error *);

#endif
