/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plate's model behind a FunctionFS mount: control requests come as events on ep0, blocks go out
 * on ep1. */
#ifndef TOOLS_GADGET_FUNCTIONFS_H
#define TOOLS_GADGET_FUNCTIONFS_H

#include "acquisition/hpp/model.h"

struct functionfs;

/* Opens the endpoints and writes the descriptors; the gadget may be bound then. The model stays the
 * caller's and is used by a thread from now on. */
int functionfs_open(struct functionfs **out, const char *mount, struct hpp_model *, struct error *);
int functionfs_fd(const struct functionfs *); /* readable: call functionfs_serve() */
int functionfs_serve(struct functionfs *, struct error *);
/* After the gadget was unbound. NULL is fine. */
void functionfs_close(struct functionfs *);

#endif
