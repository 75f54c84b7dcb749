/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of what must outlive a run: the password and the audit log. */
#ifndef TOOLS_SERVE_STATE_H
#define TOOLS_SERVE_STATE_H

#include "formats/error.h"

#include <limits.h>

/* given, else $STATE_DIRECTORY (of a service), else $XDG_STATE_HOME/hinge, else
 * ~/.local/state/hinge; made where it is missing. */
int state_folder(char folder[PATH_MAX], const char *given, struct error *);
int state_file(char path[PATH_MAX], const char *folder, const char *name, struct error *);

#define STATE_PASSWORD "serve.password"
#define STATE_AUDIT    "serve.audit.jsonl"

#endif
