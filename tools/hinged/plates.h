/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the book of plates is kept. */
#ifndef TOOLS_HINGED_PLATES_H
#define TOOLS_HINGED_PLATES_H

#include "formats/error.h"

#include <stddef.h>

/* given, else $STATE_DIRECTORY/plates (systemd's /var/lib/hinge), else $XDG_DATA_HOME/hinge/plates
 * ($HOME/.local/share where it is unset). It need not exist. "" where nothing says where. */
int plates_folder(const char *given, char *path, size_t size, struct error *);

#endif
