/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The daemon's book of plates, from the client's side. */
#ifndef TOOLS_CALIBRATE_BOOK_H
#define TOOLS_CALIBRATE_BOOK_H

#include "tools/client/control.h"

#include <stdbool.h>

/* HINGE_EREFUSED where this user could calibrate for an hour and not keep anything. */
int book_may_keep(struct control *, struct error *);
/* `hinge calibrate --list` (use < 0) and `--use NUMBER`; source may be NULL. */
int book_command(struct control *, const char *source, const char *plate, int use, bool json,
		 struct error *);

#endif
